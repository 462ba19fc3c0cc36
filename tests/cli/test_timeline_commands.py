"""log, promises, keep, break, release, renegotiate; remind, due, done, snooze."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from notebook.book import Notebook

from .conftest import Kithbook, Ran


@pytest.fixture
def people(kithbook: Kithbook) -> Kithbook:
    for name in ("Ada Lovelace", "Bo Diddley", "Ann Smith", "Ann Miller"):
        kithbook("add", name)
    return kithbook


def due_of(ran: Ran) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ran.json["due"]
    return found


def test_log_in_words(people: Kithbook) -> None:
    logged = people("log", "Ada Lovelace", "Bo Diddley", "--kind", "meeting", "--text", "wants a second shop",
                    "--at", "2026-11-19T14:00", "--by", "Tom", "--promise", "send the list", "--due", "2026-11-27",
                    "--theirs", "--json").json  # fmt: skip
    assert (logged["kind"], logged["text"]) == ("meeting", "wants a second shop")
    assert {one["name"] for one in logged["contacts"]} == {"Ada Lovelace", "Bo Diddley"}
    assert {p["direction"] for p in logged["promises"]} == {"theirs"}
    assert {p["due"] for p in logged["promises"]} == {"2026-11-27"}
    [entry] = people("show", "Bo Diddley", "--json").json["timeline"]
    assert entry["id"] == logged["id"]
    assert entry["colleagues"] == ["Tom"]


def test_log_as_one_line(people: Kithbook) -> None:
    line = "call Ada Lovelace, Bo Diddley yesterday 14:00: wants a second shop; promise: send the list by 27 Nov"
    logged = people("log", line, "--json").json
    assert (logged["kind"], logged["text"]) == ("call", "wants a second shop")
    assert {one["name"] for one in logged["contacts"]} == {"Ada Lovelace", "Bo Diddley"}
    promises = people("promises", "--json").json["promises"]
    assert {p["text"] for p in promises} == {"send the list"}
    assert {p["due"] for p in promises} == {"2026-11-27"}
    [entry] = people("show", "Ada Lovelace", "--json").json["timeline"]
    assert entry["at"].startswith("2026-11-19T")


@pytest.mark.parametrize("line", ["call Nobody Here: x", "call Ann: x", "just some words", "call : x", ""])
def test_a_line_that_names_nobody_is_refused(people: Kithbook, line: str) -> None:
    ran = people("log", line)
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert people("undo").out == "Undone: Add Ann Miller\n"


def test_promises_by_state_and_person(people: Kithbook) -> None:
    people("log", "Ada Lovelace", "--kind", "call", "--text", "x", "--promise", "late", "--due", "2026-11-01")
    people("log", "Bo Diddley", "--kind", "call", "--text", "x", "--promise", "soon", "--due", "2026-12-01")
    people("log", "Bo Diddley", "--kind", "call", "--text", "x", "--promise", "any day")

    def texts(*arguments: str) -> set[str]:
        return {promise["text"] for promise in people("promises", *arguments, "--json").json["promises"]}

    assert texts() == texts("--open") == {"late", "soon", "any day"}
    assert texts("--overdue") == {"late"}
    assert texts("Bo Diddley") == {"soon", "any day"}
    first = people("promises", "--json").json["promises"][0]
    assert set(first) == {"id", "text", "direction", "due", "state", "contact"}
    assert (first["text"], first["contact"]["name"]) == ("late", "Ada Lovelace")
    assert people("keep", first["id"], "--json").json["promise"]["state"] == "kept"
    assert texts() == {"soon", "any day"}
    assert texts("--all") == {"late", "soon", "any day"}


def test_break_release_and_renegotiate(people: Kithbook) -> None:
    for text in ("one", "two", "three"):
        people("log", "Ada Lovelace", "--kind", "call", "--text", "x", "--promise", text, "--due", "2026-11-25")
    ids = {p["text"]: p["id"] for p in people("promises", "--json").json["promises"]}
    assert people("break", ids["one"], "--json").json["promise"]["state"] == "broken"
    assert people("release", ids["two"], "--json").json["promise"]["state"] == "released"
    again = people("renegotiate", ids["three"], "--due", "2026-12-24", "--json").json["promise"]
    assert (again["text"], again["due"], again["state"]) == ("three", "2026-12-24", "open")
    states = {p["id"]: p["state"] for p in people("promises", "--all", "--json").json["promises"]}
    assert states[ids["three"]] == "renegotiated"
    assert states[again["id"]] == "open"


@pytest.mark.parametrize("command", [("keep",), ("break",), ("release",), ("renegotiate", "--due", "2026-12-01"),
                                     ("done",), ("snooze", "--until", "2026-12-01")])  # fmt: skip
@pytest.mark.parametrize("id", ["nonsense", "01234567-89ab-7def-8123-456789abcdef"])
def test_unknown_ids(people: Kithbook, command: tuple[str, ...], id: str) -> None:
    ran = people(command[0], id, *command[1:])
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1


def test_remind_due_done(people: Kithbook) -> None:
    reminder = people("remind", "Ada Lovelace", "ring back", "--on", "2026-11-18", "--json").json["reminder"]
    people("remind", "Bo Diddley", "later", "--on", "2026-11-22")
    [one] = due_of(people("due", "--json"))
    assert set(one) == {"id", "kind", "text", "date", "contact", "reason"}
    assert (one["kind"], one["text"], one["date"]) == ("reminder", "ring back", "2026-11-18")
    assert one["contact"]["name"] == "Ada Lovelace"
    assert one["reason"]
    assert one["id"] == reminder["id"]
    assert [d["text"] for d in due_of(people("due", "--days", "2", "--json"))] == ["ring back", "later"]
    assert [d["text"] for d in due_of(people("due", "--on", "2026-11-22", "--json"))] == ["ring back", "later"]
    assert due_of(people("due", "--on", "2026-11-17", "--json")) == []
    people("done", one["id"])
    assert due_of(people("due", "--json")) == []
    people("undo")
    assert len(due_of(people("due", "--json"))) == 1


def test_snooze(people: Kithbook) -> None:
    people("remind", "Ada Lovelace", "ring back", "--on", "2026-11-18")
    [one] = due_of(people("due", "--json"))
    people("snooze", one["id"], "--until", "2026-11-23")
    assert due_of(people("due", "--json")) == []
    assert len(due_of(people("due", "--days", "3", "--json"))) == 1


def test_what_was_handed_over_says_whose_it_is(people: Kithbook, tmp_path: Path) -> None:
    """To who is at work it is somebody else's, in `due`, in `today`, and as JSON."""
    people("log", "Ada Lovelace", "--kind", "call", "--text", "x", "--promise", "samples", "--due", "2026-11-18")
    people("remind", "Ada Lovelace", "ring back", "--on", "2026-11-18")
    assert "Emil" not in people("due").out
    with closing(Notebook.open(tmp_path / "test.kithbook", state=tmp_path / "state")) as book:
        book.hand_over([book.contacts.find("Ada Lovelace")], book.colleagues.introduce("Emil"))
    assert "samples (Emil)" in people("due").out and "ring back (Emil)" in people("due").out
    assert [one["reason"].partition(";")[0] for one in due_of(people("due", "--json"))] == [
        "promised to Ada Lovelace by Emil, 2 days late",
        "a reminder about Ada Lovelace, for Emil, 2 days late",
    ]
    assert "promised to Ada Lovelace by Emil, 2 days late" in people("today").out


def test_a_promise_of_ours_that_is_put_off_stays_overdue(people: Kithbook) -> None:
    people("log", "Ada Lovelace", "--kind", "call", "--text", "x", "--promise", "samples", "--due", "2026-11-18")
    [one] = due_of(people("due", "--json"))
    assert "stays overdue" in people("snooze", one["id"], "--until", "2026-11-23").out
    [later] = due_of(people("due", "--days", "9", "--json"))
    assert later["reason"].startswith("promised to Ada Lovelace, 2 days late, put off until 2026-11-23; ")


def test_every_month_until_done(people: Kithbook) -> None:
    people("remind", "Ada Lovelace", "invoice", "--on", "2026-10-31", "--every", "FREQ=MONTHLY")
    for _ in range(3):
        found = due_of(people("due", "--json"))
        if not found:
            break
        people("done", found[0]["id"])
    assert due_of(people("due", "--json")) == []
    assert due_of(people("due", "--days", "20", "--json"))[0]["text"] == "invoice"
    assert people("remind", "Ada Lovelace", "x", "--on", "2026-12-01", "--every", "FREQ=SOMETIMES").code == 1


def test_dates_in_words(people: Kithbook) -> None:
    reminder = people("remind", "Ada Lovelace", "x", "--on", "tomorrow", "--json").json["reminder"]
    assert reminder["date"] == "2026-11-21"
    logged = people("log", "Ada Lovelace", "--kind", "call", "--text", "x", "--at", "yesterday", "--json").json
    assert logged["at"].startswith("2026-11-19T")


def test_birthdays_and_promises_are_due_too(people: Kithbook) -> None:
    people("edit", "Ada Lovelace", "--patch",
           '{"anniversaries": {"b1": {"kind": "birth", "date": {"month": 11, "day": 20}}}}')  # fmt: skip
    people("log", "Bo Diddley", "--kind", "call", "--text", "x", "--promise", "the list", "--due", "2026-11-20")
    assert {one["kind"] for one in due_of(people("due", "--json"))} == {"birthday", "promise"}


def test_a_new_colleague_is_said_to_be_new(kithbook: Kithbook) -> None:
    kithbook("add", "Ada Lovelace")
    first = kithbook("log", "Ada Lovelace", "--kind", "call", "--text", "one", "--by", "Bob")
    second = kithbook("log", "Ada Lovelace", "--kind", "call", "--text", "two", "--by", "Bob")
    assert "Bob is new among the colleagues." in first.err
    assert "new among" not in second.err


def test_a_recurring_reminder_says_its_first_day(kithbook: Kithbook) -> None:
    kithbook("add", "Ada")
    weekly = ("--on", "2026-11-25", "--every", "FREQ=WEEKLY;BYDAY=MO")
    assert kithbook("remind", "Ada", "call", *weekly, "--json").json["reminder"]["date"] == "2026-11-30"
    ran = kithbook("remind", "Ada", "call", "--on", "2026-11-25", "--every", "")
    assert ran.code == 1 and ran.err.startswith("Say how often")


def test_a_slip_of_the_year_is_seen_and_silences_nobody(people: Kithbook, monkeypatch: pytest.MonkeyPatch) -> None:
    people("log", "Ann Smith", "--kind", "call", "--text", "x", "--at", "2026-11-10")

    def last() -> str:
        rows = people("list", "--json").json["contacts"]
        return next(str(row["last_interaction"]) for row in rows if row["name"] == "Ann Smith")

    for line in (("call Ann Smith 22 Nov 2027: the price",),
                 ("Ann Smith", "--kind", "call", "--text", "x", "--at", "2027-11-22")):  # fmt: skip
        ran = people("log", *line, "--json")
        assert ran.err == "Planned for 2027-11-22; it counts as contact once that day has come\n"
        assert ran.json["planned"] and ran.json["at"].startswith("2027-11-22")
    assert last().startswith("2026-11-10")
    assert "2027-11-22 12:00  planned call  Ann Smith" in people("show", "Ann Smith").out
    assert [entry["planned"] for entry in people("show", "Ann Smith", "--json").json["timeline"]] == [True, True, False]
    assert people("log", "call Ann Smith yesterday: x", "--json").err == ""
    monkeypatch.setenv("KITHBOOK_NOW", "2027-11-23T08:00")
    assert last().startswith("2027-11-22")
    assert "planned" not in people("show", "Ann Smith").out


def test_what_is_noted_once_it_happened(people: Kithbook) -> None:
    for command, rule in ((("bought", "Bo", "stand"), "A purchase is noted once it is made; until then it is a want."),
                          (("gave", "Bo", "advice", "x"), "What was given or asked is noted once it has happened."),
                          (("asked", "Bo", "advice", "x"), "What was given or asked is noted once it has happened.")):
        ran = people(*command, "--on", "2027-11-20")
        assert (ran.code, ran.err) == (1, f"2027-11-20 is still ahead. {rule} Check the date.\n")
    ran = people("log", "visit Bo 20 Nov 2027: bought: 4 x stand")
    assert ran.code == 1 and "A purchase is noted once it is made" in ran.err
    assert people("show", "Bo", "--json").json["timeline"] == []


@pytest.mark.parametrize(
    ("clause", "rule"),
    [
        ("bought: 2 x stand", "A purchase is noted once it is made; until then it is a want."),
        ("bought: stand 120 EUR tomorrow", "A purchase is noted once it is made; until then it is a want."),
        ("story: it holds (stand)", "A story is noted once it was told."),
        ("gave: advice", "What was given or asked is noted once it has happened."),
    ],
)
def test_a_talk_to_come_keeps_nothing_that_can_only_have_happened(people: Kithbook, clause: str, rule: str) -> None:
    """For any time ahead: the day that `bought --on` lets through for the sake of time zones is planned here."""
    for when, day in (("tomorrow 10:00", "2026-11-21"), ("today 23:00", "23:00")):
        ran = people("log", f"visit Bo {when}: {clause}")
        assert (ran.code, ran.err) == (1, f"{day} is still ahead. {rule} Check the date.\n")
    assert people("show", "Bo", "--json").json["timeline"] == []
    assert people("log", f"visit Bo 10:35: {clause.removesuffix(' tomorrow')}").code == 0
    assert people("log", "visit Bo tomorrow 10:00: bought: stand yesterday; want: a boat; next: the size").code == 0


def test_a_line_without_a_kind_claims_no_call(people: Kithbook) -> None:
    assert people("log", "Ada: hello there", "--json").json["kind"] == "note"
    assert people("log", "Ada: want: a boat", "--json").json["kind"] == "note"
    assert str(people("undo", "2").out).count("Write a note about Ada Lovelace") == 2


def test_the_line_takes_an_id_and_a_uid_as_every_who_does(kithbook: Kithbook) -> None:
    """With two of one name there is no other way to say which is meant."""
    first, second = (kithbook("add", "Ann Lee", "--json").json["contact"] for _ in range(2))
    assert kithbook("log", "call Ann Lee: hi").code == 1
    for who, text in ((first["id"], "by id"), (first["uid"], "by UID"), (first["id"].upper(), "in capitals")):
        logged = kithbook("log", f"call {who} yesterday 14:00: {text}; promise: x by Friday", "--json").json
        assert [one["id"] for one in logged["contacts"]] == [first["id"]]
        assert (logged["text"], logged["at"][:10], len(logged["promises"])) == (text, "2026-11-19", 1)
    both = kithbook("log", f"call {first['uid']}, {second['uid']}: hi", "--json").json
    assert {one["id"] for one in both["contacts"]} == {first["id"], second["id"]}
    strange = kithbook("log", f"call {first['id'][:-1]}{'0' if first['id'][-1] != '0' else '1'}: hi")
    assert strange.code == 1 and "There is no contact" in strange.err and "add" not in strange.err


def test_who_was_deleted_is_nobody_by_their_uid_either(kithbook: Kithbook) -> None:
    ann = kithbook("add", "Ann Lee", "--json").json["contact"]
    kithbook("remove", "Ann Lee")
    for who in (ann["id"], ann["uid"]):
        for command in (("show", who), ("brief", who), ("log", who, "--kind", "call", "--text", "hi")):
            ran = kithbook(*command)
            assert (ran.code, ran.out) == (1, "") and "nobody called" in ran.err, command
