"""An icon of the set as a widget of its own, drawn in the colour that its token has now."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Theme


class Mark(QWidget):
    """Shows one icon, centred in its height."""

    def __init__(self, theme: Theme, name: str, token: str, height: int, parent: QWidget, size: int = 14) -> None:
        super().__init__(parent)
        self._theme, self._name, self._token, self._size = theme, name, token, theme.px(size)
        self.setFixedSize(self._size, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icon = self._theme.pixmap(self._name, self._token, self._size, self.devicePixelRatioF())
        painter.drawPixmap(0, (self.height() - self._size) // 2, icon)
