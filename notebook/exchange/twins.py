"""Records of an import that are perhaps somebody who is there already, in the notebook or earlier in the files.

They come in as contacts of their own all the same, because nothing here can tell for certain; see `contacts.alike`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from notebook.changes.ids import Id
from notebook.contacts.alike import Alike, Like, Signs, perhaps
from notebook.contacts.names import compose
from notebook.sentences import Sentence, count, say

if TYPE_CHECKING:
    from notebook.book import Notebook

Card = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Twin:
    """A record that would make a second contact of somebody: where it stands, its name, and who that may be."""

    file: str
    record: int
    name: str
    message: Sentence


def twice(twins: Sequence[Twin]) -> Sentence | None:
    """How many perhaps are there twice, in a sentence; None where nobody is."""
    if not twins:
        return None
    return count("{n} new contact is perhaps somebody you have, or twice in what was read",
                 "{n} new contacts are perhaps somebody you have, or twice in what was read", len(twins))  # fmt: skip


class Twins:
    """Looks at the records of an import as they are read."""

    def __init__(self, book: Notebook) -> None:
        self._book = book
        self._alike = Alike(book.db)
        self._found: list[tuple[str, int, str, Like]] = []

    def look(self, records: Sequence[tuple[Id, str, Card, int, str]]) -> None:
        """Some records: whom each is about, what would happen, its card, its number and file."""
        told = [(_signs(record[2]), record) for record in records if record[1] != "unchanged"]
        self._alike.read(signs for signs, (_, action, *_) in told if action == "created")
        for signs, (contact, action, card, number, file) in told:
            if action != "created":
                self._alike.add(signs, contact)
                continue
            if (like := self._alike.find(signs)) is not None:
                self._found.append((file, number, _called(card), like))
            self._alike.add(signs, (file, number))

    def found(self) -> Iterator[Twin]:
        """All of them, in the order of the files."""
        names = self._book.contacts.names([like.place for *_, like in self._found if isinstance(like.place, bytes)])
        for file, number, name, like in self._found:
            yield Twin(file, number, name, _said(file, like, names))


def _said(file: str, like: Like, names: dict[Id, str]) -> Sentence:
    if isinstance(like.place, bytes):
        return perhaps(like, names.get(like.place, ""))
    there, number = like.place
    if there == file:
        return say("perhaps the same as record {record}: {same}", record=number, same=like.same)
    return say("perhaps the same as record {record} of {file}: {same}", record=number,
               file=PurePath(there).name, same=like.same)  # fmt: skip


def _called(card: Card) -> str:
    name = card.get("name") or {}
    if full := name.get("full"):
        return str(full)
    return compose({str(one.get("kind")): str(one.get("value") or "") for one in name.get("components") or ()})


def _signs(card: Card) -> Signs:
    emails = card.get("emails")
    phones = card.get("phones")
    if not emails and not phones:
        return Signs("")
    return Signs(_called(card), [str(one.get("address") or "") for one in emails.values()] if emails else (),
                 [str(one.get("number") or "") for one in phones.values()] if phones else ())  # fmt: skip
