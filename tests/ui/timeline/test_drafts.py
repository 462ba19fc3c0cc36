"""A line that was begun is there again: for each contact their own, after a crash too, gone once it is logged."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from notebook.timeline.records import Stream
from tests.ui.settling import settle
from ui.timeline.drafts import MOST, PAUSE_MS, Drafts, state_file

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook

Window = Callable[..., Any]


@pytest.fixture
def file(tmp_path: Path, book: Notebook) -> Path:
    return state_file(tmp_path, book.id)


def typed(window: Any, qtbot: QtBot, text: str) -> None:
    line = window.person.timeline.composer.line
    line.setFocus()
    qtbot.keyClicks(line, text)


def test_each_contact_has_a_line_of_their_own(
    window: Window, person: Callable[..., bytes], qtbot: QtBot, tmp_path: Path
) -> None:
    ann, bo = person("Ann Baker"), person("Bo Lind")
    attached = tmp_path / "a.txt"
    attached.write_text("x")
    w = window()
    w.show_contact(ann)
    line = w.person.timeline.composer.line
    typed(w, qtbot, "call: half a lin")
    w.person.timeline.composer.add_files([attached])
    w.show_contact(bo)
    assert line.text() == "" and w.person.timeline.composer.files == []
    typed(w, qtbot, "about Bo")
    w.rail.choose("everything", None)
    assert line.text() == ""
    w.show_contact(ann)
    assert line.text() == "call: half a lin" and w.person.timeline.composer.files == [attached]
    assert any(chip.shown.text == "Ann Baker" for chip in w.person.timeline.composer.chips.chips)
    w.show_contact(bo)
    assert line.text() == "about Bo"


def test_it_is_on_the_disk_within_a_second_and_comes_back(
    window: Window, person: Callable[..., bytes], qtbot: QtBot, file: Path
) -> None:
    ann, bo = person("Ann Baker"), person("Bo Lind")
    w = window()
    w.show_contact(ann)
    typed(w, qtbot, "wants a bigger shop; pro")
    assert PAUSE_MS <= 1000
    qtbot.waitUntil(file.exists)
    assert json.loads(file.read_text()) == {ann.hex(): "wants a bigger shop; pro"}
    assert file.stat().st_mode & 0o077 == 0, "for its owner only"
    again = window()  # as after a kill: the first window never closed
    again.show_contact(bo)
    assert again.person.timeline.composer.line.text() == ""
    again.show_contact(ann)
    assert again.person.timeline.composer.line.text() == "wants a bigger shop; pro"


def test_what_came_of_a_talk_comes_back_too(
    window: Window, person: Callable[..., bytes], qtbot: QtBot, file: Path
) -> None:
    ann, bo = person("Ann Baker"), person("Bo Lind")
    w = window()
    w.show_contact(ann)
    typed(w, qtbot, "call: talked lights")
    qtbot.keyClick(w.person.timeline.composer.line, Qt.Key.Key_Return)
    strip = w.person.timeline.closing
    strip.start()
    qtbot.keyClicks(strip.fields["learned"], "likes green")
    assert PAUSE_MS <= 1000
    qtbot.waitUntil(file.exists)
    assert list(json.loads(file.read_text()).values()) == ["likes green"]
    file.write_text(json.dumps(json.loads(file.read_text()) | {"closing-of-nothing": "x"}))
    again = window()  # as after a kill: the first window never closed
    again.show_contact(bo)
    assert not again.person.timeline.closing.isVisible()
    again.show_contact(ann)
    strip = again.person.timeline.closing
    assert strip.isVisible() and strip.fields["learned"].text() == "likes green"
    assert not strip.isAncestorOf(again.focusWidget())
    strip.finish()
    assert json.loads(file.read_text()) == {"closing-of-nothing": "x"}


def test_closing_the_window_writes_what_waits_and_logging_forgets_it(
    window: Window, person: Callable[..., bytes], book: Notebook, qtbot: QtBot, file: Path
) -> None:
    ann = person("Ann Baker")
    w = window()
    w.show_contact(ann)
    typed(w, qtbot, "call: hello")
    w.close()
    assert json.loads(file.read_text()) == {ann.hex(): "call: hello"}
    again = window()
    again.show_contact(ann)
    qtbot.keyClick(again.person.timeline.composer.line, Qt.Key.Key_Return)
    assert [entry.body for entry in book.timeline.rows(book.timeline.ids(Stream()))] == ["hello"]
    assert not file.exists()


def test_a_line_that_is_logged_meanwhile_leaves_the_next_one_alone(
    window: Window, person: Callable[..., bytes], qtbot: QtBot, tmp_path: Path
) -> None:
    """With files it is logged on the worker, and somebody else may be shown when it is done."""
    ann, bo = person("Ann Baker"), person("Bo Lind")
    attached = tmp_path / "a.txt"
    attached.write_text("x")
    w = window()
    w.show_contact(ann)
    composer = w.person.timeline.composer
    typed(w, qtbot, "call: with a file")
    composer.add_files([attached])
    qtbot.keyClick(composer.line, Qt.Key.Key_Return)
    w.show_contact(bo)
    typed(w, qtbot, "about Bo")
    settle(w, qtbot)
    qtbot.waitUntil(lambda: w.book.timeline.count(Stream(contact=ann)) == 1)
    assert composer.line.text() == "about Bo"
    w.show_contact(ann)
    assert composer.line.text() == "" and composer.files == []


def test_writing_waits_while_somebody_types(qapp: Any, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "drafts.json"
    drafts = Drafts(file)
    for n in range(50):
        drafts.keep("a", "x" * (n + 1))
    assert not file.exists()
    drafts.flush()
    assert json.loads(file.read_text()) == {"a": "x" * 50}
    drafts.keep("a", "   ")
    assert not file.exists() and drafts.line("a") == ""


@pytest.mark.parametrize("held", [b"", b"\xff\xfe", b"[1]", b'{"a": 5, "b": "kept"}', b"{"])
def test_a_file_that_is_none_holds_nothing(qapp: Any, tmp_path: Path, held: bytes) -> None:
    file = tmp_path / "drafts.json"
    file.write_bytes(held)
    drafts = Drafts(file)
    assert drafts.line("a") == "" and drafts.line("b") == ("kept" if b"kept" in held else "")


def test_strange_text_comes_back_and_the_oldest_go(qapp: Any, tmp_path: Path) -> None:
    file = tmp_path / "drafts.json"
    drafts = Drafts(file)
    drafts.keep("first", "\ud800 “half” 😀")
    drafts.flush()
    assert Drafts(file).line("first") == "\ud800 “half” 😀"
    for n in range(MOST):
        drafts.keep(str(n), "x")
    drafts.flush()
    again = Drafts(file)
    assert again.line("first") == "" and again.line("0") == "x" and again.line(str(MOST - 1)) == "x"


def test_a_folder_that_takes_no_file_is_no_harm(qapp: Any, tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "gone" / "drafts.json")
    drafts.keep("a", "text")
    drafts.flush()
    assert drafts.line("a") == "text"
