"""What section 6 of the issue asks: a notebook full of odd entries, every tab and page of it shown in the window.

Warnings of Qt, of Python and in the log fail the test; here is checked what a person reads. 20 November 2026.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from notebook.sentences import say
from notebook.timeline.records import PromiseDraft
from tests.ui.settling import settle
from tests.wanted import passed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.window import MainWindow

TABS = ("timeline", "card", "family", "products", "plan")
PAGES = ("today", "promises", "interests", "introductions", "insights", "products", "shelf", "freshen")


@pytest.fixture
def odd(book: Notebook) -> dict[str, bytes]:
    """People and organisations about whom something is as it should not be."""
    found = {name: book.contacts.create(name) for name in ("Ann Baker", "Bo Dahl", "Cy Young", "Gone")}
    found["Empty Works"] = book.contacts.create("Empty Works", kind="org")
    ann, bo, cy = (found[name] for name in ("Ann Baker", "Bo Dahl", "Cy Young"))
    for one, parent in ((ann, bo), (bo, cy), (cy, ann), (bo, ann)):
        book.relations.add(one, "parent", parent)
    book.contacts.add_date(ann, "birth", "1980-02-29")
    book.contacts.add_date(ann, "death", "1970")  # contradicts
    book.contacts.add_date(cy, "birth", "2016-02-29", feb29="03-01")
    with book.change(say("Two cards joined")) as draft:  # nobody enters this, but two colleagues may bring it about
        draft.set("contact", bo, {"met_through": bo})
        draft.insert("introduction", b"i" * 16, {"a": bo, "b": bo, "reason": "the same"})
    book.timeline.log([ann, found["Gone"]], "call", "hello", promises=[PromiseDraft("send the list")])
    book.timeline.log([found["Gone"]], "call", "bye", promises=[PromiseDraft("call again", due=date(2026, 11, 1))])
    book.permissions.record(ann, "email", "offers", "granted", expires=date(2026, 11, 20))
    book.permissions.record(bo, "email", "offers", "granted", day=date(2026, 1, 1), expires=date(2026, 11, 19))
    book.wants.add(ann, "something lighter")
    passed(book, ann, "something yellow", date(2020, 2, 29))
    rack = book.products.add("Rack")
    for price, currency in (("10.00", "EUR"), ("20", "USD"), ("3000", "JPY")):
        book.products.bought(ann, rack, price=price, currency=currency, day=date(2024, 2, 29))
    book.reminders.add(ann, "leap", date(2028, 2, 29), rrule="FREQ=YEARLY")
    book.plans.add_step(book.plans.intend(ann, "grow"), "first", date(2028, 2, 29))
    book.contacts.delete(found["Gone"])
    return found


def words_of(widget: QWidget) -> str:
    """Every label that can be seen."""
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_every_tab_and_page_is_a_sensible_picture(
    window: Callable[..., MainWindow], odd: dict[str, bytes], book: Notebook, qtbot: QtBot
) -> None:
    w = window()

    def rest() -> None:
        settle(w, qtbot)

    shown = {}
    for name, contact in odd.items():
        if name == "Gone":
            continue
        w.show_contact(contact)
        rest()
        for tab in TABS:
            w.person.show_tab(tab)
            rest()
            shown[name, tab] = words_of(w)
        w.person.show_brief(contact)
        rest()
        w.go("network", contact)
        rest()
        w.go("introductions", contact)
        rest()
    for page in PAGES:
        w.go(page, None)
        rest()
        shown[page, ""] = words_of(w)
    everything = "\n".join(shown.values())
    assert "Gone" not in everything and "call again" not in shown["promises", ""]
    assert "They introduced themselves" in shown["Bo Dahl", "family"]
    assert "Give a person a role in it" in shown["Empty Works", "family"]
    assert "30.00" not in everything and "3030" not in everything, "prices of several currencies are never added up"
    doubts = {row.told.name: row.told.more for row in _family(w, odd["Ann Baker"], rest)}
    assert doubts["Bo Dahl"].startswith("both parent and child") and doubts["Cy Young"] == "birthday (29 Feb) 1 Mar"
    assert book.check() == []


def _family(w: MainWindow, contact: bytes, rest: Callable[[], None]) -> list[QWidget]:
    from ui.network.tab import FamilyTab

    w.show_contact(contact)
    w.person.show_tab("family")
    rest()
    return list(w.findChild(FamilyTab, "familyTab").family._rows.values())
