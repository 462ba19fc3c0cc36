"""The window as a whole: finding its parts, adding, deleting, undo, narrow windows, the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from notebook.book import Notebook
from tests.ui.settling import settle
from ui.bridge import POLL_MS
from ui.contacts.add import AddField
from ui.contacts.groups import group_menu
from ui.tasks import Tasks
from ui.theme import Theme
from ui.window import MainWindow

NAMES = ("searchField", "contactList", "contactCard", "timelineView", "composer", "reminderList", "statusLabel",
         "undoAction", "redoAction", "importAction", "exportAction", "themeAction")
Open = Callable[..., MainWindow]


@pytest.fixture
def people(person: Callable[..., bytes]) -> dict[str, bytes]:
    return {name: person(name, email=f"{n}@example.org") for n, name in enumerate(
        ("Amara Okafor", "Beatriz Carvalho", "Chen Ming 陈明", "<b>Dana</b> & Söhne"))}


def names(window: MainWindow) -> list[str]:
    rows = window.people.rows
    return [rows.row_at(place).name for place in range(rows.rowCount())]


def test_everything_a_test_must_find_is_there(window: Open, people: dict[str, bytes]) -> None:
    one = window()
    for name in NAMES:
        found = one.findChild(QObject, name)
        assert found is not None, name
    one.actions_["palette"].trigger()
    assert one.findChild(QWidget, "palette").isVisible()


def test_every_control_has_a_name_for_a_screen_reader(window: Open, people: dict[str, bytes], qtbot: QtBot) -> None:
    one = window()
    one.person.tabs.setCurrentIndex(1)
    one.actions_["palette"].trigger()
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
    nameless = [f"{type(each).__name__} {each.objectName()} in {type(each.parentWidget()).__name__}"
                for kind in kinds for each in one.findChildren(kind)
                if not each.accessibleName() and not getattr(each, "text", str)()
                and not isinstance(each.parentWidget(), QComboBox) and not each.objectName().startswith("qt_")
                and not isinstance(each.parentWidget(), QLineEdit)]
    assert not nameless


def test_no_label_guesses_markup(window: Open, people: dict[str, bytes]) -> None:
    one = window()
    one.show_contact(people["<b>Dana</b> & Söhne"])
    one.person.tabs.setCurrentIndex(1)
    for each in one.findChildren(QLabel):
        assert each.textFormat() == Qt.TextFormat.PlainText or not each.text(), each.text()


def test_the_first_person_is_shown_and_the_keyboard_walks_on(window: Open, people: dict[str, bytes],
                                                             qtbot: QtBot) -> None:
    one = window()
    assert one.person.header.name.text() == one.people.rows.row_at(0).name
    one.people.list.setFocus()
    qtbot.keyClick(one.people.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: one.person.header.name.text() == one.people.rows.row_at(1).name)
    qtbot.keyClick(one.people.list, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: one.current == one.people.rows.id_at(3))


def test_adding_somebody_takes_a_name_and_enter(window: Open, people: dict[str, bytes], book: Notebook,
                                                qtbot: QtBot) -> None:
    one = window()
    one.actions_["add"].trigger()
    field = one.findChild(AddField, "addField")
    qtbot.keyClicks(field, "Zoe Quill zoe@quill.example")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert one.person.contact.name == "Zoe Quill"
    assert [d.value for d in one.person.contact.of_kind("email")] == ["zoe@quill.example"]
    assert one.person.tabs.currentIndex() == 1
    qtbot.waitUntil(lambda: "Zoe Quill" in names(one))
    assert not field.isVisible()


def test_whoever_is_perhaps_there_already_is_told_when_somebody_is_added(
        window: Open, people: dict[str, bytes], book: Notebook, qtbot: QtBot) -> None:
    book.contacts.create("Giulia Ferri", email="giulia@ferri.example")
    one = window()
    one.actions_["add"].trigger()
    field = one.findChild(AddField, "addField")
    qtbot.keyClicks(field, "Giulia Ferri giulia@ferri.example")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    toast = one.findChild(QWidget, "toast")
    said = "Added, perhaps the Giulia Ferri you have: same name and e-mail"
    qtbot.waitUntil(lambda: toast.accessibleName() == said)
    assert len(book.contacts.named("Giulia Ferri")) == 2


def test_delete_asks_nothing_and_undo_brings_back(window: Open, people: dict[str, bytes], book: Notebook,
                                                  qtbot: QtBot) -> None:
    one = window()
    one.show_contact(people["Beatriz Carvalho"])
    one.people.list.setFocus()
    qtbot.keyClick(one.people.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "Beatriz Carvalho" not in names(one))
    assert one.person.contact.name == "Chen Ming 陈明"
    toast = one.findChild(QWidget, "toast")
    assert toast.isVisible()
    undo = toast.findChild(QAbstractButton)
    assert undo.text() == "Undo"
    undo.click()
    qtbot.waitUntil(lambda: "Beatriz Carvalho" in names(one))
    assert one.person.contact.name == "Beatriz Carvalho"


def test_undo_and_redo_say_what_they_do(window: Open, people: dict[str, bytes], book: Notebook,
                                        qtbot: QtBot) -> None:
    one = window()
    undo, redo = one.findChild(QAction, "undoAction"), one.findChild(QAction, "redoAction")
    book.contacts.edit(people["Amara Okafor"], full_name="Amara & Co")
    qtbot.waitUntil(lambda: "Amara && Co" in names(one) or "Amara & Co" in names(one))
    before = undo.text()
    assert before.startswith("Undo: ")
    undo.trigger()
    qtbot.waitUntil(lambda: "Amara Okafor" in names(one))
    assert redo.text() == before.replace("Undo", "Redo")
    redo.trigger()
    qtbot.waitUntil(lambda: "Amara & Co" in names(one))


def test_a_change_by_another_process_shows_within_a_second(window: Open, people: dict[str, bytes],
                                                           notebook: Callable[..., Notebook], qtbot: QtBot) -> None:
    one = window()
    other = notebook(state="other")
    other.contacts.create("From Elsewhere")
    assert one.bridge._poll.isActive() and POLL_MS <= 500, "it looks twice a second"
    qtbot.waitUntil(lambda: "From Elsewhere" in names(one))


def test_narrow_windows_fold_the_rail_and_put_reminders_in_a_drawer(window: Open, people: dict[str, bytes],
                                                                   qtbot: QtBot) -> None:
    one = window(1400, 860)
    assert one.rail.width() == 190
    assert one.reminders.isVisible()
    one.resize(1024, 700)
    qtbot.waitUntil(lambda: one.rail.width() == 56)
    assert one.reminders.isVisible()
    one.resize(800, 600)
    qtbot.waitUntil(lambda: not one.reminders.isVisible())
    assert one.top.reminders.isVisible()
    one.top.reminders.click()
    assert one.reminders.isVisible()
    one.resize(1400, 860)
    qtbot.waitUntil(lambda: one.rail.width() == 190)
    assert one.reminders.isVisible()
    assert not one.top.reminders.isVisible()


def test_at_1024_by_700_nothing_is_cut_off(window: Open, people: dict[str, bytes]) -> None:
    one = window(1024, 700)
    assert (one.width(), one.height()) == (1024, 700)
    for each in (one.top.search, one.top.add, one.top.log, one.people.list, one.person.header, one.reminders):
        corner = each.mapTo(one, each.rect().bottomRight())
        assert corner.x() <= 1024, each
        assert corner.y() <= 700, each


@pytest.mark.parametrize("width", [640, 1024, 1400])
def test_the_card_fits_the_room_it_has(window: Open, people: dict[str, bytes], book: Notebook, width: int) -> None:
    amara = people["Amara Okafor"]
    book.contacts.add_role(amara, "Lindholm Outdoor and Partners of the North", title="Buyer for seven shops")
    book.contacts.add_date(amara, "other", "--02-29", label="Founded the shop")
    book.contacts.add_detail(amara, "custom", "44", label="Frame size")
    book.contacts.add_detail(amara, "phone", "+46 70 123 45 67", features=("mobile",), contexts=("work",))
    one = window(width, 700)
    one.show_contact(amara, edit=True)
    card = one.person.card
    assert card.widget().minimumSizeHint().width() <= card.viewport().width()


def test_the_panes_keep_their_widths(window: Open, people: dict[str, bytes], qtbot: QtBot) -> None:
    one = window()
    one._split.setSizes([400, 500, 300])
    kept = one._split.sizes()
    one.close()
    again = window()
    assert [abs(a - b) <= 2 for a, b in zip(kept, again._split.sizes(), strict=True)] == [True] * 3


def test_a_narrow_window_gives_the_middle_room_and_the_wide_one_its_shape_back(window: Open, people: dict[str, bytes],
                                                                               qtbot: QtBot) -> None:
    def alike(wanted: list[int], found: list[int]) -> bool:
        return all(abs(a - b) <= 2 for a, b in zip(wanted, found, strict=True))

    one = window()
    one._split.setSizes([400, 500, 300])
    wide = one._split.sizes()
    one.resize(1024, 700)
    qtbot.waitUntil(lambda: one.middle.width() >= 460)
    assert one.people.width() >= 240 and one.reminders.width() >= 190
    one._split.setSizes([300, 420, 247])
    narrow = one._split.sizes()
    one.resize(800, 600)
    qtbot.waitUntil(lambda: not one.reminders.isVisible())
    one.resize(1400, 860)
    qtbot.waitUntil(lambda: one.reminders.isVisible())
    qtbot.waitUntil(lambda: alike(wide, one._split.sizes()))
    one.resize(1024, 700)
    one._split.setSizes(narrow)
    one.close()
    again = window(1024, 700)
    qtbot.waitUntil(lambda: alike(narrow, again._split.sizes()))
    again.resize(1400, 860)
    qtbot.waitUntil(lambda: alike(wide, again._split.sizes()))


def test_the_rail_counts_and_chooses(window: Open, people: dict[str, bytes], book: Notebook, qtbot: QtBot) -> None:
    book.groups.create("Regulars", members=[people["Amara Okafor"], people["Beatriz Carvalho"]])
    book.contacts.create("Hafen Logistik", kind="org")
    one = window()
    counted = [(p.key, p.count) for p in one.rail._places.places if p.count is not None]
    assert counted == [("people", 4), ("organisations", 1), ("promises", 0), ("group", 2)]
    one.rail.choose("organisations")
    qtbot.waitUntil(lambda: names(one) == ["Hafen Logistik"])
    group = book.groups.all()[0].id
    one.rail.choose("group", group)
    qtbot.waitUntil(lambda: names(one) == ["Amara Okafor", "Beatriz Carvalho"])
    book.groups.remove(group, [people["Amara Okafor"]])
    qtbot.waitUntil(lambda: names(one) == ["Beatriz Carvalho"])


def test_the_palette_finds_people_and_commands(window: Open, people: dict[str, bytes], qtbot: QtBot) -> None:
    one = window()
    one.actions_["palette"].trigger()
    field = one.findChild(QLineEdit, "paletteField")
    qtbot.keyClicks(field, "beatriz")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert one.person.contact.name == "Beatriz Carvalho"
    assert not one.findChild(QWidget, "palette").isVisible()
    one.actions_["palette"].trigger()
    qtbot.keyClicks(field, "light and dark")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert one.theme.dark
    one.theme.set_mode("light")


def test_who_i_am_is_asked_once_and_can_be_changed(window: Open, book: Notebook, qtbot: QtBot) -> None:
    one = window()
    strip = one.findChild(QWidget, "meStrip")
    assert strip.isVisible()
    name = one.findChild(QComboBox, "meName")
    name.setCurrentText("Marta")
    qtbot.keyClick(name.lineEdit(), Qt.Key.Key_Return)
    assert not strip.isVisible()
    assert one.status.me.text() == "Marta"
    assert book.colleagues.me().name == "Marta"
    one.close()
    again = window()
    assert again.findChild(QWidget, "meStrip") is None
    again.status.me.click()
    assert again.findChild(QWidget, "meStrip").isVisible()


def test_the_first_start_offers_three_ways_in(window: Open, book: Notebook, qtbot: QtBot) -> None:
    one = window()
    welcome = one.findChild(QWidget, "welcome")
    assert welcome.isVisible()
    assert all(welcome.findChild(QWidget, name).isVisible() for name in
               ("welcomeImport", "welcomeSample", "welcomeName"))
    field = welcome.findChild(QLineEdit, "welcomeName")
    qtbot.keyClicks(field, "Ada Lovelace")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not welcome.isVisible())
    assert one.person.contact.name == "Ada Lovelace"


def test_a_search_can_be_kept_as_a_group(window: Open, people: dict[str, bytes], book: Notebook,
                                         qtbot: QtBot) -> None:
    one = window()
    one.top.search.setText("chen")
    one.actions_["keep"].trigger()
    dialog = one.findChild(QWidget, "nameDialog")
    field = dialog.findChild(QLineEdit)
    field.setText("All Chens")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    one.top.search.clear()
    kept = book.groups.searches()[0]
    assert (kept.name, kept.query) == ("All Chens", "chen")
    qtbot.waitUntil(lambda: any(place.key == "search" for place in one.rail._places.places))
    one.rail.choose("search", kept.id)
    qtbot.waitUntil(lambda: names(one) == ["Chen Ming 陈明"])


def test_a_group_is_renamed_and_deleted_from_the_rail(window: Open, people: dict[str, bytes], book: Notebook,
                                                      qtbot: QtBot) -> None:
    group = book.groups.create("Regulars", members=list(people.values())[:2])
    one = window()
    menu = group_menu(one, book, group, "Regulars", QPoint(10, 10))
    rename, delete = menu.actions()
    rename.trigger()
    field = one.findChild(QWidget, "nameDialog").findChild(QLineEdit)
    field.setText("Friends")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert book.groups.get(group).name == "Friends"
    delete.trigger()
    menu.close()
    qtbot.waitUntil(lambda: not any(place.key == "group" for place in one.rail._places.places))
    book.undo()
    qtbot.waitUntil(lambda: any(place.text == "Friends" for place in one.rail._places.places))


def test_undo_beside_an_offer_takes_back_no_other_action_of_that_name(window: Open, book: Notebook) -> None:
    one = window()
    twins = [book.contacts.create("Twin"), book.contacts.create("Twin")]
    book.contacts.delete(twins[0])
    mark = book.undo_mark()
    book.contacts.delete(twins[1])
    assert str(book.undo_title()) == "Delete Twin"
    one.commands.undo_this(mark)
    assert not book.contacts.rows(twins)
    book.undo()
    one.commands.undo_this(mark)
    assert len(book.contacts.rows(twins)) == 2


def test_what_we_stand_for_is_said_in_a_dialog(window: Open, book: Notebook, qtbot: QtBot) -> None:
    one = window()
    one.actions_["us"].trigger()
    dialog = one.findChild(QDialog, "usDialog")
    dialog.values.setText("Repair before replacement")
    dialog.likes.setPlainText("sourdough\n\nwinter riding")
    dialog.keep()
    assert book.colleagues.me().stands_for == "Repair before replacement"
    assert book.colleagues.me().interests == ("sourdough", "winter riding")
    assert book.undo_title() is not None and "stands for" in str(book.undo_title())


def test_nothing_that_is_clicked_or_comes_before_the_rest_is_there_does_harm(
    book: Notebook, theme: Theme, tmp_path: Path, people: dict[str, bytes], qtbot: QtBot
) -> None:
    """Between the making of the window and its last piece: no handler misses what is made later."""
    one = MainWindow(book, theme, Tasks(), QSettings(str(tmp_path / "early.ini"), QSettings.Format.IniFormat))
    one.resize(700, 600)  # the reminders are a drawer
    for clicked in (one.top.add, one.top.log, one.top.reminders):
        clicked.click()
    with qtbot.waitSignal(one.ready):
        one.show()
        book.promises.make(next(iter(people.values())), "a list", due=book.clock.today())
        for _ in range(40):  # through all the steps
            one.top.reminders.click()
            qtbot.wait(1)
    settle(one, qtbot)
    one.top.add.click()
    assert one.findChild(AddField) is not None, "they are connected by now"
    one.close()
    one.deleteLater()


def test_a_reminder_that_is_done_elsewhere_leads_there(window: Open, people: dict[str, bytes], book: Notebook) -> None:
    one, bo = window(), people["Beatriz Carvalho"]
    one.reminders.placeWanted.emit("productsTab", bo)
    assert one.current == bo and one.person._stack.currentWidget() is one.person._built["products"]
    one.reminders.placeWanted.emit("introductions", bo)
    assert one.middle.page == "introductions" and one.middle.what == bo
