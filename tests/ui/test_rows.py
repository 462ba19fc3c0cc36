"""`IdRows`: exact signals, rows in pages, repaint of what was touched; watched by Qt's own model tester."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from ui.rows import IdRows, RowRole, plain_tip


@dataclass(frozen=True)
class Line:
    id: int


class Source:
    """Counts what is fetched."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.gone: set[int] = set()

    def __call__(self, ids: list[int]) -> list[Line]:
        self.asked.append(ids)
        return [Line(id) for id in ids if id not in self.gone]


@pytest.fixture
def source() -> Source:
    return Source()


def model(source: Source, ids: list[int], page: int = 10) -> IdRows[Line]:
    made: IdRows[Line] = IdRows(source, page=page)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.set_ids(ids)
    return made


@given(st.lists(st.lists(st.integers(0, 30), unique=True), min_size=1, max_size=6))
def test_any_list_after_any_other_is_announced_exactly(qapp: object, lists: list[list[int]]) -> None:
    rows = model(Source(), [])
    told: list[int] = []
    rows.rowsInserted.connect(lambda _, first, last: told.__setitem__(slice(first, first), [0] * (last - first + 1)))
    rows.rowsRemoved.connect(lambda _, first, last: told.__delitem__(slice(first, last + 1)))
    for ids in lists:
        rows.set_ids(ids)
        assert list(rows.ids) == ids
        assert len(told) == len(ids)
        assert [rows.row_at(place).id for place in range(len(ids))] == ids


def test_a_persistent_index_follows_its_id_through_moves_and_shuffles(qapp: object, source: Source) -> None:
    rows = model(source, list(range(20)))
    followed = QPersistentModelIndex(rows.index(7, 0))
    rows.set_ids([*range(7), *range(8, 20), 7])
    assert followed.row() == 19
    shuffled = list(range(20))
    random.Random(1).shuffle(shuffled)
    rows.set_ids(shuffled)
    assert shuffled[followed.row()] == 7
    rows.set_ids([id for id in shuffled if id != 3])
    assert rows.id_at(followed.row()) == 7


def test_rows_are_fetched_by_page_and_once(qapp: object, source: Source) -> None:
    rows = model(source, list(range(100)))
    rows.row_at(0)
    source.asked.clear()
    assert rows.row_at(45) == Line(45)
    assert rows.row_at(41) == Line(41)
    assert source.asked == [list(range(40, 50))]


def test_a_new_list_fetches_a_screenful_and_the_rest_when_idle(qapp: object, source: Source, qtbot: QtBot) -> None:
    rows = model(source, list(range(200)), page=100)
    source.asked.clear()
    rows.set_ids(list(range(100, 300)))
    rows.row_at(0)
    assert [len(ids) for ids in source.asked] == [24]
    qtbot.waitUntil(lambda: len(source.asked) > 1)
    assert rows.row_at(99) == Line(199)
    assert [len(ids) for ids in source.asked] == [24, 76]


def test_a_touched_row_is_fetched_again_and_repainted_alone(qapp: object, source: Source) -> None:
    rows = model(source, list(range(100)))
    for place in range(10):
        rows.row_at(place)
    painted: list[tuple[int, int]] = []
    rows.dataChanged.connect(lambda first, last: painted.append((first.row(), last.row())))
    rows.refresh([3, 77, 4711])
    assert painted == [(3, 3)]
    rows.row_at(3)
    assert source.asked[-1] == [3]


def test_a_row_that_is_gone_is_empty_until_the_list_is_asked_again(qapp: object, source: Source) -> None:
    source.gone = {4}
    rows = model(source, list(range(10)))
    assert rows.row_at(4) is None
    assert rows.data(rows.index(4, 0), Qt.ItemDataRole.DisplayRole) == ""
    assert rows.data(rows.index(5, 0), RowRole) == Line(5)


def test_tooltips_are_never_taken_for_markup() -> None:
    assert plain_tip("Ada & Bo") == "Ada & Bo"
    assert plain_tip("<b>Ada</b>") == "<span>&lt;b&gt;Ada&lt;/b&gt;</span>"
