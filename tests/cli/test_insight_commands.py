"""brief, today, demand and health as a person or a script uses them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Kithbook
from tests.conftest import ROOT


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
    for day in ("1800-01-01", "2399-12-31"):
        assert kithbook("today", "--on", day, "--json").json == {"today": []}


def test_the_demand_board(kithbook: Kithbook) -> None:
    kithbook("add", "Nobody")
    assert kithbook("demand").out == "Nobody wants anything yet. Note a want: kithbook want WHO TEXT\n"
    assert kithbook("demand", "x").out == "Nobody wants anything like that.\n"
    for name in ("Ann Lee", "Bo Dahl", "Cy Ek"):
        kithbook("add", name)
    first = kithbook("want", "Ann", "Cargo bike", "--by", "2026-12-01", "--strength", "3", "--words", "by Christmas",
                     "--json").json["want"]["id"]  # fmt: skip
    kithbook("want", "Bo", "bakfiets")
    kithbook("want", "Cy", "cargo  BIKE", "--suspected")
    bike, other = kithbook("demand", "--json").json["demand"]
    assert (bike["need"], bike["people"], bike["suspected"], bike["wants"]) == ("Cargo bike", 1, 1, 1)
    assert (bike["strength"], bike["soonest"]) == ({"sum": 3, "mean": 3.0}, "2026-12-01")
    assert bike["horizons"] == {"now": 1, "season": 0, "year": 0, "someday": 0}
    assert bike["product"] is None and bike["same"] == [] and other["need"] == "bakfiets"
    assert [(one["text"], one["certainty"]) for one in bike["reasons"]] == [
        ("Ann Lee, 2026-11-20: “by Christmas”", "known"), ("perhaps Cy Ek, 2026-11-20: cargo  BIKE", "suspected")
    ]  # fmt: skip
    assert bike["reasons"][0]["evidence"] == [first] and bike["reasons"][0]["contact"]["name"] == "Ann Lee"
    assert kithbook("demand", "--limit", "1", "--json").json["total"] == 2
    assert "Cargo bike:  1 person, 1 perhaps, strength 3, by 2026-12-01" in kithbook("demand", "bike").out


def test_needs_are_joined_and_parted(kithbook: Kithbook) -> None:
    for name, text in (("Ann", "cargo bike"), ("Bo", "bakfiets")):
        kithbook("add", name)
        kithbook("want", name, text)
    [bike] = kithbook("demand", "bakfiets", "--same-as", "cargo bike", "--json").json["demand"]
    assert (bike["people"], bike["same"]) == (2, ["cargo bike", "bakfiets"])
    assert kithbook("demand", "bakfiets", "--same-as", "cargo bike").code == 1
    assert kithbook("demand", "bakfiets", "--part").code == 0
    assert len(kithbook("demand", "--json").json["demand"]) == 2
    assert "a need of its own" in kithbook("undo").out
    assert len(kithbook("demand", "--json").json["demand"]) == 1
    assert kithbook("demand", "--part").code == kithbook("demand", "--same-as", "x").code == 2
    assert kithbook("demand", "x", "--part", "--same-as", "y").code == 2
    assert kithbook("demand", "zeppelin", "--part").code == 1
    for slip in (("cargo bike", "bakfeits"), ("bakfeits", "cargo bike")):
        said = kithbook("demand", slip[0], "--same-as", slip[1])
        assert (said.code, "Nobody wants anything called “bakfeits”" in said.err) == (1, True)
    assert kithbook("demand", "--limit", "0").code == 2


def test_a_brief_names_each_of_many_wants_and_promises(kithbook: Kithbook) -> None:
    kithbook("add", "Ann")
    said = "; ".join([*(f"want: thing {n}" for n in range(60)), *(f"promise: deed {n}" for n in range(40))])
    assert kithbook("log", f"call Ann yesterday: hello; {said}").code == 0
    [page] = kithbook("brief", "Ann", "--json").json["briefs"]
    lines = {section["title"]: [line["text"] for line in section["lines"]] for section in page["sections"]}
    assert sorted(lines["Wants"]) == sorted(f"Wants: thing {n}, some day" for n in range(60))
    assert sorted(lines["Promises"]) == sorted(f"You promised: deed {n}, when asked" for n in range(40))
    assert len(lines["Last talk"]) == 1 and "hello" in lines["Last talk"][0]
    assert all(line["evidence"] for section in page["sections"] for line in section["lines"])


def test_a_brief_that_is_read_gives_credit_and_leaves_undo_alone(kithbook: Kithbook) -> None:
    kithbook("add", "Ann")
    kithbook("log", "Ann", "--kind", "call", "--text", "worried about stock")
    for _ in range(2):
        kithbook("brief", "Ann")
    assert kithbook("undo").out == "Undone: Log a call with Ann\n"
    assert kithbook("check").code == 0


def test_a_brief_of_another_day(kithbook: Kithbook) -> None:
    kithbook("add", "Ann")
    kithbook("log", "Ann", "--kind", "call", "--text", "x", "--promise", "the list", "--due", "2026-11-25")
    seen = kithbook("brief", "Ann", "--on", "2026-11-26")
    assert "1 day late" in seen.out and "# Ann (seen from 2026-11-26)" in seen.out
    assert [page["on"] for page in kithbook("brief", "Ann", "--on", "2026-11-26", "--json").json["briefs"]] == [
        "2026-11-26"]  # fmt: skip
    past = kithbook("brief", "Ann", "--on", "2026-11-18")
    assert past.code == 1 and "is past" in past.err
    assert "late" not in kithbook("brief", "Ann").out


def test_briefs_on_paper(kithbook: Kithbook, tmp_path: Path) -> None:
    for name in ("Ann", "Bo"):
        kithbook("add", name)
    kithbook("want", "Ann", "a bell")

    def paper(*arguments: str) -> subprocess.CompletedProcess[str]:
        here = ["--notebook", str(tmp_path / "test.kithbook"), "--as", str(tmp_path / "state")]
        return subprocess.run([sys.executable, "-W", "error", str(ROOT / "main.py"), *here, *arguments],
                              capture_output=True, text=True, check=False, encoding="utf-8")  # fmt: skip

    target = tmp_path / "day.pdf"
    done = paper("brief", "Bo", "Ann", "--pdf", str(target), "--json")
    assert done.returncode == 0 and done.stderr == ""
    answer = json.loads(done.stdout)
    assert answer["file"] == str(target) and [page["contact"]["name"] for page in answer["briefs"]] == ["Bo", "Ann"]
    assert target.read_bytes().startswith(b"%PDF")
    for wrong, why in ((tmp_path / "test.kithbook", "is a notebook"), (tmp_path / "no" / "x.pdf", "could not be")):
        done = paper("brief", "Ann", "--pdf", str(wrong))
        assert done.returncode == 1 and why in done.stderr and done.stderr.count("\n") == 1 and done.stdout == ""
    assert kithbook("list", "--json").json["total"] == 2
    target.unlink()
    assert paper("brief", "Zed", "--pdf", str(target)).returncode == 1
    assert not target.exists()
