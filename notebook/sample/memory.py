"""What a day of the sample story taught besides its talk: one teller per kind of entry of ``memory.json``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from notebook.changes.ids import Id
from notebook.sentences import say
from notebook.timeline.records import Stream

if TYPE_CHECKING:
    from notebook.sample.making import Teller

More = dict[str, Any]
_OF_THE_TALK = ("want", "bought", "story", "permission", "gave", "asked", "relation", "offer")


class Memory:
    """Tells one memory at a time; `Teller` has set the clock and the colleague."""

    def __init__(self, teller: Teller) -> None:
        self._teller, self._book = teller, teller.book
        self._by, self._ago = 0, 0
        self._told: dict[str, Callable[[Id, More], object]] = {
            "relation": self._relation, "interests": self._interests, "want": self._want, "bought": self._bought,
            "owns": self._owns, "story": self._story, "permission": self._permission, "gave": self._favour,
            "asked": self._favour, "closing": self._closing, "avoid": self._avoid, "plan": self._plan,
            "introduction": self._introduction, "shelf": self._shelf, "question": self._question,
            "edit": self._edit, "role": self._role, "confirm": self._confirm, "import": self._import,
            "handover": self._hand_over, "offer": self._offer, "synonym": self._synonym, "brief": self._brief,
            "put away": self._put_away,
        }  # fmt: skip

    def tell(self, memory: dict[str, Any], by: int) -> None:
        """Write it down as the colleague ``by``."""
        more = {name: value for name, value in memory.items() if name not in ("ago", "what", "who", "by")}
        self._by, self._ago = by, memory["ago"]
        what, who = memory["what"], memory["who"]
        if what in ("gave", "asked"):
            more["act"] = what
        if what in _OF_THE_TALK:
            more["interaction"] = self._teller.talk_of(self._ago, who)
        self._told[what](self._teller.people.get(who, b""), more)

    def _later(self, ago: int, act: Callable[[], object], by: int | None = None) -> None:
        self._teller.at(ago, 17, act, self._by if by is None else by, 59)

    def _product(self, name: str) -> Id:
        return self._book.products.named(name)

    # Who they are

    def _relation(self, who: Id, more: More) -> None:
        if "years" in more:
            more["born"] = str(self._teller.day(0).year - more.pop("years"))
        if "other" in more:
            more["other"] = self._teller.people[more["other"]]
        self._book.relations.add(who, **more)

    def _interests(self, who: Id, more: More) -> None:
        for interest in more["words"]:
            self._book.contacts.add_detail(who, "interest", interest)

    def _edit(self, who: Id, more: More) -> None:
        self._book.contacts.edit(who, **more)

    def _avoid(self, who: Id, more: More) -> None:
        self._book.contacts.edit(who, avoid=more["text"])

    def _role(self, who: Id, more: More) -> None:
        """A role is over."""
        [role] = [role for role in self._book.contacts.get(who).roles if role.organisation_name == more["org"]]
        self._book.contacts.edit_role(role.id, until=self._teller.day(more["until_ago"]).isoformat())

    def _confirm(self, who: Id, more: More) -> None:
        fact = next(fact for fact in self._book.facts.of(who) if fact.kind == more["field"])
        self._book.facts.confirm(fact.table, fact.row, fact.field, more["verdict"])

    def _import(self, who: Id, more: More) -> None:
        """A card from somebody's telephone: what it says otherwise stands beside what was typed."""
        title = say("Import {file}", file=more["file"])
        with self._book.journal.change(title, source=f"import:{more['file']}") as draft:
            self._book.contacts.import_update(draft, who, more["card"])

    def _hand_over(self, who: Id, more: More) -> None:
        self._book.hand_over([who], self._teller.us[more["to"]])

    # What they want, have and tell

    def _want(self, who: Id, more: More) -> None:
        met = more.pop("met", None)
        for field in ("due", "revisit"):
            if f"{field}_in" in more:
                more[field] = self._teller.day(-more.pop(f"{field}_in"))
        if "product" in more:
            more["product"] = self._product(more["product"])
        want = self._book.wants.add(who, words_said=more.pop("words", ""), **more)
        if met is not None:
            self._later(met, lambda: self._book.wants.meet(want))

    def _bought(self, who: Id, more: More) -> None:
        self._book.products.bought(who, self._product(more.pop("product")), **more)

    def _owns(self, who: Id, more: More) -> None:
        since = self._teller.day(more["since_ago"])
        self._book.products.own(who, self._product(more["product"]), since=since, note=more["note"])

    def _story(self, who: Id, more: More) -> None:
        self._book.stories.tell(who, self._product(more.pop("product")), **more)

    def _offer(self, who: Id, more: More) -> None:
        book = self._book
        if "want" in more:
            more["want"] = next(want.id for want in book.wants.of(who, "all") if want.text == more["want"])
        if "owned" in more:
            more["owned"] = next(one.id for one in book.products.owned(who) if one.product_name == more["owned"])
        answer = more.pop("answer", None)
        offer = book.offers.make(who, more.pop("text"), **more)
        if answer is not None:
            self._later(answer[0], lambda: book.offers.answer(offer, answer[1]))

    def _synonym(self, _who: Id, more: More) -> None:
        self._book.synonyms.join(more["need"], more["same"])

    # What was read before a talk

    def _brief(self, who: Id, more: More) -> None:
        self._book.credits.used(self._book.insight.brief(who), more["way"])

    def _put_away(self, who: Id, more: More) -> None:
        [step] = [step for step in self._book.insight.today() if step.contact == who]
        self._book.dismissals.put_away(step.key, who, more["reason"])

    # What is agreed, given and planned

    def _permission(self, who: Id, more: More) -> None:
        if "expires_in" in more:
            more["expires"] = self._teller.day(-more.pop("expires_in"))
        if "expires_ago" in more:
            more["expires"] = self._teller.day(more.pop("expires_ago"))
        self._book.permissions.record(who, **more)

    def _favour(self, who: Id, more: More) -> None:
        self._book.favours.note(who, **more)

    def _closing(self, who: Id, more: More) -> None:
        [latest] = self._book.timeline.ids(Stream(contact=who), 1)
        self._book.closing.close(latest, more.get("learned", ""), more.get("next", ""), contact=who)
        if "used" in more:
            [item] = [one.id for one in self._book.closing.of_entries([latest])[latest] if one.kind == "next"]
            self._later(more["used"], lambda: self._book.closing.use([item]))

    def _plan(self, who: Id, more: More) -> None:
        plans = self._book.plans
        intention = plans.intend(who, more["text"])
        for entry in more["steps"]:
            day = self._teller.day(-entry["in"]) if "in" in entry else None
            step = plans.add_step(intention, entry["text"], day)
            if "done" in entry:
                self._later(entry["done"], lambda step=step: plans.done(step))  # type: ignore[misc]
        if "close" in more:
            self._later(more["close"], lambda: plans.close(intention))

    def _introduction(self, who: Id, more: More) -> None:
        made = self._book.introductions
        introduction = made.propose(who, self._teller.people[more["other"]], more["reason"])
        for ago, do, what in more["then"]:
            person = self._teller.people.get(what, b"")
            acts: dict[str, Callable[[], object]] = {
                "ask": lambda person=person: made.ask(introduction, person),  # type: ignore[misc]
                "yes": lambda person=person: made.answer(introduction, person, True),  # type: ignore[misc]
                "no": lambda person=person: made.answer(introduction, person, False),  # type: ignore[misc]
                "introduce": lambda what=what: made.introduce(introduction, what),  # type: ignore[misc]
                "thank": lambda: made.thank(introduction),
                "finish": lambda what=what: made.finish(introduction, what),  # type: ignore[misc]
                "dismiss": lambda what=what: made.dismiss(introduction, what),  # type: ignore[misc]
            }
            self._later(ago, acts[do])

    def _shelf(self, _who: Id, more: More) -> None:
        given = more.pop("given")
        item = self._book.shelf.add(**more)
        for key in given:
            self._book.shelf.give(item, self._teller.people[key])

    def _question(self, _who: Id, more: More) -> None:
        questions, people = self._book.questions, self._teller.people
        question = questions.ask(self._teller.groups[more["circle"]], more["text"])
        for key, (ago, text) in more["answers"].items():
            self._later(ago, lambda key=key, text=text: questions.answer(question, people[key], text))  # type: ignore[misc]
        if "close" in more:
            self._later(more["close"][0], lambda: self._owe(question, more["close"][1], more.get("told", {})))

    def _owe(self, question: Id, outcome: str, told: dict[str, int]) -> None:
        """The question is closed; who was told what came of it, and when."""
        promises = self._book.promises
        for promise in promises.rows(self._book.questions.close(question, outcome)):
            for key, ago in told.items():
                if promise.contact == self._teller.people[key]:
                    self._later(ago, lambda promise=promise: promises.keep(promise.id))  # type: ignore[misc]
