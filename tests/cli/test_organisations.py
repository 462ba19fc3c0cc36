"""What is said of an organisation is what its figures are reckoned from: with its people, and whose each thing is."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from notebook import Notebook
from tests.cli.conftest import Kithbook


@pytest.fixture
def guild(kithbook: Kithbook, tmp_path: Path) -> Kithbook:
    """An organisation of which everything was said with its people; one of them has left."""
    for name in ("Dana Lindqvist", "Bo Dahl"):
        kithbook("add", name, "--org", "Guild")
    kithbook("add", "Old Hand")
    with closing(Notebook.open(tmp_path / "test.kithbook", state=tmp_path / "state")) as book:
        book.contacts.add_role(book.contacts.find("Old Hand"), organisation="Guild", until="2020")
    kithbook("log", "call Dana Lindqvist: hello; promise: send the list by 2026-12-10")
    kithbook("log", "Bo Dahl", "--kind", "call", "--text", "hi", "--promise", "two names", "--theirs", "--due",
             "2026-12-01")  # fmt: skip
    kithbook("want", "Dana Lindqvist", "a brighter hall", "--horizon", "someday")
    kithbook("want", "Bo Dahl", "a trailer", "--horizon", "now")
    return kithbook


def test_promises_of_an_organisation_are_those_with_its_people(guild: Kithbook) -> None:
    found = guild("promises", "Guild", "--json").json["promises"]
    assert [(one["contact"]["name"], one["text"]) for one in found] == [
        ("Bo Dahl", "two names"), ("Dana Lindqvist", "send the list")]  # fmt: skip
    out = guild("promises", "Guild").out
    assert "Bo Dahl" in out and "Dana Lindqvist" in out
    assert len(guild("promises", "Bo Dahl", "--json").json["promises"]) == 1
    guild("keep", found[1]["id"])
    assert "kept 1 of 1 promise" in guild("health", "Guild").out
    assert len(guild("promises", "Guild", "--json").json["promises"]) == 1
    assert len(guild("promises", "Guild", "--all", "--json").json["promises"]) == 2


def test_wants_of_an_organisation_are_those_of_its_people(guild: Kithbook) -> None:
    found = guild("want", "Guild", "--json").json["wants"]
    assert [(one["contact"]["name"], one["text"]) for one in found] == [
        ("Bo Dahl", "a trailer"), ("Dana Lindqvist", "a brighter hall")]  # fmt: skip
    assert [line.split("  ")[0] for line in guild("want", "Guild").out.splitlines()] == ["Bo Dahl", "Dana Lindqvist"]
    assert "Bo Dahl" not in guild("want", "Bo Dahl").out, "whose it is need not be said of one person"
    assert guild("want", "Guild", "--met", found[0]["id"]).code == 0, "what was listed can be closed"
    assert guild("want", "Guild", "--dropped", "brighter hall").code == 0
    assert guild("want", "Guild").out == "No open wants.\n"


def test_who_left_is_no_longer_of_the_organisation(guild: Kithbook) -> None:
    guild("want", "Old Hand", "a chair")
    assert "a chair" not in guild("want", "Guild").out
    assert guild("want", "Guild", "--met", "a chair").code == 1
