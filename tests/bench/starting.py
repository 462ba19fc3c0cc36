"""Starting: the window's first painted list, its memory, and one command as a whole process."""

from __future__ import annotations

from pathlib import Path

from notebook.book import Notebook
from tests.bench.figures import Figure
from tests.bench.process import answer, in_turns, until_said, whole

QUERY = "ada kowalski"


def start(notebook: Path, state: Path, folder: Path, times: int) -> list[Figure]:
    """Process start to the first painted contact list, search field ready; medians of ``times`` each."""
    empty = folder / "empty.kithbook"
    if not empty.exists():
        Notebook.open(empty, state=state, create=True).close()
    own = ["-m", "tests.bench.started"]
    found = in_turns(
        {
            "bare": ["-m", "tests.bench.bare", "paint"],
            "full": [*own, "paint", str(notebook), str(state)],
            "empty": [*own, "paint-empty", str(empty), str(state)],
        },
        until_said, times, folder,
    )  # fmt: skip
    return [
        Figure("start to painted list (limit: bare window)", found["full"], found["bare"], 1.6),
        Figure("start to painted list (limit: empty notebook)", found["full"], found["empty"], 1.15),
    ]


def memory(notebook: Path, state: Path, folder: Path, times: int) -> list[Figure]:
    """PSS of the window's process once everything is in place and it rests."""
    found = in_turns(
        {
            "bare": ["-m", "tests.bench.bare", "memory"],
            "full": ["-m", "tests.bench.started", "memory", str(notebook), str(state)],
        },
        answer, times, folder,
    )  # fmt: skip
    return [Figure("memory after start (limit: bare window)", found["full"], found["bare"], 60, "MB", plus=True)]


def command(notebook: Path, state: Path, folder: Path, times: int) -> list[Figure]:
    """``list QUERY --json`` as a whole process; the limit imports what every command of ours needs."""
    found = in_turns(
        {
            "limit": ["-c", "import peewee, msgspec"],
            "list": ["main.py", "--notebook", str(notebook), "--as", str(state), "--json", "list", QUERY],
        },
        whole, times, folder,
    )  # fmt: skip
    return [Figure("list QUERY --json (limit: import peewee, msgspec)", found["list"], found["limit"], 3)]
