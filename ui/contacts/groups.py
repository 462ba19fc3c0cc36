"""Groups: asking for the name of a new one, renaming, its rhythm, deleting; from the rail's menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QDialog, QMenu

from notebook import KithbookError, say
from ui.asking import ask_line


def _tr(text: str) -> str:
    return QCoreApplication.translate("Groups", text)


def ask_group(window: Any, book: Any, then: Callable[[bytes], object] | None = None) -> QDialog:
    """Ask for the name of a new group and make it; ``then`` gets its id."""
    def make(name: str) -> None:
        made = book.groups.create(name)
        if then is not None:
            then(made)

    return ask_line(window, _tr("Name of the new group"), "", make)


def group_menu(window: Any, book: Any, group: bytes, name: str, where: QPoint) -> QMenu:
    """What can be done with a group: rename, delete (undoable)."""
    menu = QMenu(window)
    menu.addAction(_tr("Rename…"), lambda: ask_line(
        window, _tr("Name of the group"), name, lambda new: book.groups.rename(group, new)))

    def delete() -> None:
        try:
            book.groups.delete(group)
        except KithbookError as error:
            window.trouble(error)
            return
        window.tell(say("Delete group {name}", name=name))

    menu.addAction(_tr("Delete"), delete)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(where)
    return menu


def search_menu(window: Any, book: Any, search: bytes, name: str, where: QPoint) -> QMenu:
    """What can be done with a saved search: delete (undoable)."""
    menu = QMenu(window)

    def delete() -> None:
        try:
            book.groups.delete_search(search)
        except KithbookError as error:
            window.trouble(error)
            return
        window.tell(say("Delete a saved search"))

    menu.addAction(_tr("Delete"), delete)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(where)
    return menu
