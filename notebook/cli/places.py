"""Where the notebook and this device's own state lie when nobody says so: the user's folders."""

from __future__ import annotations

from pathlib import Path

NAME = "kithbook"


def notebook_file(given: str | None) -> Path:
    """The notebook named on the command line, else the one in the user's data folder."""
    if given:
        return Path(given).expanduser()
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False) / "my.kithbook"


def state_folder(given: str | None) -> Path:
    """Where this device keeps what is its own (identity, window); ``--as`` plays another device."""
    if given:
        return Path(given).expanduser()
    from platformdirs import user_state_path

    return user_state_path(NAME, appauthor=False)
