"""Photos for lists: decoded and scaled on the worker, kept small, handed out as pixmaps when they are ready."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from ui.tasks import Job, Tasks

SIDE = 144  # enough for the header at double density
STORED = 512  # what is kept in the notebook
LARGEST = 24_000_000  # pixels of a picture we are willing to decode


class Photos(QObject):
    """Pixmaps by contact. ``ready`` says that some arrived."""

    ready = Signal()

    def __init__(self, read: Callable[[bytes], tuple[bytes, str] | None], tasks: Tasks,
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read, self._tasks = read, tasks
        self._made: dict[bytes, QPixmap | None] = {}
        self._wanted: list[bytes] = []
        self._busy = False

    def get(self, contact: bytes) -> QPixmap | None:
        """The photo, or None when there is none or it is still being read (then ``ready`` follows)."""
        if contact in self._made:
            return self._made[contact]
        if contact not in self._wanted:
            self._wanted.append(contact)
            self._next()
        return None

    def drop(self, contact: bytes | None = None) -> None:
        """A photo has changed (None: any may have)."""
        if contact is None:
            self._made.clear()
        else:
            self._made.pop(contact, None)

    def _next(self) -> None:
        if self._busy or not self._wanted:
            return
        self._busy = True
        batch, self._wanted = self._wanted[-24:], self._wanted[:-24]

        def work(job: Job) -> list[tuple[bytes, QImage | None]]:
            out: list[tuple[bytes, QImage | None]] = []
            for contact in batch:
                found = self._read(contact)
                out.append((contact, None if found is None else decode(found[0], SIDE)))
            return out

        self._tasks.read(work, self._arrived, lambda error: self._arrived([(c, None) for c in batch]))

    def _arrived(self, made: Any) -> None:
        self._busy = False
        if len(self._made) > 400:
            self._made.clear()
        for contact, image in made:
            self._made[contact] = None if image is None else QPixmap.fromImage(image)
        self.ready.emit()
        self._next()


def decode(raw: bytes, side: int) -> QImage | None:
    """A picture no larger than ``side``; None when these bytes are none, or a monstrous one."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImageReader

    buffer = QBuffer()
    buffer.setData(QByteArray(raw))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        if size.width() * size.height() > LARGEST:
            return None
        if max(size.width(), size.height()) > side:
            reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return None
    if max(image.width(), image.height()) > side:
        image = image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio,
                             Qt.TransformationMode.SmoothTransformation)
    return image


def for_storage(raw: bytes) -> tuple[bytes, str] | None:
    """What the notebook keeps of a chosen picture: at most 512 pixels, JPEG, or PNG where it has holes."""
    image = decode(raw, STORED)
    if image is None:
        return None
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice

    clear = image.hasAlphaChannel()
    out = QByteArray()
    buffer = QBuffer(out)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG" if clear else "JPEG", -1 if clear else 88):
        return None
    return bytes(out.data()), "image/png" if clear else "image/jpeg"
