"""The application: starts Qt, opens the notebook, shows its window, or the sentence that says why not."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from notebook import Clock, KithbookError, NotebookMissing, say
from ui.collector import Collector
from ui.single import Single
from ui.theme import Theme

STYLE = ("-style", "fusion")  # the one style that takes palette and sheet everywhere alike
log = logging.getLogger("kithbook.window")


class Desk(QObject):
    """Opens one notebook after the other, each in a window of its own; the program ends with the last."""

    def __init__(self, app: QApplication, state: Path, clock: Clock) -> None:
        super().__init__(app)
        self._app, self._state, self._clock = app, state, clock
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.settings = QSettings(str(state / "window.ini"), QSettings.Format.IniFormat)
        self.theme = Theme(app, self.settings, parent=self, brief=True)
        self.collector = Collector(self)
        self.window: Any = None
        self._single: Single | None = None
        self._dialog: Any = None
        self._told = False

    def open(self, path: Path, how: str = "start") -> None:
        """Open a notebook. ``how``: start, open, new, readonly, restore (``path``: the backup), sample."""
        place = Path(self.window.book.path) if how == "restore" and self.window is not None else path
        if how == "restore":
            place = self._aimed
        single = Single(place, self)
        same = self.window is not None and _same(place, Path(self.window.book.path))
        if not same and not single.claim():
            self._already_open(single, place)
            return
        if same:
            single = self._single or single
        if how == "sample":
            self._make_sample(place, single)
            return
        old = self.window
        again = ""
        if same and old is not None:
            again = "readonly" if old.book.read_only else "open"
            self._leave(old, keep=single)
            old = None
        try:
            book = self._book(path, place, how)
        except KithbookError as error:
            if not (again and how == "restore" and self._come_back(place, again, single, error)):
                single.release()
                self._cannot(place, error)
            return
        if old is not None:
            self._leave(old)
        self._show(book, single)

    def _come_back(self, place: Path, how: str, single: Single, error: KithbookError) -> bool:
        """A restore that failed has changed nothing: the window shows again what it showed, and why."""
        try:
            self._show(self._book(place, place, how), single)
        except KithbookError:
            return False  # then the first error is told
        self.window.trouble(error)
        return True

    def _book(self, path: Path, place: Path, how: str) -> Any:
        from notebook import Notebook, restore

        if how == "restore":
            restore(path, place, state=self._state, clock=self._clock)
        known = self.settings.value("notebook") == str(place)
        create = how == "new" or (how == "start" and not known)
        self._aimed = place
        if not place.exists() and not create:
            raise NotebookMissing(say("There is no notebook at {file} any more.", file=place))
        return Notebook.open(place, state=self._state, clock=self._clock, create=create,
                             read_only=how == "readonly")

    def _show(self, book: Any, single: Single) -> None:
        from ui.tasks import Tasks
        from ui.window import MainWindow

        self._single = single
        self._aimed = Path(book.path)
        self.settings.setValue("notebook", str(book.path))
        window = MainWindow(book, self.theme, Tasks(), self.settings)
        self.window = window
        window.openWanted.connect(self._open_later)
        window.closed.connect(lambda: self._closed(window, book, single))
        window.ready.connect(lambda: self._settled(window, single))
        window.show()

    def _open_later(self, path: Path, how: str) -> None:
        QTimer.singleShot(0, self, lambda: self.open(path, how))

    def _settled(self, window: Any, single: Single) -> None:
        self.collector.settle()
        single.listen(lambda: bring_to_front(window))

    def _closed(self, window: Any, book: Any, single: Single) -> None:
        book.close()
        if window.property("keep") is not True:
            single.release()
        window.deleteLater()
        if self.window is window:
            self.window = None

    def _leave(self, window: Any, keep: Single | None = None) -> None:
        window.setProperty("keep", keep is not None)
        quits = self._app.quitOnLastWindowClosed()
        self._app.setQuitOnLastWindowClosed(False)
        window.close()
        self._app.setQuitOnLastWindowClosed(quits)

    def _make_sample(self, path: Path, single: Single) -> None:
        """The sample is made on the worker; then its window takes over."""
        from notebook import make_sample

        window = self.window

        def work(job: Any) -> Path:
            make_sample(path, state=self._state, clock=self._clock)
            return path

        def failed(error: Exception) -> None:
            single.release()
            if not isinstance(error, KithbookError):
                raise error
            window.trouble(error)

        def done(made: Path) -> None:
            single.release()
            self.open(made, "open")

        window.tasks.run(work, done, failed)

    def _already_open(self, single: Single, path: Path) -> None:
        if single.raise_other():
            if self.window is None:
                self._quit()
            return
        from ui.widgets import ask

        text = self.tr("This notebook is open already, in another window of Kithbook.")
        if self.window is not None:
            self.window.say(text)
            return
        self._dialog = ask(None, "Kithbook", text, [(self.tr("Quit"), self._quit)], str(path))

    def _cannot(self, path: Path, error: KithbookError) -> None:
        from ui.faults import CannotOpen

        self.theme.complete()
        self._aimed = path
        dialog = CannotOpen(self.theme, path, error, self.window)
        self._dialog = dialog
        dialog.chosen.connect(self._open_later)
        if self.window is None:
            dialog.rejected.connect(self._quit)
        dialog.finished.connect(self._forget_dialog)
        dialog.open()

    def _forget_dialog(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def _quit(self) -> None:
        QTimer.singleShot(0, self._app, self._app.quit)

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """What nobody caught: a sentence of the world is shown, anything else is a bug and logged as one."""
        if isinstance(error, KithbookError) and self.window is not None:
            self.window.trouble(error)
            return
        log.critical("A bug in Kithbook", exc_info=(kind, error, trace))
        if self.window is not None and not self._told:
            self._told = True
            self.window.say(self.tr("Something went wrong inside Kithbook; the last action may not have worked."))


def bring_to_front(window: Any) -> None:
    """Make a window seen."""
    if window.isMinimized():
        window.showNormal()
    window.show()
    window.raise_()
    window.activateWindow()


def start(path: Path, *, state: Path, app: QApplication | None = None, clock: Clock | None = None) -> Desk:
    """Everything but the event loop; for tests and for `run`."""
    app = app or QApplication([*sys.argv[:1], *STYLE])
    app.setApplicationName("Kithbook")
    app.setOrganizationName("Kithbook")
    app.setDesktopFileName("kithbook")
    desk = Desk(app, state, clock or Clock.from_environment())
    desk.open(path)
    return desk


def run(path: Path, *, state: Path, started: Callable[[Desk], None] | None = None) -> int:
    """Show the window of a notebook until it is closed; returns the exit code."""
    app = QApplication([*sys.argv[:1], *STYLE])
    desk = start(path, state=state, app=app)
    sys.excepthook = desk.report
    if started is not None:
        started(desk)
    return app.exec()


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
