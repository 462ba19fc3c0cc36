"""Two processes at once, a full disk, kill -9: what was acknowledged is there, and nothing is half done."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from notebook.book import Notebook
from notebook.clock import Clock

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")
WORKERS = Path(__file__).with_name("workers.py")
Opener = Callable[..., Notebook]


def start(job: str, folder: Path, *rest: str) -> subprocess.Popen[str]:
    """A worker that has opened the notebook of ``folder``."""
    worker = subprocess.Popen(
        [sys.executable, str(WORKERS), job, str(folder / "test.kithbook"), str(folder / "state"), *rest],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None and worker.stderr is not None
    first = worker.stdout.readline()
    if first.strip() != "ready":
        raise AssertionError(worker.communicate()[1])
    return worker


def at_once(job: str, folder: Path, *rest: str) -> list[str]:
    """What four workers say that do the same at the same moment."""
    workers = [start(job, folder, *rest) for _ in range(4)]
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    told = [worker.communicate() for worker in workers]
    assert not any(error for _, error in told), told
    return [said.strip() for said, _ in told]


def kill_after(worker: subprocess.Popen[str], seconds: float) -> list[list[str]]:
    """What a worker acknowledged before it was killed."""
    time.sleep(seconds)
    worker.send_signal(signal.SIGKILL)
    assert worker.stdout is not None and worker.stderr is not None
    out, errors = worker.stdout.read(), worker.stderr.read()  # `communicate` leaves out what `readline` has buffered
    assert worker.wait() == -signal.SIGKILL, errors
    for pipe in (worker.stdin, worker.stdout, worker.stderr):
        pipe.close()  # type: ignore[union-attr]
    lines = out.split("\n")
    return [line.split() for line in lines[:-1]]  # a line without its end was not acknowledged


def people(book: Notebook) -> set[str]:
    return {row[0] for row in book.db.rows("SELECT full_name FROM contact WHERE sy_live = 1")}


def test_killed_while_editing(notebook: Opener, tmp_path: Path, thorough: bool) -> None:
    """Everything acknowledged is there, at most the one action under way besides; the file is clean."""
    notebook().close()
    dice = random.Random(2026)
    expected: dict[str, str | None] = {}  # name -> what is shown of it; unclear ones are left out
    possible: set[str] = {"root"}
    logged: set[str] = set()
    for run in range(200 if thorough else 6):
        lines = kill_after(start("edits", tmp_path, f"run{run}"), dice.uniform(0.0, 0.5))
        shown = {"made": "{}", "renamed": "{}-renamed"}
        for what, name in lines:
            expected[name] = shown[what].format(name) if what in shown else expected[name]
            if what == "deleted":
                expected[name] = None
            elif what == "logged":
                logged.add(name)
            elif what == "undone":
                del expected[name]
                logged.discard(name)
            possible.add(name)
        last = int(lines[-1][1].split("-")[1]) if lines else -1
        expected.pop(f"run{run}-{last}", None)  # its next step may have happened unacknowledged
        logged.discard(f"run{run}-{last}")
        possible.add(f"run{run}-{last + 1}")
        book = notebook(create=False)
        found = people(book)
        for name, wanted in expected.items():
            assert {name, f"{name}-renamed"} & found == ({wanted} if wanted else set())
        assert {name.removesuffix("-renamed") for name in found if name.startswith("run")} <= possible
        talks = {row[0] for row in book.db.rows("SELECT body FROM interaction WHERE sy_live = 1")}
        assert {f"talk with {name}" for name in logged} <= talks
        if run % 20 == 0 or not thorough:
            assert book.check() == []
        book.close()
    assert len(expected) > 20, "hardly anything was done before the kills"
    assert notebook(create=False).check() == []


def test_killed_while_importing(notebook: Opener, tmp_path: Path, thorough: bool) -> None:
    """A finished import is there as a whole; an unfinished one is taken back before anything is shown."""
    notebook().close()
    dice = random.Random(7)
    unfinished = 0
    for run in range(100 if thorough else 4):
        first = f"run{run}"
        lines = kill_after(start("imports", tmp_path, first), dice.uniform(0.01, 0.6))
        book = notebook(create=False)
        finished = {int(line[1]) for line in lines if line[0] == "finished"}
        counts: dict[int, int] = {}
        for name in people(book):
            if name.startswith(f"{first}-"):
                number = int(name.split("-")[1])
                counts[number] = counts.get(number, 0) + 1
        assert set(counts.values()) <= {500}, "half an import is shown"
        assert finished <= set(counts), "an acknowledged import is gone"
        assert len(set(counts) - finished) <= 1
        begun = {int(line[1]) for line in lines if line[0] == "part"}
        unfinished += bool(begun - set(counts))
        assert not book.db.rows("SELECT * FROM batch")
        book.close()
    book = notebook(create=False)
    assert book.check() == []
    assert unfinished, "no kill met an import under way"


def test_a_killed_creation_leaves_no_half_notebook(tmp_path: Path, clock: Clock, thorough: bool) -> None:
    dice = random.Random(3)
    for _ in range(50 if thorough else 5):
        worker = start("creates", tmp_path)
        kill_after(worker, dice.uniform(0.0, 0.15))
        path = tmp_path / "test.kithbook"
        if path.exists():
            book = Notebook.open(path, state=tmp_path / "state", clock=clock)
            assert book.check() == []
            book.close()
            path.unlink()


def test_a_running_import_is_left_alone_by_a_second_process(notebook: Opener, tmp_path: Path) -> None:
    notebook().close()
    worker = start("imports", tmp_path, "long")
    try:
        assert worker.stdout is not None
        while worker.stdout.readline().split()[:1] != ["part"]:
            pass
        book = notebook(create=False)  # would take back what nobody works at
        number = 0
        while True:
            words = worker.stdout.readline().split()
            if words[0] == "finished":
                number += 1
                break
        names = people(book)
        assert sum(name.startswith("long-0-") for name in names) == 500
    finally:
        worker.kill()
        worker.communicate()


def test_two_processes_write_at_once(notebook: Opener, tmp_path: Path, record_property: Callable[..., None]) -> None:
    """Nobody hears of a locked database, and nobody waits for long."""
    book = notebook()
    worker = start("writes", tmp_path, "2000")
    waits, mine = [], 0
    while worker.poll() is None:
        began = time.perf_counter()
        book.contacts.create(f"mine {mine}")
        waits.append(time.perf_counter() - began)
        mine += 1
        time.sleep(0.001)
    out, errors = worker.communicate()
    assert worker.returncode == 0, errors
    record_property("worst_wait_here", max(waits))
    record_property("worst_wait_there", float(out.split()[1]))
    print(f"worst wait here {max(waits):.3f} s of {mine}, there {float(out.split()[1]):.3f} s of 2000")
    names = people(book)
    assert sum(name.startswith("other ") for name in names) == 2000
    assert sum(name.startswith("mine ") for name in names) == mine > 10
    assert max(waits) < 10
    assert book.check() == []


def test_commands_come_and_go_beside_an_open_notebook(notebook: Opener, tmp_path: Path) -> None:
    """Opening and closing takes locks of its own."""
    notebook().close()
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\nfrom notebook.book import Notebook\n"
        "for n in range(25):\n"
        "    book = Notebook.open(Path(sys.argv[2]), state=Path(sys.argv[3]))\n"
        "    book.contacts.create(f'{sys.argv[4]} {n}')\n"
        "    book.close()\n"
    )
    root = str(WORKERS.parents[2])
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", code, root, str(tmp_path / "test.kithbook"), str(tmp_path / "state"), name],
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("a", "b", "c")
    ]
    for worker in workers:
        _, errors = worker.communicate(timeout=120)
        assert worker.returncode == 0, errors
    book = notebook(create=False)
    assert len([name for name in people(book) if name[:2] in ("a ", "b ", "c ")]) == 75
    assert book.check() == []


# A full disk


def acknowledged(out: str, book: Notebook) -> None:
    found = people(book)
    made = [line.split()[1] for line in out.splitlines() if line.startswith("made")]
    assert made and set(made) <= found
    logged = [line.split()[1] for line in out.splitlines() if line.startswith("logged")]
    assert book.db.value("SELECT count(*) FROM interaction WHERE sy_live = 1") in (len(logged), len(logged) + 1)
    assert len(found - {"root"}) <= len(made) + 2


@pytest.mark.parametrize("job", ["fills", "fills_by_import"])
@pytest.mark.parametrize("room", [300_000, 777_777, 1_500_000])
def test_a_file_that_may_not_grow(job: str, room: int, notebook: Opener, tmp_path: Path) -> None:
    notebook().close()
    worker = start(job, tmp_path, str(room))
    out, errors = worker.communicate(timeout=120)
    assert worker.returncode == 0, errors
    failed = out.splitlines()[-1].split(maxsplit=2)
    assert failed[:2] == ["failed", "StorageFailed"], out[-300:] + errors
    assert failed[2].endswith(".")
    book = notebook(create=False)
    if job == "fills":
        acknowledged(out, book)
    else:
        assert people(book) <= {name for name in people(book) if "-" not in name}, "half an import is shown"
    assert book.check() == []
    book.contacts.create("Afterwards")


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """A file system of 4 MB."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], capture_output=True, text=True, check=False
    ) if hasattr(os, "getuid") and os.getuid() == 0 else None  # fmt: skip
    if mounted is None or mounted.returncode:
        pytest.skip("a small disk can only be mounted by root: " + (mounted.stderr.strip() if mounted else ""))
    return place


@pytest.fixture
def unmount(small_disk: Path) -> object:
    yield None
    subprocess.run(["umount", "-l", str(small_disk)], check=True)


@pytest.mark.usefixtures("unmount")
@pytest.mark.parametrize("job", ["fills", "fills_by_import"])
def test_a_full_disk(job: str, small_disk: Path, clock: Clock) -> None:
    path, state = small_disk / "test.kithbook", small_disk / "state"
    Notebook.open(path, state=state, clock=clock, create=True).close()
    worker = start(job, small_disk, "none")
    out, errors = worker.communicate(timeout=120)
    assert worker.returncode == 0, errors
    failed = out.splitlines()[-1].split(maxsplit=2)
    assert failed[:2] == ["failed", "StorageFailed"], out[-300:] + errors
    subprocess.run(["mount", "-o", "remount,size=16m", str(small_disk)], check=True)
    book = Notebook.open(path, state=state, clock=clock)
    try:
        if job == "fills":
            acknowledged(out, book)
        else:
            assert not [name for name in people(book) if "-" in name], "half an import is shown"
        assert book.check() == []
        book.contacts.create("Afterwards")
    finally:
        book.close()


def test_processes_that_open_a_notebook_for_the_first_time_at_once_are_one_device(
    notebook: Opener, tmp_path: Path
) -> None:
    notebook().close()
    code = (
        "import sys, time; from pathlib import Path; from notebook.changes.device import DeviceFile\n"
        "time.sleep(max(0, float(sys.argv[3]) - time.time()))\n"
        "print(DeviceFile(Path(sys.argv[1]), bytes(16), Path(sys.argv[2])).load().id.hex())"
    )
    together = str(time.time() + 1.5)
    root = Path(__file__).resolve().parents[2]
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "new state"), str(tmp_path / "test.kithbook"), together],
            stdout=subprocess.PIPE, text=True, cwd=root,
        )
        for _ in range(6)
    ]  # fmt: skip
    said = {process.communicate()[0].strip() for process in started}
    assert len(said) == 1 and len(said.pop()) == 16


def test_an_import_under_way_is_left_alone_whatever_state_folder_another_process_has(
    notebook: Opener, tmp_path: Path
) -> None:
    from notebook.sentences import say

    book = notebook()
    with book.journal.batch(say("Import of people")) as batch:
        with batch.change() as draft:
            draft.insert("contact", bytes(range(16)), {"kind": "individual", "full_name": "Ann"})
        notebook(create=False, state="another state").close()  # takes back what nobody is at work on
        assert people(book) == {"Ann"}
    assert people(book) == {"Ann"} and not list(tmp_path.glob(".*.lock"))


def test_what_a_killed_import_left_is_taken_back_by_another_device_too(notebook: Opener, tmp_path: Path) -> None:
    """The notebook was copied after the kill: a copy is another device."""
    from notebook.sentences import say

    book = notebook()
    known = book.contacts.create("Known", email="known@example.com")
    ann = bytes(range(16))
    running = book.journal.batch(say("Import of people"))
    batch = running.__enter__()
    with batch.change() as draft:
        draft.insert("contact", ann, {"kind": "individual", "full_name": "Ann"})
        draft.set("contact", known, {"full_name": "Renamed"})
    with batch.change() as draft:
        draft.set("contact", ann, {"full_name": "Ann Baker"})
    book.backup(tmp_path / "copy.kithbook")
    copy = notebook("copy.kithbook", create=False)
    assert people(copy) == {"Known"} and copy.check() == []
    running.__exit__(None, None, None)


def test_an_offer_made_by_several_at_once_is_looked_at_by_each(notebook: Opener, tmp_path: Path) -> None:
    """The first goes out; for the others the last offer was today, which needs a written reason."""
    book = notebook()
    ann = book.contacts.create("Ann")
    want = book.wants.add(ann, "a box")
    told = at_once("offers", tmp_path, ann.hex(), want.hex())
    assert sorted(said[:24] for said in told) == ["The last offer was today"] * 3 + ["made"], told
    assert len(book.offers.of(ann)) == 1


def test_a_want_said_by_several_at_once_is_one(notebook: Opener, tmp_path: Path) -> None:
    book = notebook()
    ann = book.contacts.create("Ann")
    told = at_once("wants", tmp_path, ann.hex())
    assert len(set(told)) == 1 and [want.id.hex() for want in book.wants.of(ann)] == [told[0]]
