"""The chips of what could not be read: gold like a name nobody knows, with what was meant where that is obvious.

They never stop Enter. What is still being written is not doubted yet: ``within 3 mont`` may become months.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from notebook import Doubt, Sentence, say
from ui.timeline.chips import Choice, Shown
from ui.words import put, words

Write = Callable[[Doubt, str], object]  # other words in their place


class DoubtChips(QObject):
    """Makes chips of doubts. ``write`` puts other words in their place, ``mark`` marks them in the line."""

    def __init__(self, write: Write, mark: Callable[[Doubt], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._write, self._mark = write, mark

    def shown(self, doubts: Sequence[Doubt], line: str) -> list[Shown]:
        """The chips, in the order of the line."""
        return [self._chip(place, doubt) for place, doubt in enumerate(doubts) if not _begun(doubt, line)]

    def _chip(self, place: int, doubt: Doubt) -> Shown:
        unkept = doubt.kind == "unkept"
        text = put(self.tr("{words}: kept as words only") if unkept else self.tr("not understood: {words}"),
            words=doubt.text)
        choices = []
        if doubt.meant and unkept:
            text = put(self.tr("{words}: kept as words only · did you mean {meant}?"),
                words=doubt.text, meant=doubt.meant)
        elif doubt.meant:
            text = put(self.tr("not understood: {words} · did you mean {meant}?"),
                words=doubt.text, meant=doubt.meant)
        if doubt.meant:
            choices.append(Choice(put(self.tr("Write “{meant}”"), meant=doubt.meant),
                                  lambda: self._write(doubt, doubt.meant)))
        choices.append(Choice(self.tr("Correct it in the line"), lambda: self._mark(doubt)))
        return Shown(f"doubt-{place}", text, "circle-question-mark", True, tuple(choices),
                     lambda: self._write(doubt, ""), tip=words(doubt.said))


def _begun(doubt: Doubt, line: str) -> bool:
    """Whether the words at the end of the line are the beginning of what is meant."""
    return doubt.end >= len(line) and doubt.meant.startswith(doubt.text)


def told(done: Sentence, doubts: Sequence[Doubt]) -> Sentence:
    """What is said when it was done: also what was not understood of it."""
    if not doubts:
        return done
    missed = ", ".join(f"“{doubt.text}”" for doubt in doubts)
    return say("{done}. Not understood, kept as words: {words}", done=done, words=missed)
