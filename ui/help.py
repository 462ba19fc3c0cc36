"""Help in the app: one window with the topics of ``resources/help`` as structured plain text, and the shortcuts.

The pages are files of ours in a small dialect: ``#`` title, ``##`` heading, ``-`` and ``1.`` lists, four spaces for
what is typed or reckoned, ``>`` for an example, blank lines between paragraphs. Nothing in them is markup of Qt's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
)
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.shortcuts import shown as keys_shown
from ui.theme import Theme
from ui.words import words

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "help"
KEYS, LINE = "keys", "line"
TOPICS: tuple[tuple[str, str], ...] = (
    ("start", QT_TRANSLATE_NOOP("help", "First steps")),
    (LINE, QT_TRANSLATE_NOOP("help", "One line")),
    ("memory", QT_TRANSLATE_NOOP("help", "What to write down")),
    ("formulas", QT_TRANSLATE_NOOP("help", "How it is reckoned")),
    (KEYS, QT_TRANSLATE_NOOP("help", "Shortcuts")),
)
ENTRY: tuple[tuple[str, str], ...] = (  # what the keys of the chosen entry do
    ("closeEntry", QT_TRANSLATE_NOOP("help", "Entry of the timeline: close it, with what was learned, promised, next")),
    ("editEntry", QT_TRANSLATE_NOOP("help", "Entry of the timeline: edit it")),
    ("deleteEntry", QT_TRANSLATE_NOOP("help", "Entry of the timeline: delete it")),
    ("nextChip", QT_TRANSLATE_NOOP("help", "Entry of the timeline: on to its next promise, or to what it made")),
    ("useChip", QT_TRANSLATE_NOOP("help", "Entry of the timeline: tick that promise, or go to what it made")),
    ("nextFile", QT_TRANSLATE_NOOP("help", "Entry of the timeline: on to its next file")),
    ("openEntry", QT_TRANSLATE_NOOP("help", "Entry of the timeline: show all of it, as it was typed")),
)
WIDTH, HEIGHT, TOPIC_WIDTH = 820, 640, 180
_ITEM = re.compile(r"(-|\d+\.) ")
Keys = Sequence[tuple[str, str]]
"""What an action is called, and its keys."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page. ``kind``: title, heading, text, item, code or example; ``mark``: of an item."""

    kind: str
    text: str
    mark: str = ""


def parse(text: str) -> Iterator[Block]:
    """The blocks of a page; lines of one paragraph are joined."""
    for part in re.split(r"\n\s*\n", text.strip("\n")):
        lines = part.split("\n")
        if lines[0].startswith("    "):
            yield Block("code", "\n".join(line[4:] for line in lines))
        elif lines[0].startswith("#"):
            level, _, title = lines[0].partition(" ")
            yield Block("title" if level == "#" else "heading", title)
        elif lines[0].startswith("> "):
            yield Block("example", " ".join(line.removeprefix(">").strip() for line in lines))
        elif _ITEM.match(lines[0]):
            yield from (Block("item", line[found.end():], "•" if found[1] == "-" else found[1])
                        for line in lines if (found := _ITEM.match(line)))  # fmt: skip
        else:
            yield Block("text", " ".join(lines))


class Page(QTextEdit):
    """One topic: to read, select and copy; keys scroll it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("helpPage")
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setStyleSheet("QTextEdit, QTextEdit:focus { border: none; border-radius: 0; padding: 0; }")
        self._theme = theme
        self._headings: dict[str, int] = {}

    def show_blocks(self, blocks: Sequence[Block], keys: Keys = ()) -> None:
        """Show a page; ``keys``: a table of shortcuts below."""
        document = QTextDocument(self)
        document.setDefaultFont(self._theme.font())
        document.setDocumentMargin(24)
        self._headings = {}
        cursor = QTextCursor(document)
        fresh = True  # an empty paragraph waits at the beginning, and behind every frame
        for block, after in zip(blocks, [*blocks[1:], None], strict=True):
            if block.kind in ("code", "example"):
                ends = after is not None and after.kind == "heading"  # whose own margin does not count behind a frame
                self._write_framed(cursor, block, 24 if ends else 8)
                fresh = True
            else:
                self._write(cursor, block, fresh)
                fresh = False
        if keys:
            self._table(cursor, keys)
        self.setDocument(document)
        self.setCursorWidth(0)
        self.verticalScrollBar().setValue(0)

    def go_to(self, heading: str) -> None:
        """Bring a heading to the top."""
        place = self._headings.get(heading)
        if place is None:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(place)
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        top: QRect = self.cursorRect(cursor)
        bar.setValue(bar.value() + top.top() - 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        step = {Qt.Key.Key_Down: bar.singleStep(), Qt.Key.Key_Up: -bar.singleStep(),
                Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep(),
                Qt.Key.Key_Space: bar.pageStep()}.get(Qt.Key(event.key()))  # fmt: skip
        if step is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            bar.setValue(bar.value() + step)
        else:
            super().keyPressEvent(event)

    # Writing

    def _write(self, cursor: QTextCursor, block: Block, fresh: bool) -> None:
        form, letters = QTextBlockFormat(), self._letters("ink")
        form.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setBottomMargin(6)
        if block.kind in ("title", "heading"):
            big = block.kind == "title"
            letters.setFont(self._theme.font(1.5 if big else 1.15, QFont.Weight.Bold))
            letters.setForeground(self._theme.color("ink"))
            form.setHeadingLevel(1 if big else 2)
            form.setTopMargin(0 if big else 24)
            form.setBottomMargin(10 if big else 4)
        elif block.kind == "item":
            form.setLeftMargin(22)
            form.setTextIndent(-16)
            form.setBottomMargin(3)
        cursor.setBlockFormat(form) if fresh else cursor.insertBlock(form)
        self._headings[block.text] = cursor.position()
        if block.mark:
            cursor.insertText(f"{block.mark}  ", self._letters("muted"))
        cursor.insertText(block.text, letters)

    def _write_framed(self, cursor: QTextCursor, block: Block, below: int) -> None:
        """What is typed or reckoned, and examples, on a ground of their own."""
        frame = QTextFrameFormat()
        frame.setBackground(self._theme.color("sunken" if block.kind == "code" else "accent-soft"))
        frame.setPadding(8)
        frame.setTopMargin(4)
        frame.setBottomMargin(below)
        cursor.insertFrame(frame)
        form = QTextBlockFormat()
        form.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        for number, line in enumerate(block.text.split("\n")):
            cursor.setBlockFormat(form) if number == 0 else cursor.insertBlock(form)
            cursor.insertText(line, self._letters("ink"))
        cursor.movePosition(QTextCursor.MoveOperation.End)

    def _table(self, cursor: QTextCursor, keys: Keys) -> None:
        from PySide6.QtGui import QTextTableFormat

        form = QTextTableFormat()
        form.setBorder(0)
        form.setCellPadding(4)
        form.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.FixedLength, TOPIC_WIDTH), QTextLength(QTextLength.Type.VariableLength, 0)]
        )
        table = cursor.insertTable(len(keys), 2, form)
        for row, (name, combination) in enumerate(keys):
            table.cellAt(row, 0).firstCursorPosition().insertText(combination, self._letters("accent"))
            table.cellAt(row, 1).firstCursorPosition().insertText(name, self._letters("ink"))

    def _letters(self, token: str) -> QTextCharFormat:
        letters = QTextCharFormat()
        letters.setFont(self._theme.font())
        letters.setForeground(self._theme.color(token))
        return letters


class HelpWindow(QDialog):
    """The topics on the left, the chosen one on the right. Stays open beside the work."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("helpWindow")
        self.setWindowTitle(self.tr("Help"))
        self.topics = QListWidget()
        self.topics.setObjectName("helpTopics")
        self.topics.setAccessibleName(self.tr("Topics"))
        self.topics.setProperty("role", "bare")
        self.topics.setFixedWidth(TOPIC_WIDTH)
        for _, title in TOPICS:
            item = QListWidgetItem(QCoreApplication.translate("help", title))
            item.setSizeHint(QSize(TOPIC_WIDTH, max(34, self.fontMetrics().height() + 14)))
            self.topics.addItem(item)
        self.page = Page(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(12, 16, 12, 12)
        left.addWidget(self.topics)
        row.addLayout(left)
        line = QFrame()
        line.setProperty("role", "line")
        line.setFixedWidth(1)
        row.addWidget(line)
        row.addWidget(self.page, 1)
        self.resize(WIDTH, HEIGHT)
        self.topics.currentRowChanged.connect(self._show)
        theme.changed.connect(self._repaint)

    def show_topic(self, topic: str, heading: str = "") -> None:
        """Open a topic at its beginning or at a heading; an empty one stays where it was."""
        names = [name for name, _ in TOPICS]
        if topic in names:
            self.topics.setCurrentRow(names.index(topic))
        elif self.topics.currentRow() < 0:
            self.topics.setCurrentRow(0)
        if heading:
            self.page.go_to(heading)

    def _repaint(self) -> None:
        """Other colours, the same place."""
        bar = self.page.verticalScrollBar()
        place = bar.value()
        self._show(self.topics.currentRow())
        bar.setValue(place)

    def _show(self, row: int) -> None:
        name, title = TOPICS[max(0, row)]
        said = QCoreApplication.translate("help", title)
        self.page.setAccessibleName(said)
        if name == KEYS:
            self.page.show_blocks([Block("title", said)], shortcuts(self.parentWidget()))
        else:
            blocks = list(parse((FOLDER / f"{name}.md").read_text(encoding="utf-8")))
            self.page.show_blocks([*blocks, *self._pieces()] if name == LINE else blocks)

    def _pieces(self) -> Iterator[Block]:
        """What the one line understands, from the grammar's own list."""
        from notebook import CLAUSES, HEAD

        for heading, pieces in ((self.tr("Who, how and when"), HEAD), (self.tr("What was said"), CLAUSES)):
            yield Block("heading", heading)
            for piece in pieces:
                yield Block("text", words(piece.means))
                yield Block("code", piece.example)


def shortcuts(window: QWidget | None) -> Keys:
    """What the actions of a window are called, and their keys."""
    from PySide6.QtGui import QKeySequence

    from ui.actions import Actions

    held = window.findChild(Actions) if window is not None else None
    return [] if held is None else [
        (act.text().replace("&&", "\0").replace("&", "").replace("\0", "&"),
         act.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
        for act in held.all().values() if not act.shortcut().isEmpty()
    ] + [(QCoreApplication.translate("help", text), keys_shown(name)) for name, text in ENTRY]  # fmt: skip


def open_help(window: QWidget, theme: Theme, topic: str = "", heading: str = "") -> HelpWindow:
    """The help of a window, opened at a topic; there is one of it."""
    shown = window.findChild(HelpWindow) or HelpWindow(theme, window)
    shown.show()
    shown.show_topic(topic, heading)
    shown.raise_()
    shown.activateWindow()
    shown.page.setFocus(Qt.FocusReason.OtherFocusReason)
    return shown
