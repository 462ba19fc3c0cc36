"""Paints entries of the timeline and says how high they are; keeps the layouts of the rows on screen.

It paints whatever model answers ``RowRole`` with an `Entry` and ``HeadingRole`` with a month.
"""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from notebook import Entry
from ui.rows import RowRole
from ui.theme import Theme
from ui.timeline.layout import Colours, EntryLayout, Fonts, Mood, Said
from ui.timeline.model import HeadingRole
from ui.timeline.words import Words, icon_of

KEPT = 192  # layouts; several screens full
PICTURES = {  # the icons of what a chip leads to
    "want": "shopping-bag", "owned": "tag", "story": "book-open", "purchase": "tag", "favour": "handshake",
    "offer": "tags", "file": "paperclip",
}

Index = QModelIndex | QPersistentModelIndex


class EntryDelegate(QStyledItemDelegate):
    """``chip`` is the chip the keyboard is on in the current row; ``opened`` are entries shown in full.

    ``target`` is the entry that files are held over.
    """

    def __init__(self, theme: Theme, words: Words, font: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._layouts: OrderedDict[bytes, tuple[EntryLayout, str, bool]] = OrderedDict()
        self.shown: bytes | None = None
        self.opened: set[bytes] = set()
        self.chip = -1
        self.target: bytes | None = None
        self.focused = False
        self.rtl = False
        self.set_font(font)
        self.repaint_theme()

    def set_font(self, font: QFont) -> None:
        """Another font: everything is laid out anew."""
        self._fonts = Fonts.of(font)
        self._layouts.clear()

    def repaint_theme(self) -> None:
        """Take the colours of the present scheme."""
        color = self._theme.color
        self._colours = Colours(
            surface=color("surface"), line=color("line"), ink=color("ink"), muted=color("muted"),
            accent=color("accent"), accent_soft=color("accent-soft"), warning=color("warning"),
            warning_soft=color("warning-soft"), good=color("good"), sunken=color("sunken"),
            background=color("background"),
        )

    def forget(self) -> None:
        """Drop all layouts (another contact is shown, or another day has begun)."""
        self._layouts.clear()

    @property
    def estimate(self) -> int:
        """The height of an entry of two lines, used until a row comes on screen."""
        return round(self._fonts.bold_metrics.height() + 2 * self._fonts.plain_metrics.height() + 30)

    def layout(self, index: Index, width: int) -> EntryLayout | None:
        """The layout of a row at a width; None when its entry has just gone."""
        entry = index.data(RowRole)
        if entry is None:
            return None
        heading = index.data(HeadingRole) or ""
        opened = entry.id in self.opened
        known = self._layouts.get(entry.id)
        if known is not None:
            layout, its_heading, its_opened = known
            if (layout.entry is entry and layout.width == width and its_heading == heading
                    and its_opened == opened and layout.rtl == self.rtl):
                self._layouts.move_to_end(entry.id)
                return layout
        layout = EntryLayout(entry, self._said(entry, heading, opened), width, self._fonts, opened, self.rtl)
        self._layouts[entry.id] = (layout, heading, opened)
        self._layouts.move_to_end(entry.id)
        if len(self._layouts) > KEPT:
            self._layouts.popitem(last=False)
        return layout

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        layout = self.layout(index, option.rect.width())
        if layout is None:
            return
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        entry = layout.entry
        mood = Mood(current, self.focused, self.chip if current and self.focused else -1, entry.id == self.target,
                    self._words.today())
        ratio = painter.device().devicePixelRatioF()
        icon = self._theme.pixmap(
            icon_of(entry.kind, entry.direction), "accent" if current and self.focused else "muted", 14,
            ratio,
        )
        wanted = {one.table for one in entry.made} | ({"file"} if layout.files else set())
        pictures = {what: self._theme.pixmap(PICTURES[what], "muted", 13, ratio) for what in wanted}
        layout.paint(painter, QPointF(option.rect.topLeft()), self._colours, icon, mood, pictures)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        layout = self.layout(index, option.rect.width())
        return QSize(option.rect.width(), self.estimate if layout is None else layout.height)

    def _said(self, entry: Entry, heading: str, opened: bool) -> Said:
        words = self._words
        company = words.company(entry, self.shown)
        direction = words.way(entry)
        alone = len(entry.contacts) < 2
        return Said(
            title=words.title(entry),
            company=" · ".join(part for part in (direction, company) if part),
            when=words.stands(entry),
            heading=heading.upper(),
            more=self.tr("Show less") if opened else self.tr("Show all"),
            promises=tuple(words.promise(promise, self.shown, alone) for promise in entry.promises),
            icon=entry.kind,
            files=tuple(words.file(one) for one in entry.attachments),
            takeaways=tuple(words.takeaway(one, entry.whose(one.contact, self.shown)) for one in entry.takeaways),
            made=tuple(words.made(one, entry.whose(one.contact, self.shown)) for one in entry.made),
            body=entry.body.strip() if opened else words.body(entry),
            note=words.against(entry),
        )
