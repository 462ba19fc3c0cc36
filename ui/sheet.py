"""The one style sheet, built from the colour tokens; short, because every rule is matched for every widget.

Roles are set as the dynamic property ``role``: ``primary``, ``quiet``, ``link``, ``chip`` on buttons, ``muted``,
``section``, ``warning``, ``chip``, ``chip-accent``, ``chip-gold``, ``key`` on labels, ``surface``, ``bar``,
``card``, ``toast``, ``line`` on frames, ``inplace`` on editors (see `ui.widgets` for makers that set them).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template

PICTURES = Path(__file__).resolve().parent.parent / "resources" / "theme"

FIRST = """
QWidget { outline: none; }
QMainWindow, QDialog { background: $background; }
QSplitter::handle { background: $line; }
QSplitter::handle:hover, QSplitter::handle:focus { background: $accent; }
QFrame[role="surface"] { background: $surface; border: none; }
QFrame[role="bar"] { background: $background; border: none; border-bottom: 1px solid $line; }
QLineEdit { background: $surface; color: $ink; border: 1px solid $line; border-radius: 8px; padding: 5px 9px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus { border: 1px solid $accent; }
QFrame[role="status"] { background: $background; border: none; border-top: 1px solid $line; }
QFrame[role="line"] { background: $line; border: none; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="section"] { color: $muted; }
QLabel[role="key"] { color: $muted; border: 1px solid $line; border-radius: 4px; padding: 0 6px; }
QPushButton { background: $surface; color: $ink; border: 1px solid $line; border-radius: 8px;
  padding: 5px 12px; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border: 1px solid $accent; }
QPushButton:disabled { color: $control; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton[role="primary"]:hover { background: $accent_strong; }
QPushButton[role="primary"]:focus { border: 1px solid $ink; }
QPushButton[role="primary"]:disabled { background: $line; color: $muted; border-color: $line; }
QPushButton[role="quiet"], QToolButton { background: transparent; color: $muted;
  border: 1px solid transparent; border-radius: 8px; padding: 4px 8px; }
QPushButton[role="quiet"]:hover, QToolButton:hover { background: $hover; color: $ink; }
QPushButton[role="quiet"]:focus, QToolButton:focus { border: 1px solid $accent; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[role="chip"], QToolButton[role="chip"] { background: $sunken; color: $muted;
  border: 1px solid transparent; border-radius: 10px; padding: 3px 9px; }
QPushButton[role="chip"]:hover, QToolButton[role="chip"]:hover { background: $line; color: $ink; }
QPushButton[role="chip"]:checked, QToolButton[role="chip"]:checked { background: $accent_soft;
  color: $accent; }
QPushButton[role="chip"]:focus, QToolButton[role="chip"]:focus { border: 1px solid $accent; }
QAbstractItemView { background: $surface; border: none; selection-background-color: $selected;
  selection-color: $ink; }
QAbstractItemView[role="bare"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 1px; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none;
  border: none; width: 0; height: 0; }
QMenuBar { background: $background; color: $ink; }
QMenuBar::item { padding: 4px 10px; background: transparent; border-radius: 6px; }
QMenuBar::item:selected { background: $hover; }
"""

LATER = """
QToolTip { background: $surface; color: $ink; border: 1px solid $line; padding: 4px 8px; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[role="toast"] { background: $ink; border: none; border-radius: 10px; }
QFrame[role="toast"] QLabel { color: $background; }
QFrame[role="toast"] QPushButton { color: $surface; background: transparent; border: 1px solid $muted;
  padding: 2px 10px; }
QFrame[role="toast"] QPushButton:hover, QFrame[role="toast"] QPushButton:focus { border-color: $surface; }
QFrame[role="drawer"] { background: $background; border: none; border-left: 1px solid $line; }
QLabel[role="trouble"] { color: $ink; font-weight: 600; }
QLabel[role="chip"], QLabel[role="chip-accent"], QLabel[role="chip-gold"], QLabel[role="chip-warning"] {
  background: $sunken; color: $muted; border-radius: 8px; padding: 2px 9px; }
QLabel[role="chip-accent"] { background: $accent_soft; color: $accent; }
QLabel[role="chip-gold"] { background: $gold_soft; color: $gold; }
QLabel[role="chip-warning"] { background: $warning_soft; color: $warning; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit, QDateTimeEdit, QTimeEdit, QComboBox {
  background: $surface; color: $ink; border: 1px solid $line; border-radius: 8px; padding: 5px 9px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus, QDateTimeEdit:focus,
QTimeEdit:focus, QComboBox:focus { border: 1px solid $accent; }
QLineEdit[role="inplace"], QPlainTextEdit[role="inplace"], QComboBox[role="inplace"] {
  background: transparent; border: 1px solid transparent; padding: 3px 7px; border-radius: 6px; }
QLineEdit[role="inplace"]:hover, QPlainTextEdit[role="inplace"]:hover, QComboBox[role="inplace"]:hover {
  background: $sunken; }
QLineEdit[role="inplace"]:focus, QPlainTextEdit[role="inplace"]:focus, QComboBox[role="inplace"]:focus {
  background: $surface; border: 1px solid $accent; }
QLineEdit[role="palette"] { border: none; border-bottom: 1px solid $line; border-radius: 0;
  padding: 12px 14px; background: transparent; }
QComboBox::drop-down, QDateEdit::drop-down, QDateTimeEdit::drop-down { border: none; width: 22px; }
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow { image: url("$down"); width: 14px;
  height: 14px; }
QSpinBox::up-button, QSpinBox::down-button, QTimeEdit::up-button, QTimeEdit::down-button {
  subcontrol-origin: border; subcontrol-position: top right; width: 0; border: none; }
QSpinBox::up-arrow, QSpinBox::down-arrow, QTimeEdit::up-arrow, QTimeEdit::down-arrow { image: none;
  width: 0; height: 0; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $background; }
QCalendarWidget QToolButton { color: $ink; }
QCheckBox, QRadioButton { spacing: 8px; }
QCheckBox::indicator, QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $control;
  border-radius: 4px; background: $surface; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; }
QCheckBox::indicator:focus { border: 2px solid $accent; width: 12px; height: 12px; }
QRadioButton:focus { color: $accent; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; color: $accent;
  padding: 2px 4px;
  text-align: left; border-radius: 4px; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 1px solid $accent; }
QToolButton[role="icon"] { padding: 4px; }
QToolButton[role="segment"] { padding: 2px 7px; }
QToolButton[role="segment"]:checked { background: $accent_soft; color: $accent; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $muted; padding: 8px 2px; margin-right: 18px; border: none;
  border-bottom: 2px solid transparent; }
QTabBar[tight="true"]::tab { margin-right: 6px; }
QTabBar::scroller { width: 44px; }
QTabBar QToolButton { background: $background; padding: 0; border-radius: 0; }
QTabBar::tab:selected { color: $ink; border-bottom: 2px solid $accent; }
QTabBar::tab:hover { color: $ink; }
QTabBar::tab:focus { color: $accent; background: $accent_soft; border-top-left-radius: 6px;
  border-top-right-radius: 6px; }
QScrollArea { background: transparent; border: none; }
QDialogButtonBox, QMessageBox { dialogbuttonbox-buttons-have-icons: 0; }
QMenu { background: $surface; color: $ink; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 12px; border-radius: 6px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::item:disabled { color: $control; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QProgressBar { background: $sunken; border: none; border-radius: 4px; max-height: 8px; text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QHeaderView::section { background: $background; color: $muted; border: none; border-bottom: 1px solid $line;
  padding: 4px 8px; }
"""


def style_sheet(colors: Mapping[str, str], dark: bool = False, brief: bool = False) -> str:
    """The sheet for one scheme; ``colors`` is token -> ``#rrggbb``. Tick and arrow are pictures of that scheme.

    ``brief``: only the rules of what is there at the first paint (every rule is tried on every widget).
    """
    scheme = "dark" if dark else "light"
    pictures = {name: (PICTURES / f"{name}-{scheme}.svg").as_posix() for name in ("tick", "down")}
    sheet = Template(FIRST if brief else FIRST + LATER)
    return sheet.substitute({name.replace("-", "_"): value for name, value in colors.items()}, **pictures)
