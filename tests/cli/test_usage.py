"""What holds for every command: exit codes, where things are printed, what is loaded, what is created."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import Kithbook

ROOT = Path(__file__).resolve().parent.parent.parent
COMMANDS = (
    "convert import export list show add edit remove log promises keep break release renegotiate remind due done"
    " snooze history undo redo check backup restore demo path want bought story gave asked offer permission freshen"
    " introductions brief today demand health relations"
).split()
ID = "01234567-89ab-7def-8123-456789abcdef"
READING: tuple[tuple[str, ...], ...] = (
    ("export", "o.csv"), ("list",), ("show", "Ada"), ("edit", "Ada", "--patch", "{}"), ("remove", "Ada"),
    ("promises",),
    ("keep", ID), ("break", ID), ("release", ID), ("renegotiate", ID, "--due", "2026-12-01"), ("due",), ("done", ID),
    ("snooze", ID, "--until", "2026-12-01"), ("history", "Ada"), ("undo",), ("redo",), ("check",), ("path",),
    ("want", "Ada", "x"), ("bought", "Ada", "x"), ("story", "Ada", "x", "y"), ("gave", "Ada", "time"),
    ("asked", "Ada", "time"), ("offer", "Ada", "--check"), ("permission", "Ada"), ("freshen",), ("introductions",),
    ("brief", "Ada"), ("today",), ("demand",), ("health", "Ada"), ("relations", "Ada"),
)  # fmt: skip


def process(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-W", "error", str(ROOT / "main.py"), *arguments],
        capture_output=True, check=False, stdin=subprocess.DEVNULL, **options,
    )  # type: ignore[call-overload]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(kithbook: Kithbook, command: str) -> None:
    ran = kithbook(command, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"usage: kithbook {command}")


def test_help_lists_every_command(kithbook: Kithbook) -> None:
    listed = kithbook("--help").out
    assert [command for command in COMMANDS if f"\n    {command} " not in listed] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",), ("list", "--limit", "-1"), ("list", "--limit", "x"), ("list", "a", "b"), ("show",),
        ("edit", "Ada", "--patch", "{"), ("edit", "Ada", "--patch", "[]"), ("edit", "Ada"), ("remind", "Ada", "x"),
        ("remind", "Ada", "x", "--on", "2026-13-01"), ("convert", "x.vcf"), ("convert", "x.vcf", "--to", "xls"),
        ("log", "Ada", "Bo"), ("log", "Ada", "--kind", "call"), ("log", "call Ada: x", "--promise", "y"),
        ("log", "Ada", "--kind", "call", "--text", "x", "--due", "2026-12-01"), ("promises", "--open", "--all"),
        ("log", "Ada", "--kind", "call", "--text", "x", "--at", "whenever"), ("undo", "two"), ("lis",),
        ("convert", "x.vcf", "--to", "csv", "--json"), ("export", "-", "--json"), ("list", "--js"),
    ],
)  # fmt: skip
def test_wrong_usage_is_2(kithbook: Kithbook, arguments: tuple[str, ...], tmp_path: Path) -> None:
    ran = kithbook(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert "usage: kithbook" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", READING, ids=lambda arguments: str(arguments[0]))
def test_a_missing_notebook_is_said_and_not_made(
    kithbook: Kithbook, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    ran = kithbook(*arguments, "--json")
    assert ran.code == 1
    assert "no notebook" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert not (tmp_path / "test.kithbook").exists()


def test_add_import_log_and_remind_make_a_missing_notebook(kithbook: Kithbook, tmp_path: Path) -> None:
    assert kithbook("add", "Ada", notebook="a").code == 0
    cards = tmp_path / "cards.vcf"
    cards.write_bytes(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo\r\nN:;Bo;;;\r\nEND:VCARD\r\n")
    assert kithbook("import", str(cards), notebook="b").code == 0
    assert kithbook("log", "Ada", "--kind", "call", "--text", "x", notebook="c").code == 1  # nobody is called Ada
    assert kithbook("remind", "Ada", "x", "--on", "2026-12-01", notebook="d").code == 1
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == "" and path.is_file()) == list("abcd")


def test_global_options_stand_before_or_after_the_command(kithbook: Kithbook, tmp_path: Path) -> None:
    kithbook("add", "Ada")
    assert kithbook("--json", "list").json == kithbook("list", "--json").json
    other = kithbook("list", "--json", "--notebook", str(tmp_path / "none.kithbook"))
    assert other.code == 1
    assert "none.kithbook" in other.err


def test_json_is_alone_on_stdout_and_sentences_on_stderr(kithbook: Kithbook, tmp_path: Path) -> None:
    cards = tmp_path / "broken.vcf"
    cards.write_bytes(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo\r\nthis is no property\r\nEND:VCARD\r\n")
    ran = kithbook("import", str(cards), "--json")
    assert ran.json["created"] == 1
    assert [problem["record"] for problem in ran.json["problems"]] == [1]
    assert "broken.vcf, record 1" in ran.err


def test_commands_load_no_qt_and_warn_of_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from main import main;"
        f"where = ['--notebook', {str(tmp_path / 'a.kithbook')!r}, '--as', {str(tmp_path / 's')!r}];"
        "codes = [main([*where, *line.split()]) for line in ('add Ada', 'list', 'show Ada', 'due', 'check', 'undo')];"
        "print(codes, [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6', 'ui'))])"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.splitlines()[-1] == b"[0, 0, 0, 0, 0, 0] []"
    assert done.stderr == b""


def test_list_loads_only_what_it_needs(tmp_path: Path) -> None:
    where = ["--notebook", str(tmp_path / "a.kithbook"), "--as", str(tmp_path / "s")]
    assert process(*where, "add", "Ada").returncode == 0
    code = (
        f"import sys; from main import main; main([*{where!r}, 'list', 'ad', '--json']);"
        "heavy = 'phonenumbers dateutil platformdirs rapidfuzz unittest asyncio email urllib.request csv'.split();"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.splitlines()[-1] == b"[]"


def test_output_is_utf8_in_every_locale(tmp_path: Path) -> None:
    where = ("--notebook", str(tmp_path / "a.kithbook"), "--as", str(tmp_path / "s"))
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    assert process(*where, "add", "Zoë 陈明", env=environment).returncode == 0
    assert "Zoë 陈明" in process(*where, "list", env=environment).stdout.decode("utf-8")
    document = json.loads(process(*where, "list", "--json", env=environment).stdout)
    assert document["contacts"][0]["name"] == "Zoë 陈明"


def test_a_terminal_is_not_steered_by_names(kithbook: Kithbook) -> None:
    evil = "Bo\x1b[2J\x07\u202eexe"
    kithbook("add", evil)
    assert "\x1b" not in kithbook("list").out
    assert "\u202e" not in kithbook("show", "Bo").out
    assert "\x1b" not in kithbook("history", "Bo").out


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither SIGPIPE nor /dev/full")
def test_a_reader_that_goes_away_and_a_full_disk(tmp_path: Path) -> None:
    where = ["--notebook", str(tmp_path / "a.kithbook"), "--as", str(tmp_path / "s")]
    process(*where, "add", "Ada")
    command = [sys.executable, "-W", "error", str(ROOT / "main.py"), *where, "list"]
    read, write = os.pipe()
    os.close(read)
    gone = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (gone.returncode, gone.stderr) == (1, b"")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert b"No space left" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C reaches Windows processes in another way")
def test_ctrl_c_leaves_nothing_half_done(tmp_path: Path, kithbook: Kithbook) -> None:
    cards = tmp_path / "many.vcf"
    cards.write_text(
        "".join(
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:u{n}\r\nFN:Person {n}\r\nN:{n};Person;;;\r\nEND:VCARD\r\n"
            for n in range(60_000)
        ),
        newline="",
    )
    kithbook("add", "Ada")
    # A test run in the background hands down an ignored SIGINT, which Python would leave ignored.
    code = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "from main import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "--notebook", str(tmp_path / "test.kithbook"),
               "--as", str(tmp_path / "state"), "import", str(cards)]  # fmt: skip
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    log = tmp_path / "test.kithbook-wal"
    while running.poll() is None and not (log.exists() and log.stat().st_size > 1_000_000):
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    _, error = running.communicate(timeout=60)
    assert running.returncode == 130
    assert error.decode().strip() == "Cancelled; nothing was changed."
    assert kithbook("list", "--json").json["total"] == 1
    assert kithbook("check").code == 0


def test_now_is_set_by_the_environment(kithbook: Kithbook, monkeypatch: pytest.MonkeyPatch) -> None:
    kithbook("add", "Ada")
    monkeypatch.setenv("KITHBOOK_NOW", "teatime")
    ran = kithbook("list")
    assert ran.code == 1
    assert "teatime" in ran.err


def test_without_a_command_and_without_a_screen_it_says_what_to_do(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")}
    done = process("--notebook", str(tmp_path / "a.kithbook"), env=environment)
    if sys.platform.startswith("linux"):
        assert done.returncode == 1
        assert b"no screen" in done.stderr
        done = process(env={**environment, "DISPLAY": ":4711"})
        assert done.returncode == 1
        assert b"does not answer" in done.stderr
    assert not (tmp_path / "a.kithbook").exists()


def test_the_default_notebook_lies_in_the_users_data_folder(own_folders: Path) -> None:
    done = process("path", "--json")
    assert done.returncode == 1
    said = json.loads(done.stdout)
    assert said["notebook"].startswith(str(own_folders))
    assert process("add", "Ada").returncode == 0
    assert process("path").stdout.decode().strip() == said["notebook"]
