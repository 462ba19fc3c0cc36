"""Every shortcut of the window, in one table; actions take theirs from here, help and tooltips read it too."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

SHORTCUTS: dict[str, str] = {
    "palette": "Ctrl+K",
    "search": "Ctrl+F",
    "log": "Ctrl+L",
    "add": "Ctrl+N",
    "close": "Ctrl+Shift+L",
    "attach": "Ctrl+Shift+A",
    "delete": "Del",
    "undo": "Ctrl+Z",
    "redo": "Ctrl+Shift+Z",
    "import": "Ctrl+I",
    "export": "Ctrl+E",
    "new": "Ctrl+Shift+N",
    "open": "Ctrl+O",
    "quit": "Ctrl+Q",
    "timelineTab": "Ctrl+1",
    "cardTab": "Ctrl+2",
    "familyTab": "Ctrl+3",
    "productsTab": "Ctrl+4",
    "planTab": "Ctrl+5",
    "people": "Alt+1",
    "list": "Alt+2",
    "reminders": "Alt+3",
    "everything": "Alt+4",
    "organisations": "Alt+5",
    "back": "Alt+Left",
    "forward": "Alt+Right",
    "today": "Ctrl+Shift+T",
    "promises": "Ctrl+Shift+P",
    "interests": "Ctrl+Shift+I",
    "introductions": "Ctrl+Shift+B",
    "products": "Ctrl+Shift+R",
    "shelf": "Ctrl+Shift+S",
    "insights": "Ctrl+Shift+G",
    "network": "Ctrl+Shift+W",
    "freshen": "Ctrl+Shift+F",
    "theme": "Ctrl+Shift+D",
    "fact": "Shift+F1",
    "brief": "F9",
    "before": "Ctrl+PgUp",
    "next": "Ctrl+PgDown",
    "health": "Ctrl+H",
    "followUp": "Ctrl+M",
    "tick": "Ctrl+Enter",
    "help": "F1",
}


# Keys of the entry that is chosen in the timeline, the first of each told in the help; single letters, so they belong
# to it alone.
ENTRY_KEYS: dict[str, tuple[str, ...]] = {
    "closeEntry": ("C",), "editEntry": ("Return", "Enter", "F2"), "deleteEntry": ("Del",), "nextChip": ("P",),
    "nextFile": ("A",), "useChip": ("Space",), "openEntry": ("Right",), "foldEntry": ("Left",), "entryMenu": ("Menu",),
}


def keys(name: str) -> QKeySequence:
    """The keys of an action."""
    return QKeySequence(SHORTCUTS[name])


def shown(name: str) -> str:
    """The keys as this system writes them, for a hint: ``Ctrl+K``."""
    held = keys(name) if name in SHORTCUTS else QKeySequence(ENTRY_KEYS[name][0])
    return held.toString(QKeySequence.SequenceFormat.NativeText)


def entry_deed(key: int) -> str:
    """What a key does to the chosen entry, by its name in the table; nothing for any other key."""
    pressed = QKeySequence(key)
    return next((name for name, held in ENTRY_KEYS.items() if pressed in map(QKeySequence, held)), "")


def is_pressed(event: QKeyEvent, name: str) -> bool:
    """Whether a key event is these keys; the Enter of the numbers and the other one are the same."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    either = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    each = either if event.key() in either else (Qt.Key(event.key()),)
    return any(QKeySequence(QKeyCombination(modifiers, key)) == keys(name) for key in each)
