"""What a measured process says of itself. Imports next to nothing: its start is what is measured."""

from __future__ import annotations

import os
import time
from typing import NoReturn


def say_now() -> NoReturn:
    """In the measured process: what is waited for has happened."""
    _say(time.monotonic())


def say_memory() -> NoReturn:
    """In the measured process: its share of the memory (PSS), in MB."""
    _say(pss())


def _say(number: float) -> NoReturn:
    print(number, flush=True)
    os._exit(0)  # nothing that comes after counts


def pss() -> float:
    """What this process takes up: its own pages and its share of the common ones, in MB."""
    return _kilobytes("/proc/self/smaps_rollup", "Pss:") / 1024


def peak() -> float:
    """The most this process ever had resident, in MB."""
    return _kilobytes("/proc/self/status", "VmHWM:") / 1024


def _kilobytes(file: str, name: str) -> int:
    with open(file, encoding="utf-8") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith(name))
