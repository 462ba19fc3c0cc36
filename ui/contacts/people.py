"""The rows of the contact list: the model over ids, and the delegate that paints a person in 58 (or 36) pixels.

With rings (`ui.contacts.rings`), a person's health stands at the end of the first line, the days below it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from notebook import Clock, ContactRow
from ui.contacts.photos import Photos
from ui.icons import ratio_of
from ui.rows import IdRows, RowRole
from ui.theme import Theme
from ui.widgets import paint_avatar
from ui.words import directed, words

ROW, COMPACT = 58, 36  # heights: two lines, or everything in one
AVATAR, SMALL_AVATAR = 36, 24
RING = 14  # pixels, with 10 before it
# put together once: in Python that is a tenth of painting a row
_MIDDLE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
_START = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class ContactRows(IdRows[ContactRow]):
    """The list's model: ids in the list's order, `ContactRow` per row."""

    def __init__(self, fetch: Callable[[list[bytes]], Sequence[ContactRow]], clock: Clock,
                 parent: QObject | None = None) -> None:
        super().__init__(fetch, parent)
        self._clock = clock
        self.ringed = True  # room is left for rings
        self.rings: Any = None  # Rings, where they are wanted; after the first paint

    def text(self, row: ContactRow) -> str:
        """Name, context, the last contact, and the health where its ring is shown."""
        score = None if self.rings is None else self.rings.score(row.id)
        healthy = "" if score is None else self.tr("health {n} of 100").format(n=score)
        return ", ".join(part for part in (row.name, row.context, self.spoken(row), healthy) if part)

    def tip(self, row: ContactRow) -> str | None:
        """The name and the context in full, the last contact, and why the ring is as it is."""
        health = None if self.rings is None else self.rings.health(row.id)
        said = "" if health is None else words(health.said)
        return "\n".join(part for part in (row.name, row.context, self.spoken(row), said) if part)

    def spoken(self, row: ContactRow) -> str:
        """``last contact 4 days ago``."""
        if row.last is None:
            return self.tr("no contact yet")
        days = self.days(row) or 0
        if days <= 0:
            return self.tr("last contact today")
        if days == 1:
            return self.tr("last contact yesterday")
        return self.tr("last contact {n} days ago").format(n=days)

    def days(self, row: ContactRow, today: date | None = None) -> int | None:
        """Days since the last contact; None when there was none."""
        if row.last is None:
            return None
        return ((today or self._clock.today()) - self._clock.local(row.last).date()).days

    def brief(self, row: ContactRow) -> str:
        """Days since the last contact as the row shows them: ``4 d``, ``today``, nothing when never."""
        days = self.days(row)
        if days is None:
            return ""
        if days <= 0:
            return self.tr("today")
        if days < 1000:
            return self.tr("{n} d").format(n=days)
        return self.tr("{n} y").format(n=days // 365)


class PersonDelegate(QStyledItemDelegate):
    """Paints one row; what can be kept between paints (fonts, avatars, cut texts) is kept."""

    def __init__(self, theme: Theme, rows: ContactRows, photos: Photos, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._rows, self._photos = theme, rows, photos
        self._discs: dict[tuple[int, int, float], QPixmap] = {}
        self.compact = False  # one line instead of two, from the next `restyle` on
        self._texts: dict[tuple[bytes, int], tuple[ContactRow, str, str, str, int]] = {}
        self._day = date.min
        self._clock_today = rows._clock.today
        # what the view says of a row: selected, under the pointer, focused (not asked of the style option:
        # its flags bring all of QStyle's enums to life, 5 ms before the first paint)
        self.state: Callable[[int], tuple[bool, bool, bool]] = lambda row: (False, False, False)
        self.restyle()

    def restyle(self) -> None:
        """Take fonts and colours from the theme again."""
        self._name_font = self._theme.font(1.0, QFont.Weight.DemiBold)
        self._small_font = self._theme.font(0.9)
        self._initials_font = self._theme.font(0.72 if self.compact else 0.92, QFont.Weight.Bold)
        self._name_metrics = QFontMetrics(self._name_font)
        self._small_metrics = QFontMetrics(self._small_font)
        self._name_widest = self._name_metrics.horizontalAdvance("W")
        self._small_widest = self._small_metrics.horizontalAdvance("W")
        self._avatar = self._theme.px(SMALL_AVATAR if self.compact else AVATAR)
        self._ring = self._theme.px(RING)
        lines = self._name_metrics.height() + (0 if self.compact else self._small_metrics.height())
        self.height = max(COMPACT if self.compact else ROW, lines + (14 if self.compact else 20), self._avatar + 8)
        self._texts.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem,
              index: QModelIndex | QPersistentModelIndex) -> None:
        row = index.data(RowRole)
        rect = option.rect
        theme = self._theme
        selected, under, focused = self.state(index.row())
        painter.save()
        if selected:
            painter.fillRect(rect, theme.color("selected"))
            edge = rect.left() if option.direction == Qt.LayoutDirection.LeftToRight else rect.right() - 2
            painter.fillRect(QRect(edge, rect.top(), 3, rect.height()), theme.color("accent"))
        elif under:
            painter.fillRect(rect, theme.color("hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("line"))
        if isinstance(row, ContactRow):
            self._person(painter, option, rect, row)
        if selected and focused:
            painter.setPen(theme.color("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))
        painter.restore()

    def _person(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, row: ContactRow) -> None:
        theme, place = self._theme, _placer(option.direction, rect)
        ratio = ratio_of(painter)
        side = self._avatar
        disc, bare = self._disc(row, ratio)
        around = place(rect.left() + 12, rect.top() + (rect.height() - side) // 2, side, side)
        painter.drawPixmap(around, disc)
        if bare:
            painter.setFont(self._initials_font)
            painter.setPen(Qt.GlobalColor.white)
            painter.drawText(around, _MIDDLE, row.initials)
        left, right = rect.left() + 12 + side + 12, rect.right() - 12
        ringed, rings = self._rows.ringed, self._rows.rings
        name, context, brief, brief_width = self._cut(row, right - left)
        high, low = self._name_metrics.height(), self._small_metrics.height()
        alone = self.compact or not (context or (ringed and brief))  # one line, in the middle of the row
        first = rect.top() + (rect.height() - (high if alone else high + low + 2)) // 2
        second = first if self.compact else first + high + 2
        painter.setFont(self._name_font)
        painter.setPen(theme.color("ink"))
        painter.drawText(place(left, first, right - left, high), _START, name)
        painter.setFont(self._small_font)
        painter.setPen(theme.color("muted"))
        if context:
            start = left + self._name_metrics.horizontalAdvance(name) + 10 if self.compact else left
            painter.drawText(place(start, second, right - start, high if self.compact else low), _START, context)
        if brief:
            line, room = (second, low) if ringed and not self.compact else (first, high)
            end = right - self._ring - 8 if ringed and self.compact else right
            painter.drawText(place(end - brief_width, line, brief_width, room), _END, brief)
        score = None if rings is None else rings.score(row.id)
        if score is not None:
            wide = self._ring
            painter.drawPixmap(place(right - wide, first + (high - wide) // 2, wide, wide), rings.pixmap(score, ratio))

    def _cut(self, row: ContactRow, width: int) -> tuple[str, str, str, int]:
        """Name and context elided to the width, the days, and the room the days take."""
        today = self._clock_today()
        if today != self._day or len(self._texts) > 2000:
            self._day = today
            self._texts.clear()
        found = self._texts.get((row.id, width))
        if found is not None and found[0] is row:
            return found[1:]
        brief = directed(self._rows.brief(row))
        taken = self._small_metrics.horizontalAdvance(brief) + 10 if brief else 0
        ring = self._ring + 10 if self._rows.ringed else 0
        beside, below = (ring, taken) if ring else (taken, 0)
        if self.compact:
            beside = ring + taken
        name = self._fit(self._name_metrics, self._name_widest, _one_line(row.name), width - beside)
        if self.compact:
            below = beside + self._name_metrics.horizontalAdvance(name) + 10
        context = ""
        if width - below >= 4 * self._small_widest:  # less would be three letters and dots
            context = self._fit(self._small_metrics, self._small_widest, _one_line(row.context), width - below)
        self._texts[(row.id, width)] = (row, name, context, brief, taken)
        return name, context, brief, taken

    def _fit(self, metrics: QFontMetrics, widest: int, text: str, width: int) -> str:
        """Elided to the width; short ASCII fits without being measured (most names, and scrolling is measured)."""
        if len(text) * widest <= width and text.isascii():
            return text
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def _disc(self, row: ContactRow, ratio: float) -> tuple[QPixmap, bool]:
        """The round photo, or the disc the initials stand on; whether they are still to be written."""
        photo = self._photos.get(row.id) if row.has_photo else None
        fill = self._theme.avatar(row.id)
        side = self._avatar
        key = (int(fill.rgb()) if photo is None else -photo.cacheKey(), side, ratio)
        found = self._discs.get(key)
        if found is None:
            if len(self._discs) > 512:
                self._discs.clear()
            found = QPixmap(round(side * ratio), round(side * ratio))
            found.setDevicePixelRatio(ratio)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            paint_avatar(painter, QRect(0, 0, side, side), "", fill, self._initials_font, photo)
            painter.end()
            self._discs[key] = found
        return found, photo is None


def _placer(direction: Qt.LayoutDirection, outer: QRect) -> Callable[[int, int, int, int], QRect]:
    """Rectangles from the left; mirrored where the language runs the other way."""
    if direction == Qt.LayoutDirection.LeftToRight:
        return QRect
    return lambda x, y, w, h: QRect(outer.left() + outer.right() - x - w + 1, y, w, h)


def _one_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text or "\r" in text or "\t" in text else text
