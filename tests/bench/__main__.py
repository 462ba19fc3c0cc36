"""``./do bench [--quick]``: measures speed and memory and prints one table.

Every figure stands beside a limit measured in the same run (see the modules of the rows); the ratio is what
counts, the times depend on the machine. Nothing is kept outside a temporary folder unless ``--keep`` names one; a
notebook that lies there is measured again, after it got what it lacks (relations, wants and their kin).
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench import starting
from tests.bench.figures import Figure, table
from tests.bench.generate import generate
from tests.bench.process import ROOT, environment
from tests.bench.remember import remember


@dataclass(frozen=True, slots=True)
class Size:
    """How much of each a notebook has."""

    contacts: int
    interactions: int
    promises: int
    relations: int
    wants: int


FULL, QUICK, TINY = (
    Size(100_000, 1_000_000, 50_000, 300_000, 200_000),
    Size(10_000, 50_000, 2_500, 30_000, 20_000),
    Size(60, 240, 12, 180, 120),
)


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of the table. ``times``: repeats (full, quick, tiny); ``copy``: writes, so it gets a copy."""

    times: tuple[int, int, int]
    here: Callable[[Path, Path, Path, int], list[Figure]] | None = None
    child: str = ""
    copy: bool = False


PARTS = {
    "start": Part((11, 7, 1), starting.start),
    "memory": Part((3, 3, 1), starting.memory),
    "keystrokes": Part((2, 1, 0), child="watching:keystrokes"),
    "wheel": Part((400, 200, 20), child="watching:wheel"),
    "open": Part((6, 3, 1), child="watching:opening"),
    "edit": Part((500, 300, 5), child="writing:edit", copy=True),
    "import": Part((100_000, 10_000, 50), child="importing:importing"),
    "export": Part((3, 3, 1), child="writing:exporting"),
    "list": Part((15, 11, 1), starting.command),
    "brief": Part((400, 200, 4), child="judging:brief"),
    "page": Part((60, 40, 3), child="judged:brief"),
    "today": Part((12, 10, 2), child="judging:today"),
    "demand": Part((7, 7, 2), child="judging:demand"),
    "introductions": Part((6, 6, 2), child="judging:introductions", copy=True),
    "door": Part((100, 60, 3), child="judging:door"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit code 1 when a figure is over its bound."""
    parser = argparse.ArgumentParser(prog="./do bench", description=__doc__)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="a small notebook, under two minutes")
    size.add_argument("--tiny", action="store_true", help="proves that the bench runs; its figures mean nothing")
    parser.add_argument("--only", metavar="ROWS", help=f"some of: {','.join(PARTS)}")
    parser.add_argument("--notebook", type=Path, metavar="FILE", help="measure on this notebook instead of a new one")
    parser.add_argument("--keep", type=Path, metavar="DIR",
                        help="leave the generated notebook in this folder; take the one that lies there")  # fmt: skip
    options = parser.parse_args(arguments)
    names = options.only.split(",") if options.only else list(PARTS)
    if unknown := set(names) - set(PARTS):
        parser.error(f"no such rows: {', '.join(sorted(unknown))}")
    scale = 2 if options.tiny else 1 if options.quick else 0
    with tempfile.TemporaryDirectory(prefix="kithbook-bench-") as name:
        folder = Path(name)
        state = folder / "state"
        notebook = options.notebook
        if notebook is None:
            notebook = _made((options.keep or folder) / "bench.kithbook", state, (FULL, QUICK, TINY)[scale])
        figures: list[Figure] = []
        for part in (PARTS[name] for name in names):
            figures += _measured(part, notebook.resolve(), state, folder, part.times[scale])
        print(table(figures))
    return 0 if all(figure.reached for figure in figures) else 1


def _made(path: Path, state: Path, size: Size) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    before = time.monotonic()
    if not path.exists():
        _note(f"Making a notebook of {size.contacts:,} contacts, {size.interactions:,} interactions,"
              f" {size.promises:,} promises ...")  # fmt: skip
        generate(path, state, size.contacts, size.interactions, size.promises)
    if remember(path, state, size.relations, size.wants):
        _note(f"... with {size.relations:,} relations and {size.wants:,} wants")
    _note(f"... {time.monotonic() - before:.0f} s")
    return path


def _measured(part: Part, notebook: Path, state: Path, folder: Path, times: int) -> list[Figure]:
    before = time.monotonic()
    if part.here is not None:
        figures = part.here(notebook, state, folder, times)
    else:
        if part.copy:
            notebook = Path(shutil.copyfile(notebook, folder / "copy.kithbook"))
        figures = _in_child(part.child, notebook, state, folder, times)
        if part.copy:
            notebook.unlink()
    for figure in figures:
        _note("  ".join(figure.cells()))
    _note(f"... {time.monotonic() - before:.0f} s")
    return figures


def _in_child(what: str, notebook: Path, state: Path, folder: Path, times: int) -> list[Figure]:
    """Measure in a process of its own, so that no row pays for another's memory."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.child", what, str(notebook), str(state), str(folder), str(times)],
        cwd=ROOT, env=environment(folder), capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{what}: {done.stderr}")
    return [Figure(**figure) for figure in json.loads(done.stdout.splitlines()[-1])]


def _note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
