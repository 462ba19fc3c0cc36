"""The chips of promises that were written: whose they are and when they are due, and how both are corrected.

The words stay as they were said; what is chosen here is kept beside them (`ui.timeline.draft.Corrections`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from notebook import Clock, PromiseDraft
from ui.timeline.chips import Choice, Shown
from ui.timeline.draft import Corrections
from ui.timeline.moment import MomentDialog
from ui.timeline.words import Words
from ui.words import put


class PromiseChips(QObject):
    """Makes chips of promises. ``corrections``: what is chosen goes there; ``chosen`` is told that it did."""

    def __init__(self, text: Words, clock: Clock, corrections: Callable[[], Corrections],
                 chosen: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent  # dialogs
        self._text, self._clock, self._corrections, self._chosen = text, clock, corrections, chosen

    def shown(self, place: int, promise: PromiseDraft, remove: Callable[[], object] | None) -> Shown:
        """The chip of one of them."""
        ours = promise.direction == "ours"
        lead = self.tr("we promise: {text}") if ours else self.tr("they promise: {text}")
        text = put(lead, text=promise.text)
        if promise.due is not None:
            text += " · " + self.tr("due {day}").format(day=self._text.near(promise.due))
        today = self._clock.today()
        key = promise.text
        choices = [
            Choice(self.tr("We promise it"), lambda: self._set_side(key, "ours"), ours),
            Choice(self.tr("They promise it"), lambda: self._set_side(key, "theirs"), not ours),
            *(Choice(self.tr("Due {day}").format(day=self._text.near(day)),
                     lambda day=day: self._set_due(key, day), promise.due == day, apart)
              for day, apart in ((today + timedelta(days=1), True), (today + timedelta(days=7), False))),
            Choice(self.tr("Choose a day …"), lambda: self._ask_due(key, promise.due or today)),
            Choice(self.tr("When asked"), lambda: self._set_due(key, None), promise.due is None),
        ]
        return Shown(f"promise-{place}", text, "square-check", choices=tuple(choices), remove=remove)

    def _set_side(self, key: str, side: str) -> None:
        self._corrections().directions[key] = side
        self._chosen()

    def _set_due(self, key: str, due: date | None) -> None:
        self._corrections().dues[key] = due
        self._chosen()

    def _ask_due(self, key: str, start: date) -> None:
        dialog = MomentDialog(self.tr("When is it due?"), start, self._over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.picked.connect(lambda day: self._set_due(key, day))
        dialog.open()
