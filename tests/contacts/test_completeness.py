"""How complete a card is (P7): the figure reckoned again, the three that help most, and that a brief uses each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.contacts.completeness import completeness
from notebook.contacts.dates import PartialDate
from notebook.contacts.records import Anniversary, Contact, Detail

if TYPE_CHECKING:
    from notebook.book import Notebook

# What is done, its key, its weight, the section of the brief that shows it.
STEPS: list[tuple[str, int, str, Callable[[Notebook, bytes], object]]] = [
    ("reach", 15, "", lambda book, who: book.contacts.add_detail(who, "phone", "+49 170 1234567")),
    ("stands_for", 13, "know", lambda book, who: book.contacts.edit(who, stands_for="repair")),
    ("buys", 12, "know", lambda book, who: book.contacts.edit(who, buys="in spring")),
    ("relation", 11, "know", lambda book, who: book.contacts.edit(who, relation="customer")),
    ("met", 10, "know", lambda book, who: book.contacts.edit(who, met="at the fair")),
    ("permission", 10, "permission", lambda book, who: book.permissions.record(who, "email", "", "refused")),
    ("interest", 10, "know", lambda book, who: book.contacts.add_detail(who, "interest", "saddles")),
    ("family", 9, "near", lambda book, who: book.relations.add(who, "daughter", name="Mia")),
    ("birth", 5, "near", lambda book, who: book.contacts.add_date(who, "birth", "1980-12-01")),
    ("role", 5, "", lambda book, who: book.contacts.add_role(who, "Engines", title="Buyer")),
]


@pytest.mark.parametrize("order", [1, -1], ids=["forwards", "backwards"])
def test_from_a_name_to_a_whole_card(book: Notebook, order: int) -> None:
    who = book.contacts.create("Ann Lee")
    assert sum(weight for _, weight, _, _ in STEPS) == 100
    missing, percent = [key for key, *_ in STEPS], 0
    for key, weight, _, step in STEPS[::order]:
        found = book.completeness(who)
        assert (found.percent, [one for one, _ in found.missing]) == (percent, missing[:3])
        step(book, who)
        missing.remove(key)
        percent += weight
    assert (book.completeness(who).percent, book.completeness(who).missing) == (100, ())


def test_what_is_asked_for_is_what_a_brief_shows(book: Notebook) -> None:
    for key, _, section, step in STEPS:
        who = book.contacts.create(key)
        step(book, who)
        shown = [one.key for one in book.insight.brief(who).sections]
        assert shown == ([section] if section else [])


def test_what_no_brief_shows_is_not_asked_for(book: Notebook) -> None:
    who = book.contacts.create("Ann Lee")
    book.contacts.add_detail(who, "address", "Main street 1")
    book.contacts.add_detail(who, "note", "x")
    book.contacts.add_date(who, "wedding", "2001")
    book.relations.add(who, "friend", name="Bo")
    assert book.completeness(who).percent == 0


_TEXTS = {"met": 10, "relation": 11, "stands_for": 13, "buys": 12}
_DETAILS = {"phone": "reach", "email": "reach", "address": "", "interest": "interest", "note": ""}
_WEIGHTS = {"reach": 15, "interest": 10, "family": 9, "permission": 10, "birth": 5, **_TEXTS, "": 0}
known = st.frozensets(st.sampled_from((*_TEXTS, *_DETAILS, "family", "permission", "birth")))


def _card(things: frozenset[str]) -> Contact:
    blank: dict[str, Any] = dict.fromkeys(Contact.__slots__, "")
    bare = Contact(**{**blank, "details": (), "dates": (), "roles": (), "people": (), "kind": "individual"})
    details = tuple(Detail(b"", kind, "x", "", (), (), False, "x") for kind in _DETAILS if kind in things)
    dates = (Anniversary(b"", "birth", "", PartialDate.parse("1980"), ""),) if "birth" in things else ()
    return replace(bare, details=details, dates=dates, **{field: "x" for field in _TEXTS if field in things})


@given(known)
def test_the_figure_is_the_sum_of_what_is_known(things: frozenset[str]) -> None:
    found = completeness(_card(things), family="family" in things, permission="permission" in things)
    assert found.percent == sum(_WEIGHTS[key] for key in {_DETAILS.get(thing, thing) for thing in things})
    weights = [_WEIGHTS.get(key, 5) for key, _ in found.missing]
    assert all(a >= b for a, b in pairwise(weights))


def test_an_organisation(book: Notebook) -> None:
    where = book.contacts.create("Engines", kind="org")
    assert [key for key, _ in book.completeness(where).missing] == ["people", "reach", "buys"]
    book.contacts.create("Ann", organisation="Engines")
    assert book.completeness(where).percent == 25
    book.contacts.edit(where, met="at the fair", buys="in spring", relation="customer", stands_for="repair")
    book.permissions.record(where, "any", "", "granted")
    assert book.completeness(where).percent == 85
    book.contacts.add_detail(where, "email", "shop@example.com")
    assert (book.completeness(where).percent, book.completeness(where).missing) == (100, ())
