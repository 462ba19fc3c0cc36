"""Somebody is deleted: nothing stale is shown of them, anywhere in the window; undo brings all of it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from tests.ui.settling import settle
from ui.pages import PAGES, TABS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.window import MainWindow

Open = Callable[..., "MainWindow"]
DAY = timedelta(days=1)
GONE = "Zebulon"


@pytest.fixture
def people(book: Notebook) -> tuple[bytes, bytes]:
    """Ann and Zebulon, with everything between them that two people can have."""
    today = book.clock.today()
    ann, gone = book.contacts.create("Ann Baker"), book.contacts.create(f"{GONE} Quist")
    cy = book.contacts.create("Cy Ek")
    book.contacts.edit(ann, met="At the fair", met_through=gone)
    book.relations.add(ann, "friend", gone, strength=3, evidence="said so")
    book.timeline.log([ann, gone], "meeting", "about the shed", at=today - 3 * DAY)
    book.timeline.log([gone], "visit", "", at=book.clock.now() + timedelta(minutes=5))
    book.promises.make(gone, "send the list", due=today - 2 * DAY)
    book.promises.make(gone, "a quote", direction="theirs", due=today - DAY)
    book.reminders.add(gone, "call them", today)
    book.contacts.add_date(gone, "birth", f"1980-{today:%m-%d}")
    for who in (ann, gone):
        book.contacts.add_detail(who, "interest", "beekeeping")
        book.wants.add(who, "a smoker", horizon="now")
    stove = book.products.add("Stove")
    for who in (ann, gone):
        book.stories.tell(who, stove, "It burns all night", quote="named")
        book.products.own(who, stove)
        book.products.bought(who, stove, day=today - 9 * DAY)
    book.shelf.give(book.shelf.add("Leaflet", interests=["beekeeping"]), gone)
    pair = book.introductions.propose(gone, cy, "both keep bees")
    book.introductions.ask(pair, gone)
    group = book.groups.create("Friends")
    book.groups.add(group, [ann, gone])
    question = book.questions.ask(group, "What is missing?")
    book.questions.answer(question, gone, "a dry place")
    plan = book.plans.intend(gone, "show the stove")
    book.plans.add_step(plan, "bring it", today)
    return ann, gone


def said(one: QWidget) -> str:
    """All that can be read or heard of a widget and what is in it."""
    found: list[str] = []
    for each in [one, *one.findChildren(QWidget)]:
        if not each.isVisible():
            continue
        for name in ("text", "title", "toPlainText", "placeholderText"):
            method = getattr(each, name, None)
            if callable(method):
                told = method()
                found.append(told if isinstance(told, str) else told.text() if hasattr(told, "text") else "")
        found += [each.accessibleName(), each.accessibleDescription(), each.toolTip()]
        if isinstance(each, QAbstractItemView) and each.model() is not None:
            model = each.model()
            for row in range(model.rowCount(QModelIndex())):
                index = model.index(row, 0)
                found += [str(index.data(role) or "") for role in (
                    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)]
    return "\n".join(found)


def whole(one: MainWindow) -> str:
    """The window without the toast and the menu, which say what was just done."""
    if one._toast is not None:
        one._toast.hide()
    one.status.say("")
    return said(one.centralWidget())


def walk(one: MainWindow, ann: bytes, qtbot: QtBot) -> dict[str, str]:
    """What every tab of Ann's, every page and the brief say."""
    found: dict[str, str] = {}
    for tab in TABS:
        one.show_contact(ann)
        one.person.show_tab(tab.key)
        settle(one, qtbot)
        found[f"tab {tab.key}"] = whole(one)
    for page in PAGES:
        one.go(page.key, ann if page.key == "network" else None)
        settle(one, qtbot)
        found[f"page {page.key}"] = whole(one)
    product: Any = one.book.products.all()[0]
    one.go("products", product.id)
    settle(one, qtbot)
    found["page product"] = whole(one)
    one.rail.choose("group", one.book.groups.all()[0].id)
    settle(one, qtbot)
    one.person.head.asking.setChecked(True)
    settle(one, qtbot)
    found["group"] = whole(one)
    one.show_contact(ann)
    settle(one, qtbot)
    one.actions_["brief"].trigger()
    settle(one, qtbot)
    page = next(made for made in one.findChildren(QWidget, "briefPage") if made.isVisible())
    found["brief"] = page.sheet.text() + said(page)
    page.reject()
    return found


def test_nobody_who_is_deleted_is_shown_anywhere(window: Open, book: Notebook, people: tuple[bytes, bytes],
                                                 qtbot: QtBot) -> None:
    ann, gone = people
    one = window()
    before = walk(one, ann, qtbot)
    named = {place for place, text in before.items() if GONE in text}
    assert {"tab card", "tab family", "tab timeline", "page today", "page promises", "page introductions",
            "page network", "page product", "group", "brief"} <= named, "they are everywhere first"
    book.contacts.delete(gone)
    settle(one, qtbot)
    after = walk(one, ann, qtbot)
    assert [place for place, text in after.items() if GONE in text] == []
    book.undo()
    settle(one, qtbot)
    assert {place for place, text in walk(one, ann, qtbot).items() if GONE in text} == named


@pytest.mark.parametrize("key", [tab.key for tab in TABS])
def test_a_tab_of_somebody_who_is_deleted_shows_nothing_of_them(window: Open, book: Notebook, qtbot: QtBot,
                                                                 key: str) -> None:
    """The only contact is deleted on another device while a tab of theirs is on screen."""
    gone = book.contacts.create(f"{GONE} Quist")
    book.contacts.edit(gone, met=f"{GONE} called us")
    book.wants.add(gone, f"{GONE} boat")
    book.plans.intend(gone, f"{GONE} plan")
    book.relations.add(gone, "friend", name=f"{GONE} the friend")
    book.timeline.log([gone], "call", f"{GONE} says")
    one = window()
    one.show_contact(gone)
    for each in (*(tab.key for tab in TABS), key):
        one.person.show_tab(each)
        settle(one, qtbot)
        assert GONE in whole(one)
    book.contacts.delete(gone)
    settle(one, qtbot)
    assert GONE not in whole(one) and GONE not in one.windowTitle()
    for each in TABS:
        one.actions_[f"{each.key}Tab"].trigger()
        settle(one, qtbot)
        assert GONE not in whole(one), each.key
    book.undo()
    settle(one, qtbot)
    one.show_contact(gone)
    settle(one, qtbot)
    assert GONE in whole(one)


def test_a_promise_to_a_deleted_person_is_told_and_comes_back(window: Open, book: Notebook, qtbot: QtBot) -> None:
    """No silent drop: what was promised goes along, is said to, and is there again with them."""
    one = window()
    for number, told in ((1, "was deleted, with 1 open promise"), (2, "was deleted, with 2 open promises")):
        gone = book.contacts.create(f"{GONE} {number}")
        late = [book.promises.make(gone, f"thing {each}", due=book.clock.today() - DAY) for each in range(number)]
        book.promises.keep(book.promises.make(gone, "kept"))
        one.show_contact(gone)
        one.commands.delete()
        settle(one, qtbot)
        assert one._toast.accessibleName() == f"{GONE} {number} {told}"
        assert book.promises.of() == [] and book.promises.count() == 0 and book.insight.today() == []
        one._toast._act.click()
        settle(one, qtbot)
        assert {promise.id for promise in book.promises.of(gone)} == set(late) and one.current == gone
        book.contacts.delete(gone)
