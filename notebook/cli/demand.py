"""The demand board on the command line: ``demand`` the needs, ``demand NEED`` one with the words behind it."""

from __future__ import annotations

import argparse
from typing import Any

from notebook.book import Notebook
from notebook.changes.ids import show_id
from notebook.cli.output import Output, shown
from notebook.cli.session import contacts_of, opened
from notebook.errors import Refused
from notebook.insight.demand import quoted
from notebook.insight.records import Demand, Pool
from notebook.sentences import say
from notebook.value.records import Want
from notebook.value.synonyms import PRODUCT

QUOTES = 3  # of each need on the board


def demand(options: argparse.Namespace, output: Output) -> None:
    """``demand [NEED]``; ``--same-as`` and ``--part`` join needs and part them again."""
    with opened(options) as book:
        if options.same_as is not None:
            _check_there(book, options.need, options.same_as)
            book.synonyms.join(options.need, options.same_as)
        elif options.part:
            book.synonyms.part(options.need)
        board = _board(book, options)
        each = QUOTES if options.need is None or len(board.pools) > 1 else options.limit
        behind = book.insight.quotes_of([pool.key for pool in board.pools], each)
        named = contacts_of(book, {want.contact for wants in behind.values() for want in wants})
        lines: list[str] = []
        for pool in board.pools:
            lines += ["  ".join(_row(pool)), *(f"  - {shown(str(quoted(want).text))}" for want in behind[pool.key])]
        nothing = "Nobody wants anything yet. Note a want: kithbook want WHO TEXT"
        if options.need is not None:
            nothing = "Nobody wants anything like that."
        output.answer({"demand": [_pool(pool, behind[pool.key], named) for pool in board.pools],
                       "total": board.total}, lines or nothing)  # fmt: skip


def _check_there(book: Notebook, *named: str) -> None:
    """Raises `Refused` for a slip of the pen: joined, it would be the name of a need that nobody has."""
    needs = book.synonyms.needs()
    there = {pool.key for pool in book.insight.demand(most=10**9).pools}
    for text in named:
        need = needs.of_words(text)
        if need and not need.startswith(PRODUCT) and len(needs.together(need)) == 1 and need not in there:
            raise Refused(say("Nobody wants anything called “{need}”. Take a need that is there: kithbook demand",
                              need=" ".join(text.split())))  # fmt: skip


def _board(book: Notebook, options: argparse.Namespace) -> Demand:
    """The whole board, or the need that was named: by its very words or its product, else all with these words."""
    if options.need is None:
        return book.insight.demand(most=options.limit)
    needs = book.synonyms.needs()
    key = needs.head(needs.of_words(options.need))
    whole = book.insight.demand(most=10**9)
    exact = tuple(pool for pool in whole.pools if pool.key == key)
    return Demand(exact, 1, whole.horizons) if exact else book.insight.demand(options.need, options.limit)


def _row(pool: Pool) -> tuple[str, ...]:
    people = f"{pool.people} people" if pool.people != 1 else "1 person"
    perhaps = f", {pool.suspected} perhaps" if pool.suspected else ""
    soonest = f", by {pool.soonest}" if pool.soonest else ""
    same = f" = {', '.join(shown(term.name) for term in pool.terms[1:])}" if pool.terms else ""
    return f"{shown(pool.name)}{same}:", f"{people}{perhaps}, strength {pool.strength}{soonest}"


def _pool(pool: Pool, behind: list[Want], named: dict[bytes, dict[str, str]]) -> dict[str, Any]:
    return {
        "need": pool.name, "product": show_id(pool.product) if pool.product else None,
        "same": [term.name for term in pool.terms], "people": pool.people, "suspected": pool.suspected,
        "wants": pool.wants, "strength": {"sum": pool.strength, "mean": round(pool.mean, 2)},
        "horizons": pool.horizons, "soonest": pool.soonest.isoformat() if pool.soonest else None,
        "reasons": [_reason(want, named) for want in behind],
    }  # fmt: skip


def _reason(want: Want, named: dict[bytes, dict[str, str]]) -> dict[str, Any]:
    reason = quoted(want)
    return {"text": str(reason.text), "evidence": [show_id(row) for row in reason.evidence],
            "contact": named.get(want.contact), "date": want.day.isoformat() if want.day else None,
            "certainty": want.certainty}  # fmt: skip
