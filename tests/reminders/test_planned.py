"""A planned talk is brought up: before it in the brief, on its day, and after its hour until something came of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from notebook.errors import Refused
from notebook.timeline.records import PromiseDraft

if TYPE_CHECKING:
    from notebook.book import Notebook
    from tests.conftest import MovableClock

TODAY = date(2026, 11, 20)  # 10:30 in Berlin
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def bruna(book: Notebook) -> bytes:
    return book.contacts.create("Bruna Alves", organisation="Harbour")


def rows(book: Notebook, on: date | None = None) -> list[tuple[str, str, list[str]]]:
    return [(step.kind, str(step.text), [str(reason.text) for reason in step.reasons])
            for step in book.insight.today(on)]  # fmt: skip


def ahead(book: Notebook, contact: bytes, on: date | None = None) -> list[str]:
    return [str(line.text) for line in book.insight.brief(contact, on).lines if line.kind == "planned"]


def test_on_its_day_and_after_its_hour(book: Notebook, bruna: bytes, time: MovableClock) -> None:
    visit = book.timeline.log([bruna], "visit", "show her the box", at=time.now + DAY + HOUR,
                              promises=[PromiseDraft("bring the box")])  # fmt: skip
    assert rows(book) == []
    assert [(due.kind, due.section, str(due.why)) for due in book.reminders.agenda(days=7)] == [
        ("planned", "week", "planned for 2026-11-21")]  # fmt: skip
    told = "Visit Bruna Alves at 11:30: show her the box"
    assert rows(book, TODAY + DAY) == [("planned", told, [
        f"{told} (planned for today; deleting or moving the entry removes it)"])]  # fmt: skip
    time.now += DAY
    assert [row[:2] for row in rows(book)] == [("planned", told)] and book.insight.waiting() == 1
    assert book.insight.today()[0].reasons[0].evidence == (visit,) and not book.insight.today()[0].late
    assert not book.reminders.asks_after(visit)
    time.now += 2 * HOUR
    book.poll()
    asked = "Visit Bruna Alves at 11:30: what came of it?"
    assert [row[:2] for row in rows(book)] == [("planned", asked)] and book.reminders.asks_after(visit)
    assert "writing down what came of it removes it" in rows(book)[0][2][0]
    book.closing.close(visit, "likes red", "")
    assert rows(book) == [] and not book.reminders.asks_after(visit)
    book.undo()
    assert len(rows(book)) == 1
    time.now += DAY
    assert rows(book) == [], "the day is over"


@pytest.mark.parametrize("how", ["promise", "delete", "move", "done", "gone", "away"])
def test_what_removes_it(book: Notebook, bruna: bytes, time: MovableClock, how: str) -> None:
    visit = book.timeline.log([bruna], "call", "x", at=time.now + HOUR)
    time.now += 2 * HOUR
    [step] = book.insight.today()
    if how == "promise":
        book.closing.close(visit, "", "", [PromiseDraft("send it")])
    elif how == "delete":
        book.timeline.delete(visit)
    elif how == "move":
        book.timeline.edit(visit, at=time.now + 3 * DAY)
    elif how == "done":
        book.reminders.done(visit)
    elif how == "gone":
        book.contacts.delete(bruna)
    else:
        book.dismissals.put_away(step.key, bruna, "it fell through")
    assert rows(book) == []
    if how == "move":
        assert len(rows(book, TODAY + 3 * DAY)) == 1
    book.undo()
    assert len(rows(book)) == 1
    with pytest.raises(Refused, match="moved, not put off"):
        book.reminders.snooze(visit, TODAY + DAY)


def test_what_was_not_planned_is_not_asked_about(book: Notebook, bruna: bytes, time: MovableClock) -> None:
    chen = book.contacts.create("Chen Ming")
    book.timeline.log([bruna], "call", "just now")
    book.timeline.log([bruna], "call", "this morning", at=time.now - HOUR)
    book.timeline.log([bruna], "call", "the clocks differ", at=time.now + HOUR / 6)
    book.timeline.log([bruna], "note", "a thought for later", at=time.now + 2 * HOUR)
    assert rows(book) == []
    time.now += HOUR
    assert rows(book) == []
    book.timeline.log([chen, bruna], "meeting", "", at=time.now + HOUR)
    assert [row[1] for row in rows(book)] == ["Meeting Chen Ming at 12:30"], "one row, however many come"
    book.timeline.log([book.contacts.create("Zoe")], "call", "", at=time.now + HOUR / 2)
    assert [row[1] for row in rows(book)] == ["Call Zoe at 12:00", "Meeting Chen Ming at 12:30"], "by the hour"


def test_the_brief_says_what_is_planned(book: Notebook, bruna: bytes, time: MovableClock) -> None:
    book.closing.next_time(bruna, "the play")
    for days, text in ((0, "show her the box"), (31, ""), (33, "too far")):
        book.timeline.log([bruna], "visit", text, at=time.now + days * DAY + HOUR)
    told = ["Visit planned today 11:30: show her the box", "Visit planned on 2026-12-21 11:30"]
    assert ahead(book, bruna) == told
    [section] = [one for one in book.insight.brief(bruna).sections if one.key == "next"]
    assert [line.kind for line in section.lines] == ["planned", "planned", "next"], "at the top"
    [place] = [role.organisation for role in book.contacts.get(bruna).roles]
    assert place is not None and ahead(book, place) == told
    time.now += 2 * HOUR
    book.poll()
    assert ahead(book, bruna) == told[1:]
    assert ahead(book, bruna, TODAY + 31 * DAY) == [
        "Visit planned today 11:30", "Visit planned on 2026-12-23 11:30: too far"]  # fmt: skip
