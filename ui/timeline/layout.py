"""The shape of one entry at one width: where the words, the chips and the lines stand, and how they are painted.

A layout is made once per entry and width and painted many times; making it is the expensive part (text
shaping), so the delegate keeps those of the rows on screen. Everything is plain text: QTextLayout and
QPainter.drawText never interpret markup. A body is cut after a dozen lines until it is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QTextLayout, QTextOption

from notebook import Attachment, Entry, Made, Promise, Takeaway

GUTTER = 32.0  # room for the hairline and the round icons
CIRCLE = 26.0
PAD_X, PAD_Y = 12.0, 8.0
GAP = 10.0  # below each card
HEADING = 30.0
RADIUS = 10.0
CHIP_PAD = 8.0
TICK = 13.0
LEADING = 2.0
LINES = 12  # of a body, until it is opened
CUT = 4000  # characters shaped for a closed body; a longer one cannot fit into LINES


@dataclass(frozen=True, slots=True)
class Fonts:
    """The three fonts of the timeline with their metrics."""

    plain: QFont
    bold: QFont
    small: QFont
    plain_metrics: QFontMetricsF
    bold_metrics: QFontMetricsF
    small_metrics: QFontMetricsF

    @classmethod
    def of(cls, font: QFont) -> Fonts:
        """From the font of the view."""
        bold, small = QFont(font), QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        if font.pointSizeF() > 0:
            small.setPointSizeF(font.pointSizeF() * 0.92)
        else:
            small.setPixelSize(max(9, round(font.pixelSize() * 0.92)))
        return cls(QFont(font), bold, small, QFontMetricsF(font), QFontMetricsF(bold), QFontMetricsF(small))


@dataclass(frozen=True, slots=True)
class Said:
    """The words of an entry, already in the user's language. ``note``: what stands below its body, in small."""

    title: str
    company: str
    when: str
    heading: str
    more: str
    promises: tuple[str, ...]
    icon: str
    files: tuple[str, ...] = ()
    takeaways: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    body: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChipShape:
    """Where the chip of a promise, or of what an entry left or made, stands, relative to the row; what it says."""

    promise: Promise | Takeaway | Made
    rect: QRectF
    text: str
    lines: QTextLayout | None = None  # where one line has no room for it


@dataclass(frozen=True, slots=True)
class FileShape:
    """Where the chip of an attached file stands, relative to the row, and what it says."""

    attachment: Attachment
    rect: QRectF
    text: str


@dataclass(frozen=True, slots=True)
class Colours:
    """What an entry is painted with; made from the theme's tokens once per theme."""

    surface: QColor
    line: QColor
    ink: QColor
    muted: QColor
    accent: QColor
    accent_soft: QColor
    warning: QColor
    warning_soft: QColor
    good: QColor
    sunken: QColor
    background: QColor


@dataclass(frozen=True, slots=True)
class Mood:
    """What is special about the row right now."""

    selected: bool = False
    focused: bool = False
    chip: int = -1  # the chip the keyboard is on: what can be ticked first, then what leads somewhere, then files
    target: bool = False  # files are held over it
    today: object = None


class EntryLayout:
    """An entry, laid out."""

    __slots__ = (
        "_below", "_body", "_note", "_said", "_top", "card", "chips", "circle", "entry", "files", "fonts", "height",
        "more", "rtl", "width",
    )

    def __init__(
        self, entry: Entry, said: Said, width: float, fonts: Fonts, opened: bool = False, rtl: bool = False,
    ) -> None:
        self.entry, self.fonts, self.width, self._said, self.rtl = entry, fonts, width, said, rtl
        self._top = HEADING if said.heading else 0.0
        inner = max(60.0, width - GUTTER - 2 * PAD_X)
        line = fonts.bold_metrics.height()
        y = self._top + PAD_Y + line + 3
        beside = inner - fonts.small_metrics.horizontalAdvance(said.when) - 12
        beside -= fonts.bold_metrics.horizontalAdvance(said.title) + 8
        self._below = bool(said.company) and fonts.plain_metrics.horizontalAdvance(said.company) > beside
        if self._below:  # who took part has a line of its own where the first one has no room
            y += fonts.plain_metrics.height() + LEADING
        self._body: tuple[QTextLayout, float] | None = None
        self.more: QRectF | None = None
        last_end = 0.0
        last_y = y
        body = said.body
        if body:
            shaped, height, last_end, cut = _shape(body, fonts.plain, inner, opened)
            self._body = (shaped, y)
            y += height
            last_y = y - LEADING - fonts.plain_metrics.height()
            if cut:
                self.more = QRectF(GUTTER + PAD_X, y, fonts.small_metrics.horizontalAdvance(said.more) + 2, line)
                y += line
                last_end = inner
        self._note: tuple[QTextLayout, float] | None = None
        if said.note:
            shaped, height, last_end, _ = _shape(said.note, fonts.small, inner, True)
            self._note = (shaped, y)
            y += height
            last_end = inner  # chips begin on a line of their own
        self.chips: tuple[ChipShape, ...] = ()
        self.files: tuple[FileShape, ...] = ()
        y = self._place_chips(inner, last_end, last_y, y, bool(body) and not rtl)
        bottom = y + PAD_Y
        self.card = QRectF(GUTTER, self._top, width - GUTTER - 1, bottom - self._top)
        self.circle = QRectF(0.5, self._top + 4.0, CIRCLE, CIRCLE)
        self.height = int(bottom + GAP + 0.999)
        self.card, self.circle = self._turned(self.card), self._turned(self.circle)
        if self.more is not None:
            self.more = self._turned(self.more)

    def _turned(self, rect: QRectF) -> QRectF:
        """The place in the mirror where one reads from right to left."""
        return mirrored(rect, self.width) if self.rtl else rect

    def _place_chips(
        self, inner: float, last_end: float, last_y: float, y: float, follows: bool,
    ) -> float:
        """The first chip goes behind the last words where there is room, the others flow; files come last."""
        metrics = self.fonts.small_metrics
        high = metrics.height() + 6
        left = GUTTER + PAD_X
        x, top = (last_end + 8, last_y - 2) if follows else (0.0, y + 3)
        chips: list[ChipShape] = []
        files: list[FileShape] = []
        records = (*self.entry.promises, *self.entry.takeaways, *self.entry.made, *self.entry.attachments)
        texts = (*self._said.promises, *self._said.takeaways, *self._said.made, *self._said.files)
        for record, text in zip(records, texts, strict=True):
            wide = min(inner, metrics.horizontalAdvance(text) + 2 * CHIP_PAD + TICK + 6)
            if x and x + wide > inner:
                x, top = 0.0, max(y, top + high) + 4
            lines, tall = None, high
            if wide == inner and not isinstance(record, Attachment):
                lines, tall = few_lines(text, self.fonts.small, inner - 2 * CHIP_PAD - TICK - 6)
                tall += 6
            rect = self._turned(QRectF(left + x, top, wide, tall))
            if isinstance(record, Attachment):
                files.append(FileShape(record, rect, text))
            else:
                chips.append(ChipShape(record, rect, text, lines))
            x += wide + 6
            y = max(y, top + tall)
        self.chips, self.files = tuple(chips), tuple(files)
        return y

    def chip_at(self, point: QPointF) -> int:
        """The index of the chip under a point of the row, or -1."""
        return next((n for n, chip in enumerate(self.chips) if chip.rect.contains(point)), -1)

    def file_at(self, point: QPointF) -> Attachment | None:
        """The attached file under a point of the row."""
        return next((file.attachment for file in self.files if file.rect.contains(point)), None)

    def hot(self, point: QPointF) -> bool:
        """Whether a click on a point of the row does something."""
        more = self.more is not None and self.more.contains(point)
        return more or self.chip_at(point) >= 0 or self.file_at(point) is not None

    def paint(
        self, painter: QPainter, origin: QPointF, colours: Colours, icon: QPixmap, mood: Mood,
        pictures: Mapping[str, QPixmap],
    ) -> None:
        """Paint the entry with its top left corner at ``origin``; ``pictures``: the icons of what its chips lead to."""
        painter.save()
        painter.translate(origin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_spine(painter, colours, icon, mood)
        marked = mood.target or (mood.selected and mood.focused)
        painter.setPen(QPen(colours.accent if marked else colours.line, 2.0 if marked else 1.0))
        painter.setBrush(colours.accent_soft if mood.target else colours.surface)
        painter.drawRoundedRect(self.card.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        self._paint_header(painter, colours)
        if self._body is not None:
            painter.setPen(colours.ink)
            self._body[0].draw(painter, QPointF(self.card.left() + PAD_X, self._body[1]))
        if self.more is not None:
            painter.setFont(self.fonts.small)
            painter.setPen(colours.accent)
            painter.drawText(self.more, _LEFT, self._said.more)
        if self._note is not None:
            painter.setPen(colours.ink)
            self._note[0].draw(painter, QPointF(self.card.left() + PAD_X, self._note[1]))
        for number, chip in enumerate(self.chips):
            if isinstance(chip.promise, Made):
                ink = colours.muted if chip.promise.closed else colours.ink
                _paint_link(painter, chip, self.fonts, colours, ink, pictures.get(chip.promise.table),
                            number == mood.chip, self.rtl)
            else:
                _paint_chip(painter, chip, self.fonts, colours, mood, number == mood.chip, self.rtl)
        for number, file in enumerate(self.files, len(self.chips)):
            _paint_link(painter, file, self.fonts, colours, colours.ink, pictures.get("file"), number == mood.chip,
                        self.rtl)
        painter.restore()

    def _paint_spine(self, painter: QPainter, colours: Colours, icon: QPixmap, mood: Mood) -> None:
        painter.setPen(QPen(colours.line, 1.5))
        middle = self.circle.center().x()
        painter.drawLine(QPointF(middle, 0), QPointF(middle, self.height))
        if self._said.heading:
            painter.setFont(self.fonts.small)
            painter.setPen(colours.muted)
            area = self._turned(QRectF(GUTTER, 0, self.width - GUTTER, HEADING - 4))
            painter.drawText(area, _LEFT, self._said.heading)
        painter.setPen(QPen(colours.accent if mood.selected and mood.focused else colours.line, 1.0))
        painter.setBrush(colours.surface)
        painter.drawEllipse(self.circle)
        side = icon.width() / icon.devicePixelRatio()
        painter.drawPixmap(self.circle.center() - QPointF(side / 2, side / 2), icon)

    def _paint_header(self, painter: QPainter, colours: Colours) -> None:
        fonts, said = self.fonts, self._said
        left, right = GUTTER + PAD_X, self.width - 1 - PAD_X
        height = fonts.bold_metrics.height()
        top = self._top + PAD_Y
        when_wide = fonts.small_metrics.horizontalAdvance(said.when)
        painter.setFont(fonts.small)
        painter.setPen(colours.muted)
        self._text(painter, QRectF(right - when_wide - 1, top, when_wide + 1, height), _RIGHT, said.when)
        room = right - when_wide - 12 - left
        title = fonts.bold_metrics.elidedText(said.title, Qt.TextElideMode.ElideRight, room)
        wide = fonts.bold_metrics.horizontalAdvance(title)
        painter.setFont(fonts.bold)
        painter.setPen(colours.ink)
        self._text(painter, QRectF(left, top, wide + 1, height), _LEFT, title)
        if not said.company:
            return
        painter.setFont(fonts.plain)
        painter.setPen(colours.muted)
        if self._below:
            company = fonts.plain_metrics.elidedText(said.company, Qt.TextElideMode.ElideRight, right - left)
            self._text(painter, QRectF(left, top + height + 2, right - left, height), _LEFT, company)
        else:
            self._text(painter, QRectF(left + wide + 8, top, room - wide, height), _LEFT, said.company)

    def _text(self, painter: QPainter, rect: QRectF, flags: int, text: str) -> None:
        painter.drawText(self._turned(rect), flags, text)  # a painter turns left and right itself


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def _shape(text: str, font: QFont, width: float, opened: bool) -> tuple[QTextLayout, float, float, bool]:
    """Shape a body: the layout, its height, where its last line ends, and whether it was cut."""
    whole = text if opened or len(text) <= CUT else text[:CUT]
    layout = QTextLayout(whole.replace("\r\n", "\n").replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    y, count, end, cut = 0.0, 0, 0.0, len(whole) < len(text)
    layout.beginLayout()
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        if count == LINES and not opened:
            line.setLineWidth(width)
            line.setPosition(QPointF(0, 1e6))  # out of sight: the row is clipped
            cut = True
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height() + LEADING
        end = line.naturalTextRect().right()
        count += 1
    layout.endLayout()
    return layout, y, end, cut


def _paint_chip(
    painter: QPainter, chip: ChipShape, fonts: Fonts, colours: Colours, mood: Mood, here: bool, rtl: bool,
) -> None:
    promise, state = chip.promise, state_of(chip.promise)
    late = isinstance(promise, Promise) and promise.open and promise.due is not None and promise.due < mood.today
    done = state not in ("open", "learned")
    ink = colours.warning if late else colours.muted if done else colours.accent
    soft = colours.warning_soft if late else colours.sunken if done else colours.accent_soft
    painter.setPen(QPen(ink, 1.5) if here else Qt.PenStyle.NoPen)
    painter.setBrush(soft)
    round_ = min(chip.rect.height() / 2, 11.0)
    painter.drawRoundedRect(chip.rect.adjusted(0.75, 0.75, -0.75, -0.75), round_, round_)
    left = chip.rect.right() - CHIP_PAD - TICK if rtl else chip.rect.left() + CHIP_PAD
    box = QRectF(left, chip.rect.center().y() - TICK / 2, TICK, TICK)
    paint_tick(painter, box, colours.good if state == "kept" else ink, state)
    painter.setFont(fonts.small)
    painter.setPen(ink)
    before, after = CHIP_PAD + TICK + 6, CHIP_PAD - 1
    area = chip.rect.adjusted(after if rtl else before, 0, -before if rtl else -after, 0)
    if chip.lines is not None:
        chip.lines.draw(painter, area.topLeft() + QPointF(0, 3))
        return
    painter.drawText(area, _LEFT, fonts.small_metrics.elidedText(chip.text, Qt.TextElideMode.ElideRight, area.width()))


def _paint_link(
    painter: QPainter, file: ChipShape | FileShape, fonts: Fonts, colours: Colours, ink: QColor,
    picture: QPixmap | None, here: bool, rtl: bool,
) -> None:
    """A chip that leads somewhere: to a record, or into a file."""
    painter.setPen(QPen(colours.accent if here else colours.line, 1.5 if here else 1.0))
    painter.setBrush(colours.background)
    round_ = min(file.rect.height() / 2, 11.0)
    painter.drawRoundedRect(file.rect.adjusted(0.75, 0.75, -0.75, -0.75), round_, round_)
    if picture is not None:
        side = picture.width() / picture.devicePixelRatio()
        left = file.rect.right() - CHIP_PAD - side if rtl else file.rect.left() + CHIP_PAD
        painter.drawPixmap(QPointF(left, file.rect.center().y() - side / 2), picture)
    painter.setFont(fonts.small)
    painter.setPen(ink)
    before, after = CHIP_PAD + TICK + 5, CHIP_PAD - 1
    area = file.rect.adjusted(after if rtl else before, 0, -before if rtl else -after, 0)
    if isinstance(file, ChipShape) and file.lines is not None:
        file.lines.draw(painter, area.topLeft() + QPointF(0, 3))
        return
    whole = isinstance(file, FileShape)  # its end says what it is
    cut = Qt.TextElideMode.ElideMiddle if whole else Qt.TextElideMode.ElideRight
    painter.drawText(area, _LEFT, fonts.small_metrics.elidedText(file.text, cut, area.width()))


def mirrored(rect: QRectF, width: float) -> QRectF:
    """A rectangle as in a mirror: what was at the left is at the right."""
    return QRectF(width - rect.right(), rect.top(), rect.width(), rect.height())


def state_of(record: Promise | Takeaway) -> str:
    """The state of a chip as a promise has it; what was learned is neither open nor done."""
    if isinstance(record, Promise):
        return record.state
    return "learned" if record.kind == "learned" else {"used": "kept", "dropped": "released"}.get(record.state, "open")


def paint_tick(painter: QPainter, box: QRectF, colour: QColor, state: str) -> None:
    """A small tick box: empty when open, a tick when kept, a dash when it ended otherwise; a dot when just learned."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state == "learned":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(box.center(), 2.6, 2.6)
        return
    unit = max(1.0, box.height() / 15)  # beside large letters everything in it grows
    painter.setPen(QPen(colour, 1.3))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3 * unit, 3 * unit)
    painter.setPen(QPen(colour, 1.7 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    if state == "kept":
        painter.drawPolyline([
            box.topLeft() + QPointF(3.2 * unit, box.height() / 2 + 0.3 * unit),
            box.topLeft() + QPointF(5.4 * unit, box.height() - 3.9 * unit),
            box.topLeft() + QPointF(box.width() - 3.2 * unit, 4.2 * unit),
        ])
    elif state != "open":
        inset = 3.5 * unit
        painter.drawLine(QPointF(box.left() + inset, box.center().y()), QPointF(box.right() - inset, box.center().y()))


def few_lines(text: str, font: QFont, width: float, most: int = 2,
              align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading) -> tuple[QTextLayout, float]:
    """Text in at most so many lines, the last one elided; plain text, never interpreted."""
    whole = " ".join(text.split())
    layout, height, used = _lines(whole, font, width, most, align)
    if used < len(whole):
        metrics = QFontMetricsF(font)
        last = layout.lineAt(most - 1).textStart()
        rest = metrics.elidedText(whole[last:last + 400], Qt.TextElideMode.ElideRight, width)
        layout, height, _ = _lines(whole[:last].rstrip() + "\u2028" + rest, font, width, most, align)
    return layout, height


def _lines(text: str, font: QFont, width: float, most: int,
           align: Qt.AlignmentFlag) -> tuple[QTextLayout, float, int]:
    layout = QTextLayout(text, font)
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    y, used = 0.0, 0
    layout.beginLayout()
    for _ in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height()
        used = line.textStart() + line.textLength()
    layout.endLayout()
    return layout, y, used
