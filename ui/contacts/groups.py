"""Groups: asking for the name of a new one, renaming, its rhythm, deleting; from the rail's menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QMenu, QVBoxLayout

from notebook import KithbookError
from ui.widgets import label
from ui.words import words


def _tr(text: str) -> str:
    return QCoreApplication.translate("Groups", text)


def ask_name(window: Any, title: str, before: str, take: Callable[[str], object]) -> QDialog:
    """Ask for one line; ``take`` gets it, and a refusal stays in the dialog."""
    dialog = QDialog(window)
    dialog.setObjectName("nameDialog")
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setMinimumWidth(360)
    field = QLineEdit(before, dialog)
    field.setAccessibleName(title)
    field.selectAll()
    trouble = label("", "warning", wrap=True, parent=dialog)
    trouble.hide()
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, dialog)
    column = QVBoxLayout(dialog)
    column.addWidget(label(title, wrap=True, parent=dialog))
    column.addWidget(field)
    column.addWidget(trouble)
    column.addWidget(buttons)

    def accept() -> None:
        try:
            take(field.text())
        except KithbookError as error:
            trouble.setText(words(error.sentence))
            trouble.show()
            return
        dialog.accept()

    buttons.accepted.connect(accept)
    buttons.rejected.connect(dialog.reject)
    dialog.open()
    field.setFocus()
    return dialog


def ask_group(window: Any, book: Any, then: Callable[[bytes], object] | None = None) -> QDialog:
    """Ask for the name of a new group and make it; ``then`` gets its id."""
    def make(name: str) -> None:
        made = book.groups.create(name)
        if then is not None:
            then(made)

    return ask_name(window, _tr("Name of the new group"), "", make)


def group_menu(window: Any, book: Any, group: bytes, name: str, where: QPoint) -> QMenu:
    """What can be done with a group: rename, delete (undoable)."""
    menu = QMenu(window)
    menu.addAction(_tr("Rename…"), lambda: ask_name(
        window, _tr("Name of the group"), name, lambda new: book.groups.rename(group, new)))

    def delete() -> None:
        try:
            book.groups.delete(group)
        except KithbookError as error:
            window.trouble(error)
            return
        window.offer_undo(_tr("The group {name} was deleted").format(name=name))

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

    menu.addAction(_tr("Delete"), delete)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(where)
    return menu
