"""Migrations: the frozen steps lead to the live schema, old files open, a copy is made first."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from notebook.book import Notebook
from notebook.clock import Clock
from notebook.errors import NotebookTooNew
from notebook.storage import database, migrations
from notebook.storage.database import Database
from notebook.storage.models import opened

FILES = Path(__file__).resolve().parent.parent / "files"


def _schema(path: Path) -> dict[str, str]:
    connection = sqlite3.connect(path)
    try:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    finally:
        connection.close()
    return {name: "".join(sql.split()).replace('"', "").lower() for name, sql in rows}


def test_the_steps_lead_to_the_live_schema(tmp_path: Path) -> None:
    from playhouse.migrations import Runner

    fresh = Database.create(tmp_path / "fresh.kithbook")
    fresh.close()
    with opened(tmp_path / "stepped.kithbook") as stepped:
        Runner(stepped, str(migrations.STEPS)).up()
    assert _schema(tmp_path / "stepped.kithbook") == _schema(tmp_path / "fresh.kithbook")


def test_a_new_notebook_has_every_step_on_record(tmp_path: Path) -> None:
    db = Database.create(tmp_path / "new.kithbook")
    assert [row[0] for row in db.rows("SELECT name FROM schema_migration ORDER BY name")] == migrations.names()
    db.close()


STEP = """
def up(migrator, db):
    db.execute_sql("ALTER TABLE circle ADD COLUMN colour TEXT")
"""


def test_an_older_file_is_copied_and_upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "old.kithbook"
    Database.create(old).close()
    steps = tmp_path / "steps"
    shutil.copytree(migrations.STEPS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    (steps / "0099_colour.py").write_text(STEP, encoding="utf-8")
    monkeypatch.setattr(database, "SCHEMA_VERSION", 99)
    monkeypatch.setattr(migrations, "STEPS", steps)
    db = Database.open(old)
    assert db.value("PRAGMA user_version") == 99
    assert "colour" in [row[1] for row in db.rows("PRAGMA table_info(circle)")]
    db.close()
    copy = tmp_path / "old before update.kithbook"
    assert "colour" not in _schema(copy)["circle"]


def test_a_failing_step_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "old.kithbook"
    Database.create(old).close()
    before = _schema(old)
    steps = tmp_path / "steps"
    shutil.copytree(migrations.STEPS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    (steps / "0099_colour.py").write_text(STEP + '    raise RuntimeError("half-way")\n', encoding="utf-8")
    monkeypatch.setattr(database, "SCHEMA_VERSION", 99)
    monkeypatch.setattr(migrations, "STEPS", steps)
    with pytest.raises(RuntimeError, match="half-way"):
        Database.open(old)
    assert _schema(old) == before


@pytest.mark.parametrize("file", sorted(FILES.glob("*.kithbook")), ids=lambda path: path.name)
def test_every_released_file_still_opens(file: Path, tmp_path: Path, clock: Clock) -> None:
    path = Path(shutil.copy(file, tmp_path))
    book = Notebook.open(path, state=tmp_path / "state", clock=clock)
    try:
        assert book.check() == []
        names = [row.name for row in book.contacts.rows(book.contacts.exportable())]
        assert "Ada Lovelace" in names
        assert [promise.text for promise in book.promises.of(state="all")] == ["send the list"]
    finally:
        book.close()


def test_an_upgraded_file_takes_what_is_new(tmp_path: Path, clock: Clock) -> None:
    path = Path(shutil.copy(FILES / "schema-1.kithbook", tmp_path))
    book = Notebook.open(path, state=tmp_path / "state", clock=clock)
    try:
        ada = book.contacts.find("Ada Lovelace")
        want = book.wants.add(ada, "a second engine")
        book.relations.add(ada, "mother", name="Anne")
        book.contacts.edit(ada, avoid="poetry")
        assert book.check() == [] and book.wants.of(ada)[0].id == want and book.contacts.get(ada).avoid == "poetry"
        book.repair()
        assert [one.name for one in book.relations.family(ada)] == ["Anne"]
    finally:
        book.close()
    assert (tmp_path / "schema-1 before update.kithbook").exists()


def test_what_schema_2_held_is_still_there(tmp_path: Path, clock: Clock) -> None:
    book = Notebook.open(Path(shutil.copy(FILES / "schema-2.kithbook", tmp_path)), state=tmp_path / "s", clock=clock)
    try:
        ada = book.contacts.find("Ada Lovelace")
        assert [one.name for one in book.relations.of(ada)] == ["Anne", "Zoë Martin"]
        assert [want.strength for want in book.wants.of(ada)] == [2]
        assert [(str(one.price), one.currency) for one in book.products.purchases(ada)] == [("900.00", "GBP")]
        assert [quote.text for quote in book.stories.quotable()] == ["It weaves algebra."]
        assert {favour.kind for favour in book.favours.of(ada)} == {"advice", "item"}
        assert book.permissions.may(ada, "letter", "offers").state == "granted"
        assert [item.text for item in book.closing.waiting(ada)] == ["ask about cards"]
        assert [step.text for plan in book.plans.of(ada) for step in plan.steps] == ["draw it"]
        assert len(book.offers.of(ada)) == len(book.introductions.of(ada)) == len(book.shelf.all()) == 1
        assert [answer.text for question in book.questions.of() for answer in question.answers] == ["Brass!"]
        assert sorted(fact.confirmed for fact in book.facts.of(ada))[-1] == 1
    finally:
        book.close()


def test_there_is_a_file_of_the_current_schema() -> None:
    versions = set()
    for file in FILES.glob("*.kithbook"):
        connection = sqlite3.connect(file)
        versions.add(connection.execute("PRAGMA user_version").fetchone()[0])
        connection.close()
    assert versions == set(range(1, database.SCHEMA_VERSION + 1))


def test_a_newer_file_is_refused(notebook: Callable[..., Notebook], tmp_path: Path) -> None:
    book = notebook("later.kithbook")
    with book.db.write():
        book.db.execute(f"PRAGMA user_version={database.SCHEMA_VERSION + 1}")
    book.close()
    with pytest.raises(NotebookTooNew):
        Database.open(tmp_path / "later.kithbook")


@pytest.mark.parametrize("file", sorted(FILES.glob("*.kithbook")), ids=lambda file: file.stem)
def test_an_old_file_can_be_looked_at_without_being_touched(file: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.kithbook"
    shutil.copy(file, old)
    before = old.read_bytes()
    book = Notebook.open(old, state=tmp_path / "state", read_only=True)
    try:
        [ada] = book.contacts.search("lovelace")
        assert book.insight.brief(ada).lines and book.colleagues.me().interests is not None
        assert [due.kind for due in book.reminders.agenda(days=400)]
    finally:
        book.close()
    assert old.read_bytes() == before and [path.name for path in tmp_path.glob("*.kithbook*")] == ["old.kithbook"]
