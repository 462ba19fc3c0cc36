"""What every test gets: a screen of its own, a fixed clock, no file of the user's, and a strict log.

Warnings of Python and of Qt fail tests by pyproject.toml; warnings in the log fail them here. Nothing a
test does reaches the folders of the person who runs it.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from notebook.book import Notebook
    from notebook.clock import Clock

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)  # a Friday

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for name in ("KITHBOOK_NOW", "DISPLAY", "WAYLAND_DISPLAY"):
    os.environ.pop(name, None)

settings.register_profile(
    "default", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "thorough", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--thorough", action="store_true", help="the long profiles: more examples, more kills")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--thorough"):
        os.environ["KITHBOOK_THOROUGH"] = "1"  # read by modules when they are imported
    settings.load_profile("thorough" if os.environ.get("KITHBOOK_THOROUGH") else "default")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not os.environ.get("KITHBOOK_THOROUGH"):
        left_out = [item for item in items if item.get_closest_marker("thorough")]
        if left_out:
            config.hook.pytest_deselected(items=left_out)
            items[:] = [item for item in items if not item.get_closest_marker("thorough")]


@pytest.fixture(scope="session")
def thorough() -> bool:
    """True under ``./do test --thorough``."""
    return bool(os.environ.get("KITHBOOK_THOROUGH"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of test data beside the repository (``KITHBOOK_SHARED`` names another place)."""
    folder = Path(os.environ.get("KITHBOOK_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"the test data is not here: {folder} (see README.md, For developers)")
    return folder


@pytest.fixture(scope="session")
def corpus(shared: Path) -> Path:
    """Address books that nobody in this project wrote (``KITHBOOK_CORPUS`` names another place)."""
    folder = Path(os.environ.get("KITHBOOK_CORPUS") or shared / "corpus")
    if not folder.is_dir():
        pytest.skip(f"the corpus is not here: {folder}")
    return folder


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folders, moved to an empty place (also for processes that a test starts)."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.split("_")[1].lower()))
    for name in ("APPDATA", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    return home


@pytest.fixture(autouse=True)
def collector_at_work() -> Iterator[None]:
    """A window turns Python's garbage collector off and freezes what it found; the next test starts without that.

    (Left off, a worker of the test run grew to 4 GB.)
    """
    yield
    if gc.get_freeze_count():
        gc.unfreeze()
    if not gc.isenabled():
        gc.collect()
        gc.enable()


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that logs a warning or worse, unless it takes ``caplog`` and so looks for itself."""
    if "caplog" in request.fixturenames:
        yield
        return
    caught: list[str] = []

    class Catch(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            caught.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    handler = Catch(logging.WARNING)
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
    assert not caught, "the log holds what nobody expected:\n" + "\n".join(caught)


class MovableClock:
    """Now, moved by hand: ``time.now = ...``."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> MovableClock:
    """The time that ``clock`` and every notebook of the test show; assign ``time.now`` to move it."""
    return MovableClock()


@pytest.fixture
def clock(time: MovableClock) -> Clock:
    """Friday, 20 November 2026, 10:30 in Berlin, until the test moves ``time.now``."""
    from notebook.clock import Clock

    return Clock(time, ZoneInfo("Europe/Berlin"))


@pytest.fixture
def notebook(tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Notebook]]:
    """Opens notebooks and closes them after: ``notebook()``, ``notebook("b.kithbook", create=False)``."""
    from notebook.book import Notebook

    opened: list[Notebook] = []

    def open_one(name: str = "test.kithbook", *, create: bool = True, state: str = "state") -> Notebook:
        opened.append(Notebook.open(tmp_path / name, state=tmp_path / state, clock=clock, create=create))
        return opened[-1]

    yield open_one
    for one in reversed(opened):
        one.close()


@pytest.fixture
def book(notebook: Callable[..., Notebook]) -> Notebook:
    """An empty notebook."""
    return notebook()
