"""The stream: real heights near the screen only, promises that can be ticked, edit, delete, filter."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog

from notebook.timeline.records import PromiseDraft, Stream
from tests.ui.settling import settle
from ui.rows import RowRole
from ui.timeline.layout import LINES
from ui.timeline.model import HeadingRole, StreamRows
from ui.timeline.words import Words

START = datetime(2026, 11, 9, 10, 20, tzinfo=UTC)


def log_many(book, who, count, words="wants a second shop"):
    for number in range(count):
        book.timeline.log([who], "call", f"{words} {number}", at=START - timedelta(days=number))


def test_the_model_holds_what_qt_asks_of_one(book, clock, ann, qapp, qtbot):
    log_many(book, ann, 70)
    rows = StreamRows(book, Words(clock))
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows.show(Stream(contact=ann), ann)
    first = book.timeline.ids(Stream(contact=ann))[0]
    book.timeline.delete(first)
    rows.set_ids(book.timeline.ids(Stream(contact=ann)))
    book.timeline.log([ann], "visit", "new", at=START)
    rows.set_ids(book.timeline.ids(Stream(contact=ann)))
    assert rows.rowCount() == 70
    assert tester.model() is rows


def test_month_headings_stand_above_the_first_entry_of_a_month(book, clock, ann, qapp):
    for day in (date(2026, 11, 9), date(2026, 11, 4), date(2026, 10, 22)):
        book.timeline.log([ann], "call", "x", at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    rows = StreamRows(book, Words(clock))
    rows.show(Stream(), None)
    assert [rows.index(row, 0).data(HeadingRole) for row in range(3)] == ["November 2026", "", "October 2026"]


def test_a_screen_reader_hears_the_whole_entry(book, clock, ann, person, qapp):
    bo = person("Bo <b>Lind</b>")
    book.timeline.log([ann, bo], "call", "hello\nthere", at=START, minutes=18, promises=[
        PromiseDraft("the list", date(2026, 11, 24))])
    rows = StreamRows(book, Words(clock))
    rows.show(Stream(contact=ann), ann)
    heard = rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    for part in ("Call", "18 min", "Bo <b>Lind</b>", "(us)", "hello there", "the list", "due Tue 24 Nov"):
        assert part in heard


def test_only_rows_near_the_screen_get_their_real_height(book, pane, ann, qtbot):
    log_many(book, ann, 200, "one line " * 40)
    pane.show_contact(ann)
    view = pane.view
    real = view.rowHeight(0)
    assert real != pane.delegate.estimate
    assert view.rowHeight(150) == pane.delegate.estimate
    on_screen = view.rowAt(view.viewport().height() - 1)
    assert all(view.rowHeight(row) == pane.delegate.layout(pane.rows.index(row, 0), view.viewport().width()).height
               for row in range(on_screen + 1))


def test_nothing_jumps_while_scrolling(book, pane, ann, qtbot):
    log_many(book, ann, 300, "one line " * 30)
    pane.show_contact(ann)
    view = pane.view
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    for _ in range(60):  # upwards, over rows that still have the estimated height
        before = {row: view.rowViewportPosition(row) for row in range(view.rowAt(1), view.rowAt(300) + 1)}
        view.verticalScrollBar().setValue(view.verticalScrollBar().value() - 40)
        moved = {view.rowViewportPosition(row) - place for row, place in before.items()}
        assert moved == {40}


def test_the_end_key_shows_the_last_entry_whole(book, pane, ann, qtbot):
    log_many(book, ann, 200, "one line " * 30)
    pane.show_contact(ann)
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_End)
    last = pane.rows.rowCount() - 1
    assert pane.view.currentIndex().row() == last
    bottom = pane.view.rowViewportPosition(last) + pane.view.rowHeight(last)
    assert bottom == pane.view.viewport().height()


def test_a_very_long_entry_is_cut_until_it_is_opened(book, pane, ann, qtbot):
    book.timeline.log([ann], "note", "word " * 5000)
    pane.show_contact(ann)
    closed = pane.view.rowHeight(0)
    assert closed < (LINES + 5) * pane.fontMetrics().height() * 1.4
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_Right)
    assert pane.view.rowHeight(0) > 3 * closed
    qtbot.keyClick(pane.view, Qt.Key.Key_Left)
    assert pane.view.rowHeight(0) == closed


def test_space_keeps_the_first_open_promise_and_p_goes_on_to_the_next(book, pane, ann, qtbot):
    book.timeline.log([ann], "call", "x", promises=[PromiseDraft("one"), PromiseDraft("two")])
    pane.show_contact(ann)
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_P)
    qtbot.keyClick(pane.view, Qt.Key.Key_P)
    qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    assert [promise.text for promise in book.promises.of()] == ["one"]
    assert str(book.undo_title()) == "Keep the promise “two”"
    qtbot.waitUntil(lambda: [p.state for p in pane.view.current_entry().promises] == ["open", "kept"])
    painted = pane.delegate.layout(pane.view.currentIndex(), pane.view.viewport().width())
    assert [chip.promise.state for chip in painted.chips] == ["open", "kept"]
    qtbot.keyClick(pane.view, Qt.Key.Key_Space)  # it was a mistake
    assert {promise.text for promise in book.promises.of()} == {"one", "two"}


def test_a_click_on_the_chip_ticks_it(book, pane, ann, qtbot):
    book.timeline.log([ann], "call", "x", promises=[PromiseDraft("one")])
    pane.show_contact(ann)
    layout = pane.delegate.layout(pane.rows.index(0, 0), pane.view.viewport().width())
    where = layout.chips[0].rect.center() + QPointF(0, pane.view.rowViewportPosition(0))
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=where.toPoint())
    assert book.promises.of() == []


def test_delete_is_undone_from_what_the_pane_tells(book, pane, ann, qtbot):
    log_many(book, ann, 3)
    pane.show_contact(ann)
    pane.view.setFocus()
    with qtbot.waitSignal(pane.done) as told:
        qtbot.keyClick(pane.view, Qt.Key.Key_Delete)
    assert pane.rows.rowCount() == 2 and pane.view.currentIndex().row() == 0
    assert str(told.args[0]) == str(book.undo_title())
    book.undo()
    qtbot.waitUntil(lambda: pane.rows.rowCount() == 3)


def test_the_editor_hands_over_only_what_differs(book, pane, ann, person, qtbot):
    bo = person("Bo Lindqvist")
    entry = book.timeline.log([ann], "call", "line\r\nline", at=START + timedelta(seconds=7),
                              promises=[PromiseDraft("one")])
    pane.show_contact(ann)
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    editor = pane.findChild(QDialog, "entryEditor")
    assert not editor.edits()
    editor.kind.setCurrentIndex(editor.kind.findData("visit"))
    editor.people.line.setText("Bo")
    editor.promises[0].words.setText("one list")
    editor.promises[0].words.setModified(True)
    editor.add_promise()
    editor.promises[1].words.setText("two")
    with qtbot.waitSignal(pane.done):
        editor.save()
    saved = book.timeline.rows([entry])[0]
    assert (saved.kind, saved.at) == ("visit", START + timedelta(seconds=7))
    assert {id for id, _ in saved.contacts} == {ann, bo}
    assert {promise.text for promise in saved.promises} == {"one list", "two"}
    assert str(book.undo()) == "Edit Call"
    again = book.timeline.rows([entry])[0]
    assert (again.kind, [p.text for p in again.promises]) == ("call", ["one"])


def test_the_editor_left_alone_changes_nothing(book, pane, ann, qtbot):
    log_many(book, ann, 1)
    before = str(book.undo_title())
    pane.show_contact(ann)
    pane.view.go_to(0)
    pane.edit(pane.view.current_entry())
    pane.findChild(QDialog, "entryEditor").save()
    assert str(book.undo_title()) == before


def test_filters_narrow_and_say_so_when_nothing_is_left(book, pane, ann, qtbot):
    log_many(book, ann, 3)
    book.timeline.log([ann], "visit", "x", at=START)
    pane.show_contact(ann)
    pane.filter.choose("visit", None, None)
    assert pane.rows.rowCount() == 1
    pane.filter.choose("letter", None, None)
    empty = pane.findChild(object, "timelineEmpty")
    assert empty.isVisible()
    pane.findChild(object, "timelineEmptyAction").click()
    assert pane.rows.rowCount() == 4 and not pane.filter.on


def test_somebody_without_entries_sees_the_way_on(pane, ann, qtbot):
    pane.show_contact(ann)
    act = pane.findChild(object, "timelineEmptyAction")
    assert act.isVisible()
    act.click()
    assert pane.composer.line.hasFocus()


def test_an_organisation_shows_what_was_said_with_its_people(book, pane, person, qtbot):
    ann = person("Ann Baker", organisation="Nordkaj")
    book.timeline.log([ann], "call", "x")
    pane.show_contact(book.contacts.get(ann).roles[0].organisation)
    assert pane.rows.rowCount() == 1


def test_a_change_elsewhere_shows_and_one_of_somebody_else_asks_nothing(book, pane, ann, person, qtbot, monkeypatch):
    bo = person("Bo")
    book.timeline.log([ann], "call", "x")
    pane.show_contact(ann)
    settle(pane, qtbot)
    asked = []
    ids = book.timeline.ids
    monkeypatch.setattr(book.timeline, "ids", lambda *a, **k: asked.append(1) or ids(*a, **k))
    with qtbot.waitSignal(pane_bridge(pane).changed):
        book.contacts.edit(bo, pronouns="they/them")
    assert asked == []
    book.timeline.log([ann], "visit", "y")
    qtbot.waitUntil(lambda: pane.rows.rowCount() == 2)


def pane_bridge(pane):
    from ui.bridge import Bridge

    bridge = Bridge(pane._book, pane)
    return bridge


def test_hidden_it_only_notes_that_it_is_stale(book, pane, ann, qtbot):
    book.timeline.log([ann], "call", "x")
    pane.show_contact(ann)
    pane.hide()
    with qtbot.waitSignal(pane_bridge(pane).changed):
        book.timeline.log([ann], "visit", "y")
    assert pane.rows.rowCount() == 1
    pane.show()
    assert pane.rows.rowCount() == 2


@pytest.mark.parametrize("size", [9, 26])
@pytest.mark.parametrize("dark", ["light", "dark"])
def test_it_paints_in_both_schemes_and_at_twice_the_size(book, pane, ann, theme, qtbot, size, dark):
    book.timeline.log([ann], "call", "<img src=x> & <b>bold</b> " + "漢字 שלום é" * 20, minutes=95,
                      promises=[PromiseDraft("a promise " * 20, date(2026, 11, 1))])
    pane.view.setFont(QFont(pane.font().family(), size))
    pane.show_contact(ann)
    theme.set_mode(dark)
    picture = pane.grab().toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(0, 640, 3) for y in range(60, 400, 3)}
    assert theme.color("surface").name() in seen and len(seen) > 20
    layout = pane.delegate.layout(pane.rows.index(0, 0), pane.view.viewport().width())
    assert layout.chips[0].rect.right() <= layout.card.right()


def test_from_right_to_left_everything_stands_in_the_mirror(book, pane, ann, qtbot):
    book.timeline.log([ann], "call", "hello", at=START, promises=[PromiseDraft("the list")])
    pane.show_contact(ann)
    width = pane.view.viewport().width()
    plain = pane.delegate.layout(pane.rows.index(0, 0), width)
    pane.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    turned = pane.delegate.layout(pane.rows.index(0, 0), width)
    assert plain.circle.left() < plain.card.left() and turned.circle.left() > turned.card.right()
    assert turned.chips[0].rect.right() <= turned.card.right()
    where = turned.chips[0].rect.center() + QPointF(0, pane.view.rowViewportPosition(0))
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=where.toPoint())
    assert book.promises.of() == []


def test_clicking_beside_a_chip_ticks_nothing(book, pane, ann, qtbot):
    book.timeline.log([ann], "call", "x", promises=[PromiseDraft("one")])
    pane.show_contact(ann)
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 40))
    assert len(book.promises.of()) == 1
    assert pane.view.currentIndex().data(RowRole).promises[0].open
