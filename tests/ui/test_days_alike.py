"""One table of days for every door: the line, the command, a want's field, the card and the relation line.

With its year a day is the same everywhere, or none anywhere. Only a field may know how its place writes 3/5.
"""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QLocale

from notebook import Clock, PartialDate, Refused, due_doubt, split_due
from notebook.cli.parser import parse
from notebook.network.typed import parse as relation
from notebook.timeline.phrases import parse as line
from ui.contacts.typed_dates import read_date
from ui.value.days import last_day

TODAY = date(2026, 11, 20)
CLOCK = Clock(lambda: datetime(2026, 11, 20, 10, 30, tzinfo=UTC), UTC)
DAYS = [
    ("3 May 2016", date(2016, 5, 3)), ("May 3, 2016", date(2016, 5, 3)), ("May 3 2016", date(2016, 5, 3)),
    ("3rd May 2016", date(2016, 5, 3)), ("3. May 2016", date(2016, 5, 3)), ("the 3rd of May 2016", date(2016, 5, 3)),
    ("3.5.2016", date(2016, 5, 3)), ("3. 5. 2016", date(2016, 5, 3)), ("03.05.2016", date(2016, 5, 3)),
    ("2016-05-03", date(2016, 5, 3)), ("2016-5-3", date(2016, 5, 3)), ("15/3/2016", date(2016, 3, 15)),
    ("3/15/2016", date(2016, 3, 15)), ("5/5/2016", date(2016, 5, 5)), ("29 Feb 2016", date(2016, 2, 29)),
]  # fmt: skip
NONE = ["30 Feb 2016", "2016-02-30", "2016-2-30", "31.4.2016", "31/4/2016", "29 Feb 2015", "2016-13-01"]


@pytest.fixture(autouse=True)
def place() -> Iterator[None]:
    """A place that writes the day before the month."""
    held = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(held)


def _line(typed: str) -> date | None:
    phrase = line(f"call Ann {typed}: x", clock=CLOCK, people=lambda name: [])
    return CLOCK.local(phrase.at).date() if phrase.at else None


def _command(typed: str) -> date | None:
    found = parse(["today", "--on", typed]).on
    return found if isinstance(found, date) else None


def _card(typed: str) -> date | None:
    return date.fromisoformat(str(read_date(typed)))


def _relation(typed: str) -> date | None:
    told = relation(f"friend Bo Dahl, since {typed}", TODAY)
    if told.trouble is not None:
        raise Refused(told.trouble)
    return date.fromisoformat(told.since)


DOORS: list[Callable[[str], date | None]] = [
    _line, _command, _card, lambda typed: last_day(typed, CLOCK), lambda typed: split_due(f"x by {typed}", CLOCK)[1],
]  # fmt: skip


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command's day."""
    monkeypatch.setenv("KITHBOOK_NOW", "2026-11-20T10:30")


@pytest.mark.parametrize(("typed", "meant"), DAYS)
def test_a_day_is_the_same_everywhere(typed: str, meant: date) -> None:
    assert [door(typed) for door in DOORS] == [meant] * len(DOORS)
    if "," not in typed:
        assert _relation(typed) == meant
    assert relation(f"son Bo, {typed}", TODAY).born == meant.isoformat()


@pytest.mark.parametrize("typed", NONE)
def test_what_is_no_day_is_none_anywhere(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    for door in (*DOORS, _relation):
        try:
            assert door(typed) is None
        except (Refused, ArgumentTypeError, SystemExit):
            continue
    assert f"{typed}. There is no such day" in capsys.readouterr().err
    assert "There is no such day" in str(relation(f"son Bo, {typed}", TODAY).trouble)
    doubt = due_doubt(f"x by {typed}", CLOCK)
    assert doubt is not None and "There is no such day" in str(doubt.said)


def test_what_may_be_two_days_is_asked_and_no_command_says_that_there_is_none(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = "3/5/2027. It may be two different days"
    with pytest.raises(SystemExit):
        _command("3/5/2027")
    said = capsys.readouterr().err
    assert told in said and "no such day" not in said
    assert told in str(relation("friend Bo Dahl, since 3/5/2027", TODAY).trouble)
    doubt = due_doubt("x by 3/5/2027", CLOCK)
    assert doubt is not None and told in str(doubt.said)
    [seen] = line("call Ann 3/5/2027: x", clock=CLOCK, people=lambda name: []).doubts
    assert told in str(seen.said)
    assert (read_date("3/5/2027"), last_day("3/5/2027", CLOCK)) == (PartialDate(2027, 5, 3), date(2027, 5, 3))
    QLocale.setDefault(QLocale("en_US"))
    assert (read_date("3/5/2027"), last_day("3/5/2027", CLOCK)) == (PartialDate(2027, 3, 5), date(2027, 3, 5))


@pytest.mark.parametrize("typed", ["3 May 1790", "2027 March"])
def test_a_day_out_of_reach_is_not_said_to_be_none(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _command(typed)
    assert "no such day" not in capsys.readouterr().err
