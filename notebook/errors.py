"""Errors of the world: a full disk, a missing file, an unknown name. Each carries one plain sentence.

Whatever is not a ``KithbookError`` is a bug and is reported as one.
"""

from __future__ import annotations

from notebook.sentences import Sentence


class KithbookError(Exception):
    """Something outside the program is not as needed; ``sentence`` says what and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class NotebookMissing(KithbookError):
    """There is no file at the given place."""


class NotANotebook(KithbookError):
    """The file is empty, foreign, cut short or damaged."""


class NotebookTooNew(KithbookError):
    """The file was written by a newer Kithbook."""


class NotebookReadOnly(KithbookError):
    """The file or its folder cannot be written."""


class StorageFailed(KithbookError):
    """Writing failed (disk full, device error); nothing of the change was kept."""


class NotFound(KithbookError):
    """Nothing answers to what was asked for."""


class Ambiguous(KithbookError):
    """Several records answer to a name; ``candidates`` lists their ids."""

    def __init__(self, sentence: Sentence, candidates: list[bytes]) -> None:
        super().__init__(sentence)
        self.candidates = candidates


class Refused(KithbookError):
    """The input makes no sense; nothing was changed."""


class Cancelled(KithbookError):
    """The user cancelled a long action; nothing of it was kept."""
