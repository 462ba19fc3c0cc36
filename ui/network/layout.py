"""Where everybody stands in a picture of a network, so that no two labels ever overlap. Pure: numbers in, numbers out.

The contact stands in the middle, the first step in a column on each side and the second in another behind it, each
beside whom they hang on; columns are bent a little, so that it looks like a ring. Where there is no room for both
sides, everything stands on one. What does not fit makes the picture higher (or wider), never tighter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MARGIN = 12.0
GAP = 6.0  # between a node and its label
RAYS = 46.0  # from the middle to the first step
SECOND, NEAREST = 40.0, 22.0  # from the labels of the first step to the second; where it is tight
BEND = 30.0  # how far the ends of a column come towards the middle, at most
BETWEEN, APART = 3.0, 8.0  # between rows; between those that hang on different people
TALLEST = 22.0  # that rows are spread, at most, where there is room
LEAST, ENOUGH, MOST = 72.0, 84.0, 190.0  # the width of a label
MIDDLE = 132.0  # of that in the middle, at most


@dataclass(frozen=True, slots=True)
class Spot:
    """What wants a place: its radius, and the size its label would like. ``near``: the index of whom it hangs on."""

    near: int | None
    radius: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where it stands: the middle of the node, the box of its label, and on which side (-1 left, 1 right, 0 middle)."""

    x: float
    y: float
    left: float
    top: float
    width: float
    height: float
    side: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The places, in the order of the spots, and the size of the whole."""

    width: float
    height: float
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """One of the first step with those that hang on it."""

    first: int
    rest: tuple[int, ...]
    height: float


def arrange(spots: Sequence[Spot], width: float, height: float) -> Layout:
    """Places for all; the first spot is the middle, the others hang on it or on one that does.

    ``width`` and ``height``: the room there is. The same spots in the same room always stand the same.
    """
    if not spots:
        return Layout(width, height, ())
    groups = _groups(spots)
    middle = spots[0]
    around = max(middle.radius, min(middle.width, MIDDLE) / 2)
    both = 2 * (around + RAYS + MARGIN) + 2 * _needed(spots, groups)
    sides = [groups] if width < both or len(groups) < 2 else _halves(groups)
    tall = max((sum(group.height for group in side) for side in sides), default=0.0)
    if len(sides) == 1:  # in a narrow room the name in the middle gives way first
        short = 2 * (around + MARGIN) + RAYS + _needed(spots, groups) - width
        around = max(middle.radius, around - max(0.0, short) / 2)
    below = middle.radius + GAP + middle.height
    size = max(height, tall + 2 * MARGIN, 2 * (below + MARGIN))
    if len(sides) == 1:
        x, rooms = MARGIN + around, [width - 2 * MARGIN - 2 * around - RAYS]
    else:
        rooms = _rooms([_liked(spots, side) for side in sides], width - 2 * MARGIN - 2 * around - 2 * RAYS)
        x = width - MARGIN - rooms[0] - RAYS - around
    places: dict[int, Place] = {}
    for number, (side, room) in enumerate(zip(sides, rooms, strict=True)):
        towards = 1 if number == 0 else -1
        places |= _column(spots, side, towards, x + towards * (around + RAYS), size, room)
    called = min(middle.width, 2 * around)
    places[0] = Place(x, size / 2, x - called / 2, size / 2 + middle.radius + GAP, called, middle.height, 0)
    edge = max((place.left + place.width for place in places.values()), default=0.0)
    return Layout(max(width, edge + MARGIN), size, tuple(places[index] for index in range(len(spots))))


def towards(places: Sequence[Place], current: int, x: int, y: int) -> int:
    """Where an arrow key leads from a place: the nearest in that direction, or the same when there is none."""
    here = places[current]
    best, least = current, float("inf")
    for index, place in enumerate(places):
        along = (place.x - here.x) * x + (place.y - here.y) * y
        across = abs((place.x - here.x) * y) + abs((place.y - here.y) * x)
        if index != current and along > 1 and (cost := along + 2.5 * across) < least and across < 6 * along:
            best, least = index, cost
    return best


def _groups(spots: Sequence[Spot]) -> list[_Group]:
    hangs: dict[int, list[int]] = {}
    for index, spot in enumerate(spots[1:], start=1):
        hangs.setdefault(spot.near or 0, []).append(index)
    return [_Group(first, tuple(rest := hangs.get(first, [])), APART + max(
        _tall(spots[first]), sum(_tall(spots[index]) for index in rest))) for first in hangs.get(0, [])]


def _tall(spot: Spot) -> float:
    return max(spot.height, 2 * spot.radius) + BETWEEN


def _halves(groups: Sequence[_Group]) -> list[list[_Group]]:
    """The first ones on the right, the rest on the left: cut where both sides are most alike."""
    whole = sum(group.height for group in groups)
    best, least, so_far = 1, float("inf"), 0.0
    for cut, group in enumerate(groups[:-1], start=1):
        so_far += group.height
        if max(so_far, whole - so_far) < least:
            best, least = cut, max(so_far, whole - so_far)
    return [list(groups[:best]), list(groups[best:])]


def _needed(spots: Sequence[Spot], groups: Sequence[_Group]) -> float:
    """The width of one side with the narrowest labels that can be read."""
    inner, outer = _fixed(spots, groups)
    return inner + outer + LEAST * (2 if outer else 1)


def _fixed(spots: Sequence[Spot], groups: Sequence[_Group]) -> tuple[float, float]:
    """What the two columns need besides their labels."""
    inner = max((2 * spots[group.first].radius for group in groups), default=0.0) + GAP
    rest = [2 * spots[index].radius for group in groups for index in group.rest]
    return inner, SECOND + max(rest) + GAP if rest else 0.0


def _rooms(liked: Sequence[float], whole: float) -> list[float]:
    """The room of the right and of the left: half of it each, unless one needs more and the other less."""
    right, left = liked
    half = whole / 2
    given = max(half, min(right, whole - left)) if right > half else min(half, max(right, whole - left))
    return [given, whole - given]


def _liked(spots: Sequence[Spot], groups: Sequence[_Group]) -> float:
    """The width of one side on which every label is as wide as it would like."""
    inner, outer = _fixed(spots, groups)
    first, second = _wishes(spots, groups)
    alone = max((min(MOST, spots[group.first].width) for group in groups if not group.rest), default=0.0)
    return max(inner + outer + first + second, inner + alone)


def _wishes(spots: Sequence[Spot], groups: Sequence[_Group]) -> tuple[float, float]:
    """How wide the labels would like to be: of those of the first step on whom somebody hangs, and of the second."""
    first = max((spots[group.first].width for group in groups if group.rest), default=0.0)
    second = max((spots[index].width for group in groups for index in group.rest), default=0.0)
    return min(MOST, first), min(MOST, second)


def _widths(spots: Sequence[Spot], groups: Sequence[_Group], room: float) -> tuple[float, float, float, float]:
    """How wide the labels may be: of the first step, of the second, and of those of the first on whom nobody hangs.

    The last have all the room of their rows. Where it is tight, the way to the second step is shorter by the fourth.
    """
    inner, outer = _fixed(spots, groups)
    first, second = _wishes(spots, groups)
    short = min(SECOND - NEAREST, max(0.0, inner + outer + first + second - room)) if outer else 0.0
    free = room - inner - outer + short
    if first + second > free:  # the first step keeps its names as long as the second has a share that can be read
        first = max(min(first, LEAST), min(first, free - min(second, ENOUGH)))
        second = max(min(second, LEAST), min(second, free - first))
        first = max(min(first, LEAST), min(first, free - second))
    return first, second, max(LEAST, min(MOST, room - inner)), short


def _column(spots: Sequence[Spot], side: Sequence[_Group], towards: int, start: float, size: float,
            room: float) -> dict[int, Place]:
    """The groups of one side, one below the other around the middle line."""
    first, second, alone, short = _widths(spots, side, room)
    taken = sum(group.height for group in side)
    rows = sum(max(1, len(group.rest)) for group in side)
    spread = min(TALLEST, max(0.0, (size - 2 * MARGIN - taken) / max(1, rows)))
    whole = taken + spread * rows
    bend = min(BEND, whole * 0.08)
    inner = max((spots[group.first].radius for group in side), default=0.0)
    rest = [spots[index].radius for group in side for index in group.rest]
    behind = start + towards * (2 * inner + GAP + first + SECOND - short + (max(rest) if rest else 0.0))
    places = {}
    top = (size - whole) / 2

    def put(index: int, base: float, y: float, most: float) -> None:
        spot = spots[index]
        away = (y - size / 2) / (whole / 2) if whole else 0.0
        x = base - towards * bend * away * away
        wide = min(spot.width, most)
        near = x + towards * (spot.radius + GAP)
        places[index] = Place(x, y, near if towards > 0 else near - wide, y - spot.height / 2, wide, spot.height,
                              towards)

    for group in side:
        high = group.height + spread * max(1, len(group.rest))
        put(group.first, start + towards * inner, top + high / 2, first if group.rest else alone)
        free = high - APART - sum(_tall(spots[index]) for index in group.rest)
        y = top + APART / 2
        for index in group.rest:
            step = _tall(spots[index]) + free / len(group.rest)
            put(index, behind, y + step / 2, second)
            y += step
        top += high
    return places
