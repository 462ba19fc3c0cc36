"""Commands on what follows from the records: brief, today, health.

They change nothing of it; a brief that was read gives credit to whose words it tells (`value.credits`).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from notebook.book import Notebook
from notebook.changes.ids import show_id
from notebook.cli.output import Output, shown
from notebook.cli.session import contact_of, contacts_of, opened
from notebook.insight.records import Brief, Id, Line, Part, Reason, Section
from notebook.sentences import count


def brief(options: argparse.Namespace, output: Output) -> None:
    """``brief WHO...``: a page each, as a day's visits want them; with ``--pdf`` on paper."""
    with opened(options) as book:
        contacts = list(dict.fromkeys(book.contacts.find(who) for who in options.who))
        if options.pdf is None:
            pages, file = book.insight.briefs(contacts, options.on), dict[str, str]()
        else:
            pages, file = _paper(book, options, contacts)
        named = contacts_of(book, set(contacts))
        briefs = [{"contact": named[page.contact], "on": page.day.isoformat(),
                   "sections": [_section(one) for one in page.sections]} for page in pages]  # fmt: skip
        text = [line for page in pages for line in _lines(page, options.on)][1:]
        if file:
            text = [str(count("{n} brief written to {file}.", "{n} briefs written to {file}.", len(pages), **file))]
        output.answer({"briefs": briefs, **file}, text)
        for page in pages:
            book.credits.used(page, "print" if file else "export" if options.json else "full")


def _paper(book: Notebook, options: argparse.Namespace, contacts: list[Id]) -> tuple[list[Brief], dict[str, str]]:
    from notebook.exchange.exporting import place_for

    file = place_for(Path(options.pdf).expanduser())
    return options.paper(book, contacts, file, options.on), {"file": str(file)}


def _lines(page: Brief, on: date | None) -> Iterator[str]:
    seen = f" (seen from {page.day})" if on is not None else ""
    yield from ("", f"# {shown(page.name)}{seen}")
    for section in page.sections:
        yield from ("", str(section.title), *(f"- {shown(str(line.text))}" for line in section.lines))
    if not page.sections:
        yield from ("", "Nothing is known yet that matters before a talk. Log one: kithbook log")


def today(options: argparse.Namespace, output: Output) -> None:
    """``today``: what to do now, one row per person."""
    with opened(options) as book:
        steps = book.insight.today(options.on)
        named = contacts_of(book, {step.contact for step in steps if step.contact})
        text: list[str] = []
        for step in steps:
            who = f"{shown(step.contact_name)}: " if step.contact_name else ""
            text += [f"{who}{shown(str(step.text))}", *(f"  - {shown(str(one.text))}" for one in step.reasons)]
        output.answer(
            {
                "today": [
                    {
                        "contact": named.get(step.contact) if step.contact else None,
                        "text": str(step.text),
                        "reasons": [_told(reason) for reason in step.reasons],
                    }
                    for step in steps
                ]
            },
            text or "Nothing to do today.",
        )


def health(options: argparse.Namespace, output: Output) -> None:
    """``health WHO``: stage and health with each part of the sum."""
    with opened(options) as book:
        found = book.insight.health(book.contacts.find(options.who))
        output.answer(
            {
                "health": {
                    "contact": contact_of(book, found.contact),
                    "score": found.score,
                    "stage": found.stage,
                    "ours": found.ours,
                    "theirs": found.theirs,
                    "text": str(found.said),
                    "reasons": [_part(part) for part in found.parts],
                }
            },
            [
                str(found.said),
                *(f"{part.points:>3} of {part.most:>2}  {part.title}: {part.reason.text}" for part in found.parts),
            ],
        )


def _section(one: Section) -> dict[str, Any]:
    return {"title": str(one.title), "lines": [_told(line) for line in one.lines]}


def _told(one: Line | Reason) -> dict[str, Any]:
    return {"text": str(one.text), "evidence": _shown(one.evidence)}


def _part(part: Part) -> dict[str, Any]:
    return {"part": part.name, "points": part.points, "of": part.most, **_told(part.reason)}


def _shown(ids: Iterable[Id]) -> list[str]:
    return [show_id(one) for one in ids]
