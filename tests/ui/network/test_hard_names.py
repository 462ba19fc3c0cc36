"""Names as people write them, everywhere in this package: shown as they stand, never read as rich text or as a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.ui.settling import settle
from ui.network.introductions import IntroductionsPage
from ui.network.picture import NetworkPage
from ui.network.questions import QuestionsPanel
from ui.network.tab import FamilyTab

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.bridge import Bridge
    from ui.tasks import Tasks
    from ui.theme import Theme

NAMES = ("<b>Ann</b> & Sons", "عبد الرحمن", "two\nlines and\ttabs", "👩‍👩‍👧 Ünïcödé", "&&File &Exit", "x" * 400,
         "{name} %s")  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_shown_as_written(
    name: str, book: Notebook, theme: Theme, bridge: Bridge, tasks: Tasks, qtbot: QtBot, person: Callable[..., bytes]
) -> None:
    ann, bo = person("Ann Baker"), book.contacts.create(name)
    flat = " ".join(name.split())
    book.relations.add(ann, name, bo, strength=2, evidence=name)
    book.relations.add(ann, "daughter", name=name, occasions=name)
    book.contacts.edit(ann, met_through=bo, met=name)
    book.introductions.propose(ann, bo, name)
    group = book.groups.create("Friends", members=[ann, bo])
    question = book.questions.ask(group, name)
    book.questions.answer(question, bo, name)
    family, page, meeting, asked = (kind(book, theme, bridge, tasks) for kind in (
        FamilyTab, NetworkPage, IntroductionsPage, QuestionsPanel))  # fmt: skip
    for pane in (family, page, meeting, asked):
        qtbot.addWidget(pane)
        pane.resize(500, 600)
        pane.show()
    family.show_contact(book.contacts.get(ann))
    page.show_place(ann)
    meeting.show_place(None)
    asked.show_group(group)
    for pane in (family, page, meeting, asked):
        settle(pane, qtbot)

    assert flat in [" ".join(one.split()) for one in family.others.names()]
    assert page.scene is not None and flat in [figure.name for figure in page.scene.figures]
    assert any(flat in " ".join(line.split()) for line in page.scene.text())
    assert flat in [" ".join(one.split()) for one in meeting.running[0].names()]
    for pane in (family, page, meeting, asked):
        for label in pane.findChildren(QLabel):
            assert label.textFormat() == Qt.TextFormat.PlainText, label.text()
        for made in pane.findChildren(QAbstractButton):
            assert made.accessibleName() or made.text() or not made.isVisible(), made.objectName()
        assert_keys_are_nobodys(pane)
        pane.grab()


def assert_keys_are_nobodys(pane: QWidget) -> None:
    """No letter of a name has become a mnemonic."""
    for made in pane.findChildren(QAbstractButton):
        assert made.shortcut().isEmpty(), made.text()
