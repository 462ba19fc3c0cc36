"""Everything that can be printed: to a printer, as a PDF where there is none, and whole; what fails is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from notebook import StorageFailed
from notebook.book import Notebook
from tests.ui.settling import settle
from ui.printing import begin
from ui.widgets import Elided
from ui.window import MainWindow

Open = Callable[..., MainWindow]
Show = Callable[[MainWindow], QWidget]


@pytest.fixture
def people(book: Notebook) -> list[bytes]:
    """Two who are visited today, related, one of them with a story to quote."""
    ann, bo = book.contacts.create("Ann Baker"), book.contacts.create("Bo / Sons: <b>")
    for number, one in enumerate((ann, bo)):
        book.timeline.log([one], "visit", "x", at=book.clock.now() + timedelta(minutes=number))
        for many in range(60):
            book.wants.add(one, f"thing number {many}")
    book.relations.add(ann, "friend", bo)
    stove = book.products.add("Stove")
    book.stories.tell(ann, stove, "It burns all night", quote="named")
    return [ann, bo]


def brief(one: MainWindow, qtbot: QtBot) -> Any:
    one.show_contact(one.book.contacts.search("Bo", 1)[0])
    settle(one, qtbot)
    one.actions_["brief"].trigger()
    settle(one, qtbot)
    page: Any = one.findChild(QWidget, "briefPage")
    return page, page.print_


def visits(one: MainWindow, qtbot: QtBot) -> Any:
    one.go("today")
    settle(one, qtbot)
    one.middle.shown.open_visits()
    settle(one, qtbot)
    page: Any = one.findChild(QWidget, "briefPage")
    return page, page.print_


def insights(one: MainWindow, qtbot: QtBot) -> Any:
    one.go("insights")
    settle(one, qtbot)
    return one.middle.shown, one.middle.shown.print_


def network(one: MainWindow, qtbot: QtBot) -> Any:
    one.go("network", one.book.contacts.search("Ann", 1)[0])
    settle(one, qtbot)
    return one.middle.shown, one.middle.shown.print_


def quotes(one: MainWindow, qtbot: QtBot) -> Any:
    from ui.value.wall import print_quotes

    product = one.book.products.all()[0]
    one.go("products", product.id)
    settle(one, qtbot)
    page = one.middle.shown
    page.view.only.click()
    settle(one, qtbot)
    return page, lambda: print_quotes("Stove: no. 2/7", page.view.seen.quotes, page, page.said.emit)


PAGES = {"brief": (brief, 2), "visits": (visits, 4), "insights": (insights, 1), "network": (network, 1),
         "quotes": (quotes, 1)}


def pages_of(file: Path) -> int:
    whole = file.read_bytes()
    assert whole.startswith(b"%PDF") and whole.rstrip().endswith(b"%%EOF")
    return whole.count(b"/Type /Page\n")


@pytest.mark.parametrize("key", list(PAGES))
def test_a_printer_gets_all_of_it(window: Open, people: list[bytes], printers: list[str], tmp_path: Path,
                                  qtbot: QtBot, key: str) -> None:
    one = window()
    show, count = PAGES[key]
    parent, print_ = show(one, qtbot)
    print_()
    qtbot.waitUntil(lambda: parent.findChild(QPrintDialog, "printDialog") is not None)
    dialog = parent.findChild(QPrintDialog, "printDialog")
    qtbot.waitUntil(dialog.isVisible)
    printer = dialog.printer()
    assert printer.docName()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.accepted.emit(printer)
    assert pages_of(tmp_path / "printed.pdf") == count
    dialog.reject()


@pytest.mark.parametrize("key", list(PAGES))
def test_without_a_printer_a_sentence_offers_a_pdf(window: Open, people: list[bytes], printers: list[str],
                                                   tmp_path: Path, qtbot: QtBot, key: str) -> None:
    printers.clear()
    one = window()
    show, count = PAGES[key]
    parent, print_ = show(one, qtbot)
    print_()
    qtbot.waitUntil(lambda: parent.findChild(QMessageBox, "noPrinter") is not None)
    box = parent.findChild(QMessageBox, "noPrinter")
    qtbot.waitUntil(box.isVisible)
    assert parent.findChild(QPrintDialog, "printDialog") is None, "no dead dialog"
    assert box.text() == "No printer is installed on this computer." and "PDF" in box.informativeText()
    save, close = (next(made for made in box.buttons() if made.text() == text) for text in ("Save as PDF…", "Close"))
    assert box.defaultButton() is save and box.escapeButton() is close
    save.click()
    qtbot.waitUntil(lambda: parent.findChild(QFileDialog, "pdfDialog") is not None)
    dialog = parent.findChild(QFileDialog, "pdfDialog")
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.selectedFiles()[0].endswith(".pdf"), "a name that a file may have"
    dialog.fileSelected.emit(str(tmp_path / "saved.pdf"))
    qtbot.waitUntil(lambda: (tmp_path / "saved.pdf").exists())
    settle(one, qtbot)
    assert pages_of(tmp_path / "saved.pdf") == count
    assert one.status._said.text() == "Saved: saved.pdf"
    dialog.reject()


@pytest.mark.qt_log_ignore("QPainter::begin", "QPrinter")
@pytest.mark.parametrize("key", list(PAGES))
def test_a_printer_that_takes_nothing_is_told(window: Open, people: list[bytes], printers: list[str], tmp_path: Path,
                                              qtbot: QtBot, key: str) -> None:
    one = window()
    parent, print_ = PAGES[key][0](one, qtbot)
    print_()
    qtbot.waitUntil(lambda: parent.findChild(QPrintDialog, "printDialog") is not None)
    dialog = parent.findChild(QPrintDialog, "printDialog")
    qtbot.waitUntil(dialog.isVisible)
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "printed.pdf"))
    dialog.accepted.emit(printer)
    told = parent._trouble.text() if hasattr(parent, "_trouble") else one.status._said.text()
    assert "takes nothing. Save it as a PDF instead" in told
    dialog.reject()


@pytest.mark.qt_log_ignore("QPainter::begin", "QPdf")
def test_a_pdf_that_cannot_be_written_is_not_offered_as_a_pdf(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match=r"The PDF cannot be written there\. Choose another folder\."):
        begin(QPdfWriter(str(tmp_path / "no such folder" / "picture.pdf")))


def test_the_title_of_what_is_printed_has_no_marks_of_direction(window: Open) -> None:
    title = Elided(window().theme, "\u2068\u05d1\u05ea\u2069: network")
    assert title.text() == "\u05d1\u05ea: network"
