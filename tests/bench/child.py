"""One part of the bench as a process: prints its figures as JSON."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path


def main() -> None:
    what, notebook, state, folder, times = sys.argv[1:6]
    module, _, name = what.partition(":")
    measure = getattr(importlib.import_module(f"tests.bench.{module}"), name)
    figures = measure(Path(notebook), Path(state), Path(folder), int(times))
    print(json.dumps([figure.packed() for figure in figures]), flush=True)


if __name__ == "__main__":
    main()
