"""Every action of the window with its shortcut and its place in the menus; the window connects them."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from notebook import Sentence
from ui.pages import PAGES, TABS, name_of
from ui.shortcuts import SHORTCUTS, keys
from ui.theme import MODES
from ui.words import in_menu, put, words


class Actions(QObject):
    """Actions by name, as in ``ui.shortcuts``; each has the object name ``<name>Action``.

    At first there are the menus with their titles only; `fill` comes after the first paint.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._all: dict[str, QAction] = {}
        self.menus = QMenuBar(window)
        self.menus.setAccessibleName(self.tr("Menus"))
        titles = (self.tr("&File"), self.tr("&Edit"), self.tr("&View"), self.tr("&Go"), self.tr("&Help"))
        self._menus = [self.menus.addMenu(title) for title in titles]

    def __getitem__(self, name: str) -> QAction:
        return self._all[name]

    def all(self) -> dict[str, QAction]:
        """Name -> action, in menu order."""
        return self._all

    def name_undo(self, undo: Sentence | None, redo: Sentence | None) -> None:
        """Say in the menu what would be undone and redone."""
        for name, title, bare, named in (
            ("undo", undo, self.tr("Undo"), self.tr("Undo: {title}")),
            ("redo", redo, self.tr("Redo"), self.tr("Redo: {title}")),
        ):
            text = bare if title is None else put(named, title=_short(words(title)))
            self._all[name].setText(in_menu(text))
            self._all[name].setEnabled(title is not None)

    def read_only(self, locked: bool) -> None:
        """Leave out what writes."""
        for name in ("add", "organisation", "group", "keep", "log", "close", "attach", "handOver", "handOverAll",
                     "delete", "import", "undo", "redo"):
            self._all[name].setEnabled(not locked)

    def fill(self, mode: str) -> None:
        """Make every action (``mode``: the colours that are chosen)."""
        file, edit, view, go, help = self._menus
        self._add(file, "new", self.tr("New notebook…"))
        self._add(file, "open", self.tr("Open…"))
        file.addSeparator()
        self._add(file, "import", self.tr("Import…"))
        self._add(file, "export", self.tr("Export as…"))
        file.addSeparator()
        self._add(file, "backup", self.tr("Back up…"))
        self._add(file, "restore", self.tr("Restore…"))
        self._add(file, "check", self.tr("Check…"))
        file.addSeparator()
        self._add(file, "quit", self.tr("Quit")).setMenuRole(QAction.MenuRole.QuitRole)
        self._add(edit, "undo", self.tr("Undo")).setEnabled(False)
        self._add(edit, "redo", self.tr("Redo")).setEnabled(False)
        edit.addSeparator()
        self._add(edit, "add", self.tr("Add a person"))
        self._add(edit, "organisation", self.tr("Add an organisation"))
        self._add(edit, "group", self.tr("Add a group"))
        self._add(edit, "log", self.tr("Log an interaction"))
        self._add(edit, "close", self.tr("Close this talk: learned, promised, next time"))
        self._add(edit, "attach", self.tr("Attach a file…"))
        self._add(edit, "edit", self.tr("Edit the card"))
        self._add(edit, "handOver", self.tr("Hand over to a colleague…"))
        self._add(edit, "handOverAll", self.tr("Hand over all chosen contacts…"))
        self._add(edit, "delete", self.tr("Delete"))
        edit.addSeparator()
        self._add(edit, "palette", self.tr("Find or do anything…"))
        self._add(edit, "search", self.tr("Search"))
        self._add(edit, "keep", self.tr("Keep this search as a group…"))
        edit.addSeparator()
        self._add(edit, "us", self.tr("About us…"))
        self._add(view, "brief", self.tr("Before you talk"))
        self._add(view, "health", self.tr("Health, explained"))
        self._add(view, "rings", self.tr("Health beside the names")).setCheckable(True)
        self._add(view, "compact", self.tr("Compact list")).setCheckable(True)
        self._add(view, "theme", self.tr("Switch between light and dark"))
        group = QActionGroup(self)
        names = {"system": self.tr("Colours of the system"), "light": self.tr("Light"), "dark": self.tr("Dark")}
        for each in MODES:
            act = self._add(view, each, names[each])
            act.setCheckable(True)
            act.setChecked(each == mode)
            group.addAction(act)
        self._add_places(go)
        self._add(help, "help", self.tr("Help"))
        self._add(help, "about", self.tr("About Kithbook")).setMenuRole(QAction.MenuRole.AboutRole)

    def _add_places(self, go: QMenu) -> None:
        self._add(go, "people", self.tr("Go to the people"))
        self._add(go, "organisations", self.tr("Go to the organisations"))
        self._add(go, "everything", self.tr("Go to the timeline of everything"))
        for page in PAGES:
            self._add(go, page.key, self.tr("Go to {page}").format(page=in_menu(name_of(page.title))))
        go.addSeparator()
        for tab in TABS:
            self._add(go, f"{tab.key}Tab", self.tr("Tab {tab}").format(tab=in_menu(name_of(tab.title))))
        go.addSeparator()
        self._add(go, "list", self.tr("Go to the list"))
        self._add(go, "reminders", self.tr("Go to the reminders"))
        self._add(go, "back", self.tr("Back"))
        self._add(go, "forward", self.tr("Forward"))

    def _add(self, menu: QMenu, name: str, text: str) -> QAction:
        act = QAction(text, self._window)
        act.setObjectName(f"{name}Action")
        if name in SHORTCUTS and name != "delete":  # Del belongs to the list: elsewhere it deletes characters
            act.setShortcut(QKeySequence(keys(name)))
        menu.addAction(act)
        self._window.addAction(act)
        self._all[name] = act
        return act


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
