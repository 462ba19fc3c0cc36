"""The PySide6 in use keeps its reference counts (6.12.0 on Python 3.11 ends after 560 signals)."""

from __future__ import annotations

import subprocess
import sys

EMIT = """
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rung = Signal(int)

bell, heard = Bell(), []
bell.rung.connect(heard.append)
for number in range(10_000):
    bell.rung.emit(number)
    bell.setObjectName("bell")
    bell.blockSignals(False)
print(len(heard), heard[-1], True is not None, None is None)
"""


def test_ten_thousand_signals_and_calls() -> None:
    # In a process of its own: where it fails, it takes the interpreter down.
    done = subprocess.run([sys.executable, "-c", EMIT], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "10000 9999 True True\n", "")
