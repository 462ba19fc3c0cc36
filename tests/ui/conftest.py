"""What tests of panes get: a theme, a worker, a bridge over a real notebook, and nothing left running."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from notebook.book import Notebook
    from ui.bridge import Bridge
    from ui.tasks import Tasks
    from ui.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme on the application."""
    from ui.theme import Theme

    made = Theme(qapp)
    made.set_mode("light")
    return made


@pytest.fixture
def still(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a system that wants no motion."""
    monkeypatch.setattr(theme, "motion", lambda widget=None: 0)


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """The worker; waited for at the end."""
    from ui.tasks import Tasks

    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def bridge(book: Notebook, qapp: QApplication) -> Iterator[Bridge]:
    """Carries changes of ``book`` to the panes of a test."""
    from ui.bridge import Bridge

    made = Bridge(book)
    yield made
    made.close()


@pytest.fixture
def person(book: Notebook) -> Callable[..., bytes]:
    """Adds somebody: ``ann = person("Ann Baker")``."""

    def add(name: str, **more: str) -> bytes:
        return book.contacts.create(name, **more)

    return add
