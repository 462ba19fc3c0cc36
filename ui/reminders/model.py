"""The agenda as rows: a heading per section with its count, then its cards, and "more" where there are many.

A flat list for the view. Headings cannot be selected, so the arrow keys go from card to card.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt

from notebook import SECTIONS, AgendaSection, Due
from ui.rows import IdRows, Index
from ui.words import number, words

FIRST = 60  # cards of a section, until more are asked for
MORE = 300  # how many more then


@dataclass(frozen=True, slots=True)
class Heading:
    """The start of a section and how many it holds."""

    section: str
    count: int


@dataclass(frozen=True, slots=True)
class More:
    """The cards of a section that are not shown yet."""

    section: str
    count: int


Key = tuple[str, ...]
Line = Heading | More | Due


def key_of(line: Line) -> Key:
    """What a row is told by while the agenda changes."""
    if isinstance(line, Heading):
        return ("heading", line.section)
    if isinstance(line, More):
        return ("more", line.section)
    return ("due", line.id, line.day.isoformat())


class AgendaRows(IdRows[Line]):
    """Rows of an agenda that was read; `show_agenda` replaces it with the fewest signals.

    Only the first cards of a section are held: the agenda of 100,000 contacts has 20,000 (`wanted` says how many).
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(self._lines_of, parent, key=key_of)
        self._agenda: tuple[AgendaSection, ...] = ()
        self._lines: dict[Key, Line] = {}
        self.wanted = dict.fromkeys(SECTIONS, FIRST)

    def show_agenda(self, agenda: Sequence[AgendaSection]) -> None:
        """Show this agenda."""
        self._agenda = tuple(agenda)
        self._arrange()

    def drop(self, due: Due) -> None:
        """Take one out at once; the agenda that is read next confirms it."""
        key = key_of(due)
        self._agenda = tuple(
            section if len(left) == len(section.due) else replace(section, due=left, count=section.count - 1)
            for section in self._agenda
            for left in [tuple(one for one in section.due if key_of(one) != key)]
        )
        self._arrange()

    def section_name(self, section: str) -> str:
        """The name of a section."""
        return {
            "overdue": self.tr("Overdue"), "today": self.tr("Today"), "week": self.tr("This week"),
            "later": self.tr("Later"),
        }[section]

    def text(self, row: Line) -> str:
        if isinstance(row, Heading):
            return f"{self.section_name(row.section)}, {number(row.count)}"
        if isinstance(row, More):
            return self.tr("{n} more").format(n=number(row.count))
        return f"{self.section_name(row.section)}: {words(row.text)}. {words(row.reason)}"

    def tip(self, row: Line) -> str | None:
        return words(row.reason) if isinstance(row, Due) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.row_at(index.row()), Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def first_card(self, start: int = 0, by: int = 1) -> int:
        """The next row that can be selected, from a row on; -1 when there is none."""
        while 0 <= start < self.rowCount():
            if not isinstance(self.row_at(start), Heading):
                return start
            start += by
        return -1

    def _arrange(self) -> None:
        lines: dict[Key, Line] = {}
        for section in self._agenda:
            if not section.count:
                continue
            for line in (Heading(section.key, section.count), *section.due):
                lines[key_of(line)] = line
            if len(section.due) < section.count:
                more = More(section.key, section.count - len(section.due))
                lines[key_of(more)] = more
        changed = [key for key, line in self._lines.items() if lines.get(key) != line]
        self._lines = lines
        self.set_ids(list(lines))
        self.refresh(changed)

    def _lines_of(self, keys: list[Key]) -> Sequence[Line]:
        return [self._lines[key] for key in keys if key in self._lines]
