"""The full-text indexes (FTS5): people, phone digits, and the words of whatever else was written down.

``people_index`` and ``digits_index`` have the rowid of their contact, ``words_index`` has `code` of its row:
interactions, promises and notes interleaved, and above them a region for each table of ``RECORDS``.
The tables keep the folded text they were fed with, so that a row can be taken out again (SQLite 3.40 cannot
delete from a contentless index without the old text) and compared (`differences`). Hits come in
row order: ranking by ``bm25`` costs fifty times as much.

Measured, 100,000 contacts: with ``prefix='1 2'`` one to eight letters are found in 0.02-0.06 ms (without it one
letter takes 2-7 ms); a third prefix table pays nothing and costs 40 % of the insert.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from notebook.errors import NotANotebook
from notebook.sentences import Sentence, say
from notebook.storage.folding import digits, fold, index_text

if TYPE_CHECKING:
    from notebook.storage.database import Database

PEOPLE = "people_index"
DIGITS = "digits_index"
WORDS = "words_index"
INTERACTION, PROMISE, NOTE = 0, 1, 2
_REGION = 40  # bits of the rowids of one region
RECORDS: dict[int, tuple[str, tuple[str, ...]]] = {
    4 * number + 3: (table, tuple(fields.split()))
    for number, (table, fields) in enumerate((
        ("want", "text words"), ("story", "text"), ("purchase", "item note"), ("takeaway", "text"),
        ("relation", "name label evidence school occasions"), ("intention", "text"), ("step", "text"),
        ("question", "text outcome"), ("answer", "text"), ("favour", "text"), ("product", "name about code"),
        ("offer", "text answer override_reason"), ("owned", "note"), ("introduction", "reason outcome"),
        ("shelf_item", "title text"), ("permission", "purpose how evidence"),
    ))
}  # fmt: skip
"""The other kinds: table and fields whose words are found. New ones are added behind, the numbers stay."""
_BETWEEN = " · "

_TOKENS = "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co So'\", columnsize=0"
DDL = (
    f"CREATE VIRTUAL TABLE {PEOPLE} USING fts5(text, {_TOKENS}, prefix='1 2')",
    f"CREATE VIRTUAL TABLE {DIGITS} USING fts5(text, tokenize='trigram', columnsize=0)",
    f"CREATE VIRTUAL TABLE {WORDS} USING fts5(text, {_TOKENS}, prefix='2')",
)
_TOKEN = re.compile(r"[^\W_]")
_PHONE_LIKE = re.compile(r"[\d\s()+/.\-]+")
_CHUNK = 500


def code(rowid: int, kind: int) -> int:
    """The rowid in ``words_index`` of a row of ``interaction``, ``promise``, ``detail`` (a note) or a record."""
    return rowid * 4 + kind if kind < 3 else start_of(kind) + rowid * 4 + 3


def read_code(number: int) -> tuple[int, int]:
    """Rowid and kind of a hit in ``words_index``."""
    region, low = number >> _REGION, number & 3
    if low != 3:
        return number >> 2, low
    return (number & ((1 << _REGION) - 1)) >> 2, 4 * (region - 1) + 3


def start_of(kind: int) -> int:
    """Where the region of a record's table begins in ``words_index``; below it stand the earlier tables."""
    return ((kind >> 2) + 1) << _REGION


def of_kind(kind: int, column: str = "rowid") -> str:
    """The SQL condition for the rows of one kind."""
    if kind < 3:
        return f"{column} & 3 = {kind}"
    return f"{column} BETWEEN {start_of(kind)} AND {start_of(kind + 4) - 1}"


def joined(texts: Iterable[str | None]) -> str:
    """The fields of a record as one text."""
    return _BETWEEN.join(text for text in texts if text)


# Asking


def words_query(text: str) -> str | None:
    """An FTS5 query that wants every word of ``text`` as the beginning of a word; None without any word.

    Quotes and operators mean nothing in it. Characters of scripts without spaces are wanted side by side.
    """
    phrases: list[str] = []
    for word in fold(text).replace('"', " ").replace("\0", " ").split():
        apart = index_text(word)
        if any(_is_token(c) for c in apart):
            phrases.append(f'"{apart}"*')
    return " ".join(phrases) or None


def _is_token(character: str) -> bool:
    return bool(_TOKEN.match(character)) or ord(character) >= 0x2190


def phone_digits(text: str) -> str:
    """The digits of a phone number without 00, + and the trunk 0, as they are kept and looked for."""
    bare = digits(text.replace("(0)", ""))
    return bare.lstrip("0") or bare


def digits_query(text: str) -> str | None:
    """A query of ``digits_index`` when ``text`` looks like a part of a phone number of three digits or more."""
    if not _PHONE_LIKE.fullmatch(text):
        return None
    wanted = phone_digits(text)
    if len(wanted) < 3:
        wanted = digits(text)
    return f'"{wanted}"' if len(wanted) >= 3 else None


# Feeding


def put(db: Database, table: str, rows: Iterable[tuple[int, str]]) -> None:
    """Make the index hold these texts (already folded); an empty text is taken out. Inside a transaction."""
    pending = dict(rows)
    ids = list(pending)
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        held: dict[int, str] = dict(_held(db, table, chunk))
        stale = [n for n, text in held.items() if text != pending[n]]
        if stale:
            db.executemany(f"DELETE FROM {table} WHERE rowid = ?", ((n,) for n in stale))
        fresh = [(n, pending[n]) for n in chunk if pending[n] and held.get(n) != pending[n]]
        if fresh:
            db.executemany(f"INSERT INTO {table} (rowid, text) VALUES (?, ?)", fresh)


def _held(db: Database, table: str, ids: list[int]) -> list[tuple[int, str]]:
    marks = ",".join("?" * len(ids))
    return db.rows(f"SELECT rowid, text FROM {table} WHERE rowid IN ({marks})", ids)


def clear(db: Database, table: str, kind: int | None = None) -> None:
    """Empty an index, or take one kind out of ``words_index``."""
    db.execute(f"DELETE FROM {table}" + ("" if kind is None else f" WHERE {of_kind(kind)}"))


def differences(
    db: Database, table: str, expected: Iterable[tuple[int, str]], kind: int | None = None
) -> Iterator[int]:
    """The rowids whose text in the index (or in one kind of it) is not as expected."""
    where = "" if kind is None else f" WHERE {of_kind(kind, 'id')}"
    held: dict[int, str] = dict(db.rows(f"SELECT id, c0 FROM {table}_content{where}"))
    for number, text in expected:
        if held.pop(number, "") != text:
            yield number
    yield from held


def damaged(db: Database) -> list[Sentence]:
    """What FTS5's own check of the indexes against the texts they keep finds; nothing where it may not be asked."""
    if db.read_only:  # it is asked by a statement that writes
        return []
    return [say("The search index {index} is damaged.", index=table)
            for table in (PEOPLE, DIGITS, WORDS) if not _sound(db, table)]  # fmt: skip


def _sound(db: Database, table: str) -> bool:
    try:
        with db.write():
            db.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    except NotANotebook:  # what a damaged database is reported as
        return False
    return True
