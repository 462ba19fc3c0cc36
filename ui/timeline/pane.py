"""The timeline pane: wires the composer, the stream and its filter to the notebook.

It shows the stream of a contact, of an organisation with its people, of a group, or of everything. Edits
are short and go straight to the services; what happened is told by signals: ``done`` carries the sentence
of a change that can be undone, ``said`` the words for the status line when something did not work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from notebook import (
    FILTERED,
    Attachment,
    ChangeSet,
    Entry,
    KithbookError,
    Made,
    Named,
    Phrase,
    Promise,
    Sentence,
    Stream,
    Takeaway,
    attach_title,
    kind_label,
    planned,
    say,
    staying,
)
from ui.bridge import Bridge
from ui.pane import changed
from ui.tabbing import lead_on
from ui.tasks import Tasks
from ui.theme import Theme
from ui.timeline import acts
from ui.timeline.attached import AttachedFiles, files_in
from ui.timeline.closing import ClosingStrip
from ui.timeline.composer import Composer
from ui.timeline.delegate import EntryDelegate
from ui.timeline.doubt_chips import told
from ui.timeline.drafts import Begun, Drafts, state_file
from ui.timeline.empty import EmptyTimeline
from ui.timeline.filters import StreamFilter
from ui.timeline.model import StreamRows
from ui.timeline.people import PeopleFinder
from ui.timeline.talks import Talks
from ui.timeline.things import ThingFinder
from ui.timeline.view import TimelineView
from ui.timeline.words import Words
from ui.words import listed, words

if TYPE_CHECKING:
    from ui.timeline.editor import Edits


def _nothing(*_of: object) -> None:
    """What is to be done afterwards where nothing is."""


class TimelinePane(QWidget):
    """What happened with whom. ``contactActivated`` asks the window to show somebody else."""

    contactActivated = Signal(object)  # bytes
    recordWanted = Signal(object)  # Made: where it stands
    done = Signal(object)  # Sentence; can be undone
    said = Signal(str)
    followed = Signal(object)  # a `FollowUp` of what was logged

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book, self._theme, self._tasks = book, theme, tasks
        self.setAcceptDrops(not book.read_only)
        self.attached = AttachedFiles(book, self)
        self.attached.said.connect(self.said)
        self._base = Stream()
        self._shown: Named | None = None
        self._stale = False
        self._drafts: Drafts | None = None  # where what is begun is kept
        self._begun: Begun | None = None
        self._kinds: list[str] | None = None
        self._day = book.clock.today()
        self._people = PeopleFinder(book.contacts)
        self.words = Words(book.clock, self)
        self.rows = StreamRows(book, self.words, self)
        self.delegate = EntryDelegate(theme, self.words, self.font(), self)
        self.view = TimelineView(self.rows, self.delegate, theme, self)
        self.closing = ClosingStrip(theme, self.words, self)
        self.closing.left.connect(lambda way: self.focus_composer())
        self.filter = StreamFilter(theme, self.words, self._colleagues, self)
        self._things = ThingFinder(book)
        self.composer = Composer(theme, self.words, book.clock, self._read, self._people, self._things, self)
        self.composer.setEnabled(not book.read_only)
        self._lay_out()
        self.talks = Talks(self, book, self)
        self.talks.followed.connect(self.followed)
        self.composer.leftDownwards.connect(self.view.setFocus)
        self.filter.changed.connect(self._show)
        self.view.leftUpwards.connect(self.focus_composer)
        self.view.promiseTicked.connect(self.tick)
        self.view.recordWanted.connect(self.recordWanted)
        self.view.editRequested.connect(self.edit)
        self.view.deleteRequested.connect(self.delete)
        self.view.menuRequested.connect(self._menu)
        self.view.fileOpened.connect(self.attached.open)
        self.view.fileRemoved.connect(self.detach)
        bridge.changed.connect(self.apply)
        self._show()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.composer, 1)
        top.addWidget(self.filter.button, 0, Qt.AlignmentFlag.AlignTop)
        self.filter.button.setFixedHeight(self.composer.sizeHint().height())
        self._empty = EmptyTimeline(self)
        self._empty.act.clicked.connect(self._empty_action)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.closing)
        lead_on(self.composer.line, *self.closing.stops, self.composer.help_button)
        column.addWidget(self.filter)
        column.addLayout(self._stack, 1)

    # -- what the window uses

    def show_contact(self, contact: bytes | None) -> None:
        """Show the stream of a person, or of an organisation and its people; None: of everything."""
        row = next(iter(self._book.contacts.rows([contact])), None) if contact is not None else None
        if row is None:
            self.show_stream(Stream(), None)
        elif row.kind == "org":
            self.show_stream(Stream(organisation=row.id), (row.id, row.name))
        else:
            self.show_stream(Stream(contact=row.id), (row.id, row.name))

    def show_stream(self, stream: Stream, shown: Named | None = None) -> None:
        """Show any stream (a group's, say); ``shown`` is the contact a line is about when it names nobody."""
        if stream == self._base and shown == self._shown and not self._stale:
            return
        turned = shown != self._shown
        if turned:
            self.closing.put_away()
        self._base, self._shown = stream, shown
        if self._begun is not None:
            self._begun.turn_to(self.about)
        self.composer.show_contact(shown)
        self._show()
        if turned:
            self.talks.come_back()

    def keep_drafts(self, folder: Path) -> None:
        """Keep the line that is being typed in this folder, and go on with what was begun."""
        self._drafts = Drafts(state_file(folder, self._book.id), self)
        self._begun = Begun(self.composer, self._drafts, self.about, self)
        self.closing.keep_drafts(self._drafts)
        self.talks.come_back()

    @property
    def about(self) -> str:
        """Whom the line is about, as drafts are kept."""
        whom = self.shown or self._base.group
        return whom.hex() if whom is not None else "everybody"

    def line_logged(self, about: str) -> None:
        """The line is in the timeline: empty again, and no longer kept for whom it was about."""
        self.composer.clear() if self._begun is None else self._begun.logged(about)
        self.view.scrollToTop()

    def focus_composer(self) -> None:
        """Put the keyboard into the line (Ctrl+L)."""
        self.composer.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_entry(self, id: bytes, record: bytes | None = None) -> bool:
        """Go to an entry of this stream (``record``: to the chip of that in it); False when it is not in it."""
        if self.filter.on and self.rows.row_of(id) < 0:
            self.filter.reset()
        row = self.rows.row_of(id)
        if row < 0:
            return False
        self.view.go_to(row)
        self.view.setFocus()
        if record is not None:
            self.view.mark_record(record)
        return True

    def apply(self, changes: ChangeSet) -> None:
        """Follow a change; while hidden, only note it."""
        self._people.forget(changes)
        self._things.forget(changes)
        if changes.everything or any("kind" in fields or "_row" in fields
                                     for fields in changes.rows("interaction").values()):
            self._kinds = None
        asked = self.closing.entry
        if (asked is not None and "_row" in changes.rows("interaction").get(asked.id, ())
                and not self._book.timeline.rows([asked.id])):
            self.closing.put_away()  # it may come back, and what was typed with it
        if not self.isVisible():
            self._stale = True
            return
        today = self._book.clock.today()
        if today != self._day:
            self._day = today
            self.delegate.forget()
        if self._shown is not None and (changes.everything or self._shown[0] in changes.rows("contact")):
            row = next(iter(self._book.contacts.rows([self._shown[0]])), None)
            if row is not None and row.name != self._shown[1]:
                self._shown = (row.id, row.name)
                self.composer.show_contact(self._shown)
        if self.rows.take(changes):
            self._show_state()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._drafts is not None:
            self._drafts.flush()

    def showEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().showEvent(event)
        if self._stale:
            self.rows.refresh()
            self._show()

    @property
    def shown(self) -> bytes | None:
        """The contact whose timeline it is."""
        return self._shown[0] if self._shown is not None else None

    # -- doing

    def tick(self, promise: Promise | Takeaway) -> None:
        """Keep an open promise, or note that something was brought up; ticked by mistake, it is open again."""
        if self._book.read_only:
            return
        if isinstance(promise, Takeaway):
            self._bring_up(promise)
        elif promise.open:
            title = say("Keep the promise “{text}”", text=promise.text)
            self.change(title, lambda: self._book.promises.keep(promise.id))
        elif promise.state == "kept":
            title = say("Open the promise “{text}” again", text=promise.text)
            self.change(title, lambda: self._book.promises.reopen(promise.id))

    def _bring_up(self, takeaway: Takeaway) -> None:
        if takeaway.kind == "learned":
            return
        closing, text = self._book.closing, takeaway.text
        if takeaway.state == "open":
            self.change(say("Brought up: {text}", text=text), lambda: closing.use([takeaway.id]))
        else:
            self.change(say("Keep for next time: {text}", text=text), lambda: closing.reopen([takeaway.id]))

    def delete(self, entry: Entry) -> None:
        """Delete an entry; the toast of the window offers to undo it."""
        if self._book.read_only:
            return
        row, what = self.rows.row_of(entry.id), kind_label(entry.kind)
        stays = [words(one) for held in self._book.entries([entry.id]) for one in staying(held)]
        told = say("Deleted: {what}. Not deleted with it: {stays}", what=what, stays=listed(stays)) if stays else None
        if self.change(say("Delete {what}", what=what), lambda: self._book.timeline.delete(entry.id), told=told):
            self.rows.set_ids([id for id in self.rows.ids if id != entry.id])
            self._show_state()
            self.view.go_to(min(row, self.rows.rowCount() - 1))

    def edit(self, entry: Entry) -> None:
        """Open the editor of an entry."""
        if self._book.read_only:
            return
        from ui.timeline.editor import EntryEditor

        editor = EntryEditor(entry, self._theme, self.words, self._book.clock, self._people, self._things,
                             self._colleagues(), self)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.saved.connect(lambda edits: self._save(entry, edits, editor.accept, editor.go_on))
        editor.files.chooseWanted.connect(lambda: AttachedFiles(self._book, editor).choose(editor.files.add))
        editor.finished.connect(lambda how: self.view.setFocus())
        editor.open()

    def _save(self, entry: Entry, edits: Edits, well: Callable[[], object] = _nothing,
              refused: Callable[[str], object] = _nothing) -> None:
        title, made = say("Edit {what}", what=kind_label(entry.kind)), list[bytes]()

        def act() -> None:
            made.extend(acts.save(self._book, entry, edits))

        def follow() -> None:
            well()
            if met := acts.met(self._book, made) if made else None:
                QTimer.singleShot(0, self, lambda: self.followed.emit(met))  # behind the word that it is saved

        self.change(title, act, bool(edits.attached), follow, refused=refused,
                    told=told(planned(self._book.clock, edits.fields.get("at")) or title, edits.doubts))

    # -- files

    def attach(self) -> None:
        """Ask for files: for the entry the keyboard is on, else for what is being written."""
        entry = self.view.current_entry() if self.view.hasFocus() else None
        if not self._book.read_only:
            self.attached.choose(lambda files: self.attach_files(entry, files))

    def attach_files(self, entry: Entry | None, files: Sequence[Path]) -> None:
        """Attach files to an entry (undoable), or to what is being written."""
        if self._book.read_only or not files:
            return
        if entry is None:
            self.composer.add_files(files)
        else:
            self.change(attach_title([file.name for file in files]),
                        lambda: acts.keep_files(self._book, entry.id, files), True)

    def detach(self, attachment: Attachment) -> None:
        """Remove an attached file; the toast of the window offers to undo it."""
        if not self._book.read_only:
            self.change(say("Remove {file}", file=attachment.name),
                         lambda: self._book.timeline.attachments.remove(attachment.id))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()
        self.composer.hold(self._held(event.position().toPoint()) is None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._let_go()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        entry = self._held(event.position().toPoint())
        self._let_go()
        self.attach_files(entry, files_in(event.mimeData()))

    def _held(self, point: QPoint) -> Entry | None:
        """The entry under files that are held over the pane; None: they would go to the composer."""
        if self._stack.currentWidget() is not self.view:
            return None
        port = self.view.viewport()
        inside = port.mapFrom(self, point)
        return self.view.hold(inside if port.rect().contains(inside) else None)

    def _let_go(self) -> None:
        self.view.hold(None)
        self.composer.hold(False)

    def change(self, title: Sentence, act: Callable[[], object], long: bool = False,
                well: Callable[[], object] = _nothing, ended: Callable[[], object] = _nothing,
                told: Sentence | None = None, refused: Callable[[str], object] = _nothing) -> bool:
        """Do it as one change and tell of it (``told``, else the title); ``long`` (files are read) on the worker, then
        the answer is False. ``refused`` gets the sentence that says why it was not done.
        """
        def done(new: bool) -> None:
            ended()
            well()
            if new:
                self.done.emit(told or title)

        def failed(error: Exception) -> None:
            ended()
            if not isinstance(error, KithbookError):
                raise error
            refused(words(error.sentence))
            self.said.emit(words(error.sentence))

        if long:
            self._tasks.run(lambda job: changed(self._book, act, title), done, failed)
            return False
        try:
            new = changed(self._book, act, title)
        except KithbookError as error:
            failed(error)
            return False
        done(new)
        return True

    # -- inside

    def _read(self, line: str, chosen: str = "") -> Phrase:
        from notebook import parse_phrase  # the grammar is compiled when somebody types

        return parse_phrase(line, clock=self._book.clock, people=self._people.named, kinds=self._own_kinds(),
            chosen=chosen)

    def _own_kinds(self) -> list[str]:
        """The kinds of this notebook beyond the built-in ones; asked for once, and after each new entry."""
        if self._kinds is None:
            self._kinds = [kind for kind in self._book.timeline.kinds() if kind not in FILTERED]
        return self._kinds

    def _colleagues(self) -> list[Named]:
        return list(self._book.colleagues.names().items())

    def _show(self) -> None:
        self._stale = False
        shown = self._shown[0] if self._shown is not None else None
        self.delegate.shown = shown
        self.delegate.opened.clear()
        self.delegate.forget()
        self.view.clearSelection()
        self.view.begin_anew(lambda: self.rows.show(self.filter.narrow(self._base), shown))
        self._show_state()

    def _show_state(self) -> None:
        empty = not self.rows.rowCount()
        self._stack.setCurrentWidget(self._empty if empty else self.view)
        if empty:
            self._empty.tell(self.filter.on, self._shown[1] if self._shown is not None else None)

    def _empty_action(self) -> None:
        if self.filter.on:
            self.filter.reset()
        else:
            self.focus_composer()

    def _menu(self, entry: Entry, what: Promise | Takeaway | Made | Attachment | None, where: QPoint) -> None:
        from ui.timeline.entry_menu import open_menu

        open_menu(self, self._theme, self._book, entry, what, where)
