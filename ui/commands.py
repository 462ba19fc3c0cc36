"""What the actions do: add, delete, undo, log, find, and the way to files; connects `ui.actions` to the panes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QSettings, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut

from notebook import KithbookError, Sentence, count, say
from ui.files import Files
from ui.me import MeStrip
from ui.pages import PAGES, TABS, page_of
from ui.palette import Found, Palette
from ui.shortcuts import keys
from ui.widgets import ask
from ui.words import number, put, words

if TYPE_CHECKING:
    from ui.follow_ups import FollowUp

MUCH = 2000  # rows from which undo runs on the worker

ICONS = {
    "new": "file-plus", "open": "folder-open", "import": "import", "export": "upload", "backup": "save",
    "restore": "archive", "check": "list-checks", "quit": "log-out", "undo": "undo-2", "redo": "redo-2",
    "add": "user-plus", "organisation": "building-2", "group": "users-round", "log": "notebook-pen",
    "close": "list-checks", "attach": "paperclip", "edit": "pencil", "delete": "trash-2", "search": "search",
    "list": "list", "handOver": "handshake", "handOverAll": "handshake",
    "reminders": "bell", "everything": "history", "keep": "users-round",
    "people": "users", "organisations": "building-2", "back": "arrow-left", "forward": "arrow-right",
    "brief": "message-square", "health": "circle-dot", "rings": "circle-dot", "compact": "list", "us": "users-round",
    "theme": "sun-moon", "system": "sun-moon", "light": "sun", "dark": "moon",
    "help": "circle-question-mark", "about": "info",
}


class Commands(QObject):
    """The commands of one window."""

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._window, self._book = window, window.book
        self._palette: Palette | None = None
        self._me: MeStrip | None = None
        self.files = Files(window)
        acts = window.actions_
        for key in ("people", "organisations", "everything", *(page.key for page in PAGES)):
            acts[key].triggered.connect(lambda checked=False, key=key: window.go(key))
        for tab in TABS:
            acts[f"{tab.key}Tab"].triggered.connect(lambda checked=False, key=tab.key: window.going.show_tab(key))
        for name, on in {
            "add": lambda: self.ask_name("individual"), "organisation": lambda: self.ask_name("org"),
            "group": self.add_group, "keep": self.keep_search,
            "log": self.log, "close": self.close_talk, "attach": self.attach, "edit": self.edit, "delete": self.delete,
            "handOver": self.hand_over, "handOverAll": lambda: self.hand_over(every=True),
            "undo": self.undo, "redo": self.redo, "palette": self.open_palette, "search": self.search,
            "list": lambda: window.people.list.setFocus(), "reminders": window.toggle_reminders,
            "back": window.going.back, "forward": window.going.forward,
            "brief": self.brief, "health": self.health,
            "theme": self.turn_theme, "help": self.show_help, "about": self.about, "us": self.about_us,
            "quit": window.close,
            "new": self.files.new, "open": self.files.open, "import": self.files.import_, "export": self.files.export,
            "backup": self.files.back_up, "restore": self.files.restore, "check": self.files.check,
        }.items():
            acts[name].triggered.connect(lambda checked=False, on=on: on())
        acts["rings"].setChecked(window.people.rows.ringed)
        acts["rings"].toggled.connect(window.show_rings)
        acts["compact"].setChecked(window.people.compact)
        acts["compact"].toggled.connect(window.show_compact)
        for mode in ("system", "light", "dark"):
            acts[mode].triggered.connect(lambda checked=False, mode=mode: window.theme.set_mode(mode))
        window.people.list.several.connect(self._tell_chosen)
        delete = QShortcut(QKeySequence(keys("delete")), window.people.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.delete)
        window.people.added.connect(self.add_named)
        window.status.meWanted.connect(self.who_am_i)
        window.rail.menuWanted.connect(self.show_group_menu)

    # -- people

    def ask_name(self, kind: str) -> None:
        """Ask for the name of somebody new, in the list."""
        self._window.people.ask_name(kind)

    def add_named(self, name: str, kind: str = "individual") -> None:
        """Somebody new; an e-mail address in the line is taken as such. The card opens to be filled."""
        name, email = split_address(name)
        made = self._try(lambda: self._book.contacts.create(name, kind=kind, email=email))
        if made is None:
            return
        self._window.top.search.clear()
        if self._window.rail.current() != (("people" if kind == "individual" else "organisations"), None):
            self._window.rail.choose("people" if kind == "individual" else "organisations")
        else:
            self._window.people.reload()
        self._window.show_contact(made)
        self._window.person.start_card()
        if (twice := self._book.contacts.perhaps_twice(made)) is not None:
            self._window.say(put(self.tr("Added, {perhaps}"), perhaps=words(twice)))

    def add_group(self) -> None:
        """A new circle of people; its name is asked for."""
        from ui.contacts.groups import ask_group

        ask_group(self._window, self._book)

    def keep_search(self) -> None:
        """Keep what is in the search field as a group that fills itself (P5)."""
        from ui.asking import ask_line

        query = self._window.top.search.text().strip()
        if not query:
            self._window.say(self.tr("Type in the search field first; then the search can be kept."))
            return
        ask_line(self._window, put(self.tr("Name of the group for “{query}”"), query=query), query,
                 lambda name: self._book.groups.save_search(name, query))

    def show_group_menu(self, place: Any, where: QPoint) -> None:
        """What can be done with a group of the rail."""
        from ui.contacts.groups import group_menu, search_menu

        if not self._book.read_only:
            make = group_menu if place.key == "group" else search_menu
            make(self._window, self._book, place.group, place.text, where)

    def hand_over(self, every: bool = False) -> None:
        """Another of us looks after whom is shown, or meant in a page; ``every``: after all that are chosen."""
        from ui.contacts.hand_over import ask_hand_over

        window = self._window
        about = window.current or window.going.about
        people = window.people.chosen() if every else [about] if about is not None else []
        if not people:
            window.say(self.tr("Choose somebody in the list first, or several with Shift or Ctrl."))
        elif not self._book.read_only:
            ask_hand_over(window, people, window.tell)

    def _tell_chosen(self) -> None:
        """How many are chosen in the list, when it is more than one."""
        count = len(self._window.people.list.chosen_rows())
        self._window.status.say(self.tr("{n} contacts are chosen").format(n=number(count)) if count > 1 else "")

    def delete(self) -> None:
        """Delete whose card is shown, or all that are chosen in the list; no question, but a way back."""
        window, current = self._window, self._window.current
        if current is None or self._book.read_only:
            return
        if len(several := window.people.chosen()) > 1 and window.people.list.hasFocus():
            self._delete_all(several)
            return
        name = window.person.contact.name
        after = window.people.neighbour()
        open_ = len(self._book.promises.of(current))  # they go along, and come back with them
        title = say("Delete {name}", name=" ".join(name.split()))

        def act() -> bool:
            with self._book.change(title):
                self._book.contacts.delete(current)
            return True

        if self._try(act) is None:
            return
        window.show_contact(after)
        window.tell(_with_promises(title, open_), current)

    def _delete_all(self, contacts: list[bytes]) -> None:
        window, book = self._window, self._book

        def delete() -> int:
            going, gone = set(contacts), 0
            for promise in book.promises.of():  # all that are open, in one query
                gone += promise.contact in going
            book.contacts.delete(*contacts)
            return gone

        def done(promises: int) -> None:
            window.tell(_with_promises(book.undo_title(), promises))
            window.show_contact(window.people.rows.id_at(0))

        window.tasks.run(lambda job: delete(), done, self._failed)

    def follow_up(self, follow: FollowUp) -> None:
        """Offer what follows: one click or key does it."""

        def act() -> None:
            from ui.pane import changed  # not before the list stands

            if self._try(lambda: changed(self._book, follow.act, follow.title)):
                self._window.tell(follow.title)

        self._window.say(follow.text, follow.label, act, "followUp")

    def undo_this(self, mark: int | None, show: bytes | None = None) -> None:
        """Undo, if the action with this mark is still the last one; then show whom it was about."""
        if mark is None or self._book.undo_mark() != mark:
            self._window.say(self.tr("Something else was done since. Undo step by step in the Edit menu."))
            return
        self._turn(self._book.undo, self.tr("Undone: {title}"), show)

    def undo(self) -> None:
        """Take back the last action."""
        self._turn(self._book.undo, self.tr("Undone: {title}"))

    def redo(self) -> None:
        """Do again what was undone."""
        self._turn(self._book.redo, self.tr("Done again: {title}"))

    def _turn(self, act: Callable[..., Sentence], words_: str, show: bytes | None = None) -> None:
        window = self._window
        focus = window.focusWidget()
        if focus is not None and getattr(focus, "unfinished", False):
            focus.clearFocus()  # what is being typed is finished first

        def done(title: Sentence) -> None:
            window.status.say(put(words_, title=words(title)))
            if show is not None:
                window.show_contact(show)

        if self._book.undo_size() > MUCH:
            window.actions_["undo"].setEnabled(False)
            window.actions_["redo"].setEnabled(False)

            window.tasks.run(lambda job: act(job.counted), done, self._failed)
            return
        title = self._try(act)
        if title is not None:
            done(title)

    def log(self) -> None:
        """The cursor to where an interaction is logged."""
        window = self._window
        if window.middle.page is not None:
            window.going.to_person(about=True)
        if window.current is None and window.person.stream is None and window.people.rows.rowCount():
            window.people.select_first()
        window.middle.show_person()
        window.person.log()

    def close_talk(self) -> None:
        """What came of the entry that is chosen, or of the latest one."""
        window = self._window
        if window.middle.page is not None:
            window.going.to_person(about=True)
        if window.person.isVisible():
            window.person.close_talk()

    def attach(self) -> None:
        """Files for the entry the keyboard is on, or for the one being written."""
        if self._window.person.isVisible():
            self._window.person.attach()

    def edit(self) -> None:
        """The cursor to the name on the card."""
        if self._window.middle.page is not None:
            self._window.going.to_person(about=True)
        self._window.person.edit()

    def brief(self) -> None:
        """All there is to know before a talk: with whom is shown, or with whom the keyboard is on in a page."""
        window = self._window
        if window.middle.page is None or window.going.about is not None:
            window.person.show_brief(window.going.about)

    def health(self) -> None:
        """How the health comes about, part by part: of whom is shown, or of whom the keyboard is on in a page."""
        window = self._window
        if window.middle.page is None or window.going.about is not None:
            window.person.show_health(window.going.about)

    # -- finding

    def search(self) -> None:
        """The cursor to the search field."""
        self._window.top.search.setFocus()
        self._window.top.search.selectAll()

    def open_palette(self) -> None:
        """People, notes and commands in one list."""
        window = self._window
        if self._palette is None:
            self._palette = Palette(self._book, window.theme, window.tasks, self._found,
                                    window.show_contact, window.show_hit, window.centralWidget())
        if self._palette.isVisible():
            self._palette.leave()
        else:
            self._palette.open()

    def _found(self) -> list[Found]:
        """Every action that can be done now, as lines of the palette."""
        first = ("log", "add", "import", "undo", "export")
        acts = self._window.actions_.all()
        order = [*first, *(name for name in acts if name not in first)]
        return [self._line(name, acts[name]) for name in order
                if acts[name].isEnabled() and name not in ("palette", "quit")]

    def _line(self, name: str, act: QAction) -> Found:
        text = act.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
        page = page_of(name)
        return Found(page.icon if page is not None else ICONS.get(name, "command"), text,
                     act.shortcut().toString(QKeySequence.SequenceFormat.NativeText), act.trigger)

    # -- the rest

    def turn_theme(self) -> None:
        """Light to dark and back."""
        mode = "light" if self._window.theme.dark else "dark"
        self._window.actions_[mode].setChecked(True)
        self._window.theme.set_mode(mode)

    def ask_who_i_am_once(self, settings: QSettings) -> None:
        """In a notebook that only knows the account's name, ask once; the cursor stays where it is."""
        me, key = self._book.colleagues.me(), f"asked/{self._book.id.hex()}"
        if self._book.read_only or me.name != me.account or settings.value(key) is not None:
            return
        settings.setValue(key, True)
        focus = self._window.focusWidget()
        self.who_am_i()
        if focus is not None:
            focus.setFocus()

    def who_am_i(self) -> None:
        """Ask who sits here."""
        if self._me is None:
            self._me = MeStrip(self._book, self._window.theme, self._window)
            self._me.chosen.connect(self._window.status.show_me)
            self._window.centralWidget().layout().insertWidget(1, self._me)
        self._me.ask()

    def about_us(self) -> None:
        """What each of us stands for and likes."""
        from ui.us import UsDialog

        dialog = UsDialog(self._book, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done.connect(self._window.tell)
        dialog.open()

    def fill_with_sample(self) -> None:
        """Make the sample notebook and open it."""
        self.files.sample()

    def show_help(self) -> None:
        """The topics, and the shortcuts among them."""
        from ui.help import open_help

        open_help(self._window, self._window.theme)

    def about(self) -> None:
        """What this is."""
        ask(self._window, self.tr("About Kithbook"), self.tr("Kithbook"), [(self.tr("Close"), None)],
            put(self.tr("A relationship notebook for the desktop. Everything stays in {file}."),
                file=self._book.path))

    def _try(self, act: Callable[[], Any]) -> Any:
        try:
            return act()
        except KithbookError as error:
            self._window.trouble(error)
            return None

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KithbookError):
            raise error
        self._window.trouble(error)
        self._window._name_undo()


def split_address(line: str) -> tuple[str, str | None]:
    """``Ada Lovelace ada@x.org`` is a name and an e-mail address; a bare address is both."""
    parts = line.split()
    found = next((part for part in parts if "@" in part.strip("<>@,;") and "." in part), None)
    if found is None:
        return line.strip(), None
    rest = " ".join(part for part in parts if part is not found).strip(" ,;")
    return rest, found.strip("<>,;")


def _with_promises(title: Sentence, n: int) -> Sentence:
    """What is said of deleted contacts, with the open promises that went along and come back with them."""
    from ui.happened import happened

    told = happened(title)
    return told if not n else count("{told}, with {n} open promise", "{told}, with {n} open promises", n, told=told)
