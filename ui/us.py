"""Us: what each of us stands for and likes, to be held beside those of others before a talk (P11)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from notebook import KithbookError, say
from ui.widgets import button, label
from ui.words import words


class UsDialog(QDialog):
    """``done`` carries the sentence of a change that can be undone."""

    done = Signal(object)

    def __init__(self, book: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self._book = book
        self.setObjectName("usDialog")
        self.setWindowTitle(self.tr("About us"))
        mine = book.colleagues.me()
        others = [one for one in book.colleagues.all() if one.id != mine.id]
        self._us = [mine, *others]  # in the order of the combo box
        self.who = QComboBox(self)
        self.who.setObjectName("usWho")
        self.who.setAccessibleName(self.tr("Who of us"))
        self.who.addItems([" ".join(one.name.split()) for one in self._us])
        self.values = QLineEdit(self)
        self.values.setObjectName("usValues")
        self.values.setAccessibleName(self.tr("What we stand for"))
        self.values.setPlaceholderText(self.tr("Repair before replacement"))
        self.likes = QPlainTextEdit(self)
        self.likes.setObjectName("usLikes")
        self.likes.setAccessibleName(self.tr("Interests, one in a line"))
        self.likes.setPlaceholderText(self.tr("sourdough"))
        self.likes.setTabChangesFocus(True)
        self.likes.setFixedHeight(5 * self.likes.fontMetrics().lineSpacing() + 16)
        self._trouble = label("", "trouble", wrap=True, parent=self)
        self._trouble.hide()
        self._lay_out()
        self.who.currentIndexChanged.connect(lambda place: self._show())
        self._show()
        self.values.setFocus()

    def _lay_out(self) -> None:
        about = label(self.tr("Where these meet what somebody stands for and likes, they stand beside it before the"
                              " talk."), "muted", wrap=True, parent=self)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(label(self.tr("Who"), "muted"), self.who)
        form.addRow(label(self.tr("Stands for"), "muted"), self.values)
        form.addRow(label(self.tr("Likes"), "muted"), self.likes)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Cancel"), on=self.reject))
        self.save = button(self.tr("Save"), "primary", on=self.keep)
        self.save.setEnabled(not self._book.read_only)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(about)
        column.addLayout(form)
        column.addWidget(self._trouble)
        column.addLayout(buttons)
        self.setMinimumWidth(460)

    def _show(self) -> None:
        one = self._us[self.who.currentIndex()]
        self.values.setText(one.stands_for)
        self.likes.setPlainText("\n".join(one.interests))

    def keep(self) -> None:
        """Save what the dialog says about this one, and close."""
        one = self._us[self.who.currentIndex()]
        liked = [line for line in self.likes.toPlainText().splitlines() if line.strip()]
        if (self.values.text().strip(), tuple(liked)) != (one.stands_for, one.interests):
            try:
                self._book.colleagues.describe(one.id, self.values.text(), liked)
            except KithbookError as error:
                self._trouble.setText(words(error.sentence))
                self._trouble.show()
                return
            self.done.emit(say("What {name} stands for and likes", name=one.name))
        self.accept()
