"""The tab Plan: intentions, steps with reminders, ticking, moving, and what is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.value.conftest import TODAY

if TYPE_CHECKING:
    from notebook.book import Notebook
    from tests.ui.value.conftest import Shown


@pytest.fixture
def plan(shown: Callable[..., Shown], book: Notebook, ann: bytes) -> Shown:
    from ui.value.plan import PlanTab

    held = shown(PlanTab, 480, 500)
    held.pane.show_contact(book.contacts.get(ann))
    held.settle()
    return held


def type_into(plan: Shown, line: object, text: str) -> None:
    line.setFocus()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    plan.settle()


def test_an_intention_and_its_steps_are_typed(plan: Shown, book: Notebook, ann: bytes) -> None:
    assert plan.pane._teach.isVisible()
    type_into(plan, plan.pane.adding, "Help her find a second shop")
    intention = book.plans.of(ann)[0]
    block = plan.pane.block(intention.id)
    type_into(plan, block.adding, "ask the town by Friday")
    type_into(plan, block.adding, "introduce her (carefully) to the landlord")
    steps = book.plans.get(intention.id).steps
    assert [(step.text, step.day) for step in steps] == [
        ("ask the town", TODAY + timedelta(days=7)), ("introduce her (carefully) to the landlord", None)]
    assert "ask the town" in [str(due.text) for due in book.reminders.agenda(days=30)]
    assert not plan.pane._teach.isVisible()


def test_a_day_that_is_none_stays_in_the_words_and_that_is_said(plan: Shown, book: Notebook, ann: bytes) -> None:
    help_her = book.plans.intend(ann, "Help her")
    plan.settle()
    type_into(plan, plan.pane.block(help_her).adding, "ask the town by 30 February")
    [intention] = book.plans.of(ann)
    assert [(step.text, step.day) for step in intention.steps] == [("ask the town by 30 February", None)]
    assert plan.told[-1] == (
        "Not understood: by 30 February. There is no such day. Write a day like 5 March or 2026-03-05.")


def test_ticked_here_is_ticked_there_and_back(plan: Shown, book: Notebook, ann: bytes) -> None:
    intention = book.plans.intend(ann, "Help her")
    step = book.plans.add_step(intention, "ask", TODAY)
    plan.settle()
    row = plan.pane.block(intention).row(step)
    row.tick.click()
    plan.settle()
    assert book.plans.get(intention).steps[0].state == "done"
    assert "ask" not in [str(due.text) for due in book.reminders.agenda(days=30)]
    assert plan.undoable == ["Tick a step"]
    assert row.tick.accessibleName() == "Done: ask. Open it again"
    row.tick.click()
    plan.settle()
    assert (book.plans.get(intention).steps[0].state, book.plans.get(intention).steps[0].day) == ("open", None)


def test_a_reminder_that_is_ticked_ticks_the_step(plan: Shown, book: Notebook, ann: bytes) -> None:
    intention = book.plans.intend(ann, "Help her")
    step = book.plans.add_step(intention, "ask", TODAY)
    plan.settle()
    due = next(one for one in book.reminders.agenda(days=3) if str(one.text) == "ask")
    book.reminders.done(due.subject, due.day)
    plan.settle()
    assert plan.pane.block(intention).row(step).tick.accessibleName().startswith("Done")


def test_overdue_is_said_in_words(plan: Shown, book: Notebook, ann: bytes) -> None:
    intention = book.plans.intend(ann, "Help her")
    step = book.plans.add_step(intention, "ask", TODAY - timedelta(days=3))
    plan.settle()
    when = plan.pane.block(intention).row(step).when
    assert when.text() == "overdue since 17 Nov 2026"
    QTest.keyClick(when, Qt.Key.Key_Delete)
    plan.settle()
    assert book.plans.get(intention).steps[0].day is None
    assert book.reminders.agenda(days=30) == []


def test_steps_and_intentions_move_by_keyboard(plan: Shown, book: Notebook, ann: bytes) -> None:
    first, second = book.plans.intend(ann, "one"), book.plans.intend(ann, "two")
    a, b = book.plans.add_step(first, "a"), book.plans.add_step(first, "b")
    plan.settle()
    row = plan.pane.block(first).row(b)
    row.tick.setFocus()
    QTest.keyClick(row.tick, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    plan.settle()
    assert [step.id for step in book.plans.get(first).steps] == [b, a]
    block = plan.pane.block(first)
    block.done.setFocus()
    QTest.keyClick(block.done, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    plan.settle()
    assert [one.id for one in book.plans.of(ann)] == [second, first]
    plan.pane.block(first).up.click()
    plan.settle()
    assert [one.id for one in book.plans.of(ann)] == [first, second]


def test_done_is_folded_and_opened_again(plan: Shown, book: Notebook, ann: bytes) -> None:
    intention = book.plans.intend(ann, "Help her")
    plan.settle()
    plan.pane.block(intention).done.click()
    plan.settle()
    assert plan.undoable == ["Done: Help her"]
    assert plan.pane.block(intention) is None
    assert plan.pane.closed_turn.text() == "Show 1 done or dropped"
    plan.pane.closed_turn.click()
    assert len(plan.pane._closed) == 1
    plan.pane._do("reopen", book.plans.get(intention), None)
    plan.settle()
    assert plan.pane.block(intention) is not None
    assert plan.pane.closed_turn.isHidden()


def test_words_and_deleting(plan: Shown, book: Notebook, ann: bytes) -> None:
    intention = book.plans.intend(ann, "Help her")
    step = book.plans.add_step(intention, "ask", TODAY)
    plan.settle()
    block = plan.pane.block(intention)
    block.text.setPlainText("Help her a lot")
    block.text.finish()
    block.row(step).text.setPlainText("ask twice")
    block.row(step).text.finish()
    plan.settle()
    held = book.plans.get(intention)
    assert (held.text, held.steps[0].text) == ("Help her a lot", "ask twice")
    block.row(step)._remove.click()
    plan.settle()
    assert book.plans.get(intention).steps == ()
    assert book.reminders.agenda(days=30) == []
    book.undo()
    plan.settle()
    assert [due.day for due in book.reminders.agenda(days=30)] == [TODAY]
