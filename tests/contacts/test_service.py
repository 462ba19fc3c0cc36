"""Contacts through a real notebook: lists, search, editing, cards, undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from notebook.book import Notebook
from notebook.contacts.listing import View
from notebook.errors import Ambiguous, NotFound, Refused


def _names(book: Notebook, view: View | None = None) -> list[str]:
    return [row.name for row in book.contacts.rows(book.contacts.ids(view or View()))]


def _found(book: Notebook, text: str, **view: Any) -> list[str]:
    return [row.name for row in book.contacts.rows(book.contacts.search(text, 100, View(**{"kind": None, **view})))]


def test_people_are_listed_by_folded_name(book: Notebook) -> None:
    for name in ("Zoë", "ärzte", "Bob", "42", "陈明", "Łukasz"):
        book.contacts.create(name)
    assert _names(book) == ["ärzte", "Bob", "Łukasz", "Zoë", "陈明", "42"]
    assert book.contacts.count(View()) == 6
    assert book.contacts.ids(View(), limit=2, offset=1) == book.contacts.ids(View())[1:3]


def test_somebody_without_a_name_is_shown_by_what_there_is(book: Notebook) -> None:
    book.contacts.create("", email="ada@example.com")
    only_phone = book.contacts.create("", phone="+49 170 1")
    assert _names(book) == ["ada@example.com", "+49 170 1"]
    book.contacts.add_detail(only_phone, "nickname", "Bo")
    assert _names(book) == ["ada@example.com", "Bo"]
    with pytest.raises(Refused):
        book.contacts.create("  ")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("zoe", "Zoë Müller"), ("lukasz", "Łukasz Żółć"), ("明", "陈明"), ("0170 123", "Zoë Müller"),
        ("+49 170 123", "Zoë Müller"), ("123456", "Zoë Müller"), ("mul zo", "Zoë Müller"),
        ("hauptstrasse", "Łukasz Żółć"),
        ("acme", "Zoë Müller"), ("zoe 0170", "Zoë Müller"), ("vip", "Łukasz Żółć"), ("z@ex", "Zoë Müller"),
        ('"zoe', "Zoë Müller"), ("zoe OR", ""), ("(", ""), ("nobody", ""),
    ],
)  # fmt: skip
def test_search(book: Notebook, typed: str, name: str) -> None:
    book.contacts.create("Zoë Müller", email="z@example.com", phone="+49 170 1234567", organisation="Acme")
    lukasz = book.contacts.create("Łukasz Żółć")
    book.contacts.add_detail(lukasz, "address", "Hauptstraße 1\n10115 Berlin")
    book.contacts.add_label(lukasz, "VIP")
    book.contacts.create("陈明")
    assert [n for n in _found(book, typed) if n != "Acme"] == ([name] if name else [])


def test_names_that_begin_with_the_text_come_first(book: Notebook) -> None:
    for name in ("Anna Bert", "Bert Zorn", "Bert Abel"):
        book.contacts.create(name)
    assert _found(book, "bert") == ["Bert Abel", "Bert Zorn", "Anna Bert"]
    assert len(book.contacts.search("bert", 2)) == 2
    assert book.contacts.count(View(text="bert")) == 3
    assert book.contacts.ids(View(text="bert"), 1, 1) == book.contacts.search("bert")[1:2]


def test_search_follows_edits_deletion_and_undo(book: Notebook) -> None:
    ada = book.contacts.create("Ada Lovelace", organisation="Engines")
    engines = book.contacts.find("Engines")
    book.contacts.edit(engines, full_name="Mills")
    assert _found(book, "mills") == ["Mills", "Ada Lovelace"]
    assert _found(book, "engines") == []
    book.contacts.edit(ada, full_name="Augusta King")
    assert _found(book, "lovelace") == []
    book.contacts.delete(ada)
    assert _found(book, "king") == []
    assert str(book.undo()) == "Delete Augusta King"
    assert _found(book, "king") == ["Augusta King"]
    assert book.check() == []


def test_a_note_is_in_the_word_index(book: Notebook) -> None:
    from notebook.storage import search

    ada = book.contacts.create("Ada")
    note = book.contacts.add_detail(ada, "note", "likes Żurek")

    def hits() -> list[Any]:
        return book.db.rows(f"SELECT rowid FROM {search.WORDS} WHERE text MATCH ?", (search.words_query("zur"),))

    assert [search.read_code(row[0])[1] for row in hits()] == [search.NOTE]
    book.contacts.delete(ada)
    assert hits() == []
    book.undo()
    book.contacts.edit_detail(note, value="nothing")
    assert hits() == []


def test_setting_the_full_name_parses_it_and_components_compose_it(book: Notebook) -> None:
    ada = book.contacts.create("Ada Lovelace")
    book.contacts.edit(ada, full_name="Dr. Ada van der Berg")
    contact = book.contacts.get(ada)
    assert (contact.title, contact.given, contact.surname) == ("Dr.", "Ada", "van der Berg")
    book.contacts.edit(ada, surname="King")
    assert book.contacts.get(ada).full_name == "Dr. Ada King"
    with pytest.raises(Refused):
        book.contacts.edit(ada, x_sort="a")


def test_roles_meet_in_one_organisation(book: Notebook) -> None:
    ada = book.contacts.create("Ada", organisation="Acme GmbH")
    bob = book.contacts.create("Bob")
    role = book.contacts.add_role(bob, "ACME  gmbh", title="Buyer", until="2020-05")
    acme = book.contacts.find("acme gmbh")
    assert [person.person for person in book.contacts.get(acme).people] == [ada, bob]
    assert book.contacts.get(bob).roles[0].ended
    assert book.contacts.rows([bob])[0].context == ""
    book.contacts.edit_role(role, until="")
    assert book.contacts.rows([bob])[0].context == "Buyer, Acme GmbH"
    assert book.contacts.get(acme).implied
    assert acme not in book.contacts.exportable()
    book.contacts.edit(acme, relation="customer")
    assert not book.contacts.get(acme).implied


def test_details_have_one_preferred_each(book: Notebook) -> None:
    ada = book.contacts.create("Ada", email="a@example.com")
    second = book.contacts.add_detail(ada, "email", "b@example.com", preferred=True, contexts=("work",))
    third = book.contacts.add_detail(ada, "email", "c@example.com", preferred=True)
    assert book.contacts.get(ada).of_kind("email")[0].value == "c@example.com"
    assert [d.preferred for d in book.contacts.get(ada).details] == [False, False, True]
    book.contacts.remove_detail(third)
    assert [d.id for d in book.contacts.get(ada).details][1:] == [second]
    with pytest.raises(NotFound):
        book.contacts.remove_detail(third)


def test_several_interests_with_commas_are_several(book: Notebook) -> None:
    ann, bo = book.contacts.create("Ann"), book.contacts.create("Bo")
    row = book.contacts.add_detail(ann, "interest", "choir singing, opera,")

    def held(who: bytes) -> list[str]:
        return [one.value for one in book.contacts.get(who).of_kind("interest")]

    assert held(ann) == ["choir singing", "opera"]
    book.contacts.edit_detail(row, value="natural wine, Opera, hiking")
    assert held(ann) == ["natural wine", "opera", "hiking"]
    book.undo()
    assert held(ann) == ["choir singing", "opera"]
    book.contacts.add_detail(bo, "interest", "opera; trains (H0, N)")
    assert held(bo) == ["opera", "trains (H0, N)"]
    assert [(one.name, one.people) for one in book.interests.all()][:1] == [("opera", 2)]
    assert book.contacts.add_detail(bo, "interest", "Opera, trains (H0, N)") and held(bo) == ["opera", "trains (H0, N)"]
    book.contacts.add_detail(bo, "note", "one, two")
    assert [one.value for one in book.contacts.get(bo).of_kind("note")] == ["one, two"]


def test_dates(book: Notebook) -> None:
    ada = book.contacts.create("Ada")
    birthday = book.contacts.add_date(ada, "birth", "--02-29")
    assert book.db.value("SELECT x_day FROM anniversary") == "02-29"
    book.contacts.edit_date(birthday, date="1815-12-10", feb29="03-01")
    shown = book.contacts.get(ada).dates[0]
    assert (str(shown.date), shown.feb29) == ("1815-12-10", "03-01")
    assert book.db.value("SELECT x_day FROM anniversary") == "12-10"
    with pytest.raises(Refused):
        book.contacts.add_date(ada, "birth", "2001-02-29")


def test_photo(book: Notebook) -> None:
    ada = book.contacts.create("Ada")
    book.contacts.set_photo(ada, b"one", "image/png")
    book.contacts.set_photo(ada, b"two", "image/jpeg")
    assert book.contacts.photo(ada) == (b"two", "image/jpeg")
    assert book.contacts.rows([ada])[0].has_photo
    book.contacts.remove_photo(ada)
    assert book.contacts.photo(ada) is None


def test_patching_the_card(book: Notebook) -> None:
    ada = book.contacts.create("Ada Lovelace", email="a@example.com", phone="0170 1")
    before = book.contacts.card(ada)
    book.contacts.patch(
        ada,
        {
            "emails": {"e1": {"label": "home"}, "e7": {"address": "b@example.com"}},
            "phones": None,
            "keywords": {"VIP": True},
            "organizations": {"o1": {"name": "Engines"}},
            "kithbook.app:groups": ["Friends"],
            "hobby.example:x": [1],
        },
    )
    assert book.contacts.card(ada) == {
        **{name: value for name, value in before.items() if name != "phones"},
        "emails": {"e1": {"address": "a@example.com", "label": "home"}, "e7": {"address": "b@example.com"}},
        "keywords": {"VIP": True},
        "organizations": {"o1": {"name": "Engines"}},
        "kithbook.app:groups": ["Friends"],
        "hobby.example:x": [1],
    }
    assert book.groups.all()[0].members == 1
    book.undo()
    assert book.contacts.card(ada) == before
    book.redo()
    book.contacts.patch(ada, {"organizations": {"o1": {"name": "Mills"}}, "keywords": None, "kithbook.app:groups": []})
    card = book.contacts.card(ada)
    assert card["organizations"] == {"o1": {"name": "Mills"}}
    assert "keywords" not in card
    assert book.groups.all()[0].members == 0


def test_views(book: Notebook, time: Any) -> None:
    ada, bob = book.contacts.create("Ada"), book.contacts.create("Bob")
    time.now += timedelta(hours=1)
    book.contacts.create("Acme", kind="org")
    group = book.groups.create("Friends", members=[bob])
    book.contacts.add_label(ada, "Vip")
    assert _names(book, View(kind=None)) == ["Acme", "Ada", "Bob"]
    assert _names(book, View(kind="org")) == ["Acme"]
    assert _names(book, View(group=group)) == ["Bob"]
    assert _names(book, View(label="VIP")) == ["Ada"]
    assert _names(book, View(ids=frozenset([bob]))) == ["Bob"]
    assert _names(book, View(ids=frozenset([bob, *(bytes([n, m]) for n in range(9) for m in range(99))]))) == ["Bob"]
    assert _names(book, View(kind=None, sort="new")) == ["Acme", "Bob", "Ada"]
    assert _found(book, "b", group=group) == ["Bob"]
    assert book.contacts.labels() == ["Vip"]
    book.timeline.log([bob], "call", "hello")
    assert _names(book, View(sort="last")) == ["Bob", "Ada"]
    assert _names(book, View(colleague=book.colleagues.me().id)) == ["Bob"]
    assert book.contacts.count(View(colleague=book.colleagues.me().id)) == 1


def test_whom_somebody_means(book: Notebook) -> None:
    ada = book.contacts.create("Ada Lovelace")
    book.contacts.create("Ada King")
    assert book.contacts.find("ada lovelace") == ada
    assert book.contacts.find("lovelace") == ada
    assert book.contacts.find(ada.hex()) == ada
    assert book.contacts.find(book.contacts.rows([ada])[0].uid) == ada
    with pytest.raises(Ambiguous) as caught:
        book.contacts.find("Ada")
    assert len(caught.value.candidates) == 2
    with pytest.raises(NotFound):
        book.contacts.find("Grace")


def test_one_change_groups_several_edits(book: Notebook) -> None:
    from notebook.sentences import say

    ada = book.contacts.create("Ada")
    with book.change(say("Tidy up")):
        book.contacts.edit(ada, full_name="Ada King")
        book.contacts.add_detail(ada, "phone", "0170 1")
    assert str(book.undo()) == "Tidy up"
    assert book.contacts.get(ada).name == "Ada"
    assert book.contacts.get(ada).details == ()


def test_damage_is_found_and_repaired(book: Notebook) -> None:
    ada = book.contacts.create("Ada", phone="+49 170 1234567")
    book.contacts.add_detail(ada, "note", "hello")
    with book.db.write():
        book.db.execute("UPDATE contact SET x_sort = 'zz'")
        book.db.execute("DELETE FROM digits_index")
        book.db.execute("DELETE FROM words_index")
    assert len(book.check()) == 3
    book.repair()
    assert book.check() == []
    assert _found(book, "170123") == ["Ada"]


def test_groups(book: Notebook) -> None:
    ada = book.contacts.create("Ada")
    group = book.groups.create("Friends", "to laugh with")
    book.groups.add(group, [ada])
    assert book.groups.members(group) == [ada]
    assert book.contacts.get(ada).groups == ((group, "Friends"),)
    book.groups.rename(group, "Best friends")
    with pytest.raises(Refused):
        book.groups.create("best FRIENDS")
    book.groups.edit(group, ideal_days=30)
    assert book.groups.get(group).ideal_days == 30
    book.groups.remove(group, [ada])
    assert book.groups.all()[0].members == 0
    book.groups.delete(group)
    assert book.groups.all() == []
    search = book.groups.save_search("Berlin", "berlin")
    assert [s.query for s in book.groups.searches()] == ["berlin"]
    book.groups.delete_search(search)
    assert book.groups.searches() == []


def test_colleagues(book: Notebook, notebook: Callable[..., Notebook]) -> None:
    book.contacts.create("Ada")
    me = book.colleagues.me()
    assert book.colleagues.all() == [me]
    assert book.colleagues.i_am("Tom Baker") == me.id
    assert book.colleagues.me().name == "Tom Baker"
    other = book.colleagues.introduce("Ann")
    assert book.colleagues.introduce("ann") == other
    assert book.colleagues.names()[other] == "Ann"
    assert book.colleagues.i_am("Ann") == other
    assert notebook(create=False).colleagues.me().name == "Ann"
