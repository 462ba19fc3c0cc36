"""Files kept with an entry of the timeline: in the notebook itself, so that a copy of it is complete.

They stay small (`LIMIT`), because every change travels whole; a larger one belongs in its folder, with a note.
"""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Sequence
from pathlib import Path

from notebook.changes.journal import Journal
from notebook.clock import Clock
from notebook.errors import NotFound, Refused, StorageFailed
from notebook.sentences import Sentence, count, say
from notebook.storage.database import Database
from notebook.timeline.records import Attachment, Id

LIMIT = 8 * 1024 * 1024


def attached(names: Sequence[str]) -> Sentence:
    """What undo calls the attaching of these files."""
    if len(names) == 1:
        return say("Attach {file}", file=names[0])
    return count("Attach {n} file", "Attach {n} files", len(names))


class Attachments:
    """The attachments of one notebook."""

    def __init__(self, db: Database, journal: Journal, clock: Clock) -> None:
        self._db, self._journal, self._clock = db, journal, clock

    def of(self, entries: Sequence[Id]) -> dict[Id, tuple[Attachment, ...]]:
        """The attachments of these entries, without their bytes, in the order in which they came."""
        found: dict[Id, tuple[Attachment, ...]] = {}
        for start in range(0, len(entries), 500):
            part = entries[start : start + 500]
            marks = ",".join("?" * len(part))
            for row, entry, name, media_type, size in self._db.rows(
                "SELECT id, interaction, name, media_type, length(data) FROM attachment"
                f" WHERE interaction IN ({marks}) AND +sy_live = 1 ORDER BY rowid", part,
            ):  # fmt: skip
                one = Attachment(row, entry, name or "?", media_type or "application/octet-stream", size or 0)
                found[entry] = (*found.get(entry, ()), one)
        return found

    def add(self, entry: Id, file: Path) -> Id:
        """Keep a copy of a file. Raises `NotFound`, `Refused` (too large), `StorageFailed`."""
        try:
            if file.stat().st_size > LIMIT:
                raise Refused(
                    say("{file} is larger than 8 MB. Leave it in its folder and note where it is.", file=file.name)
                )
            data = file.read_bytes()
        except FileNotFoundError as error:
            raise NotFound(say("There is no file {file}.", file=file)) from error
        except OSError as error:
            raise StorageFailed(
                say("{file} cannot be read: {reason}.", file=file, reason=error.strerror or error)
            ) from error
        if self._db.value("SELECT 1 FROM interaction WHERE id = ? AND +sy_live = 1", (entry,)) is None:
            raise NotFound(say("There is no such entry in the timeline."))
        row = self._journal.new_id()
        name = os.fsencode(file.name).decode("utf-8", "replace")  # a name on disk may be no text at all
        with self._journal.change(attached([name])) as draft:
            draft.insert("attachment", row, {
                "interaction": entry, "name": name, "media_type": mimetypes.guess_type(name)[0], "data": data,
            })  # fmt: skip
        return row

    def read(self, attachment: Id) -> bytes:
        """The bytes of an attachment. Raises `NotFound`."""
        found = self._db.one("SELECT data FROM attachment WHERE id = ? AND +sy_live = 1", (attachment,))
        if found is None:
            raise NotFound(say("This attachment is gone."))
        return bytes(found[0] or b"")

    def remove(self, attachment: Id) -> None:
        """Remove an attachment. Raises `NotFound`."""
        name = self._db.value("SELECT name FROM attachment WHERE id = ? AND +sy_live = 1", (attachment,))
        if name is None:
            raise NotFound(say("This attachment is gone."))
        with self._journal.change(say("Remove {file}", file=name)) as draft:
            draft.delete("attachment", attachment)
