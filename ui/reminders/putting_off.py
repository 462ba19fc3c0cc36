"""The days something can be put off or moved to, as entries of a menu; wherever something is due, the same ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu, QWidget

from notebook import Clock
from ui.timeline.moment import MomentDialog


def _tr(text: str) -> str:
    return QCoreApplication.translate("PuttingOff", text)


def add_days(menu: QMenu, clock: Clock, owner: QWidget, take: Callable[[date], object],
             title: str = "") -> None:
    """Tomorrow, in three days, next week, in a month, or a day that is chosen; ``take`` gets it.

    ``title``: what choosing a day is called, where it is not put off.
    """
    today = clock.today()
    monday = today + timedelta(days=7 - today.weekday())
    for text, day in ((_tr("Tomorrow"), today + timedelta(days=1)), (_tr("In three days"), today + timedelta(days=3)),
                      (_tr("Next week"), monday), (_tr("In a month"), today + timedelta(days=30))):
        menu.addAction(text).triggered.connect(lambda checked=False, day=day: take(day))
    menu.addSeparator()
    menu.addAction(_tr("Choose a day …")).triggered.connect(lambda: pick_day(clock, owner, take, title))


def pick_day(clock: Clock, owner: QWidget, take: Callable[[date], object], title: str = "") -> None:
    """Ask for a day after today."""
    tomorrow = clock.today() + timedelta(days=1)
    dialog = MomentDialog(title or _tr("Put off until"), tomorrow, owner, earliest=tomorrow)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.picked.connect(take)
    dialog.finished.connect(lambda how: owner.setFocus())
    dialog.open()
