"""Health rings in the list: read many at once, with their reasons, fresh after a change, and off for who wants none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from notebook import say
from notebook.book import Notebook
from tests.ui.settling import settle
from ui.contacts.rings import AT_ONCE
from ui.window import MainWindow

Open = Callable[..., MainWindow]


@pytest.fixture
def ann(book: Notebook) -> bytes:
    """Somebody spoken with, to whom a promise is overdue."""
    made = book.contacts.create("Ann Baker")
    book.timeline.log([made], "call", "hello", direction="out")
    book.promises.make(made, "the list", due=book.clock.today() - timedelta(days=3))
    return made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many people's health was read, each time it was."""
    from notebook.insight.service import Insight

    many: list[int] = []
    read = Insight.healths

    def healths(self: Insight, contacts: Sequence[bytes]) -> Any:
        many.append(len(contacts))
        return read(self, contacts)

    monkeypatch.setattr(Insight, "healths", healths)
    return many


def pixel(window: MainWindow, row: int) -> str:
    """The colour at twelve o'clock of a row's ring (where it begins to be filled)."""
    rect = window.people.list.visualRect(window.people.rows.index(row, 0))
    image = window.people.list.viewport().grab(rect).toImage()
    metrics = window.people._delegate._name_metrics.height()
    top = (rect.height() - metrics - window.people._delegate._small_metrics.height() - 2) // 2 + (metrics - 14) // 2
    return image.pixelColor(QPoint(rect.width() - 1 - 12 - 7 + 2, top + 2)).name()


def scored(window: MainWindow, contact: bytes) -> int | None:
    return window.people.rows.rings._scores.get(contact)


def test_rings_show_the_health_of_each(window: Open, book: Notebook, ann: bytes, qtbot: QtBot) -> None:
    bo = book.contacts.create("Bo Lind", email="bo@example.com")
    one = window()
    qtbot.waitUntil(lambda: scored(one, bo) is not None)
    assert {who: scored(one, who) for who in (ann, bo)} == {
        who: health.score for who, health in book.insight.healths([ann, bo]).items()}
    one.people.list.viewport().repaint()
    scores = sorted(one.people.rows.rings.pixmap(score, 1.0).cacheKey() for score in (10, 50, 90))
    assert len(set(scores)) == 3
    row = one.people.rows.row_of(bo)
    assert pixel(one, row) not in (one.theme.color("surface").name(), one.theme.color("background").name())


def test_the_screen_is_read_at_once_and_only_once(window: Open, book: Notebook, ann: bytes, asked: list[int],
                                                  qtbot: QtBot) -> None:
    with book.change(say("Add many")):
        for number in range(300):
            book.contacts.create(f"Person {number:03}")
    one = window()
    qtbot.waitUntil(lambda: scored(one, ann) is not None)
    settle(one, qtbot)
    asked.clear()
    for _ in range(20):
        one.people.list.viewport().repaint()
    settle(one, qtbot)
    assert asked == [], "what is known is not asked again"
    bar = one.people.list.verticalScrollBar()
    for value in range(0, bar.maximum(), 200):
        bar.setValue(value)
        one.people.list.viewport().repaint()
    bar.setValue(bar.maximum())
    last = one.people.rows.id_at(one.people.rows.rowCount() - 1)
    qtbot.waitUntil(lambda: scored(one, last) is not None)
    assert len(asked) <= 4 and max(asked) <= AT_ONCE, "set by set, not row by row"


def test_a_kept_promise_fills_the_ring_further(window: Open, book: Notebook, ann: bytes, qtbot: QtBot) -> None:
    one = window()
    qtbot.waitUntil(lambda: scored(one, ann) is not None)
    before = scored(one, ann)
    [promise] = book.promises.of(ann)
    book.promises.keep(promise.id)
    qtbot.waitUntil(lambda: (scored(one, ann) or 0) > (before or 0))
    book.undo()
    qtbot.waitUntil(lambda: scored(one, ann) == before)


def test_the_reasons_are_one_hover_or_one_key_away(window: Open, book: Notebook, ann: bytes, qtbot: QtBot) -> None:
    one = window()
    qtbot.waitUntil(lambda: scored(one, ann) is not None)
    index = one.people.rows.index(0, 0)
    assert "Health" in index.data(Qt.ItemDataRole.ToolTipRole) and "lowest" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert f"health {scored(one, ann)} of 100" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    qtbot.waitUntil(lambda: one.person.ring is not None and one.person.ring.health is not None)
    one.people.list.setFocus()
    one.actions_["health"].trigger()
    page = one.findChild(object, "healthPage")
    qtbot.waitUntil(lambda: any("we kept 0 of 1 promise" in part.text() for part in page.parts))
    page.close()


def test_rings_can_be_left_out_and_stay_out(window: Open, book: Notebook, ann: bytes, asked: list[int],
                                            qtbot: QtBot) -> None:
    one = window()
    qtbot.waitUntil(lambda: scored(one, ann) is not None)
    assert one.actions_["rings"].isChecked()
    one.actions_["rings"].trigger()
    assert one.people.rows.rings is None and not one.people.rows.ringed
    assert "Health" not in one.people.rows.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    one.close()
    asked.clear()
    again = window()
    assert again.people.rows.rings is None and not again.actions_["rings"].isChecked()
    settle(again, qtbot)
    assert all(many == 1 for many in asked), "only for whom is shown"
    again.actions_["rings"].trigger()
    qtbot.waitUntil(lambda: again.people.rows.rings is not None and scored(again, ann) is not None)


def test_a_compact_list_has_one_line_each_and_stays_so(window: Open, ann: bytes, qtbot: QtBot) -> None:
    one = window()
    high = one.people.list.rowHeight(0)
    one.actions_["compact"].trigger()
    assert one.people.list.rowHeight(0) < 0.75 * high
    one.close()
    again = window()
    assert again.people.list.rowHeight(0) < 0.75 * high and again.actions_["compact"].isChecked()
    again.actions_["compact"].trigger()
    assert again.people.list.rowHeight(0) == high
