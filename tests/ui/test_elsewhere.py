"""Another process deletes whoever is shown: it is said, nobody else takes their place, and no word is lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from notebook.timeline.records import Stream
from tests.ui.settling import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.window import MainWindow

Open = Callable[..., "MainWindow"]


def remove(book: Notebook, contact: bytes, device: str) -> None:
    """Delete somebody as another process of this device, or of another one."""
    code = (
        "import sys; from pathlib import Path; from notebook.book import Notebook\n"
        "file, state, who = sys.argv[1:]\n"
        "book = Notebook.open(Path(file), state=Path(state)); book.contacts.delete(bytes.fromhex(who)); book.close()"
    )
    file = Path(book.path)
    subprocess.run([sys.executable, "-c", code, str(file), str(file.parent / device), contact.hex()], check=True,
                   timeout=60)  # fmt: skip


@pytest.mark.parametrize("where", ["strip", "line"])
def test_it_is_said_and_the_keys_go_nowhere(
    window: Open, book: Notebook, person: Callable[..., bytes], qtbot: QtBot, where: str
) -> None:
    ann, _ = person("Ann Baker"), person("Bo Lind")
    book.timeline.log([ann], "call", "x")
    w = window()
    w.show_contact(ann)
    pane = w.person.timeline
    if where == "strip":
        pane.talks.close_latest()
    else:
        pane.focus_composer()
    qtbot.keyClicks(w.focusWidget(), "likes red")
    remove(book, ann, "state")
    w.bridge.look()
    qtbot.waitUntil(lambda: w.person.contact is None)
    settle(w, qtbot)
    assert w.current is None and w.people.current is None, "nobody else is shown in her place"
    assert w.focusWidget() is None
    before = book.timeline.ids(Stream())
    for letter in "call ":
        qtbot.keyClick(w, letter)
    qtbot.keyClick(w, Qt.Key.Key_Return)
    assert book.timeline.ids(Stream()) == before and pane.composer.line.text() == "" and w.top.search.text() == ""
    assert w.person.contact is None and w._toast.text.text() == "Ann Baker was deleted elsewhere"
    w._toast._act.click()
    qtbot.waitUntil(lambda: w.current == ann)
    shown = pane.closing.fields["learned"] if where == "strip" else pane.composer.line
    assert shown.isVisible() and shown.text() == "likes red", "what was typed waits"


def test_who_deleted_them_takes_it_back(
    window: Open, book: Notebook, person: Callable[..., bytes], qtbot: QtBot
) -> None:
    """On another device it was not our action, so it is only said."""
    ann = person("Ann Baker")
    book.timeline.log([person("Bo Lind")], "call", "x")
    w = window()
    w.show_contact(ann)
    remove(book, ann, "joe")
    w.bridge.look()
    qtbot.waitUntil(lambda: w.person.contact is None)
    assert w._toast.text.text() == "Ann Baker was deleted elsewhere" and w._toast._act.isHidden()


def test_what_is_deleted_here_goes_on_to_the_next(
    window: Open, book: Notebook, person: Callable[..., bytes], qtbot: QtBot
) -> None:
    ann, bo = person("Ann Baker"), person("Bo Lind")
    w = window()
    w.show_contact(ann)
    w.commands.delete()
    qtbot.waitUntil(lambda: w.people.rows.rowCount() == 1)
    assert w.current == bo and "elsewhere" not in w._toast.text.text()
