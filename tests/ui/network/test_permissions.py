"""May we contact them: what counts in plain lines, a new line by keyboard, the ledger with a way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from tests.ui.settling import settle
from ui.network.permissions import PermissionsSection

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.theme import Theme
    from ui.window import MainWindow


@pytest.fixture
def ann(person: Callable[..., bytes]) -> bytes:
    return person("Ann Baker")


@pytest.fixture
def section(book: Notebook, theme: Theme, ann: bytes, qtbot: QtBot) -> Iterator[PermissionsSection]:
    made = PermissionsSection(theme, book)
    qtbot.addWidget(made)
    made.show_contact(book.contacts.get(ann))
    made.resize(500, 400)
    made.show()
    yield made


def test_a_line_is_noted_by_keyboard(
    section: PermissionsSection, book: Notebook, ann: bytes, qtbot: QtBot
) -> None:
    assert section.lines() == ["e-mail: not known", "phone: not known"]
    section.note.click()
    editor = section.editor
    for name, text in (("purpose", "newsletter"), ("day", "3 May 2025"), ("how", "form at the fair"),
                       ("expires", "May 2027")):  # fmt: skip
        editor._lines[name].setFocus()
        qtbot.keyClicks(editor._lines[name], text)
    qtbot.keyClick(editor._lines["how"], Qt.Key.Key_Return)
    assert editor._trouble.text() == "A day, please, like 3 May 2027, not May 2027." and editor.isVisible()
    editor._lines["expires"].setText("3 May 2025")
    editor._lines["day"].setText("4 May 2025")
    editor.keep()
    assert "would be over before" in editor._trouble.text() and not book.permissions.ledger(ann)
    editor._lines["day"].setText("3 May 2025")
    editor._lines["expires"].setText("3 May 2027")
    with qtbot.waitSignal(section.changed) as changed:
        editor.keep()
    assert str(changed.args[0]) == "Note a permission of Ann Baker"
    assert not editor.isVisible() and section.note.isVisible()
    [line] = book.permissions.ledger(ann)
    assert (line.channel, line.purpose, line.day, line.expires) == (
        "email", "newsletter", date(2025, 5, 3), date(2027, 5, 3))  # fmt: skip
    assert section.lines() == ["e-mail for newsletter: yes (form at the fair, 3 May 2025), until 3 May 2027",
                               "phone: not known"]  # fmt: skip


@pytest.mark.parametrize(("day", "until", "kept"), [
    ("yesterday", "today", (date(2026, 11, 19), date(2026, 11, 20))),
    ("today", "in 3 months", (date(2026, 11, 20), date(2027, 2, 20))),
    ("Monday", "Monday", (date(2026, 11, 16), date(2026, 11, 23))),
])
def test_days_are_read_in_words_too(
    section: PermissionsSection, book: Notebook, ann: bytes, day: str, until: str, kept: tuple[date, date]
) -> None:
    section.start()
    for name, text in (("day", day), ("expires", until)):
        section.editor._lines[name].setText(text)
    section.editor.keep()
    [line] = book.permissions.ledger(ann)
    assert (line.day, line.expires) == kept


def test_a_day_that_is_none_is_said(section: PermissionsSection, book: Notebook, ann: bytes) -> None:
    section.start()
    for text in ("31 Feb 2027", "todya", "soon"):
        section.editor._lines["expires"].setText(text)
        section.editor.keep()
        assert section.editor._trouble.text() and not book.permissions.ledger(ann)


def test_a_refusal_has_no_end_and_escape_leaves(
    section: PermissionsSection, book: Notebook, ann: bytes, qtbot: QtBot
) -> None:
    section.start()
    section.editor.channel.show_value("phone")
    section.editor._lines["expires"].setText("3 May 2027")
    section.editor.state.show_value("refused")
    section.editor.state.chosen.emit("refused")
    assert not section.editor._lines["expires"].isVisible()
    qtbot.keyClick(section.editor._lines["how"], Qt.Key.Key_Return)
    assert section.lines()[0] == "phone: no (20 Nov 2026)"
    section.start()
    qtbot.keyClick(section.editor._lines["how"], Qt.Key.Key_Escape)
    assert not section.editor.isVisible() and len(book.permissions.ledger(ann)) == 1


def test_the_ledger_and_a_line_by_mistake(
    section: PermissionsSection, book: Notebook, ann: bytes, qtbot: QtBot
) -> None:
    book.permissions.record(ann, "email", "offers", "granted", expires=date(2026, 11, 20))
    book.permissions.record(ann, "email", "newsletter", "withdrawn", day=date(2026, 1, 2), evidence="letter")
    section.show_contact(book.contacts.get(ann))
    assert section.lines()[1] == "e-mail for offers: yes (20 Nov 2026), today is the last day"
    section.history.click()
    assert section.history.text() == "Hide the ledger"
    tools = [one for one in section.findChildren(QToolButton, "permissionRemove") if not one.isHidden()]
    assert [one.accessibleName() for one in tools] == [
        "Remove: 20 Nov 2026 · e-mail for offers · said yes · until 20 Nov 2026",
        "Remove: 2 Jan 2026 · e-mail for newsletter · took it back · letter"]  # fmt: skip
    tools[0].click()
    assert section.lines() == ["e-mail for newsletter: no (2 Jan 2026)", "phone: not known"]
    book.undo()
    section.show_contact(book.contacts.get(ann))
    assert len(section.lines()) == 3
    other = book.contacts.create("Bo Dahl")
    section.show_contact(book.contacts.get(other))
    assert section.lines() == ["e-mail: not known", "phone: not known"] and not section.history.isVisible()


def test_on_the_card_it_follows_what_others_do(
    window: Callable[..., MainWindow], book: Notebook, ann: bytes, qtbot: QtBot
) -> None:
    one = window()
    one.show_contact(ann)
    one.person.show_tab("card")
    shown = one.person.card.permissions
    assert shown.isVisible() and shown.lines() == ["e-mail: not known", "phone: not known"]
    book.permissions.record(ann, "email", "offers", "granted")
    qtbot.waitUntil(lambda: shown.lines()[0] == "e-mail for offers: yes (20 Nov 2026)")
    one.person.show_tab("timeline")
    book.undo()
    settle(one, qtbot)
    one.person.show_tab("card")
    qtbot.waitUntil(lambda: shown.lines()[0] == "e-mail: not known")
