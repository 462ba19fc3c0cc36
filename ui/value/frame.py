"""What the pages of this package are set in: a title, a scrolling column, what stands there while there is nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.pane import Scroll
from ui.theme import Theme
from ui.value.parts import Link
from ui.widgets import button, label
from ui.words import put

EDGE = 20  # pixels around a page


class Head(QWidget):
    """The title of a page, a word about it, and room for buttons."""

    def __init__(self, theme: Theme, title: str, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(title, None, theme.font(1.45, QFont.Weight.Bold), parent=self)
        self.about = label(about, "muted", wrap=True, parent=self)
        self.buttons = QHBoxLayout()
        top = QHBoxLayout()
        top.addWidget(self.title)
        top.addStretch(1)
        top.addLayout(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.about)


class Column(Scroll):
    """A column that scrolls: put widgets into ``lines``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.holder = QWidget()
        self.holder.setObjectName("cardHolder")
        self.lines = QVBoxLayout(self.holder)
        self.lines.setContentsMargins(0, 0, 2, 16)
        self.setWidget(self.holder)


class Nothing(QWidget):
    """What stands where there is nothing yet: what this is for, an example, and one button."""

    def __init__(self, theme: Theme, text: str, example: str, act: str, on: Callable[[], object],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 40, 16, 16)
        column.setSpacing(14)
        for words in (text, example):
            line = label(words, "muted", wrap=True, parent=self)
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(line)
        self.act = button(act, on=on, parent=self)
        column.addWidget(self.act, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)


class People(QFrame):
    """Some of many people with a line about each; a click goes there, *Show more* asks for the next page.

    ``fetch(offset)`` is called for more; `show_page` adds what came.
    """

    def __init__(self, theme: Theme, title: str, go: Callable[[Any], object], fetch: Callable[[int], object],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._go = theme, go
        self._total = self._shown = 0
        self.title = label(title, None, theme.font(1.0, QFont.Weight.DemiBold), parent=self)
        self._name = title
        self.title.setContentsMargins(8, 0, 0, 0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.more = button(self.tr("Show more"), "link", on=lambda: fetch(self._shown), parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addLayout(self._lines)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)

    def show_page(self, people: Sequence[tuple[Any, str, str]], total: int, offset: int = 0) -> None:
        """Show these (id, name, words about it) behind what is shown; from the first one when ``offset`` is 0."""
        if offset == 0:
            while self._lines.count():
                item = self._lines.takeAt(0)
                if item is not None and item.widget() is not None:
                    item.widget().hide()
                    item.widget().deleteLater()
            self._shown = 0
        if offset != self._shown:
            return  # asked for twice
        for id, name, about in people:
            self._lines.addWidget(self._line(id, name, about))
        self._shown += len(people)
        self._total = max(total, self._shown)
        self.title.setText(put(self.tr("{title} ({n})"), title=self._name, n=self._total))
        self.more.setVisible(self._shown < self._total and bool(people))
        self.setVisible(self._total > 0)

    def shown(self) -> list[tuple[str, str]]:
        """Who stands there, with the words about it."""
        found = []
        for place in range(self._lines.count()):
            row = self._lines.itemAt(place).widget()
            found.append((row.property("who"), row.property("about")))
        return found

    def _line(self, id: Any, name: str, about: str) -> QWidget:
        row = QWidget(self)
        row.setProperty("who", name)
        row.setProperty("about", about)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        link = Link(self._theme, lambda: self._go(id), parent=row)
        link.show_text(name)
        line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        words = label(about, "muted", wrap=True, parent=row)
        words.setContentsMargins(0, 4, 0, 4)
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        line.addWidget(words, 1)
        link.setMaximumWidth(self._theme.px(220))
        return row
