"""A stream of everything, of a group or of an organisation goes on to its very end, a part at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from notebook.sentences import say
from notebook.timeline.records import Stream
from ui.timeline import model, view

START = datetime(2026, 11, 9, 10, 20, tzinfo=UTC)


@pytest.fixture
def short(monkeypatch):
    """Parts of 40 ids, asked for 10 rows before the end."""
    monkeypatch.setattr(model, "PART", 40)
    monkeypatch.setattr(view, "NEAR", 10)


@pytest.fixture
def crowd(book, person):
    """A group of two with 200 entries, a hundred of which are of the same second."""
    ann, bo = person("Ann Baker"), person("Bo Lind")
    group = book.groups.create("Guild", members=[ann, bo])
    with book.change(say("many")):
        for number in range(200):
            at = START - timedelta(days=min(number, 30) if number < 130 else number)
            book.timeline.log([ann, bo] if number % 2 else [bo], "call", f"words {number}", at=at)
    return group


def show(pane, stream):
    pane.show_stream(Stream(since=START + timedelta(days=9)))  # what was logged meanwhile came in one by one
    pane.show_stream(stream)


def scroll_down(pane, qtbot):
    bar = pane.view.verticalScrollBar()
    for _ in range(400):
        if bar.value() == bar.maximum() and pane.rows.whole:
            return
        bar.setValue(bar.value() + 400)
    raise AssertionError("no end")


@pytest.mark.parametrize("of_group", [True, False])
def test_scrolling_goes_on_to_the_last_entry(book, pane, crowd, short, of_group, qtbot):
    stream = Stream(group=crowd) if of_group else Stream()
    tester = QAbstractItemModelTester(pane.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    show(pane, stream)
    assert pane.rows.rowCount() == 40 and tester.model() is pane.rows
    scroll_down(pane, qtbot)
    assert list(pane.rows.ids) == book.timeline.ids(stream)


def test_the_place_stays_when_older_entries_come(book, pane, crowd, short, qtbot):
    show(pane, Stream())
    bar = pane.view.verticalScrollBar()
    while pane.rows.rowCount() == 40:
        on_screen = range(pane.view.rowAt(1), pane.view.rowAt(300) + 1)
        before = {row: pane.view.rowViewportPosition(row) for row in on_screen}
        bar.setValue(bar.value() + 20)
        assert {place - pane.view.rowViewportPosition(row) for row, place in before.items()} == {20}


def test_the_keyboard_goes_on_as_well(book, pane, crowd, short, qtbot):
    show(pane, Stream())
    pane.view.setFocus()
    for _ in range(8):
        qtbot.keyClick(pane.view, Qt.Key.Key_End)
    assert pane.view.currentIndex().row() == 199


def test_a_change_does_not_throw_back_to_the_first_part(book, pane, crowd, short, qtbot):
    show(pane, Stream(group=crowd))
    scroll_down(pane, qtbot)
    (someone, _), *_ = pane.rows.row_at(0).contacts
    new = book.timeline.log([someone], "note", "new", at=START + timedelta(days=1))
    qtbot.waitUntil(lambda: pane.rows.id_at(0) == new)
    assert pane.rows.rowCount() == 201


def test_one_contact_is_there_at_once(book, pane, crowd, short, qtbot):
    ann = next(id for id, name in pane._people.named("Ann Baker"))
    pane.show_contact(ann)
    assert pane.rows.rowCount() == 100 and pane.rows.whole
