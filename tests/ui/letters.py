"""Letters of twice the size, as somebody has them who sees badly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication


@contextmanager
def twice_the_size(app: QApplication) -> Iterator[None]:
    """The application's font doubled, and as it was afterwards."""
    usual = QFont(app.font())
    font = QFont(usual)
    font.setPointSizeF(usual.pointSizeF() * 2)
    app.setFont(font)
    yield
    app.setFont(usual)
