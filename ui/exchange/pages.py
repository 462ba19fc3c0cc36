"""The pages of the import dialog that only show something: choosing, waiting, the preview, the result."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QTabWidget, QVBoxLayout, QWidget

from notebook import Plan, SourceFile, Trouble, Twin
from ui.exchange.encoding import EncodingChooser
from ui.exchange.tables import Alikes, Problems, Samples, table_view
from ui.theme import Theme
from ui.widgets import button, label
from ui.words import number, put, words


class ChoosePage(QWidget):
    """Where files are dropped or chosen."""

    chosen = Signal(object)  # list[Path]
    browse = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._over = False
        self.setAcceptDrops(True)
        title = label(self.tr("Drop your address book here"), "heading", theme.font(1.15, QFont.Weight.DemiBold))
        about = label(self.tr("vCard files of any version (.vcf), tables (.csv) from Google, Outlook, Thunderbird, "
                              "Apple, Yahoo and LinkedIn or of your own, and JSContact (.json). "
                              "Nothing is changed before you have seen what would happen."), "muted", wrap=True)
        about.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.trouble = label("", "trouble", wrap=True)
        self.trouble.setObjectName("importTrouble")
        self.trouble.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.trouble.hide()
        self.button = button(self.tr("Choose files …"), "primary", on=self.browse.emit)
        self.button.setObjectName("importChoose")
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 24, 48, 24)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(about)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.trouble)
        column.addStretch(3)

    def complain(self, text: str) -> None:
        """Say why a file was not taken."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._over = True
            self.update()

    def dragLeaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if files:
            self.chosen.emit(files)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.color("accent" if self._over else "control"), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(self._theme.color("accent-soft" if self._over else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)


class WaitPage(QWidget):
    """Something is under way: what, how far, and a way to stop it."""

    cancel = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label("", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.bar = QProgressBar(self)
        self.bar.setObjectName("importProgress")
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.setTextVisible(False)
        self.button = button(self.tr("Cancel"), on=self.cancel.emit)
        self.button.setObjectName("importCancel")
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 24, 48, 24)
        column.setSpacing(16)
        column.addStretch(1)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def begin(self, text: str) -> None:
        """Something else is under way."""
        self.words.setText(text)
        self.bar.setRange(0, 0)
        self.button.setEnabled(True)

    def step(self, done: int, total: int) -> None:
        """How far it is; ``total`` 0 is not known."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)


class Tile(QFrame):
    """A number and what it counts."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._value = label("0", font=theme.font(1.5, QFont.Weight.DemiBold))
        self._name = label("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(2)
        column.addWidget(self._value)
        column.addWidget(self._name)

    def show_count(self, value: int, name: str) -> None:
        """Show a count."""
        self._value.setText(number(value))
        self._name.setText(name)
        self.setAccessibleName(f"{number(value)} {name}")


class PreviewPage(QWidget):
    """What an import would do, or did."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", "heading", theme.font(1.15, QFont.Weight.DemiBold), wrap=True)
        self.title.setObjectName("importTitle")
        self.tiles = [Tile(theme, self) for _ in range(4)]
        self.files = label("", "muted", wrap=True)
        self.files.setObjectName("importFiles")
        self.encoding = EncodingChooser("importEncoding", self)
        self._samples, self._alikes, self._problems = Samples(self), Alikes(self), Problems(self)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("importTabs")
        self.tabs.setDocumentMode(True)
        samples = table_view(self._samples, "importSamples", self.tr("The first contacts"), 2, self)
        samples.setColumnWidth(0, 120)
        samples.setColumnWidth(1, 220)
        problems = table_view(self._problems, "importProblems", self.tr("What was not taken"), 3, self, lines=2)
        for place, width in enumerate((140, 70, 60)):
            problems.setColumnWidth(place, width)
        alikes = table_view(self._alikes, "importAlikes", self.tr("Who is perhaps there twice"), 3, self, lines=2)
        for place, width in enumerate((140, 70, 160)):
            alikes.setColumnWidth(place, width)
        self.tabs.addTab(samples, self.tr("Contacts"))
        self.tabs.addTab(alikes, "")
        self.tabs.addTab(problems, "")
        tiles = QHBoxLayout()
        tiles.setSpacing(12)
        for tile in self.tiles:
            tiles.addWidget(tile, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addLayout(tiles)
        column.addWidget(self.files)
        column.addWidget(self.encoding)
        column.addWidget(self.tabs, 1)

    def show_plan(self, plan: Plan) -> None:
        """Show what would happen."""
        self.title.setText(self.tr("This is what would happen"))
        self.show_counts(plan.created, plan.updated, plan.unchanged, plan.problems)
        lines = [self._read_as(source) for source in plan.files[:4]]
        if len(plan.files) > 4:
            lines.append(self.tr("and {n} more files").format(n=number(len(plan.files) - 4)))
        if plan.skipped:
            lines.append(self.tr("One record is empty or stands in it twice") if plan.skipped == 1 else
                         self.tr("{n} records are empty or stand in it twice").format(n=number(plan.skipped)))
        from notebook import perhaps_twice  # known since the plan was made

        if (told := perhaps_twice(plan.twins)) is not None:
            lines.append(words(told))
        self.files.setText("\n".join(lines))
        self.show_alikes(plan.twins)
        self._samples.show(plan.samples)
        self.encoding.show_encodings([source.encoding for source in plan.files])

    def _read_as(self, source: SourceFile) -> str:
        text = self.tr("{file}: {format}, {encoding}, one record") if source.records == 1 else self.tr(
            "{file}: {format}, {encoding}, {n} records")
        return put(text, file=PurePath(source.file).name, format=FORMATS.get(source.format, source.format),
                           encoding=source.encoding, n=number(source.records))

    def show_counts(self, created: int, updated: int, unchanged: int, problems: Sequence[Trouble]) -> None:
        """The four numbers and the list of problems."""
        troubled = self.tr("problem") if len(problems) == 1 else self.tr("problems")
        names = (self.tr("new"), self.tr("changed"), self.tr("as they are"), troubled)
        counts = (created, updated, unchanged, len(problems))
        for tile, count, name in zip(self.tiles, counts, names, strict=True):
            tile.show_count(count, name)
        self._problems.show(problems)
        self.tabs.setTabText(2, self.tr("Problems ({n})").format(n=number(len(problems))))
        self.tabs.setTabVisible(2, bool(problems))

    def show_alikes(self, twins: Sequence[Twin]) -> None:
        """Who is perhaps there twice."""
        self._alikes.show(twins)
        self.tabs.setTabText(1, self.tr("Perhaps twice ({n})").format(n=number(len(twins))))
        self.tabs.setTabVisible(1, bool(twins))


FORMATS = {"vcard": "vCard", "csv": "CSV", "jscontact": "JSContact"}
