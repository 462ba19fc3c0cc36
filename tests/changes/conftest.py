"""Replicas for the directed tests: ``anna`` and ``bob`` start from the same contact, ``sync`` exchanges everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from notebook.sentences import say
from notebook.storage.database import Database
from tests.changes.replicas import Replica
from tests.conftest import NOW

ADA = b"ada's sixteen id"
PHONE = b"a phone number's"


@pytest.fixture
def replica(tmp_path: Path) -> Iterator[Callable[[str], Replica]]:
    """Makes a replica with a device named like it."""
    Database.create(tmp_path / "empty.kithbook").close()
    made: list[Replica] = []

    def make(name: str) -> Replica:
        path = tmp_path / f"{name}.kithbook"
        made.append(Replica.fresh(tmp_path / "empty.kithbook", path, name.encode().ljust(8), NOW))
        return made[-1]

    yield make
    for one in made:
        one.db.close()


def sync(*replicas: Replica) -> None:
    """Everybody gets everything."""
    for target in replicas:
        for source in replicas:
            if source is not target:
                target.journal.apply(list(source.journal.since(target.journal.coverage())))


def put(replica: Replica, **values: str | int | None) -> None:
    """Edit Ada."""
    with replica.journal.change(say("Change Ada")) as draft:
        draft.set("contact", ADA, values)


@pytest.fixture
def anna(replica: Callable[[str], Replica]) -> Replica:
    anna = replica("anna")
    with anna.journal.change(say("Add Ada")) as draft:
        draft.insert("contact", ADA, {"full_name": "Ada", "given": "Ada"})
    return anna


@pytest.fixture
def bob(anna: Replica, replica: Callable[[str], Replica]) -> Replica:
    bob = replica("bob")
    sync(anna, bob)
    return bob
