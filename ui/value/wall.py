"""The wall of a product: cards of what people tell about it, in their words, and who may be quoted how.

While only what may be shown to others is wanted, the wall is made of quotes alone: nothing else is in it, so
nothing else can be read off the screen, copied or printed by mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QPointF, QSize, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPagedPaintDevice, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.forms import InPlaceText
from ui.theme import Theme
from ui.value.parts import CHIP, Link, Segments
from ui.value.rows import quotes
from ui.widgets import label, tool
from ui.words import day

if TYPE_CHECKING:
    from ui.printing import Pages

TWO = 610  # from this width on two cards stand side by side


def _tr(text: str) -> str:
    return QCoreApplication.translate("Value", text)


class Mark(QWidget):
    """A quotation mark."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFont(theme.font(2.2, QFont.Weight.Bold))
        self.setFixedSize(QSize(22, 22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self._theme.color("accent"))
        painter.drawText(QPointF(0, self.fontMetrics().ascent() - 2), "“")


class StoryCard(QFrame):
    """A story as we know it: words and permission are corrected here."""

    def __init__(self, theme: Theme, story: Any, keep: Callable[[Any, dict[str, Any]], object],
                 take: Callable[[Any], object], go: Callable[[Any], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setObjectName("storyCard")
        self.story = story
        self.text = InPlaceText(_tr("In their words"), _tr("In their words"), self)
        self.text.committed.connect(lambda text: keep(self.story, {"text": text}))
        self.who = Link(theme, lambda: go(self.story.contact), parent=self)
        self._when = label("", "muted", theme.font(0.92), parent=self)
        self.quote = Segments(_tr("May be quoted"), quotes(), self)
        self.quote.chosen.connect(lambda key: keep(self.story, {"quote": key}))
        head = QHBoxLayout()
        head.addWidget(Mark(theme, self))
        head.addStretch(1)
        head.addWidget(tool(theme.icon("x"), _tr("Delete this story"), lambda: take(self.story), 14, self))
        by = QHBoxLayout()
        by.setSpacing(4)
        by.addWidget(self.who)
        by.addWidget(self._when)
        by.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 8, 10)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addLayout(by)
        column.addWidget(self.quote, 0, Qt.AlignmentFlag.AlignLeading)
        self.show_story(story)

    @property
    def key(self) -> Any:
        """Which story it is."""
        return self.story.id

    def show_story(self, story: Any) -> None:
        """What is stored now."""
        self.story = story
        self.text.show_value(story.text)
        self.who.show_text(story.contact_name)
        self.who.setFixedHeight(self.fontMetrics().height() + CHIP)
        self._when.setText(day(story.day) if story.day else "")
        self.quote.show_value(story.quote)


class QuoteCard(QFrame):
    """A quote that may be shown: the words, and a name only where that is allowed."""

    def __init__(self, theme: Theme, quote: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setObjectName("quoteCard")
        self.quote = quote
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(6)
        column.addWidget(Mark(theme, self))
        column.addWidget(label(quote.text, None, theme.font(1.1), wrap=True, parent=self))
        column.addWidget(label(by(quote), "muted", parent=self))

    @property
    def key(self) -> Any:
        """The quote as it stands: another text or permission is another card."""
        return self.quote


def by(quote: Any) -> str:
    """Who said it, as far as that may be told."""
    return f"– {quote.name}" if quote.name else _tr("– a customer")


def spoken(product: str, quotes_: Sequence[Any]) -> str:
    """The quotes as text, for the clipboard."""
    return "\n\n".join([product, *(f"“{one.text}”\n{by(one)}" for one in quotes_)])


class Wall(QWidget):
    """Cards in one or two columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._columns = [QVBoxLayout(), QVBoxLayout()]
        for column in self._columns:
            column.setSpacing(12)
            self._row.addLayout(column, 1)
        self.cards: list[QFrame] = []
        self._two = True
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_cards(self, cards: Sequence[QFrame]) -> None:
        """Show these; cards that were shown and are not among them are let go."""
        for card in self.cards:
            if card not in cards:
                card.hide()
                card.setParent(None)
                card.deleteLater()
        self.cards = list(cards)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        two = self.width() >= TWO
        if two != self._two:
            self._two = two
            self._place()

    def _place(self) -> None:
        for column in self._columns:
            while column.count():
                column.takeAt(0)
        for place, card in enumerate(self.cards):
            column = self._columns[place % 2 if self._two else 0]
            column.addWidget(card)
            card.show()
        for place, column in enumerate(self._columns):
            column.addStretch(1)
            self._row.setStretch(place, 1 if place == 0 or self._two else 0)
        self._row.setSpacing(12 if self._two else 0)
        self.updateGeometry()


def copy_quotes(product: str, quotes_: Sequence[Any]) -> None:
    """What may be shown, to the clipboard."""
    QGuiApplication.clipboard().setText(spoken(product, quotes_))


def print_quotes(product: str, quotes_: Sequence[Any], parent: QWidget, said: Callable[[str], object]) -> Any:
    """Ask for a printer and print what may be shown, black on white."""
    from ui.printing import ask_printer, paint_pages

    return ask_printer(parent, product, lambda device: paint_pages(paper(product, quotes_, device)), said)


def paper(product: str, quotes_: Sequence[Any], device: QPagedPaintDevice) -> Pages:
    """The quotes laid out on pages, in plain text whatever stands in them; who said it stays with the words."""
    from ui.printing import MUTED, Pages

    pages = Pages(device)
    name = " ".join(product.split())
    pages.begin(name)
    pages.put(pages.text(name, 1.7, QFont.Weight.Bold))
    for one in quotes_:
        told, whose = (" ".join(text.split()) for text in (f"“{one.text}”", by(one)))
        pages.put(pages.text(told, 1.2, gap=16), pages.text(whose, color=MUTED, gap=2))
    return pages
