"""The page of the network around one contact: the picture, or the same as a list; walking on and back; printing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from notebook import NotFound
from ui.bridge import Bridge
from ui.network.canvas import Canvas, Room
from ui.network.drawing import Drawing, Paper, fonts_of
from ui.network.legend import Legend
from ui.network.scene import Scene, place, scene_of
from ui.pane import Pane
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets import Elided, button, label, set_tip, tool
from ui.words import put

WIDE, ROW, FEWEST, MOST = 780, 20, 24, 60  # from which width all get a place; pixels a row takes otherwise
SETTLE_MS = 60
EMPTY, READING = 2, 3  # places in the stack, behind the picture and the list
KEPT = 50  # steps that can be gone back


class NetworkPage(Pane):
    """Who is around somebody, two steps far."""

    tables = ("relation", "role", "contact", "interaction", "promise", "favour")
    reads = "network"

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(book, theme, bridge, tasks, parent)
        self.setObjectName("networkPage")
        self.setAccessibleName(self.tr("Network"))
        self.contact: bytes | None = None
        self.scene: Scene | None = None
        self._trail: list[bytes] = []
        self._opened: dict[bytes, int] = {}
        self._limit = MOST
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(SETTLE_MS)
        self._fitting.timeout.connect(self._fit)
        self._build(theme)
        self._show_unknown()

    def _build(self, theme: Theme) -> None:
        self.title = Elided(theme, "", "ink", theme.font(1.4, QFont.Weight.Bold), self)
        self.title.setObjectName("networkTitle")
        self._back = tool(theme.icon("arrow-left", "muted"), self.tr("Back"), self.go_back, 16, self)
        self._back.setObjectName("networkBack")
        self.as_list = button(self.tr("As a list"), "chip", parent=self)
        self.as_list.setObjectName("networkAsList")
        self.as_list.setCheckable(True)
        self.as_list.toggled.connect(self._turn)
        self._whom = tool(theme.icon("search", "muted"), self.tr("Somebody else…"), self.ask, 16, self)
        self._whom.setObjectName("networkWhom")
        self._print = tool(theme.icon("printer", "muted"), self.tr("Print…"), self.print_, 16, self)
        self._print.setObjectName("networkPrint")
        self._card = tool(theme.icon("contact", "muted"), self.tr("Go to the card"), self._go_to_card, 16, self)
        self._card.setObjectName("networkCard")
        head = QHBoxLayout()
        head.setSpacing(4)
        for made in (self._back, self.title, self.as_list, self._whom, self._print, self._card):
            head.addWidget(made, 1 if made is self.title else 0)
        self.canvas = Canvas(theme)
        self.canvas.walked.connect(self.walk)
        self.canvas.opened.connect(self.open)
        self.canvas.cardWanted.connect(self.contactActivated)
        self.canvas.back.connect(self.go_back)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self.canvas)
        self.setFocusProxy(self.canvas)
        self.canvas.moved.connect(self._see)
        self.list = QListWidget(self)
        self.list.setObjectName("networkList")
        self.list.setAccessibleName(self.tr("The network as a list"))
        self.list.itemActivated.connect(lambda item: self._walk_from(item))
        empty = QWidget(self)
        column = QVBoxLayout(empty)
        self._why = label("", "muted", wrap=True, parent=empty)
        self._why.setObjectName("networkEmpty")
        self._why.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._start = button("", "primary", on=self._begin, parent=empty)
        self._start.setObjectName("networkBegin")
        column.addStretch(2)
        column.addWidget(self._why)
        column.addSpacing(8)
        column.addWidget(self._start, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._body = Room(self)
        self._body.resized.connect(self._fitting.start)
        self._stack = QStackedLayout(self._body)
        reading = QWidget(self)
        QVBoxLayout(reading).addWidget(self.reading_line(), 0, Qt.AlignmentFlag.AlignCenter)
        for page in (self._area, self.list, empty, reading):
            self._stack.addWidget(page)
        self.legend = Legend(theme, self)
        self.beside = button("", "link", on=self._go_to_family, parent=self)
        self.beside.setObjectName("networkBeside")
        set_tip(self.beside, self.tr("They stand in Family & network"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 8)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self._body, 1)
        whole.addWidget(self.beside, 0, Qt.AlignmentFlag.AlignLeading)
        whole.addWidget(self.legend)

    # -- what the window uses

    def show_place(self, what: object | None) -> None:
        """Show the network around this contact (None: the one shown before)."""
        if isinstance(what, bytes) and what != self.contact:
            self.contact, self._trail, self._opened = what, [], {}
            self._show_unknown()
        self.refresh()

    def to_read(self) -> tuple[bytes | None, int, dict[bytes, int]]:
        return self.contact, self._limit, dict(self._opened)

    def read(self, contact: bytes | None, limit: int, opened: dict[bytes, int]) -> Scene | None:
        """Two steps around the contact, and how well the first is kept."""
        if contact is None:
            return None
        try:
            around = self._book.relations.around(contact, limit, opened)
        except NotFound:
            return None
        near = [node.id for node in around.nodes if node.step < 2 and not node.organisation]
        return scene_of(around, self._book.insight.healths(near),
                        self._book.contacts.initials(node.id for node in around.nodes))

    def _show_unknown(self) -> None:
        """Who is around somebody else is not known yet."""
        self.expect()
        self.scene = None
        self.title.setText(self.tr("Network"))
        for made in (self._back, self.as_list, self._print, self._card, self.beside, self.legend):
            made.setVisible(made is self._back)
        self._back.setEnabled(False)
        self._stack.setCurrentIndex(READING)

    def fill(self, found: Scene | None) -> None:
        """Show what was read."""
        self.scene = found
        alone = found is None or len(found.figures) < 2
        if not self._fitting.isActive():
            self._fit()
        self.title.setText(found.title if found is not None else self.tr("Network"))
        self._back.setEnabled(bool(self._trail))
        for made in (self.as_list, self._print):
            made.setVisible(not alone)
        self._card.setVisible(found is not None)
        self.canvas.show_scene(None if alone else found)
        self.legend.show_scene(None if alone else found)
        self._fill_list(None if alone else found)
        if found is None:
            self._why.setText(self.tr("A picture of who knows whom: one person in the middle, two steps around them."
                                      " It shows who can open a door, and who decides in an organisation."))
            self._start.setText(self.tr("Choose somebody…"))
        elif alone and found.cardless:
            self._why.setText(put(
                self.tr("Whoever is around {name} has no card, and the picture shows those who have one. All stand in"
                        " Family & network."), name=found.figures[0].name))
            self._start.setText(self.tr("Show the list"))
        elif alone:
            self._why.setText(put(
                self.tr("Nobody around {name} is known yet. Note in Family & network who they know, for example"
                        " “boss Bo Dahl”."), name=found.figures[0].name))
            self._start.setText(self.tr("Note whom they know"))
        self._stack.setCurrentIndex(EMPTY if alone else int(self.as_list.isChecked()))
        self.legend.setVisible(not alone and not self.as_list.isChecked())
        beside = "" if alone or found is None else found.beside
        self.beside.setText(put(self.tr("… {beside}: show the list"), beside=beside))
        self.beside.setVisible(bool(beside))

    # -- walking

    def walk(self, contact: bytes) -> None:
        """Somebody else becomes the middle."""
        if self.contact is not None:
            self._trail = [*self._trail[-KEPT:], self.contact]
        self.contact, self._opened = contact, {}
        self.refresh()

    def go_back(self) -> None:
        """The one who was in the middle before."""
        if self._trail:
            self.contact, self._opened = self._trail.pop(), {}
            self.refresh()

    def open(self, contact: bytes) -> None:
        """Show others of those that hang on somebody; what was shown of them comes round again at last."""
        if self.scene is None:
            return
        shown = sum(1 for figure in self.scene.figures
                    if figure.near is not None and not figure.more and self.scene.figures[figure.near].id == contact)
        self._opened = {contact: self._opened.get(contact, 0) + shown}
        self.refresh()

    def ask(self) -> None:
        """Whose network?"""
        from ui.contacts.whom import Whom

        asking = Whom(self._book, self.tr("Whose network?"), self.window())
        asking.setObjectName("whomDialog")
        asking.chosen.connect(self.walk)
        asking.open()

    def print_(self) -> None:
        """Ask for a printer (or a PDF)."""
        from ui.printing import ask_printer

        ask_printer(self, self.title.text(), self.print_on, self.said.emit)

    def print_on(self, printer: Any) -> None:
        """The picture on one page, in light colours whatever the window wears."""
        from PySide6.QtGui import QPageLayout

        from ui.printing import begin

        if self.scene is None:
            return
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        look = Paper(self._theme)
        fonts = fonts_of(look)
        layout = place(self.scene, fonts, 1040, 700)
        painter = begin(printer)
        page = QRectF(painter.viewport())
        scale = min(page.width() / layout.width, page.height() / (layout.height + 40))
        painter.scale(scale, scale)
        painter.setFont(fonts.middle)
        painter.setPen(look.color("ink"))
        head = QRectF(0, 0, layout.width, 32)
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft, self.title.text())
        painter.setFont(fonts.plain)
        painter.setPen(look.color("muted"))
        painter.drawText(head, Qt.AlignmentFlag.AlignRight, self.scene.beside)
        painter.translate(0, 40)
        Drawing(self.scene, layout, look, fonts).paint(painter)
        painter.end()

    # -- inside

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:  # from the list too
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """As many as can be read in the room there is; the picture is laid out anew."""
        room = self._body.size()  # not the area's: it has none while something else is shown in its place
        self.canvas.fit(room)
        if self.canvas.height() > room.height():  # it is scrolled: what is left beside the bar
            self.canvas.fit(QSize(room.width() - self._area.verticalScrollBar().sizeHint().width(), room.height()))
        limit = MOST if room.width() >= WIDE else max(FEWEST, min(MOST, room.height() // ROW))
        if limit != self._limit:
            self._limit = limit
            self.refresh()

    def _see(self, box: tuple[int, int, int, int]) -> None:
        left, top, width, height = box
        self._area.ensureVisible(left + width // 2, top + height // 2, width // 2 + 8, height // 2 + 8)

    def _turn(self) -> None:
        self._stack.setCurrentIndex(int(self.as_list.isChecked()))
        self.legend.setVisible(not self.as_list.isChecked())

    def _fill_list(self, scene: Scene | None) -> None:
        row = self.list.currentRow()
        self.list.clear()
        if scene is None:
            return
        for line, figure in zip(scene.text(), scene.figures[1:], strict=True):
            item = QListWidgetItem(line, self.list)
            item.setData(Qt.ItemDataRole.UserRole, (figure.id, bool(figure.more)))
        self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))

    def _walk_from(self, item: QListWidgetItem) -> None:
        contact, more = item.data(Qt.ItemDataRole.UserRole)
        (self.open if more else self.walk)(bytes(contact))

    def _go_to_card(self) -> None:
        if self.contact is not None:
            self.contactActivated.emit(self.contact)

    def _go_to_family(self) -> None:
        self.placeWanted.emit("family", self.contact)

    def _begin(self) -> None:
        if self.scene is None:
            self.ask()
        else:
            self._go_to_family()
