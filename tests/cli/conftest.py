"""The command line as a person uses it: `kithbook(...)` runs one command on the notebook of the test."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from main import main


@dataclass(frozen=True)
class Ran:
    """What a command printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        assert self.code == 0, self.err
        assert self.out.endswith("\n")
        return json.loads(self.out)


Kithbook = Callable[..., Ran]


@pytest.fixture
def kithbook(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Kithbook:
    """Runs ``kithbook --notebook test.kithbook --as state ...`` in this process, on Friday 2026-11-20, 10:30."""
    monkeypatch.setenv("KITHBOOK_NOW", "2026-11-20T10:30")

    def run(*arguments: str, notebook: str = "test.kithbook", state: str = "state") -> Ran:
        capsysbinary.readouterr()
        try:
            code = main(["--notebook", str(tmp_path / notebook), "--as", str(tmp_path / state), *arguments])
        except SystemExit as stop:  # argparse
            code = int(stop.code or 0)
        printed = capsysbinary.readouterr()
        return Ran(code, printed.out.decode("utf-8"), printed.err.decode("utf-8"))

    return run
