"""The menu of an entry: what can be done with it, with a promise in it, with what it left or made, with a file."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QMenu

from notebook import Attachment, Entry, Made, Promise, Takeaway, say
from ui.shortcuts import shown
from ui.theme import Theme
from ui.words import in_menu, put


def open_menu(pane: Any, theme: Theme, book: Any, entry: Entry,
              what: Promise | Takeaway | Made | Attachment | None, where: QPoint) -> None:
    """Open it over the pane, which acts on what is chosen."""
    menu = QMenu(pane)
    menu.setObjectName("entryMenu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def add(to: QMenu, icon: str, text: str, act: Any) -> None:
        to.addAction(theme.icon(icon), text).triggered.connect(lambda checked=False: act())

    def add_file(to: QMenu, file: Attachment) -> None:
        add(to, "external-link", _tr("Open"), lambda: pane.attached.open(file))
        add(to, "save", _tr("Save as…"), lambda: pane.attached.save_as(file))
        if not book.read_only:
            add(to, "x", _tr("Remove the file"), lambda: pane.detach(file))

    if isinstance(what, Attachment):
        add_file(menu, what)
        menu.addSeparator()
    for made in entry.made if what is None else (what,):
        if isinstance(made, Made):
            said = pane.words.made(made, entry.whose(made.contact, pane.shown))
            add(menu, "arrow-right", in_menu(put(_tr("Go to: {what}"), what=said)),
                lambda made=made: pane.recordWanted.emit(made))
    if not menu.isEmpty() and not isinstance(what, Attachment):
        menu.addSeparator()
    if not book.read_only:
        if isinstance(what, Promise) and what.open:
            _promise(pane, book, menu, add, what)
        elif isinstance(what, Takeaway):
            _takeaway(pane, book, menu, add, what)
        add(menu, "pencil", _tr("Edit …"), lambda: pane.edit(entry))
        add(menu, "list-checks", _tr("Close this talk: learned, promised, next time") + "\t" + shown("closeEntry"),
            lambda: pane.talks.close_entry(entry))
        add(menu, "trash-2", _tr("Delete"), lambda: pane.delete(entry))
        add(menu, "paperclip", _tr("Attach a file…"),
            lambda: pane.attached.choose(lambda files: pane.attach_files(entry, files)))
    if not isinstance(what, Attachment):
        for attachment in entry.attachments:
            add_file(menu.addMenu(theme.icon("paperclip"), in_menu(pane.words.file(attachment))), attachment)
    others = [one for one in entry.contacts if one[0] != pane.shown]
    if others:
        menu.addSeparator()
    for id, name in others:
        add(menu, "arrow-right", in_menu(put(_tr("Go to {name}"), name=name)),
            lambda id=id: pane.contactActivated.emit(id))
    menu.popup(where)


def _promise(pane: Any, book: Any, menu: QMenu, add: Any, promise: Promise) -> None:
    promises, text = book.promises, promise.text
    add(menu, "check", _tr("Promise kept"), lambda: pane.tick(promise))
    add(menu, "x", _tr("Promise broken"), lambda: pane.change(
        say("Mark the promise “{text}” as broken", text=text), lambda: promises.break_(promise.id)))
    add(menu, "handshake", _tr("Released from the promise"), lambda: pane.change(
        say("Release the promise “{text}”", text=text), lambda: promises.release(promise.id)))
    menu.addSeparator()


def _takeaway(pane: Any, book: Any, menu: QMenu, add: Any, takeaway: Takeaway) -> None:
    closing, text = book.closing, takeaway.text
    if takeaway.kind == "next" and takeaway.state == "open":
        add(menu, "check", _tr("It was brought up"), lambda: pane.tick(takeaway))
        add(menu, "x", _tr("No need to bring it up"), lambda: pane.change(
            say("Drop: {text}", text=text), lambda: closing.drop([takeaway.id])))
    elif takeaway.kind == "next":
        add(menu, "undo-2", _tr("Keep it for next time after all"), lambda: pane.tick(takeaway))
    add(menu, "trash-2", _tr("Take this line out"), lambda: pane.change(
        say("Take out: {text}", text=text), lambda: closing.delete(takeaway.id)))
    menu.addSeparator()


def _tr(text: str) -> str:
    return QCoreApplication.translate("EntryMenu", text)
