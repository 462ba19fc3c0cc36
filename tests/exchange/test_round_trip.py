"""Out of one notebook, into an empty one, out again: the same bytes, whatever was noted, in every format.

The records are made of the tables of `records`: a kind that is added there is tested here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from notebook.book import Notebook
from notebook.changes.ids import Id, derived_id
from notebook.contacts.cells import pack
from notebook.exchange import exporting, importing
from notebook.exchange.records import KINDS
from notebook.network.introductions import pair_id
from notebook.sentences import say
from notebook.storage.folding import fold
from notebook.timeline.card_forms import Amount, Beside, Called, Choice, Day, Number, Partial, Whom
from notebook.timeline.on_card import OnCard
from notebook.value.on_card import Checks
from tests.conftest import MovableClock

FORMATS = {"jscontact": "json", "csv": "csv", "vcard3": "vcf", "vcard4": "vcf"}
HOSTILE = [
    "=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(1)", "'=1", "a\nb", "=a\n=b", "a;b,c\\d:e", '"quoted"', "^n ^' ^^",
    "END:VCARD", "\u202etxt.exe", "👩‍👩‍👧", "שלום", "%s {0} {name}", "\\n", "a\u2028b", "a\x00b", "e\u0301", "null",
    "x" * 300,
]  # fmt: skip
TEXT = st.sampled_from(HOSTILE) | st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=9)
TIDY = TEXT.map(str.strip).filter(bool)
DAY = st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(str)
PEOPLE, NAMED = 3, ("product", "colleague", "circle")
MANY = ("contact", "question", "shelf_item")  # what every person may have to do with
Cells = dict[str, Any]


def cell(form: Any) -> st.SearchStrategy[Any]:
    """What a cell of that form may hold; a record or a product is told by a number."""
    if isinstance(form, Choice):
        return st.sampled_from([str(word) for word in form.among])
    if isinstance(form, Number):
        return st.integers(form.least, form.most)
    if isinstance(form, Day | Partial):
        return DAY
    if isinstance(form, Amount):
        return st.sampled_from(["1", "4.50", "1120.00"])
    if isinstance(form, Checks):
        one = st.tuples(st.sampled_from(("permission", "give-take")), st.sampled_from(("green", "amber", "red")), TIDY)
        return st.lists(one, min_size=1, max_size=2).map(pack)
    return st.integers(0, 1) if isinstance(form, Beside | Called | Whom) else TIDY


def rows(kind: type[OnCard]) -> st.SearchStrategy[list[Cells]]:
    """Rows of one kind: of whom (a number), and the cells, with numbers for what they point at."""
    cells = {name: cell(form) for name, (_, form) in kind.members.items()}
    needed = {name for name in (kind.wants[0], *kind.defaults) if name in cells}
    needed |= {name for name, (column, form) in kind.members.items()
               if column in kind.defaults or (isinstance(form, Beside) and form.needed)}  # fmt: skip
    if kind.table == "relation":
        needed |= {"name", "kind"}
    optional = {name: strategy for name, strategy in cells.items() if name not in needed}
    one = st.fixed_dictionaries({"whose": st.integers(0, PEOPLE - 1), **{name: cells[name] for name in sorted(needed)}},
                                optional=optional)  # fmt: skip
    return st.lists(one, max_size=3)


WORLD = st.fixed_dictionaries({kind.table: rows(kind) for kind in KINDS})


class Filling:
    """Writes generated rows into a notebook, each at a moment of its own."""

    def __init__(self, book: Notebook, time: MovableClock, members: list[tuple[int, int]]) -> None:
        self._book, self._time = book, time
        self.people = [book.contacts.create(name) for name in ("Ann Lee", "Bo Dahl", "Cy Wood")]
        self._made: dict[tuple[str, Id | None], list[Id]] = {}
        with book.change(say("Fill")) as draft:
            self._draft = draft
            self._named: dict[str, list[Id]] = {table: [self._new(), self._new()] for table in NAMED}
            for table, ids in self._named.items():
                for number, row in enumerate(ids):
                    draft.insert(table, row, {"name": f"=The {table} no. {number}"})
            for circle, whose in members:
                group, person = self._named["circle"][circle], self.people[whose]
                draft.insert("membership", derived_id(group, person.hex()), {"circle": group, "contact": person})

    def _new(self) -> Id:
        self._time.now += timedelta(milliseconds=1)
        return self._book.journal.new_id()

    def write(self, kind: type[OnCard], rows: list[Cells]) -> None:
        """Rows of one kind; what points at nothing there is points at nothing."""
        with self._book.change(say("Fill")) as draft:
            self._draft = draft
            for row in rows:
                self._row(kind, dict(row))

    def _row(self, kind: type[OnCard], said: Cells) -> None:
        whose = said.pop("whose")
        owner = None if kind.table in MANY else self.people[whose]
        interests = said.pop("interests", None) if kind.table == "shelf_item" else None
        day = said.pop("day", None) if kind.table == "step" else None
        values: Cells = {} if owner is None or kind.table in ("step", "introduction") else {"contact": owner}
        for name, number in said.items():
            column, form = kind.members[name]
            if isinstance(form, Called):
                values[column] = self._named[form.table][number]
            elif isinstance(form, Beside):
                there = self._there(kind, form, self.people[whose])
                if there is None and form.needed:
                    return
                if there is not None:
                    values[column] = there
            elif isinstance(form, Whom):
                values[column] = self.people[(whose + 1 + number) % PEOPLE]
            else:
                values[column] = number
        if kind.table == "relation" and "other" in values:
            values.pop("name", None)
        row = self._id(kind.table, values)
        if kind.table == "introduction":
            one, two = owner, values.pop("to")
            values.pop("name", None)
            row, values = pair_id(one, two), {**values, "a": min(one, two), "b": max(one, two)}
        if day is not None and values["state"] == "open":
            values["reminder"] = self._new()
            self._draft.insert("reminder", values["reminder"], {"contact": owner, "text": "x", "date": day})
        self._draft.insert(kind.table, row, values)
        self._made.setdefault((kind.property, owner), []).append(row)
        if interests:
            for name in {fold(line.strip()): line.strip() for line in interests.split("\n")}.values():
                if fold(name):
                    self._draft.insert("shelf_tag", derived_id(row, fold(name)), {"item": row, "name": name})

    def _id(self, table: str, values: Cells) -> Id:
        if table == "owned":
            return derived_id(values["contact"], f"owned:{values['product'].hex()}")
        return derived_id(values["item"], values["contact"].hex()) if table == "shelf_given" else self._new()

    def _there(self, kind: type[OnCard], form: Beside, owner: Id) -> Id | None:
        of = [kind.property] if not form.properties else form.properties
        found = [row for name in of for who in (owner, None) for row in self._made.get((name, who), ())]
        return found[-1] if found else None


def out(book: Notebook, format: str) -> bytes:
    return b"".join(exporting.stream(book, format, "kithbook", book.contacts.exportable()))


MEMBERS = st.lists(st.tuples(st.integers(0, 1), st.integers(0, PEOPLE - 1)), max_size=4)
NUMBER = count()


@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.generate),
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(WORLD, MEMBERS)
def test_out_in_and_out_again(
    notebook: Callable[..., Notebook], time: MovableClock, tmp_path: Path, world: dict[str, list[Cells]],
    members: list[tuple[int, int]],
) -> None:  # fmt: skip
    n = next(NUMBER)
    book = notebook(f"{n}.kithbook", state=f"{n}")
    filling = Filling(book, time, members)
    for kind in KINDS:
        filling.write(kind, world[kind.table])
    for format, ending in FORMATS.items():
        path = tmp_path / f"{n}-{format}.{ending}"
        path.write_bytes(out(book, format))
        planned = importing.plan(book, [path])
        assert (planned.problems, planned.created, planned.updated) == ((), 0, 0), "nothing new in what came from here"
        other = notebook(f"{n}-{format}.kithbook", state=f"{n}-{format}")
        report = importing.apply(other, importing.plan(other, [path]))
        assert (report.problems, report.created) == ((), PEOPLE)
        assert out(other, format) == path.read_bytes()
        planned = importing.plan(other, [path])
        assert (planned.created, planned.updated, planned.unchanged) == (0, 0, PEOPLE)
        if format == "csv":
            assert other.check() == []
        other.close()
    book.close()
