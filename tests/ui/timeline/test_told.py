"""What a row of the timeline tells: an offer as an offer, prose without its clauses, a chip for each thing made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from notebook.timeline.records import Stream
from ui.happened import happened
from ui.help import ENTRY
from ui.shortcuts import ENTRY_KEYS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.timeline import TimelinePane
    from ui.timeline.layout import EntryLayout

Log = Callable[[str], bytes]


@pytest.fixture
def offer(book: Notebook, ann: bytes) -> bytes:
    want = book.wants.add(ann, "a second shop")
    book.permissions.record(ann, "email", "offers", "refused")
    return book.offers.make(ann, "ten stands", want=want, channel="email", override="she called")


def layout(pane: TimelinePane, row: int = 0) -> EntryLayout:
    made = pane.delegate.layout(pane.rows.index(row, 0), pane.view.viewport().width())
    assert made is not None
    return made


def shown(pane: TimelinePane, row: int = 0) -> str:
    body = layout(pane, row)._body
    return "" if body is None else body[0].text()


def test_an_offer_reads_as_one_everywhere(
    book: Notebook, pane: TimelinePane, ann: bytes, offer: bytes, person: Callable[..., bytes]
) -> None:
    org = book.contacts.create("Spokes Ltd", kind="org")
    book.contacts.add_role(ann, organisation=org)
    group = book.groups.create("Friends")
    book.groups.add(group, [ann])
    for stream in (Stream(contact=ann), Stream(organisation=org), Stream(group=group), Stream()):
        pane.show_stream(stream)
        said = layout(pane)._said
        assert (said.title, said.note) == (
            "Offer", "Sent against: e-mail for offers: no (20 Nov 2026). Why: she called")  # fmt: skip
        assert said.company.startswith("by e-mail") and shown(pane) == "ten stands"
        assert said.made == ("because Ann Baker wants: a second shop", "offer: no answer yet")
        heard = pane.rows.text(pane.rows.row_at(0))
        assert heard.startswith("Offer. by e-mail") and "Why: she called" in heard


def test_the_stream_is_narrowed_to_offers(book: Notebook, pane: TimelinePane, ann: bytes, offer: bytes) -> None:
    book.timeline.log([ann], "call", "hello")
    pane.show_contact(ann)
    pane.filter.open()
    [menu] = [menu for menu in pane.filter.button.findChildren(QMenu) if menu.objectName() == "timelineFilterMenu"]
    kinds = menu.actions()[0].menu().actions()
    next(action for action in kinds if action.text() == "Offer").trigger()
    menu.close()
    assert [pane.rows.row_at(row).body for row in range(pane.rows.rowCount())] == ["ten stands"]
    pane.filter.choose("email", None, None)
    assert pane.rows.rowCount() == 0
    assert "offer" not in pane._own_kinds(), "nobody types an offer: it passes the desk"


def test_what_they_answer_shows_on_the_entry(
    book: Notebook, pane: TimelinePane, ann: bytes, offer: bytes, qtbot: QtBot
) -> None:
    pane.show_contact(ann)
    book.offers.answer(offer, "accepted")
    qtbot.waitUntil(lambda: layout(pane)._said.made[1] == "offer: they accepted it")
    book.undo()
    qtbot.waitUntil(lambda: layout(pane)._said.made[1] == "offer: no answer yet")


def test_a_row_shows_prose_and_a_chip_for_each_clause(
    book: Notebook, pane: TimelinePane, ann: bytes, log_line: Log, qtbot: QtBot
) -> None:
    entry = log_line("call Ann Baker: she was glad; want: a trailer within 3 months; promise: the list by Friday;"
                     " gave: advice on tyres; learned: likes numbers")  # fmt: skip
    pane.show_contact(ann)
    assert shown(pane) == "she was glad"
    assert [chip.text for chip in layout(pane).chips] == [
        "promised: the list · due Fri 27 Nov", "learned: likes numbers", "want: a trailer, by 20 Feb 2027",
        "gave: advice on tyres"]  # fmt: skip
    heard = pane.rows.text(pane.rows.row_at(0))
    assert heard.count("a trailer") == 1 and "she was glad" in heard
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_Right)
    assert shown(pane) == book.timeline.get(entry).body, "word for word, as it was typed"
    qtbot.keyClick(pane.view, Qt.Key.Key_Left)
    book.wants.delete(book.wants.of(ann)[0].id)
    qtbot.waitUntil(lambda: "want: a trailer within 3 months" in shown(pane))
    book.undo()
    qtbot.waitUntil(lambda: shown(pane) == "she was glad")


def test_an_entry_of_clauses_alone_has_only_chips(
    book: Notebook, pane: TimelinePane, ann: bytes, log_line: Log
) -> None:
    log_line("call Ann Baker: want: a trailer")
    pane.show_contact(ann)
    assert shown(pane) == "" and [chip.text for chip in layout(pane).chips] == ["want: a trailer"]
    assert layout(pane).height > pane.fontMetrics().height() * 2


def test_on_a_shared_talk_a_chip_says_whose_it_is(
    book: Notebook, pane: TimelinePane, ann: bytes, log_line: Log, person: Callable[..., bytes]
) -> None:
    bo = person("Bo Lind")
    org, group = book.contacts.create("Spokes Ltd", kind="org"), book.groups.create("Friends")
    book.contacts.add_role(bo, organisation=org)
    book.groups.add(group, [bo])
    log_line("visit Ann Baker, Bo Lind: saw both; bought: 2 x bell 9 EUR; want: trailer; learned: has a dog")
    pane.show_contact(ann)
    hers = [chip.text for chip in layout(pane).chips]
    assert [text.partition(":")[0] for text in hers] == ["learned", "want", "bought"]
    for stream in (Stream(contact=bo), Stream(organisation=org), Stream(group=group), Stream()):
        pane.show_stream(stream, (bo, "Bo Lind") if stream.contact else None)
        assert [chip.text for chip in layout(pane).chips] == [f"Ann Baker · {text}" for text in hers]
        heard = pane.rows.text(pane.rows.row_at(0))
        assert all(f"Ann Baker · {text}" in heard for text in hers)


def test_space_never_ticks_what_leads_somewhere(
    book: Notebook, pane: TimelinePane, ann: bytes, log_line: Log, qtbot: QtBot
) -> None:
    log_line("call Ann Baker: want: a trailer; gave: advice")
    pane.show_contact(ann)
    pane.view.setFocus()
    title = book.undo_title()
    qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    assert book.undo_title() == title
    qtbot.keyClick(pane.view, Qt.Key.Key_P)
    with qtbot.waitSignal(pane.recordWanted) as wanted:
        qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    assert (wanted.args[0].table, wanted.args[0].text) == ("want", "a trailer")
    assert book.undo_title() == title


def test_the_menu_of_an_entry_leads_there_too(
    pane: TimelinePane, ann: bytes, log_line: Log, qtbot: QtBot
) -> None:
    log_line("call Ann Baker: want: this & that")
    pane.show_contact(ann)
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_Menu)
    menu = pane.findChild(QMenu, "entryMenu")
    action = next(one for one in menu.actions() if one.text() == "Go to: want: this && that")
    with qtbot.waitSignal(pane.recordWanted):
        action.trigger()
    menu.close()


def test_who_deletes_a_talk_is_told_what_stays(
    book: Notebook, pane: TimelinePane, ann: bytes, log_line: Log, offer: bytes, qtbot: QtBot
) -> None:
    pane.show_contact(ann)

    def deleted(entry: bytes) -> str:
        with qtbot.waitSignal(pane.done) as told:
            pane.delete(book.timeline.get(entry))
        return str(happened(told.args[0]))

    talk = log_line("call Ann: bought: 2 x cool box 120 EUR; story: fine (cool box); promise: the list by Friday")
    assert deleted(talk) == "Deleted: Call. Not deleted with it: 1 purchase, 1 story"
    assert book.promises.of(ann) == [] and len(book.stories.of(ann)) == 1, "as it says"
    assert deleted(log_line("call Ann: hello")) == "Deleted: Call"
    entry = book.offers.get(offer).interaction
    assert entry is not None and deleted(entry) == "Deleted: Offer" and book.offers.of(ann) == []


def test_the_keys_of_an_entry_are_those_of_the_table(
    book: Notebook, pane: TimelinePane, ann: bytes, log_line: Log, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The help reads the same table: another key there is another key here, and the old one does nothing."""
    assert {name for name, _ in ENTRY} == ENTRY_KEYS.keys() - {"foldEntry", "entryMenu"}
    log_line("call Ann: hello; promise: the list; want: a trailer")
    pane.show_contact(ann)
    pane.view.go_to(0)
    pane.view.setFocus()
    for name, signal in (("closeEntry", pane.view.closeRequested), ("editEntry", pane.view.editRequested),
                         ("deleteEntry", pane.view.deleteRequested), ("useChip", pane.view.promiseTicked),
                         ("entryMenu", pane.view.menuRequested)):
        signal.disconnect()
        for key in ENTRY_KEYS[name]:
            with qtbot.waitSignal(signal):
                qtbot.keyClick(pane.view, Qt.Key[f"Key_{ {'Del': 'Delete'}.get(key, key)}"])
        with monkeypatch.context() as other:
            other.setitem(ENTRY_KEYS, name, ("J",))
            with qtbot.waitSignal(signal):
                qtbot.keyClick(pane.view, Qt.Key.Key_J)
    qtbot.keyClick(pane.view, Qt.Key.Key_P)
    assert pane.delegate.chip == 0
    qtbot.keyClick(pane.view, Qt.Key.Key_Right)
    assert len(pane.delegate.opened) == 1
    qtbot.keyClick(pane.view, Qt.Key.Key_Left)
    assert not pane.delegate.opened
