"""Dates through the real command line: a birthday on 29 February, and no time zone that moves a birthday."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CARDS = """BEGIN:VCARD
VERSION:4.0
UID:leap
FN:Leap Yearling
BDAY:--0229
END:VCARD
BEGIN:VCARD
VERSION:4.0
UID:may
FN:May Day
BDAY:19800501
END:VCARD
"""


@pytest.fixture
def kithbook(tmp_path: Path) -> Callable[..., Any]:
    """One real process; ``kithbook("due", zone="Pacific/Kiritimati", now="2027-05-01T00:30")``."""
    file = tmp_path / "cards.vcf"
    file.write_text(CARDS, "utf-8", newline="")

    def run(*arguments: str, now: str = "2027-01-15T12:00", zone: str = "Europe/Berlin") -> Any:
        ran = subprocess.run(
            [sys.executable, "-W", "error", str(ROOT / "main.py"), "--notebook", str(tmp_path / "n.kithbook"), "--as",
             str(tmp_path / "state"), *arguments, "--json"],
            env={**os.environ, "KITHBOOK_NOW": now, "TZ": zone}, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return json.loads(ran.stdout)

    run("import", str(file))
    return run


def due(answer: Any) -> list[tuple[str, str, str]]:
    return [(one["kind"], one["contact"]["name"], one["date"]) for one in answer["due"]]


@pytest.mark.parametrize(
    ("day", "found"),
    [("2027-02-27", False), ("2027-02-28", True), ("2028-02-28", False), ("2028-02-29", True)],
)
def test_a_yearless_29_february(kithbook: Callable[..., Any], day: str, found: bool) -> None:
    answer = [one for one in due(kithbook("due", "--on", day)) if one[2] == day]
    assert answer == ([("birthday", "Leap Yearling", day)] if found else [])
    here = [one for one in due(kithbook("due", now=f"{day}T12:00")) if one[2] == day]
    assert here == answer, "asked on the day itself it is the same"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "America/St_Johns", "Africa/Cairo"])
def test_a_birthday_never_moves(kithbook: Callable[..., Any], zone: str) -> None:
    for now in ("2027-05-01T00:00", "2027-05-01T23:59"):
        assert ("birthday", "May Day", "2027-05-01") in due(kithbook("due", now=now, zone=zone))
    assert not any(name == "May Day" for _, name, _ in due(kithbook("due", now="2027-04-30T23:59", zone=zone)))
    assert ("birthday", "May Day", "2027-05-01") in due(kithbook("due", "--on", "2027-05-01", zone=zone))
    card = kithbook("show", "May Day", zone=zone)["card"]
    assert card["anniversaries"]["b1"]["date"] == {"@type": "PartialDate", "year": 1980, "month": 5, "day": 1}


def test_a_date_survives_every_zone_in_and_out(kithbook: Callable[..., Any], tmp_path: Path) -> None:
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        out = tmp_path / f"{zone[-3:]}.vcf"
        kithbook("export", str(out), "--format", "vcard4", zone=zone)
        text = out.read_text("utf-8")
        assert "BDAY:19800501" in text and "BDAY:--0229" in text
