"""Following a line of a brief back to the rows it came from: whether they are there, and whether they say so.

Nothing here asks `insight`: rows are read as they stand in the file, and every word, day and number of a line has to
be found in them (or be reckoned from them anew).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from notebook.sentences import Sentence
from notebook.storage import schema
from notebook.storage.times import read_instant
from tests.changes.standing import conflicts

if TYPE_CHECKING:
    from notebook.book import Notebook
    from notebook.insight.records import Line

Row = dict[str, Any]
_WORDS = ("text", "body", "value", "item", "title", "evidence", "how", "label", "name", "reason", "outcome", "date")
_SIDES = {"ours": "we", "theirs": "they"}
_TIMES = {1: "once", 2: "twice"}


def row_of(book: Notebook, row: bytes) -> tuple[str, Row]:
    """The table and the cells of a row that is in the notebook now, as its parents are."""
    for table in schema.tables():
        cells = book.db.one(f"SELECT * FROM {table} WHERE id = ?", (row,))
        if cells is None:
            continue
        names = [column[1] for column in book.db.rows(f"PRAGMA table_info({table})")]
        held = dict(zip(names, cells, strict=True))
        assert held["sy_live"] == 1, f"{table} {row.hex()} is deleted"
        if "contact" in held and held["contact"] is not None:
            assert book.contacts.names([held["contact"]]), f"the contact of {table} {row.hex()} is deleted"
        return table, held
    raise AssertionError(f"{row.hex()} is in no table")


def supports(book: Notebook, line: Line, today: date) -> list[str]:
    """What a line says that its rows do not: nothing, when it can be traced."""
    rows = [row_of(book, one) for one in line.evidence]
    if not rows:
        return ["no evidence at all"]
    if line.kind == "balance":
        return _balance(str(line.text), rows)
    told = " ".join(" ".join(str(cell) for cell in _cells(book, table, row)) for table, row in rows)
    days = {day for table, row in rows for day in _days(book, row)}
    missing = []
    for name, leaf, near in leaves(line.text):
        if isinstance(leaf, date):
            if leaf not in days and leaf.isoformat() not in told and not _comes_round(leaf, rows):
                missing.append(f"the day {leaf}")
        elif isinstance(leaf, int):
            if not _reckoned(name, leaf, near, days, rows, today):
                missing.append(f"{name} = {leaf}")
        elif not all(part in told for part in _parts(str(leaf))):
            missing.append(f"the words {leaf!r}")
    return missing


def leaves(sentence: Sentence) -> Iterator[tuple[str, object, dict[str, object]]]:
    """Every parameter of a sentence and of the sentences in it, with those beside it."""
    for name, value in sentence.params.items():
        if isinstance(value, Sentence):
            yield from leaves(value)
        elif value != "":
            yield name, value, dict(sentence.params)


def shown(book: Notebook, line: Line, row: bytes) -> str:
    """A row as a person would look it up: what it is, when and by whom it was written, from where, its words."""
    table, held = row_of(book, row)
    field = _field(line, held) if table == "contact" else "_row"
    history = book.history([(table, row)], field)
    first = history[0] if field != "_row" else history[-1]
    who = book.colleagues.names().get(first.author or b"", "?")
    source = f", {first.source}" if first.source else ""
    words = next((str(held[name]) for name in _WORDS if held.get(name)), "")
    if table == "contact":
        table, words = f"card, {field}" if field != "_row" else "card", str(held.get(field) or held["full_name"])
    day = book.clock.local(first.at).date()
    return f"{table} ({day}, {who}{source})" + (f": {' '.join(words.split())}" if words else "")


def _field(line: Line, held: Row) -> str:
    """Which cell of a card a line shows."""
    for _, leaf, _ in leaves(line.text):
        for name in ("met", "relation", "stands_for", "buys", "avoid"):
            if held.get(name) and leaf == " ".join(str(held[name]).split()):
                return name
    return "_row"


def _cells(book: Notebook, table: str, row: Row) -> Iterator[object]:
    """What stands in a row, on one line, and what those are called whom it names."""
    for name, cell in row.items():
        if isinstance(cell, str):
            yield " ".join(cell.split())
        elif isinstance(cell, bytes) and len(cell) == 16 and name not in ("id",):
            for other in ("contact", "colleague", "product", "circle"):
                column = "full_name" if other == "contact" else "name"
                found = book.db.value(f"SELECT {column} FROM {other} WHERE id = ?", (cell,))
                if found:
                    yield found
    for heads in conflicts(book.journal, table, row["id"]).values():  # what stands beside the shown value
        yield from (" ".join(head.value.split()) for head in heads if isinstance(head.value, str))
    if table == "interaction":  # those of us who were there
        yield from (row[0] for row in book.db.rows(
            "SELECT g.name FROM participant p JOIN colleague g ON g.id = p.colleague WHERE p.interaction = ?",
            (row["id"],)))  # fmt: skip


def _days(book: Notebook, row: Row) -> Iterator[date]:
    for name, cell in row.items():
        if not isinstance(cell, str):
            continue
        if name == "at":
            yield book.clock.local(read_instant(cell)).date()
            continue
        try:
            yield date.fromisoformat(cell)
        except ValueError:
            continue


def _comes_round(day: date, rows: list[tuple[str, Row]]) -> bool:
    """A date of every year: the month and the day are in the row; 29 February is kept on the 28th."""
    wanted = {f"{day:-%m-%d}"} | ({"-02-29"} if f"{day:%m-%d}" in ("02-28", "03-01") else set())
    held = [str(row.get(name) or "") for _, row in rows for name in ("date", "born")]
    return any(text.endswith(mark) for text in held for mark in wanted)


def _reckoned(
    name: str, number: int, near: dict[str, object], days: set[date], rows: list[tuple[str, Row]], today: date
) -> bool:
    """A number follows from the days of the rows: how late, how old."""
    if name == "n" and isinstance(near.get("day"), date):
        return near["day"] in days and (today - near["day"]).days == number  # type: ignore[operator]
    if name == "n":  # how often a promise was moved: what it was before stands there
        return number == sum(row.get("state") == "renegotiated" for table, row in rows if table == "promise")
    if name == "age":
        years = {int(text[:4]) for _, row in rows for cell in ("born", "date")
                 if (text := str(row.get(cell) or ""))[:4].isdigit()}  # fmt: skip
        on = near["day"].year if isinstance(near.get("day"), date) else today.year  # type: ignore[union-attr]
        return any(on - year in (number, number + 1) for year in years)
    return False


def _parts(text: str) -> list[str]:
    """The pieces of a list; what was cut off for length is not missed."""
    return [part.removesuffix(" …") for part in text.split(", ")]


def _balance(text: str, rows: list[tuple[str, Row]]) -> list[str]:
    """Counts what was given and asked anew, from the rows."""
    counted: Counter[tuple[str, str]] = Counter()
    for table, row in rows:
        made = {"purchase": ("theirs", "gave"), "shelf_given": ("ours", "gave"), "introduction": ("ours", "gave")}
        counted[made.get(table) or (row["side"], row["act"])] += 1
    missing = []
    for side, who in _SIDES.items():
        clauses = []
        for act in ("asked", "gave"):
            if n := counted[side, act]:
                clauses.append(f"{act} {_TIMES.get(n, f'{n} times')}")
        if clauses and f"{who} {', '.join(clauses)}" not in text:
            missing.append(f"{who} {', '.join(clauses)}")
        if not clauses and f"{who} " in text:
            missing.append(f"nothing of what {who} did")
    return missing
