"""The whole brief as a page: to read before a talk, to copy, to print. Its text is plain text, whatever is in it."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from notebook import Brief
from ui.shortcuts import keys
from ui.theme import Theme
from ui.widgets import button
from ui.words import day, words


class BriefPage(QDialog):
    """Shows one brief; Esc or F9 closes it."""

    def __init__(self, book: Any, theme: Theme, contact: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("briefPage")
        self.setWindowTitle(self.tr("Before you talk"))
        self.brief: Brief = book.insight.brief(contact)
        self.page = QTextEdit(self)
        self.page.setObjectName("briefText")
        self.page.setAccessibleName(self.tr("Before you talk"))
        self.page.setReadOnly(True)
        self.page.setTabChangesFocus(True)
        self._fill(self.page.document(), theme.color("muted"), theme.color("warning"))
        self.page.moveCursor(QTextCursor.MoveOperation.Start)
        copy = button(self.tr("Copy"), on=self.copy, parent=self)
        copy.setObjectName("briefCopy")
        printing = button(self.tr("Print…"), on=self.print_, parent=self)
        printing.setObjectName("briefPrint")
        close = button(self.tr("Close"), "primary", on=self.accept, parent=self)
        close.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addWidget(printing)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.page, 1)
        column.addLayout(row)
        room = parent.window().size()
        self.resize(min(640, room.width() - 40), min(720, room.height() - 40))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if QKeySequence(event.keyCombination()) == keys("brief"):
            self.accept()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """The page as text to the clipboard."""
        QGuiApplication.clipboard().setText(self.page.toPlainText())

    def print_(self) -> None:
        """Ask for a printer (or a PDF) and print, black on white whatever the colours of the window."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.windowTitle())
        dialog = QPrintDialog(printer, self)
        dialog.setObjectName("printDialog")
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.open()

    def print_on(self, printer: Any) -> None:
        """The page on a printer."""
        paper = QTextDocument()
        paper.setDefaultFont(self.page.font())
        self._fill(paper, QColor("#444444"), QColor("#000000"), QColor("#000000"))
        paper.print_(printer)

    def _fill(self, document: QTextDocument, muted: QColor, warning: QColor, ink: QColor | None = None) -> None:
        cursor = QTextCursor(document)

        def put(text: str, scale: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal, color: QColor | None = ink,
                above: int = 0, inward: int = 0) -> None:
            block = QTextBlockFormat()
            block.setTopMargin(above)
            block.setLeftMargin(inward)
            char = QTextCharFormat()
            size = self.font().pointSizeF()
            if size > 0:
                char.setFontPointSize(size * scale)
            char.setFontWeight(weight)
            if color is not None:
                char.setForeground(color)
            if document.isEmpty():
                cursor.setBlockFormat(block)
            else:
                cursor.insertBlock(block)
            cursor.insertText(" ".join(text.split()), char)

        put(self.brief.name, 1.5, QFont.Weight.Bold)
        put(day(self.brief.day), 1.0, color=muted)
        for section in self.brief.sections:
            put(words(section.title), 1.0, QFont.Weight.Bold, muted, above=14)
            for line in section.lines:
                put(words(line.text), color=warning if line.late else ink, above=4, inward=12)
        if not self.brief.sections:
            put(self.tr("Nothing is known yet. Log a talk, and it will stand here."), color=muted, above=14)
