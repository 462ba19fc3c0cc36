"""By when something is wanted, and when to come back to it: typed as in the line, one change, undone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit

from notebook import Refused
from ui.value.days import first_day, last_day

if TYPE_CHECKING:
    from notebook.book import Notebook
    from tests.ui.value.conftest import Shown


@pytest.mark.parametrize(("typed", "first", "last"), [
    ("May 2027", date(2027, 5, 1), date(2027, 5, 31)),
    ("in May", date(2027, 5, 1), date(2027, 5, 31)),
    ("in 3 months", date(2027, 2, 20), date(2027, 2, 20)),
    ("3 months", date(2027, 2, 20), date(2027, 2, 20)),
    ("end of May", date(2027, 5, 31), date(2027, 5, 31)),
    ("2 May 2027", date(2027, 5, 2), date(2027, 5, 2)),
    ("2027-05-02", date(2027, 5, 2), date(2027, 5, 2)),
    ("Friday", date(2026, 11, 27), date(2026, 11, 27)),
    ("next month", date(2026, 12, 1), date(2026, 12, 31)),
    ("2027", date(2027, 1, 1), date(2027, 12, 31)),
    ("2027-05", date(2027, 5, 1), date(2027, 5, 31)),
    ("this month", date(2026, 11, 20), date(2026, 11, 30)),
    ("", None, None),
])  # fmt: skip
def test_what_is_typed_means(typed: str, first: date | None, last: date | None, book: Notebook) -> None:
    assert (first_day(typed, book.clock), last_day(typed, book.clock)) == (first, last)


@pytest.mark.parametrize("typed", ["soon", "30 February 2027", "in 3 moths", "<b>"])
def test_what_is_no_day_is_refused_with_an_example(typed: str, book: Notebook) -> None:
    with pytest.raises(Refused, match="May 2027, in 3 months or 3 May 2027"):
        last_day(typed, book.clock)


def dialog(tab: Shown) -> Any:
    return next(one for one in tab.pane.window().findChildren(QDialog, "nameDialog") if one.isVisible())


def answer(tab: Shown, text: str) -> Any:
    asked = dialog(tab)
    asked.findChild(QLineEdit).setText(text)
    asked.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    tab.settle()
    return asked


def test_a_day_of_its_own_is_typed_changed_taken_away_and_undone(tab: Shown, book: Notebook, ann: bytes) -> None:
    want = book.wants.of(ann)[0]
    row = tab.pane.wants.row(want.id)
    assert want.due is None and row.until.text().strip() == "by when …"
    row.sure.setFocus()
    QTest.keyClick(row.sure, Qt.Key.Key_B)
    answer(tab, "May 2027")
    held = book.wants.get(want.id)
    assert held.due == date(2027, 5, 31) and held.horizon == "year" and held.revisit == date(2027, 5, 17)
    assert row.until.text().strip() == "by 31 May 2027" and "31 May 2027" in row.until.accessibleName()
    assert row.back.text().strip() == "17 May 2027"
    row.until.click()
    assert dialog(tab).findChild(QLineEdit).text() == "31 May 2027"
    before = book.undo_mark()
    answer(tab, "31 May 2027")
    assert book.undo_mark() == before, "what stays as it was is no change"
    row.until.click()
    answer(tab, "")
    assert book.wants.get(want.id).due is None and row.until.text().strip() == "by when …"
    book.undo()
    tab.settle()
    assert book.wants.get(want.id).due == date(2027, 5, 31) and "31 May 2027" in row.until.text()
    book.undo()
    tab.settle()
    assert book.wants.get(want.id) == want


def test_when_to_come_back_is_typed_too(tab: Shown, book: Notebook, ann: bytes) -> None:
    want = book.wants.of(ann)[0]
    row = tab.pane.wants.row(want.id)
    row.sure.setFocus()
    QTest.keyClick(row.sure, Qt.Key.Key_C)
    answer(tab, "in 3 months")
    held = book.wants.get(want.id)
    assert (held.revisit, held.due, held.horizon) == (date(2027, 2, 20), None, want.horizon)
    row.back.click()
    asked = answer(tab, "2 May 2020")
    told = "\n".join(one.text() for one in asked.findChildren(QLabel))
    assert asked.isVisible() and "Choose a day from today on" in told
    asked = answer(tab, "some day soon")
    assert asked.isVisible() and "This is no day: some day soon" in "\n".join(
        one.text() for one in asked.findChildren(QLabel))
    answer(tab, "")
    assert book.wants.get(want.id).revisit is None and row.back.text().strip() == "come back …"
    book.undo()
    assert book.wants.get(want.id).revisit == date(2027, 2, 20)
