"""introductions and path: who is worth introducing, who opens the door. It is Friday, 20 November 2026."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from notebook.book import Notebook

Kithbook = Callable[..., Any]


@pytest.fixture
def ids(kithbook: Kithbook) -> dict[str, str]:
    """Ann, Bo and Cy; Ann and Bo keep falcons, Bo and Cy are friends."""
    found = {}
    for name, interests in (("Ann", ("Falconry", "chess")), ("Bo", ("falconry",)), ("Cy", ())):
        found[name] = str(kithbook("add", name, "--json").json["contact"]["id"])
        if interests:
            personal = {str(n): {"kind": "hobby", "value": value} for n, value in enumerate(interests)}
            assert kithbook("edit", name, "--patch", json.dumps({"personalInfo": personal})).code == 0
    return found


def test_who_is_worth_introducing(kithbook: Kithbook, ids: dict[str, str]) -> None:
    kithbook("permission", "Bo", "any", "introduction", "--granted", "--how", "said so")
    answer = kithbook("introductions", "--json").json
    [one] = answer["candidates"]
    assert answer["introductions"] == []
    assert (one["a"]["id"], one["b"]["id"], one["points"]) == (ids["Ann"], ids["Bo"], 1000)
    assert one["permission"] == ["unknown", "granted"] and one["shared"] == ["Falconry"]
    assert [reason["text"] for reason in one["reasons"]] == [
        "Both: Falconry, as nobody else", "Nothing is known of Ann and introductions: ask first",
        "Bo is open to introductions (said so, 2026-11-20)"]  # fmt: skip
    assert [len(reason["evidence"]) for reason in one["reasons"]] == [2, 0, 1]
    assert kithbook("introductions", "Bo").out.splitlines()[2] == "Introduce Bo and Ann?"
    assert kithbook("introductions", "Cy").out == "No introductions under way.\n"
    assert kithbook("introductions", "Cy", "--json").json["candidates"] == []
    assert kithbook("introductions", "Nobody").code == 1
    made = kithbook("introductions", "propose", "Ann", "Bo", "--json").json["introductions"][0]
    assert made["reasons"] == [{"text": "nobody asked yet", "evidence": [made["id"]]}]
    after = kithbook("introductions", "Ann", "--json").json
    assert after["candidates"] == [] and [one["id"] for one in after["introductions"]] == [made["id"]]
    assert kithbook("introductions", "Cy", "--json").json == {"introductions": [], "candidates": []}
    assert kithbook("introductions", "ask", made["id"]).code == 1


def test_the_way_to_somebody(kithbook: Kithbook, ids: dict[str, str], tmp_path: Path) -> None:
    assert kithbook("path", "Cy").out == (
        "There is no way from any of us to Cy within 4 steps. Note who knows whom, or log who was spoken with.\n")
    kithbook("log", "Bo", "--kind", "call", "--text", "x", "--by", "Marta")
    book = Notebook.open(tmp_path / "test.kithbook", state=tmp_path / "state")
    book.relations.add(book.contacts.find("Bo"), "friend", book.contacts.find("Cy"))
    book.close()
    door = kithbook("path", "Cy", "--json").json["path"]
    assert (door["to"], door["target"]["id"], door["text"]) == ("Cy", ids["Cy"], "Ask Marta: Marta → Bo → Cy")
    assert [(link["kind"], link["from"]["name"], link["to"]["name"]) for link in door["links"]] == [
        ("talk", "Marta", "Bo"), ("relation", "Bo", "Cy")]  # fmt: skip
    assert door["worth"] == pytest.approx(door["links"][0]["worth"] * door["links"][1]["worth"], abs=1e-4)
    assert [reason["text"] for reason in door["reasons"]] == [
        "Marta spoke with Bo once, on 2026-11-20", "Bo knows Cy (friend)"]  # fmt: skip
    assert all(reason["evidence"] for reason in door["reasons"])
    assert kithbook("path", "Cy", "--from", "marta").out == (
        "Ask Marta: Marta → Bo → Cy\n  - Marta spoke with Bo once, on 2026-11-20\n  - Bo knows Cy (friend)\n")
    assert kithbook("path", "Cy", "--from", "Otto").err.startswith("None of us is called Otto. We are: Marta")


def test_the_way_to_a_role(kithbook: Kithbook, ids: dict[str, str]) -> None:
    kithbook("add", "Di", "--org", "Repair Works")
    kithbook("log", "Di", "--kind", "visit", "--text", "x", "--by", "Marta")
    assert kithbook("path", "Repair Works", "--json").json["path"]["target"]["name"] == "Di"
    assert kithbook("path", "buyer at Repair Works").out.startswith("Nobody is known as buyer at Repair Works.")
    assert kithbook("path", "buyer at Nowhere").code == 1
    assert kithbook("path", "buyer at Ann").code == 1


def test_path_alone_says_where_the_notebook_lies(kithbook: Kithbook) -> None:
    assert kithbook("path").code == 1 and kithbook("path", "--from", "Marta").code == 2
    assert kithbook("path", "Ann").err.startswith("There is no notebook at")


def test_a_no_by_mistake_is_opened_again(kithbook: Kithbook, ids: dict[str, str]) -> None:
    made = kithbook("introductions", "propose", "Ann", "Bo", "--json").json["introductions"][0]
    assert kithbook("introductions", "reopen", made["id"]).code == 1
    kithbook("introductions", "no", made["id"], "Bo")
    [held] = kithbook("introductions", "reopen", made["id"], "--json").json["introductions"]
    assert (held["state"], held["answers"]) == ("asked", [None, None])


def test_a_no_given_meanwhile_is_said(kithbook: Kithbook) -> None:
    """In the list, at the step, and it can be lifted."""
    for name in ("Ann Lee", "Bo Dahl"):
        kithbook("add", name)
    one = kithbook("introductions", "propose", "Ann", "Bo", "--json").json["introductions"][0]["id"]
    for who in ("Ann", "Bo"):
        kithbook("introductions", "yes", one, who)
    kithbook("permission", "Bo", "any", "introductions", "--refused")
    no = "Bo Dahl said no to introductions on 2026-11-20"
    assert no in kithbook("introductions").out
    [told] = kithbook("introductions", "--json").json["introductions"]
    assert (told["state"], told["text"]) == ("refused", no) and len(told["reasons"][0]["evidence"]) == 2
    found = kithbook("introductions", "introduce", one)
    assert (found.code, no in found.err) == (1, True)
    assert "Bo Dahl" not in kithbook("today").out
    kithbook("permission", "Bo", "any", "introductions", "--granted")
    assert kithbook("introductions", "introduce", one).code == 0
    assert kithbook("permission", "Ann", "any", "introductions", "--refused", "--on", "2027-01-01").code == 1


def test_an_introduction_that_was_logged_may_be_ours(kithbook: Kithbook) -> None:
    for name in ("Ann Lee", "Bo Dahl"):
        kithbook("add", name)
    logged = kithbook("log", "introduction Ann Lee, Bo Dahl: both build", "--json")
    entry = logged.json["id"]
    assert f"kithbook introductions made {entry}" in logged.err
    assert kithbook("introductions", "--json").json["introductions"] == []
    [made] = kithbook("introductions", "made", entry, "--json").json["introductions"]
    assert (made["state"], made["reasons"][0]["evidence"]) == ("introduced", [made["id"], entry])
    assert kithbook("introductions", "made", entry).code == 1
    assert "made" not in kithbook("log", "introduced Ann Lee to Bo Dahl: again").err
