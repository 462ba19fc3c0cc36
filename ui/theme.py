"""The look: colour tokens in light and dark, the palette and the one style sheet made of them, the icons.

`Theme` follows the system's colour scheme unless the user chose one, and says ``changed`` when its colours
are others. Widgets ask it for colours by name (``theme.color("accent")``) when they paint, so nothing has
to be told twice. Sizes are in device-independent pixels on a grid of 8; the font is the system's at its size.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from ui.icons import Icons
from ui.sheet import style_sheet

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

# name -> (light, dark); the first eleven are look.md's, the rest are derived from them for soft fills.
TOKENS: dict[str, tuple[str, str]] = {
    "background": ("#f6f5f2", "#1c1e22"),
    "surface": ("#ffffff", "#25282d"),
    "sunken": ("#efede8", "#1f2226"),
    "line": ("#e2dfd8", "#363a41"),
    "ink": ("#22242a", "#e9e8e4"),
    "muted": ("#62666f", "#a4a8b2"),
    "accent": ("#2f6f62", "#6fbfae"),
    "accent-soft": ("#dfeee9", "#25413b"),
    "warning": ("#a54a15", "#f0a06a"),
    "good": ("#2d7046", "#7cc796"),
    "gold": ("#80600f", "#e0bd62"),
    "on-accent": ("#ffffff", "#14201d"),
    "accent-strong": ("#285f54", "#83cdbd"),
    "selected": ("#e3edea", "#2b3a38"),
    "hover": ("#f1efea", "#2c3036"),
    "warning-soft": ("#fbe9dd", "#43301f"),
    "gold-soft": ("#f7eed3", "#40371d"),
    "control": ("#8f9196", "#787d87"),  # outline of what can be ticked or filled: 3:1 on surface
}

# Fills behind white initials; every one has 4.5:1 against white in both schemes.
AVATARS = ("#8a6a36", "#2f6f62", "#5a5a9a", "#9a5769", "#3b6e8a", "#5f7a2c", "#8a3636", "#5e616b",
           "#2c5e70", "#7a4f8a", "#93561f", "#466b46")

MODES = ("system", "light", "dark")


USUAL = 19  # the height of a line up to which letters are of usual size


def grown(pixels: float, metrics: QFontMetrics) -> int:
    """So many pixels beside letters of usual size, more beside larger ones."""
    return round(pixels * max(1.0, metrics.height() / USUAL))


class Theme(QObject):
    """Colours, icons and measures of one application; hand it to every constructor that paints.

    ``brief``: only what the first paint needs, until `complete`.
    """

    changed = Signal()

    def __init__(self, app: QApplication, settings: QSettings | None = None, icons: Path | None = None,
                 parent: QObject | None = None, brief: bool = False) -> None:
        super().__init__(parent)
        self._app = app
        self._settings = settings
        stored = str(settings.value("theme", "system")) if settings is not None else "system"
        self._mode = stored if stored in MODES else "system"
        self.dark = self._wants_dark()
        self._colors: dict[str, QColor] = {}
        self._icons = Icons(icons or Path(__file__).resolve().parent.parent / "resources" / "icons")
        self._brief = self._icons.asleep = brief
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self.apply()

    @property
    def mode(self) -> str:
        """``system``, ``light`` or ``dark``: what the user chose."""
        return self._mode

    def set_mode(self, mode: str) -> None:
        """Choose ``system``, ``light`` or ``dark``; remembered."""
        self._mode = mode
        if self._settings is not None:
            self._settings.setValue("theme", mode)
        self._follow()

    def color(self, token: str) -> QColor:
        """The colour of a token (see `TOKENS`) in the present scheme."""
        found = self._colors.get(token)
        if found is None:
            found = self._colors[token] = QColor(TOKENS[token][self.dark])
        return found

    def avatar(self, key: bytes) -> QColor:
        """The fill behind somebody's initials: always the same for the same id."""
        return QColor(AVATARS[sum(key) % len(AVATARS)])

    def icon(self, name: str, token: str = "muted") -> QIcon:
        """An icon of the set (lucide name) that is drawn in a token's colour, whatever the scheme."""
        return self._icons.icon(name, lambda: self.color(token))

    def pixmap(self, name: str, token: str, size: int, ratio: float = 1.0) -> QPixmap:
        """An icon for a painter: ``size`` in device-independent pixels, sharp at ``ratio``; cached."""
        return self._icons.pixmap(name, self.color(token), size, ratio)

    def font(self, scale: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The system's font, scaled and weighted."""
        font = QFont(self._app.font())
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * scale)
        else:
            font.setPixelSize(round(font.pixelSize() * scale))
        font.setWeight(weight)
        return font

    def px(self, pixels: float) -> int:
        """So many pixels where letters are of usual size, more beside larger ones: icons, faces, columns of words."""
        return grown(pixels, QFontMetrics(self._app.font()))

    def motion(self, widget: QWidget | None = None) -> int:
        """Milliseconds an explaining movement may take: at most 150, 0 when the system wants none."""
        from PySide6.QtWidgets import QStyle

        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return min(150, self._app.style().styleHint(hint, None, widget))

    def apply(self) -> None:
        """Put palette and style sheet on the application (whose style is Fusion: see ``ui.app``)."""
        self._app.setPalette(self._palette())
        colors = {name: pair[self.dark] for name, pair in TOKENS.items()}
        self._app.setStyleSheet(style_sheet(colors, self.dark, self._brief))

    def complete(self) -> None:
        """After the first paint: icons appear, and the sheet has the rules for what comes later."""
        if self._brief:
            self._brief = self._icons.asleep = False
            self.apply()

    def _wants_dark(self) -> bool:
        if self._mode == "system":
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._mode == "dark"

    def _follow(self) -> None:
        dark = self._wants_dark()
        if dark == self.dark:
            return
        self.dark = dark
        self._colors.clear()
        self.apply()
        self.changed.emit()

    def _palette(self) -> QPalette:
        role = QPalette.ColorRole
        palette = QPalette()
        for kind, token in (
            (role.Window, "background"), (role.WindowText, "ink"), (role.Base, "surface"),
            (role.AlternateBase, "sunken"), (role.Text, "ink"), (role.Button, "surface"),
            (role.ButtonText, "ink"), (role.BrightText, "ink"), (role.ToolTipBase, "surface"),
            (role.ToolTipText, "ink"), (role.PlaceholderText, "muted"), (role.Highlight, "accent"),
            (role.HighlightedText, "on-accent"), (role.Link, "accent"), (role.LinkVisited, "accent"),
            (role.Light, "surface"), (role.Midlight, "line"), (role.Mid, "line"), (role.Dark, "muted"),
            (role.Shadow, "line"), (role.Accent, "accent"),
        ):
            palette.setColor(kind, self.color(token))
        for kind in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, kind, self.color("control"))
        return palette
