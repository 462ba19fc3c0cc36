"""The sample notebook: a small business with its people, 18 months of talks and promises, relative to now.

The story stands in ``resources/sample/sample.json``; it is told through the services with a clock that walks
from talk to talk, so that histories and kept promises have their real days.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from notebook.book import Notebook
from notebook.changes.ids import Id
from notebook.clock import Clock
from notebook.errors import Refused
from notebook.sentences import say
from notebook.storage.database import place
from notebook.timeline.records import PromiseDraft, Stream

STORY = Path(__file__).resolve().parent.parent / "resources" / "sample" / "sample.json"
_HOURS = (9, 10, 11, 14, 15, 16)


def make(path: Path, *, state: Path, clock: Clock | None = None) -> None:
    """Write the sample notebook to a place where nothing is; it appears there only when it is whole.

    Raises `Refused` when there is a file.
    """
    taken = Refused(say("{file} exists already. Name a new file for the sample notebook.", file=path))
    if path.exists():
        raise taken
    story = json.loads(STORY.read_text(encoding="utf-8"))
    draft = path.with_name(f".{path.name}.{os.getpid()}.sample")
    try:
        _Teller(draft, state, clock or Clock(), story).tell()
        place(draft, path)
    except FileExistsError:
        raise taken from None
    finally:
        for leftover in ("", "-wal", "-shm"):
            Path(f"{draft}{leftover}").unlink(missing_ok=True)


class _Teller:
    """Tells the story into a new notebook, day by day."""

    def __init__(self, path: Path, state: Path, clock: Clock, story: dict[str, Any]) -> None:
        self._story = story
        self._present = clock
        self._moment = clock.now()
        walking = Clock(lambda: self._moment, clock.local().tzinfo)
        self._book = Notebook.open(path, state=state, clock=walking, create=True)
        self._people: dict[str, Id] = {}
        self._us: list[Id] = []
        self._later: list[tuple[datetime, Callable[[], object]]] = []
        self._entries: dict[tuple[int, str], Id] = {}

    def tell(self) -> None:
        """Everything in the order in which it happened."""
        try:
            self._walk(560, 8)
            self._introduce()
            for talk in self._story["talks"]:
                self._at(talk["ago"], 0, lambda talk=talk: self._talk(talk))  # type: ignore[misc]
            for product in self._story["products"]:
                self._book.products.add(**product)
            for memory in self._story["memory"]:  # at the end of its day: it comes from that day's talk
                self._later.append((self._instant(memory["ago"], 19), lambda memory=memory: self._remember(memory)))  # type: ignore[misc]
            for reminder in self._story["reminders"]:
                self._at(20, 1, lambda reminder=reminder: self._remind(reminder))  # type: ignore[misc]
            while self._later:
                self._later.sort(key=lambda entry: entry[0])
                self._moment, act = self._later.pop(0)
                act()
            self._moment = self._present.now()
            self._book.journal.forget_undo()
        finally:
            self._book.close()

    def _day(self, ago: int) -> date:
        return self._present.today() - timedelta(days=ago)

    def _instant(self, ago: int, hour: int) -> datetime:
        day = self._day(ago)
        day -= timedelta(days=max(0, day.weekday() - 4) if ago > 10 else 0)  # people talk on workdays
        local = datetime.combine(day, time(hour, 20), self._present.local().tzinfo)
        return min(local, self._present.local() - timedelta(minutes=5))

    def _walk(self, ago: int, hour: int) -> None:
        self._moment = self._instant(ago, hour)

    def _at(self, ago: int, turn: int, act: Callable[[], object]) -> None:
        hour = _HOURS[(ago * 7 + turn) % len(_HOURS)] + turn
        self._later.append((self._instant(ago, hour), act))

    def _introduce(self) -> None:
        book, story = self._book, self._story
        me = book.colleagues.i_am(story["colleagues"][0])
        self._us = [me, *(book.colleagues.introduce(name) for name in story["colleagues"][1:])]
        groups = {group["name"]: self._group(group) for group in story["groups"]}
        organisations = {entry["name"]: self._organisation(entry) for entry in story["organisations"]}
        for person in story["people"]:
            self._people[person["key"]] = self._person(person, groups, organisations)
        for person in story["people"]:
            if "through" in person:
                book.contacts.edit(self._people[person["key"]], met_through=self._people[person["through"]])

    def _group(self, entry: dict[str, Any]) -> Id:
        group = self._book.groups.create(entry["name"], entry["purpose"])
        if "ideal" in entry:
            self._book.groups.edit(group, ideal_days=entry["ideal"])
        return group

    def _organisation(self, entry: dict[str, Any]) -> Id:
        contacts = self._book.contacts
        organisation = contacts.create(entry["name"], kind="org", phone=entry.get("phone"))
        if "link" in entry:
            contacts.add_detail(organisation, "link", entry["link"])
        if "note" in entry:
            contacts.add_detail(organisation, "note", entry["note"])
        contacts.add_detail(organisation, "address", _address(entry["city"], entry["country"]), contexts=("work",))
        contacts.edit(organisation, relation=entry["relation"])
        return organisation

    def _person(self, entry: dict[str, Any], groups: dict[str, Id], organisations: dict[str, Id]) -> Id:
        contacts = self._book.contacts
        with self._book.change(say("Add {name}", name=entry["name"])):
            person = contacts.create(entry["name"], email=entry.get("email"), phone=entry.get("phone"))
            if "org" in entry or "title" in entry:
                contacts.add_role(person, organisations.get(entry.get("org", "")), title=entry.get("title", ""),
                                  function=entry.get("function", ""))  # fmt: skip
            if "city" in entry:
                contacts.add_detail(person, "address", _address(entry["city"]))
            if "note" in entry:
                contacts.add_detail(person, "note", entry["note"])
            for label in entry.get("labels", ()):
                contacts.add_label(person, label)
            for name in entry.get("groups", ()):
                self._book.groups.add(groups[name], [person])
            for kind in ("born", "wedding"):
                if kind in entry:
                    contacts.add_date(person, "birth" if kind == "born" else kind, self._birthday(entry[kind]))
            fields = {name: entry[name] for name in ("relation", "stands_for", "buys", "met") if name in entry}
            contacts.edit(person, **fields, met_on=self._day(entry["met_ago"]).isoformat())
            if "cadence" in entry:
                self._book.reminders.set_cadence(person, *entry["cadence"])
        return person

    def _birthday(self, entry: dict[str, Any]) -> str:
        """A partial date so many days from today, with the year that makes somebody ``turns`` years old."""
        if entry.get("leap"):
            return "--02-29"
        day = self._day(entry["ago"] if "ago" in entry else -entry["in"])
        if (day.month, day.day) == (2, 29):
            day += timedelta(days=1)
        if "turns" in entry:
            return day.replace(year=day.year - entry["turns"]).isoformat()
        return f"--{day:%m-%d}"

    def _talk(self, talk: dict[str, Any]) -> None:
        made = [self._promise(entry) for entry in talk.get("promises", ())]
        interaction = self._book.timeline.log(
            [self._people[key] for key in talk["with"]], talk["kind"], talk["text"], at=self._moment,
            minutes=talk.get("minutes"), colleagues=[self._us[talk["by"]]], promises=made,
        )  # fmt: skip
        self._entries.update({(talk["ago"], key): interaction for key in talk["with"]})
        kept = [entry.get("kept") for entry in talk.get("promises", ())]
        for promise in self._book.timeline.get(interaction).promises:
            day = kept[[draft.text for draft in made].index(promise.text)]
            if day is not None:
                self._at(day, 2, lambda promise=promise: self._book.promises.keep(promise.id))  # type: ignore[misc]

    def _promise(self, entry: dict[str, Any]) -> PromiseDraft:
        direction = "ours" if "ours" in entry else "theirs"
        due = self._day(-entry["in"] if "in" in entry else entry["due"])
        return PromiseDraft(entry[direction], due, None, direction)

    def _remind(self, entry: dict[str, Any]) -> None:
        day = self._day(entry["ago"] if "ago" in entry else -entry["in"])
        contact = self._people[entry["with"]] if entry["with"] else None
        self._book.reminders.add(contact, entry["text"], day, rrule=entry.get("rrule"))


    def _remember(self, memory: dict[str, Any]) -> None:
        """What a day taught us besides its talk."""
        more = {name: value for name, value in memory.items() if name not in ("ago", "what", "who")}
        teller = {
            "relation": self._relation, "interests": self._interests, "want": self._want, "bought": self._bought,
            "owns": self._owns, "story": self._tale, "permission": self._permission, "gave": self._favour,
            "asked": self._favour, "closing": self._closing, "avoid": self._avoid, "plan": self._plan,
            "introduction": self._introduction, "shelf": self._shelf, "question": self._question,
        }[memory["what"]]  # fmt: skip
        if memory["what"] in ("gave", "asked"):
            more["act"] = memory["what"]
        if memory["what"] in ("want", "bought", "story", "permission", "gave", "asked", "relation"):
            more["interaction"] = self._entries.get((memory["ago"], memory["who"]))
        teller(self._people.get(memory["who"], b""), more)

    def _relation(self, who: Id, more: dict[str, Any]) -> None:
        if "years" in more:
            more["born"] = str(self._present.today().year - more.pop("years"))
        if "other" in more:
            more["other"] = self._people[more["other"]]
        self._book.relations.add(who, **more)

    def _interests(self, who: Id, more: dict[str, Any]) -> None:
        for interest in more["words"]:
            self._book.contacts.add_detail(who, "interest", interest)

    def _want(self, who: Id, more: dict[str, Any]) -> None:
        met = more.pop("met", None)
        for field in ("due", "revisit"):
            if f"{field}_in" in more:
                more[field] = self._day(-more.pop(f"{field}_in"))
        if "product" in more:
            more["product"] = self._book.products.named(more["product"])
        want = self._book.wants.add(who, words_said=more.pop("words", ""), **more)
        if met is not None:
            self._at(met, 2, lambda: self._book.wants.meet(want))

    def _bought(self, who: Id, more: dict[str, Any]) -> None:
        self._book.products.bought(who, self._book.products.named(more.pop("product")), **more)

    def _owns(self, who: Id, more: dict[str, Any]) -> None:
        since = self._day(more["since_ago"])
        self._book.products.own(who, self._book.products.named(more["product"]), since=since, note=more["note"])

    def _tale(self, who: Id, more: dict[str, Any]) -> None:
        self._book.stories.tell(who, self._book.products.named(more.pop("product")), **more)

    def _permission(self, who: Id, more: dict[str, Any]) -> None:
        if "expires_in" in more:
            more["expires"] = self._day(-more.pop("expires_in"))
        if "expires_ago" in more:
            more["expires"] = self._day(more.pop("expires_ago"))
        self._book.permissions.record(who, **more)

    def _favour(self, who: Id, more: dict[str, Any]) -> None:
        self._book.favours.note(who, **more)

    def _closing(self, who: Id, more: dict[str, Any]) -> None:
        [latest] = self._book.timeline.ids(Stream(contact=who), 1)
        self._book.closing.close(latest, more.get("learned", ""), more.get("next", ""), contact=who)

    def _avoid(self, who: Id, more: dict[str, Any]) -> None:
        self._book.contacts.edit(who, avoid=more["text"])

    def _plan(self, who: Id, more: dict[str, Any]) -> None:
        intention = self._book.plans.intend(who, more["text"])
        for step in more["steps"]:
            self._book.plans.add_step(intention, step)

    def _introduction(self, who: Id, more: dict[str, Any]) -> None:
        introduction = self._book.introductions.propose(who, self._people[more["other"]], more["reason"])
        for key in more["asked"]:
            self._book.introductions.ask(introduction, self._people[key])
        for key in more["yes"]:
            self._book.introductions.answer(introduction, self._people[key], True)

    def _shelf(self, _who: Id, more: dict[str, Any]) -> None:
        given = more.pop("given")
        item = self._book.shelf.add(**more)
        for key in given:
            self._book.shelf.give(item, self._people[key])

    def _question(self, _who: Id, more: dict[str, Any]) -> None:
        circle = next(group.id for group in self._book.groups.all() if group.name == more["circle"])
        question = self._book.questions.ask(circle, more["text"])
        for key, text in more["answers"].items():
            self._book.questions.answer(question, self._people[key], text)


def _address(city: str, country: str = "") -> str:
    """An RFC 9553 2.5.1 address of a place."""
    parts = [{"kind": "locality", "value": city}, {"kind": "country", "value": country}]
    return json.dumps({"components": [part for part in parts if part["value"]]}, ensure_ascii=False)
