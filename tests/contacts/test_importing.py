"""Cards into the notebook (sync.md 2): the same file twice changes nothing, what a person typed is never replaced."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from notebook.book import Notebook
from notebook.changes import history
from notebook.changes.ids import Id, derived_id
from notebook.contacts.organisations import place_of
from notebook.sentences import say


def _card(**more: Any) -> dict[str, Any]:
    return {
        "@type": "Card",
        "version": "1.0",
        "uid": "ada-1",
        "name": {"full": "Ada Lovelace"},
        "emails": {"e1": {"address": "ada@example.com"}},
        "phones": {"p1": {"number": "0170 123", "contexts": {"private": True}}},
        "organizations": {"o1": {"name": "Engines GmbH"}},
        "titles": {"t1": {"name": "Analyst", "kind": "title", "organizationId": "o1"}},
        "anniversaries": {"b1": {"kind": "birth", "date": {"@type": "PartialDate", "month": 12, "day": 10}}},
        "keywords": {"VIP": True},
        "kithbook.app:groups": ["Friends"],
        **more,
    }


def _take(book: Notebook, *cards: dict[str, Any]) -> list[str]:
    """Import as the importer does: compare, then one bulk change."""
    with_ids: list[tuple[Id, dict[str, Any]]] = []
    for card in cards:
        known = book.contacts.ids_by_uid([card["uid"]])
        with_ids.append((known.get(card["uid"]) or derived_id(book.workspace, card["uid"]), card))
    verdicts = book.contacts.compare_cards(with_ids)
    with book.journal.batch(say("Import"), source="import:test") as batch, batch.change() as draft:
        fresh = [pair for pair, verdict in zip(with_ids, verdicts, strict=True) if verdict == "created"]
        book.contacts.import_new(draft, fresh)
        for (contact, card), verdict in zip(with_ids, verdicts, strict=True):
            if verdict == "updated":
                assert book.contacts.import_update(draft, contact, card)
    return verdicts


def test_the_same_card_twice_changes_nothing(book: Notebook) -> None:
    card = _card()
    assert _take(book, card) == ["created"]
    ada = book.contacts.find("ada-1")
    assert book.contacts.card(ada) == card
    assert _take(book, copy.deepcopy(card)) == ["unchanged"]
    assert book.check() == []


def test_a_newer_card_updates_what_imports_wrote_and_keeps_the_rest(book: Notebook) -> None:
    _take(book, _card())
    newer = _card(
        name={"full": "Ada King"},
        emails={"e1": {"address": "ada@king.example"}},
        titles={"t1": {"name": "Countess", "kind": "title", "organizationId": "o1"}},
        anniversaries={"b1": {"kind": "birth", "date": {"@type": "PartialDate", "year": 1815, "month": 12, "day": 10}}},
    )
    assert _take(book, newer) == ["updated"]
    ada = book.contacts.get(book.contacts.find("ada-1"))
    assert ada.name == "Ada King"
    assert {d.value for d in ada.of_kind("email")} == {"ada@example.com", "ada@king.example"}
    assert len({d.key for d in ada.of_kind("email")}) == 2
    assert ada.roles[0].title == "Countess"
    assert [str(date.date) for date in ada.dates] == ["1815-12-10"]
    assert _take(book, newer) == ["unchanged"]


def test_an_import_never_replaces_what_a_person_typed(book: Notebook) -> None:
    _take(book, _card())
    ada = book.contacts.find("ada-1")
    book.contacts.edit(ada, full_name="Augusta Ada King")
    assert _take(book, _card()) == ["unchanged"]
    newer = _card(name={"full": "Ada K. Lovelace"})
    assert _take(book, newer) == ["updated"]
    assert book.contacts.get(ada).name == "Augusta Ada King"
    standing = history.heads(book.journal, "contact", ada, "full_name")
    assert [(head.value, head.imported) for head in standing] == [
        ("Augusta Ada King", False), ("Ada K. Lovelace", True),
    ]  # fmt: skip
    assert _take(book, newer) == ["unchanged"]
    newest = _card(name={"full": "Lady Lovelace"})
    assert _take(book, newest) == ["updated"]
    standing = history.heads(book.journal, "contact", ada, "full_name")
    assert [head.value for head in standing] == ["Augusta Ada King", "Lady Lovelace"]


@pytest.mark.parametrize("preferred", [False, True])
def test_what_a_person_typed_keeps_its_place(book: Notebook, preferred: bool) -> None:
    """Many: whichever id an imported row gets, it comes after."""
    for number in range(12):
        uid = f"typed-{number}"
        ada = derived_id(book.workspace, uid)
        with book.change(say("Add a card")) as draft:
            draft.insert("contact", ada, {"uid": uid, "kind": "individual", "full_name": "Ada Typed"})
        for value in ("first@typed.example", "second@typed.example"):
            book.contacts.add_detail(ada, "email", value, preferred=preferred and value.startswith("first"))
        book.contacts.add_role(ada, organisation="Typed Ltd")
        emails = {"e1": {"address": "a@book.example", "pref": 1}, "e2": {"address": "b@book.example"}}
        _take(book, _card(uid=uid, emails=emails))
        found = [one.value for one in book.contacts.get(ada).of_kind("email")]
        typed, imported = ["first@typed.example", "second@typed.example"], ["a@book.example", "b@book.example"]
        # What an address book prefers goes first only where nobody here has said what to prefer.
        assert found == [*typed, *imported] if preferred else [imported[0], *typed, imported[1]]
        card = book.contacts.card(ada)
        assert [entry["address"] for entry in card["emails"].values()] == [*typed, *imported]
        assert [entry["name"] for entry in card["organizations"].values()] == ["Typed Ltd", "Engines GmbH"]
        assert book.contacts.compare_cards([(ada, _card(uid=uid, emails=emails))]) == ["unchanged"]


def test_what_a_person_deleted_stays_deleted(book: Notebook) -> None:
    _take(book, _card())
    ada = book.contacts.find("ada-1")
    book.contacts.remove_detail(book.contacts.get(ada).of_kind("phone")[0].id)
    book.contacts.remove_label(ada, "vip")
    book.groups.remove(book.groups.all()[0].id, [ada])
    assert _take(book, _card()) == ["unchanged"]
    assert book.contacts.get(ada).of_kind("phone") == ()
    book.contacts.delete(ada)
    assert _take(book, _card()) == ["created"]
    back = book.contacts.get(ada)
    assert [d.value for d in back.of_kind("phone")] == ["0170 123"]
    assert back.labels == ("VIP",)


def test_a_detail_edited_by_hand_is_found_again(book: Notebook) -> None:
    _take(book, _card())
    ada = book.contacts.find("ada-1")
    book.contacts.edit_detail(book.contacts.get(ada).of_kind("phone")[0].id, value="+49 170 123", label="mobile")
    book.contacts.add_detail(ada, "email", "ADA@new.example")
    assert _take(book, _card(emails={"e1": {"address": "ada@new.example"}})) == ["unchanged"]
    assert [d.value for d in book.contacts.get(ada).of_kind("phone")] == ["+49 170 123"]
    assert len(book.contacts.get(ada).of_kind("email")) == 2


def test_an_empty_cell_is_filled_also_for_somebody_typed_in(book: Notebook) -> None:
    ada = book.journal.new_id()
    with book.change(say("Add a card")) as draft:
        book.contacts.import_new(draft, [(ada, {"uid": "ada-1", "name": {"full": "Ada Lovelace"}})])
    assert _take(book, _card()) == ["updated"]
    contact = book.contacts.get(ada)
    assert [d.value for d in contact.of_kind("email")] == ["ada@example.com"]
    assert contact.roles[0].organisation_name == "Engines GmbH"
    assert _take(book, _card()) == ["unchanged"]


def test_one_organisation_for_all_spellings_and_its_own_card_takes_the_place(book: Notebook) -> None:
    bob = _card(uid="bob", name={"full": "Bob"}, organizations={"o1": {"name": "ENGINES gmbh"}})
    _take(book, _card(), bob)
    place = place_of(book.workspace, "Engines GmbH")
    assert [role.person_name for role in book.contacts.get(place).people] == ["Ada Lovelace", "Bob"]
    assert book.contacts.card(book.contacts.find("bob")) == bob  # each card keeps its spelling
    own = {"@type": "Card", "version": "1.0", "uid": "org-1", "kind": "org", "name": {"full": "Engines GmbH"},
           "phones": {"p1": {"number": "030 1"}}}  # fmt: skip
    assert book.contacts.free_place(own, taken=()) == place
    with book.journal.batch(say("Import"), source="import:test") as batch, batch.change() as draft:
        book.contacts.import_update(draft, place, own)
    assert not book.contacts.get(place).implied
    assert book.contacts.card(place) == own
    assert book.contacts.free_place(own, taken=()) is None
    assert book.contacts.find("org-1") == place


def test_organisation_and_people_in_one_change(book: Notebook) -> None:
    place = place_of(book.workspace, "Engines GmbH")
    own = {"@type": "Card", "version": "1.0", "uid": "org-1", "kind": "org", "name": {"full": "Engines GmbH"}}
    with book.journal.batch(say("Import"), source="import:test") as batch, batch.change() as draft:
        book.contacts.import_new(draft, [(derived_id(book.workspace, "ada-1"), _card()), (place, own)])
    assert book.contacts.card(place) == own
    assert book.contacts.get(book.contacts.find("ada-1")).roles[0].organisation == place
    assert book.check() == []


def test_undoing_an_import_takes_everything_back(book: Notebook) -> None:
    _take(book, _card())
    book.undo()
    assert book.contacts.exportable() == []
    assert book.contacts.search("ada") == []
    assert book.contacts.search("engines") == []
    assert book.check() == []


@pytest.mark.parametrize("folder", ["vcard"])
def test_every_card_of_the_corpus_goes_through_a_notebook_unchanged(book: Notebook, corpus: Any, folder: str) -> None:
    from notebook.contacts.card import card_from_draft, draft_from_card
    from notebook.exchange import vcard

    cards: list[tuple[Id, dict[str, Any]]] = []
    for path in sorted((corpus / folder).rglob("*")):
        if path.suffix.lower() in (".vcf", ".vcard") and path.stat().st_size < 2_000_000:
            for record in vcard.read(path.read_bytes()):
                if record.card is not None:
                    key = f"{path.relative_to(corpus)}:{record.number}"
                    card = record.card
                    assert card_from_draft(draft_from_card(card), "x") == {"uid": "x", **card}, key
                    cards.append((derived_id(book.workspace, key), card))
    assert len(cards) > 100
    for start in range(0, len(cards), 200):
        with book.journal.batch(say("Import"), source="import:test") as batch, batch.change() as draft:
            book.contacts.import_new(draft, cards[start : start + 200])
    for (contact, card), back in zip(cards, book.contacts.cards([c for c, _ in cards]), strict=True):
        assert back == {"uid": back["uid"], **card}, contact.hex()
    assert set(book.contacts.compare_cards(cards)) == {"unchanged"}
