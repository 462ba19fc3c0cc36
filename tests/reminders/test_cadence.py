"""Staying in touch: pure date arithmetic."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.errors import Refused
from notebook.reminders.cadence import Cadence, cadence_of, checked, effective

GAPS = st.one_of(st.none(), st.integers(1, 3660))


def test_ideal_brings_it_up_and_maximum_makes_it_late() -> None:
    cadence = Cadence(28, 40)
    assert cadence.due(date(2026, 1, 1)) == date(2026, 1, 29)
    assert cadence.bearable(cadence.due(date(2026, 1, 1))) == date(2026, 2, 10)
    assert Cadence(28).bearable(date(2026, 1, 29)) == date(2026, 1, 29)


def test_spoken() -> None:
    assert [str(Cadence(n).spoken()) for n in (1, 7, 10, 28)] == [
        "stay in touch every day", "stay in touch every week", "stay in touch every 10 days",
        "stay in touch every 4 weeks",
    ]  # fmt: skip


def test_own_wins_over_groups_and_the_tightest_group_over_others() -> None:
    groups = [Cadence(90, None, "Friends"), Cadence(30, 60, "Customers"), Cadence(30, 45, "Key accounts")]
    assert effective(Cadence(200), groups) == Cadence(200)
    assert effective(None, groups) == Cadence(30, 45, "Key accounts")
    assert effective(None, []) is None


@pytest.mark.parametrize(("ideal", "maximum"), [(0, None), (-1, 3), (3661, None), (10, 9), (None, 0)])
def test_gaps_without_sense(ideal: int | None, maximum: int | None) -> None:
    with pytest.raises(Refused):
        checked(ideal, maximum)


@given(GAPS, GAPS, st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_late_is_never_before_due(ideal: int | None, maximum: int | None, since: date) -> None:
    cadence = cadence_of(ideal, maximum)
    assert (cadence is None) == (ideal is None and maximum is None)
    if cadence is not None:
        assert since < cadence.due(since) <= cadence.bearable(cadence.due(since))
        assert cadence.due(since) - since == timedelta(days=cadence.ideal)


@given(st.lists(st.builds(Cadence, st.integers(1, 400), GAPS, st.text(max_size=3)), max_size=6))
def test_no_group_is_tighter_than_the_effective_one(groups: list[Cadence]) -> None:
    chosen = effective(None, groups)
    assert chosen is None or all(chosen.ideal <= group.ideal for group in groups)
