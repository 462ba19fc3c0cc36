"""Is there a screen to open a window on? Qt ends the process without a word to people when there is none."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def trouble() -> str:
    """One sentence about why no window can be opened here, or nothing when it can (as far as seen)."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return ""
    display, wayland = os.environ.get("DISPLAY", ""), os.environ.get("WAYLAND_DISPLAY", "")
    if not display and not wayland:
        reason = "There is no screen here to open the window on."
    elif (wayland and _wayland_answers(wayland)) or (display and _x_answers(display)):
        return ""
    else:
        reason = f"The screen {display or wayland} does not answer, so the window cannot be opened."
    return f"{reason} The commands work without one: add --help to see them."


def _wayland_answers(name: str) -> bool:
    return _answers(Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere")) / name)


def _x_answers(display: str) -> bool:
    host, _, number = display.rpartition(":")
    number = number.partition(".")[0]
    if host not in ("", "unix") or not number.isdigit():
        return True  # on another machine, or of a form of its own: Qt finds out
    return _answers(Path(f"/tmp/.X11-unix/X{number}")) or _answers(f"\0/tmp/.X11-unix/X{number}")


def _answers(address: Path | str) -> bool:
    import socket

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(2)
        try:
            probe.connect(str(address))
        except OSError:
            return False
    return True
