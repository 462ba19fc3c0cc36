"""Every line of a brief can be traced to the rows, and the entry, that it came from."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notebook.book import Notebook

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


def test_each_line_of_a_brief_has_its_trace(book: Notebook) -> None:
    book.colleagues.rename(book.colleagues.my_id(), "Marta")
    ann = book.contacts.create("Ann Baker")
    talk = book.timeline.log([ann], "call", "Worried about winter stock", at=TODAY - 9 * DAY)
    promise = book.promises.make(ann, "the quote", due=TODAY - 3 * DAY, interaction=talk)
    learned, waiting = book.closing.close(talk, "likes numbers", "ask about the play")
    want = book.wants.add(ann, "cargo bike", horizon="season")
    book.contacts.edit(ann, stands_for="Repair over replacement")
    book.relations.add(ann, "daughter", name="Inês")
    page = book.insight.brief(ann)
    for line in page.lines:
        assert book.insight.traces(line.evidence), str(line.text)
    said = {trace.id: str(trace.said) for trace in book.insight.traces([promise, want, learned, waiting, ann, talk])}
    assert said == {
        promise: "Promise, from: Call on 2026-11-11, Marta",
        want: "Want, noted by Marta on 2026-11-20",
        learned: "Line of an entry, from: Call on 2026-11-11, Marta",
        waiting: "Line of an entry, from: Call on 2026-11-11, Marta",
        ann: "From the card",
        talk: "Call on 2026-11-11, Marta",
    }
    [trace] = book.insight.traces([promise, promise])
    assert (trace.table, trace.contact, trace.entry) == ("promise", ann, talk)
    [entry] = book.insight.traces([talk])
    assert (entry.contact, entry.entry) == (ann, talk)


def test_what_is_gone_has_none(book: Notebook) -> None:
    ann, bo = book.contacts.create("Ann"), book.contacts.create("Bo")
    talk = book.timeline.log([ann], "call", "x", at=TODAY - DAY)
    promise = book.promises.make(ann, "the quote", interaction=talk)
    want = book.wants.add(bo, "a bell")
    book.timeline.delete(talk)
    assert book.insight.traces([talk, b"?" * 16]) == []
    assert all(trace.entry is None for trace in book.insight.traces([promise]))
    book.contacts.delete(bo)
    assert book.insight.traces([want, bo]) == []
