"""Instants as text: UTC, one fixed width, so that text order is time order (aware texts do not sort)."""

from __future__ import annotations

from datetime import UTC, datetime


def instant_text(instant: datetime) -> str:
    """``YYYY-MM-DDTHH:MM:SSZ`` of an aware datetime."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def read_instant(text: str) -> datetime:
    """The aware UTC datetime of such a text."""
    return datetime.fromisoformat(text)
