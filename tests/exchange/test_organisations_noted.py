"""An organisation that came with somebody's role goes out with everybody as soon as anything is noted about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from notebook.book import Notebook
from notebook.storage import schema
from tests.exchange.test_records import FORMATS, Make, make, out, take, verdict

__all__ = ["make"]
NOTED: dict[str, Callable[[Notebook, bytes], Any]] = {
    "talk": lambda book, who: book.timeline.log([who], "call", "ok"),
    "promise": lambda book, who: book.promises.make(who, "send the offer"),
    "want": lambda book, who: book.wants.add(who, "20 bottles"),
    "phone": lambda book, who: book.contacts.add_detail(who, "phone", "0221 123"),
    "label": lambda book, who: book.contacts.add_label(who, "VIP"),
    "group": lambda book, who: book.groups.create("Bakers", "", [who]),
    "reminder": lambda book, who: book.reminders.add(who, "ask", date(2026, 12, 1)),
    "cadence": lambda book, who: book.contacts.edit(who, ideal_days=30),
    "permission": lambda book, who: book.permissions.record(who, "email", "offers", "granted"),
    "relation of another": lambda book, who: book.relations.add(book.contacts.create("Bo"), "supplier", who),
    "introduction": lambda book, who: book.introductions.propose(book.contacts.create("Bo"), who, "Both bake"),
    "role of its own": lambda book, who: book.contacts.add_role(who, "Bread Holding"),
    "met through it": lambda book, who: book.contacts.edit(book.contacts.create("Bo"), met_through=who),
    "patch": lambda book, who: book.contacts.patch(who, {"kithbook.app:relation": "customer"}),
}


@pytest.fixture
def bakery(book: Notebook) -> bytes:
    book.contacts.create("Jürgen Müller", organisation="Bäckerei Müller")
    return book.contacts.find("Bäckerei Müller")


@pytest.mark.parametrize("what", NOTED)
def test_it_is_a_contact_like_any_other(book: Notebook, bakery: bytes, what: str) -> None:
    assert bakery not in book.contacts.exportable() and book.contacts.exportable_count() == (1, 1)
    NOTED[what](book, bakery)
    going = book.contacts.exportable()
    assert bakery in going and book.contacts.exportable_count()[0] == len(going)
    book.undo()
    assert bakery not in book.contacts.exportable()


def test_whoever_said_yes_is_among_those_who_may_be_contacted(book: Notebook, bakery: bytes) -> None:
    book.permissions.record(bakery, "email", "offers", "granted")
    assert book.permissions.who("email", "offers").granted == (bakery,)


def test_every_table_of_a_contact_counts() -> None:
    """A table that is added later counts too."""
    from notebook.contacts.own_life import noted

    sql = noted("c")
    for table, (column, parent) in schema.PARENTS.items():
        if parent == "contact":
            assert f"FROM {table} t WHERE t.{column} = c.id" in sql


@pytest.mark.parametrize("format", FORMATS)
def test_out_and_in_again(book: Notebook, bakery: bytes, make: Make, tmp_path: Path, format: str) -> None:
    book.wants.add(bakery, "20 bottles for the staff party")
    book.promises.make(bakery, "send the offer")
    path, data = tmp_path / f"all.{FORMATS[format]}", out(book, format)
    assert take(book, data, path).batch is None, "nothing new in what came from here"
    other = make("other")
    take(other, data, path)
    there = other.contacts.find("Bäckerei Müller")
    assert verdict(other, path) == (0, 0, 2)
    assert [one.text for one in other.wants.of(there)] == ["20 bottles for the staff party"]
    assert [one.text for one in other.promises.of(there)] == ["send the offer"]
    assert [one.organisation for one in other.contacts.get(other.contacts.find("Jürgen Müller")).roles] == [there]
    assert out(other, format) == data and other.check() == []


@pytest.mark.parametrize("format", FORMATS)
def test_two_of_one_name_stay_two(book: Notebook, make: Make, tmp_path: Path, format: str) -> None:
    for town in ("Kandern", "Lahr"):
        inn = book.contacts.create("Gasthaus Adler", kind="org")
        book.contacts.add_detail(inn, "phone", f"07626 {town}")
        book.wants.add(inn, f"bottles for {town}")
    path, data = tmp_path / f"all.{FORMATS[format]}", out(book, format)
    other = make("other")
    other.contacts.create("Jürgen Müller", organisation="Gasthaus Adler")  # known by name so far
    take(other, data, path)
    assert verdict(other, path) == (0, 0, 2)
    inns = other.contacts.named("Gasthaus Adler")
    assert len(inns) == 2
    assert sorted(want.text for inn, _ in inns for want in other.wants.of(inn)) == [
        "bottles for Kandern", "bottles for Lahr"]
    for inn, _ in inns:
        [want] = other.wants.of(inn)
        [phone] = [one.value for one in other.contacts.get(inn).details if one.kind == "phone"]
        assert want.text.endswith(phone.removeprefix("07626 "))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("field", ["relation", "full_name"])
def test_a_field_that_an_import_brings_is_noted_too(
    book: Notebook, bakery: bytes, notebook: Callable[..., Notebook], tmp_path: Path, format: str, field: str
) -> None:
    """Of a card from another copy of this notebook, in which it still is a name in a role only."""
    book.backup(tmp_path / "copy.kithbook")
    copy = notebook("copy.kithbook", create=False, state="copy")
    book.contacts.edit(bakery, **{field: "Brothaus"})
    data, path = out(book, format), tmp_path / f"all.{FORMATS[format]}"
    assert bakery not in copy.contacts.exportable()
    take(copy, data, path)
    assert bakery in copy.contacts.exportable()
    assert verdict(copy, path) == (0, 0, 2)
    assert field == "full_name" or out(copy, format) == data  # a name that was typed waits for a choice
