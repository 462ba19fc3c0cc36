"""The command line: the window's work without a window.

``parser`` says what may be typed, one module per concept does it, ``output`` prints it: plain text for
people, or with ``--json`` one document on stdout and every sentence on stderr. Nothing is asked, nothing
of Qt is loaded, and a command imports only what it needs.
"""

from __future__ import annotations

from notebook.cli.parser import parse
from notebook.cli.running import run

__all__ = ["parse", "run"]
