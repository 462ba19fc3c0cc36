"""What is logged in the line, and what came of it: the composer's draft into the timeline, the strip's lines behind it.

The strip is about one entry. Whatever is logged next keeps what is written in it and takes it away from the one before,
so that no word is lost or goes to a talk it was not said in; who goes elsewhere and comes back finds it as it was. A
talk that still lies ahead is never asked what came of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from notebook import NO_TALK, Entry, Sentence, log_title, logged, planned, say
from ui.timeline import acts
from ui.timeline.closing import Closed, promised
from ui.timeline.doubt_chips import told
from ui.timeline.draft import Draft
from ui.words import words

if TYPE_CHECKING:
    from ui.timeline.pane import TimelinePane

LOOKED = 60  # entries from the top among which the latest talk is looked for


class Talks(QObject):
    """Logs and closes for one pane. ``followed``: a `FollowUp` of what was logged."""

    followed = Signal(object)

    def __init__(self, pane: TimelinePane, book: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pane, self._book = pane, book
        self._strip, self._logging = pane.closing, False
        self._strip.closed.connect(self._keep)
        pane.composer.submitted.connect(self.log)
        pane.composer.againEntered.connect(self._go_on)
        pane.view.closeRequested.connect(self.close_entry)

    def log(self, draft: Draft) -> None:
        """Log a draft as one change; new people are added in the same change. Then ask what came of it."""
        if self._logging:
            return
        before = self._keep_filled()
        pane, names = self._pane, [who.name for who in draft.who]
        ahead, about = planned(self._book.clock, draft.at), pane.about
        made: list[bytes] = []

        def act() -> None:
            made.append(acts.log(self._book, draft))

        def well() -> None:
            pane.line_logged(about)
            if draft.kind != "note" and ahead is None:
                self._strip.show_entry(self._book.timeline.get(made[0]), False)
            else:
                self._strip.put_away()
            if follow := acts.follow_up(self._book, made[0], draft):
                QTimer.singleShot(0, self, lambda: self.followed.emit(follow))  # behind the word that it is logged

        self._logging = True
        pane.change(log_title(draft.kind, names), act, bool(draft.files), well, self._logged,
                    _and(told(ahead or logged(draft.kind, names), draft.doubts), before), pane.composer.complain)

    def _logged(self) -> None:
        self._logging = False

    def _go_on(self) -> None:
        """Enter again behind a logged line: what came of it."""
        if self._strip.isVisible():
            self._strip.start()

    def close_latest(self) -> None:
        """Ask what came of the entry that is chosen, of the one just logged, or of the latest talk that stands here."""
        view = self._pane.view
        entry = view.current_entry() if view.hasFocus() else None
        if entry is None and self._strip.isVisible():
            self._strip.start()
            return
        entry = entry or self._latest()
        if entry is not None and planned(self._book.clock, entry.at) is None:
            self.close_entry(entry)
        elif self._pane.rows.rowCount():
            self._pane.said.emit(self.tr("This lies ahead: what came of it can be written down once it has happened."))

    def _latest(self) -> Entry | None:
        """The latest talk that has happened; where only other things have, the latest of them."""
        rows, other = self._pane.rows, None
        for place in range(min(rows.rowCount(), LOOKED)):
            entry = rows.row_at(place)
            if entry is None or planned(self._book.clock, entry.at) is not None:
                continue
            if entry.kind not in NO_TALK:
                return entry
            other = other or entry
        return other

    def close_if_come(self, entry: bytes) -> None:
        """Ask what came of a talk that was planned, unless it still lies ahead."""
        held = self._book.timeline.get(entry)
        if planned(self._book.clock, held.at) is None:
            self.close_entry(held)

    def close_entry(self, entry: Entry) -> None:
        """Ask what came of an entry, with the keyboard."""
        if not self._book.read_only:
            self._strip.show_entry(entry, True)

    def come_back(self) -> None:
        """To the shown contact: what was written about a talk with them and not kept stands there again."""
        shown = self._pane.shown
        begun = self._strip.begun() if shown is not None and not self._book.read_only else []
        theirs = [one for one in self._book.timeline.rows(begun[-LOOKED:])
                  if any(contact == shown for contact, _ in one.contacts)] if begun else []
        if theirs:
            self._strip.show_entry(max(theirs, key=lambda one: begun.index(one.id)), False)

    def _keep_filled(self) -> Sentence | None:
        """Keep what is written in the strip before something else is logged; what was done is told, if anything was."""
        closed = self._strip.filled()
        if closed is None:
            return None
        promises, trouble, doubts = promised(closed.lines["promised"], self._book.clock)
        if trouble is None:
            outcome = acts.Outcome.of(closed, promises)
            kept: list[bool] = []

            def well() -> None:
                kept.append(True)
                self._strip.forget()

            self._pane.change(say("Close an entry"), lambda: outcome.keep(self._book), False, well)
            if kept:
                return told(say("Kept what came of the talk before"), doubts)
        return say("What came of the talk before waits at its entry")

    def _keep(self, closed: Closed) -> None:
        """Keep what came of an entry, as one change."""
        promises, trouble, doubts = promised(closed.lines["promised"], self._book.clock)
        self._strip.complain(words(trouble))
        if trouble is not None:
            return
        outcome = acts.Outcome.of(closed, promises)

        def well() -> None:
            self._strip.forget()
            self._pane.focus_composer()

        if outcome:
            self._pane.change(say("Close an entry"), lambda: outcome.keep(self._book), False, well,
                              told=told(say("Kept what came of it"), doubts))
        elif self._book.reminders.asks_after(closed.entry):  # asked no more
            self._pane.change(say("Close an entry"), lambda: self._book.reminders.done(closed.entry), False, well,
                              told=say("Nothing came of it that is to be kept"))
        else:
            well()


def _and(logged: Sentence, before: Sentence | None) -> Sentence:
    return logged if before is None else say("{logged}. {before}", logged=logged, before=before)
