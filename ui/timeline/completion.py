"""What can complete the word at the cursor of the composer: kinds at the start, then names, then clauses.

`candidates` is the rule; `CompletionList` shows them below the line without ever taking the keyboard away.
Nothing is selected by itself, so Enter always logs what was typed; Tab takes the first candidate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from notebook import KINDS
from ui.theme import Theme
from ui.timeline.clause_words import ways_on

MOST, CLAUSE_MOST = 6, 11  # candidates; behind a semicolon all clauses are shown, which teaches them
_HEAD_WORD = re.compile(r"[^,:;]*$")
_LEADS = re.compile(r"(?:^|[\s])(?:with|and|from|to|by)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way to go on: ``text`` replaces the line from ``start`` to the cursor; ``detail`` tells it apart."""

    start: int
    text: str
    label: str
    detail: str = ""


def candidates(
    line: str, cursor: int, people: Callable[[str], Sequence[tuple[str, str]]], kind_name: Callable[[str], str],
    products: Callable[[str], Sequence[str]] = lambda typed: (),
) -> list[Candidate]:
    """Candidates at the cursor; ``people`` finds (name, context), ``products`` names for what was typed."""
    left = line[:cursor]
    going_on = [Candidate(*way) for way in ways_on(left, products)][:CLAUSE_MOST]
    if ":" in left or ";" in left:
        return going_on
    found: list[Candidate] = []
    first = left.lstrip()
    if first and " " not in first and "," not in first:
        typed = first.casefold()
        found += [Candidate(cursor - len(first), f"{kind} ", kind, kind_name(kind))
                  for kind in KINDS if kind.startswith(typed) and kind != typed]
    fragment, start = _name_at(left)
    if len(fragment) >= 2:
        found += [Candidate(start, name, name, context) for name, context in people(fragment)
                  if name.casefold() != fragment.casefold()]
    return (found + going_on)[:MOST]


def _name_at(left: str) -> tuple[str, int]:
    """The piece of a name before the cursor: after the kind, a comma, or a word like "with"."""
    match = _HEAD_WORD.search(left)
    piece = match.group() if match else ""
    start = len(left) - len(piece)
    if start == 0:
        words = piece.lstrip().split(" ", 1)
        if len(words) == 2 and words[0].casefold() in KINDS:
            start = len(piece) - len(words[1])
            piece = words[1]
    end = max((lead.end() for lead in _LEADS.finditer(piece)), default=0)
    start, piece = start + end, piece[end:]
    stripped = piece.lstrip()
    return stripped, start + len(piece) - len(stripped)


class CompletionList(QListWidget):
    """The candidates, floating below the line; a click or `chosen_row` takes one."""

    taken = Signal(object)  # Candidate

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self.setObjectName("completion")
        self.setAccessibleName(self.tr("Ways to complete the word"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._dress()
        theme.changed.connect(self._dress)
        self._candidates: list[Candidate] = []
        self.itemClicked.connect(lambda item: self.taken.emit(self._candidates[self.row(item)]))
        self.hide()

    def _dress(self) -> None:
        line, soft, ink = (self._theme.color(token).name() for token in ("line", "accent-soft", "ink"))
        self.setStyleSheet(
            f"QListWidget {{ border: 1px solid {line}; border-radius: 8px; padding: 4px; }}"
            "QListWidget::item { padding: 4px 8px; border-radius: 6px; }"
            f"QListWidget::item:selected {{ background: {soft}; color: {ink}; }}")

    def offer(self, found: list[Candidate], where: QPoint) -> None:
        """Show these below a point of the window; none hides the list."""
        if not found:
            self.hide()
            return
        if found != self._candidates or not self.isVisible():
            self._candidates = found
            self.clear()
            for candidate in found:
                detail = f"   {candidate.detail}" if candidate.detail else ""
                item = QListWidgetItem(candidate.label + detail, self)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{candidate.label} {candidate.detail}".strip())
            self.setCurrentRow(-1)
        wide = max(200, min(self.sizeHintForColumn(0) + 24, 420))
        high = sum(self.sizeHintForRow(row) for row in range(self.count())) + 12
        self.resize(QSize(wide, high))
        room = self.parentWidget().width() - wide - 8
        self.move(max(8, min(where.x(), room)), where.y())
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Move the mark up or down; beyond the ends nothing is marked."""
        row = self.currentRow() + by
        self.setCurrentRow(row if 0 <= row < self.count() else (-1 if by > 0 else self.count() - 1))

    def marked(self) -> Candidate | None:
        """The candidate that is marked, if any."""
        row = self.currentRow()
        return self._candidates[row] if self.isVisible() and 0 <= row < len(self._candidates) else None

    def first(self) -> Candidate | None:
        """The marked candidate, else the first."""
        if not self.isVisible() or not self._candidates:
            return None
        return self.marked() or self._candidates[0]
