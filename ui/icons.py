"""Icons: the SVGs in ``resources/icons`` (lucide names), drawn in a colour of ours and sharp at any scale.

An SVG is read and rendered when it is first painted, never before, so that starting costs nothing for icons
that are not on the screen. The set draws with ``currentColor``; that is what is replaced.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QImage, QPainter, QPixmap

MISSING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"/>'


class Icons:
    """The icon set in one folder, with the pixmaps made so far."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.asleep = False  # nothing is drawn yet: rendering SVG has no place before the first paint
        self._sources: dict[str, bytes] = {}
        self._nothing = QPixmap()
        self._pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}

    def icon(self, name: str, color: Callable[[], QColor]) -> QIcon:
        """An icon that asks for its colour each time it is painted."""
        return QIcon(_Engine(self, name, color))

    def pixmap(self, name: str, color: QColor, size: int, ratio: float = 1.0) -> QPixmap:
        """``size`` device-independent pixels square, rendered for a screen of ``ratio``."""
        if self.asleep:
            return self._nothing
        key = (name, color.rgba(), size, ratio)
        found = self._pixmaps.get(key)
        if found is None:
            found = self._pixmaps[key] = self._render(name, color, size, ratio)
        return found

    def _render(self, name: str, color: QColor, size: int, ratio: float) -> QPixmap:
        from PySide6.QtSvg import QSvgRenderer  # only once something is painted

        source = self._source(name).replace(b"currentColor", color.name().encode())
        side = max(1, round(size * ratio))
        image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, side, side))
        painter.end()
        image.setDevicePixelRatio(ratio)
        return QPixmap.fromImage(image)

    def _source(self, name: str) -> bytes:
        found = self._sources.get(name)
        if found is None:
            path = self._folder / f"{name}.svg"
            found = self._sources[name] = path.read_bytes() if path.exists() else MISSING
        return found


def ratio_of(painter: QPainter) -> float:
    """Device pixels per pixel where this paints (not asked of the device: no QWidget may come back from Qt
    before the first list is painted, the first one wakes the enums of all its kinds, 15 ms)."""
    return painter.deviceTransform().m11() or 1.0


class _Engine(QIconEngine):
    """Paints one icon of the set; disabled ones fainter."""

    def __init__(self, icons: Icons, name: str, color: Callable[[], QColor]) -> None:
        super().__init__()
        self._icons, self._name, self._color = icons, name, color

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        ratio = ratio_of(painter)
        corner = rect.topLeft() + QPoint((rect.width() - side) // 2, (rect.height() - side) // 2)
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(painter.opacity() * 0.45)
        painter.drawPixmap(corner, self._icons.pixmap(self._name, self._color(), side, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        side = max(1, min(size.width(), size.height()))
        color = QColor(self._color())
        plain = self._icons.pixmap(self._name, color, side, max(scale, 1.0))
        if mode != QIcon.Mode.Disabled or plain.isNull():
            return plain
        faint = QPixmap(plain.size())
        faint.setDevicePixelRatio(plain.devicePixelRatio())
        faint.fill(Qt.GlobalColor.transparent)
        painter = QPainter(faint)
        painter.setOpacity(0.45)
        painter.drawPixmap(0, 0, plain)
        painter.end()
        return faint

    def clone(self) -> QIconEngine:
        return _Engine(self._icons, self._name, self._color)
