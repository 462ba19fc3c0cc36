"""Ids: what is made first sorts first, whatever the clock can tell apart; and nobody ever gets one twice."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from notebook.changes.ids import Ids, read_id, show_id

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@given(st.datetimes(datetime(1970, 1, 2), datetime(3000, 1, 1)))
def test_an_id_is_a_uuid_of_version_7_and_tells_its_millisecond(at: datetime) -> None:
    now = at.replace(tzinfo=UTC)
    made = Ids().new(now)
    told = uuid.UUID(bytes=made)
    assert (told.version, told.variant) == (7, uuid.RFC_4122)
    assert int.from_bytes(made[:6], "big") == int(now.timestamp() * 1000)
    assert (show_id(made), read_id(show_id(made))) == (str(told), made)


def test_what_is_made_in_one_millisecond_sorts_in_the_order_it_was_made() -> None:
    ids = Ids()
    made = [ids.new(NOW) for _ in range(20_000)]
    assert made == sorted(made)
    assert len({one[:6] for one in made}) == 1  # the time is still the time
    later = ids.new(NOW + timedelta(milliseconds=1))
    assert later > made[-1]
    assert later[6:] != made[-1][6:]


def test_no_id_is_made_twice_not_even_by_two_threads_or_a_clock_that_goes_back() -> None:
    ids = Ids()
    times = [NOW, NOW - timedelta(seconds=1)] * 5_000
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(ids.new, times))
    assert len(set(made)) == len(made)


def test_a_clock_that_is_set_back_a_little_keeps_the_order_and_one_set_back_far_is_believed() -> None:
    ids = Ids()
    made = [ids.new(NOW + timedelta(milliseconds=at)) for at in (0, 400, 100, 399, 0, 401)]
    assert made == sorted(made)
    long_ago = ids.new(NOW - timedelta(days=1))
    assert long_ago < made[0]
    assert int.from_bytes(long_ago[:6], "big") == int((NOW - timedelta(days=1)).timestamp() * 1000)


def test_ids_of_one_millisecond_cannot_be_guessed_from_each_other() -> None:
    ids = Ids()
    made = [int.from_bytes(ids.new(NOW)[8:], "big") for _ in range(1_000)]
    steps = {b - a for a, b in pairwise(made)}
    assert len(steps) == 999
    assert max(steps) > 1 << 40
