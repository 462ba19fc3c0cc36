"""list, show, add, edit, remove: the answers other programs rely on."""

from __future__ import annotations

import json
from uuid import UUID

import pytest

from .conftest import Kithbook


def test_add_and_list(kithbook: Kithbook) -> None:
    added = kithbook("add", "Ada Lovelace", "--email", "ada@example.org", "--phone", "+49 170 1234567",
                     "--org", "Engines Ltd", "--json").json  # fmt: skip
    assert set(added) == {"contact"}
    assert set(added["contact"]) == {"id", "uid", "name"}
    assert str(UUID(added["contact"]["id"])) == added["contact"]["id"]
    listed = kithbook("list", "lovel", "--json").json
    assert listed["total"] == 1
    [row] = listed["contacts"]
    assert row == {**added["contact"], "organisation": "Engines Ltd", "last_interaction": None, "next_due": None}


@pytest.mark.parametrize("query", ["zoe", "ZOË", "0170 123", "engines", "zoe engines", "zoe@example"])
def test_list_searches_as_the_window_does(kithbook: Kithbook, query: str) -> None:
    kithbook("add", "Zoë Żółć", "--email", "zoe@example.org", "--phone", "+49 170 1234567", "--org", "Engines")
    kithbook("add", "Bo")
    names = [row["name"] for row in kithbook("list", query, "--json").json["contacts"]]
    assert "Zoë Żółć" in names
    assert "Bo" not in names


def test_list_in_pages(kithbook: Kithbook) -> None:
    for name in ("Cy", "Ada", "Bo"):
        kithbook("add", name)
    page = kithbook("list", "--limit", "1", "--offset", "1", "--json").json
    assert page["total"] == 3
    assert [row["name"] for row in page["contacts"]] == ["Bo"]
    assert kithbook("list", "--limit", "0", "--json").json == {"total": 3, "contacts": []}
    assert kithbook("list", "nobody", "--json").json == {"total": 0, "contacts": []}
    assert [line.strip() for line in kithbook("list").out.splitlines()] == ["Ada", "Bo", "Cy", "3 contacts"]


def test_list_shows_the_last_conversation_and_the_next_date(kithbook: Kithbook) -> None:
    kithbook("add", "Ada")
    kithbook("log", "Ada", "--kind", "call", "--text", "x", "--at", "2026-11-19T14:00Z")
    kithbook("remind", "Ada", "ring back", "--on", "2026-12-01")
    [row] = kithbook("list", "--json").json["contacts"]
    assert row["last_interaction"] == "2026-11-19T14:00:00Z"
    assert row["next_due"] == "2026-12-01"


def test_show(kithbook: Kithbook) -> None:
    kithbook("add", "Ada Lovelace", "--email", "ada@example.org")
    kithbook("log", "Ada Lovelace", "--kind", "call", "--text", "wants a shop", "--promise", "the list",
             "--due", "2026-11-27")  # fmt: skip
    kithbook("remind", "Ada Lovelace", "ring back", "--on", "2026-12-01", "--every", "FREQ=MONTHLY")
    shown = kithbook("show", "Ada Lovelace", "--json").json
    assert set(shown) == {"card", "timeline", "promises", "reminders"}
    card = shown["card"]
    assert card["@type"] == "Card"
    assert card["name"]["full"] == "Ada Lovelace"
    assert [mail["address"] for mail in card["emails"].values()] == ["ada@example.org"]
    [entry] = shown["timeline"]
    assert (entry["kind"], entry["text"]) == ("call", "wants a shop")
    assert [one["name"] for one in entry["contacts"]] == ["Ada Lovelace"]
    [promise] = shown["promises"]
    assert entry["promises"] == [promise["id"]]
    assert promise["contact"]["uid"] == card["uid"]
    [reminder] = shown["reminders"]
    assert (reminder["text"], reminder["date"], reminder["every"]) == ("ring back", "2026-12-01", "FREQ=MONTHLY")
    for text in ("Ada Lovelace", "ada@example.org", "wants a shop", "the list", "ring back"):
        assert text in kithbook("show", "Ada Lovelace").out


def test_show_says_all_that_is_noted(kithbook: Kithbook) -> None:
    kithbook("add", "Ada Lovelace")
    kithbook("add", "Bo Dahl")
    kithbook("edit", "Ada Lovelace", "--patch",
             '{"kithbook.app:relation": "best customer", "kithbook.app:met": "at the fair"}')  # fmt: skip
    kithbook("want", "Ada Lovelace", "a second shop", "--horizon", "year")
    kithbook("bought", "Ada Lovelace", "stand no. 7", "--quantity", "4", "--price", "1120.00", "--currency", "EUR")
    kithbook("story", "Ada Lovelace", "stand no. 7", "my apprentice can lift it", "--quote", "none")
    kithbook("gave", "Ada Lovelace", "advice", "where to have it printed")
    kithbook("permission", "Ada Lovelace", "email", "news", "--granted")
    said = kithbook("show", "Ada Lovelace").out
    for text in ("best customer", "at the fair", "a second shop", "4 x stand no. 7", "1120.00 EUR",
                 "my apprentice can lift it", "where to have it printed", "e-mail for news: yes"):  # fmt: skip
        assert text in said, text
    card = kithbook("show", "Ada Lovelace", "--json").json["card"]
    [want] = card["kithbook.app:wants"].values()
    assert want["text"] == "a second shop"
    assert "a second shop" not in kithbook("show", "Bo Dahl").out


def test_who_is_an_id_a_uid_or_a_unique_name(kithbook: Kithbook) -> None:
    ada = kithbook("add", "Ada Lovelace", "--json").json["contact"]
    kithbook("add", "Bo")
    for who in (ada["id"], ada["id"].upper(), ada["uid"], "Ada Lovelace", "ada lovelace"):
        assert kithbook("show", who, "--json").json["card"]["uid"] == ada["uid"], who
    kithbook("add", "Bo")
    several = kithbook("show", "Bo")
    assert several.code == 1
    assert len(several.err.splitlines()) == 1
    nobody = kithbook("show", "Cy")
    assert nobody.code == 1
    assert "Cy" in nobody.err


def test_edit_merges_a_patch_into_the_card(kithbook: Kithbook) -> None:
    kithbook("add", "Ada", "--email", "ada@example.org")
    [key] = kithbook("show", "Ada", "--json").json["card"]["emails"]
    patch = {"emails": {key: {"address": "new@example.org"}}, "keywords": {"VIP": True},
             "nicknames": {"k1": {"name": "Countess"}}}  # fmt: skip
    answer = kithbook("edit", "Ada", "--patch", json.dumps(patch), "--json").json
    assert answer["contact"]["name"] == "Ada"
    card = kithbook("show", "Ada", "--json").json["card"]
    assert [mail["address"] for mail in card["emails"].values()] == ["new@example.org"]
    assert card["keywords"] == {"VIP": True}
    kithbook("edit", "Ada", "--patch", '{"emails": null, "keywords": null}')
    card = kithbook("show", "Ada", "--json").json["card"]
    assert "emails" not in card
    assert "keywords" not in card
    assert [one["name"] for one in card["nicknames"].values()] == ["Countess"]
    kithbook("undo")
    assert "emails" in kithbook("show", "Ada", "--json").json["card"]


@pytest.mark.parametrize("patch", ['{"emails": 5}', '{"emails": {"e1": "x"}}', '{"name": []}', '{"emails": []}'])
def test_a_patch_that_makes_no_card_is_refused(kithbook: Kithbook, patch: str) -> None:
    kithbook("add", "Ada", "--email", "ada@example.org")
    before = kithbook("show", "Ada", "--json").json["card"]
    ran = kithbook("edit", "Ada", "--patch", patch)
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert kithbook("show", "Ada", "--json").json["card"] == before


def test_remove_and_undo(kithbook: Kithbook) -> None:
    ada = kithbook("add", "Ada", "--json").json
    assert kithbook("remove", "Ada", "--json").json == ada
    assert kithbook("list", "--json").json["total"] == 0
    assert kithbook("show", "Ada").code == 1
    kithbook("undo")
    assert kithbook("list", "--json").json["total"] == 1


def test_removing_says_which_promises_go_along(kithbook: Kithbook) -> None:
    kithbook("add", "Ann")
    kithbook("log", "call Ann: x; promise: send the list")
    assert "Ann was removed, with 1 open promise; undo brings them back." in kithbook("remove", "Ann").out
    kithbook("undo")
    assert "send the list" in kithbook("promises").out


def test_add_tells_who_is_perhaps_there_already(kithbook: Kithbook) -> None:
    assert kithbook("add", "Giulia Ferri", "--phone", "0171 222333").err == ""
    ran = kithbook("add", "Giulia Ferri", "--phone", "+49 171 222333")
    assert (ran.code, ran.err) == (0, "Giulia Ferri: perhaps the Giulia Ferri you have: same name and telephone.\n")
    assert kithbook("add", "Giulia Ferri", "--email", "giulia@example.org").err == ""
    assert kithbook("list", "--json").json["total"] == 3
