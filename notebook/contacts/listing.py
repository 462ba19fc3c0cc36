"""A list of contacts: what it shows and its rows, as frozen records.

Apart from the records of a card (``records``), which nobody needs before the first list is on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Id = bytes


@dataclass(frozen=True, slots=True)
class View:
    """Which contacts a list shows, and in which order.

    ``kind``: ``individual``, ``org`` (organisations that only stand in somebody's role included) or None for
    both. ``ids``: only these. ``colleague``: whom this colleague owns or spoke with. ``sort``: ``name``,
    ``last`` (last contact first) or ``new`` (newest record first). ``text``: searched as in P10.
    """

    kind: str | None = "individual"
    group: Id | None = None
    label: str | None = None
    ids: frozenset[Id] | None = None
    colleague: Id | None = None
    sort: str = "name"
    text: str = ""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One row of a list. ``context``: one line, the role, an e-mail address, a city, or nothing."""

    id: Id
    uid: str
    kind: str
    name: str
    context: str
    organisation: str
    last: datetime | None
    has_photo: bool
    initials: str
