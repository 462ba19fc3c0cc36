"""Lines that were begun and not logged yet, one per contact, and what came of a talk, three lines per entry: whatever
ends the program, they are there again.

They stand in the state folder of this computer, beside the shape of the window (`state_file`): in no notebook, no
export and no backup, never synced, readable by their owner alone. A line goes from there as soon as it is logged or
emptied. While somebody types it is written once a second at most.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from ui.timeline.composer import Composer

PAUSE_MS = 1000  # between two writings
MOST = 200  # lines that are kept; the oldest go first


def state_file(folder: Path, notebook: bytes) -> Path:
    """Where the lines of a notebook stand in the state folder."""
    return folder / f"drafts-{notebook.hex()}.json"


class Drafts(QObject):
    """The lines of one notebook by what they are about (`key`: any short text); without a file as long as it lives."""

    def __init__(self, file: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._lines = _read(file) if file is not None else {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.write)

    def line(self, key: str) -> str:
        """What was begun there; empty: nothing."""
        return self._lines.get(key, "")

    def keys(self, beginning: str) -> list[str]:
        """Where something was begun whose key begins like this, the latest last."""
        return [key for key in self._lines if key.startswith(beginning)]

    def keep(self, key: str, line: str) -> None:
        """This stands there now; what became empty is forgotten at once."""
        if line == self.line(key):
            return
        self._lines.pop(key, None)
        if line.strip():
            self._lines[key] = line
            if not self._pause.isActive():
                self._pause.start()
        else:
            self.write()

    def flush(self) -> None:
        """Write what waits to be written."""
        if self._pause.isActive():
            self.write()

    def write(self) -> None:
        """Write all of it, in one go: a crash on the way leaves the file of before."""
        self._pause.stop()
        while len(self._lines) > MOST:
            del self._lines[next(iter(self._lines))]
        if self._file is None:
            return
        with suppress(OSError):  # a full or read-only disk: the line is still in the window
            if not self._lines:
                self._file.unlink(missing_ok=True)
                return
            beside = self._file.with_suffix(".new")
            with os.fdopen(os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8") as to:
                json.dump(self._lines, to, ensure_ascii=True)
            os.replace(beside, self._file)


class Begun(QObject):
    """The line of a composer, which belongs to whom it is about: another one is shown, and theirs stands there.

    Files that wait with a line wait on, as long as the window is open.
    """

    def __init__(self, composer: Composer, drafts: Drafts, about: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._composer, self._drafts, self.about = composer, drafts, about
        self._files: dict[str, list[Path]] = {}
        composer.begin(drafts.line(about), ())
        composer.line.textChanged.connect(lambda line: drafts.keep(self.about, line))

    def turn_to(self, about: str) -> None:
        """Another one is shown."""
        if about == self.about:
            return
        self._files[self.about] = list(self._composer.files)
        self.about = about
        self._composer.begin(self._drafts.line(about), self._files.pop(about, ()))

    def logged(self, about: str) -> None:
        """What was begun there is an entry now."""
        if about == self.about:
            self._composer.clear()
        else:
            self._files.pop(about, None)
            self._drafts.keep(about, "")


def _read(file: Path) -> dict[str, str]:
    """The lines of a file; what is no such file holds none."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    held = found.items() if isinstance(found, dict) else ()
    return {key: line for key, line in held if isinstance(line, str)}
