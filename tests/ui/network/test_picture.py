"""The page of the network: keys and clicks walk on and back, what is folded opens, the same as a list and on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from notebook.sentences import say
from tests.ui.settling import settle
from ui.network.picture import NetworkPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.bridge import Bridge
    from ui.tasks import Tasks
    from ui.theme import Theme

Show = Callable[[bytes | None], NetworkPage]


@pytest.fixture
def ann(person: Callable[..., bytes]) -> bytes:
    return person("Ann Baker")


@pytest.fixture
def bo(person: Callable[..., bytes], book: Notebook, ann: bytes) -> bytes:
    bo = person("Bo Dahl")
    book.relations.add(ann, "boss", bo, strength=2)
    return bo


@pytest.fixture
def page(exposed: Callable[..., Any]) -> NetworkPage:
    made: NetworkPage = exposed(NetworkPage, 1000, 700)
    return made


@pytest.fixture
def rest(page: NetworkPage, qtbot: QtBot) -> Callable[[], None]:
    return lambda: settle(page, qtbot)


@pytest.fixture
def show(page: NetworkPage, rest: Callable[[], None]) -> Show:
    def of(contact: bytes | None) -> NetworkPage:
        page.show_place(contact)
        rest()
        return page

    return of


def names(page: NetworkPage) -> list[str]:
    return [figure.name for figure in page.scene.figures] if page.scene is not None else []


def test_nobody_without_a_card_is_left_out_in_silence(
    show: Show, book: Notebook, ann: bytes, bo: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    page = show(ann)
    assert not page.beside.isVisible()
    for name in ("Max", "Inês"):
        book.relations.add(ann, "child", name=name)
    rest()
    assert page.beside.text() == "… and 2 without a card: show the list" and page.beside.isVisible()
    page.as_list.click()
    assert page.beside.isVisible()
    with qtbot.waitSignal(page.placeWanted) as asked:
        page.beside.click()
    assert asked.args == ["family", ann]
    past = next(one.id for one in book.relations.of(ann) if one.name == "Max")
    book.relations.edit(past, until="2020")
    rest()
    assert page.beside.text() == "… and one without a card: show the list"
    show(bo)
    assert not page.beside.isVisible()


def test_with_no_cards_around_it_says_where_they_stand(
    show: Show, book: Notebook, ann: bytes, qtbot: QtBot
) -> None:
    book.relations.add(ann, "child", name="Max")
    page = show(ann)
    assert "has no card" in page._why.text() and page._start.text() == "Show the list"
    with qtbot.waitSignal(page.placeWanted) as asked:
        page._start.click()
    assert asked.args == ["family", ann]


def test_keys_go_from_figure_to_figure_walk_on_and_back(
    show: Show, book: Notebook, ann: bytes, bo: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    cy = book.contacts.create("Cy Young")
    book.relations.add(bo, "friend", cy)
    page = show(ann)
    canvas = page.canvas
    canvas.setFocus()
    assert canvas.accessibleName() == "Network of Ann Baker"
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.accessibleDescription() == "Bo Dahl, boss, strength 2 of 3, health 20 of 100"
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.figure is not None and canvas.figure.name == "Cy Young"
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    rest()
    assert names(page) == ["Cy Young", "Bo Dahl", "Ann Baker"]
    assert page.title.text() == "Network of Cy Young" and canvas.marked == 0
    with qtbot.waitSignal(page.contactActivated) as went:
        qtbot.keyClick(canvas, Qt.Key.Key_Return)  # the one in the middle: their card
    assert went.args == [cy]
    qtbot.keyClick(canvas, Qt.Key.Key_Backspace)
    rest()
    assert names(page)[0] == "Ann Baker" and not page._back.isEnabled()


def test_a_click_walks_on_and_what_is_folded_opens(
    show: Show, book: Notebook, ann: bytes, bo: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    with book.change(say("Many")):
        for number in range(80):
            book.relations.add(bo, "friend", book.contacts.create(f"Friend {number:02d}"))
    page = show(ann)
    figures = page.scene.figures if page.scene is not None else ()
    assert len(figures) == 15 and figures[-1].name == "68 more" and figures[-1].more == 68
    qtbot.mouseClick(page.canvas, Qt.MouseButton.LeftButton, pos=page.canvas.point(14).toPoint())
    rest()
    assert len(names(page)) == 60 and {"Friend 12", "Friend 68"} <= set(names(page))
    qtbot.mouseClick(page.canvas, Qt.MouseButton.LeftButton, pos=page.canvas.point(59).toPoint())
    rest()
    assert {"Friend 69", "Friend 79", "Friend 00"} <= set(names(page)), "round and round"
    qtbot.mouseClick(page.canvas, Qt.MouseButton.LeftButton, pos=page.canvas.point(1).toPoint())
    rest()
    assert names(page)[0] == "Bo Dahl"


def test_the_same_as_a_list(
    show: Show, book: Notebook, ann: bytes, bo: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    book.relations.add(bo, "friend", book.contacts.create("Cy Young"))
    page = show(ann)
    page.as_list.click()
    assert page.list.isVisible() and not page.canvas.isVisible()
    told = [page.list.item(row).text() for row in range(page.list.count())]
    assert told == ["Bo Dahl, boss, strength 2 of 3, health 20 of 100", "    Cy Young, friend (with Bo Dahl)"]
    page.list.itemActivated.emit(page.list.item(0))
    rest()
    assert page.contact == bo and page.list.isVisible()
    qtbot.keyClick(page.list, Qt.Key.Key_Backspace)
    rest()
    assert page.contact == ann


def test_it_follows_changes(
    show: Show, book: Notebook, ann: bytes, bo: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    page = show(ann)
    book.relations.add(ann, "friend", name="No card")
    book.relations.add(ann, "friend", book.contacts.create("Cy Young"))
    rest()
    assert sorted(names(page)) == ["Ann Baker", "Bo Dahl", "Cy Young"]
    book.contacts.delete(ann)
    rest()
    assert names(page) == [] and "A picture of who knows whom" in page._why.text()


def test_it_teaches_where_nobody_is_known(show: Show, book: Notebook, ann: bytes, qtbot: QtBot) -> None:
    page = show(None)
    assert page._start.text() == "Choose somebody…"
    page = show(ann)
    assert "Nobody around Ann Baker is known yet" in page._why.text() and not page.legend.isVisible()
    with qtbot.waitSignal(page.placeWanted) as went:
        page._start.click()
    assert went.args == ["family", ann]


def test_a_narrow_page_shows_fewer_and_the_legend_what_there_is(
    show: Show, book: Notebook, ann: bytes, bo: bytes, rest: Callable[[], None]
) -> None:
    for number in range(70):
        book.relations.add(ann, "friend", book.contacts.create(f"Friend {number:02d}"))
    book.contacts.add_role(ann, book.contacts.create("Wheels Ltd", kind="org"))
    page = show(ann)
    wide = len(names(page))
    page.resize(420, 600)
    rest()
    assert 10 <= len(names(page)) < wide
    assert page.canvas.width() <= 420
    assert page.legend._kinds == ["work", "other", "strong", "organisation", "health"]


def test_on_paper(show: Show, ann: bytes, bo: bytes, theme: Theme, tmp_path: Path) -> None:
    page = show(ann)
    theme.set_mode("dark")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "net.pdf"))
    page.print_on(printer)
    theme.set_mode("light")
    assert (tmp_path / "net.pdf").read_bytes().startswith(b"%PDF") and (tmp_path / "net.pdf").stat().st_size > 3000


def test_who_has_no_photo_has_the_same_letters_everywhere(
    show: Show, book: Notebook, ann: bytes, theme: Theme, bridge: Bridge, tasks: Tasks, qtbot: QtBot
) -> None:
    from ui.network.introductions import IntroductionsPage
    from ui.network.tab import FamilyTab

    renate = book.contacts.create("Dr. Renate Vogel")
    kim = book.contacts.create("Kim Minjun")
    book.contacts.edit(kim, given="Minjun", surname="Kim", full_name="Kim Minjun")
    for other in (renate, kim):
        book.relations.add(ann, "friend", other)
    book.introductions.propose(renate, kim)
    listed = {row.id: row.initials for row in book.contacts.rows([ann, renate, kim])}
    assert listed[renate] == "RV" and listed[kim] == "MK"
    assert {figure.id: figure.initials for figure in show(ann).scene.figures} == listed
    tab, page = FamilyTab(book, theme, bridge, tasks), IntroductionsPage(book, theme, bridge, tasks)
    for made in (tab, page):
        qtbot.addWidget(made)
        made.show()
    tab.show_contact(book.contacts.get(ann))
    page.show_place(None)
    for made in (tab, page):
        settle(made, qtbot)
    assert {row.told.relation.person: row.told.initials for row in tab.others._rows.values()} == {
        who: listed[who] for who in (renate, kim)}
    assert dict(page.running[0]._faces._pair) == {who: listed[who] for who in (renate, kim)}


@pytest.mark.parametrize("width", [415, 600, 1000])
def test_no_name_is_cut_and_no_label_overlaps(
    show: Show, book: Notebook, ann: bytes, theme: Theme, width: int
) -> None:
    from itertools import combinations

    from PySide6.QtGui import QFontMetricsF

    from ui.network.drawing import fonts_of
    from ui.network.scene import place

    for n, name in enumerate(("Beatriz Carvalho", "Łukasz Żółty", "Guild of the harbour")):
        other = book.contacts.create(name)
        book.relations.add(ann, "known from the fair in Lisbon", other)
        for k in range(16 if width == 1000 else 2):
            book.relations.add(other, "friend", book.contacts.create(f"Wilhelmina {n} Lindgren {k}"))
    scene, fonts = show(ann).scene, fonts_of(theme)
    layout = place(scene, fonts, width, 300)
    assert len(scene.figures) > (40 if width == 1000 else 9)
    for figure, spot in zip(scene.figures, layout.places, strict=True):
        metrics = QFontMetricsF(fonts.of(figure))
        for line in fonts.lines(figure, spot.height):
            assert metrics.horizontalAdvance(line) <= spot.width + 0.5, line
    for one, other in combinations(layout.places, 2):
        assert (one.left + one.width <= other.left + 0.01 or other.left + other.width <= one.left + 0.01
                or one.top + one.height <= other.top + 0.01 or other.top + other.height <= one.top + 0.01)
