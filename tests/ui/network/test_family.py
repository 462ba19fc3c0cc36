"""The tab Family & network: adding in one line, editing in place, cards for bare names, thousands of relations."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from notebook import initials
from notebook.sentences import say
from ui.network.rows import RelationRow
from ui.network.tab import FamilyTab

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook

Show = Callable[[bytes], FamilyTab]


def named(tab: QWidget, name: str, kind: type = QWidget) -> QWidget:
    return next(one for one in tab.findChildren(kind, name) if one.isVisible())


def write(qtbot: QtBot, tab: FamilyTab, text: str) -> None:
    tab.line.line.setFocus()
    qtbot.keyClicks(tab.line.line, text)
    qtbot.keyClick(tab.line.line, Qt.Key.Key_Return)


def test_family_is_added_in_one_line_and_shown_as_people_remember_it(
    show: Show, book: Notebook, ann: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    tab = show(ann)
    write(qtbot, tab, "daughter Mia, 9, plays the cello")
    rest()
    assert tab.line.line.text() == "" and tab.line.says() == ""
    [mia] = book.relations.family(ann)
    row = tab.family.row(mia.relation.id)
    assert row.told is not None
    assert (row.told.name, row.told.what, row.told.more) == ("Mia", "daughter, about 9", "plays the cello")
    assert row.accessibleName() == "Mia, daughter, about 9. plays the cello"
    write(qtbot, tab, "friend Zoe")
    rest()
    assert tab.others.names() == ["Zoe"] and tab.family.names() == ["Mia"]


def test_a_contact_is_completed_and_sees_the_inverse(
    show: Show, book: Notebook, ann: bytes, bo: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    tab = show(ann)
    line = tab.line.line
    line.setFocus()
    qtbot.keyClicks(line, "bos")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert line.text() == "boss "
    qtbot.keyClicks(line, "Da")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert line.text() == "boss Bo Dahl"
    assert tab.line.says() == "boss · Bo Dahl, who has a card"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    rest()
    assert [(one.person, one.kind) for one in book.relations.of(ann)] == [(bo, "manager")]
    assert show(bo).others.names() == ["Ann Baker"]
    row = tab.others.row(book.relations.of(bo)[0].id)
    assert row.told is not None and row.told.what == "reports to them"
    with qtbot.waitSignal(tab.contactActivated) as went:
        qtbot.mouseClick(row.findChildren(QAbstractButton)[0], Qt.MouseButton.LeftButton)
    assert went.args == [ann]


def test_names_with_commas_and_namesakes(
    show: Show, book: Notebook, ann: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    odd = book.contacts.create("Dahl, Bo: the elder")
    twins = [book.contacts.create("Cy Young") for _ in range(2)]
    book.contacts.add_detail(twins[1], "email", "cy@example.org")
    tab = show(ann)
    line = tab.line.line
    line.setFocus()
    qtbot.keyClicks(line, "friend  Dahl")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    qtbot.keyClicks(line, ", since 2019")
    assert "who has a card · since 2019" in tab.line.says()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    [one] = book.relations.of(ann)
    assert (one.person, one.since) == (odd, "2019")
    qtbot.keyClicks(line, "choir: Cy Young, strength 2")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert tab.line.says() == "There are several called Cy Young: choose one of them."
    place = [c.detail for c in line.completion._candidates].index("cy@example.org")
    line.completion.taken.emit(line.completion._candidates[place])
    assert line.text() == "choir: Cy Young, strength 2"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    rest()
    assert {r.person for r in book.relations.of(ann)} == {odd, twins[1]}


def test_whoever_has_a_title_on_the_card_is_found_without_it(
    show: Show, book: Notebook, ann: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    petra = book.contacts.create("Dr. Petra Lindqvist")
    tab = show(ann)
    line = tab.line.line
    line.setFocus()
    qtbot.keyClicks(line, "friend Petra Lindqvist since 2019")
    assert tab.line.says() == "friend · Dr. Petra Lindqvist, who has a card · since 2019"
    assert not line.completion or not line.completion.isVisible()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    rest()
    assert [(one.person, one.since) for one in book.relations.of(ann)] == [(petra, "2019")]


def test_what_makes_no_sense_is_said_below_the_line(
    show: Show, book: Notebook, ann: bytes, qtbot: QtBot
) -> None:
    tab = show(ann)
    for text, answer in (
        ("Mia", "Begin with what they are"), ("spouse", "And who?"), ("son 999", "A name has letters."),
        ("son , , ,", "And who?"), ("son Bo, 30 Feb 2016", "Not understood: 30 Feb 2016. There is no such day."),
        ("son Bo, 999", "“999” is no age and no date."), ("husband Ann Baker", "Ann Baker is the one on this card"),
    ):
        write(qtbot, tab, text)
        assert tab.line.says().startswith(answer) and tab.line.line.text() == text
        tab.line.clear()
    tab.line.added.emit(tab.line.phrase(), None, None)  # an empty line
    assert tab.line.says().startswith("Begin with what they are")
    tab.line.line.setText("friend Ann Baker")
    tab.line.added.emit(tab.line.phrase(), ann, None)
    assert tab.line.says() == "Nobody is related to themselves. Choose another person."
    assert book.relations.of(ann) == []


def test_a_relation_is_edited_in_place_and_removed_with_a_way_back(
    show: Show, book: Notebook, ann: bytes, bo: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    relation = book.relations.add(bo, "boss", ann, strength=1)
    tab = show(ann)
    row = tab.others.row(relation)
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    for name, text in (("since", "May 2019"), ("evidence", "said so"), ("kind", "mentor")):
        field = named(tab, f"relation_{name}", QLineEdit)
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    rest()
    [seen] = book.relations.of(ann)
    assert (seen.since, seen.evidence, seen.kind) == ("2019-05", "said so", "mentor")
    assert book.relations.of(bo)[0].kind == "mentee"
    until = named(tab, "relation_until", QLineEdit)
    until.setFocus()
    qtbot.keyClicks(until, "soon")
    with qtbot.waitSignal(tab.said) as told:
        qtbot.keyClick(until, Qt.Key.Key_Return)
    assert told.args == ["This is not a date: soon"] and until.text() == ""
    qtbot.keyClicks(until, "2020")
    qtbot.keyClick(until, Qt.Key.Key_Return)
    rest()
    assert row.told is not None and row.told.relation.ended and row.told.more == "said so · May 2019 to 2020"
    with qtbot.waitSignal(tab.done) as done:
        qtbot.mouseClick(named(tab, "relationRemove"), Qt.MouseButton.LeftButton)
    assert str(done.args[0]) == "Remove a relation"
    rest()
    assert tab.others.names() == []
    book.undo()
    rest()
    assert tab.others.names() == ["Bo Dahl"]
    with qtbot.waitSignal(tab.done):
        qtbot.keyClick(tab.others.row(relation), Qt.Key.Key_Delete)
    assert book.relations.of(ann) == []


def test_a_bare_name_becomes_a_card_or_is_found_to_have_one(
    show: Show, book: Notebook, ann: bytes, bo: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    mia = book.relations.add(ann, "daughter", name="Mia", born="2017-05-03")
    other = book.relations.add(ann, "friend", name="B. Dahl")
    tab = show(ann)
    with qtbot.waitSignal(tab.done):
        tab.family.row(mia)._make.click()
    rest()
    card = book.relations.get(mia).person
    assert card is not None and book.contacts.get(card).name == "Mia"
    assert tab.family.row(mia).told.what == "daughter, 9"
    tab.others.open(other)
    named(tab, "relationLink").click()
    dialog = tab.window().findChild(QWidget, "whomDialog")
    dialog.chosen.emit(bo)
    dialog.close()
    rest()
    assert book.relations.get(other).person == bo
    assert tab.others.names() == ["Bo Dahl"]


def test_hundreds_of_introductions_are_counted(
    show: Show, book: Notebook, ann: bytes, rest: Callable[[], None]
) -> None:
    with book.change(say("Many")):
        for number in range(300):
            book.introductions.propose(ann, book.contacts.create(f"Person {number:03d}"))
    tab = show(ann)
    rest()
    assert len(tab.met.lines()) == 7
    assert tab.met.lines()[-1] == "294 more introductions stand on the page Introductions"


def test_what_cannot_be_stands_in_the_row(show: Show, book: Notebook, ann: bytes, bo: bytes) -> None:
    for one, other in ((ann, bo), (bo, ann)):
        book.relations.add(one, "parent", other)
    tab = show(ann)
    assert {row.told.more for row in tab.family._rows.values()} == {
        "both parent and child; one of the two is wrong"}


def test_how_we_met_and_who_was_introduced(
    show: Show, book: Notebook, ann: bytes, bo: bytes, qtbot: QtBot
) -> None:
    book.contacts.edit(ann, met="at the fair", met_on="2019-05", met_through=bo)
    book.introductions.propose(ann, bo, "both sing")
    tab = show(ann)
    assert tab.met.lines() == ["Met May 2019: at the fair", "Introduced to us by Bo Dahl",
                               "To be introduced to Bo Dahl? nobody asked yet"]  # fmt: skip
    with qtbot.waitSignal(tab.placeWanted) as went:
        tab.met.introduce.click()
    assert went.args == ["introductions", ann]
    with book.change(say("Two cards joined")) as draft:  # nobody enters this, but two colleagues may bring it about
        draft.set("contact", bo, {"met_through": bo})
    assert show(bo).met.lines()[:2] == ["They introduced themselves", "They introduced Ann Baker to us"]


def test_it_teaches_where_nothing_is_known_and_leaves_family_out_for_organisations(
    show: Show, book: Notebook, ann: bytes
) -> None:
    tab = show(ann)
    assert "daughter Mia, 9" in tab.family._empty.text() and tab.family._empty.isVisible()
    assert "boss Bo Dahl" in tab.others._empty.text()
    assert tab.met.lines() == [] and tab.met.introduce.isVisible()
    assert not show(book.contacts.create("Wheels Ltd", kind="org")).family.isVisible()
    assert "Whom else does the organisation deal with" in tab.others._empty.text() and tab.others._empty.isVisible()


def test_five_thousand_relations_are_read_in_pages_and_found(
    show: Show, book: Notebook, ann: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    with book.change(say("Many")) as draft:
        for number in range(5000):
            values = {"contact": ann, "kind": "friend", "name": f"Friend {number:04d}"}
            draft.insert("relation", number.to_bytes(16, "big"), values)
    tab = show(ann)
    assert tab.others.names() == [f"Friend {number:04d}" for number in range(25)]
    assert tab.others.more.text() == "Show 25 more of 5000"
    tab.others.more.click()
    rest()
    assert len(tab.others.names()) == 50
    rows = tab.others.findChildren(RelationRow)
    tab.fill(tab.read(*tab.to_read()))
    assert tab.others.findChildren(RelationRow) == rows and len(rows) == 50, "none is made again"
    qtbot.keyClicks(tab.others.find, "4711")
    rest()
    assert tab.others.names() == ["Friend 4711"] and not tab.others.more.isVisible()


@pytest.mark.parametrize(("name", "two"), [("Ann Baker", "AB"), ("Mia", "M"), ("", "?"), ("Ann van der Berg", "AB")])
def test_initials(name: str, two: str) -> None:
    assert initials(name) == two


def test_who_can_open_the_door_and_the_small_picture(
    show: Show, book: Notebook, ann: bytes, bo: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    book.relations.add(ann, "boss", bo, strength=3)
    book.timeline.log([ann], "call", "hello")
    tab = show(bo)
    rest()
    assert tab.door.isVisible() and tab.door.way()[1:] == ["Ann Baker", "Bo Dahl"]
    assert "Ann Baker knows Bo Dahl" in tab.door._reasons.text()
    assert tab.picture.isVisible() and tab.picture.canvas.isVisible()
    with qtbot.waitSignal(tab.placeWanted) as went:
        tab.picture.whole.click()
    assert went.args == ["network", bo]
    with qtbot.waitSignal(tab.contactActivated) as walked:
        qtbot.mouseClick(tab.picture.canvas, Qt.MouseButton.LeftButton, pos=tab.picture.canvas.point(1).toPoint())
    assert walked.args == [ann]
    tab.resize(330, 700)
    rest()
    assert tab.picture.canvas.isVisible() and tab.picture.canvas.width() <= 330
    assert tab.area.widget().width() <= tab.area.viewport().width()
    book.relations.add(ann, "friend", book.contacts.create("Cy Young of the Long Names"))
    rest()
    assert not tab.picture.canvas.isVisible() and tab.picture.whole.isVisible(), "too narrow for two steps"
    assert tab.area.widget().width() <= tab.area.viewport().width()
    tab = show(ann)
    rest()
    assert not tab.door.isVisible(), "whom we speak with ourselves needs no door"


def test_what_is_being_typed_is_kept_when_somebody_else_is_shown(
    show: Show, book: Notebook, ann: bytes, bo: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    relation = book.relations.add(bo, "boss", ann)
    tab = show(ann)
    tab.others.open(relation)
    for name, text in (("evidence", "said so"), ("kind", "mentor")):
        field = named(tab, f"relation_{name}", QLineEdit)
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, text)
    show(bo)
    rest()
    [one] = book.relations.of(ann)
    assert (one.evidence, one.kind) == ("said so", "mentor")


def test_accents_do_not_matter_for_whom_a_name_means(
    show: Show, book: Notebook, ann: bytes, person: Callable[..., bytes], rest: Callable[[], None], qtbot: QtBot
) -> None:
    jose = person("José Núñez")
    tab = show(ann)
    write(qtbot, tab, "friend Jose Nunez")
    rest()
    assert [one.person for one in book.relations.of(ann)] == [jose]


def test_marks_that_only_show_a_direction_are_never_kept(
    show: Show, book: Notebook, ann: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    """The kind stands isolated in a sentence; what the field holds goes into the notebook."""
    relation = book.relations.note(ann, book.relations.read("בת (daughter): Mia"))
    row = show(ann).family.row(relation)
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    field = named(row.window(), "relation_kind", QLineEdit)
    assert field.text() == "בת"
    field.setFocus()
    field.end(False)
    field.insert("י")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    rest()
    [seen] = book.relations.of(ann)
    assert seen.word == "בתי"
