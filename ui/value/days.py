"""Days of a want, typed as in the line: by when it is wanted, and when to come back to it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from notebook import PartialDate, Refused, due_days, say
from ui.words import day

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from notebook import Clock


def ask_due(window: QWidget, clock: Clock, want: Any, keep: Callable[[dict[str, Any]], object]) -> QDialog:
    """By when is it wanted? A month or a year means its last day; an empty line: no day."""
    form = _tr("By when is it wanted? For example: {examples}. Empty: no day.")
    return _ask(window, form, want.due, lambda text: keep({"due": last_day(text, clock)}))


def ask_back(window: QWidget, clock: Clock, want: Any, keep: Callable[[dict[str, Any]], object]) -> QDialog:
    """When to come back to it? A month or a year means its first day; an empty line: not by itself.

    What is urgent or has a day of its own comes up all the same (`notebook.timeline.horizons`).
    """
    def take(text: str) -> None:
        back = first_day(text, clock)
        if back is not None and back < clock.today():
            raise Refused(say("Choose a day from today on, not {day}.", day=back))
        keep({"revisit": back})

    form = _tr("Come back to it when? For example: {examples}. Empty: not by itself.")
    if want.due is not None:
        form = _tr("Come back to it when? For example: {examples}. Empty: on its day.")
    elif want.horizon == "now":
        form = _tr("Come back to it when? For example: {examples}. Empty: a week after it was noted.")
    return _ask(window, form, want.revisit, take)


def last_day(text: str, clock: Clock) -> date | None:
    """The last day that a typed text means; None for an empty one. Raises `Refused`."""
    return _days(text, clock)[1]


def first_day(text: str, clock: Clock) -> date | None:
    """The first one, and of a month or year that has begun today. Raises `Refused`."""
    first, last = _days(text, clock)
    today = clock.today()
    return today if first is not None and last is not None and first < today <= last else first


def _days(text: str, clock: Clock) -> tuple[date | None, date | None]:
    from ui.contacts.typed_dates import read_date

    if not text.strip():
        return None, None
    found = due_days(text, clock)
    if found is not None:
        return found
    try:
        return _span(read_date(text))
    except Refused as error:
        raise Refused(say("This is no day: {text}. Write it like May 2027, in 3 months or 3 May 2027.",
                          text=" ".join(text.split()))) from error


def _span(typed: PartialDate) -> tuple[date, date]:
    """A day, a month or a year as its first and last day."""
    if typed.year is None:
        raise Refused(say("Add the year, please."))
    if typed.month is None:
        return date(typed.year, 1, 1), date(typed.year, 12, 31)
    last = monthrange(typed.year, typed.month)[1]
    return date(typed.year, typed.month, typed.day or 1), date(typed.year, typed.month, typed.day or last)


def _ask(window: QWidget, form: str, held: date | None, take: Callable[[str], object]) -> QDialog:
    from ui.asking import ask_line

    shown = day(held) if held is not None else ""

    def changed(text: str) -> None:
        if text.strip() != shown:
            take(text)

    return ask_line(window, form.format(examples=_tr("May 2027, in 3 months, 3 May 2027")), shown, changed)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Value", text)
