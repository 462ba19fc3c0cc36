"""Which cells of a row hold several values: what the tests of how edits meet ask."""

from __future__ import annotations

from notebook.changes import history
from notebook.changes.change import ROW
from notebook.changes.history import StandingHead
from notebook.changes.journal import Journal


def conflicts(journal: Journal, table: str, row: bytes) -> dict[str, list[StandingHead]]:
    """The fields in which different values stand side by side."""
    loaded = journal.state().load(table, row)
    names = [] if loaded is None else [name for name, cell in loaded.clock.cells.items() if len(cell) > 1]
    found = {name: history.heads(journal, table, row, name) for name in names if name != ROW}
    return {name: values for name, values in found.items() if len({head.value for head in values}) > 1}
