"""A mistyped product is asked about at the bottom of the window, and one click takes it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from tests.ui.settling import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.window import MainWindow


def test_a_mistyped_product_is_asked_about(window: Callable[..., MainWindow], book: Notebook, qtbot: QtBot) -> None:
    ann = book.contacts.create("Ann Baker")
    book.products.add("Cool box")
    one = window()
    one.show_contact(ann)

    def told() -> str:
        toast = one.findChild(QWidget, "toast")
        shown = toast is not None and toast.isVisible()
        return str(toast.accessibleName()) if shown else ""

    def type_line(text: str) -> None:
        one.person.show_tab("timeline")
        one.person.timeline.focus_composer()
        qtbot.keyClicks(one.person.timeline.composer.line, text)
        qtbot.keyClick(one.person.timeline.composer.line, Qt.Key.Key_Return)

    type_line("bought: Cool bx")
    qtbot.waitUntil(lambda: "Cool bx is new; did you mean Cool box?" in told())
    assert book.products.find("Cool bx") is not None, "it never blocks"
    toast = one.findChild(QWidget, "toast")
    next(each for each in toast.findChildren(QPushButton) if each.text() == "Undo").click()
    qtbot.waitUntil(lambda: book.products.find("Cool bx") is None)
    assert book.products.purchases(ann) == []
    book.redo()
    settle(one, qtbot)
    assert "did you mean" not in told(), "what comes back is not new"
    book.undo()
    type_line("bought: Cool bx")  # the same slip once more
    qtbot.waitUntil(lambda: "Cool bx is new; did you mean Cool box?" in told())
    book.undo()
    type_line("bought: Cool box")
    qtbot.waitUntil(lambda: len(book.products.purchases(ann)) == 1)
    settle(one, qtbot)
    assert "did you mean" not in told()
    type_line("bought: Saddle")
    qtbot.waitUntil(lambda: book.products.find("Saddle") is not None)
    settle(one, qtbot)
    assert "did you mean" not in told()
