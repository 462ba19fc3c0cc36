"""What tests of panes get: a theme, a worker, a bridge over a real notebook, and nothing left running."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.settling import PatientBot, settle

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.bridge import Bridge
    from ui.tasks import Tasks
    from ui.theme import Theme
    from ui.window import MainWindow


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """Garbage is collected on this thread, as `ui.collector` does it: Qt objects must not go on the worker's."""
    gc.disable()
    yield
    gc.collect()


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's, with more patience."""
    return PatientBot(request)


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
def printers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the printers that the system knows: one; a test may take it out."""
    from PySide6.QtPrintSupport import QPrinterInfo

    names = ["Office"]
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: list(names)))
    return names


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """The worker; waited for at the end."""
    from ui.tasks import Tasks

    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def bridge(book: Notebook, tasks: Tasks) -> Iterator[Bridge]:
    """Carries changes of ``book`` to the panes of a test; ends before the worker does."""
    from ui.bridge import Bridge

    made = Bridge(book)
    yield made
    made.close()


@pytest.fixture
def exposed(book: Notebook, theme: Theme, bridge: Bridge, tasks: Tasks, qtbot: QtBot) -> Callable[..., Any]:
    """Opens a pane over ``book`` and waits until it is on the screen: ``page = exposed(FreshenPage, 700, 500)``."""

    def open_one(kind: Callable[..., Any], width: int, height: int) -> Any:
        made = kind(book, theme, bridge, tasks)
        qtbot.addWidget(made)
        made.resize(width, height)
        with qtbot.waitExposed(made):
            made.show()
        return made

    return open_one


@pytest.fixture
def person(book: Notebook) -> Callable[..., bytes]:
    """Adds somebody: ``ann = person("Ann Baker")``."""

    def add(name: str, **more: str) -> bytes:
        return book.contacts.create(name, **more)

    return add


@pytest.fixture
def window(book: Notebook, theme: Theme, tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[..., MainWindow]]:
    """Opens the window over ``book`` and waits until everything is in it: ``w = window()``.

    It was left at a person; ``fresh``: nobody had it open before.
    """
    from PySide6.QtCore import QSettings

    from ui.tasks import Tasks
    from ui.window import MainWindow

    made: list[MainWindow] = []

    def open_one(width: int = 1400, height: int = 860, over: Notebook | None = None,
                 fresh: bool = False) -> MainWindow:
        settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        if not fresh and not settings.contains("place"):
            settings.setValue("place", "")
        one = MainWindow(over or book, theme, Tasks(), settings)
        made.append(one)
        one.resize(width, height)
        with qtbot.waitSignal(one.ready):
            one.show()
        settle(one, qtbot)
        return one

    yield open_one
    for one in made:
        one.close()
        one.deleteLater()
