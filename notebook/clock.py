"""Time, injected: nothing in Kithbook asks the operating system for "now" but this class.

``KITHBOOK_NOW`` (ISO 8601; without an offset it is local time) sets the clock of a whole process, for
tests, the sample notebook and screenshots.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo

from notebook.errors import Refused
from notebook.sentences import say


class Clock:
    """Now, today and the local zone."""

    def __init__(self, now: Callable[[], datetime] | None = None, zone: tzinfo | None = None) -> None:
        self._now = now or (lambda: datetime.now(UTC))
        self._zone = zone

    @classmethod
    def from_environment(cls) -> Clock:
        """The clock of this process; raises `Refused` when ``KITHBOOK_NOW`` is no ISO time."""
        text = os.environ.get("KITHBOOK_NOW")
        if not text:
            return cls()
        try:
            fixed = datetime.fromisoformat(text)
        except ValueError as error:
            raise Refused(say("KITHBOOK_NOW is not an ISO date and time: {text}", text=text)) from error
        if not 1900 <= fixed.year <= 9000:  # what is reckoned from it (a year ahead, another zone) has to be a date too
            raise Refused(say("KITHBOOK_NOW is not between the years 1900 and 9000: {text}", text=text))
        fixed = fixed.astimezone(UTC)
        return cls(lambda: fixed)

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        return self._now().astimezone(UTC)

    def local(self, instant: datetime | None = None) -> datetime:
        """An instant (default: now) in the local zone, aware."""
        return (instant or self._now()).astimezone(self._zone)

    def today(self) -> date:
        """The local calendar day."""
        return self.local().date()

    def day(self, stored: str | None) -> date | None:
        """The local calendar day of a stored instant; None for none, and for text that is no instant.

        Whatever tells a person a day asks here: the first ten letters of such a text are the day in Greenwich.
        """
        try:
            return self.local(datetime.fromisoformat(stored)).date() if stored else None
        except ValueError:  # written by a newer program
            return None

    def zone_name(self) -> str:
        """The IANA name of the local zone where the system tells it, else its offset (``+02:00``)."""
        key = getattr(self._zone, "key", None)
        if key:
            return str(key)
        name = os.environ.get("TZ", "")
        if not name:
            try:
                name = os.readlink("/etc/localtime").partition("zoneinfo/")[2]
            except OSError:
                name = ""
        return name or self.local().strftime("%:z" if os.name != "nt" else "%z")
