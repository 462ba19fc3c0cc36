"""The command on who is what to whom: the family and the people around somebody, and one line to note more."""

from __future__ import annotations

import argparse
from typing import Any

from notebook.book import Notebook
from notebook.changes.ids import Id, show_id
from notebook.cli.output import Output, table
from notebook.cli.session import contact_of, contacts_of, id_of, opened
from notebook.contacts.dates import PartialDate
from notebook.errors import Refused
from notebook.network.ages import age_of, aged
from notebook.network.records import Relation
from notebook.sentences import say


def relations(options: argparse.Namespace, output: Output) -> None:
    """``relations WHO``: who they are to each other; with a line: note one more (or change who is there)."""
    with opened(options) as book:
        who = book.contacts.find(options.who)
        if options.line:
            only = [_note(book, who, " ".join(options.line), options)]
            found = book.relations.rows(who, only)
        else:
            found = book.relations.of(who)
        births = book.relations.births(found)
        named = contacts_of(book, {one.person for one in found if one.person})
        doubts = {one.relation.id: str(one.doubt) for one in book.relations.family(who) if one.doubt is not None}
        shown = [_relation(book, one, births, named) | {"doubt": doubts.get(one.id)} for one in found]
        text = table([
            (one.name, _told(one, json),
             ", ".join(filter(None, (doubts.get(one.id), one.school, one.occasions, one.evidence))), show_id(one.id))
            for one, json in zip(found, shown, strict=True)
        ])  # fmt: skip
        [row] = book.contacts.rows([who])
        example = "daughter Mia, 9" if row.kind != "org" else "supplier Bo Dahl, since 2019"
        output.answer({"contact": contact_of(book, who), "relations": shown},
                      text or [f'Nobody is noted yet. Write: kithbook relations WHO "{example}"'])  # fmt: skip


def _note(book: Notebook, who: Id, line: str, options: argparse.Namespace) -> Id:
    """Keep a line, about the one contact that is called exactly so, or the one that ``--card`` names."""
    phrase = book.relations.read(line)
    other = book.contacts.find(options.card) if options.card is not None else None
    if other is None and phrase.name:
        same = [one for one in book.contacts.same_name(phrase.name) if one.id != who]
        if len(same) > 1:
            raise Refused(say("There are several called {name}: say which with --card ID.", name=phrase.name))
        other = same[0].id if same else None
    alike = book.relations.alike(who, phrase, other) if phrase.kind and phrase.trouble is None else []
    known = _meant(alike, phrase.name, options) if alike else None
    if known is not None and not options.change and not options.another:
        advice = say("{name} is already there ({what}). Add --change to change what is noted, or --another for one more"
                     " of that name.", name=known.name, what=known.said)  # fmt: skip
        if known.person is not None:
            advice = say("{name} is already there ({what}). Add --change to change what is noted.",
                         name=known.name, what=known.said)  # fmt: skip
        raise Refused(advice)
    return book.relations.note(who, phrase, other, known=known.id if known is not None and options.change else None)


def _meant(alike: list[Relation], name: str, options: argparse.Namespace) -> Relation:
    """Which of those who are there already the line is about: the one that ``--row`` names, else the only one."""
    if options.row is not None:
        one = next((one for one in alike if one.id == id_of(options.row, "relation")), None)
        if one is None:
            raise Refused(say("{id} is nobody here called {name}. Look with kithbook relations WHO.",
                              id=options.row, name=name))  # fmt: skip
        return one
    if options.change and len(alike) > 1:
        which = ", ".join(f"{_of_one(one)} {show_id(one.id)}" for one in alike)
        raise Refused(say("Several called {name} are there: {which}. Say which one is changed with --row ID.",
                          name=name, which=which))  # fmt: skip
    return alike[0]


def _of_one(one: Relation) -> str:
    return f"{one.name} ({one.said}, {one.born})" if one.born else f"{one.name} ({one.said})"


def _relation(book: Notebook, one: Relation, births: dict[Id, tuple[PartialDate, str]],
              named: dict[Id, dict[str, str]]) -> dict[str, Any]:  # fmt: skip
    born, feb29 = births.get(one.id, (None, ""))
    age, about = age_of(born, book.clock.today(), feb29)
    return {
        "id": show_id(one.id), "name": one.name, "contact": named.get(one.person) if one.person else None,
        "kind": one.kind, "text": str(one.said), "strength": one.strength, "born": str(born or one.born) or None,
        "age": age, "about": about, "since": one.since or None, "until": one.until or None, "ended": one.ended,
        "school": one.school or None, "note": one.occasions or None, "evidence": one.evidence or None,
    }  # fmt: skip


def _told(one: Relation, json: dict[str, Any]) -> str:
    age = aged(json["age"], json["about"])
    return f"{one.said}, {age}" if age is not None else str(one.said)
