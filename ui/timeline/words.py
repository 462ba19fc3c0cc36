"""The words of a timeline: kinds, days, people and promises as a person reads them, in their language.

One object per window pane; everything it returns is plain text. Days and times follow the locale, instants
are shown in the zone of the clock. What a screen reader hears of an entry is made here too.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, QObject

from notebook import Attachment, Clock, Entry, Made, Promise, Takeaway, kind_label
from ui.timeline.filenames import safe_name
from ui.words import clock_time, listed, put, words

ICONS = {
    "call": "phone", "meeting": "users", "visit": "coffee", "email": "mail", "message": "message-circle",
    "letter": "send", "social": "share-2", "note": "sticky-note", "introduction": "handshake",
    "purchase": "shopping-bag", "offer": "tags",
}


def icon_of(kind: str, direction: str | None = None) -> str:
    """The icon for a kind of entry; own kinds share a tag. A call shows which way it went."""
    if kind == "call" and direction in ("in", "out"):
        return "phone-incoming" if direction == "in" else "phone-outgoing"
    return ICONS.get(kind, "tag")


class Words(QObject):
    """Turns records of the timeline into plain text. ``clock`` tells today and the zone."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._locale = QLocale()

    def kind(self, kind: str) -> str:
        """The name of a kind; an own kind is its own name."""
        return words(kind_label(kind))

    def direction(self, direction: str | None) -> str:
        """From or to them; nothing when it was not said."""
        return {"in": self.tr("from them"), "out": self.tr("from us")}.get(direction or "", "")

    def way(self, entry: Entry) -> str:
        """How an offer went out; of anything else, who called whom."""
        if entry.offered is not None and entry.offered.way is not None and entry.kind == "offer":
            return words(entry.offered.way)
        return self.direction(entry.direction)

    def against(self, entry: Entry) -> str:
        """Why an offer went out although something spoke against it; mostly nothing."""
        return words(entry.offered.override) if entry.offered is not None else ""

    def made(self, made: Made, whose: str = "") -> str:
        """The chip of a record that an entry made; ``whose``: whom it belongs to, where that is not clear."""
        return self._named(words(made.said), whose)

    def _named(self, text: str, whose: str) -> str:
        return put(self.tr("{name} · {text}"), name=whose, text=text) if whose else text

    def body(self, entry: Entry) -> str:
        """What was written, without the clauses that the chips say again."""
        if not (entry.made or entry.takeaways or entry.promises):
            return entry.body.strip()
        from notebook import prose  # the grammar is compiled when there is something to read with it

        return prose(entry, self._clock)

    def duration(self, minutes: int) -> str:
        """``18 min``, ``1 h 35 min``."""
        hours, rest = divmod(minutes, 60)
        if not hours:
            return self.tr("{n} min").format(n=rest)
        if not rest:
            return self.tr("{n} h").format(n=hours)
        return self.tr("{h} h {n} min").format(h=hours, n=rest)

    def title(self, entry: Entry) -> str:
        """``Call · 18 min``."""
        name = self.kind(entry.kind)
        return f"{name} · {self.duration(entry.minutes)}" if entry.minutes else name

    def month(self, instant: datetime) -> str:
        """``November 2026``."""
        local = self._clock.local(instant)
        return f"{self._locale.standaloneMonthName(local.month)} {local.year}"

    def month_key(self, instant: datetime) -> tuple[int, int]:
        """What two entries under one heading share."""
        local = self._clock.local(instant)
        return local.year, local.month

    def when(self, instant: datetime) -> str:
        """``Mon 9 Nov, 10:20``; with the year when it is not this one."""
        local = self._clock.local(instant)
        return f"{self.day(local.date())}, {clock_time(local)}"

    def stands(self, entry: Entry) -> str:
        """When an entry was; of one whose time has not come that it is planned."""
        when = self.when(entry.at)
        return self.tr("planned · {when}").format(when=when) if entry.planned else when

    def day(self, day: date) -> str:
        """``Mon 9 Nov``; with the year when it is not this one."""
        text = self._locale.toString(QDate(day.year, day.month, day.day), "ddd d MMM")
        return text if day.year == self._clock.today().year else f"{text} {day.year}"

    def near(self, day: date) -> str:
        """A day as one says it: today, tomorrow, yesterday, else `day`."""
        distance = (day - self._clock.today()).days
        said = {0: self.tr("today"), 1: self.tr("tomorrow"), -1: self.tr("yesterday")}
        return said.get(distance) or self.day(day)

    def company(self, entry: Entry, shown: bytes | None) -> str:
        """``with Marta (us), Rui``: who took part, without the contact whose timeline it is."""
        names = [name for whom, name in entry.contacts if whom != shown]
        ours = [put(self.tr("{name} (us)"), name=name) for _, name in entry.colleagues]
        people = names + ours if shown is None else ours + names
        return self.tr("with {people}").format(people=listed(people)) if people else ""

    def due(self, promise: Promise) -> str:
        """``due 24 Nov``, ``due 20 Nov to 24 Nov``, or nothing when it is due when asked."""
        if promise.due is None:
            return ""
        if promise.due_from is not None and promise.due_from != promise.due:
            return self.tr("due {first} to {last}").format(
                first=self.near(promise.due_from), last=self.near(promise.due))
        return self.tr("due {day}").format(day=self.near(promise.due))

    def promise(self, promise: Promise, shown: bytes | None = None, alone: bool = True) -> str:
        """The chip of a promise: who promised what, and when it is due or how it ended."""
        named = not alone or (shown is not None and promise.contact != shown)
        if promise.direction == "theirs":
            lead = self.tr("{name} promised: {text}") if named else self.tr("they promised: {text}")
        else:
            lead = self.tr("promised {name}: {text}") if named else self.tr("promised: {text}")
        ends = {
            "kept": self.tr("kept"), "broken": self.tr("broken"), "released": self.tr("released"),
            "renegotiated": self.tr("another day was agreed on"),
        }
        tail = ends.get(promise.state) or self.due(promise)
        text = put(lead, name=promise.contact_name, text=" ".join(promise.text.split()))
        return f"{text} · {tail}" if tail else text

    def takeaway(self, takeaway: Takeaway, whose: str = "") -> str:
        """The chip of what an entry left: what was learned, what is for next time and whether it was brought up.

        ``whose``: of whom, where that is not clear.
        """
        lead = self.tr("learned: {text}") if takeaway.kind == "learned" else self.tr("next time: {text}")
        ends = {"used": self.tr("brought up"), "dropped": self.tr("dropped")}
        text = self._named(put(lead, text=" ".join(takeaway.text.split())), whose)
        tail = ends.get(takeaway.state) if takeaway.kind == "next" else None
        return f"{text} · {tail}" if tail else text

    def spoken(self, entry: Entry, shown: bytes | None) -> str:
        """The whole entry in one line, for a screen reader."""
        alone = len(entry.contacts) < 2
        parts = [
            self.title(entry), self.way(entry), self.company(entry, shown),
            self.stands(entry), " ".join(self.body(entry).split()), self.against(entry),
        ]
        parts += [self.promise(promise, shown, alone) for promise in entry.promises]
        parts += [self.takeaway(one, entry.whose(one.contact, shown)) for one in entry.takeaways]
        parts += [self.made(one, entry.whose(one.contact, shown)) for one in entry.made]
        parts += [put(self.tr("attached: {file}"), file=self.file(one)) for one in entry.attachments]
        return ". ".join(part for part in parts if part)

    def file(self, attachment: Attachment) -> str:
        """The chip of an attached file: ``offer.pdf · 48 kB``."""
        return self._sized(attachment.name, attachment.size)

    def path(self, path: Path) -> str:
        """The chip of a file that is to be attached."""
        try:
            return self._sized(path.name, path.stat().st_size)
        except OSError:
            return safe_name(path.name)  # it is said why when it is attached

    def _sized(self, name: str, size: int) -> str:
        said = self._locale.formattedDataSize(size, 1 if size >= 1 << 20 else 0,
                                              QLocale.DataSizeFormat.DataSizeTraditionalFormat)
        return f"{safe_name(name)} · {said}"

    def today(self) -> date:
        """The local day."""
        return self._clock.today()

    def periods(self) -> tuple[tuple[str, datetime | None], ...]:
        """The choices of the period filter: name and first instant."""
        start = self._clock.local().replace(hour=0, minute=0, second=0, microsecond=0)
        return (
            (self.tr("Any time"), None),
            (self.tr("Last 30 days"), start - timedelta(days=30)),
            (self.tr("Last 3 months"), start - timedelta(days=91)),
            (self.tr("Last 12 months"), start - timedelta(days=365)),
        )
