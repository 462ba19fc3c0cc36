"""What is done with attached files: open, save, choose and drop.

Opening writes a copy into a folder only this user can read, gone with the window, and hands it to the
system's program for such files. Whatever that might run (`ui.timeline.filenames`) is only ever saved.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from weakref import finalize

from PySide6.QtCore import QMimeData, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from notebook import Attachment, KithbookError
from ui.timeline.filenames import runs, safe_name
from ui.widgets import ask
from ui.words import put, words


class AttachedFiles(QObject):
    """Takes the attachments of one notebook out of it. ``said`` tells what did not work."""

    said = Signal(str)

    def __init__(self, book: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self._book, self._widget = book, parent
        self._folder: Path | None = None

    def open(self, attachment: Attachment) -> None:
        """Show it with the system's program for such files; what would be run is offered to be saved."""
        data = self._read(attachment)
        if data is None:
            return
        name = safe_name(attachment.name)
        if runs(name, data):
            ask(self._widget, self.tr("Attached file"),
                put(self.tr("{file} is a program or can start one, so it is not opened from here."), file=name),
                [(self.tr("Save as…"), lambda: self.save_as(attachment)), (self.tr("Cancel"), None)],
                self.tr("Save it only when you know who made it."))
            return
        path = self._write(attachment, name, data)
        if path is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.said.emit(put(self.tr("No program here opens {file}. Save it instead."), file=name))

    def save_as(self, attachment: Attachment) -> None:
        """Ask where a copy goes."""
        name = safe_name(attachment.name)
        dialog = QFileDialog(self._widget, self.tr("Save as"))
        dialog.setObjectName("saveAttachmentDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self._save(attachment, Path(path)))
        dialog.open()

    def choose(self, take: Callable[[list[Path]], object]) -> None:
        """Ask for files to attach."""
        dialog = QFileDialog(self._widget, self.tr("Attach a file"))
        dialog.setObjectName("attachDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: take([Path(name) for name in names]))
        dialog.open()

    def _save(self, attachment: Attachment, path: Path) -> None:
        data = self._read(attachment)
        if data is None:
            return
        try:
            path.write_bytes(data)
        except OSError as error:
            self.said.emit(self._unwritten(path.name, error))

    def _read(self, attachment: Attachment) -> bytes | None:
        try:
            data: bytes = self._book.timeline.attachments.read(attachment.id)
        except KithbookError as error:
            self.said.emit(words(error.sentence))
            return None
        return data

    def _write(self, attachment: Attachment, name: str, data: bytes) -> Path | None:
        """A copy to look at: read-only, so that nobody works in a file that goes away."""
        try:
            if self._folder is None:
                self._folder = Path(mkdtemp(prefix="kithbook-files-"))  # 0700
                finalize(self, _remove, self._folder)  # with the pane, at the latest when the program ends
            own = self._folder / attachment.id.hex()
            own.mkdir(mode=0o700, exist_ok=True)
            path = own / name
            if not path.exists():
                path.write_bytes(data)
                path.chmod(0o400)
        except OSError as error:
            self.said.emit(self._unwritten(name, error))
            return None
        return path

    def _unwritten(self, name: str, error: OSError) -> str:
        return put(self.tr("{file} could not be written: {reason}."), file=name, reason=error.strerror or error)


def _remove(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):  # files before their folders
        with suppress(OSError):  # where a program holds one open, the system's cleaning takes it
            path.chmod(0o700)
            path.rmdir() if path.is_dir() else path.unlink()
    with suppress(OSError):
        folder.rmdir()


def files_in(data: QMimeData) -> list[Path]:
    """The files of this computer in what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
