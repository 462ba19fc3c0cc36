"""What the command line cannot read it says before it saves; impossible values are refused. It is 20 November 2026."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Kithbook = Callable[..., Any]


@pytest.fixture
def ann(kithbook: Kithbook) -> Kithbook:
    kithbook("add", "Ann Lee")
    kithbook("add", "Bo")
    return kithbook


@pytest.mark.parametrize(("line", "words"), [
    ("call Ann: promise: x by 31 February", ["by 31 February"]),
    ("call Ann: want: x within 3 moths", ["within 3 moths"]),
    ("call Ann: x; promse: send it", ["promse:"]), ("call Ann: bought: foo -5 EUR", ["-5 EUR"]),
    ("call Ann 2026-02-30", ["2026-02-30"]), ("call Ann: wnat: a; promse: b", ["wnat:", "promse:"]),
    ("call Ann: note: see https://x", []), ("call Ann", []), ("call Ann: bought: 2 x foo 5 dollars", []),
])  # fmt: skip
def test_a_line_says_what_it_could_not_read(ann: Kithbook, line: str, words: list[str]) -> None:
    ran = ann("log", line, "--json")
    assert ran.json["not_understood"] == words
    assert ran.err.count("Not understood: ") == len(words)
    assert all(f"Not understood: {one}." in ran.err for one in words)
    shown = ann("show", "Ann", "--json").json
    kept = shown["timeline"][0]["text"] + " ".join(one["text"] for one in shown["promises"])
    assert all(one in kept for one in words)
    assert {one["due"] for one in shown["promises"]} <= {None}


def test_what_a_line_made_is_told(ann: Kithbook) -> None:
    line = "call Ann: want: a shop within 3 months; bought: 2 x foo 5 dollars; gave: an introduction to Bo"
    told = ann("log", line).out.splitlines()[1:]
    assert len(told) == 3 and all(what in line for line, what in zip(sorted(told), ("foo", "introduction", "shop"),
                                                                     strict=True))  # fmt: skip
    made = ann("log", line, "--json").json["made"]
    assert {one["table"] for one in made} == {"want", "purchase", "favour"}


def test_a_purchase_by_its_kind_is_kept_or_it_is_said_that_none_is(ann: Kithbook) -> None:
    line = ann("log", "order from Ann: 12 x Stand 11.90 EUR each", "--json").json
    words = ann("log", "Ann", "--kind", "purchase", "--text", "12 x Stand, 142.80 EUR", "--json").json
    assert [one["table"] for told in (line, words) for one in told["made"]] == ["purchase", "purchase"]
    bare = ann("log", "Ann", "--kind", "Purchase", "--text", "she was in the shop", "--json")
    assert bare.json["made"] == [] and bare.json["not_understood"] == ["she was in the shop"]
    assert "No purchase is kept, only these words." in bare.err
    assert "No purchase is kept, only these words." in ann("log", "Ann bought a boat").err


def test_on_a_shared_talk_it_is_told_whose_it_is(ann: Kithbook) -> None:
    told = ann("log", "visit Ann, Bo: saw both; want: a trailer; learned: has a dog").out
    assert "Ann Lee · want: a trailer" in told and "Ann Lee · learned: has a dog" in told
    assert "    saw both; Ann Lee · want: a trailer; Ann Lee · learned: has a dog\n" in ann("show", "Bo").out
    assert "    saw both; want: a trailer; learned: has a dog\n" in ann("show", "Ann").out
    entry = ann("show", "Bo", "--json").json["timeline"][0]
    names = {one["id"]: one["name"] for one in entry["contacts"]}
    assert [names[one["contact"]] for one in entry["made"]] == ["Ann Lee"]


def test_did_you_mean(ann: Kithbook) -> None:
    assert "Not understood: wnat:. Did you mean want:?" in ann("log", "call Ann: wnat: a shop").err
    assert "Did you mean within 3 months?" in ann("log", "call Ann: want: a shop within 3 moths").err


def test_a_want_is_read_as_the_line_reads_it(ann: Kithbook) -> None:
    ran = ann("want", "Ann", "a second shop within 3 months!", "--json")
    want, by = ran.json["want"], "2027-02-20"
    assert (want["text"], want["due"], want["horizon"], want["strength"]) == ("a second shop", by, "season", 3)
    assert "Understood: by 2027-02-20  3/3  a second shop" in ran.err
    ann("log", "call Bo: want: a second shop within 3 months!")
    [same] = ann("want", "Bo", "--json").json["wants"]
    assert {name: same[name] for name in ("text", "due", "horizon", "strength", "certainty", "words")} == {
        name: want[name] for name in ("text", "due", "horizon", "strength", "certainty", "words")}  # fmt: skip
    want = ann("want", "Ann", "quiet brakes?", "--json").json["want"]
    assert (want["text"], want["certainty"]) == ("quiet brakes", "suspected")
    want = ann("want", "Ann", 'a bell "so loud" (Bell)', "--json").json["want"]
    assert (want["text"], want["words"], want["product"]) == ("a bell (Bell)", "so loud", None)
    ann("bought", "Bo", "Bell")
    want = ann("want", "Ann", "another one now (bell)", "--json").json["want"]
    assert (want["product"], want["text"]) == ("Bell", "another one now")


def test_options_win_over_words_and_no_word_is_lost(ann: Kithbook) -> None:
    ran = ann("want", "Ann", "a shop within 3 months!", "--horizon", "year", "--strength", "1", "--json")
    want = ran.json["want"]
    assert (want["text"], want["due"]) == ("a shop within 3 months!", None)
    assert (want["horizon"], want["strength"]) == ("year", 1)
    want = ann("want", "Ann", "a van by May", "--by", "2026-12-01", "--json").json["want"]
    assert (want["text"], want["due"]) == ("a van by May", "2026-12-01")
    want = ann("want", "Ann", "a dog", "--suspected", "--json").json["want"]
    assert (want["text"], want["certainty"]) == ("a dog", "suspected")
    want = ann("want", "Ann", 'a "red" car', "--words", "please", "--json").json["want"]
    assert (want["text"], want["words"]) == ('a "red" car', "please")


def test_a_want_says_what_it_could_not_read(ann: Kithbook) -> None:
    ran = ann("want", "Ann", "a shop within 3 moths", "--json")
    assert (ran.json["not_understood"], ran.json["want"]["text"]) == (["within 3 moths"], "a shop within 3 moths")
    assert "Did you mean within 3 months?" in ran.err
    assert ann("want", "Ann", "a shop by the sea", "--json").json["not_understood"] == []


def test_a_want_does_not_look_back(ann: Kithbook) -> None:
    ran = ann("want", "Ann", "x", "--by", "2026-11-19")
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "2026-11-19 is past" in ran.err
    assert "2026-01-05 is past" in ann("want", "Ann", "x by 2026-01-05").err
    assert ann("want", "Ann", "--json").json["wants"] == []
    assert ann("want", "Ann", "x", "--by", "2026-11-20").code == 0


@pytest.mark.parametrize("arguments", [
    ("log", "Ann", "--kind", "call", "--text", ""), ("log", "Ann", "--kind", "call", "--text", " ; ; "),
    ("log", "Ann"), ("log", "note Ann: ..."), ("log", "; ; ;"), ("log", "  "),
])  # fmt: skip
def test_an_entry_says_something(ann: Kithbook, arguments: tuple[str, ...]) -> None:
    ran = ann(*arguments)
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert ann("show", "Ann", "--json").json["timeline"] == []


def test_a_bare_call_is_an_entry(ann: Kithbook) -> None:
    for line in ("call Ann", "call Ann: 👍", "Ann: 👍", "Ann: 7"):
        assert ann("log", line).code == 0
    assert ann("log", "Ann", "--kind", "call", "--text", "", "--promise", "send it").code == 0


@pytest.mark.parametrize(("arguments", "code", "told"), [
    (("undo", "0"), 2, "not a number from 1 on: 0"), (("health", ""), 1, "Say who"), (("health", "  "), 1, "Say who"),
    (("path", "owner at "), 1, "owner at Repair Works"), (("path", " "), 1, "owner at Repair Works"),
    (("introductions", "Ann", "Ann"), 1, "introductions propose WHO WHO"),
    (("introductions", "Ann", "Bo"), 1, "introductions propose WHO WHO"),
    (("introductions", "propose", "Ann", "Ann"), 1, "introduced to themselves"),
    (("bought", "Ann", "x", "--price", "1e5", "--currency", "EUR"), 1, "not 1e5"),
    (("bought", "Ann", "x", "--price", "nan", "--currency", "EUR"), 1, "not nan"),
    (("bought", "Ann", "x", "--price", "-5", "--currency", "EUR"), 1, "not -5"),
    (("bought", "Ann", "x", "--price", "1.120", "--currency", "EUR"), 1, "may be 1120 or 1.12"),
    (("bought", "Ann", "x", "--price", "12.345", "--currency", "EUR"), 1, "may be 12345 or 12.345"),
    (("bought", "Ann", "x", "--price", "0.125", "--currency", "EUR"), 1, "at most 2 decimal places"),
    (("bought", "Ann", "x", "--quantity", "-2"), 1, "not -2"), (("bought", "Ann", "x", "--quantity", "0"), 1, "above"),
    (("want", "Ann", "x", "--by", "0001-01-01"), 2, "the year is one from 1800 to 2399, not 1"),
    (("brief", "Ann", "--on", "9998-12-31"), 2, "the year is one from 1800 to 2399, not 9998"),
    (("log", "Ann", "--kind", "call", "--text", "x", "--at", "9998-12-31T10:00"), 2, "not 9998"),
    (("bought", "Ann", "x", "--on", "2026-02-30"), 2, "There is no such day"),
    (("bought", "Ann", "x", "--on", "31 February"), 2, "There is no such day"),
    (("remind", "Ann", "x", "--on", "2026-13-01"), 2, "There is no such day"),
    (("log", "Ann", "--kind", "call", "--text", "x", "--promise", "y", "--due", "2026-02-30"), 2, "no such day"),
    (("log", "Ann", "--kind", "call", "--text", "x", "--at", "30 February 14:00"), 2, "no such day"),
    (("log", "Ann", "--kind", "call", "--text", "x", "--new-colleague"), 2, "belongs to --by"),
])  # fmt: skip
def test_what_makes_no_sense_is_refused(ann: Kithbook, arguments: tuple[str, ...], code: int, told: str) -> None:
    ran = ann(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err.splitlines()[-1]
    assert ann("show", "Ann", "--json").json["timeline"] == []
    assert ann("undo").out == "Undone: Add Bo\n"


@pytest.mark.parametrize(("price", "currency", "kept"), [
    ("12,50", "EUR", "12.50"), ("12.50", "EUR", "12.50"), ("1.120,00", "EUR", "1120.00"),
    ("1,120.00", "EUR", "1120.00"),
    ("$5", "", "5"), ("€ 5", "", "5"), ("5 dollars", "", "5"), ("5", "pounds", "5"),
])  # fmt: skip
def test_prices_are_read_as_they_are_written(ann: Kithbook, price: str, currency: str, kept: str) -> None:
    made = ann("bought", "Ann", "Stand", "--price", price, "--currency", currency, "--json").json["purchase"]
    assert made["price"] == kept
    assert len(made["currency"]) == 3


def test_a_colleague_nobody_knows_is_no_slip(ann: Kithbook) -> None:
    log = ("log", "Ann", "--kind", "call", "--text", "x", "--by")
    assert "Marta is new among the colleagues." in ann(*log, "Marta").err  # the first of us who has a name
    assert ann(*log, "marta").code == 0
    ran = ann(*log, "Martha")
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "None of us is called Martha. We are: " in ran.err and "Marta" in ran.err
    assert "--new-colleague" in ran.err
    assert "Martha is new among the colleagues." in ann(*log, "Martha", "--new-colleague").err
    assert ann(*log, "Martha").err == ""
