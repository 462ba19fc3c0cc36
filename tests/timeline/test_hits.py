"""What was said, promised and noted is found by its words, the latest first, and shown with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from notebook.book import Notebook
from notebook.timeline.records import PromiseDraft
from tests.conftest import MovableClock


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


def test_a_promise_that_was_moved_is_found_once(book: Notebook) -> None:
    ada = book.contacts.create("Ada")
    first = book.promises.make(ada, "quote for the cargo rack", due=date(2026, 11, 21))
    moved = book.promises.renegotiate(first, date(2026, 11, 23))
    again = book.promises.renegotiate(moved, date(2026, 11, 25))
    assert [hit.id for hit in book.search("quote")] == [again]
    book.promises.edit(again, text="offer for the cargo rack")
    assert {hit.id for hit in book.search("quote")} == {moved}, "its words are nowhere else"
    book.undo()
    book.undo()
    assert [hit.id for hit in book.search("quote")] == [moved]


def note_everything(book: Notebook) -> tuple[bytes, bytes]:
    """One word in every kind of record."""
    ada, ben = book.contacts.create("Ada"), book.contacts.create("Ben")
    book.wants.add(ada, "a kayak", words_said="something that floats")
    boat = book.products.add("Kayak One")
    book.stories.tell(ada, boat, "The kayak never tips over")
    book.products.bought(ada, boat, quantity=2)
    book.products.own(ben, boat, note="kayak from his uncle")
    entry = book.timeline.log([ada], "call", "about the river")
    book.closing.close(entry, learned="she races a kayak", next_time="bring the kayak photo")
    book.relations.add(ada, "daughter", name="Kaya Kayak")
    plan = book.plans.intend(ada, "Take her on a kayak tour")
    book.plans.add_step(plan, "Reserve the kayak")
    circle = book.groups.create("Paddlers")
    question = book.questions.ask(circle, "Which kayak is best?")
    book.questions.answer(question, ben, "The red kayak")
    book.favours.gave(ada, "advice", "how to roll a kayak")
    book.shelf.add("Kayak magazine", "article", "all about paddles")
    book.permissions.record(ada, "email", "kayak offers", "granted")
    return ada, ben


EVERY_KIND = {
    "want", "story", "purchase", "owned", "takeaway", "relation", "intention", "step", "question", "answer", "favour",
    "product", "shelf_item", "permission", "interaction",
}  # fmt: skip


def test_every_kind_of_record_is_found(book: Notebook) -> None:
    ada, _ = note_everything(book)
    hits = book.search("kayak")
    assert {hit.kind for hit in hits} == EVERY_KIND
    assert {hit.contact for hit in hits if hit.kind in ("question", "product", "shelf_item")} == {None}
    whose = {"owned": "Ben", "answer": "Ben", "question": "", "product": "", "shelf_item": ""}
    for hit in hits:
        assert (hit.contact_name, marked(hit)[0].lower()) == (whose.get(hit.kind, "Ada"), "kayak"), hit
        undated = ("relation", "intention", "step", "owned", "product")
        assert hit.day == (None if hit.kind in undated else date(2026, 11, 20)), hit
    assert [hit.kind for hit in book.search("floats kayak")] == ["want"]
    book.contacts.delete(ada)
    assert {hit.kind for hit in book.search("kayak")} == {"owned", "question", "answer", "product", "shelf_item"}
    book.undo()
    assert {hit.kind for hit in book.search("kayak")} == EVERY_KIND


def test_records_follow_what_is_written(book: Notebook) -> None:
    note_everything(book)
    [want] = book.wants.of()
    book.wants.edit(want.id, text="a canoe")
    assert [hit.id for hit in book.search("canoe")] == [want.id]
    assert "want" not in {hit.kind for hit in book.search("kayak")}
    book.undo()
    assert "want" in {hit.kind for hit in book.search("kayak")} and not book.search("canoe")
    book.stories.delete(book.stories.of()[0].id)
    assert "story" not in {hit.kind for hit in book.search("kayak")}
    [plan] = book.plans.of()
    book.plans.delete(plan.id)
    assert {"intention", "step"}.isdisjoint(hit.kind for hit in book.search("kayak"))
    assert book.check() == []


def test_repair_and_check_know_the_words_of_records(book: Notebook) -> None:
    note_everything(book)
    with book.db.write():
        book.db.execute("DELETE FROM words_index WHERE rowid > 4000000")
    [wrong] = book.check()
    assert "records (wants, stories" in str(wrong)
    assert {hit.kind for hit in book.search("kayak")} == {"interaction"}
    book.repair()
    assert book.check() == [] and {hit.kind for hit in book.search("kayak")} == EVERY_KIND


def test_a_file_of_before_is_searched_after_its_first_change(notebook: Callable[..., Notebook]) -> None:
    book = notebook()
    note_everything(book)
    with book.db.write():
        book.db.execute("DELETE FROM words_index WHERE rowid > 4000000")
        book.db.execute("DELETE FROM meta WHERE key = 'records searched'")
    older = notebook(create=False)
    assert older.check() == []
    older.contacts.create("Carl")
    assert {hit.kind for hit in older.search("kayak")} == EVERY_KIND


def test_many_of_one_kind_hide_none_of_another(book: Notebook, time: MovableClock) -> None:
    ada = book.contacts.create("Ada")
    time.now += timedelta(days=1)
    book.stories.tell(ada, None, "a boat story")
    time.now -= timedelta(days=1)
    said(book, ada, "a boat talk", 5)
    book.contacts.add_detail(ada, "note", "a boat note")
    for number in range(60):
        book.favours.gave(ada, "advice", f"boat advice {number}")
        book.wants.add(ada, f"boat want {number}")
    kinds = [hit.kind for hit in book.search("boat", 200)]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "story": 1, "interaction": 1, "note": 1, "favour": 60, "want": 60}
    few = [hit.kind for hit in book.search("boat", 10)]
    assert len(few) == 10 and few[0] == "story"  # its region of the index lies below that of the favours
