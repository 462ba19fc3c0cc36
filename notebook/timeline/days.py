"""Days as they are stored: whole ones and partial ones, read and written; what is none is read as none."""

from __future__ import annotations

from datetime import date

from notebook.contacts.dates import PartialDate
from notebook.errors import Refused


def read_day(text: str | None) -> date | None:
    """A stored day; None for none, and for text that is no day (written by a newer program)."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def day_text(day: date | None) -> str | None:
    """A day as it is stored."""
    return day.isoformat() if day is not None else None


def read_partial(text: str | None) -> PartialDate | None:
    """A stored partial date; None where a newer program wrote something else."""
    try:
        return PartialDate.parse(text) if text else None
    except Refused:
        return None


def partial_text(value: str | date | PartialDate | None) -> str | None:
    """A partial date as it is stored; text is read as one. Raises `Refused`."""
    if value is None or value == "":
        return None
    if isinstance(value, PartialDate):
        return str(value)
    return value.isoformat() if isinstance(value, date) else str(PartialDate.parse(value))
