"""Commands that look after the file: check, backup, restore, demo, path."""

from __future__ import annotations

import argparse
from pathlib import Path

from notebook.cli.output import Output
from notebook.cli.places import notebook_file, state_folder
from notebook.cli.session import opened
from notebook.clock import Clock
from notebook.errors import NotebookMissing
from notebook.sentences import say


def check(options: argparse.Namespace, output: Output) -> int:
    """``check``: 1 when something is wrong."""
    with opened(options) as book:
        found = [str(sentence) for sentence in book.check()]
        good = f"{book.path} is sound: the file, the tables and the search index agree."
        output.answer({"ok": not found, "found": found}, found or good)
    return 1 if found else 0


def backup(options: argparse.Namespace, output: Output) -> None:
    """``backup FILE``."""
    with opened(options) as book:
        target = Path(options.file).expanduser()
        book.backup(target)
        output.answer({"file": str(target)}, f"The backup is in {target}.")


def restore(options: argparse.Namespace, output: Output) -> None:
    """``restore FILE``: the notebook is what the backup is; what stood there is kept beside it."""
    from notebook.book import restore as put_back

    target = notebook_file(options.notebook)
    kept = put_back(
        Path(options.file).expanduser(),
        target,
        state=state_folder(options.state),
        clock=Clock.from_environment(),
    )
    output.answer(
        {"notebook": str(target), "kept": str(kept) if kept else None},
        [f"{target} was restored.", *([f"What it was before is in {kept}."] if kept else [])],
    )


def demo(options: argparse.Namespace, output: Output) -> None:
    """``demo FILE``: the sample notebook, around today."""
    from notebook.sample.making import make

    target = Path(options.file).expanduser()
    make(target, state=state_folder(options.state), clock=Clock.from_environment())
    output.answer({"file": str(target)}, f"The sample notebook is in {target}.")


def path(options: argparse.Namespace, output: Output) -> None:
    """``path``: where the notebook is, or would be (then with exit 1); ``path TO``: the way to somebody."""
    if options.to is not None:
        from notebook.cli.network import path as path_to

        path_to(options, output)
        return
    target = notebook_file(options.notebook).absolute()
    output.answer({"notebook": str(target), "state": str(state_folder(options.state))}, str(target))
    if not target.exists():
        raise NotebookMissing(say("There is no notebook at {file} yet.", file=target))
