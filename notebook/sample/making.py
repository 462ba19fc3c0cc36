"""The sample notebook: a small business with its people, 18 months of talks and promises, relative to now.

The story stands in ``resources/sample``; it is told through the services with a clock and a colleague that change
from entry to entry, so that histories, kept promises and authors are what they would be had it been written then.
"""

from __future__ import annotations

import heapq
import json
import os
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from notebook.book import Notebook
from notebook.changes.ids import Id
from notebook.clock import Clock
from notebook.contacts.dates import PartialDate
from notebook.errors import Refused
from notebook.sample.memory import Memory
from notebook.sentences import say
from notebook.storage.database import place
from notebook.timeline.records import PromiseDraft

FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "sample"
START = 548  # days ago: 18 months
_HOURS = (9, 10, 11, 14, 15, 16)
_TICK = timedelta(milliseconds=1)
Act = Callable[[], object]


def story() -> dict[str, Any]:
    """The whole story as it is written down: people, talks, memory."""
    told: dict[str, Any] = {}
    for name in ("people", "talks", "memory"):
        told |= json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return told


def make(path: Path, *, state: Path, clock: Clock | None = None) -> None:
    """Write the sample notebook to a place where nothing is; it appears there only when it is whole.

    Raises `Refused` when there is a file.
    """
    taken = Refused(say("{file} exists already. Name a new file for the sample notebook.", file=path))
    if path.exists():
        raise taken
    draft = path.with_name(f".{path.name}.{os.getpid()}.sample")
    try:
        Teller(draft, state, clock or Clock(), story()).tell()
        place(draft, path)
    except FileExistsError:
        raise taken from None
    finally:
        for leftover in ("", "-wal", "-shm"):
            Path(f"{draft}{leftover}").unlink(missing_ok=True)


class Teller:
    """Tells the story into a new notebook, day by day."""

    def __init__(self, path: Path, state: Path, clock: Clock, story: dict[str, Any]) -> None:
        self._story = story
        self._present = clock
        self._moment = clock.now()
        self._by = 0
        walking = Clock(self._now, clock.local().tzinfo)
        self.book = Notebook.open(path, state=state, clock=walking, create=True)
        self.people: dict[str, Id] = {}
        self.us: list[Id] = []
        self.groups: dict[str, Id] = {}
        self._organisations: dict[str, Id] = {}
        self._places = {entry["name"]: entry for entry in story["organisations"]}
        self._entries: dict[tuple[int, str], tuple[Id, int]] = {}
        self._later: list[tuple[datetime, int, int, Act]] = []
        self._turn = count()
        self._memory = Memory(self)

    def tell(self) -> None:
        """Everything in the order in which it happened."""
        try:
            self._begin()
            while self._later:
                moment, _, self._by, act = heapq.heappop(self._later)
                self._moment = max(self._moment, moment)
                act()
            self._moment, self._by = self._present.now(), 0
            self.book.journal.forget_undo()
        finally:
            self.book.close()

    def _now(self) -> datetime:
        """The time of the story; it goes on a little whenever it is asked for, so that ids tell what came first."""
        self._moment += _TICK
        return self._moment

    # What the memory tellers need

    def day(self, ago: int) -> date:
        """The day so many days ago (ahead, when negative)."""
        return self._present.today() - timedelta(days=ago)

    def at(self, ago: int, hour: int, act: Act, by: int, minute: int = 20) -> None:
        """Do it on that day, written by that colleague."""
        heapq.heappush(self._later, (self._instant(ago, hour, minute), next(self._turn), by, act))

    def talk_of(self, ago: int, who: str) -> Id | None:
        """The entry of a talk of that day, to say where something is from."""
        found = self._entries.get((ago, who))
        return found[0] if found else None

    def writer(self, ago: int, who: str) -> int:
        """Who of us writes about somebody on a day: whoever talked with them then, else whoever knows them."""
        found = self._entries.get((ago, who))
        return found[1] if found else self._knows.get(who, 0)

    # The days

    def _begin(self) -> None:
        """Lay out what happens when; the first of us opens the notebook."""
        story = self._story
        self._knows = {p["key"]: p.get("by", self._first_talker(p["key"])) for p in story["people"]}
        self._moment = self._instant(START, 7, 20)
        self.us = [self.book.colleagues.i_am(story["colleagues"][0])]
        self.us += [self.book.colleagues.introduce(name) for name in story["colleagues"][1:]]
        for one, own in zip(self.us, story["own"], strict=True):
            self.book.colleagues.describe(one, own["stands_for"], own["interests"])
        self.book.journal.author = lambda: self.us[self._by]
        self.groups = {group["name"]: self._group(group) for group in story["groups"]}
        for product in story["products"]:
            self.book.products.add(**product)
        for turn, person in enumerate(story["people"]):
            self.at(person["met_ago"], 8, lambda person=person: self._person(person), self._knows[person["key"]],  # type: ignore[misc]
                    turn * 59 // len(story["people"]))  # fmt: skip
        for organisation in story["organisations"]:
            if not any(person.get("org") == organisation["name"] for person in story["people"]):
                self.at(30, 8, lambda name=organisation["name"]: self._organisation(name), 0)  # type: ignore[misc]
        for talk in story["talks"]:
            hour = _HOURS[talk["ago"] * 7 % len(_HOURS)]
            self.at(talk["ago"], hour, lambda talk=talk: self._talk(talk), talk["by"])  # type: ignore[misc]
        for turn, memory in enumerate(story["memory"]):  # at the end of its day: it comes from that day's talk
            self.at(memory["ago"], 17, lambda memory=memory: self._remember(memory), 0,  # type: ignore[misc]
                    turn * 58 // len(story["memory"]))  # fmt: skip
        for reminder in story["reminders"]:
            self.at(20, 16, lambda reminder=reminder: self._remind(reminder), 0)  # type: ignore[misc]

    def _first_talker(self, key: str) -> int:
        found = [talk for talk in self._story["talks"] if key in talk["with"]]
        return int(max(found, key=lambda talk: talk["ago"])["by"]) if found else 0

    def _instant(self, ago: int, hour: int, minute: int) -> datetime:
        day = self.day(ago)
        day -= timedelta(days=max(0, day.weekday() - 4) if ago > 10 else 0)  # people talk on workdays
        local = datetime.combine(day, time(hour, minute), self._present.local().tzinfo)
        return min(local, self._present.local() - timedelta(minutes=5))

    def _remember(self, memory: dict[str, Any]) -> None:
        self._by = memory.get("by", self.writer(memory["ago"], memory["who"]))
        self._memory.tell(memory, self._by)

    # People

    def _group(self, entry: dict[str, Any]) -> Id:
        group = self.book.groups.create(entry["name"], entry["purpose"])
        if "ideal" in entry:
            self.book.groups.edit(group, ideal_days=entry["ideal"])
        return group

    def organisation(self, name: str) -> Id:
        """The organisation of a name, made when it is first spoken of."""
        return self._organisations.get(name) or self._organisation(name)

    def _organisation(self, name: str) -> Id:
        contacts, entry = self.book.contacts, self._places[name]
        organisation = contacts.create(name, kind="org", phone=entry.get("phone"))
        if "link" in entry:
            contacts.add_detail(organisation, "link", entry["link"])
        if "note" in entry:
            contacts.add_detail(organisation, "note", entry["note"])
        contacts.add_detail(organisation, "address", _address(entry["city"], entry["country"]), contexts=("work",))
        contacts.edit(organisation, relation=entry["relation"])
        self._organisations[name] = organisation
        return organisation

    def _person(self, entry: dict[str, Any]) -> None:
        contacts = self.book.contacts
        place = self.organisation(entry["org"]) if "org" in entry else None
        with self.book.change(say("Add {name}", name=entry["name"])):
            person = contacts.create(entry["name"], email=entry.get("email"), phone=entry.get("phone"))
            if "org" in entry or "title" in entry:
                contacts.add_role(person, place, title=entry.get("title", ""), function=entry.get("function", ""))
            if "city" in entry:
                contacts.add_detail(person, "address", _address(entry["city"]))
            for kind in ("note", "nickname"):
                if kind in entry:
                    contacts.add_detail(person, kind, entry[kind])
            for label in entry.get("labels", ()):
                contacts.add_label(person, label)
            for name in entry.get("groups", ()):
                self.book.groups.add(self.groups[name], [person])
            for kind in ("born", "wedding"):
                if kind in entry:
                    contacts.add_date(person, "birth" if kind == "born" else kind, self._birthday(entry[kind]))
            fields = {name: entry[name] for name in ("relation", "stands_for", "buys", "met") if name in entry}
            through = self.people[entry["through"]] if "through" in entry else None
            contacts.edit(person, **fields, met_on=self.book.clock.today().isoformat(), met_through=through)
            if "cadence" in entry:
                self.book.reminders.set_cadence(person, *entry["cadence"])
        self.people[entry["key"]] = person

    def _birthday(self, entry: dict[str, Any]) -> PartialDate | str:
        """A partial date so many days from today, with the year that makes somebody ``turns`` years old."""
        if entry.get("leap"):
            return "--02-29"
        day = self.day(entry["ago"] if "ago" in entry else -entry["in"])
        if (day.month, day.day) == (2, 29):
            day += timedelta(days=1)
        if "turns" in entry:
            return day.replace(year=day.year - entry["turns"]).isoformat()
        return f"--{day:%m-%d}"

    # Talks

    def _talk(self, talk: dict[str, Any]) -> None:
        wanted = talk.get("promises", ())
        made = [self._promise(entry) for entry in wanted]
        interaction = self.book.timeline.log(
            [self.people[key] for key in talk["with"]], talk["kind"], talk["text"], at=self._moment,
            minutes=talk.get("minutes"), direction=talk.get("direction"), colleagues=[self.us[talk["by"]]],
            promises=made,
        )  # fmt: skip
        self._entries.update({(talk["ago"], key): (interaction, talk["by"]) for key in talk["with"]})
        by_text = {promise.text: promise.id for promise in self.book.timeline.get(interaction).promises}
        for entry, draft in zip(wanted, made, strict=True):
            self._ends(entry, by_text[draft.text], talk["by"])

    def _ends(self, entry: dict[str, Any], promise: Id, by: int) -> None:
        """What becomes of a promise later on: kept, broken, or moved to another day."""
        promises = self.book.promises
        if "kept" in entry:
            self.at(entry["kept"], 16, lambda: promises.keep(promise), by, 50)
        if "broken" in entry:
            self.at(entry["broken"], 16, lambda: promises.break_(promise), by, 50)
        if "moved" in entry:
            to = self.day(-entry["moved"]["in"])
            self.at(entry["moved"]["ago"], 16, lambda: promises.renegotiate(promise, to), by, 50)

    def _promise(self, entry: dict[str, Any]) -> PromiseDraft:
        direction = "ours" if "ours" in entry else "theirs"
        due = self.day(-entry["in"]) if "in" in entry else self.day(entry["due"]) if "due" in entry else None
        since = self.day(-entry["from_in"]) if "from_in" in entry else None
        return PromiseDraft(entry[direction], due, since, direction)

    def _remind(self, entry: dict[str, Any]) -> None:
        day = self.day(entry["ago"] if "ago" in entry else -entry["in"])
        contact = self.people[entry["with"]] if entry["with"] else None
        self.book.reminders.add(contact, entry["text"], day, rrule=entry.get("rrule"))


def _address(city: str, country: str = "") -> str:
    """An RFC 9553 2.5.1 address of a place."""
    parts = [{"kind": "locality", "value": city}, {"kind": "country", "value": country}]
    return json.dumps({"components": [part for part in parts if part["value"]]}, ensure_ascii=False)
