"""brief, today and health as a person or a script uses them."""

from __future__ import annotations

from tests.cli.conftest import Kithbook


def test_a_brief_names_the_promise_the_want_and_the_last_talk(kithbook: Kithbook) -> None:
    kithbook("add", "Ann Baker")
    logged = kithbook("log", "Ann Baker", "--kind", "call", "--text", "worried about stock", "--promise", "the list",
                      "--due", "2026-11-18", "--at", "2026-11-17T10:00", "--json").json  # fmt: skip
    kithbook("want", "Ann Baker", "cargo bike", "--horizon", "season")
    [page] = kithbook("brief", "Ann Baker", "--json").json["briefs"]
    assert page["contact"]["name"] == "Ann Baker"
    assert [section["title"] for section in page["sections"]] == ["Promises", "Last talk", "Wants"]
    assert page["sections"][1]["lines"] == [
        {"text": "Call on 2026-11-17: worried about stock", "evidence": [logged["id"]]}]  # fmt: skip
    assert "- You promised: the list, due 2026-11-18, 2 days late\n" in kithbook("brief", "Ann Baker").out


def test_briefs_of_a_day_come_in_the_order_asked_for(kithbook: Kithbook) -> None:
    for name in ("Ann", "Bo"):
        kithbook("add", name)
    briefs = kithbook("brief", "Bo", "Ann", "Bo", "--json").json["briefs"]
    assert [(page["contact"]["name"], page["sections"]) for page in briefs] == [("Bo", []), ("Ann", [])]


def test_a_name_cannot_colour_the_terminal(kithbook: Kithbook) -> None:
    kithbook("add", "Ann")
    kithbook("want", "Ann", "red \x1b[31m paint")
    assert "\x1b" not in kithbook("brief", "Ann").out


def test_today_with_reasons(kithbook: Kithbook) -> None:
    kithbook("add", "Ann")
    assert kithbook("today").out == "Nothing to do today.\n"
    made = kithbook("log", "Ann", "--kind", "call", "--text", "x", "--promise", "the list", "--due", "2026-11-25",
                    "--json").json  # fmt: skip
    assert kithbook("today", "--json").json == {"today": []}
    [row] = kithbook("today", "--on", "2026-11-27", "--json").json["today"]
    assert (row["contact"]["name"], row["text"]) == ("Ann", "the list")
    assert row["reasons"][0]["evidence"] == [made["promises"][0]["id"]]
    assert "2 days late" in row["reasons"][0]["text"]


def test_health_is_the_sum_of_its_reasons(kithbook: Kithbook) -> None:
    kithbook("add", "Ann")
    kithbook("gave", "Ann", "advice")
    found = kithbook("health", "Ann", "--json").json["health"]
    assert found["score"] == sum(part["points"] for part in found["reasons"]) == 25
    assert found["stage"] == "new"
    assert "  5 of 15  What we gave: we gave once in 12 months\n" in kithbook("health", "Ann").out


def test_nobody_of_that_name(kithbook: Kithbook) -> None:
    kithbook("add", "Ann")
    for command in ("brief", "health"):
        ran = kithbook(command, "Zed")
        assert ran.code == 1 and ran.out == "" and ran.err.count("\n") == 1


def test_today_of_days_beyond_all_bounds(kithbook: Kithbook) -> None:
    kithbook("add", "Ann")
    for day in ("0001-01-01", "9999-12-31"):
        assert kithbook("today", "--on", day, "--json").json == {"today": []}
