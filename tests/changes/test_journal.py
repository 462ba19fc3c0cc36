"""The journal in use: history, undo and redo, batches, what is published, devices, other processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from notebook.book import Notebook
from notebook.changes import history, rebuild
from notebook.changes.device import DeviceFile
from notebook.errors import Cancelled, Refused, StorageFailed
from notebook.events import ChangeSet
from notebook.sentences import say
from tests.changes.conftest import ADA, PHONE, put, sync
from tests.changes.replicas import Replica
from tests.conftest import NOW

AUTHOR = b"the colleague id"


def given(replica: Replica) -> object:
    return replica.shown().get(("contact", ADA), {}).get("given")


def test_history_tells_what_who_when_and_from_where(anna: Replica, bob: Replica) -> None:
    bob.journal.author = lambda: AUTHOR
    bob.later(hours=1)
    with bob.journal.change(say("Import of {file}", file="a.vcf"), source="import:a.vcf") as draft:
        draft.set("contact", ADA, {"given": "Augusta"})
    sync(anna, bob)
    newest, oldest = history.history(anna.journal, [("contact", ADA)], "given")
    assert (newest.value, newest.author, newest.device.strip(), newest.state) == ("Augusta", AUTHOR, b"bob", "shown")
    assert (newest.at, newest.source, str(newest.title)) == (
        NOW + timedelta(hours=1), "import:a.vcf", "Import of a.vcf",
    )  # fmt: skip
    assert (oldest.value, oldest.author, oldest.at, oldest.state) == ("Ada", None, NOW, "past")


def test_history_of_a_record_knows_its_making_deletion_and_return(anna: Replica) -> None:
    for at, what in enumerate(("delete", "restore"), 1):
        anna.now = NOW + timedelta(minutes=at)
        with anna.journal.change(say(what)) as draft:
            getattr(draft, what)("contact", ADA)
    events = [entry.value for entry in history.history(anna.journal, [("contact", ADA)], "_row")]
    assert events == ["restored", "deleted", "made"]


def test_undo_goes_back_step_by_step_and_redo_forward(anna: Replica) -> None:
    for value in ("one", "two", "three"):
        put(anna, given=value)
    back = [(anna.undo.undo(), given(anna))[1] for _ in range(4)]
    assert back == ["two", "one", "Ada", None]
    with pytest.raises(Refused):
        anna.undo.undo()
    forward = [(anna.undo.redo(), given(anna))[1] for _ in range(4)]
    assert forward == ["Ada", "one", "two", "three"]
    with pytest.raises(Refused):
        anna.undo.redo()
    assert rebuild.compare(anna.journal) == []


def test_a_new_change_ends_redo(anna: Replica) -> None:
    put(anna, given="one")
    anna.undo.undo()
    assert anna.undo.next_redo() is not None
    put(anna, given="other")
    assert anna.undo.next_redo() is None


def test_a_change_of_nothing_is_no_change(anna: Replica) -> None:
    before = anna.journal.coverage()
    put(anna, given="Ada")
    assert anna.journal.coverage() == before
    assert str(anna.undo.next_undo()) == "Add Ada"


def test_an_undo_with_nothing_left_to_do_names_no_change(anna: Replica, bob: Replica) -> None:
    """It once noted the number that the next change then got, and redo inverted that one."""
    put(anna, given="mine")
    sync(anna, bob)
    put(bob, given="Bob's")
    sync(anna, bob)
    anna.undo.undo()
    put(bob, ideal_days=3)
    sync(anna, bob)
    anna.undo.redo()
    assert given(anna) == "Bob's"


def test_two_processes_of_one_device_share_the_stack(anna: Replica) -> None:
    window, command = anna, Replica(anna.path, anna.device, anna.now)
    put(command, given="by the command")
    assert str(window.undo.next_undo()) == "Change Ada"
    window.undo.undo()
    assert given(command) == "Ada"
    command.undo.redo()
    assert given(window) == "by the command"
    command.db.close()


def test_a_colleagues_changes_are_not_mine_to_undo(anna: Replica, bob: Replica) -> None:
    assert bob.undo.next_undo() is None


def people(replica: Replica) -> int:
    return sum(key[0] == "contact" for key in replica.shown())


def import_people(replica: Replica, count: int = 30) -> bytes:
    with replica.journal.batch(say("Import"), source="import:a.vcf") as batch:
        for _ in range(3):
            with batch.change() as draft:
                for _ in range(count // 3):
                    draft.insert("contact", replica.journal.new_id(), {"full_name": "P"})
                draft.set("contact", ADA, {"ideal_days": replica.db.value("SELECT count(*) FROM contact")})
    return batch.id


def test_a_batch_is_undone_and_redone_as_one(anna: Replica) -> None:
    import_people(anna)
    assert (people(anna), anna.shown()["contact", ADA]["ideal_days"]) == (31, 21)
    assert anna.undo.size() == 3
    assert str(anna.undo.undo()) == "Import"
    assert (people(anna), anna.shown()["contact", ADA]["ideal_days"]) == (1, None)
    anna.undo.redo()
    assert (people(anna), anna.shown()["contact", ADA]["ideal_days"]) == (31, 21)


def test_a_cancelled_undo_of_a_batch_changes_nothing(anna: Replica) -> None:
    import_people(anna)
    before = anna.shown()
    with pytest.raises(Cancelled):
        anna.undo.undo(lambda done, of: done < 2)
    assert anna.shown() == before
    assert str(anna.undo.next_undo()) == "Import"


def test_an_import_is_reverted_later_and_that_is_undoable(anna: Replica) -> None:
    batch = import_people(anna)
    put(anna, given="since")
    anna.undo.revert(batch)
    assert (people(anna), given(anna)) == (1, "since")
    anna.undo.undo()
    assert (people(anna), given(anna)) == (31, "since")
    with pytest.raises(Refused):
        anna.undo.revert(b"no such batch   ")


def test_a_failed_batch_leaves_nothing_and_nothing_to_undo(anna: Replica) -> None:
    before = anna.shown()
    with pytest.raises(ZeroDivisionError), anna.journal.batch(say("Import")) as batch:
        with batch.change() as draft:
            draft.insert("contact", PHONE, {})
        raise ZeroDivisionError
    assert anna.shown() == before
    assert str(anna.undo.next_undo()) == "Add Ada"


KILLED = """
import sys, os, signal
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from notebook.book import Notebook
from notebook.sentences import say
book = Notebook.open(Path(sys.argv[2]), state=Path(sys.argv[3]))
with book.journal.batch(say("Import")) as batch:
    with batch.change() as draft:
        draft.insert("contact", b"half an import's", {"full_name": "Half"})
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_killed_batch_is_taken_back_before_anything_is_shown(
    notebook: Callable[..., Notebook], tmp_path: Path
) -> None:
    notebook().close()
    root, file, state = str(Path(__file__).resolve().parents[2]), tmp_path / "test.kithbook", tmp_path / "state"
    done = subprocess.run([sys.executable, "-c", KILLED, root, str(file), str(state)], check=False)
    assert done.returncode < 0
    book = notebook(create=False)
    assert book.db.value("SELECT sy_live FROM contact WHERE full_name = 'Half'") == 0
    assert not book.db.rows("SELECT * FROM batch")
    assert book.undo_title() is None
    assert book.check() == []


def test_an_open_batch_stays_here_until_it_is_finished(anna: Replica, bob: Replica) -> None:
    with anna.journal.batch(say("Import")) as batch:
        with batch.change() as draft:
            draft.insert("contact", PHONE, {"given": "new"})
        sync(anna, bob)
        assert ("contact", PHONE) not in bob.shown()
    sync(anna, bob)
    assert ("contact", PHONE) in bob.shown()


# What is published


def test_a_change_publishes_what_it_changed_once(anna: Replica) -> None:
    anna.events.clear()
    pane = object()
    with anna.journal.change(say("Both"), origin=pane) as draft:
        draft.set("contact", ADA, {"given": "A", "full_name": "Ada"})
        with anna.journal.change(say("inner")) as inner:
            inner.insert("detail", PHONE, {"contact": ADA, "value": "1"})
            assert ("detail", PHONE) in anna.shown(), "reads inside do not see the writes"
    (event,) = anna.events
    assert event == ChangeSet(
        {"contact": {ADA: frozenset({"given"})}, "detail": {PHONE: frozenset({"_row", "contact", "value"})}},
        say("Both"), None, pane,
    )  # fmt: skip


def test_a_failed_change_publishes_and_changes_nothing(anna: Replica) -> None:
    before = anna.tables_now()
    anna.events.clear()
    with pytest.raises(ZeroDivisionError), anna.journal.change(say("x")) as draft:
        draft.set("contact", ADA, {"given": "half"})
        raise ZeroDivisionError
    assert anna.tables_now() == before
    assert not anna.events


def test_an_unknown_field_or_row_is_a_mistake_of_ours(anna: Replica) -> None:
    with pytest.raises(LookupError), anna.journal.change(say("x")) as draft:
        draft.set("contact", ADA, {"nickname": "x"})
    with pytest.raises(LookupError), anna.journal.change(say("x")) as draft:
        draft.set("contact", PHONE, {"given": "x"})


def test_poll_announces_another_processs_change_once_and_never_its_own(anna: Replica) -> None:
    other = Replica(anna.path, anna.device, anna.now)
    anna.journal.poll()
    anna.events.clear()
    put(anna, given="mine")
    put(other, given="other's")
    put(anna, ideal_days=3)
    anna.events.clear()
    anna.journal.poll()
    assert [event.tables for event in anna.events] == [{"contact": {ADA: frozenset({"given"})}}]
    anna.journal.poll()
    assert len(anna.events) == 1
    other.db.close()


def test_poll_after_much_says_everything(anna: Replica) -> None:
    other = Replica(anna.path, anna.device, anna.now)
    for number in range(501):
        put(other, ideal_days=number)
    anna.events.clear()
    anna.journal.poll()
    assert [event.everything for event in anna.events] == [True]
    anna.journal.poll()
    assert len(anna.events) == 1
    other.db.close()


def test_a_bulk_draft_holds_rows_back_and_writes_the_same(anna: Replica) -> None:
    with anna.journal.change(say("Import"), bulk=True) as draft:
        draft.insert("contact", PHONE, {"given": "held"})
        draft.insert("contact", PHONE, {"full_name": "twice"})
        draft.set("contact", PHONE, {"ideal_days": 5})
        draft.insert("contact", ADA, {"given": "known already"})
        draft.insert("contact", b"made and dropped", {"given": "x"})
        draft.delete("contact", b"made and dropped")
        assert ("contact", PHONE) not in anna.shown()
    shown = anna.shown()
    assert shown["contact", PHONE] == {"given": "held", "full_name": "twice", "ideal_days": 5}
    assert (shown["contact", ADA]["given"], shown["contact", ADA]["full_name"]) == ("known already", "Ada")
    assert len(shown) == 2
    assert rebuild.compare(anna.journal) == []


def test_writing_inside_a_change_is_refused_not_waited_for(anna: Replica) -> None:
    with pytest.raises(RuntimeError), anna.journal.change(say("x")), anna.db.write():
        pass


# Repair


def test_rebuild_finds_and_repairs_what_the_journal_does_not_know(anna: Replica, bob: Replica) -> None:
    put(anna, given="right")
    with anna.db.write():
        anna.db.execute("UPDATE contact SET given='wrong'")
        anna.db.execute("DELETE FROM cov WHERE dev = 99")
    assert len(rebuild.compare(anna.journal)) == 1
    rebuild.replace(anna.journal)
    assert rebuild.compare(anna.journal) == []
    assert given(anna) == "right"


def test_check_notices_a_wrong_list_of_received_changes(anna: Replica) -> None:
    with anna.db.write():
        anna.db.execute("UPDATE cov SET hi = hi + 1")
    assert rebuild.compare(anna.journal)


def test_repair_keeps_what_arrives_meanwhile(anna: Replica) -> None:
    """Another process writes after the replay was made and before it is put in place."""
    other = Replica(anna.path, anna.device, anna.now)
    real = rebuild._attached

    def late(db: object, copy: object) -> object:
        put(other, given="meanwhile")
        return real(db, copy)  # type: ignore[arg-type]

    rebuild._attached = late  # type: ignore[assignment]
    try:
        rebuild.replace(anna.journal)
    finally:
        rebuild._attached = real
    assert given(anna) == "meanwhile"
    assert rebuild.compare(anna.journal) == []
    other.db.close()


# Devices


def test_a_device_is_a_file_on_a_machine(tmp_path: Path) -> None:
    state, one, two = tmp_path / "state", tmp_path / "one", tmp_path / "two"
    one.touch()
    two.touch()
    first = DeviceFile(state, AUTHOR, one).load()
    assert DeviceFile(state, AUTHOR, one).load() == first
    assert DeviceFile(state, AUTHOR, two).load().id != first.id
    assert DeviceFile(tmp_path / "other state", AUTHOR, one).load().id != first.id
    DeviceFile(state, AUTHOR, one).set_me(ADA)
    known = DeviceFile(state, AUTHOR, one).load()
    assert (known.id, known.me) == (first.id, ADA)


def test_a_damaged_device_file_is_a_new_device(tmp_path: Path) -> None:
    file = tmp_path / "n"
    file.touch()
    first = DeviceFile(tmp_path / "state", AUTHOR, file).load()
    (tmp_path / "state" / f"{AUTHOR.hex()}.json").write_text("{", encoding="utf-8")
    assert DeviceFile(tmp_path / "state", AUTHOR, file).load().id != first.id


def test_a_state_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file", encoding="utf-8")
    (tmp_path / "n").touch()
    with pytest.raises(StorageFailed):
        DeviceFile(tmp_path / "state", AUTHOR, tmp_path / "n").load()


def test_a_running_batch_is_held_and_an_ended_one_is_not(tmp_path: Path) -> None:
    (tmp_path / "n").touch()
    mine, theirs = (DeviceFile(tmp_path / "state", AUTHOR, tmp_path / "n") for _ in range(2))
    with mine.hold(ADA):
        assert not theirs.abandoned(ADA)
    assert theirs.abandoned(ADA)
