"""What a screen reader finds in these panes, and that nothing a person typed is taken for markup."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

if TYPE_CHECKING:
    from notebook.book import Notebook
    from tests.ui.value.conftest import Shown

HARD = "<b>Ann</b> & “Çö” 陈明 \u202eabc\u202c <img src='file:///etc/passwd'>"


@pytest.fixture
def hard(book: Notebook, ann: bytes, stand: bytes) -> dict[str, Any]:
    """The same texts everywhere, as bad as they come; what each pane is to show."""
    book.contacts.edit(ann, full_name=HARD)
    book.products.edit(stand, name=HARD, about=HARD)
    book.wants.add(ann, HARD, product=stand, words_said=HARD)
    book.stories.tell(ann, stand, HARD, quote="named")
    book.favours.gave(ann, "other", HARD)
    book.contacts.add_detail(ann, "interest", HARD)
    item = book.shelf.add(HARD, interests=[HARD])
    book.plans.add_step(book.plans.intend(ann, HARD), HARD)
    card = book.contacts.get(ann)
    return {"tab": card, "plan": card, "products": stand, "shelf": item, "demand": None}


def kinds() -> dict[str, Any]:
    from ui.value.demand import DemandPage
    from ui.value.plan import PlanTab
    from ui.value.products import ProductsPage
    from ui.value.shelf import ShelfPage
    from ui.value.tab import ProductsTab

    return {"tab": ProductsTab, "plan": PlanTab, "products": ProductsPage, "shelf": ShelfPage, "demand": DemandPage}


@pytest.mark.parametrize("name", ["tab", "plan", "products", "shelf", "demand"])
def test_everything_has_a_name_and_text_stays_text(
    shown: Callable[..., Shown], hard: dict[str, Any], name: str
) -> None:
    held = shown(kinds()[name])
    show = held.pane.show_contact if name in ("tab", "plan") else held.pane.show_place
    show(hard[name])
    held.settle()
    nameless = [type(one).__name__ for one in held.pane.findChildren(QWidget)
                if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
                and isinstance(one, (QAbstractButton, QLineEdit)) and not one.accessibleName()]
    assert nameless == []
    rich = [one.text() for one in held.pane.findChildren(QLabel) if one.textFormat() != Qt.TextFormat.PlainText]
    assert rich == []
    tips = [one.toolTip() for one in held.pane.findChildren(QWidget) if "<img" in one.toolTip()]
    assert tips == []
    assert not held.pane.grab().isNull()


@pytest.mark.parametrize("name", ["tab", "plan", "products", "shelf", "demand"])
def test_from_right_to_left_it_fits_too(shown: Callable[..., Shown], hard: dict[str, Any], name: str) -> None:
    held = shown(kinds()[name], 372)
    held.pane.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    show = held.pane.show_contact if name in ("tab", "plan") else held.pane.show_place
    show(hard[name])
    held.settle()
    assert held.pane.width() == 372
    assert not held.pane.grab().isNull()
