"""The line of Family & network: chips, who is there already, words of one's own, whom a word is said of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.network.test_family import Show, named, write

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook


def test_what_is_understood_stands_below_as_chips_that_can_be_taken_out(
    show: Show, book: Notebook, ann: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    tab = show(ann)
    line = tab.line.line
    line.setFocus()
    qtbot.keyClicks(line, "son Bo, 29 Feb 2016, third grade, plays chess, since 2016")
    assert [chip.shown.text for chip in tab.line.chips.chips] == [
        "son", "Bo, by name only", "born 29 February 2016, aged 10", "third grade", "since 2016", "plays chess"]
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert tab.line.chips.chips[0].hasFocus()
    for _ in range(3):
        qtbot.keyClick(tab.line.chips.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(tab.line.chips.chips[3], Qt.Key.Key_Delete)
    assert line.text() == "son Bo, 29 Feb 2016, plays chess, since 2016" and line.hasFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    rest()
    assert tab.line.says() == "" and not tab.line.chips.isVisible()
    [bo] = book.relations.family(ann)
    row = tab.family.row(bo.relation.id)
    assert row.told is not None and (row.told.what, bo.school) == ("son, 10", "")
    assert row.told.more == "plays chess · birthday (29 Feb) 28 Feb · since 2016"


def test_who_is_there_already_is_offered_to_be_changed(
    show: Show, book: Notebook, ann: bytes, bo: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    mia = book.relations.add(ann, "daughter", name="Mia")
    tab = show(ann)
    write(qtbot, tab, "daughter mia, 9")
    assert tab.line.says() == "Mia is already there: daughter."
    qtbot.keyClick(tab.line.line, Qt.Key.Key_Tab)
    assert tab.line.change.hasFocus()
    qtbot.keyClick(tab.line.change, Qt.Key.Key_Escape)
    assert tab.line.line.hasFocus() and not tab.line.change.isVisible()
    qtbot.keyClick(tab.line.line, Qt.Key.Key_Return)
    qtbot.keyClick(tab.line.line, Qt.Key.Key_Return)
    assert (tab.line.change.text(), tab.line.more.text()) == ("&Change Mia", "&One more Mia")
    assert tab.line.line.hasFocus() and tab.line.change.isVisible() and book.relations.family(ann)[0].age is None
    with qtbot.waitSignal(tab.done) as done:
        qtbot.keyClick(tab.line.change, Qt.Key.Key_Return)
    assert str(done.args[0]) == "Change what Mia is to them"
    rest()
    assert [(one.relation.id, one.age) for one in book.relations.family(ann)] == [(mia, 9)]
    assert tab.line.line.hasFocus() and not tab.line.change.isVisible()
    book.undo()
    assert book.relations.family(ann)[0].age is None
    rest()
    write(qtbot, tab, "daughter Mia")
    qtbot.mouseClick(tab.line.more, Qt.MouseButton.LeftButton)
    rest()
    assert tab.family.names() == ["Mia", "Mia"]
    write(qtbot, tab, "daughter Mia")  # nothing new of her: her row opens
    qtbot.keyClick(tab.line.change, Qt.Key.Key_Return)
    assert named(tab, "relation_name", QLineEdit).text() == "Mia" and tab.line.line.text() == ""
    friend = book.relations.add(ann, "friend", bo)
    rest()
    write(qtbot, tab, "friend Bo Dahl, since 2019")
    assert tab.line.says() == "Bo Dahl is already there: friend." and not tab.line.more.isVisible()
    qtbot.keyClick(tab.line.change, Qt.Key.Key_Return)
    assert book.relations.get(friend).since == "2019"


def test_going_on_typing_answers_no_question(
    show: Show, book: Notebook, ann: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    mia = book.relations.add(ann, "daughter", name="Mia", born="2017")
    tab = show(ann)
    line = tab.line.line
    write(qtbot, tab, "daughter Mia, 12")
    assert tab.line.change.isVisible() and line.hasFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "; gran: Zoe, 80")
    assert line.text() == "daughter Mia, 12; gran: Zoe, 80" and not tab.line.change.isVisible()
    assert [(one.relation.id, one.age) for one in book.relations.family(ann)] == [(mia, 9)]
    line.selectAll()
    write(qtbot, tab, "daughter Mia, 12")
    qtbot.keyClick(line, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: book.relations.family(ann)[0].age == 12)
    assert line.text() == ""


def test_which_of_two_of_the_same_name_is_chosen(
    show: Show, book: Notebook, ann: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    older = book.relations.add(ann, "daughter", name="Mia", born="2016")
    younger = book.relations.add(ann, "daughter", name="Mia", born="2020", again=True)
    tab = show(ann)
    write(qtbot, tab, "daughter Mia, plays chess")
    assert tab.line.says() == "Several called Mia are there: which one is it?"
    shown = [made for made in tab.line.changes if made.isVisible()]
    assert len(shown) == 2 and "2020" in shown[1].text() + shown[0].text()
    which = next(made for made in shown if "2020" in made.text())
    qtbot.mouseClick(which, Qt.MouseButton.LeftButton)
    rest()
    assert {one.relation.id: one.note for one in book.relations.family(ann)} == {
        older: "", younger: "plays chess"}


def test_words_of_their_own(
    show: Show, book: Notebook, ann: bytes, bo: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    tab = show(ann)
    tab.line.line.setFocus()
    qtbot.keyClicks(tab.line.line, "godmother of ")
    assert tab.line.chips.chips[0].shown.text == "Ann Baker is godmother of …"
    tab.line.clear()
    write(qtbot, tab, "teacher of / pupil of: Bo Dahl")
    rest()
    write(qtbot, tab, "Tochter / Mutter (daughter): Mia, 9")
    rest()
    assert [row.told.what for row in tab.others._rows.values()] == ["pupil"]
    line = tab.line.line
    qtbot.keyClicks(line, "toch")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert line.text() == "Tochter "
    qtbot.keyClicks(line, "Ida, 3")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    rest()
    assert [tab.family.row(one.relation.id).told.what for one in book.relations.family(ann)] == [
        "Tochter, about 3", "Tochter, about 9"]
    relation = book.relations.of(bo)[0].id
    assert show(bo).others.row(relation).told.what == "teacher"
    tab.others.open(relation)
    kind = named(tab, "relation_kind", QLineEdit)
    assert kind.text() == "teacher / pupil"
    kind.setFocus()
    kind.selectAll()
    qtbot.keyClicks(kind, "protege")
    qtbot.keyClick(kind, Qt.Key.Key_Return)
    rest()
    assert [str(book.relations.rows(who, [relation])[0].said) for who in (ann, bo)] == ["pupil", "protege"]


def test_of_says_what_the_one_on_the_card_is(
    show: Show, book: Notebook, ann: bytes, bo: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    tab = show(ann)
    for text, said in (("godmother of / godchild of: Bo Dahl", "Ann Baker is godmother of Bo Dahl"),
                       ("godmother / godchild: Bo Dahl", "Bo Dahl is godmother of Ann Baker"),
                       ("godmother of Bo Dahl", "Ann Baker is godmother of Bo Dahl")):  # fmt: skip
        tab.line.clear()
        tab.line.line.setFocus()
        qtbot.keyClicks(tab.line.line, text)
        assert tab.line.chips.chips[0].shown.text == said
        completion = tab.line.line.completion
        assert completion is None or not completion.isVisible()  # it would hide the chips, and has nothing to choose
    qtbot.keyClick(tab.line.line, Qt.Key.Key_Return)
    rest()
    assert [(one.person, str(one.said)) for one in book.relations.of(ann)] == [(bo, "godchild")]
    assert [str(one.said) for one in book.relations.of(bo)] == ["godmother"]
    assert tab.family.names() == ["Bo Dahl"]
    tab.line.line.setFocus()
    qtbot.keyClicks(tab.line.line, "twin brother Kofi")
    qtbot.keyClick(tab.line.line, Qt.Key.Key_Return)
    rest()
    assert sorted(tab.family.names()) == ["Bo Dahl", "Kofi"]


def test_a_relative_beyond_the_first_page_is_opened(
    show: Show, book: Notebook, ann: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    """The same said again opens who is there, wherever they stand; nobody else is looked for."""
    ids = [book.relations.add(ann, "daughter", name=f"Kid {chr(65 + n)}") for n in range(26)]
    tab = show(ann)
    assert not tab.family.has(ids[-1])
    write(qtbot, tab, "daughter Kid Z")
    qtbot.keyClick(tab.line.change, Qt.Key.Key_Return)
    rest()
    assert named(tab, "relation_name", QLineEdit).text() == "Kid Z" and tab.line.line.text() == ""
    assert tab.others.find.text() == "" and len(tab.family.names()) == 26


def test_somebody_far_down_among_the_others_is_found_from_either_side(
    show: Show, book: Notebook, ann: bytes, bo: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    for n in range(40):
        book.relations.add(ann, "colleague", name=f"Al {n}", strength=3)
    book.relations.add(bo, "mentor", ann)
    tab = show(ann)
    tab.others.find.setText("Al 3")
    tab.others.findWanted.emit("Al 3")
    rest()
    write(qtbot, tab, "mentee Bo Dahl")
    qtbot.keyClick(tab.line.change, Qt.Key.Key_Return)
    rest()
    assert tab.others.names() == ["Bo Dahl"] and named(tab, "relation_kind", QLineEdit).hasFocus()
    write(qtbot, tab, "mentee Bo Dahl")  # and stays open
    qtbot.keyClick(tab.line.change, Qt.Key.Key_Return)
    rest()
    assert named(tab, "relation_kind", QLineEdit).isVisible()


def test_somebody_removed_meanwhile_is_said(
    show: Show, book: Notebook, ann: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    mia = book.relations.add(ann, "daughter", name="Mia")
    tab = show(ann)
    for line in ("daughter Mia", "daughter Mia, 9", "son Mia"):
        write(qtbot, tab, line)
        assert tab.line.change.isVisible()
        book.relations.remove(mia)
        qtbot.keyClick(tab.line.change, Qt.Key.Key_Return)
        assert tab.line.says() == "There is no such relation."
        book.undo()
        rest()
        tab.line.clear()
    book.relations.remove(mia)
    tab.show_row("relation", mia)
    rest()
    assert tab.family.names() == []


@pytest.mark.parametrize("line", ["daughter Mia", "child Mia", "Tochter (daughter): Mia", "eldest daughter Mia"])
def test_what_says_nothing_new_is_told_by_what_is_kept_not_by_how_it_reads(
    show: Show, book: Notebook, ann: bytes, rest: Callable[[], None], qtbot: QtBot, line: str
) -> None:
    """In any language of the window: the words for the kinds are somebody else's there."""
    book.relations.note(ann, book.relations.read(line))
    tab = show(ann)

    class Other(QTranslator):
        def translate(self, context: str, source: str, disambiguation: str = "", n: int = -1) -> str:  # type: ignore[override]
            return f"x {source}" if context == "core" and source in ("child", "{label}") else source

    other = Other()
    QApplication.installTranslator(other)
    try:
        before = book.undo_title()
        write(qtbot, tab, line)
        qtbot.keyClick(tab.line.change, Qt.Key.Key_Return)
        rest()
        assert named(tab, "relation_name", QLineEdit).text() == "Mia" and book.undo_title() == before
    finally:
        QApplication.removeTranslator(other)
