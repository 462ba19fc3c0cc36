"""Who can open the door to somebody (N2), as a line of names with arrows, each link with its reason; and the picture
of their network in small, as parts of the tab Family & network."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from notebook import Door
from ui.contacts.sections import Section
from ui.network.canvas import Canvas, Room
from ui.network.mark import Mark
from ui.network.scene import Scene
from ui.theme import Theme
from ui.widgets import Flow, button, clear, label
from ui.words import put, words

HEIGHT, ROW = 210, 34  # of the small picture: at least, and for each of the first step


def _tr(text: str) -> str:
    return QCoreApplication.translate("Family", text)


class DoorSection(Section):
    """The best way from one of us to whom the tab shows; hidden where a talk of our own is the best one."""

    def __init__(self, theme: Theme, go: Callable[[bytes], object], parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("Who can open the door"), parent)
        self._go = go
        self._shown: Door | None = None
        box = QWidget(self)
        self._way = Flow(box, 4)
        self._box = box
        self._reasons = label("", "muted", theme.font(0.94), wrap=True, parent=self)
        self._reasons.setContentsMargins(6, 0, 0, 4)
        self.rows.addWidget(box)
        self.rows.addWidget(self._reasons)
        self.hide()

    def show_door(self, door: Door | None) -> None:
        """Show this way; a talk of our own with them needs no door."""
        if door != self._shown:
            self._shown = door
            clear(self._way)
            bonds = door.bonds if door is not None else ()
            for place, bond in enumerate(bonds):
                if place == 0:
                    self._add(bond.a_name, None)
                self._way.addWidget(self._arrow())
                self._add(bond.b_name, bond.b if place + 1 < len(bonds) else None)
            reasons = [words(bond.reason.text) for bond in bonds]
            if door is not None and door.known is not None:
                reasons.append(put(_tr("Without a door: {known}."), known=words(door.known.text)))
            self._reasons.setText("\n".join(reasons))
            self.setAccessibleName(words(door.said) if door is not None else "")
            self._box.updateGeometry()
        self.setVisible(door is not None and len(door.bonds) > 1)

    def way(self) -> list[str]:
        """The names on the way."""
        if self._shown is None or not self._shown.bonds:
            return []
        return [self._shown.bonds[0].a_name, *(bond.b_name for bond in self._shown.bonds)]

    def _add(self, name: str, contact: bytes | None) -> None:
        flat = " ".join(name.split())
        flat = flat if len(flat) <= 28 else flat[:27] + "…"
        if contact is None:
            made: QWidget = label(flat, parent=self._box)
            made.setContentsMargins(4, 3, 4, 3)
        else:
            made = button(flat, "link", put(_tr("Go to {name}"), name=name), on=lambda: self._go(contact),
                          parent=self._box)
        made.setFixedHeight(self._theme.px(26))
        self._way.addWidget(made)
        made.show()

    def _arrow(self) -> QWidget:
        made = Mark(self._theme, "arrow-right", "muted", self._theme.px(26), self._box)
        made.show()
        return made


class PictureSection(Section):
    """The network in small: who is one step away, and a way to the whole page."""

    walked = Signal(object)
    wholeWanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("Network"), parent)
        self._holder = Room(self)
        self._holder.resized.connect(self._fit)
        self.canvas = Canvas(theme, self._holder, "surface")
        self.canvas.walked.connect(self.walked)
        self.canvas.opened.connect(lambda contact: self.wholeWanted.emit())
        self.canvas.cardWanted.connect(lambda contact: self.wholeWanted.emit())
        self.whole = button(_tr("Open the picture"), "link", on=self.wholeWanted.emit, parent=self)
        self.whole.setObjectName("networkWhole")
        self.rows.addWidget(self._holder)
        self.rows.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_scene(self, scene: Scene | None) -> None:
        """Show this; hidden where there is nobody."""
        self.canvas.show_scene(scene)
        self.setVisible(scene is not None and len(scene.figures) > 1)
        self._fit()

    def _fit(self) -> None:
        scene = self.canvas.scene
        rows = sum(figure.step == 1 for figure in scene.figures) if scene is not None else 0
        self.canvas.fit(QSize(self._holder.width(), max(self._theme.px(HEIGHT), rows * self._theme.px(ROW))))
        fits = self.canvas.width() <= self._holder.width()  # in a narrow window there is only the way to the page
        self.canvas.setVisible(fits)
        self._holder.setFixedHeight(self.canvas.height() if fits else 0)

