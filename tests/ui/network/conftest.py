"""What tests of the tab Family & network share: two people, and the tab that shows one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.settling import settle
from ui.network.tab import FamilyTab

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook

Show = Callable[[bytes], FamilyTab]


@pytest.fixture
def ann(person: Callable[..., bytes]) -> bytes:
    return person("Ann Baker")


@pytest.fixture
def bo(person: Callable[..., bytes]) -> bytes:
    return person("Bo Dahl")


@pytest.fixture
def tab(exposed: Callable[..., Any]) -> FamilyTab:
    """The tab, of nobody yet."""
    made: FamilyTab = exposed(FamilyTab, 600, 700)
    return made


@pytest.fixture
def show(book: Notebook, tab: FamilyTab, qtbot: QtBot) -> Show:
    """Shows somebody's tab and waits until it is read."""

    def of(contact: bytes) -> FamilyTab:
        tab.show_contact(book.contacts.get(contact))
        settle(tab, qtbot)
        return tab

    return of


@pytest.fixture
def rest(tab: FamilyTab, qtbot: QtBot) -> Callable[[], None]:
    """Waits until what changed is read."""
    return lambda: settle(tab, qtbot)
