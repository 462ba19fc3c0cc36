"""The look: contrast of every pair that is used, the system's scheme followed, icons recoloured."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from ui.sheet import style_sheet
from ui.theme import AVATARS, TOKENS, Theme

PAIRS = [
    *((ink, paper) for ink in ("ink", "muted") for paper in ("background", "surface", "sunken", "selected", "hover")),
    *(("accent", paper) for paper in ("background", "surface", "accent-soft")), ("on-accent", "accent"),
    ("on-accent", "accent-strong"), ("warning", "surface"), ("warning", "background"), ("warning", "warning-soft"),
    ("good", "surface"), ("gold", "surface"), ("gold", "gold-soft"), ("ink", "accent-soft"),
]


def luminance(color: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    c = QColor(color)
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF())


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("ink", "paper"), PAIRS)
def test_text_keeps_its_contrast(ink: str, paper: str, dark: bool) -> None:
    assert contrast(TOKENS[ink][dark], TOKENS[paper][dark]) >= 4.5


@pytest.mark.parametrize("fill", AVATARS)
def test_initials_can_be_read(fill: str) -> None:
    assert contrast("#ffffff", fill) >= 4.5


def test_every_token_of_the_sheet_exists() -> None:
    assert "$" not in style_sheet({name: pair[0] for name, pair in TOKENS.items()})


def test_the_choice_is_remembered_and_told(qapp: QApplication, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "x.ini"), QSettings.Format.IniFormat)
    theme = Theme(qapp, settings)
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(theme.dark))
    theme.set_mode("dark")
    assert told == [True]
    assert qapp.palette().window().color() == theme.color("background") == QColor("#1c1e22")
    assert Theme(qapp, settings).mode == "dark"
    theme.set_mode("light")
    assert told == [True, False]


def test_icons_take_the_colour_and_the_density_asked_for(theme: Theme) -> None:
    made = theme.pixmap("phone", "accent", 16, 2.0)
    assert (made.width(), made.devicePixelRatio()) == (32, 2.0)
    image = made.toImage()
    inked = {image.pixelColor(x, y).name() for x in range(32) for y in range(32)
             if image.pixelColor(x, y).alpha() == 255}
    assert inked == {theme.color("accent").name()}


def test_an_icon_follows_the_theme(theme: Theme) -> None:
    icon = theme.icon("phone", "ink")

    def darkest() -> int:
        image = icon.pixmap(32, 32).toImage()
        return min((image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height())
                    if image.pixelColor(x, y).alpha() > 200), default=-1)

    light = darkest()
    theme.set_mode("dark")
    assert 0 <= light < 80 < darkest()
    theme.set_mode("light")


def test_a_button_gets_its_icon_at_the_screens_density(theme: Theme) -> None:
    made = theme.icon("plus", "ink").pixmap(QSize(16, 16), 2.0)
    assert (made.width(), made.devicePixelRatio()) == (32, 2.0)


def test_every_icon_is_wanted_and_every_one_wanted_is_there() -> None:
    root = Path(__file__).resolve().parents[2]
    there = {path.stem for path in (root / "resources" / "icons").glob("*.svg")}
    calls, named = set(), set()
    for path in (root / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                named.add(node.value)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                first = node.args[0]
                if node.func.attr in ("icon", "pixmap") and isinstance(first, ast.Constant):
                    calls.add(first.value)
    assert calls and calls <= there, sorted(calls - there)
    assert there <= named, f"no pane shows {sorted(there - named)}"
