"""Ids: what is made first sorts first, whatever the clock can tell apart; and nobody ever gets one twice."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from notebook.changes.ids import new_id, read_id, show_id

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@given(st.datetimes(datetime(1970, 1, 2), datetime(3000, 1, 1)))
def test_an_id_is_a_uuid_of_version_7_and_tells_its_millisecond(at: datetime) -> None:
    now = at.replace(tzinfo=UTC)
    made = new_id(now)
    told = uuid.UUID(bytes=made)
    assert (told.version, told.variant) == (7, uuid.RFC_4122)
    assert int.from_bytes(made[:6], "big") == int(now.timestamp() * 1000)
    assert (show_id(made), read_id(show_id(made))) == (str(told), made)


def test_what_is_made_in_one_millisecond_sorts_in_the_order_it_was_made() -> None:
    made = [new_id(NOW) for _ in range(20_000)]
    assert made == sorted(made)
    assert len({one[:6] for one in made}) == 1  # the time is still the time
    later = new_id(NOW + timedelta(milliseconds=1))
    assert later > made[-1]
    assert later[6:] != made[-1][6:]


def test_no_id_is_made_twice_not_even_by_two_threads_or_a_clock_that_goes_back() -> None:
    times = [NOW, NOW - timedelta(seconds=1)] * 5_000
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(new_id, times))
    assert len(set(made)) == len(made)


def test_ids_of_one_millisecond_cannot_be_guessed_from_each_other() -> None:
    made = [int.from_bytes(new_id(NOW)[8:], "big") for _ in range(1_000)]
    steps = {b - a for a, b in pairwise(made)}
    assert len(steps) == 999
    assert max(steps) > 1 << 40
