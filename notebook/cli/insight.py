"""Commands on what follows from the records: brief, today, health. They only read."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from notebook.changes.ids import show_id
from notebook.cli.output import Output, shown
from notebook.cli.session import contact_of, contacts_of, opened
from notebook.insight.records import Id, Line, Part, Reason


def brief(options: argparse.Namespace, output: Output) -> None:
    """``brief WHO...``: a page each, as a day's visits want them."""
    with opened(options) as book:
        pages = book.insight.briefs([book.contacts.find(who) for who in options.who])
        named = contacts_of(book, {page.contact for page in pages})
        text: list[str] = []
        for page in pages:
            text += ["", f"# {shown(page.name)}"] if text else [f"# {shown(page.name)}"]
            for section in page.sections:
                text += ["", str(section.title), *(f"- {shown(str(line.text))}" for line in section.lines)]
            if not page.sections:
                text += ["", "Nothing is known yet. Log a talk: kithbook log"]
        output.answer(
            {
                "briefs": [
                    {
                        "contact": named[page.contact],
                        "sections": [
                            {"title": str(section.title), "lines": [_told(line) for line in section.lines]}
                            for section in page.sections
                        ],
                    }
                    for page in pages
                ]
            },
            text,
        )


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


def _told(one: Line | Reason) -> dict[str, Any]:
    return {"text": str(one.text), "evidence": _shown(one.evidence)}


def _part(part: Part) -> dict[str, Any]:
    return {"part": part.name, "points": part.points, "of": part.most, **_told(part.reason)}


def _shown(ids: Iterable[Id]) -> list[str]:
    return [show_id(one) for one in ids]
