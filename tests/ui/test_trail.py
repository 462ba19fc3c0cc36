"""The way through the window: back, forward, and what is no stop of its own."""

from __future__ import annotations

from ui.trail import KEPT, Stop, Trail

ANN, BO, TODAY = Stop("contact", b"ann"), Stop("contact", b"bo"), Stop("today")


def test_back_and_forward() -> None:
    trail = Trail()
    assert trail.back() is None and trail.forward() is None
    for stop in (ANN, TODAY, BO):
        trail.arrive(stop)
    assert trail.back() == TODAY and trail.back() == ANN and trail.back() is None
    assert trail.here == ANN
    assert trail.forward() == TODAY
    trail.arrive(BO)  # another way: what was ahead is forgotten
    assert trail.forward() is None and trail.back() == TODAY


def test_stepping_through_the_list_is_one_stop() -> None:
    trail = Trail()
    trail.arrive(TODAY)
    for name in (b"a", b"b", b"c"):
        trail.arrive(Stop("contact", name), stepped=True)
    assert trail.here == Stop("contact", b"c") and trail.back() == TODAY and trail.back() is None


def test_arriving_where_one_is_changes_nothing() -> None:
    trail = Trail()
    trail.arrive(ANN)
    trail.arrive(TODAY)
    trail.back()
    trail.arrive(ANN)  # the window says that it is there now
    assert trail.forward() == TODAY


def test_the_trail_has_an_end() -> None:
    trail = Trail()
    for number in range(3 * KEPT):
        trail.arrive(Stop("contact", bytes([number])))
    steps = 0
    while trail.back() is not None:
        steps += 1
    assert steps == KEPT
