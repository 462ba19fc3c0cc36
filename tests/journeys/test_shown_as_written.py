"""Names, notes and promises that look like markup, menus or worse are on the screen as the words they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QMenu,
    QMessageBox,
    QTextEdit,
    QWidget,
)

from notebook.sentences import say
from ui.words import plain

from .conftest import Person

OWN = ["<b>bold</b>", "<img src='file:///etc/hostname'>", "a & b && c &d", "<a href='x'>y</a> &amp; &lt;",
       "line one\nline two", "a\r\nb \u00a0 c \u2028 d", "\u202ertl", "x" * 3000, "<h1>" * 200, "&File",
       "%1 {name} %s", "שלום <i>", "\ttab"]


def rich(text: str) -> bool:
    """Whether Qt would take a text for markup that is not ours."""
    if not GuiQt.mightBeRichText(text):
        return False
    inner = re.fullmatch(r"<span>(.*)</span>", text, re.DOTALL)
    return inner is None or "<" in inner[1].replace("<br>", "")


def findings(top: QWidget) -> Iterator[str]:
    """Everything below a widget that could show a text as something else than it is."""
    for one in (top, *top.findChildren(QWidget)):
        if rich(one.toolTip()):
            yield f"tooltip of {one}: {one.toolTip()[:60]}"
        if isinstance(one, QMessageBox) and one.textFormat() != Qt.TextFormat.PlainText:
            yield f"message box {one.text()[:60]}"
        if isinstance(one, QLabel) and one.text() and one.textFormat() != Qt.TextFormat.PlainText and rich(one.text()):
            yield f"label {one.text()[:60]}"
        if isinstance(one, QTextEdit) and one.acceptRichText():
            yield f"text edit {one.objectName()}"
        if isinstance(one, QAbstractItemView) and not isinstance(one.parent(), QComboBox):
            yield from _tips(one.model())


def _tips(model: QAbstractItemModel | None) -> Iterator[str]:
    for row in range(min(0 if model is None else model.rowCount(QModelIndex()), 40)):
        tip = model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) if model is not None else None
        if isinstance(tip, str) and rich(tip):
            yield f"tip of row {row}: {tip[:60]}"


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def texts(request: pytest.FixtureRequest, thorough: bool) -> list[str]:
    """Our own and a sample of the big list; all of it with --thorough."""
    import json

    from tests.conftest import ROOT

    file = ROOT.parent / "shared" / "corpus" / "strings" / "big-list-of-naughty-strings" / "blns.json"
    big = [text for text in json.loads(file.read_text("utf-8")) if text.strip()] if file.is_file() else []
    marked = [text for text in big if GuiQt.mightBeRichText(text)]
    return [*OWN, *(big if thorough else marked[::12] + big[::25])]


@pytest.fixture
def full(user: Callable[..., Person], texts: list[str]) -> tuple[Person, dict[bytes, str]]:
    """A window on a notebook in which everything is called something nasty."""
    me = user()
    book, made = me.book, {}
    with book.change(say("Fill")):
        for text in texts:
            contact = book.contacts.create(text, organisation=flat(text)[:500])
            made[contact] = text
            book.contacts.add_detail(contact, "note", text)
            book.contacts.add_label(contact, flat(text)[:500])
            book.contacts.edit(contact, relation=text, met=text, full_name=text)
            promise = book.promises.make(contact, text, due=book.clock.today())
            book.timeline.log([contact], "call", text)
            book.timeline.log([contact], text[:200], text)
            assert promise
    me.settle()
    return me, made


def test_painted_and_never_as_markup(full: tuple[Person, dict[bytes, str]]) -> None:
    me, made = full
    assert set(me.people()) >= set(made.values())
    assert not list(findings(me.window))
    for contact, text in made.items():
        me.window.show_contact(contact)
        for keys in ("Ctrl+1", "Ctrl+2"):
            me.press(keys)
            me.window.grab()
        me.settle()
        assert me.window.current == contact
        assert me.find("contactName").text() == flat(text)
        assert not list(findings(me.window)), text
        assert me.find("contactName").accessibleName() == text
    assert not me.window._toast or not me.window._toast.isVisible()


def test_looking_changes_nothing(full: tuple[Person, dict[bytes, str]]) -> None:
    """Going through every field of a card by Tab writes nothing, whatever stands in them."""
    me, made = full
    title = me.menu_text("undo")
    for contact, text in list(made.items())[:16]:
        me.window.show_contact(contact, edit=True)
        me.settle()
        for _ in range(30):
            me.press("Tab")
        me.press("Alt+2")
        me.settle()
        assert me.menu_text("undo") == title, text
        held = me.book.contacts.get(contact)
        assert (held.full_name, held.relation, held.met) == (text, text, text)
        assert [d.value for d in held.of_kind("note")] == [text]


def test_in_menus_toasts_titles_and_boxes(full: tuple[Person, dict[bytes, str]]) -> None:
    me, made = full
    for contact, text in list(made.items())[:24]:
        me.window.show_contact(contact)
        me.window.actions_["delete"].trigger()
        me.settle()
        assert me.toast().startswith(flat(text)[:60])
        shown = plain(me.menu_text("undo")).replace("&&", "\0")  # letters of the other direction are isolated
        assert "&" not in shown, "a single & would be a mnemonic"
        assert flat(shown.replace("\0", "&")).startswith(f"Undo: Delete {flat(text)}"[:40].rstrip())
        assert not list(findings(me.window))
        me.press("Ctrl+Z")
        me.settle()
        assert me.window.book.contacts.get(contact).full_name == text
    for name in ("about",):
        me.window.actions_[name].trigger()
        me.see(lambda: me.app.activeModalWidget() is not None)
        assert not list(findings(me.app.activeModalWidget()))
        me.app.activeModalWidget().close()


def test_in_the_palette_the_filter_and_the_search(full: tuple[Person, dict[bytes, str]]) -> None:
    me, made = full
    me.press("Ctrl+K")
    for text in list(made.values())[:10]:
        me.retype(me.find("paletteField"), "")
        me.find("paletteField").setText(text[:200])
        me.settle()
        me.find("palette").grab()
        assert not list(findings(me.find("palette")))
    me.press("Escape")
    for text in list(made.values())[:10]:
        me.window.top.search.setText(flat(text)[:200])
        me.settle()
        me.window.grab()
        assert not list(findings(me.window))
    me.window.top.search.clear()
    me.settle()
    me.click(me.window.people.filters._filter)
    me.see(lambda: isinstance(me.app.activePopupWidget(), QMenu))
    entries = [act.text() for act in me.app.activePopupWidget().actions() if act.isCheckable()]
    labels = {flat(text)[:500] for text in made.values()}
    assert {entry.replace("&&", "&") for entry in entries} == labels
    assert all("&" not in entry.replace("&&", "") for entry in entries)
    me.press("Escape")
    for act in me.window.findChildren(QAction):
        assert not rich(act.toolTip()), act.text()


def test_on_buttons(full: tuple[Person, dict[bytes, str]]) -> None:
    """A button that says what somebody wrote says that: no mnemonic, no entity, no markup."""
    me, made = full
    filters = me.window.people.filters
    by_text = {text: contact for contact, text in made.items()}
    for text in ("a & b && c &d", "&File", "<b>bold</b>", "<a href='x'>y</a> &amp; &lt;"):
        me.window.show_contact(by_text[text])
        me.settle()
        lines = [one.text() for one in me.window.findChildren(QAbstractButton, "briefLine") if one.isVisible()]
        assert {f"How we met: {text}", f"To us: {text}"} <= set(lines)  # painted by us: nothing is doubled
        filters._narrow(None, text)
        me.settle()
        longest = 6 if filters._tight else 14
        shown = text if len(text) <= longest else f"{text[: longest - 1]}…"
        assert filters._filter.text() == shown.replace("&", "&&")
        assert filters._filter.accessibleName() == f"Filtered by {text}"


def test_in_the_preview_of_an_import(user: Callable[..., Person], texts: list[str], tmp_path: Path) -> None:
    import json

    cards = [{"@type": "Card", "version": "1.0", "name": {"full": text}, "notes": {"n1": {"note": text}}}
             for text in texts]
    file = tmp_path / "<b>nasty & co.json"
    file.write_text(json.dumps(cards), "utf-8")
    me = user()
    dialog = me.import_file(file)
    dialog.grab()
    assert not list(findings(dialog))
    me.click(me.find("importNext"))
    me.see(lambda: me.sees("importUndo"))
    me.press("Escape")
    me.settle()
    assert set(me.people()) == set(texts)
    assert "<b>nasty && co.json" in me.menu_text("undo")


