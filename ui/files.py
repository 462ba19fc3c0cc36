"""Files: another notebook, back up, restore, check, import and export; long work runs on the worker.

Dialogs are opened, never waited for. A word at the bottom of the window says how it ended.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog

from notebook import KithbookError
from ui.widgets import ask
from ui.words import put, words

SUFFIX = "kithbook"


class Files(QObject):
    """The file commands of one window."""

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._window, self._book, self._tasks = window, window.book, window.tasks
        self._dialogs: dict[str, Any] = {}

    # -- notebooks

    def new(self) -> None:
        """Ask where; then the window opens the new notebook."""
        choose_file(self._window, self.tr("New notebook"), self._kind(), self._new, save=True,
                    start=str(Path(self._book.path).parent))

    def _new(self, path: Path) -> None:
        if path.exists():
            self._window.say(self.tr("There is a file of that name already. Choose another name."))
            return
        self._window.openWanted.emit(path, "new")

    def open(self) -> None:
        """Ask which; then the window opens it."""
        choose_file(self._window, self.tr("Open a notebook"), self._kind(),
                    lambda path: self._window.openWanted.emit(path, "open"),
                    start=str(Path(self._book.path).parent))

    def sample(self) -> None:
        """Make the sample notebook beside this one (or open the one that is there)."""
        path = Path(self._book.path).with_name(f"Sample.{SUFFIX}")
        if path.exists():
            self._window.openWanted.emit(path, "open")
            return
        self._window.status.say(self.tr("Making the sample notebook …"))
        self._window.openWanted.emit(path, "sample")

    # -- keeping

    def back_up(self) -> None:
        """Ask where; copy while work goes on."""
        book = self._book

        def start(path: Path) -> None:
            def work(job: Any) -> Path:
                book.backup(path, job.step)
                return path

            self._tasks.run(work, lambda done: self._window.say(
                put(self.tr("The backup is in {file}"), file=done)), self._failed)

        name = f"{Path(book.path).stem} {book.clock.today().isoformat()}.{SUFFIX}"
        choose_file(self._window, self.tr("Back up to"), self._kind(), start, save=True,
                    start=str(Path(book.path).with_name(name)))

    def restore(self) -> None:
        """Ask which backup; what is there now is kept beside it."""
        def chosen(path: Path) -> None:
            ask(self._window, self.tr("Restore"),
                put(self.tr("Put the backup {file} in the place of this notebook?"), file=path.name),
                [(self.tr("Restore"), lambda: self._window.openWanted.emit(path, "restore")),
                 (self.tr("Leave everything as it is"), None)],
                self.tr("What is in the notebook now is kept beside it, in a file of its own."))

        choose_file(self._window, self.tr("Restore a backup"), self._kind(), chosen,
                    start=str(Path(self._book.path).parent))

    def check(self) -> None:
        """Look the whole file over on the worker, then say what was found."""
        book = self._book
        self._window.status.say(self.tr("Looking the notebook over …"), 60)

        def work(job: Any) -> list[Any]:
            return list(book.check(job.counted))

        def done(found: list[Any]) -> None:
            self._window.status.say("")
            if not found:
                self._window.say(self.tr("Everything in this notebook is as it should be"))
                return
            more = "\n".join(words(sentence) for sentence in found[:20])
            choices: list[tuple[str, Callable[[], object] | None]] = [
                (self.tr("Restore a backup…"), self.restore), (self.tr("Close"), None)]
            ask(self._window, self.tr("Check"), self.tr("Something in this notebook is not as it should be."),
                choices, more)

        self._tasks.run(work, done, self._failed)

    # -- in and out

    def import_(self) -> None:
        """The import dialog."""
        self._show("import")

    def import_files(self, files: list[Path]) -> None:
        """The import dialog with files that were dropped on the window."""
        self._show("import").take_files(files)

    def export(self) -> None:
        """The export dialog."""
        self._show("export")

    def _show(self, which: str) -> QDialog:
        from ui.exchange import ExportDialog, ImportDialog

        open_one = self._dialogs.get(which)
        if open_one is not None and open_one.isVisible():
            open_one.raise_()
            return open_one
        if open_one is not None:
            open_one.deleteLater()
        window = self._window
        given = (self._book, window.theme, window.bridge, self._tasks, window)
        if which == "import":
            made: QDialog = ImportDialog(*given)
        else:
            current = window.current
            made = ExportDialog(*given, shown=list(window.people.rows.ids), selected=[current] if current else [])
        self._dialogs[which] = made
        made.open()
        return made

    def _kind(self) -> str:
        return self.tr("Notebooks (*.{suffix})").format(suffix=SUFFIX)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KithbookError):
            raise error
        self._window.trouble(error)


def choose_file(parent: Any, title: str, kind: str, take: Callable[[Path], object], save: bool = False,
                start: str = "") -> QFileDialog:
    """A file dialog that does not block; ``take`` gets the path."""
    dialog = QFileDialog(parent, title)
    dialog.setObjectName("fileDialog")
    dialog.setNameFilters([kind, QFileDialog.tr("All files (*)")])
    if save:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(SUFFIX)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    if start:
        place = Path(start)
        if place.is_dir():
            dialog.setDirectory(str(place))
        else:
            dialog.setDirectory(str(place.parent))
            dialog.selectFile(place.name)
    dialog.fileSelected.connect(lambda name: take(Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
