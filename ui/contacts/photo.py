"""Choosing a photo: from a file or dropped, scaled on the worker, stored as one undoable change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from notebook import Contact, KithbookError
from ui.contacts.photos import for_storage
from ui.tasks import Job, Tasks
from ui.words import put, words

LARGEST_FILE = 60_000_000


def choose_photo(parent: QWidget, contact: Contact, take: Callable[[str], None],
                 remove: Callable[[], None]) -> None:
    """A menu when there is a photo already, else the file dialog; nothing blocks."""
    def ask_file() -> None:
        dialog = QFileDialog(parent, _tr("Choose a photo"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_tr("Pictures (*.png *.jpg *.jpeg *.webp *.gif *.bmp)"))
        dialog.fileSelected.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    if contact.photo_id is None:
        ask_file()
        return
    menu = QMenu(parent)
    menu.addAction(_tr("Choose another photo…"), ask_file)
    menu.addAction(_tr("Remove the photo"), remove)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(parent.mapToGlobal(parent.rect().topLeft() + parent.childrenRect().topLeft()))


def keep_photo(book: Any, tasks: Tasks, contact: Contact, path: str, say: Callable[[str], None]) -> None:
    """Read and scale the picture on the worker, then store it; ``say`` gets a sentence when it cannot be."""
    def work(job: Job) -> tuple[bytes, str] | None:
        file = Path(path)
        if file.stat().st_size > LARGEST_FILE:
            return None
        return for_storage(file.read_bytes())

    def done(made: tuple[bytes, str] | None) -> None:
        if made is None:
            say(_tr("This file is not a picture that can be read."))
            return
        try:
            book.contacts.set_photo(contact.id, made[0], made[1])
        except KithbookError as error:
            say(words(error.sentence))

    def failed(error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error
        say(put(_tr("{file} cannot be read. Is it still there, and may you open it?"), file=Path(path).name))

    tasks.read(work, done, failed)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Photo", text)
