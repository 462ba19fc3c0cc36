"""Three replicas, any order, any clock, any damage: the state machine of `machine` (sync.md 9)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.changes.machine import make_ready
from tests.changes.meeting import Replicas


def test_replicas_are_what_their_changes_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, thorough: bool
) -> None:
    make_ready(Replicas, tmp_path, monkeypatch)
    run_state_machine_as_test(
        Replicas,
        settings=settings(
            max_examples=5_000 if thorough else 200,
            stateful_step_count=60 if thorough else 25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
