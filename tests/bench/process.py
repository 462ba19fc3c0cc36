"""Processes that are measured: started one after the other in turns, so that a busy machine hits all alike."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

PATIENCE = 120  # seconds for one process
ROOT = Path(__file__).resolve().parent.parent.parent


def environment(folder: Path) -> dict[str, str]:
    """For children: no screen, no file of the user's, time as it is, modules compiled once as for a user."""
    without = ("KITHBOOK_NOW", "DISPLAY", "WAYLAND_DISPLAY", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in without}
    return {**kept, "QT_QPA_PLATFORM": "offscreen", "HOME": str(folder), "TMPDIR": str(folder), "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": str(folder / "compiled")}  # fmt: skip


def answer(command: Sequence[str], folder: Path) -> float:
    """The number a process says."""
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=environment(folder), capture_output=True, text=True,
                          timeout=PATIENCE)  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr}")
    for left in folder.glob("*.lock"):
        left.unlink()  # of a process that ended in the middle of things; looking into it would cost the next one
    return float(done.stdout.split()[-1])


def until_said(command: Sequence[str], folder: Path) -> float:
    """Milliseconds from starting a process to the moment it says (`say_now`)."""
    before = time.monotonic()
    return (answer(command, folder) - before) * 1000


def whole(command: Sequence[str], folder: Path) -> float:
    """Milliseconds a process lives."""
    before = time.monotonic()
    subprocess.run([sys.executable, *command], cwd=ROOT, env=environment(folder), stdout=subprocess.DEVNULL, check=True,
                   timeout=PATIENCE)  # fmt: skip
    return (time.monotonic() - before) * 1000


def in_turns(commands: Mapping[str, Sequence[str]], measure, times: int, folder: Path) -> dict[str, float]:  # type: ignore[no-untyped-def]
    """The median of each command over some turns; a first turn, which warms the caches, does not count."""
    found: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(times + 1):
        for name, command in commands.items():
            value = measure(command, folder)
            if turn:
                found[name].append(value)
    return {name: median(values) for name, values in found.items()}
