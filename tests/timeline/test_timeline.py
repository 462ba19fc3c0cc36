"""Logging, correcting and reading the timeline, on a real notebook. It is Friday, 20 November 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from notebook.errors import NotFound, Refused
from notebook.timeline.kinds import KINDS, label, log_title, normal
from notebook.timeline.records import PromiseDraft, Stream

if TYPE_CHECKING:
    from collections.abc import Callable

    from notebook.book import Notebook
    from tests.conftest import MovableClock

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
YESTERDAY = datetime(2026, 11, 19, 13, 0, tzinfo=UTC)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Lee")


@pytest.fixture
def bo(book: Notebook) -> bytes:
    return book.contacts.create("Bo Ek")


def test_an_entry_is_read_back_whole(book: Notebook, ann: bytes, bo: bytes) -> None:
    entry = book.timeline.log(
        [ann, bo, ann], "call", "wants a second shop", at=YESTERDAY, direction="in", minutes=18,
        promises=[PromiseDraft("send the list", date(2026, 11, 27)), PromiseDraft("ask the bank", direction="theirs")],
    )  # fmt: skip
    [row] = book.timeline.rows([entry])
    assert (row.kind, row.direction, row.at, row.minutes, row.body) == (
        "call",
        "in",
        YESTERDAY,
        18,
        "wants a second shop",
    )
    assert row.contacts == ((ann, "Ann Lee"), (bo, "Bo Ek"))
    assert [colleague for colleague, _ in row.colleagues] == [book.colleagues.my_id()]
    assert row.author_name == row.colleagues[0][1] != ""
    assert row.zone == "Europe/Berlin"
    assert [(p.text, p.direction, p.due, p.contact, p.interaction, p.state) for p in row.promises] == [
        ("send the list", "ours", date(2026, 11, 27), ann, entry, "open"),
        ("ask the bank", "theirs", None, ann, entry, "open"),
    ]
    assert not book.check()


def test_logging_is_one_change(book: Notebook, ann: bytes) -> None:
    book.timeline.log([ann], "visit", "saw the shop", promises=[PromiseDraft("x")])
    assert str(book.undo_title()) == "Log a visit with Ann Lee"
    book.undo()
    assert book.timeline.ids(Stream()) == [] and book.promises.of(state="all") == []
    assert book.contacts.rows([ann])[0].last is None
    book.redo()
    assert len(book.timeline.ids(Stream(contact=ann))) == 1 and len(book.promises.of(ann)) == 1
    assert not book.check()


@pytest.mark.parametrize(
    ("at", "stored"),
    [
        (None, NOW),
        (date(2026, 11, 20), NOW),
        (date(2026, 7, 1), datetime(2026, 7, 1, 10, tzinfo=UTC)),
        (datetime(2026, 7, 1, 14, 0), datetime(2026, 7, 1, 12, tzinfo=UTC)),
        (datetime(2026, 7, 1, 14, 0, tzinfo=UTC), datetime(2026, 7, 1, 14, tzinfo=UTC)),
    ],
)
def test_when(book: Notebook, ann: bytes, at: datetime | date | None, stored: datetime) -> None:
    assert book.timeline.get(book.timeline.log([ann], "call", "", at=at)).at == stored


def test_last_contact_follows_every_way_an_entry_changes(book: Notebook, ann: bytes, bo: bytes) -> None:
    def last(contact: bytes) -> datetime | None:
        return book.contacts.rows([contact])[0].last

    first = book.timeline.log([ann], "call", "a", at=YESTERDAY - timedelta(days=9))
    second = book.timeline.log([ann, bo], "call", "b", at=YESTERDAY)
    assert last(ann) == last(bo) == YESTERDAY
    book.timeline.edit(second, at=YESTERDAY - timedelta(days=30), contacts=[ann])
    assert last(ann) == YESTERDAY - timedelta(days=9) and last(bo) is None
    book.timeline.delete(first)
    assert last(ann) == YESTERDAY - timedelta(days=30)
    book.undo()
    book.undo()
    assert last(ann) == last(bo) == YESTERDAY
    assert not book.check()


def test_edit(book: Notebook, ann: bytes, bo: bytes) -> None:
    entry = book.timeline.log([ann], "call", "a", minutes=5)
    tom = book.colleagues.introduce("Tom")
    book.timeline.edit(
        entry, kind="Wine tasting", text="b", minutes=None, direction="out", contacts=[bo], colleagues=[tom]
    )
    row = book.timeline.get(entry)
    assert (row.kind, row.body, row.minutes, row.direction) == ("Wine tasting", "b", None, "out")
    assert row.contacts == ((bo, "Bo Ek"),) and row.colleagues == ((tom, "Tom"),)
    assert book.timeline.ids(Stream(contact=ann)) == [] and book.timeline.ids(Stream(colleague=tom)) == [entry]
    assert [r.id for r in book.timeline.rows(book.timeline.ids(Stream(kind="Wine tasting")))] == [entry]
    with pytest.raises(TypeError):
        book.timeline.edit(entry, mood="good")
    with pytest.raises(Refused):
        book.timeline.edit(entry, contacts=[])
    assert book.timeline.get(entry).contacts == ((bo, "Bo Ek"),)


def test_delete_takes_open_promises_along(book: Notebook, ann: bytes) -> None:
    entry = book.timeline.log([ann], "call", "a", promises=[PromiseDraft("kept one"), PromiseDraft("open one")])
    book.promises.keep(book.promises.of(ann)[0].id)
    book.timeline.delete(entry)
    assert [p.state for p in book.promises.of(ann, "all")] == ["kept"]
    assert book.timeline.rows([entry]) == []
    with pytest.raises(NotFound):
        book.timeline.get(entry)


def test_an_entry_deleted_elsewhere_is_gone_whoever_took_part(book: Notebook, ann: bytes) -> None:
    """Another device's deletion may not know every participant: they live on, the entry does not show."""
    from notebook.sentences import say

    entry = book.timeline.log([ann], "call", "x")
    with book.change(say("Delete only the entry")) as draft:
        draft.delete("interaction", entry)
    assert book.timeline.ids(Stream(contact=ann)) == [] == book.timeline.ids(Stream(colleague=book.colleagues.my_id()))
    assert book.contacts.rows([ann])[0].last is None
    assert not book.check()


def test_refused(book: Notebook, ann: bytes) -> None:
    for bad in (lambda: book.timeline.log([], "call", "x"),
                lambda: book.timeline.log([ann], "call", "x", direction="up"),
                lambda: book.timeline.log([ann], "call", "x", minutes=-1),
                lambda: book.timeline.log([ann], "call", "x", promises=[PromiseDraft(" ")])):  # fmt: skip
        with pytest.raises(Refused):
            bad()
    with pytest.raises(NotFound):
        book.timeline.log([b"0" * 16], "call", "x")
    assert book.timeline.ids(Stream()) == []


def test_streams(book: Notebook, ann: bytes, bo: bytes) -> None:
    shop = book.contacts.create("Shop Ltd", kind="org")
    book.contacts.add_role(ann, organisation=shop, title="Owner")
    friends = book.groups.create("Friends")
    book.groups.add(friends, [bo])
    tom = book.colleagues.introduce("Tom")
    days = [NOW - timedelta(days=n) for n in range(5)]
    both = book.timeline.log([ann, bo], "meeting", "both", at=days[0])
    call = book.timeline.log([ann], "call", "ann", at=days[1], colleagues=[tom])
    mail = book.timeline.log([bo], "email", "bo", at=days[2])
    note = book.timeline.log([shop], "note", "shop", at=days[3])

    def ids(**stream: object) -> list[bytes]:
        return book.timeline.ids(Stream(**stream))  # type: ignore[arg-type]

    assert ids() == [both, call, mail, note]
    assert ids(contact=ann) == [both, call]
    assert ids(organisation=shop) == [both, call, note]
    assert ids(group=friends) == [both, mail]
    assert ids(kind="call") == [call] and ids(contact=ann, kind="meeting") == [both]
    assert ids(colleague=tom) == [call] and ids(contact=ann, colleague=tom) == [call]
    assert ids(organisation=shop, kind="call", colleague=tom) == [call]
    assert ids(since=days[2], until=days[0]) == [call, mail]
    assert ids(contact=ann, since=days[0]) == [both] and ids(group=friends, until=days[0]) == [mail]
    assert book.timeline.ids(Stream(), limit=2, offset=1) == [call, mail]
    assert book.timeline.ids(Stream(contact=ann), limit=1, offset=1) == [call]
    assert book.timeline.count(Stream(organisation=shop)) == 3
    assert book.timeline.kinds() == ["call", "email", "meeting", "note"]

    book.contacts.delete(ann)
    assert ids() == [both, mail, note] and ids(colleague=tom) == [] and ids(contact=ann) == []
    assert ids(organisation=shop) == [note]
    assert book.timeline.get(both).contacts == ((bo, "Bo Ek"),)
    book.undo()
    assert ids() == [both, call, mail, note]


def test_rows_keep_the_order_and_leave_gone_ones_out(book: Notebook, ann: bytes) -> None:
    entries = [book.timeline.log([ann], "call", str(n)) for n in range(5)]
    wanted = [entries[3], b"0" * 16, entries[0], entries[4]]
    assert [row.body for row in book.timeline.rows(wanted)] == ["3", "0", "4"]


def test_damage_is_found_and_repaired(book: Notebook, ann: bytes) -> None:
    book.timeline.log([ann], "call", "about wine", promises=[PromiseDraft("bottles")])
    with book.db.write():
        book.db.execute("UPDATE participant SET x_at = '2000-01-01T00:00:00Z'")
        book.db.execute("UPDATE contact SET x_last = NULL")
        book.db.execute("DELETE FROM words_index")
    said = " ".join(str(sentence) for sentence in book.check())
    assert "wrong time" in said and "last contact" in said and "not found by" in said
    for projection in book.journal.projections:
        with book.db.write():
            projection.rebuild(book.db)
    assert not book.check()


def test_words_that_are_gone_are_not_found(book: Notebook, ann: bytes) -> None:
    def hits() -> int:
        return int(book.db.value("SELECT count(*) FROM words_index WHERE words_index MATCH 'chateau'"))

    entry = book.timeline.log([ann], "call", "Château", promises=[PromiseDraft("Château bottles")])
    assert hits() == 2
    book.timeline.edit(entry, text="nothing")
    assert hits() == 1
    book.timeline.delete(entry)
    assert hits() == 0
    assert not book.check()


def test_naughty_text_is_kept(book: Notebook, ann: bytes) -> None:
    for text in ("=1+1", "<b>x</b>", "a\0b", "\u202e", "'; DROP TABLE contact;--", "line\n\nline  ", "😀 明"):
        assert book.timeline.get(book.timeline.log([ann], "note", text)).body == text
    assert book.timeline.get(book.timeline.log([ann], "note", "half \ud800")).body == "half ?"


def test_a_second_notebook_object_sees_it(notebook: Callable[..., Notebook], time: MovableClock) -> None:
    first = notebook()
    ann = first.contacts.create("Ann")
    second = notebook(create=False)
    time.now += timedelta(minutes=1)
    entry = second.timeline.log([ann], "call", "x")
    assert first.timeline.ids(Stream(contact=ann)) == [entry]


def test_kinds() -> None:
    assert [normal(kind) for kind in ("Call", " E-Mail ", "", "Wine  tasting")] == [
        "call",
        "email",
        "note",
        "Wine tasting",
    ]
    for kind in (*KINDS, "Wine tasting"):
        assert str(label(kind)) and str(log_title(kind, ["Ann", "Bo", "Cy"])).endswith("Ann and 2 others")
