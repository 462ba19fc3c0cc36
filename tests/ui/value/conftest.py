"""What tests of the value panes get: a pane over a real notebook, and somebody with something of everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.settling import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.bridge import Bridge
    from ui.tasks import Tasks
    from ui.theme import Theme

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


def pane_key(pane: Any) -> str:
    """The key of a page by its name: productsPage is products."""
    return str(pane.objectName()).removesuffix("Page")


class Shown:
    """A pane on the screen: ``settle`` waits until it rests, ``told`` is what it said, ``undoable`` what it did."""

    def __init__(self, pane: Any, qtbot: QtBot) -> None:
        self.pane, self._qtbot = pane, qtbot
        self.told: list[str] = []
        self.undoable: list[str] = []
        self.gone_to: list[Any] = []
        pane.said.connect(self.told.append)
        pane.done.connect(lambda title: self.undoable.append(str(title)))
        pane.contactActivated.connect(self.gone_to.append)
        pane.placeWanted.connect(self._go)

    def _go(self, key: str, what: Any) -> None:
        """What the window does: a page of its own shows another of its places."""
        if pane_key(self.pane) == key:
            self.pane.show_place(what)
        else:
            self.gone_to.append((key, what))

    def settle(self) -> None:
        """Wait until what changed was read and is shown."""
        settle(self.pane, self._qtbot)


@pytest.fixture
def shown(
    book: Notebook, theme: Theme, bridge: Bridge, tasks: Tasks, qtbot: QtBot
) -> Iterator[Callable[..., Shown]]:
    """Opens a pane: ``tab = shown(ProductsTab)``."""
    made: list[Any] = []

    def show(kind: Callable[..., Any], width: int = 640, height: int = 700) -> Shown:
        pane = kind(book, theme, bridge, tasks)
        made.append(pane)
        pane.resize(width, height)
        held = Shown(pane, qtbot)
        pane.show()
        return held

    yield show
    for pane in made:
        pane.hide()
        pane.deleteLater()


@pytest.fixture
def stand(book: Notebook) -> bytes:
    """A product."""
    return book.products.add("Stand no. 7", about="The folding one", price="280.00", currency="EUR")


@pytest.fixture
def ann(book: Notebook, stand: bytes) -> bytes:
    """Somebody with something of everything."""
    ann = book.contacts.create("Ann Baker")
    book.contacts.add_detail(ann, "interest", "sourdough")
    book.wants.add(ann, "cargo bike", horizon="year", certainty="suspected")
    book.products.bought(ann, stand, quantity=4, price="1120.00", currency="EUR", day=TODAY - 40 * DAY)
    book.products.bought(ann, item="Repair", price="40", currency="CHF", day=TODAY - 3 * DAY)
    book.stories.tell(ann, stand, "It survived the flood.", quote="none")
    book.favours.gave(ann, "advice", "winter stock")
    return ann


@pytest.fixture
def tab(shown: Callable[..., Shown], book: Notebook, ann: bytes) -> Shown:
    """The tab Products & interests of Ann."""
    from ui.value.tab import ProductsTab

    held = shown(ProductsTab)
    held.pane.show_contact(book.contacts.get(ann))
    held.settle()
    return held
