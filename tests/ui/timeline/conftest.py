"""A timeline pane on a real notebook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.bridge import Bridge
    from ui.tasks import Tasks
    from ui.theme import Theme
    from ui.timeline import TimelinePane


@pytest.fixture
def pane(book: Notebook, theme: Theme, bridge: Bridge, tasks: Tasks, qtbot: QtBot) -> Iterator[TimelinePane]:
    from ui.timeline import TimelinePane

    made = TimelinePane(book, theme, bridge, tasks)
    qtbot.addWidget(made)
    made.resize(640, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
