"""What tests of pages about one person get: somebody shown in the window, and the page that an action opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.settling import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.window import MainWindow


@pytest.fixture
def open_page(window: Callable[..., MainWindow], qtbot: QtBot) -> Callable[..., tuple[MainWindow, Any]]:
    """Shows somebody, opens a page about them and waits until it is read: ``one, page = open_page("health", ann)``."""

    def open_one(action: str, contact: bytes, **size: int) -> tuple[MainWindow, Any]:
        one = window(**size)
        one.show_contact(contact)
        settle(one, qtbot)
        one.actions_[action].trigger()
        settle(one, qtbot)
        return one, one.findChild(object, f"{action}Page")

    return open_one
