"""The geometry of the picture: whatever the network and the room, no two labels overlap and nothing is outside."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from ui.network.layout import LEAST, MARGIN, MOST, Layout, Place, Spot, arrange, towards

SIZES = st.floats(8, 60)
WIDTHS = st.floats(5, 900)


@st.composite
def networks(draw: st.DrawFn, most: int = 60) -> list[Spot]:
    """Up to sixty spots: the middle, a first step, a second that hangs on it; labels of any width."""
    first = draw(st.integers(0, most - 1))
    rest = draw(st.integers(0, most - 1 - first)) if first else 0
    spots = [Spot(None, draw(st.floats(8, 40)), draw(WIDTHS), draw(SIZES))]
    spots += [Spot(0, draw(st.floats(4, 20)), draw(WIDTHS), draw(SIZES)) for _ in range(first)]
    spots += [Spot(draw(st.integers(1, first)), draw(st.floats(4, 20)), draw(WIDTHS), draw(SIZES))
              for _ in range(rest)]  # fmt: skip
    return spots


def node(spot: Spot, place: Place) -> tuple[float, float, float, float]:
    return place.x - spot.radius, place.y - spot.radius, place.x + spot.radius, place.y + spot.radius


def label(place: Place) -> tuple[float, float, float, float]:
    return place.left, place.top, place.left + place.width, place.top + place.height


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    slack = 1e-6
    return (one[0] < other[2] - slack and other[0] < one[2] - slack
            and one[1] < other[3] - slack and other[1] < one[3] - slack)  # fmt: skip


def assert_clear(spots: list[Spot], layout: Layout) -> None:
    boxes = [label(place) for place in layout.places]
    boxes += [node(spot, place) for spot, place in zip(spots, layout.places, strict=True)]
    for one, other in combinations(boxes, 2):
        assert not overlap(one, other), (one, other)
    for box in boxes:
        assert box[0] >= MARGIN / 2 and box[1] >= 0, box
        assert box[2] <= layout.width and box[3] <= layout.height, (box, layout.width, layout.height)


@given(networks(), st.floats(200, 2400), st.floats(120, 1600))
def test_nothing_overlaps_and_nothing_is_outside(spots: list[Spot], width: float, height: float) -> None:
    layout = arrange(spots, width, height)
    assert len(layout.places) == len(spots)
    assert_clear(spots, layout)
    assert layout == arrange(spots, width, height), "the same network always looks the same"


@given(networks(), st.floats(200, 2400), st.floats(120, 1600))
def test_labels_are_as_wide_as_they_want_where_there_is_room(spots: list[Spot], width: float, height: float) -> None:
    roomy = arrange(spots, 4000, height)
    for spot, place in zip(spots[1:], roomy.places[1:], strict=True):
        assert place.width == min(spot.width, MOST)
    for spot, place in zip(spots[1:], arrange(spots, width, height).places[1:], strict=True):
        assert min(spot.width, LEAST) <= place.width + 1e-6


def test_labels_take_the_room_that_others_leave() -> None:
    """In a small picture: nobody hangs on the first, so its row is free; and one side needs less than the other."""
    middle = Spot(None, 26, 101, 18)
    narrow = arrange([middle, Spot(0, 14, 106, 34), Spot(0, 14, 102, 34), Spot(2, 8, 80, 18)], 415, 210)
    assert [place.width for place in narrow.places[1:]] == [106, 86, 80]
    assert_clear([middle, Spot(0, 14, 106, 34), Spot(0, 14, 102, 34), Spot(2, 8, 80, 18)], narrow)
    spots = [middle, Spot(0, 14, 130, 34), Spot(1, 8, 150, 18), Spot(0, 14, 60, 34)]
    both = arrange(spots, 760, 210)
    assert {place.side for place in both.places} == {-1, 0, 1}
    assert [place.width for place in both.places[1:]] == [130, 150, 60]
    assert_clear(spots, both)


def test_sixty_people_fit_a_window() -> None:
    """A real one: 16 near, 43 behind them, names of 110 pixels; no higher than the window, both sides used."""
    spots = [Spot(None, 26, 120, 18), *(Spot(0, 14, 110, 34) for _ in range(16))]
    spots += [Spot(1 + place % 16, 9, 130, 18) for place in range(43)]
    layout = arrange(spots, 1100, 720)
    assert (layout.width, layout.height) == (1100, 720)
    assert {place.side for place in layout.places} == {-1, 0, 1}
    assert_clear(spots, layout)
    narrow = arrange(spots, 560, 720)
    assert {place.side for place in narrow.places} == {0, 1} and narrow.width == 560
    assert_clear(spots, narrow)


@given(networks(most=30))
def test_arrows_reach_everybody(spots: list[Spot]) -> None:
    """From the middle, by arrow keys alone."""
    places = arrange(spots, 1000, 700).places
    reached, fresh = {0}, [0]
    while fresh:
        here = fresh.pop()
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            there = towards(places, here, x, y)
            if there not in reached:
                reached.add(there)
                fresh.append(there)
    assert reached == set(range(len(spots)))


def test_an_arrow_without_anybody_there_stays() -> None:
    places = arrange([Spot(None, 20, 60, 18), Spot(0, 12, 60, 18)], 400, 300).places
    assert towards(places, 0, 1, 0) == 1 and towards(places, 1, -1, 0) == 0
    assert towards(places, 0, -1, 0) == 0 and towards(places, 1, 0, 1) == 1
