"""Import and export by dialog: preview before anything is written, mapping, cancel, undo, whole files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QTableView

from notebook.contacts.listing import View
from notebook.errors import Cancelled, StorageFailed
from notebook.sentences import say
from tests.ui.settling import settle
from ui.exchange import ExportDialog, ImportDialog

CARDS = """BEGIN:VCARD
VERSION:3.0
UID:ada
FN:Ada Lovelace
EMAIL:ada@example.org
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:bold
FN:<b>Bold</b> & Söhne
END:VCARD
"""


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    path = tmp_path / "cards.vcf"
    path.write_text(CARDS, "utf-8")
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("Wer;Nummer;Foo\nAda Lovelace;0170 1234567;x <b>y</b>\nBob Müller;030 123456;z\n", "cp1252")
    return path


@pytest.fixture
def dialog(book, theme, bridge, tasks, qtbot) -> Iterator[ImportDialog]:
    made = ImportDialog(book, theme, bridge, tasks)
    qtbot.addWidget(made)
    made.open()
    yield made


def names(book):
    return sorted(row.name for row in book.contacts.rows(book.contacts.ids(View(kind=None))))


def tiles(dialog):
    return [tile.accessibleName() for tile in dialog.preview.tiles]


def test_the_preview_comes_before_anything_is_written(book, dialog, cards, qtbot):
    dialog.take_files([cards])
    settle(dialog, qtbot)
    assert dialog.preview.isVisible() and names(book) == []
    assert tiles(dialog) == ["2 new", "0 changed", "0 as they are", "0 problems"]
    assert "utf-8" in dialog.findChild(object, "importFiles").text()
    assert dialog.next.text() == "Import 2 contacts"
    dialog.next.click()
    settle(dialog, qtbot)
    assert names(book) == ["<b>Bold</b> & Söhne", "Ada Lovelace"]
    assert dialog.preview.title.text() == "2 contacts were added."
    assert not dialog.next.isVisible() and dialog.undo.isVisible()


def test_the_import_is_undone_as_one(book, dialog, cards, qtbot):
    dialog.take_files([cards])
    settle(dialog, qtbot)
    dialog.next.click()
    settle(dialog, qtbot)
    dialog.undo.click()
    settle(dialog, qtbot)
    assert names(book) == []
    assert "taken back" in dialog.choose.trouble.text()


def test_undo_leaves_alone_what_was_done_since(book, dialog, cards, qtbot):
    dialog.take_files([cards])
    settle(dialog, qtbot)
    dialog.next.click()
    settle(dialog, qtbot)
    book.contacts.create("Somebody else")
    dialog.undo.click()
    assert len(names(book)) == 3 and dialog._job is None


def test_what_waits_for_a_choice_is_said_when_it_came(book, dialog, tmp_path, qtbot):
    ada = book.contacts.create("Ada Lovelace")
    book.contacts.patch(ada, {"uid": "ada"})
    book.contacts.add_date(ada, "birth", "--12-10")
    path = tmp_path / "ada.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nUID:ada\nFN:Ada Lovelace\nBDAY:--1211\nEND:VCARD\n", "utf-8")
    dialog.take_files([path])
    settle(dialog, qtbot)
    dialog.next.click()
    settle(dialog, qtbot)
    assert dialog.preview.title.text() == (
        "0 contacts were added. One was changed. 1 value of 1 contact waits for you to choose: the card shows it beside"
        " what stood there.")


def test_the_same_file_twice_has_nothing_to_import(book, dialog, cards, qtbot):
    for _ in range(2):
        dialog.take_files([cards])
        settle(dialog, qtbot)
        if dialog.next.isEnabled():
            dialog.next.click()
            settle(dialog, qtbot)
    assert tiles(dialog) == ["0 new", "0 changed", "2 as they are", "0 problems"]
    assert not dialog.next.isEnabled() and len(names(book)) == 2


def test_files_can_be_dropped(book, dialog, cards, qtbot):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(cards))])
    dialog.choose.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                                       Qt.KeyboardModifier.NoModifier))
    settle(dialog, qtbot)
    assert dialog.preview.isVisible()


def test_unknown_columns_are_asked_for_with_samples_and_a_guess(book, dialog, table, cards, qtbot):
    dialog.take_files([table, cards])
    settle(dialog, qtbot)
    page = dialog.mapping
    assert page.isVisible() and names(book) == []
    assert len(page.choosers) == 3 and all(chooser.accessibleName() for chooser in page.choosers)
    page.choosers[0].setCurrentIndex(page.choosers[0].findData("name"))
    page.choosers[1].setCurrentIndex(page.choosers[1].findData("phone.mobile"))
    page.choosers[2].setCurrentIndex(page.choosers[2].findData("-"))
    dialog.next.click()
    settle(dialog, qtbot)
    assert dialog.preview.isVisible() and "cp1252" in dialog.findChild(object, "importFiles").text()
    dialog.next.click()
    settle(dialog, qtbot)
    assert names(book) == ["<b>Bold</b> & Söhne", "Ada Lovelace", "Ada Lovelace", "Bob Müller"]
    bob = book.contacts.find("Bob Müller")
    details = book.contacts.get(bob).details
    assert [(detail.kind, detail.value) for detail in details] == [("phone", "030 123456")]


def test_a_file_that_is_no_address_book_is_refused_with_a_sentence(book, dialog, tmp_path, qtbot):
    picture = tmp_path / "photo.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    dialog.take_files([picture])
    settle(dialog, qtbot)
    assert dialog.choose.isVisible() and "photo.png" in dialog.choose.trouble.text()
    assert dialog.choose.trouble.textFormat() == Qt.TextFormat.PlainText
    dialog.take_files([tmp_path / "gone.vcf"])
    settle(dialog, qtbot)
    assert "gone.vcf" in dialog.choose.trouble.text()


def test_cancel_keeps_nothing(book, dialog, cards, qtbot, monkeypatch):
    from notebook.exchange import importing

    def slow(book, plan, progress=None):
        while True:
            progress(1, 10)

    dialog.take_files([cards])
    settle(dialog, qtbot)
    monkeypatch.setattr(importing, "apply", slow)
    dialog.next.click()
    qtbot.waitUntil(dialog.wait.isVisible)
    dialog.wait.button.click()
    settle(dialog, qtbot)
    assert dialog.preview.isVisible() and "Cancelled" in dialog.preview.title.text()
    assert dialog.next.isVisible() and names(book) == []


def test_closing_stops_what_is_under_way_first(book, dialog, cards, qtbot, monkeypatch):
    from notebook.exchange import importing

    def slow(book, files, progress=None, **more):
        while True:
            progress(1, 0)

    monkeypatch.setattr(importing, "plan", slow)
    dialog.take_files([cards])
    qtbot.waitUntil(lambda: dialog.wait.words.text() == "Reading …")
    dialog.reject()
    settle(dialog, qtbot)
    assert dialog.choose.isVisible()
    dialog.reject()
    assert not dialog.isVisible()


def test_a_full_disk_is_a_sentence_and_the_preview_stays(book, dialog, cards, qtbot, monkeypatch):
    from notebook.exchange import importing

    def full(book, plan, progress=None):
        raise StorageFailed(say("The disk is full; nothing was kept."))

    dialog.take_files([cards])
    settle(dialog, qtbot)
    monkeypatch.setattr(importing, "apply", full)
    dialog.next.click()
    settle(dialog, qtbot)
    assert dialog.preview.title.text() == "The disk is full; nothing was kept."
    assert dialog.next.isVisible()


def test_problems_are_listed_with_file_record_line_and_sentence(book, dialog, corpus, qtbot):
    files = sorted((corpus / "vcard").rglob("*.vcf"))[:60]
    dialog.take_files(files)
    settle(dialog, qtbot)
    problems = dialog.findChild(QTableView, "importProblems").model()
    QAbstractItemModelTester(problems, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert problems.rowCount() == len(dialog._plan.problems) > 0
    first = dialog._plan.problems[0]
    cells = [problems.index(0, column).data() for column in range(4)]
    assert cells[0] == Path(first.file).name and cells[3]
    assert dialog.preview.tabs.isTabVisible(2)


def test_a_notebook_for_reading_takes_nothing_in(book, theme, bridge, tasks, qtbot, monkeypatch, cards):
    monkeypatch.setattr(type(book), "read_only", True, raising=False)
    book.read_only = True
    made = ImportDialog(book, theme, bridge, tasks)
    qtbot.addWidget(made)
    made.open()
    assert not made.choose.button.isEnabled() and "reading only" in made.choose.trouble.text()
    made.take_files([cards])
    assert made._job is None
    book.read_only = False


@pytest.fixture
def export(book, theme, bridge, tasks, qtbot, person, tmp_path):
    ids = [person("Ada Lovelace", email="ada@example.org"), person("Bob & <b>Söhne</b>"), person("Chen Ming 陈明")]
    made = ExportDialog(book, theme, bridge, tasks, None, shown=ids[:2], selected=ids[1:2])
    qtbot.addWidget(made)
    made.open()
    made.path.setText(str(tmp_path / "out.csv"))
    return made


def test_all_contacts_as_a_table_that_comes_back(book, export, qtbot, tmp_path):
    settle(export, qtbot)
    assert not export.findChild(object, "exportNamed").isVisible()
    assert export.findChild(object, "exportPeople-all").accessibleName() == "All contacts (3)"
    export.go.click()
    settle(export, qtbot)
    assert "3 contacts were written" in export.findChild(object, "exportNote").text()
    assert "Chen Ming 陈明" in (tmp_path / "out.csv").read_text("utf-8")


def test_only_the_chosen_one_as_a_card(export, qtbot, tmp_path):
    export.findChild(object, "exportPeople-selected").click()
    export.findChild(object, "exportFormat-3").click()
    assert export.target == tmp_path / "out.vcf"
    export.go.click()
    settle(export, qtbot)
    written = (tmp_path / "out.vcf").read_text("utf-8")
    assert written.count("BEGIN:VCARD") == 1 and "VERSION:4.0" in written


@pytest.mark.parametrize("place", range(6))
def test_every_format_is_written(export, qtbot, place):
    export.findChild(object, f"exportFormat-{place}").click()
    export.go.click()
    settle(export, qtbot)
    assert export.target.stat().st_size > 50


def test_a_file_that_exists_is_announced_and_kept_when_it_fails(export, qtbot, tmp_path, monkeypatch):
    from notebook.exchange import exporting

    target = tmp_path / "out.csv"
    target.write_text("before")
    export.path.setText(str(tmp_path / "other.csv"))
    export.path.setText(str(target))
    note = export.findChild(object, "exportNote")
    assert "replaced" in note.text()

    def broken(*args, **more):
        raise Cancelled(say("Cancelled"))

    monkeypatch.setattr(exporting, "write", broken)
    export.go.click()
    settle(export, qtbot)
    assert target.read_text() == "before" and "Cancelled" in note.text()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_that_is_missing_is_a_sentence(export, qtbot, tmp_path):
    export.path.setText(str(tmp_path / "nowhere" / "out.csv"))
    export.go.click()
    settle(export, qtbot)
    assert "could not be written" in export.findChild(object, "exportNote").text()
    assert export.go.isEnabled()


def test_an_export_says_what_stays(book, theme, bridge, tasks, qtbot) -> None:
    dialog = ExportDialog(book, theme, bridge, tasks)
    qtbot.addWidget(dialog)
    dialog.open()
    own, contact = (dialog.findChild(QLabel, f"exportTold{which}") for which in ("Own", "Contact"))
    assert own.isVisible() and not contact.isVisible() and "reminders" in own.text()
    dialog.purpose.contact.setChecked(True)
    assert contact.isVisible() and not own.isVisible()


def test_who_is_only_a_name_in_a_role_is_said_and_what_is_noted_counts(book, theme, bridge, tasks, qtbot, tmp_path):
    for name, where in (("Ada Lovelace", "Mill"), ("Bo Bell", "Bakery"), ("Cy Coe", "Acme")):
        book.contacts.create(name, organisation=where)
    book.wants.add(book.contacts.find("Bakery"), "20 bottles for the staff party")
    dialog = ExportDialog(book, theme, bridge, tasks)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.path.setText(str(tmp_path / "all.csv"))
    settle(dialog, qtbot)
    told = dialog.findChild(QLabel, "exportNamed")
    everybody = dialog.findChild(object, "exportPeople-all")
    assert told.isVisible() and told.text().startswith("2 organisations that are only a name in somebody's role go")
    assert everybody.accessibleName() == everybody.text() == "All contacts (4)"
    assert everybody.accessibleDescription() == told.text()
    dialog.go.click()
    settle(dialog, qtbot)
    assert "4 contacts were written" in dialog.findChild(object, "exportNote").text()
    assert "staff party" in (tmp_path / "all.csv").read_text("utf-8")


def test_an_export_that_is_closed_at_once_waits_for_nothing(book, theme, bridge, tasks, qtbot):
    dialog = ExportDialog(book, theme, bridge, tasks)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.reject()
    dialog.people.removeButton(dialog.people.button(0))
    settle(dialog, qtbot)


def test_who_is_perhaps_there_twice_is_said_before_and_after(book, dialog, cards, qtbot):
    book.contacts.create("Ada Lovelace", email="ada@example.org")
    dialog.take_files([cards])
    settle(dialog, qtbot)
    said = "perhaps the Ada Lovelace you have: same name and e-mail"
    samples = dialog.findChild(QTableView, "importSamples").model()
    assert [samples.index(row, 2).data() for row in range(2)] == [said, ""]
    alikes = dialog.findChild(QTableView, "importAlikes").model()
    QAbstractItemModelTester(alikes, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [alikes.index(0, column).data() for column in range(4)] == ["cards.vcf", "1", "Ada Lovelace", said]
    assert dialog.preview.tabs.isTabVisible(1) and dialog.preview.tabs.tabText(1) == "Perhaps twice (1)"
    assert "1 new contact is perhaps somebody you have" in dialog.findChild(QLabel, "importFiles").text()
    dialog.next.click()
    settle(dialog, qtbot)
    assert dialog.preview.title.text() == "2 contacts were added. One is perhaps there twice now."
    assert dialog.preview.tabs.isTabVisible(1) and len(names(book)) == 3


def test_nobody_twice_shows_nothing_of_it(dialog, cards, qtbot):
    dialog.take_files([cards])
    settle(dialog, qtbot)
    assert not dialog.preview.tabs.isTabVisible(1) and "perhaps" not in dialog.findChild(QLabel, "importFiles").text()
