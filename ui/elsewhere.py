"""Somebody was deleted by another process (a command beside the window, a colleague) while their card is shown here.

It is said, with the way back where this device deleted them, and nobody else is shown in their place: whoever was
typing goes on typing, so the keyboard is put where letters do nothing. What was typed waits as a draft.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.words import put

if TYPE_CHECKING:
    from ui.window import MainWindow

_DELETED = ("Delete {name}", "Delete {n} contact", "Delete {n} contacts")  # titles whose undo brings contacts back


def leave_gone(window: MainWindow) -> None:
    """Away from the contact that is shown, who is not in the notebook any more; to nobody else."""
    gone = window.person.contact
    if (focus := window.focusWidget()) is not None:
        focus.clearFocus()  # before what has it is hidden: Qt would hand it on
    window.show_contact(None)
    name = " ".join(gone.name.split())
    told = put(QCoreApplication.translate("elsewhere", "{name} was deleted elsewhere"), name=name)
    title = window.book.undo_title()
    if title is not None and title.text in _DELETED and not window.book.read_only:
        window.offer_undo(told, gone.id)
    else:
        window.say(told)
