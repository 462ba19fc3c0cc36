"""Runs one command: finds its code, turns the world's errors into a sentence and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

from notebook.cli.output import Output, prepare_streams
from notebook.errors import KithbookError
from notebook.sentences import say


def run(options: argparse.Namespace) -> int:
    """The exit code: 0; 1 when something outside was not as needed; 130 when the user stopped it."""
    prepare_streams()
    output = Output(options.json)
    module, _, function = options.code.partition(":")
    command = getattr(import_module(f"notebook.cli.{module}"), function)
    try:
        code: int | None = command(options, output)
        sys.stdout.flush()
    except KithbookError as error:
        output.remark(error.sentence)
        return 1
    except KeyboardInterrupt:
        output.remark("Cancelled; nothing was changed.")
        return 130
    except BrokenPipeError:
        _silence()  # the reader went away (`| head`)
        return 1
    except OSError as error:
        output.remark(say("The answer could not be written: {reason}.", reason=error.strerror or error))
        _silence()
        return 1
    return code or 0


def _silence() -> None:
    """Python flushes stdout once more when it ends, and would complain about what cannot be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
