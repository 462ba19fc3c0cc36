"""Attached files in the window: dropped, chosen, shown, opened with care, saved, removed, undone."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QFrame, QMenu, QMessageBox

from notebook.timeline.records import Stream
from ui.timeline.attached import _remove
from ui.timeline.filenames import runs, safe_name


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    made = tmp_path / "offer <b> & co.pdf"
    made.write_bytes(b"%PDF-1.7 " + b"x" * 4087)
    return made


@pytest.fixture
def opened(monkeypatch) -> list[Path]:
    """What the system was asked to open."""
    found: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(Path(url.toLocalFile())) or True)
    return found


def with_file(book, who, path, words="sent the offer"):
    entry = book.timeline.log([who], "call", words)
    book.timeline.attachments.add(entry, path)
    return entry


def drag(pane, widget, point: QPoint, *files: Path):
    """Files from elsewhere, held over a widget and let go there, as the system tells it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    where = QPointF(widget.mapTo(pane, point))
    rest = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(point, *rest)
    QApplication.sendEvent(widget, enter)  # goes up to whoever takes it
    assert enter.isAccepted()
    pane.dragMoveEvent(QDragMoveEvent(where.toPoint(), *rest))
    yield
    pane.dropEvent(QDropEvent(where, *rest))
    yield


def drop(pane, widget, point: QPoint, *files: Path) -> None:
    for _ in drag(pane, widget, point, *files):
        pass


def names(book, who):
    return [[one.name for one in entry.attachments]
            for entry in book.timeline.rows(book.timeline.ids(Stream(contact=who)))]


def layout_of(pane, row=0):
    return pane.delegate.layout(pane.rows.index(row, 0), pane.view.viewport().width())


def test_a_dropped_file_goes_to_the_entry_under_it(book, pane, ann, offer, qtbot):
    for words in ("one", "two"):
        book.timeline.log([ann], "call", words)
    pane.show_contact(ann)
    middle = QPoint(100, pane.view.rowViewportPosition(1) + 30)
    held = drag(pane, pane.view.viewport(), middle, offer)
    next(held)
    assert pane.delegate.target == pane.rows.id_at(1)
    with qtbot.waitSignal(pane.done) as told:
        next(held)
    assert names(book, ann) == [[], ["offer <b> & co.pdf"]]
    assert pane.delegate.target is None
    assert str(told.args[0]) == str(book.undo_title()) == "Attach offer <b> & co.pdf"
    qtbot.waitUntil(lambda: len(layout_of(pane, 1).files) == 1)
    assert "offer _b_ & co.pdf" in pane.rows.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    book.undo()
    qtbot.waitUntil(lambda: not layout_of(pane, 1).files)


def test_a_file_dropped_on_the_line_waits_for_its_words(book, pane, ann, offer, qtbot):
    pane.show_contact(ann)
    line = pane.composer.line
    drop(pane, line, QPoint(20, 8), offer)
    assert line.text() == "" and line.hasFocus()
    (chip,) = [chip for chip in pane.composer.chips.chips if chip.shown.name == "file-0"]
    assert chip.isVisible() and "4 kB" in chip.shown.text
    qtbot.keyClicks(line, "email sent the offer")
    with qtbot.waitSignal(pane.done):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert names(book, ann) == [["offer <b> & co.pdf"]]
    assert not pane.composer.files and not pane.composer.chips.isVisible()
    book.undo()
    assert names(book, ann) == []


def test_the_line_takes_words_but_no_files(pane, offer):
    for files, taken in (([QUrl.fromLocalFile(str(offer))], False), ([], True)):
        data = QMimeData()
        data.setText(str(offer))  # file managers give the path as words, too
        data.setUrls(files) if files else None
        event = QDragEnterEvent(QPoint(20, 8), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                                Qt.KeyboardModifier.NoModifier)
        event.setAccepted(False)
        pane.composer.line.dragEnterEvent(event)
        assert event.isAccepted() == taken


def test_files_alone_are_an_entry_too_and_can_be_taken_out_again(book, pane, ann, offer, tmp_path, qtbot):
    other = tmp_path / "list.csv"
    other.write_text("a,b")
    pane.show_contact(ann)
    drop(pane, pane.composer, QPoint(5, 5), offer, other)
    chip = next(chip for chip in pane.composer.chips.chips if chip.shown.name == "file-0")
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert pane.composer.files == [other]
    pane.composer.line.setFocus()
    with qtbot.waitSignal(pane.done):
        qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    assert names(book, ann) == [["list.csv"]]


def test_what_cannot_be_read_logs_nothing_and_keeps_the_line(book, pane, ann, offer, qtbot):
    pane.show_contact(ann)
    pane.attach_files(None, [offer])
    qtbot.keyClicks(pane.composer.line, "sent the offer")
    offer.unlink()
    with qtbot.waitSignal(pane.said) as told:
        qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    assert "offer" in told.args[0] and names(book, ann) == []
    assert pane.composer.line.text() == "sent the offer" and pane.composer.files == [offer]
    offer.write_bytes(b"again")
    with qtbot.waitSignal(pane.done):
        qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    assert len(names(book, ann)) == 1


def test_a_click_opens_a_copy_nobody_else_can_read(book, pane, ann, offer, opened, qtbot):
    with_file(book, ann, offer)
    pane.show_contact(ann)
    where = layout_of(pane).files[0].rect.center() + QPointF(0, pane.view.rowViewportPosition(0))
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=where.toPoint())
    (copy,) = opened
    assert copy.name == "offer _b_ & co.pdf"
    assert copy.read_bytes() == offer.read_bytes()
    for folder in (copy.parent, copy.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not copy.stat().st_mode & 0o377
    _remove(copy.parent.parent)
    assert not copy.parent.parent.exists()


def test_the_keyboard_marks_opens_and_removes(book, pane, ann, offer, opened, qtbot):
    with_file(book, ann, offer)
    pane.show_contact(ann)
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_A)
    assert pane.view.marked_file(pane.view.current_entry()).name == offer.name
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert len(opened) == 1 and pane.findChild(QDialog, "entryEditor") is None
    with qtbot.waitSignal(pane.done) as told:
        qtbot.keyClick(pane.view, Qt.Key.Key_Delete)
    assert names(book, ann) == [[]] and str(told.args[0]) == str(book.undo_title())
    book.undo()
    assert names(book, ann) == [[offer.name]]


@pytest.mark.parametrize(("name", "data"), [
    ("setup.exe", b"MZ"), ("run.SH", b"echo"), ("app.desktop", b"x"), ("a.pdf.bat", b"x"), ("invoice.exe. ", b"x"),
    ("plain", b"#!/bin/sh\n"), ("plain", b"\x7fELF"), ("photo.jpg", b"[Desktop Entry]\nExec=x"),
    ("a\u202efdp.exe", b"x"), ("macro.js", b"x"), ("x.lnk", b"x"),
])  # fmt: skip
def test_programs_are_only_saved(book, pane, ann, tmp_path, opened, name, data, qtbot):
    path = tmp_path / "x"
    path.write_bytes(data)
    entry = book.timeline.log([ann], "call", "x")
    path = path.rename(tmp_path / name)
    book.timeline.attachments.add(entry, path)
    pane.show_contact(ann)
    pane.attached.open(pane.rows.row_at(0).attachments[0])
    assert opened == []
    box = pane.findChild(QMessageBox)
    assert box.textFormat() == Qt.TextFormat.PlainText
    assert [one.text() for one in box.buttons()] == ["Save as…", "Cancel"]
    box.buttons()[0].click()
    qtbot.waitUntil(lambda: pane.findChild(QFileDialog, "saveAttachmentDialog") is not None)


@pytest.mark.parametrize("name", ["offer.pdf", "list.csv", "photo.JPG", "notes.txt", "plan.docx", "page", "v1.2"])
def test_documents_are_opened(name):
    assert not runs(name, b"some words")


def test_save_as_writes_where_it_was_said(book, pane, ann, offer, tmp_path, qtbot):
    with_file(book, ann, offer)
    pane.show_contact(ann)
    pane.attached.save_as(pane.rows.row_at(0).attachments[0])
    dialog = pane.findChild(QFileDialog, "saveAttachmentDialog")
    dialog.fileSelected.emit(str(tmp_path / "here.pdf"))
    assert (tmp_path / "here.pdf").read_bytes() == offer.read_bytes()
    with qtbot.waitSignal(pane.said):
        dialog.fileSelected.emit(str(tmp_path / "none" / "here.pdf"))


def test_the_menu_of_an_entry_attaches_and_that_of_a_file_removes(book, pane, ann, offer, qtbot):
    with_file(book, ann, offer)
    pane.show_contact(ann)
    entry = pane.rows.row_at(0)
    pane._menu(entry, None, QPoint(0, 0))
    menu = pane.findChild(QMenu, "entryMenu")
    next(act for act in menu.actions() if act.text() == "Attach a file…").trigger()
    menu.close()
    dialog = pane.findChild(QFileDialog, "attachDialog")
    with qtbot.waitSignal(pane.done):
        dialog.filesSelected.emit([str(offer)])
    assert len(names(book, ann)[0]) == 2
    pane._menu(entry, entry.attachments[0], QPoint(0, 0))
    menus = [menu for menu in pane.findChildren(QMenu, "entryMenu") if menu.isVisible()]
    texts = [act.text() for act in menus[-1].actions()]
    assert texts[:3] == ["Open", "Save as…", "Remove the file"]
    menus[-1].actions()[2].trigger()
    assert len(names(book, ann)[0]) == 1


def test_the_editor_takes_out_and_adds_in_one_change(book, pane, ann, offer, tmp_path, qtbot):
    with_file(book, ann, offer)
    other = tmp_path / "list.csv"
    other.write_text("a,b")
    pane.show_contact(ann)
    pane.edit(pane.rows.row_at(0))
    editor = pane.findChild(QDialog, "entryEditor")
    assert not editor.edits()
    editor.files.add([other])
    editor.files.gone.append(pane.rows.row_at(0).attachments[0])
    with qtbot.waitSignal(pane.done):
        editor.save()
    assert names(book, ann) == [["list.csv"]]
    book.undo()
    assert names(book, ann) == [[offer.name]]


@pytest.mark.parametrize("name", [
    "../../etc/passwd", "C:\\Windows\\x.txt", "CON", "nul.txt", ".bashrc", "a\x00b\n.txt", "..", "", "   ",
    "a" * 400 + ".pdf", "漢" * 300 + ".pdf", "\u202egpj.exe", 'a<b>:"|?*.txt', "trailing. . ",
    "x." + "y" * 300, "\ud800.txt",
])  # fmt: skip
def test_names_are_file_names_everywhere(name, tmp_path):
    safe = safe_name(name)
    assert safe and not set(safe) & set('/\\<>:"|?*\0\n\u202e') and safe not in (".", "..")
    assert not safe.startswith(".") and not safe.endswith((".", " "))
    assert safe.upper().split(".")[0] not in ("CON", "NUL")
    assert len(safe) <= 121 and len(safe.encode()) <= 250
    (tmp_path / safe).write_bytes(b"x")
    assert (tmp_path / safe).parent == tmp_path and safe_name(safe) == safe
    if name.endswith(".pdf"):
        assert safe.endswith(".pdf")


def test_a_long_name_stays_inside_its_card(book, pane, ann, tmp_path, qtbot):
    path = tmp_path / ("a very long name " * 12 + ".pdf")
    path.write_bytes(b"x")
    with_file(book, ann, path)
    pane.show_contact(ann)
    layout = layout_of(pane)
    assert layout.files[0].rect.right() <= layout.card.right()
    assert layout.files[0].rect.bottom() <= layout.card.bottom()
    pane.grab()


def test_the_shortcut_asks_for_the_entry_the_keyboard_is_on(book, window, ann, offer, qtbot):
    book.timeline.log([ann], "call", "x")
    one = window()
    pane = one.person.timeline
    pane.view.setFocus()
    one.actions_["attach"].trigger()
    with qtbot.waitSignal(pane.done):
        pane.findChild(QFileDialog, "attachDialog").filesSelected.emit([str(offer)])
    assert names(book, ann) == [[offer.name]]
    toast = one.findChild(QFrame, "toast")
    assert toast.isVisible()
    toast.findChild(QAbstractButton).click()
    assert names(book, ann) == [[]]
    pane.composer.line.setFocus()
    one.actions_["attach"].trigger()
    pane.findChildren(QFileDialog, "attachDialog")[-1].filesSelected.emit([str(offer)])
    assert pane.composer.files == [offer] and names(book, ann) == [[]]
