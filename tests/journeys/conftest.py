"""A person at the window: a real file, the real start of the program, keys and menus instead of calls.

`user()` starts the program on the notebook of the test and gives a `Person`, whose verbs are what hands do.
Looking at the notebook behind the window is only for checking what came of it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QRadioButton,
    QWidget,
)

from tests.ui.settling import PATIENCE, PatientBot, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from notebook.clock import Clock
    from ui.app import Desk
    from ui.window import MainWindow

ROOT = Path(__file__).resolve().parent.parent.parent


class Person:
    """Somebody in front of the program; ``see`` waits until something is so."""

    def __init__(self, desk: Desk, app: QApplication, qtbot: QtBot) -> None:
        self.desk, self.app, self._qtbot = desk, app, qtbot

    # -- what is on the screen

    @property
    def window(self) -> MainWindow:
        """The window that is open now."""
        return self.desk.window

    @property
    def book(self) -> Notebook:
        """The notebook of that window: for checking only."""
        return self.window.book

    def see(self, what: Callable[[], object], patience: int = PATIENCE) -> None:
        """Wait until ``what`` is true (or stops raising)."""
        self._qtbot.waitUntil(lambda: bool(what()), timeout=patience)

    def settle(self) -> None:
        """Wait until the program rests."""
        settle(self.window, self._qtbot)

    def find(self, name: str, kind: type = QWidget) -> Any:
        """What is called that (objectName) and can be seen; there is one of it."""
        found = [one for one in self._everything(kind) if one.objectName() == name and one.isVisible()]
        assert found, f"there is no {name} to be seen"
        return found[-1]

    def sees(self, name: str) -> bool:
        """Whether something of that objectName can be seen."""
        return any(one.objectName() == name and one.isVisible() for one in self._everything(QWidget))

    def button(self, text: str) -> QAbstractButton:
        """A button that can be seen, by the words on it or by its accessible name."""
        for one in self._everything(QAbstractButton):
            words = one.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
            if one.isVisible() and text in (words, one.accessibleName()):
                return one
        raise AssertionError(f"there is no button {text}")

    def field(self, name: str) -> Any:
        """A field that can be seen, by its accessible name."""
        for one in self._everything(QWidget):
            if one.isVisible() and one.accessibleName() == name and one.focusPolicy() != Qt.FocusPolicy.NoFocus:
                return one
        raise AssertionError(f"there is no field {name}")

    def dialog(self) -> QDialog:
        """The dialog in front."""
        self.see(lambda: any(isinstance(w, QDialog) and w.isVisible() for w in self.app.topLevelWidgets()))
        front = self.app.activeModalWidget()
        assert isinstance(front, QDialog)
        return front

    def people(self) -> list[str]:
        """The names in the list, from the top."""
        rows = self.window.people.rows
        return [rows.row_at(place).name for place in range(rows.rowCount())]

    def agenda(self) -> list[str]:
        """The sentences in the reminder pane, headings in capitals."""
        rows = self.window.reminders.rows
        return [str(rows.data(rows.index(place, 0), Qt.ItemDataRole.AccessibleTextRole) or "")
                for place in range(rows.rowCount())]

    def stream(self) -> list[str]:
        """The words of the entries in the timeline, newest first."""
        rows = self.window.person.timeline.rows
        return [rows.row_at(place).body for place in range(rows.rowCount())]

    def said(self) -> str:
        """What the status line says in passing."""
        return self.window.status._said.text()

    def toast(self) -> str:
        """What the word at the bottom of the window says."""
        toast = self.window._toast
        return toast.accessibleName() if toast is not None and toast.isVisible() else ""

    def read(self, widget: QWidget | str | None = None) -> str:
        """Everything that can be read (or is read out) on a part of the window, a line each."""
        part = self.find(widget) if isinstance(widget, str) else widget or self.window
        found: dict[str, None] = {}
        for one in (part, *part.findChildren(QWidget)):
            if one.isVisible():
                for name in ("text", "toPlainText", "accessibleName", "accessibleDescription"):
                    said = getattr(one, name, None)
                    if callable(said):
                        found[str(said())] = None
        return "\n".join(found)

    def cursor(self) -> QWidget:
        """Where the keyboard is."""
        return self._target()

    # -- what hands do

    def press(self, *keys: str) -> None:
        """Press keys (``Ctrl+L``, ``Down``) wherever the keyboard is."""
        for key in keys:
            target = self._target()
            combination = QKeySequence(key)[0]
            QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
            self.app.processEvents()

    def type(self, text: str) -> None:
        """Type a text; what is on no key comes in as from an input method."""
        for letter in text:
            target = self._target()
            if letter.isascii() and letter.isprintable():
                QTest.keyClicks(target, letter)
            else:
                event = QInputMethodEvent()
                event.setCommitString(letter)
                self.app.sendEvent(target, event)
        self.app.processEvents()

    def retype(self, field: QWidget, text: str) -> None:
        """Go into a field and write something else."""
        field.setFocus(Qt.FocusReason.TabFocusReason)
        self.press("Ctrl+A")
        self.type(text)

    def click(self, what: QWidget | str) -> None:
        """Click in the middle of a button."""
        target = self.button(what) if isinstance(what, str) else what
        assert target.isEnabled(), f"{target.accessibleName()} cannot be clicked"
        at = QPoint(12, target.height() // 2) if isinstance(target, (QRadioButton, QCheckBox)) else QPoint()
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        self.app.processEvents()

    def click_row(self, view: QAbstractItemView, row: int) -> None:
        """Click on a row of a list."""
        rect = view.visualRect(view.model().index(row, 0))
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                         rect.topLeft() + QPoint(min(120, rect.width() // 2), rect.height() // 2))
        self.app.processEvents()

    def choose(self, words: str) -> None:
        """Choose an entry of the menu that is open, by keyboard."""
        self.see(lambda: isinstance(self.app.activePopupWidget(), QMenu))
        menu = self.app.activePopupWidget()
        assert isinstance(menu, QMenu)
        texts = [action.text() for action in menu.actions()]
        for _ in range(2 * len(texts) + 2):
            if menu.activeAction() is not None and menu.activeAction().text() == words:
                QTest.keyClick(menu, Qt.Key.Key_Return)
                self.app.processEvents()
                return
            QTest.keyClick(menu, Qt.Key.Key_Down)
        raise AssertionError(f"the menu has no {words}: {texts}")

    def menu(self, title: str, entry: str) -> None:
        """Choose an entry of the menu bar, by its words."""
        bar = self.window.actions_.menus
        head = next(action for action in bar.actions() if action.text().replace("&", "") == title)
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                         bar.actionGeometry(head).center())
        self.choose(entry)

    def menu_text(self, name: str) -> str:
        """What an action is called in its menu at the moment."""
        return self.window.actions_[name].text()

    def pick_file(self, path: Path) -> None:
        """Name a file in the file dialog that is open."""
        self.see(lambda: any(isinstance(w, QFileDialog) and w.isVisible() for w in self.app.topLevelWidgets()))
        dialog = next(w for w in self.app.topLevelWidgets() if isinstance(w, QFileDialog) and w.isVisible())
        self.retype(dialog.findChild(QLineEdit, "fileNameEdit"), str(path))
        self.press("Return")
        self.see(lambda: not any(isinstance(w, QFileDialog) and w.isVisible() for w in self.app.topLevelWidgets()))

    def look_for(self, text: str) -> None:
        """Search: Ctrl+F, then the words."""
        self.press("Ctrl+F")
        self.type(text)
        if not text:
            self.press("Delete")
        self.settle()

    def import_file(self, path: Path) -> QDialog:
        """Ctrl+I, choose a file, and look at the preview (or at what is asked first)."""
        if not self.sees("importDialog"):
            self.press("Ctrl+I")
        dialog = self.dialog()
        self.click(self.find("importChoose"))
        self.pick_file(path)
        self.settle()
        return dialog

    # -- inside

    def _target(self) -> QWidget:
        if self.app.activePopupWidget() is None and not self._active():
            front = self.app.activeModalWidget() or self.window
            front.activateWindow()  # the part of a window manager: the window that was in front is gone
            self.see(self._active)
        target = self.app.activePopupWidget() or self.app.focusWidget() or self.app.activeWindow()
        assert target is not None, "nothing has the keyboard"
        return target

    def _active(self) -> bool:
        front = self.app.activeWindow()
        return front is not None and front.isVisible()

    def _everything(self, kind: type) -> list[Any]:
        found: list[Any] = []
        for top in self.app.topLevelWidgets():
            if top.isVisible():
                found += ([top] if isinstance(top, kind) else []) + top.findChildren(kind)
        return found


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's, with more patience."""
    return PatientBot(request)


@pytest.fixture
def user(tmp_path: Path, clock: Clock, qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[..., Person]]:
    """Starts the program: ``me = user()``; ``asked=True`` leaves the question for the own name standing.

    The window was left at a person; ``fresh=True``: it was never open before.
    """
    from ui.app import start

    desks: list[Desk] = []

    def begin(name: str = "test.kithbook", width: int = 1400, height: int = 860, asked: bool = False,
              waits: bool = True, fresh: bool = False) -> Person:
        settings = QSettings(str(tmp_path / "state" / "window.ini"), QSettings.Format.IniFormat)
        if not fresh and not settings.contains("place"):
            settings.setValue("place", "")
            settings.sync()
        desk = start(tmp_path / name, state=tmp_path / "state", app=qapp, clock=clock)
        desks.append(desk)
        desk.theme.motion = lambda widget=None: 0
        me = Person(desk, qapp, qtbot)
        if waits:
            me.see(lambda: desk.window is not None)
            desk.window.resize(width, height)
            desk.window.activateWindow()
            me.settle()
            qtbot.waitUntil(desk.window.isActiveWindow)
            me.settle()
            if not asked and me.sees("meStrip"):
                me.find("meStrip").hide()
        return me

    yield begin
    for desk in desks:
        quits = qapp.quitOnLastWindowClosed()
        qapp.setQuitOnLastWindowClosed(False)
        for top in qapp.topLevelWidgets():
            if isinstance(top, (QDialog, QMenu)):
                top.close()
        if desk.window is not None:
            desk.window.close()
        qapp.setQuitOnLastWindowClosed(quits)
        desk.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sample notebook of a Friday in November, told once; with the state of whoever told it."""
    from notebook.clock import Clock
    from notebook.sample.making import make
    from tests.conftest import NOW

    folder = tmp_path_factory.mktemp("story")
    make(folder / "Sample.kithbook", state=folder / "state", clock=Clock(lambda: NOW, ZoneInfo("Europe/Berlin")))
    return folder


@pytest.fixture
def story(user: Callable[..., Person], told: Path, tmp_path: Path) -> Callable[..., Person]:
    """Starts the program on a copy of the sample notebook, as Marta: ``me = story()``."""

    def begin(**more: Any) -> Person:
        shutil.copytree(told, tmp_path, dirs_exist_ok=True)
        return user("Sample.kithbook", **more)

    return begin


@pytest.fixture
def beside(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a command in a process of its own on the same notebook, as from a terminal beside the window."""

    def run(*arguments: str, name: str = "test.kithbook", state: str = "other") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(ROOT / "main.py"), "--notebook", str(tmp_path / name), "--as",
             str(tmp_path / state), *arguments],
            capture_output=True, text=True, check=True, timeout=60,
            env={**os.environ, "KITHBOOK_NOW": "2026-11-20T10:30", "QT_QPA_PLATFORM": "offscreen"})

    return run

