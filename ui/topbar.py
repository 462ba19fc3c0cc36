"""The bar at the top: the name, the menus, the search field, add a person, log an interaction."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenuBar, QSizePolicy, QWidget

from ui.forms import TypedLine
from ui.shortcuts import shown
from ui.theme import Theme
from ui.widgets import button, label, tool


class SearchField(TypedLine):
    """Search while typing. ``entered`` goes into the list, ``moved`` is the Down key, Esc empties it."""

    entered = Signal()
    moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchField")
        self.setAccessibleName(self.tr("Search people, notes and promises"))
        self.setPlaceholderText(self.tr("Search people, notes, promises …"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(430)
        self.setMinimumWidth(110)
        self.setMinimumHeight(32)
        self._theme = theme
        self._look = self.addAction(theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._hint = label(shown("palette"), "key", theme.font(0.82), parent=self)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(lambda text: self._show_hint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.moved.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            self.moved.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        hint = self._hint.sizeHint()
        x = self.width() - hint.width() - 8 if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else 8
        self._hint.setGeometry(x, (self.height() - hint.height()) // 2, hint.width(), hint.height())
        self._show_hint()

    def _show_hint(self) -> None:
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        plain = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        self._hint.setVisible(plain and not self.text() and self.width() > words + self._hint.sizeHint().width() + 72)


class TopBar(QFrame):
    """``addWanted``, ``logWanted``, ``remindersWanted`` are its buttons."""

    addWanted = Signal()
    logWanted = Signal()
    remindersWanted = Signal()

    def __init__(self, theme: Theme, menus: QMenuBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(8)
        self._name = label(self.tr("Kithbook"), None, theme.font(1.0, QFont.Weight.Bold), parent=self)
        row.addWidget(self._name)
        menus.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:  # there QMenuBar asks for too little room
            words = menus.fontMetrics()
            menus.setMinimumWidth(sum(words.horizontalAdvance(act.text()) + 24 for act in menus.actions()))
        row.addWidget(menus)
        self.search = SearchField(theme, self)
        row.addWidget(self.search, 6)
        row.addStretch(1)
        self.add = button(self.tr("Person"), None, self.tr("Add a person"), theme.icon("plus", "ink"),
                          self.addWanted.emit, self)
        self.log = button("", "primary", self.tr("Log an interaction"), None, self.logWanted.emit, self)
        self.reminders = tool(theme.icon("bell", "ink"), self.tr("Reminders"), self.remindersWanted.emit, 18, self)
        self.reminders.setObjectName("remindersButton")
        self.reminders.hide()
        for made in (self.add, self.log, self.reminders):
            row.addWidget(made)
        self.fit(1400)

    def fit(self, width: int) -> None:
        """Say less where there is less room."""
        self._name.setVisible(width >= 760)
        self.add.setText(self.tr("Person") if width >= 760 else "")
        words = self.tr("Log interaction") if width >= 820 else self.tr("Log")
        self.log.setText(f"{words}  {shown('log')}" if width >= 960 else words)
