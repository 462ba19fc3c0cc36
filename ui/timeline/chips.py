"""The chips below the composer: what was understood, each a button that opens what can be done about it.

Left and Right move between chips, Delete takes one out of the line, Esc or Up goes back to the line. A chip
that needs a decision (an unknown or ambiguous name) is drawn in gold with a question mark.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets import Flow, clear, set_tip
from ui.words import in_menu

WIDEST = 420  # pixels of a chip
AROUND = 44  # icon and padding


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be done about a chip; ``checked`` marks what is so now, None is no mark."""

    text: str
    act: Callable[[], object]
    checked: bool | None = None
    apart: bool = False  # a line above it


@dataclass(frozen=True, slots=True)
class Shown:
    """One chip: its words, its icon, whether it needs a decision, what can be done, how it is taken out."""

    name: str
    text: str
    icon: str
    asks: bool = False
    choices: tuple[Choice, ...] = ()
    remove: Callable[[], object] | None = field(default=None)
    removing: str = ""  # what the menu calls that, where it is not "take out of the line"
    tip: str = ""  # more about it


class PhraseChip(QPushButton):
    """One part of the line."""

    leave = Signal()
    moved = Signal(int)

    def __init__(self, shown: Shown, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown = shown
        self.setObjectName(f"chip-{shown.name}")
        self.setProperty("role", "chip")
        self.setCheckable(True)
        self.setChecked(not shown.asks)
        self.setAutoDefault(False)
        self.setIcon(theme.icon(shown.icon, "gold" if shown.asks else "accent"))
        self.setIconSize(QSize(13, 13))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._whole = " ".join(shown.text.split())
        self.setText(in_menu(self._whole))
        self.setAccessibleName(shown.text)
        self.setAccessibleDescription(" ".join(filter(None, (
            shown.tip, self.tr("Space changes it, Delete takes it out")))))
        self.clicked.connect(self.open)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(min(WIDEST, metrics.horizontalAdvance(self._whole) + AROUND), metrics.height() + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, self.sizeHint().height())  # else one long promise would make the pane wider

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        text = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width() - AROUND + 2)
        self.setText(f" {in_menu(text)}")  # the style puts no room between icon and words
        set_tip(self, "\n".join(filter(None, (self._whole if text != self._whole else "", self.shown.tip))))

    def open(self) -> None:
        """Show what can be done about it."""
        self.setChecked(not self.shown.asks)  # a click must not change how it is drawn
        menu = QMenu(self)
        menu.setObjectName("chipMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for choice in self.shown.choices:
            if choice.apart:
                menu.addSeparator()
            action = menu.addAction(in_menu(choice.text))
            if choice.checked is not None:
                action.setCheckable(True)
                action.setChecked(choice.checked)
            action.triggered.connect(lambda checked=False, act=choice.act: act())
        if self.shown.remove is not None:
            menu.addSeparator()
            word = self.shown.removing or self.tr("Take out of the line")
            menu.addAction(word).triggered.connect(lambda: self.shown.remove())
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.shown.remove is not None:
            self.shown.remove()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Up):
            self.leave.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            forward = (key == Qt.Key.Key_Right) == (self.layoutDirection() == Qt.LayoutDirection.LeftToRight)
            self.moved.emit(1 if forward else -1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open()
        else:
            super().keyPressEvent(event)


class ChipRow(QWidget):
    """The chips in a row that wraps; rebuilt only when they differ, so the keyboard keeps its place."""

    leave = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composerChips")
        self.setAccessibleName(self.tr("What was understood"))
        self._theme = theme
        self._flow = Flow(self)
        self._known: tuple[tuple[str, str, bool], ...] = ()
        self.chips: list[PhraseChip] = []

    def show_chips(self, shown: list[Shown]) -> None:
        """Show these; what they do is always the newest."""
        known = tuple((one.name, one.text, one.asks) for one in shown)
        if known == self._known:
            for chip, one in zip(self.chips, shown, strict=True):
                chip.shown = one
            return
        had = next((place for place, chip in enumerate(self.chips) if chip.hasFocus()), None)
        clear(self._flow)
        self.chips = []
        for one in shown:
            chip = PhraseChip(one, self._theme, self)
            chip.leave.connect(self.leave)
            chip.moved.connect(lambda by, chip=chip: self._move(chip, by))
            self._flow.addWidget(chip)
            chip.show()
            self.chips.append(chip)
        self._known = known
        self.setVisible(bool(shown))
        self.updateGeometry()
        if had is not None:
            if self.chips:
                self.chips[min(had, len(self.chips) - 1)].setFocus()
            else:
                self.leave.emit()

    def focus_first(self, asking: bool = False) -> bool:
        """Put the keyboard on the first chip (that needs a decision); False when there is none."""
        for chip in self.chips:
            if chip.shown.asks or not asking:
                chip.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def _move(self, chip: PhraseChip, by: int) -> None:
        place = self.chips.index(chip) + by
        if 0 <= place < len(self.chips):
            self.chips[place].setFocus(Qt.FocusReason.TabFocusReason)
        elif place < 0:
            self.leave.emit()
