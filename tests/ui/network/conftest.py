"""What tests of the tab Family & network share: two people, and the tab that shows one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from ui.network.tab import FamilyTab

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.bridge import Bridge
    from ui.tasks import Tasks
    from ui.theme import Theme

Show = Callable[[bytes], FamilyTab]


@pytest.fixture
def ann(person: Callable[..., bytes]) -> bytes:
    return person("Ann Baker")


@pytest.fixture
def bo(person: Callable[..., bytes]) -> bytes:
    return person("Bo Dahl")


@pytest.fixture
def show(book: Notebook, theme: Theme, bridge: Bridge, tasks: Tasks, qtbot: QtBot) -> Iterator[Show]:
    """Shows somebody's tab and waits until it is read."""
    tab = FamilyTab(book, theme, bridge, tasks)
    qtbot.addWidget(tab)
    tab.resize(600, 700)
    tab.show()

    def of(contact: bytes) -> FamilyTab:
        tab.show_contact(book.contacts.get(contact))
        qtbot.waitUntil(lambda: not tasks._jobs)
        return tab

    yield of


@pytest.fixture
def rest(tasks: Tasks, qtbot: QtBot) -> Callable[[], None]:
    """Waits until what changed is read."""

    def wait() -> None:
        qtbot.wait(50)
        qtbot.waitUntil(lambda: not tasks._jobs)

    return wait
