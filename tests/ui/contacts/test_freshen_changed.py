"""What became of a fact that changed: understood before Enter, done as told, one undo (P6)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from tests.ui.contacts.test_freshen import START, page, ready

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.contacts.freshen import FreshenPage

__all__ = ["page"]


@pytest.fixture
def ann(book: Notebook, time: Any) -> bytes:
    """Somebody with one stale role."""
    time.now = START
    harbour = book.contacts.create("Hafen Logistik", kind="org")
    ann = book.contacts.create("Ann Lee")
    book.contacts.add_role(ann, harbour, title="Engineer", since="2020")
    time.now = START + timedelta(days=400)
    return ann


def begin(page: FreshenPage, qtbot: QtBot, typed: str | None = None) -> str:
    """Press C and type over what stands there; what is told below the line."""
    page.show_place(None)
    qtbot.waitUntil(lambda: bool(page.facts) and not page._stale)
    qtbot.keyClick(page, Qt.Key.Key_C)
    if typed == "":
        qtbot.keyClick(page.line, Qt.Key.Key_Delete)
    elif typed is not None:
        qtbot.keyClicks(page.line, typed)
    assert page.understood.isVisible()
    return page.understood.text()


def test_another_job_ends_the_old_role_and_begins_one(book, page, ann, qtbot) -> None:
    before = book.contacts.get(ann).roles
    told = begin(page, qtbot, "Head engineer, New Org Ltd")
    assert told == "A new role from today: Head engineer at New Org Ltd. Engineer, Hafen Logistik is over."
    assert book.contacts.get(ann).roles == before  # before Enter nothing is written
    with qtbot.waitSignal(page.done):
        qtbot.keyClick(page.line, Qt.Key.Key_Return)
    old, new = sorted(book.contacts.get(ann).roles, key=lambda one: one.since)
    assert (old.title, old.organisation_name, old.ended) == ("Engineer", "Hafen Logistik", True)
    assert (new.title, new.organisation_name, new.since, new.ended) == (
        "Head engineer", "New Org Ltd", book.clock.today().isoformat(), False)
    assert book.contacts.rows([ann])[0].context.startswith("Head engineer")
    book.undo()
    assert book.contacts.get(ann).roles == before


@pytest.mark.parametrize("typed", ["Head engineer", "Head engineer, hafen logistik"])
def test_another_title_stays_with_the_organisation(book, page, ann, qtbot, typed) -> None:
    assert begin(page, qtbot, typed) == "Head engineer, still at Hafen Logistik."
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    [held] = book.contacts.get(ann).roles
    assert (held.title, held.organisation_name, held.since, held.until) == ("Head engineer", "Hafen Logistik", "2020",
                                                                            "")


def test_a_role_that_is_over_is_over(book, page, ann, qtbot) -> None:
    assert "Engineer, Hafen Logistik is over" in begin(page, qtbot, "")
    with qtbot.waitSignal(page.done) as told:
        qtbot.keyClick(page.line, Qt.Key.Key_Return)
    assert str(told.args[0]) == "Engineer, Hafen Logistik of Ann Lee is over"
    [held] = book.contacts.get(ann).roles
    assert held.ended and held.title == "Engineer"
    book.undo()
    assert not book.contacts.get(ann).roles[0].ended


def test_what_nobody_knows_any_more_is_taken_off_the_card(book, page, time, qtbot) -> None:
    time.now = START
    bo = book.contacts.create("Bo Dahl", phone="+49 170 1234567")
    book.contacts.edit(bo, relation="Looks after the fleet")
    time.now = START + timedelta(days=400)
    for left in (1, 0):
        assert "taken off the card" in begin(page, qtbot, "")
        with qtbot.waitSignal(page.done) as told:
            qtbot.keyClick(page.line, Qt.Key.Key_Return)
        assert "taken off the card of Bo Dahl" in str(told.args[0])
        ready(page, qtbot, left)
    card = book.contacts.get(bo)
    assert not card.relation and not card.of_kind("phone")
    book.undo()
    book.undo()
    card = book.contacts.get(bo)
    assert card.relation == "Looks after the fleet" and card.of_kind("phone")


@pytest.mark.parametrize(("made", "wrong", "what"), [
    ({"email": "bo@example.com"}, "not an email", "e-mail address"),
    ({"phone": "+49 170 1234567"}, "call the office", "telephone number")])
def test_what_is_hardly_an_address_or_number_is_asked_about_once(book, page, time, qtbot, made, wrong, what) -> None:
    time.now = START
    bo = book.contacts.create("Bo Dahl", **made)
    time.now = START + timedelta(days=400)
    begin(page, qtbot, wrong)
    with qtbot.waitSignal(page.said) as told:
        qtbot.keyClick(page.line, Qt.Key.Key_Return)
    assert f"does not look like an {what}" in told.args[0] or f"does not look like a {what}" in told.args[0]
    assert page.line.isVisible() and page.understood.text() == told.args[0]
    [kind] = made
    assert book.contacts.get(bo).of_kind(kind)[0].value == made[kind]
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    assert book.contacts.get(bo).of_kind(kind)[0].value == wrong
