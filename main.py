"""Kithbook's one door: reads the arguments, then runs a command, or opens the window when there is none.

Commands never import Qt but for paper; nothing of the window is imported before it is known to be wanted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any


def main(arguments: Sequence[str] | None = None) -> int:
    """The command ``kithbook``: returns the exit code (0, 1: the world's error, 2: usage)."""
    from notebook.cli import parse, run

    options = parse(sys.argv[1:] if arguments is None else arguments)
    if options.command:
        options.paper = _on_paper
        return run(options)
    from notebook.cli import screen

    if trouble := screen.trouble():
        print(trouble, file=sys.stderr)
        return 1
    return _open_window(options.notebook, options.state)


def _open_window(notebook: str | None, state: str | None) -> int:
    import gc
    import logging

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    from notebook.book import Notebook  # noqa: F401 - before Qt, which reads every module's source that comes after
    from notebook.cli.places import notebook_file, state_folder

    gc.disable()  # a tenth of the time to the first paint; then ui.collector sees to it
    return int(_of_the_window("app").run(notebook_file(notebook), state=state_folder(state)))


def _on_paper(book: Any, contacts: Sequence[bytes], path: Any, day: Any) -> Any:
    printing = _of_the_window("printing")
    kept = printing.offscreen()
    return kept and printing.briefs_to_pdf(book, contacts, path, day)


def _of_the_window(module: str) -> Any:
    try:
        return import_module(f"ui.{module}")
    except ImportError as error:
        if error.name and error.name.partition(".")[0] in ("ui", "notebook"):
            raise
        sys.exit(f"Qt cannot start here: {error}\n./do setup installs what it needs.")


window = main  # the command kithbook-window: the same without a console

if __name__ == "__main__":
    sys.exit(main())
