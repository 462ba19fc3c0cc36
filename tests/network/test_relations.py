"""Relations and family (P3), on a real notebook. It is Friday, 20 November 2026."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.errors import NotFound, Refused
from notebook.network import kinds

if TYPE_CHECKING:
    from notebook.book import Notebook
    from tests.conftest import MovableClock


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Lee")


@pytest.fixture
def bo(book: Notebook) -> bytes:
    return book.contacts.create("Bo Dahl")


def test_seen_from_both_sides(book: Notebook, ann: bytes, bo: bytes) -> None:
    relation = book.relations.add(ann, "boss", bo, strength=3, evidence="signs her holidays", since="2024")
    [hers] = book.relations.of(ann)
    assert (hers.person, hers.name, hers.kind, str(hers.said)) == (bo, "Bo Dahl", "manager", "boss")
    [his] = book.relations.of(bo)
    assert (his.id, his.person, his.name, his.kind, his.inverse) == (relation, ann, "Ann Lee", "report", True)
    assert str(his.said) == "reports to them"
    assert (his.strength, his.evidence, his.since, his.ended) == (3, "signs her holidays", "2024", False)
    assert book.relations.related(bo, ann) and book.relations.related(ann, bo)


def test_entered_twice_is_one_row(book: Notebook, ann: bytes, bo: bytes) -> None:
    first = book.relations.add(ann, "parent", bo, strength=2)
    assert book.relations.add(bo, "child", ann, evidence="said so at lunch") == first
    [one] = book.relations.of(ann)
    assert (one.strength, one.evidence) == (2, "said so at lunch")
    child = book.relations.add(ann, "daughter", name="Inês")
    assert book.relations.add(ann, "child", name="ines", school="Second form") == child
    assert len(book.relations.of(ann)) == 2


def test_a_word_of_their_own(book: Notebook, ann: bytes, bo: bytes) -> None:
    book.relations.add(ann, "sailing partner", bo)
    assert str(book.relations.of(ann)[0].said) == "sailing partner"
    assert str(book.relations.of(bo)[0].said) == "calls them sailing partner"
    book.relations.add(ann, "choir", bo)
    assert len(book.relations.of(bo)) == 2


def test_a_word_of_their_own_for_each_side(book: Notebook, ann: bytes, bo: bytes) -> None:
    relation = book.relations.add(ann, "godmother of / godchild of", bo)  # Ann is the godmother of Bo
    assert [str(r.said) for r in book.relations.of(bo) + book.relations.of(ann)] == ["godmother", "godchild"]
    assert book.relations.note(ann, book.relations.read("godmother of Bo Dahl"), bo) == relation
    assert book.relations.add(bo, "godmother / godchild", ann) == relation
    assert book.relations.ids(ann, "godchild") == [relation] == book.relations.ids(bo, "godmother")
    assert book.relations.ids(ann, "godmother") == []
    choir = book.relations.add(ann, "sings with", bo)
    assert str(book.relations.rows(bo, [choir])[0].said) == "calls them sings with"
    book.relations.edit(choir, seen_from=bo, kind="directs")
    assert [str(book.relations.rows(one, [choir])[0].said) for one in (ann, bo)] == ["sings with", "directs"]
    book.relations.edit(choir, seen_from=ann, kind="fan")
    assert [str(book.relations.rows(one, [choir])[0].said) for one in (ann, bo)] == ["fan", "calls them fan"]
    child = book.relations.add(ann, "daughter", bo)
    book.relations.edit(child, seen_from=bo, kind="mother")
    assert [str(book.relations.rows(one, [child])[0].said) for one in (ann, bo)] == ["daughter", "mother"]
    book.relations.edit(child, seen_from=bo, kind="friend")
    assert [str(book.relations.rows(one, [child])[0].said) for one in (ann, bo)] == ["friend", "friend"]


def test_their_own_words_are_known_again(book: Notebook, ann: bytes, bo: bytes) -> None:
    assert book.relations.own_words() == {}
    mia = book.relations.note(ann, book.relations.read("Tochter / Mutter (daughter): Mia, 9"))
    book.relations.note(ann, book.relations.read("choir: Cy"))
    assert book.relations.own_words() == {"tochter": "Tochter / Mutter (child)", "choir": "choir"}
    book.relations.note(bo, book.relations.read("Tochter Ida, 29 Feb 2016"))
    [ida] = book.relations.family(bo)
    assert (ida.name, str(ida.said), ida.age, ida.about) == ("Ida", "Tochter", 10, False)
    card = book.relations.make_card(mia)
    assert str(book.relations.of(card)[0].said) == "Mutter"


def test_what_a_line_says_is_kept(book: Notebook, ann: bytes, time: MovableClock) -> None:
    line = "son Bo, 29 Feb 2016, third grade, plays chess, since 2016, strength 3"
    relation = book.relations.note(ann, book.relations.read(line))
    for now, age in (("2027-02-27", 10), ("2027-02-28", 11), ("2028-02-28", 11), ("2028-02-29", 12)):
        time.now = datetime.fromisoformat(f"{now}T12:00:00+00:00")
        assert [one.age for one in book.relations.family(ann)] == [age], now
    before = book.relations.get(relation)
    card = book.relations.make_card(relation)
    after = book.relations.get(relation)
    assert (after.person, after.name) == (card, "Bo")
    assert [str(day.date) for day in book.contacts.get(card).dates] == ["2016-02-29"]
    kept = ("kind", "label", "strength", "since", "school", "occasions", "evidence")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    [bo] = book.relations.family(ann)
    assert (bo.age, bo.school, bo.note) == (12, "third grade", "plays chess")
    row = book.contacts.get(card).dates[0].id
    book.contacts.edit_date(row, feb29="03-01")
    time.now = datetime.fromisoformat("2029-02-28T12:00:00+00:00")
    assert book.relations.family(ann)[0].age == 12, "the day policy of the card counts"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("husband Ann Lee", "Ann Lee is the one on this card: nobody is related to themselves. If somebody else is"
                            " called the same, make a card for them first."),
        ("son 999", "A name has letters. Write who it is: daughter Mia, or friend Bo Dahl."),
        (", , ,", "Begin with what they are: spouse Ann, friend Bo Dahl, or a word of your own with a colon:"
                  " choir: Cy."),
        ("son , , ,", "Say who it is: a contact, or a name."),
        ("son Bo, 2030", "2030 is still to come: nobody is born yet then. Correct the date."),
    ],
)  # fmt: skip
def test_a_line_that_makes_no_sense(book: Notebook, ann: bytes, line: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        book.relations.note(ann, book.relations.read(line))
    assert str(refused.value) == sentence
    assert book.relations.of(ann) == []


def test_the_same_line_again(book: Notebook, ann: bytes, bo: bytes) -> None:
    read, note, alike = book.relations.read, book.relations.note, book.relations.alike
    mia = note(ann, read("daughter Mia, 9"))
    for line in ("daughter Mia, 10", "son mia", "child MIA"):
        assert [one.id for one in alike(ann, read(line))] == [mia], line
    assert alike(ann, read("friend Mia")) == alike(bo, read("daughter Mia")) == []
    assert note(ann, read("child Mia, 3 May 2016, sings"), known=mia) == mia
    [one] = book.relations.family(ann)
    assert (str(one.said), str(one.born), one.note) == ("daughter", "2016-05-03", "sings")
    other = note(ann, read("sister Mia"))
    assert [one.id for one in alike(ann, read("daughter Mia"))] == [mia, other]
    assert [one.id for one in alike(ann, read("sister Mia"))] == [other, mia]
    assert [one.name for one in book.relations.family(ann)] == ["Mia", "Mia"]
    friend = note(ann, read("friend Bo Dahl"), bo)
    assert [one.id for one in alike(bo, read("friend Ann Lee"), ann)] == [friend]
    assert note(bo, read("friend Ann Lee, since 2019"), ann) == friend


def test_a_name_becomes_a_card(book: Notebook, ann: bytes) -> None:
    relation = book.relations.add(ann, "son", name="Emil", born="2018-06-01", school="Forest school",
                                  occasions="First concert in May")  # fmt: skip
    [child] = book.relations.family(ann)
    assert (child.name, child.age, child.school, child.note) == ("Emil", 8, "Forest school", "First concert in May")
    emil = book.relations.make_card(relation)
    assert book.contacts.get(emil).name == "Emil"
    [child] = book.relations.family(ann)
    assert (child.relation.person, child.age, child.relation.born) == (emil, 8, "")
    assert [(o.kind, o.next) for o in child.occasions] == [("birth", date(2027, 6, 1))]
    assert book.relations.make_card(relation) == emil
    assert book.relations.of(emil)[0].kind == "parent"
    book.undo()
    assert book.relations.of(ann)[0].person is None and book.relations.family(ann)[0].age == 8


def test_family_as_people_remember_it(book: Notebook, ann: bytes, bo: bytes) -> None:
    book.relations.add(ann, "friend", name="Zoe", strength=3)
    book.relations.add(ann, "daughter", name="Mia", born="2020")
    book.relations.add(ann, "husband", bo)
    book.contacts.add_date(bo, "birth", "1980-02-29")
    book.contacts.add_date(bo, "wedding", "--06-12")
    ended = book.relations.add(ann, "partner", name="Former", until="2020")
    assert [(f.name, f.age, f.about) for f in book.relations.family(ann)] == [("Bo Dahl", 46, False), ("Mia", 6, True)]
    assert [o.kind for o in book.relations.family(ann)[0].occasions] == ["birth", "wedding"]
    assert [r.name for r in book.relations.of(ann)] == ["Bo Dahl", "Mia", "Zoe", "Former"]
    assert [r.id for r in book.relations.of(ann) if r.ended] == [ended]
    book.contacts.add_date(bo, "death", "2026-01-01")
    assert [f.name for f in book.relations.family(ann)] == ["Mia"]


def test_circles_do_no_harm(book: Notebook, ann: bytes, bo: bytes) -> None:
    cy = book.contacts.create("Cy")
    for person, parent in ((ann, bo), (bo, cy), (cy, ann)):
        book.relations.add(person, "parent", parent)
    assert sorted(r.kind for r in book.relations.of(ann)) == ["child", "parent"]


def test_who_was_deleted_is_no_relation(book: Notebook, ann: bytes, bo: bytes) -> None:
    book.relations.add(ann, "friend", bo, until="2020")
    book.relations.add(ann, "child", name="Emil")
    book.relations.add(ann, "colleague", bo)
    book.contacts.delete(bo)
    assert [r.name for r in book.relations.of(ann)] == ["Emil"]
    book.undo()
    assert len(book.relations.of(ann)) == 3


def test_corrected_and_removed(book: Notebook, ann: bytes, bo: bytes) -> None:
    relation = book.relations.add(ann, "friend", name="Emil")
    book.relations.edit(relation, kind="brother", strength=1, until=date(2030, 1, 1), name="Emilio")
    one = book.relations.get(relation)
    assert (one.kind, one.label, one.strength, one.until, one.name) == ("sibling", "brother", 1, "2030-01-01", "Emilio")
    book.relations.is_card(relation, bo)
    assert book.relations.get(relation).name == "Bo Dahl"
    book.relations.remove(relation)
    assert book.relations.of(ann) == []
    with pytest.raises(NotFound):
        book.relations.get(relation)
    with pytest.raises(TypeError):
        book.relations.edit(book.relations.add(ann, "friend", bo), contact=bo)


def test_refused(book: Notebook, ann: bytes) -> None:
    for bad in (
        lambda: book.relations.add(ann, "friend", ann),
        lambda: book.relations.add(ann, "friend"),
        lambda: book.relations.add(ann, " ", name="Emil"),
        lambda: book.relations.add(ann, "friend", name="Emil", strength=4),
        lambda: book.relations.add(ann, "friend", name="Emil", born="yesterday"),
        lambda: book.relations.is_card(book.relations.add(ann, "friend", name="E"), ann),
    ):
        with pytest.raises(Refused):
            bad()
    with pytest.raises(NotFound):
        book.relations.add(ann, "friend", b"0" * 16)


@given(st.sampled_from(kinds.KINDS))
def test_the_inverse_of_the_inverse(kind: str) -> None:
    assert kinds.INVERSE[kinds.INVERSE[kind]] == kind
    assert (kind in kinds.FAMILY) == (kinds.INVERSE[kind] in kinds.FAMILY)
    assert kinds.typed(kind) == (kind, "")
    assert str(kinds.said(kind))


def test_five_thousand_relations(book: Notebook, ann: bytes) -> None:
    with book.change(kinds.said("friend")) as draft:
        for number in range(5000):
            values = {"contact": ann, "kind": "friend", "name": f"N{number}"}
            draft.insert("relation", number.to_bytes(16, "big"), values)
    assert len(book.relations.of(ann)) == 5000


def test_what_cannot_be_is_said(book: Notebook, ann: bytes, bo: bytes) -> None:
    cy, dee = book.contacts.create("Cy Young"), book.contacts.create("Dee")
    book.contacts.add_date(ann, "birth", "1980-05-01")
    for person, parent in ((ann, bo), (bo, cy)):
        book.relations.add(person, "parent", parent)
    book.relations.add(ann, "child", dee)
    assert [one.doubt for one in book.relations.family(ann)] == [None, None]
    book.relations.add(dee, "child", cy)  # Dee's child is the grandparent of Ann, who is the parent of Dee
    circle = "their own descendant; one relation in this circle is wrong"
    for who, parent in ((ann, "Bo Dahl"), (bo, "Cy Young"), (cy, "Dee"), (dee, "Ann Lee")):
        assert [(one.name, str(one.doubt)) for one in book.relations.family(who) if one.doubt] == [(parent, circle)]
    eve = book.contacts.create("Eve")
    book.relations.add(ann, "child", eve)
    book.relations.add(ann, "parent", eve)
    both = "both parent and child; one of the two is wrong"
    assert [str(one.doubt) for one in book.relations.family(ann) if one.name == "Eve"] == [both, both]
    book.relations.note(ann, book.relations.read("daughter Old, born 1950"))
    book.relations.note(ann, book.relations.read("daughter Mia, 9"))
    found = {one.name: str(one.doubt) for one in book.relations.family(ann)}
    assert found["Old"] == "older than they can be; one of the two birthdays is wrong" and found["Mia"] == "None"
    book.contacts.add_date(bo, "birth", "1985")
    assert "birthdays" not in found["Bo Dahl"]
    book.relations.remove(*(one.id for one in book.relations.of(dee)))
    late = {one.name: str(one.doubt) for one in book.relations.family(ann)}["Bo Dahl"]
    assert late == "younger than they can be; one of the two birthdays is wrong", "a parent, born after their child"
