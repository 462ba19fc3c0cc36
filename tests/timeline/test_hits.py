"""What was said, promised and noted is found by its words, the latest first, and shown with them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from notebook.book import Notebook
from notebook.timeline.records import PromiseDraft


def said(book: Notebook, who: bytes, text: str, day: int, promise: str = "") -> bytes:
    promises = [PromiseDraft(promise, due=date(2026, 12, 1))] if promise else []
    return book.timeline.log([who], "call", text, at=datetime(2026, 11, day, 12, tzinfo=UTC), promises=promises)


def marked(hit) -> list[str]:  # type: ignore[no-untyped-def]
    return [hit.snippet[start:end] for start, end in hit.marks]


def test_entries_promises_and_notes_the_latest_first(book: Notebook) -> None:
    ada = book.contacts.create("Ada Byron")
    said(book, ada, "Talked about the catalogue.", 5)
    said(book, ada, "Nothing of interest.", 6, promise="send the catalogue")
    last = said(book, ada, "She read the CATALOGUE twice, the catalogue of spring.", 7)
    book.contacts.add_detail(ada, "note", "keeps every catalogue")
    hits = book.search("catalog")
    assert [hit.kind for hit in hits] == ["note", "interaction", "promise", "interaction"]
    assert hits[1].id == last
    assert [hit.day for hit in hits] == [None, date(2026, 11, 7), date(2026, 11, 6), date(2026, 11, 5)]
    assert {(hit.contact, hit.contact_name) for hit in hits} == {(ada, "Ada Byron")}
    assert marked(hits[1]) == ["CATALOG", "catalog"]
    assert [hit.id for hit in book.search("catalog", 2)] == [hit.id for hit in hits[:2]]


def test_every_word_counts_in_every_script(book: Notebook) -> None:
    ada = book.contacts.create("Ada")
    said(book, ada, "Über den Straßenverkauf gesprochen", 5)
    said(book, ada, "明日は新しい自転車を見に行く", 6)
    said(book, ada, "Straße gesperrt", 7)
    assert [marked(hit) for hit in book.search("strasse ges")] == [["Straße", "ges"], ["Straße", "ges"]]
    assert [marked(hit) for hit in book.search("自転車")] == [["自転車"]]
    assert [marked(hit) for hit in book.search("UBER")] == [["Über"]]
    assert book.search("straße Ü gibt") == []
    assert book.search('"*') == [] and book.search("  ") == []


def test_a_long_text_is_shown_around_what_was_found(book: Notebook) -> None:
    ada = book.contacts.create("Ada")
    said(book, ada, "word " * 300 + "needle in it " + "word " * 300, 5)
    [hit] = book.search("needle")
    assert len(hit.snippet) < 260 and hit.snippet.startswith("… word") and hit.snippet.endswith(" …")
    assert marked(hit) == ["needle"]


def test_what_is_gone_is_not_found(book: Notebook) -> None:
    ada, ben = book.contacts.create("Ada"), book.contacts.create("Ben")
    entry = said(book, ada, "about helmets", 5, promise="bring helmets")
    both = book.timeline.log([ada, ben], "meeting", "helmets again")
    book.contacts.delete(ada)
    assert [(hit.id, hit.contact_name) for hit in book.search("helmets")] == [(both, "Ben")]
    book.undo()
    assert len(book.search("helmets")) == 3
    book.timeline.delete(entry)
    assert [hit.id for hit in book.search("helmets")] == [both]
