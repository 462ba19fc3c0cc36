"""Briefs on paper: a page each or more, black on white, to a PDF file or to a printer.

Every text is laid out and painted as it stands, never interpreted. A section's title stays with its first line, a
short line is never broken across pages, and what waits to be done has a box to tick with a pen. Several people make
one document, a day's visits, each beginning on a page of its own. A file appears when it is whole, or not at all.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

from PySide6.QtCore import QCoreApplication, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextLayout,
    QTextOption,
)

from notebook import Brief, KithbookError, Sentence, StorageFailed, say
from ui.words import day, plain, put, words

MARGIN = 18.0  # millimetres around the page
POINTS = 10.0  # of the text
INK, MUTED, HAIR = QColor("#16181c"), QColor("#5a5e66"), QColor("#b9b6af")
TICKED = ("promise-ours", "promise-theirs", "next")  # lines that get a box: what is kept, what is brought up
SHORTEST = 5  # rows from which a line may be broken across pages
RESOLUTION = 600


def briefs_to_pdf(book: Any, contacts: Sequence[bytes], path: Path, on: date | None = None) -> list[Brief]:
    """The briefs of these contacts as one PDF; who is in it more than once is printed once.

    Needs a QGuiApplication (see `offscreen`); any thread. Whose words are in them gets no credit by this: who asked
    for the file gives it (``book.credits``). Raises `NotFound`, `StorageFailed`.
    """
    pages: list[Brief] = book.insight.briefs(contacts, on)
    pages_to_pdf(pages, path)
    return pages


def pages_to_pdf(briefs: Sequence[Brief], path: Path) -> None:
    """Briefs that are there already as one PDF. Raises `StorageFailed`."""
    to_pdf(path, title_of(briefs), lambda writer: paint_briefs(writer, briefs))


def to_pdf(path: Path, title: str, paint: Callable[[QPagedPaintDevice], object]) -> None:
    """A PDF of A4 pages that ``paint`` fills; it takes its name when it is whole. Raises `StorageFailed`."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.touch(0o600)  # for its owner alone; and Qt would say on the console why it cannot write
        writer = QPdfWriter(str(draft))
        writer.setTitle(plain(title))
        writer.setCreator("Kithbook")
        writer.setResolution(RESOLUTION)
        a4(writer)
        paint(writer)
        del writer  # closes the file
        if not draft.read_bytes().rstrip().endswith(b"%%EOF"):
            raise StorageFailed(_unwritten(path, say("the disk is full")))
        os.replace(draft, path)
    except OSError as error:
        raise StorageFailed(_unwritten(path, error.strerror or str(error))) from error
    finally:
        with suppress(OSError):
            draft.unlink()


def print_pages(book: Any, briefs: Sequence[Brief], parent: Any, said: Callable[[str], object],
                pdf: Callable[[], object]) -> None:
    """Ask for a printer and print these briefs as one document; what is in them is then used (P7)."""
    def printed(printer: Any) -> None:
        paint_briefs(printer, briefs)
        for brief in briefs:
            book.credits.used(brief, "print")

    ask_printer(parent, title_of(briefs), printed, said, pdf)


def ask_printer(parent: Any, title: str, paint: Callable[[Any], object], said: Callable[[str], object],
                pdf: Callable[[], object] | None = None) -> Any:
    """Open the dialog of the system's printers; ``paint`` is called with the one that was chosen.

    Where there is none a sentence says so and offers a PDF: ``pdf`` asks where it goes (default: the same on A4).
    ``said`` gets what went wrong, and what was saved.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
    from PySide6.QtWidgets import QDialog

    if not QPrinterInfo.availablePrinterNames():
        def save(path: Path) -> None:
            if trying(lambda: to_pdf(path, title, paint), said):
                said(put(_tr("Saved: {file}"), file=path.name))

        return _no_printer(parent, pdf or (lambda: ask_pdf(parent, file_name(title), save)))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(plain(title))
    a4(printer)
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("printDialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: trying(lambda: paint(printer), said))
    QDialog.open(dialog)  # its own `open` wants a slot by name
    return dialog


def _no_printer(parent: Any, pdf: Callable[[], object]) -> Any:
    from ui.widgets import ask

    made = ask(parent, _tr("Print"), _tr("No printer is installed on this computer."),
               [(_tr("Save as PDF…"), pdf), (_tr("Close"), None)],
               _tr("As a PDF it can be kept, sent, or printed elsewhere."))
    made.setObjectName("noPrinter")
    return made


def trying(act: Callable[[], object], said: Callable[[str], object]) -> bool:
    """Do it; what is not as needed is said, and False the answer."""
    try:
        act()
    except KithbookError as error:
        said(words(error.sentence))
        return False
    return True


def begin(device: QPagedPaintDevice) -> QPainter:
    """A painter on a printer, or into a file. Raises `StorageFailed` where that takes nothing."""
    painter = QPainter()
    if not painter.begin(device):
        if isinstance(device, QPdfWriter):
            raise StorageFailed(say("The PDF cannot be written there. Choose another folder."))
        raise StorageFailed(say("The printer, or the file it prints into, takes nothing. Save it as a PDF instead."))
    return painter


def file_name(name: str) -> str:
    """A name as a file may be called."""
    flat = " ".join("".join(char if char.isalnum() or char in " -_.," else " " for char in name).split())
    return flat.strip(". ")[:60] or _tr("Kithbook")


def ask_pdf(parent: Any, name: str, save: Callable[[Path], object]) -> Any:
    """Open the dialog that asks where a PDF goes; ``name``: what it is called unless somebody says otherwise."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent, _tr("Save as PDF"))
    dialog.setObjectName("pdfDialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(_tr("PDF (*.pdf)"))
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(f"{name}.pdf")
    dialog.fileSelected.connect(lambda chosen: save(Path(chosen)))
    dialog.open()
    return dialog


def offscreen() -> QGuiApplication:
    """What a command needs to print without a screen; keep it until the end."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication([])


def title_of(briefs: Sequence[Brief]) -> str:
    """What the document is called: the person, else the day."""
    if len(briefs) == 1:
        return f"{_tr('Before you talk')}: {_flat(briefs[0].name)}"
    return _tr("Visits on {day}").format(day=day(briefs[0].day)) if briefs else _tr("Before you talk")


def a4(device: QPagedPaintDevice) -> None:
    """A page with even margins."""
    edges = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    device.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, edges,
                                     QPageLayout.Unit.Millimeter))


@dataclass(slots=True)
class Text:
    """Some words, laid out as wide as they may be: ``heights`` of its rows, what stands before and above it."""

    layout: QTextLayout
    heights: list[float]
    color: QColor
    gap: float = 0.0
    inset: float = 0.0
    ticked: bool = False
    ruled: bool = False

    @property
    def height(self) -> float:
        """Of all rows."""
        return sum(self.heights)


@dataclass(slots=True)
class Row:
    """A row of a text and where it stands on its page."""

    text: Text
    number: int
    y: float


@dataclass(slots=True)
class Page:
    """What stands on one page, and whose it is."""

    name: str
    rows: list[Row] = field(default_factory=list)


class Pages:
    """Lays texts out on the pages of a device."""

    def __init__(self, device: QPagedPaintDevice) -> None:
        self.device = device
        self.dots = device.logicalDpiY() / 72.0  # in a point
        self.width = float(device.width())
        self.height = device.height() - QFontMetricsF(self.font(0.85)).height() * 2  # without the foot
        self.made: list[Page] = []
        self._y = 0.0

    def font(self, scale: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """A font as large on paper as it says."""
        font = QFont(QGuiApplication.font(), self.device)
        font.setPointSizeF(POINTS * scale)
        font.setWeight(weight)
        return font

    def text(self, text: str, scale: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal, color: QColor = INK,
             gap: float = 0.0, ticked: bool = False, inset: float = 0.0, ruled: bool = False) -> Text:
        """Lay words out; ``gap`` and ``inset`` in points."""
        layout = QTextLayout(text, self.font(scale, weight), self.device)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        heights = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.width - inset * self.dots)
            line.setPosition(QPointF(0, 0))
            heights.append(line.height() * 1.08)
        layout.endLayout()
        return Text(layout, heights, color, gap * self.dots, inset * self.dots, ticked, ruled)

    def begin(self, name: str) -> None:
        """A new page."""
        self.made.append(Page(name))
        self._y = 0.0

    def put(self, *texts: Text) -> None:
        """These stay together, on the next page where this one has no room; a long last one may be broken."""
        last = texts[-1]
        certain = last.height if len(last.heights) < SHORTEST else sum(last.heights[:2])
        wanted = sum(text.gap + text.height for text in texts[:-1]) + last.gap + certain
        if self._y and self._y + wanted > self.height:
            self.begin(self.made[-1].name)
        for text in texts:
            if self._y:
                self._y += text.gap
            self._rows(text)

    def _rows(self, text: Text) -> None:
        number = 0
        while number < len(text.heights):
            left = text.heights[number:]
            fitting = self._fitting(left)
            if fitting == len(left) - 1 and fitting > 2:
                fitting -= 1  # nothing stands alone on the next page
            for height in left[:fitting]:
                self.made[-1].rows.append(Row(text, number, self._y))
                self._y += height
                number += 1
            if number < len(text.heights):
                self.begin(self.made[-1].name)

    def _fitting(self, heights: Sequence[float]) -> int:
        y, fitting = self._y, 0
        for height in heights:
            y += height
            if y > self.height:
                break
            fitting += 1
        return fitting if self._y else max(1, fitting)


def paint_briefs(device: QPagedPaintDevice, briefs: Sequence[Brief]) -> int:
    """Paint a document of briefs; the number of its pages."""
    pages = Pages(device)
    for place, brief in enumerate(briefs):
        pages.begin(_flat(brief.name))
        if place == 0 and len(briefs) > 1:
            names = "  ·  ".join(f"{number}. {_flat(one.name)}" for number, one in enumerate(briefs, 1))
            pages.put(pages.text(title_of(briefs), 1.1, QFont.Weight.DemiBold), pages.text(names, color=MUTED, gap=2))
            pages.put(pages.text(" ", 0.8))
        _lay_out(pages, brief)
    if not briefs:
        pages.begin("")
        pages.put(pages.text(_tr("Nobody was chosen."), color=MUTED))
    paint_pages(pages)
    return len(pages.made)


def paint_pages(pages: Pages) -> None:
    """Paint what was laid out."""
    painter = begin(pages.device)
    try:
        for number, page in enumerate(pages.made, 1):
            if number > 1:
                pages.device.newPage()
            for row in page.rows:
                _paint(painter, pages, row)
            _paint_foot(painter, pages, page.name, number)
    finally:
        painter.end()


def _lay_out(pages: Pages, brief: Brief) -> None:
    about = f"{_tr('Before you talk')}  ·  {day(brief.day)}"
    head = [pages.text(_flat(brief.name), 1.7, QFont.Weight.Bold), pages.text(about, 0.95, color=MUTED, gap=1)]
    for section in brief.sections:
        head.append(pages.text(words(section.title), 0.92, QFont.Weight.Bold, MUTED, gap=14, ruled=True))
        for line in section.lines:
            weight = QFont.Weight.DemiBold if line.late else QFont.Weight.Normal
            told = pages.text(_flat(words(line.text)), 1.0, weight, gap=4, inset=16, ticked=line.kind in TICKED)
            pages.put(*head, told)
            head = []
    if head:
        nothing = _tr("Nothing is known yet that matters before a talk. Log one, and it will stand here.")
        pages.put(*head, pages.text(nothing, color=MUTED, gap=12))


def _paint(painter: QPainter, pages: Pages, row: Row) -> None:
    text, dots = row.text, pages.dots
    line = text.layout.lineAt(row.number)
    rtl = _from_the_right(text.layout.text())
    painter.setPen(text.color)
    line.draw(painter, QPointF(0.0 if rtl else text.inset, row.y))
    if row.number:
        return
    if text.ruled and row.y:
        painter.setPen(QPen(HAIR, 0.5 * dots))
        y = row.y - 4 * dots
        painter.drawLine(QPointF(0, y), QPointF(pages.width, y))
    if text.inset:
        side = 7.5 * dots if text.ticked else 2.6 * dots
        left = pages.width - text.inset + (text.inset - side) / 2 if rtl else (text.inset - side) / 3
        mark = QRectF(left, row.y + (line.height() - side) / 2, side, side)
        painter.setPen(QPen(MUTED, 0.7 * dots) if text.ticked else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if text.ticked else MUTED)
        if text.ticked:
            painter.drawRect(mark)
        else:
            painter.drawEllipse(mark)


def _paint_foot(painter: QPainter, pages: Pages, name: str, number: int) -> None:
    font = pages.font(0.85)
    metrics = QFontMetricsF(font, pages.device)
    high = metrics.height()
    area = QRectF(0, pages.device.height() - high, pages.width, high)
    count = _tr("{page} of {pages}").format(page=number, pages=len(pages.made))
    painter.setFont(font)
    painter.setPen(MUTED)
    painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine, count)
    space = pages.width - metrics.horizontalAdvance(count) - high
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine,
                     metrics.elidedText(name, Qt.TextElideMode.ElideRight, space))


def _from_the_right(text: str) -> bool:
    """Whether a text is read from the right: its first letter with a direction says so, as for Qt."""
    return next((way != "L" for char in text if (way := bidirectional(char)) in ("L", "R", "AL")), False)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _unwritten(path: Path, reason: object) -> Sentence:
    return say("{file} could not be written: {reason}.", file=path, reason=reason)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Printing", text)
