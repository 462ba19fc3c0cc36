"""Commands on people between themselves and what we know of them: permission, introductions, path, freshen."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from notebook.book import Notebook
from notebook.changes.ids import Id, read_id, show_id
from notebook.cli.output import Output, shown, table
from notebook.cli.session import contact_of, contacts_of, id_of, one_of_us, opened
from notebook.contacts.facts import Fact
from notebook.errors import NotFound, Refused
from notebook.insight.bonds import Candidate
from notebook.insight.records import Reason
from notebook.network.permissions import purposes_of
from notebook.network.records import Introduction, Permission, Standing
from notebook.sentences import say
from notebook.storage.folding import fold

STEPS = {"propose": 2, "ask": 2, "yes": 2, "no": 2, "introduce": 1, "thank": 1, "outcome": 2, "dismiss": 1,
         "reopen": 1, "made": 1}  # fmt: skip
"""Every step of an introduction, with the number of words it takes."""
USAGE = {
    "propose": "propose WHO WHO [--reason TEXT]", "ask": "ask ID WHO", "yes": "yes ID WHO", "no": "no ID WHO",
    "introduce": "introduce ID [--reason TEXT]", "thank": "thank ID", "outcome": "outcome ID TEXT",
    "dismiss": "dismiss ID [--reason TEXT]", "reopen": "reopen ID", "made": "made ENTRY",
}  # fmt: skip


def permission(options: argparse.Namespace, output: Output) -> None:
    """``permission WHO``: what stands; with a channel the answer for it; with a state a new line of the ledger."""
    with opened(options) as book:
        who = book.contacts.find(options.who)
        if options.record is not None:
            book.permissions.record(
                who, options.channel, options.purpose, options.record, how=options.how, day=options.on,
                evidence=options.evidence, expires=options.expires)  # fmt: skip
        if options.channel is not None:
            standing = [book.permissions.may(who, options.channel, one) for one in purposes_of(options.purpose)]
        else:
            standing = book.permissions.of(who)
        output.answer(
            {"contact": contact_of(book, who), "permissions": [_standing(one) for one in standing],
             "ledger": [_line(one) for one in book.permissions.ledger(who)]},
            [str(one.said) for one in standing] or ["Nothing is known about permissions."])  # fmt: skip


def introductions(options: argparse.Namespace, output: Output) -> None:
    """``introductions [WHO]``: those under way and who is worth introducing; ``STEP ...`` takes one further."""
    with opened(options) as book:
        worth: list[Candidate] = []
        if options.words and options.words[0] in STEPS:
            found = [book.introductions.get(_step(book, options))]
        else:
            who = _about(book, options.words) if options.words else None
            found = book.introductions.of(who, closed=options.all)
            worth = book.insight.candidates(who, options.limit)
        named = contacts_of(book, {person for one in worth for person in (one.a, one.b)})
        why = [one.reason if one.refusal is None else str(one.said) for one in found]
        text = table([(one.state, f"{one.a_name} and {one.b_name}", reason, show_id(one.id))
                      for one, reason in zip(found, why, strict=True)])  # fmt: skip
        if not found:
            text = ["No introductions under way."]
        for one in worth:
            text += ["", f"Introduce {shown(one.a_name)} and {shown(one.b_name)}?",
                     *(f"  - {shown(str(reason.text))}" for reason in one.reasons)]  # fmt: skip
        output.answer(
            {"introductions": [_introduction(book, one) for one in found],
             "candidates": [
                 {"a": named[one.a], "b": named[one.b], "points": one.points, "shared": list(map(str, one.shared)),
                  "permission": [one.may_a, one.may_b], "reasons": list(map(_reason, one.reasons))}
                 for one in worth]}, text)  # fmt: skip


def _about(book: Notebook, words: list[str]) -> Id:
    """Whose introductions: one contact, whose name may be typed without quotation marks."""
    name = " ".join(words)
    two = len(words) > 1 and all(book.contacts.named(word) for word in words)
    if two and (len({fold(word) for word in words}) < len(words) or not book.contacts.named(name)):
        raise Refused(say("Name one contact, not {names}. To bring two together: kithbook introductions {usage}",
                          names=" + ".join(words), usage=USAGE["propose"]))  # fmt: skip
    return book.contacts.find(name)


def _step(book: Notebook, options: argparse.Namespace) -> Id:
    """Take the step; which introduction it was about."""
    step, *words = options.words
    if len(words) != STEPS[step]:
        raise Refused(say("Write: kithbook introductions {usage}", usage=USAGE[step]))
    if step == "propose":
        first, second = (book.contacts.find(who) for who in words)
        return book.introductions.propose(first, second, options.reason)
    if step == "made":
        made = book.introductions.made_in(id_of(words[0], "entry"))
        if made is None:
            raise Refused(say("This entry does not say that two people were brought together who did not know each"
                              " other."))  # fmt: skip
        return made
    introduction = id_of(words[0], "introduction")
    match step:
        case "ask":
            book.introductions.ask(introduction, book.contacts.find(words[1]))
        case "yes" | "no":
            book.introductions.answer(introduction, book.contacts.find(words[1]), step == "yes")
        case "introduce":
            book.introductions.introduce(introduction, options.reason)
        case "thank":
            book.introductions.thank(introduction)
        case "reopen":
            book.introductions.reopen(introduction)
        case "outcome":
            book.introductions.finish(introduction, words[1])
        case _:
            book.introductions.dismiss(introduction, options.reason)
    return introduction


def _introduction(book: Notebook, one: Introduction) -> dict[str, Any]:
    return {
        "id": show_id(one.id), "a": contact_of(book, one.a), "b": contact_of(book, one.b), "state": one.state,
        "text": str(one.said), "reason": one.reason or None, "asked": [_iso(one.asked_a), _iso(one.asked_b)],
        "answers": [one.answer_a or None, one.answer_b or None], "introduced": _iso(one.introduced),
        "thanked": _iso(one.thanked), "outcome": one.outcome or None,
        "reasons": [_reason(Reason(one.said, tuple(row for row in (one.id, one.interaction, one.refusal) if row)))],
    }  # fmt: skip


def path(options: argparse.Namespace, output: Output) -> None:
    """``path TO [--from COLLEAGUE]``: who of us opens the door, and how, link by link."""
    with opened(options) as book:
        aim = options.to.strip()
        if not aim or (aim.casefold().endswith(" at") and not book.contacts.named(aim)):
            raise Refused(say("Say to whom: a contact, or a role at an organisation, like: owner at Repair Works"))
        start = one_of_us(book, options.start) if options.start is not None else None
        door = book.insight.path(options.to, start)
        named = contacts_of(book, {contact for bond in door.bonds for contact in (bond.a, bond.b)})
        links = [
            {"kind": bond.kind, "from": named.get(bond.a, {"id": show_id(bond.a), "name": bond.a_name}),
             "to": named[bond.b], "strength": bond.strength, "recency": round(bond.recency, 4),
             "worth": round(bond.worth, 4)}
            for bond in door.bonds
        ]  # fmt: skip
        output.answer(
            {"path": {"to": door.aim, "target": named.get(door.target) if door.target else None,
                      "text": str(door.said), "worth": round(door.worth, 4), "links": links,
                      "reasons": [_reason(bond.reason) for bond in door.bonds],
                      "known": None if door.known is None else _reason(door.known)}},
            [str(door.said), *(f"  - {shown(str(bond.reason.text))}" for bond in door.bonds),
             *(shown(f"Without a door: {one.text}.") for one in (door.known,) if one)])  # fmt: skip


def _reason(one: Reason) -> dict[str, Any]:
    return {"text": str(one.text), "evidence": [show_id(row) for row in one.evidence]}


def freshen(options: argparse.Namespace, output: Output) -> None:
    """``freshen``: today's stale facts; ``freshen ID VERDICT`` answers for one of them."""
    with opened(options) as book:
        if options.id is not None:
            _answer(book, options.id, options.verdict)
            output.answer({"confirmed": options.id, "verdict": options.verdict}, "Noted.")
            return
        found = book.facts.freshen(options.limit)
        named = contacts_of(book, {fact.contact for fact in found})
        output.answer(
            {"freshen": [{"id": _fact_id(fact), "contact": named.get(fact.contact), "kind": fact.kind,
                          "text": _text(book, fact), "values": _values(book, fact), "seen": _iso(fact.seen),
                          "author": fact.author or None,
                          "source": str(fact.source)} for fact in found]},
            table([(named[fact.contact]["name"], str(fact.label), _text(book, fact), str(fact.seen), _fact_id(fact))
                   for fact in found]) or "Nothing stale to ask about today.")  # fmt: skip


def _text(book: Notebook, fact: Fact) -> str:
    """A fact as a person reads it: of several values all, the shown one first."""
    return str(book.facts.side_by_side(fact)) if fact.others else fact.display


def _values(book: Notebook, fact: Fact) -> list[str]:
    return [one.display for one in book.facts.rivals(fact)] if fact.others else []


def _answer(book: Notebook, text: str, verdict: str) -> None:
    """Note a verdict; of several values a number chooses one, and ``true`` the shown one. Raises `Refused`."""
    cell = _fact_of(text)
    fact = book.facts.about(*cell)
    standing = book.facts.rivals(fact) if fact is not None and fact.others else []
    if verdict.isdigit() or (verdict == "true" and standing):
        place = int(verdict) if verdict.isdigit() else 1
        if not 1 <= place <= len(standing):
            raise Refused(say("There is no value {n} to choose here.", n=place))
        book.facts.choose(*cell, standing[place - 1].value)
        return
    book.facts.confirm(*cell, verdict)


def _fact_of(text: str) -> tuple[str, Id, str]:
    """What `_fact_id` made of a fact. Raises `NotFound`."""
    table_name, row, field = [*text.split("/"), "", ""][:3]
    found = read_id(row)
    if found is None or not field:
        raise NotFound(say("“{text}” is no fact: give an ID that `freshen` lists, such as detail/0198…/value.",
                           text=text))  # fmt: skip
    return table_name, found, field


def _fact_id(fact: Fact) -> str:
    return f"{fact.table}/{show_id(fact.row)}/{fact.field}"


def _standing(one: Standing) -> dict[str, Any]:
    rows = (one.permission.id, one.permission.interaction) if one.permission else ()
    reason = {"text": str(one.said), "evidence": [show_id(row) for row in rows if row is not None]}
    return {"channel": one.channel, "purpose": one.purpose or None, "state": one.state, "text": str(one.said),
            "reasons": [reason]}  # fmt: skip


def _line(one: Permission) -> dict[str, Any]:
    return {
        "id": show_id(one.id), "channel": one.channel, "purpose": one.purpose or None, "state": one.state,
        "how": one.how or None, "date": _iso(one.day), "evidence": one.evidence or None,
        "expires": _iso(one.expires),
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
