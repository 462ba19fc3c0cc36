"""The whole brief: lines lead to where they are from, are ticked, and a day's visits are one document."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton

from tests.ui.settling import settle
from tests.wanted import passed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.insight.lines import BriefLine
    from ui.insight.page import BriefPage
    from ui.window import MainWindow

Open = Callable[..., "MainWindow"]
TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    """Somebody with a talk that left something, and two gives."""
    ann = book.contacts.create("Ann Baker")
    talk = book.timeline.log([ann], "call", "Worried about winter stock", at=TODAY - 9 * DAY)
    book.promises.make(ann, "the quote", due=TODAY - 3 * DAY, interaction=talk)
    book.closing.close(talk, "", "ask about the play")
    book.contacts.edit(ann, stands_for="Repair over replacement")
    book.favours.gave(ann, "advice")
    book.favours.gave(ann, "time")
    return ann


@pytest.fixture
def opened(open_page: Callable[..., Any]) -> Callable[[bytes], tuple[MainWindow, BriefPage]]:
    return lambda contact: open_page("brief", contact)


@pytest.fixture
def read(qtbot: QtBot) -> Callable[[BriefPage], None]:
    """Waits until the page is read."""
    return lambda page: settle(page, qtbot)


def line(page: BriefPage, begin: str) -> BriefLine:
    return next(one for one in page.sheet.lines if one.text().startswith(begin))


def tick(one: BriefLine, qtbot: QtBot) -> None:
    qtbot.keyClick(one, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_line_leads_to_its_entry(opened, book, ann, qtbot) -> None:  # type: ignore[no-untyped-def]
    one, page = opened(ann)
    promised = line(page, "You promised")
    assert promised.sources() == ["Promise, from: Call on 11 Nov 2026, " + book.colleagues.me().name]
    assert "Promise, from: Call" in promised.toolTip()
    qtbot.keyClick(promised, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: one.findChild(object, "briefPage") is None)
    entry = one.person.timeline.view.current_entry()
    assert entry is not None and entry.body == "Worried about winter stock"
    assert one.focusWidget() is one.person.timeline.view


def test_a_promise_that_no_entry_tells_of_and_a_want(opened, book, ann, read, qtbot) -> None:  # type: ignore[no-untyped-def]
    book.promises.make(ann, "a postcard")
    book.wants.add(ann, "a bell", horizon="now")
    one, page = opened(ann)
    qtbot.keyClick(line(page, "Wants: a bell"), Qt.Key.Key_Return)
    assert one.person.tabs.currentIndex() == 3
    one.actions_["brief"].trigger()
    page = [each for each in one.findChildren(object, "briefPage") if each.isVisible()][-1]
    read(page)
    qtbot.keyClick(line(page, "You promised: a postcard"), Qt.Key.Key_Return)
    assert one.middle.page == "promises"


def test_what_stands_on_the_card_leads_there(opened, ann, qtbot) -> None:  # type: ignore[no-untyped-def]
    one, page = opened(ann)
    qtbot.mouseClick(line(page, "Stands for"), Qt.MouseButton.LeftButton)
    assert one.person.tabs.currentIndex() == 1


def test_what_was_reckoned_from_many_asks_to_which(opened, ann, qtbot) -> None:  # type: ignore[no-untyped-def]
    _, page = opened(ann)
    balance = line(page, "In 12 months")
    qtbot.keyClick(balance, Qt.Key.Key_Return)
    menu = page.findChild(QMenu, "briefLineMenu")
    assert len(menu.actions()) == 2 and page.isVisible()
    menu.close()


def test_next_time_is_ticked_where_it_stands(opened, book, ann, read, qtbot) -> None:  # type: ignore[no-untyped-def]
    one, page = opened(ann)
    [waiting] = book.closing.waiting(ann)
    qtbot.keyClick(line(page, "Next time"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert book.closing.get(waiting.id).state == "used"
    assert str(book.undo_title()) == "Brought up: ask about the play"
    page.take_back()
    card = one.person.brief
    qtbot.waitUntil(lambda: any(text.startswith("Next time") for text in card.lines()))
    ticked = next(each for each in card.body.lines if each.text().startswith("Next time"))
    qtbot.mouseClick(ticked, Qt.MouseButton.LeftButton, pos=ticked._box().center().toPoint())
    assert book.closing.get(waiting.id).state == "used"
    kept = line(page, "You promised")
    tick(kept, qtbot)
    assert not book.promises.of(ann)


def test_the_arrows_walk_the_lines_with_one_tab_stop(opened, ann, qtbot) -> None:  # type: ignore[no-untyped-def]
    _, page = opened(ann)
    lines = page.sheet.lines
    assert [one.focusPolicy() == Qt.FocusPolicy.StrongFocus for one in lines] == [True] + [False] * (len(lines) - 1)
    lines[0].setFocus()
    qtbot.keyClick(lines[0], Qt.Key.Key_Down)
    assert page.focusWidget() is lines[1]
    qtbot.keyClick(lines[1], Qt.Key.Key_Up)
    assert page.focusWidget() is lines[0]


def test_the_next_person_is_one_key_away(opened, book, ann, read, qtbot) -> None:  # type: ignore[no-untyped-def]
    bo = book.contacts.create("Bo Lind")
    one, page = opened(ann)
    assert list(page.around) == [ann, bo] and page._place.text() == "1 of 2"
    qtbot.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    read(page)
    assert page.brief.contact == bo and not page.on.isEnabled()
    qtbot.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    read(page)
    assert page.brief.contact == bo
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    read(page)
    assert page.brief.contact == ann and one.current == ann


def test_it_is_read_on_the_worker_and_a_late_answer_is_not_shown(  # type: ignore[no-untyped-def]
    opened, book, ann, read, monkeypatch, qtbot
) -> None:
    """Leafing on quickly: the name is there at once, nothing is read on the window's thread, the last one stays."""
    people = [book.contacts.create(name) for name in ("Bo Lind", "Cy Mohn", "Di Wu")]
    book.wants.add(people[0], "a bell", horizon="now")
    book.wants.add(people[2], "a saddle", horizon="now")
    _, page = opened(ann)
    here, threads, held = threading.get_ident(), set[int](), threading.Event()
    for service, name in ((book.insight, "brief"), (book.insight, "traces"), (book.insight, "talks"),
                          (book.insight, "balance"), (book.credits, "used")):
        monkeypatch.setattr(service, name, _noting(getattr(service, name), threads, held))
    for _ in people:
        qtbot.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert page.sheet.text().startswith(book.contacts.get(page.contact).name)
        assert not page.sheet.lines
    held.set()
    read(page)
    assert page.contact == people[2] == page.brief.contact
    assert [each.text() for each in page.sheet.lines if "Wants" in each.text()] == ["Wants: a saddle, now"]
    assert page.sheet.lines[0].hasFocus()
    assert threads and here not in threads


def _noting(act, threads, held):  # type: ignore[no-untyped-def]
    def noted(*given, **more):  # type: ignore[no-untyped-def]
        threads.add(threading.get_ident())
        assert held.wait(60)
        return act(*given, **more)

    return noted


def test_credit_is_given_once_for_whoever_is_shown(opened, book, ann, read, monkeypatch, qtbot) -> None:  # type: ignore[no-untyped-def]
    bo = book.contacts.create("Bo Lind")
    _, page = opened(ann)
    whose: list[bytes] = []
    monkeypatch.setattr(book.credits, "used", lambda brief, way: whose.append(brief.contact))
    for contact in (bo, ann, bo, bo):
        page.show_contact(contact)
        read(page)
    assert whose == [bo]


@pytest.mark.parametrize("folder", ["", "missing"])
def test_a_page_that_is_closed_while_its_file_is_written(  # type: ignore[no-untyped-def]
    opened, book, ann, tmp_path: Path, folder: str, monkeypatch, qtbot
) -> None:
    from ui import printing

    one, page = opened(ann)
    closed, told = threading.Event(), list[str]()
    one.person.said.connect(told.append)
    write = printing.briefs_to_pdf
    monkeypatch.setattr(printing, "briefs_to_pdf", lambda *given: closed.wait(60) and write(*given))
    page.save(tmp_path / folder / "ann.pdf")
    page.reject()
    qtbot.wait(20)
    closed.set()
    qtbot.waitUntil(lambda: bool(told))
    assert ("could not be written" if folder else "Saved: ann.pdf") in told[0]
    qtbot.waitUntil(lambda: one.findChild(object, "briefPage") is None)


def test_a_days_visits_are_one_document(opened, book, ann, read, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    bo, cy, di = (book.contacts.create(name) for name in ("Bo Lind", "Cy Young", "Di Wu"))
    book.timeline.log([cy], "visit", "", at=book.clock.now() + timedelta(hours=3))
    book.reminders.add(bo, "drop in", TODAY)
    one, page = opened(ann)
    page.day.click()
    assert page.visits.people == [ann, cy, bo] == page.chosen()
    page.visits.add(di)
    read(page)
    assert page.brief.contact == di
    qtbot.keyClick(page.visits.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.visits.people == [ann, cy, di, bo]
    page.visits.mark(bo)
    qtbot.keyClick(page.visits.list, Qt.Key.Key_Delete)
    assert page.visits.people == [ann, cy, di]
    page.save(tmp_path / "day.pdf")
    settle(one, qtbot)
    assert (tmp_path / "day.pdf").read_bytes().count(b"/Type /Page\n") == 3
    page.save(tmp_path / "missing" / "day.pdf")
    qtbot.waitUntil(lambda: page._trouble.isVisible())
    assert "could not be written" in page._trouble.text()


def test_visits_of_a_day_in_their_order(book) -> None:  # type: ignore[no-untyped-def]
    people = [book.contacts.create(name) for name in "ABCDE"]
    noon = book.clock.now()
    book.timeline.log([people[1], people[0]], "meeting", "", at=noon + timedelta(hours=5))
    book.timeline.log([people[2]], "visit", "", at=noon + timedelta(hours=1))
    book.timeline.log([people[3]], "call", "", at=noon)
    book.timeline.log([people[3]], "visit", "", at=noon + timedelta(days=1))
    book.reminders.add(people[4], "bring the sample", TODAY)
    assert book.insight.visits() == [people[2], people[1], people[0], people[4]]
    assert book.insight.visits(TODAY + DAY) == [people[3]]


def test_a_visit_of_today_that_is_over_is_not_one_to_prepare(book, time) -> None:  # type: ignore[no-untyped-def]
    ann, bo = (book.contacts.create(name) for name in ("Ann", "Bo"))
    book.timeline.log([ann], "meeting", "hi", at=time.now - timedelta(hours=2))
    book.timeline.log([bo], "visit", "", at=time.now + timedelta(hours=1))
    assert book.insight.visits() == [bo]
    time.now += timedelta(hours=2)
    assert book.insight.visits() == []


def used(book) -> int:  # type: ignore[no-untyped-def]
    return int(book.db.value("SELECT count(*) FROM credit WHERE sy_live = 1"))


def test_opening_it_full_is_use_and_glancing_at_the_card_is_not(opened, window, book, ann, read, qtbot) -> None:  # type: ignore[no-untyped-def]
    one = window()
    one.show_contact(ann)
    qtbot.waitUntil(lambda: one.person.brief is not None and one.person.brief.isVisible())
    assert used(book) == 0
    title = book.undo_title()
    _, page = opened(ann)
    qtbot.waitUntil(lambda: used(book) == 1)
    assert book.undo_title() == title  # nobody did anything that could be undone
    page.show_contact(ann)
    read(page)
    assert used(book) == 1
    assert "Your notes were used in 1 brief" in str(book.insight.credit().text)


def test_printing_asks_for_a_printer_and_gives_credit(  # type: ignore[no-untyped-def]
    opened, book, ann, printers, tmp_path: Path, qtbot
) -> None:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    _, page = opened(ann)
    page.print_()
    qtbot.waitUntil(lambda: page.findChild(QPrintDialog, "printDialog") is not None)
    dialog = page.findChild(QPrintDialog, "printDialog")
    qtbot.waitUntil(dialog.isVisible)
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.accepted.emit(printer)
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    assert used(book) == 1
    dialog.reject()


def test_very_many_wants_are_folded_the_urgent_first_and_unfold_by_keyboard(
    book: Notebook, ann: bytes, opened: Callable[..., tuple[MainWindow, BriefPage]], qtbot: QtBot
) -> None:
    for n in range(60):
        book.wants.add(ann, f"thing {n}", horizon="someday")
    passed(book, ann, "the cargo bike", TODAY - DAY)
    _, page = opened(ann)
    sheet = page.sheet

    def wants() -> list[str]:
        return [line.text() for line in sheet.lines if line.told.kind == "want"]

    assert len(wants()) == 8 and "the cargo bike" in wants()[0], "what is due comes first"
    assert sum("Wants: " in line for line in sheet.text().splitlines()) == 61, "all of it is copied"
    more = sheet.findChild(QPushButton, "briefMore-wants")
    assert more.text() == "53 more" and more.focusPolicy() & Qt.FocusPolicy.TabFocus
    more.setFocus()
    qtbot.keyClick(more, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(wants()) == 48)
    assert more.text() == "13 more"
    focus = page.focusWidget()
    assert focus.text() == wants()[8], "one reads on where the first ones ended"
    qtbot.keyClick(focus, Qt.Key.Key_Down)
    assert page.focusWidget().text() == wants()[9]
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(wants()) == 61)
    assert more.isHidden() and len(set(wants())) == 61
    bottoms = [line.geometry().top() for line in sheet.lines]
    assert bottoms == sorted(bottoms), "lines are walked as they stand"


def long(book: Notebook, contact: bytes) -> None:
    for number in range(20):
        book.wants.add(contact, f"thing number {number}, told in so many words that the line has to be wrapped once")
        book.favours.gave(contact, "advice", f"number {number}")


def at_the_top(page: BriefPage, qtbot: QtBot) -> bool:
    settle(page, qtbot)
    bar = page.sheet.verticalScrollBar()
    return bar.maximum() > 0 and bar.value() == 0


@pytest.mark.parametrize("many", [1, 6])
def test_the_days_visits_open_at_the_top_of_the_first(
    window: Open, book: Notebook, ann: bytes, read: Callable[[BriefPage], None], qtbot: QtBot, many: int
) -> None:
    """Long briefs: each is shown from its top, whichever way one came to it, and the keys walk through them."""
    people = [ann, *(book.contacts.create(f"Visited {number}") for number in range(many - 1))]
    for number, one in enumerate(people):
        long(book, one)
        book.timeline.log([one], "visit", "", at=book.clock.now() + timedelta(minutes=10 * number))
    assert book.insight.visits() == people
    shown = window(1024, 700)
    shown.go("today")
    settle(shown, qtbot)
    today = shown.middle.shown
    assert today.visits.isVisible() and today.visits.text() == f"Visits: {many}"
    qtbot.mouseClick(today.visits, Qt.MouseButton.LeftButton)
    page = shown.findChild(object, "briefPage")
    read(page)
    assert page.brief.name == "Ann Baker" and at_the_top(page, qtbot)
    assert page.sheet.lines[0].hasFocus(), "the arrows walk from the first line on"
    assert page.visits.isVisible() is (many > 1) and page.chosen() == people
    for number, one in enumerate(people[1:], 2):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        read(page)
        assert page.contact == one and at_the_top(page, qtbot) and page._place.text() == f"{number} of {many}"
        assert page.visits.people[page.visits.list.currentRow()] == one
    if many > 1:
        page.visits.list.setFocus()
        for one in reversed(people[:-1]):
            qtbot.keyClick(page.visits.list, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
            read(page)
            assert page.contact == one and at_the_top(page, qtbot)
        assert "Ctrl+PgDown" in page.on.toolTip() and "Ctrl+PgUp" in page.back.toolTip()


def test_what_is_read_again_stays_where_it_is(opened, book, ann, read, qtbot) -> None:  # type: ignore[no-untyped-def]
    """A tick, or the list of visits beside it, does not scroll a long page to its end."""
    long(book, ann)
    _, page = opened(ann)
    bar = page.sheet.verticalScrollBar()
    qtbot.mouseClick(page.day, Qt.MouseButton.LeftButton)
    read(page)
    page.sheet.lines[0].setFocus()
    page.show_contact(ann)
    read(page)
    assert at_the_top(page, qtbot) and page.sheet.lines[0].hasFocus()
    tick(line(page, "Next time"), qtbot)
    read(page)
    assert at_the_top(page, qtbot)
    bar.setValue(bar.maximum() // 2)
    middle = bar.value()
    page.show_contact(ann)
    read(page)
    assert bar.value() == middle


def test_a_day_without_visits_begins_with_whose_page_is_open(opened, book, ann, read, qtbot) -> None:  # type: ignore[no-untyped-def]
    assert book.insight.visits() == []
    one, page = opened(ann)
    qtbot.mouseClick(page.day, Qt.MouseButton.LeftButton)
    read(page)
    assert page.visits.people == [ann] and page.chosen() == [ann]
    page.accept()
    one.go("today")
    settle(one, qtbot)
    assert not one.middle.shown.visits.isVisible()
