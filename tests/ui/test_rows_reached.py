"""What a search or a brief leads to is chosen where it stands: relations, intentions, steps, rows of the card."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.window import MainWindow

    Window = Callable[..., MainWindow]


@pytest.fixture
def ann(book: Notebook) -> bytes:
    """Somebody around whom there is a lot."""
    ann = book.contacts.create("Ann Baker", phone="+49 170 1234567")
    book.contacts.create("Bo Dahl")
    return ann


def reached(w: Any, qtbot: QtBot, name: str) -> QWidget:
    """Wait until the keyboard is on a row of this name, which can be seen."""
    def there() -> bool:
        held = w.focusWidget()
        return held is not None and name in held.accessibleName() and not held.visibleRegion().isEmpty()

    qtbot.waitUntil(there)
    return w.focusWidget()


def hit(book: Notebook, text: str, kind: str) -> Any:
    return next(one for one in book.search(text, 20) if one.kind == kind)


def test_relations_near_and_far(window: Window, book: Notebook, ann: bytes, qtbot: QtBot) -> None:
    near = book.relations.add(ann, "friend", name="Cleo Marsh")
    for n in range(60):
        book.relations.add(ann, "colleague", name=f"Person {n:02}")
    far = book.relations.add(ann, "acquaintance", name="Zora Zimt")
    w = window()
    for text in ("Cleo", "Zora"):
        w.show_hit(hit(book, text, "relation"))
        reached(w, qtbot, text)
        assert w.person.tabs.currentIndex() == 2
        w.people.list.setFocus()
    assert near != far


def test_intentions_steps_and_what_is_over(window: Window, book: Notebook, ann: bytes, qtbot: QtBot) -> None:
    for n in range(12):
        book.plans.intend(ann, f"thing {n}")
    shop = book.plans.intend(ann, "the second shop")
    book.plans.add_step(shop, "ask the town")
    over = book.plans.intend(ann, "an old plan")
    book.plans.close(over)
    w = window()
    w.show_hit(hit(book, "second", "intention"))
    reached(w, qtbot, "the second shop")
    w.show_hit(hit(book, "town", "step"))
    reached(w, qtbot, "ask the town")
    w.people.list.setFocus()
    w.person.show_row("plan", "intention", over)
    reached(w, qtbot, "an old plan")


def test_rows_of_the_card(window: Window, book: Notebook, ann: bytes, qtbot: QtBot) -> None:
    for n in range(20):
        book.contacts.add_detail(ann, "note", f"note {n}\nof two lines")
    note = book.contacts.add_detail(ann, "note", "likes lighthouses")
    book.permissions.record(ann, channel="email", purpose="offers", state="granted", how="a form at the fair")
    w = window()
    w.show_hit(hit(book, "lighthouses", "note"))
    row = reached(w, qtbot, "Notes")
    assert row.item.id == note
    w.show_hit(hit(book, "fair", "permission"))
    reached(w, qtbot, "a form at the fair")
