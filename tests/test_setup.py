"""The way from a bare machine to a running program: `do`, the pinned versions, the window on a real screen."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"([A-Za-z0-9._-]+)==([0-9][A-Za-z0-9.+]*)")
posix = pytest.mark.skipif(os.name == "nt", reason="do is a shell script")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> dict[str, str]:
    found = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        pinned = PINNED.fullmatch(line)
        assert pinned, f"constraints.txt holds names and versions only: {line}"
        found[plain(pinned[1])] = pinned[2]
    return found


def test_everything_that_is_asked_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {plain(re.split(r"[^A-Za-z0-9._-]", one)[0]) for one in wanted}
    assert names - pins().keys() == set()


@pytest.mark.skipif(Path(sys.prefix) != ROOT / ".venv", reason="not run by ./do test: other versions may be here")
def test_what_is_installed_is_what_is_pinned() -> None:
    installed = {plain(one.metadata["Name"]): one.version for one in distributions()}
    tools = {"pip", "setuptools", "kithbook"}
    pinned = pins()
    assert {name: version for name, version in installed.items() if name not in tools} == {
        name: version for name, version in pinned.items() if name in installed
    }
    assert installed.keys() >= {"pyside6-essentials", "peewee", "msgspec"}


def test_the_pyside_that_ends_the_process_is_kept_out() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    [old] = [one for one in project["dependencies"] if "PySide6" in one and "python_version < '3.12'" in one]
    assert "!=6.12.0" in old
    assert pins()["pyside6-essentials"] != "6.12.0"


@posix
def test_do_explains_itself() -> None:
    shown = subprocess.run([ROOT / "do"], capture_output=True, text=True, check=True).stdout
    assert [word for word in ("setup", "run", "test", "bench") if f"./do {word}" not in shown] == []
    assert subprocess.run([ROOT / "do", "dance"], capture_output=True, check=False).returncode == 2


@posix
@pytest.mark.skipif(not (ROOT / ".venv" / "stamp").exists(), reason="./do setup was not run here")
def test_a_later_start_costs_little(tmp_path: Path) -> None:
    """What `do run` adds to `python main.py`, from another directory: about as much again (0.09 s)."""

    def seconds(*command: object) -> float:
        taken = []
        for _ in range(7):
            start = time.perf_counter()
            subprocess.run([*map(str, command), "path", "--help"], cwd=tmp_path, capture_output=True, check=True)
            taken.append(time.perf_counter() - start)
        return min(taken)

    assert seconds(ROOT / "do", "run") < 4 * seconds(ROOT / ".venv/bin/python", ROOT / "main.py")


@posix
def test_without_rights_the_exact_command_is_said(tmp_path: Path) -> None:
    """A machine without the libraries, without root and without sudo, played by four small programs."""
    place = tmp_path / "a place with spaces"
    place.mkdir()
    for name in ("do", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, place)
    programs = {"apt-get": "exit 0", "sudo": "exit 1", "id": "echo 1000", "ldconfig": "exit 0"}
    for name, code in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{code}\n")
        (tmp_path / name).chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(
        [place / "do", "setup"], cwd="/", env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "apt-get update && apt-get install -y --no-install-recommends libegl1 libgl1 " in done.stderr
    assert not (place / ".venv").exists()


@contextmanager
def screen(folder: Path) -> Iterator[str]:
    """A virtual screen of its own; its number is chosen by the server."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[write], stderr=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield ":" + told.readline().strip()
    finally:
        server.terminate()
        server.wait()


@posix
@pytest.mark.screen
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="no Xvfb on this machine (apt-get install xvfb)")
def test_the_window_opens_on_a_real_screen(tmp_path: Path) -> None:
    """With the libraries of a real screen (xcb), not only offscreen; the process lives until it is ended."""
    environment = {k: v for k, v in os.environ.items() if k != "QT_QPA_PLATFORM"}
    with screen(tmp_path) as display:
        running = subprocess.Popen(
            [sys.executable, "-W", "error", ROOT / "main.py", "--notebook", tmp_path / "a.kithbook", "--as", tmp_path],
            env={**environment, "DISPLAY": display}, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            with pytest.raises(subprocess.TimeoutExpired):
                running.wait(timeout=4)
        finally:
            running.terminate()
        assert "qt.qpa" not in running.communicate(timeout=20)[1]
    assert (tmp_path / "a.kithbook").exists()
