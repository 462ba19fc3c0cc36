"""Reading a table: find out what it is (`inspect`), then make a record of every row (`read`).

Rows before the header (titles, comments, LinkedIn's notes, Excel's ``sep=;``) are passed over. A table that no known
program signed is read by a guess, which a person has to look at (`Table.sure`), or by a given mapping.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from notebook.errors import Refused
from notebook.exchange.csv import guess, headers, own, table, text
from notebook.exchange.csv.cells import restored
from notebook.exchange.csv.fields import Field, known
from notebook.exchange.csv.to_card import CUSTOM, CardMaker, orders
from notebook.exchange.record import Problem, Record
from notebook.sentences import Sentence, say

OWN = "kithbook"
_ROWS_TO_HEADER = 40
_SAMPLES = 5
_ROWS_TO_JUDGE = 200
_DAY_FIRST_LANGUAGES = ("de", "fr", "es")


@dataclass(frozen=True, slots=True)
class Table:
    """What a table is and what its columns mean.

    ``header``: the header texts, empty for a table without a header row. ``dialect``: the program that wrote it
    (google, gmail, outlook, thunderbird, windows, yahoo, apple, linkedin, roundcube, kithbook), None when unknown.
    ``mapping``: one field or None per column. ``samples``: the first rows. ``sure``: no person need look at
    the mapping. ``width``: the number of columns.
    """

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    header_line: int
    dialect: str | None
    language: str
    mapping: tuple[Field | None, ...]
    samples: tuple[tuple[str, ...], ...]
    sure: bool
    width: int
    text: str = field(repr=False)

    def rows(self) -> Iterator[table.Row]:
        """The rows behind the header; blank ones are left out."""
        for row in table.rows_of(self.text, self.delimiter):
            if row.line > self.header_line and not row.blank:
                yield row

    def mapped(self, mapping: Sequence[Field | None] | Mapping[str, Field | None]) -> Table:
        """This table with other meanings of its columns: a field per column, or as `mapping_from_json` made."""
        fields = self._by_name(mapping) if isinstance(mapping, Mapping) else tuple(mapping)
        for name in fields:
            if name is not None and not known(name):
                raise Refused(say("There is no field named “{field}”", field=name))
        dialect = None if self.dialect == OWN else self.dialect
        fields = (*fields, *(None,) * (self.width - len(fields)))
        return replace(self, mapping=fields, dialect=dialect, sure=True)

    def _by_name(self, mapping: Mapping[str, Field | None]) -> tuple[Field | None, ...]:
        """Columns by header text (as written, else folded) or number from 1; others are kept as custom fields."""
        fields: list[Field | None] = [None] * self.width
        folded = [headers.fold(title) for title in self.header]
        for name, meaning in mapping.items():
            wanted = "-" if meaning is None else meaning
            places = [place for place, title in enumerate(self.header) if title == name]
            places = places or [place for place, title in enumerate(folded) if title and title == headers.fold(name)]
            if not places and name.isdigit() and 1 <= int(name) <= self.width:
                places = [int(name) - 1]
            if not places:
                raise Refused(say("The table has no column “{column}”", column=name))
            for place in places:
                fields[place] = wanted
        return tuple(fields)


def inspect(data: bytes, code_page: str | None = None) -> Table:
    """What a file is. Never fails: a file that is no table comes out as one unknown column."""
    decoded = text.decode(data, code_page)
    delimiter = table.find_delimiter(decoded.text)
    rows = table.rows_of(decoded.text, delimiter)
    if table.declared_delimiter(decoded.text):
        next(rows, None)
    first = [row for row in islice(rows, _ROWS_TO_JUDGE) if not row.blank]
    place, found = _header(first)
    body = first[place + 1 :] if found else first
    cells = [row.cells for row in body]
    header = tuple(first[place].cells) if found else ()
    width = max((len(row) for row in [header, *cells]), default=0)
    before = first[0].line - 1 if first and not found else 0
    dialect, language, sure = None, "", False
    if found is None:
        mapping = guess.without_header(cells, _thunderbird_order())
    elif _is_own(header):
        dialect, sure, mapping = OWN, True, [None] * width
    else:
        dialect, language, sure = found.dialect, found.language, found.sure
        mapping = _mapping(header, found, cells, width)
    return Table(
        encoding=decoded.encoding, delimiter=delimiter, header=header,
        header_line=first[place].line if found else before, dialect=dialect, language=language,
        mapping=tuple(mapping), samples=tuple(tuple(map(restored, row)) for row in cells[:_SAMPLES]), sure=sure,
        width=width, text=decoded.text,
    )  # fmt: skip


def _header(rows: Sequence[table.Row]) -> tuple[int, headers.Recognised | None]:
    """Which row is the header, and what it means; None where there is none."""
    usual = _usual_width(rows)
    best: tuple[int, headers.Recognised] | None = None
    for place, row in enumerate(rows[:_ROWS_TO_HEADER]):
        if row.cells[0].lstrip().startswith("#") and len(row.cells) < 2:
            continue
        found = headers.recognise(row.cells)
        if _is_own(row.cells) or found.sure:
            return place, found
        if found.matched and found.share >= 0.3 and (best is None or found.matched > best[1].matched):
            best = place, found
    if best is not None and (best[1].matched > 1 or best[0] == 0):
        return best
    for place, row in enumerate(rows[:_ROWS_TO_HEADER]):
        filled = [cell for cell in row.cells if cell.strip()]
        comment = row.cells[0].lstrip().startswith("#")
        if len(row.cells) >= usual and len(filled) * 2 >= len(row.cells) and not comment:
            return (0, None) if guess.is_data(row.cells) else (place, headers.recognise(row.cells))
    return 0, None


def _usual_width(rows: Sequence[table.Row]) -> int:
    widths = [len(row.cells) for row in rows]
    return max(set(widths), key=lambda width: (widths.count(width), width)) if widths else 0


def _is_own(header: Sequence[str]) -> bool:
    return own.LAST in (cell.strip() for cell in header)


def _thunderbird_order() -> list[Field]:
    """Thunderbird's columns in the order in which its old exports came without a header (no screen name)."""
    order: list[Field] = []
    for fields in headers.tables()["thunderbird", "en"].values():
        if fields[0] != "im.aim":
            order.append(fields[0])
        if fields[0] == "notes":
            break
    return order


def _mapping(
    header: Sequence[str], found: headers.Recognised, rows: Sequence[Sequence[str]], width: int
) -> list[Field | None]:
    mapping = [*found.fields, *[None] * (width - len(found.fields))]
    if found.sure:
        return mapping
    for place in range(width):
        if mapping[place] is None:
            title = header[place] if place < len(header) else ""
            values = [row[place] for row in rows if place < len(row)]
            mapping[place] = guess.by_header(title) or (guess.by_content(values) if rows else None)
            if mapping[place] == "birthday" and guess.by_header(title) is None:
                mapping[place] = None  # some date; which one only a person can say
    return mapping


def read(
    data: bytes,
    mapping: Sequence[Field | None] | Mapping[str, Field | None] | None = None,
    *,
    code_page: str | None = None,
    day_first: bool | None = None,
) -> Iterator[Record]:
    """The records of a file. Raises `Refused` for a table nobody knows, unless ``mapping`` says what it means."""
    found = inspect(data, code_page)
    if mapping is not None:
        found = found.mapped(mapping)
    if not found.sure:
        raise Refused(unknown(found))
    return records(found, day_first)


def unknown(found: Table) -> Sentence:
    """Why a table cannot be read without a mapping."""
    shown = ", ".join(title for title in found.header if title.strip())[:120]
    if not shown:
        return say("This table has no header row that Kithbook knows; say with --map what its columns mean")
    return say(
        "Kithbook does not know the program that wrote this table ({header}); say with --map what its columns mean",
        header=shown,
    )


def records(found: Table, day_first: bool | None = None) -> Iterator[Record]:
    """A record for every row of a table, by its mapping. Rows with nothing in them make none.

    ``day_first``: how ``03/04/1991`` is read where the whole column leaves it open; by default as the language
    of the header does.
    """
    if day_first is None:
        day_first = found.language in _DAY_FIRST_LANGUAGES
    return _own_records(found, day_first) if found.dialect == OWN else _foreign_records(found, day_first)


def digest(header: Sequence[str], cells: Sequence[str]) -> bytes:
    """The identity of a row: SHA-256 over header and cells, line ends as LF."""
    joined = "\x1e".join(("\x1f".join(header), "\x1f".join(cells)))
    return hashlib.sha256(joined.replace("\r\n", "\n").encode("utf-8", "surrogatepass")).digest()


def _foreign_records(found: Table, day_first: bool) -> Iterator[Record]:
    order = orders(found.mapping, (row.cells for row in found.rows()), day_first)
    maker = CardMaker(found.header, found.mapping, found.dialect, order)
    number = 0
    for row in found.rows():
        card, sentences = maker.card(row.cells)
        problems = [Problem(row.line, sentence) for sentence in sentences]
        if row.torn:
            problems.append(Problem(row.line, _torn()))
        if card is not None or problems:
            number += 1
            yield Record(number, row.line, card, digest(found.header, row.cells), tuple(problems))


def _torn() -> Sentence:
    return say("A quotation mark is never closed; the line was taken as it stands")


def _own_records(found: Table, day_first: bool) -> Iterator[Record]:
    columns = own.OwnTable()
    places = columns.place(found.header)
    taken = {place for place in places if place is not None}
    present = [place is not None for place in places]
    dates = [place for title, place in zip(columns.header, places, strict=True) if title in ("Birthday", "Anniversary")]
    fields: list[Field | None] = ["birthday" if place in dates else None for place in range(found.width)]
    columns.day_first(next(iter(orders(fields, (row.cells for row in found.rows()), day_first).values()), day_first))
    for number, row in enumerate(found.rows(), 1):
        cells = [restored(cell) for cell in row.cells]
        ours = [cells[place] if place is not None and place < len(cells) else "" for place in places]
        problems = [Problem(row.line, _torn())] if row.torn else []
        kept = own.kept(ours[-1])
        if kept is None:
            kept = {}
            problems.append(
                Problem(row.line, say("The last column is damaged; only the other columns of the row were taken"))
            )
        card = columns.card(ours, present, kept)
        more = [
            {"label": found.header[place].strip() if place < len(found.header) else "", "value": text_of}
            for place, text_of in enumerate(cells) if text_of and place not in taken
        ]  # fmt: skip
        for title, wrong, sentence in columns.unread(ours):
            more.append({"label": title, "value": wrong})
            problems.append(Problem(row.line, sentence))
        if more:
            before = card.get(CUSTOM)
            card[CUSTOM] = [*(before if isinstance(before, list) else []), *more]
        yield Record(number, row.line, card, digest(found.header, row.cells), tuple(problems))


def mapping_from_json(data: bytes | str) -> dict[str, Field | None]:
    """The mapping in a ``--map`` file: a JSON object {header text or column number: field name or null}.

    The field names are listed in `notebook.exchange.csv.fields`. Raises `Refused` with what is wrong.
    """
    import json

    try:
        found = json.loads(data)
    except ValueError as error:
        raise Refused(say("The mapping is not JSON: {error}", error=str(error))) from error
    if not isinstance(found, dict):
        raise Refused(say("The mapping must be a JSON object of columns and fields"))
    for column, name in found.items():
        if name is not None and not (isinstance(name, str) and known(name)):
            raise Refused(say("Column “{column}”: there is no field named “{field}”", column=column, field=str(name)))
    return found
