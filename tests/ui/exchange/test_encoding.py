"""Files that do not say how their letters are written: a person chooses, and sees the letters change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QComboBox, QTableView

from notebook.contacts.listing import View
from tests.ui.settling import settle
from ui.exchange import ImportDialog

CARD = "BEGIN:VCARD\nVERSION:2.1\nFN:{name}\nTEL:1\nEND:VCARD\n"


@pytest.fixture
def dialog(book, theme, bridge, tasks, qtbot) -> Iterator[ImportDialog]:
    made = ImportDialog(book, theme, bridge, tasks)
    qtbot.addWidget(made)
    made.open()
    yield made


@pytest.fixture
def cyrillic(tmp_path: Path) -> Path:
    path = tmp_path / "old.vcf"
    path.write_bytes((CARD.format(name="Анна Чехова") + CARD.format(name="Ёлкин")).encode("cp1251"))
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes("Кто;Где;Сколько\nАнна Чехова;Москва;1\n".encode("cp1251"))
    return path


def samples(dialog):
    model = dialog.findChild(QTableView, "importSamples").model()
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def choose(combo: QComboBox, page: str, qtbot) -> None:
    """With the keyboard, as in the closed box: every step is a choice."""
    combo.setFocus()
    place = combo.findData(page)
    while combo.currentIndex() != place:
        qtbot.keyClick(combo, Qt.Key.Key_Down if combo.currentIndex() < place else Qt.Key.Key_Up)


def test_the_preview_follows_the_choice_and_so_does_the_import(book, dialog, cyrillic, qtbot):
    dialog.take_files([cyrillic])
    settle(dialog, qtbot)
    combo = dialog.findChild(QComboBox, "importEncoding")
    assert combo.isVisible() and combo.currentData() == "cp1252" and combo.accessibleName()
    assert "Анна Чехова" not in samples(dialog)
    seen = []
    dialog._pages.currentChanged.connect(lambda place: seen.append(place))
    choose(combo, "cp1251", qtbot)
    settle(dialog, qtbot)
    assert samples(dialog) == ["Анна Чехова", "Ёлкин"]
    assert "cp1251" in dialog.findChild(QObject, "importFiles").text()
    assert combo.hasFocus() and seen == []  # nothing flickers
    assert dialog.next.isEnabled()
    dialog.next.click()
    settle(dialog, qtbot)
    assert not combo.isVisible()
    rows = book.contacts.rows(book.contacts.ids(View(kind=None)))
    assert {row.name for row in rows} == {"Анна Чехова", "Ёлкин"}


def test_what_is_certain_is_not_asked(dialog, tmp_path, qtbot):
    path = tmp_path / "new.vcf"
    path.write_text(CARD.format(name="Zoë"), "utf-8")
    dialog.take_files([path])
    settle(dialog, qtbot)
    assert not dialog.findChild(QComboBox, "importEncoding").isVisible()


def test_only_the_uncertain_files_are_read_anew(dialog, cyrillic, tmp_path, qtbot):
    path = tmp_path / "new.vcf"
    path.write_text(CARD.format(name="Zoë"), "utf-8")
    dialog.take_files([path, cyrillic])
    settle(dialog, qtbot)
    choose(dialog.findChild(QComboBox, "importEncoding"), "cp1251", qtbot)
    settle(dialog, qtbot)
    assert samples(dialog) == ["Zoë", "Анна Чехова", "Ёлкин"]


def test_the_columns_of_an_unknown_table_are_read_at_once(book, dialog, table, qtbot):
    dialog.take_files([table])
    settle(dialog, qtbot)
    page, combo = dialog.mapping, dialog.findChild(QComboBox, "mappingEncoding")
    assert page.isVisible() and combo.isVisible()
    page.choosers[1].setCurrentIndex(page.choosers[1].findData("address.city"))
    choose(combo, "cp1251", qtbot)
    qtbot.waitUntil(lambda: "Meaning of Кто" in [each.accessibleName() for each in page.choosers])
    assert page.mapping()[1] == "address.city"  # what was chosen stays
    page.choosers[0].setCurrentIndex(page.choosers[0].findData("name"))
    dialog.next.click()
    settle(dialog, qtbot)
    assert samples(dialog) == ["Анна Чехова"]
    assert dialog.findChild(QComboBox, "importEncoding").currentData() == "cp1251"
