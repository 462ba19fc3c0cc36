"""What the timeline pane writes, without the pane: each act is part of one change that the caller begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from notebook import Entry, PromiseDraft
from ui.timeline.closing import Closed
from ui.timeline.draft import Draft

if TYPE_CHECKING:
    from ui.follow_ups import FollowUp
    from ui.timeline.editor import Edits

INTRODUCTION = "introduction"


def log(book: Any, draft: Draft) -> bytes:
    """A new entry with all that the line told; people who are new are added. Returns its id."""
    contacts = [who.id if who.id is not None else book.contacts.create(who.name) for who in draft.who]
    entry: bytes = book.timeline.log(
        list(dict.fromkeys(contacts)), draft.kind, draft.body, at=draft.at, direction=draft.direction,
        minutes=draft.minutes, promises=list(draft.promises))
    book.keep_remarks(entry, draft.remarks)
    keep_files(book, entry, draft.files)
    return entry


def follow_up(book: Any, entry: bytes, draft: Draft) -> FollowUp | None:
    """What follows from a new entry, to be offered: a want to close, an introduction that may be ours."""
    if draft.kind != INTRODUCTION and not draft.remarks:
        return None
    from ui import follow_ups

    if draft.kind == INTRODUCTION and book.introductions.unsaid_in(entry):
        return follow_ups.note_introduction(book, book.timeline.get(entry))
    [logged] = book.entries([entry])
    return follow_ups.close_wants(book, [one.id for one in logged.made if one.table == "purchase"])


def save(book: Any, entry: Entry, edits: Edits) -> list[bytes]:
    """What the editor of an entry made other. Returns what was added besides promises and files."""
    if edits.fields:
        book.timeline.edit(entry.id, **edits.fields)
    for promise, fields in edits.promises:
        book.promises.edit(promise.id, **fields)
    for promise in edits.gone:
        book.promises.delete(promise.id)
    for draft in edits.added:
        whom = (edits.fields.get("contacts") or [id for id, _ in entry.contacts])[0]
        book.promises.make(whom, draft.text, direction=draft.direction, due=draft.due, due_from=draft.due_from,
                           interaction=entry.id)
    for attachment in edits.detached:
        book.timeline.attachments.remove(attachment.id)
    keep_files(book, entry.id, edits.attached)
    made: list[bytes] = book.keep_remarks(entry.id, edits.remarks) if edits.remarks else []
    return made


def met(book: Any, made: list[bytes]) -> FollowUp | None:
    """The wants that were met by what was added to an entry, to be closed."""
    from ui import follow_ups

    return follow_ups.close_wants(book, made)


def keep_files(book: Any, entry: bytes, files: Iterable[Path]) -> None:
    """Attach files to an entry."""
    for file in files:
        book.timeline.attachments.add(entry, file)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an entry: the lines that are new or other, and what was promised."""

    closed: Closed
    lines: Mapping[str, str]
    promises: list[PromiseDraft]

    @classmethod
    def of(cls, closed: Closed, promises: list[PromiseDraft]) -> Outcome:
        """Of what was typed: a line that stands there already unchanged is nothing new."""
        lines = {name: text for name, text in closed.lines.items() if name != "promised"
                 and (name not in closed.replaced or closed.replaced[name].text != text)}
        return cls(closed, lines, promises)

    def __bool__(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.promises) or any(text or name in self.closed.replaced for name, text in self.lines.items())

    def keep(self, book: Any) -> None:
        """Write it."""
        fresh, closed = dict(self.lines), self.closed
        for name in [name for name in fresh if name in closed.replaced]:
            text, held = fresh.pop(name), closed.replaced[name]
            book.closing.edit(held.id, text) if text else book.closing.delete(held.id)
        if self.promises or any(fresh.values()):
            book.closing.close(closed.entry, fresh.get("learned", ""), fresh.get("next", ""), self.promises)
