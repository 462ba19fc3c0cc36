"""The pages Products, Interests and Shelf."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from notebook import Stream, say

if TYPE_CHECKING:
    from pathlib import Path

    from notebook.book import Notebook
    from tests.ui.value.conftest import Shown


def texts(widget: object) -> str:
    """Everything that can be read on a widget and inside it."""
    found = [one.text() for kind in (QLabel, QLineEdit, QPushButton) for one in widget.findChildren(kind)
             if one.isVisible()]
    found += [one.toPlainText() for one in widget.findChildren(QPlainTextEdit) if one.isVisible()]
    return "\n".join(found)


@pytest.fixture
def products(shown: Callable[..., Shown], ann: bytes) -> Shown:
    from ui.value.products import ProductsPage

    held = shown(ProductsPage)
    held.pane.show_place(None)
    held.settle()
    return held


@pytest.fixture
def demand(shown: Callable[..., Shown], ann: bytes) -> Shown:
    from ui.value.demand import DemandPage

    held = shown(DemandPage)
    held.pane.show_place(None)
    held.settle()
    return held


@pytest.fixture
def shelf(shown: Callable[..., Shown], ann: bytes) -> Shown:
    from ui.value.shelf import ShelfPage

    held = shown(ShelfPage)
    held.pane.show_place(None)
    held.settle()
    return held


# Products


def test_the_list_of_products_says_what_hangs_on_each(products: Shown, book: Notebook, stand: bytes) -> None:
    old = book.products.add("Stand no. 3")
    book.products.edit(old, state="retired")
    products.settle()
    lines = products.pane.lines.lines
    assert [(line.title, line.about) for line in lines] == [
        ("Stand no. 7", "1 owns it · 1 story · The folding one")]
    products.pane.retired.click()
    assert [line.title for line in products.pane.lines.lines] == ["Stand no. 3", "Stand no. 7"]
    products.pane.search.setText("fold")
    assert [line.id for line in products.pane.lines.lines] == [stand]
    QTest.keyClick(products.pane.search, Qt.Key.Key_Return)
    products.settle()
    assert products.pane.view.name.toPlainText() == "Stand no. 7"


def test_a_product_is_added_and_its_fields_are_edited(products: Shown, book: Notebook) -> None:
    page = products.pane
    page.adding.setFocus()
    QTest.keyClicks(page.adding, "Awning")
    QTest.keyClick(page.adding, Qt.Key.Key_Return)
    products.settle()
    view = page.view
    for field, text in ((view.price, "99 EUR"), (view.code, "A-1"), (view.link.field, "https://example.org"),
                        (view.name, "Awning, striped")):
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        products.settle()
    held = next(one for one in book.products.all() if one.code)
    assert (str(held.price), held.currency, held.code, held.link) == ("99", "EUR", "A-1", "https://example.org")
    view.name.setFocus()
    view.name.setPlainText("Stand no. 7")
    QTest.keyClick(view.name, Qt.Key.Key_Return)
    products.settle()
    assert "already" in products.told[-1]
    assert view.name.toPlainText() == "Awning, striped"


def test_only_what_may_be_shown_holds_nothing_else(
    products: Shown, book: Notebook, ann: bytes, stand: bytes, person: Callable[..., bytes], tmp_path: Path
) -> None:
    bo, cy = person("Bo Secret"), person("Cy Named")
    book.stories.tell(bo, stand, "My customers like it.", quote="anonymous")
    book.stories.tell(cy, stand, "Four minutes, done.", quote="named")
    book.wants.add(bo, "another stand", product=stand)
    products.pane.show_place(stand)
    products.settle()
    view = products.pane.view
    assert "It survived the flood." in texts(view)
    view.only.click()
    assert "It survived" not in texts(view)  # at once, not only when the quotes have been read
    products.settle()
    said = texts(view)
    for allowed in ("My customers like it.", "Four minutes, done.", "Cy Named", "– a customer"):
        assert allowed in said
    for secret in ("It survived the flood.", "Bo Secret", "Ann Baker", "another stand"):
        assert secret not in said
    view.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "“My customers like it.”\n– a customer" in copied
    assert "Bo" not in copied
    assert "flood" not in copied
    from ui.value.wall import paper

    writer = QPdfWriter(str(tmp_path / "quotes.pdf"))
    pages = paper("Stand no. 7", view.seen.quotes, writer)
    printed = "\n".join(row.text.layout.text() for page in pages.made for row in page.rows)
    assert printed.startswith("Stand no. 7")
    assert "Cy Named" in printed
    assert "Bo" not in printed


def test_who_may_be_quoted_is_turned_on_the_wall(products: Shown, book: Notebook, ann: bytes, stand: bytes) -> None:
    products.pane.show_place(stand)
    products.settle()
    card = products.pane.view.wall.cards[0]
    card.quote.button("named").click()
    products.settle()
    assert book.stories.of(ann)[0].quote == "named"
    assert products.pane.view.wall.cards[0] is card
    card.who.click()
    assert products.gone_to == [ann]


def test_owners_come_a_page_at_a_time(
    products: Shown, book: Notebook, stand: bytes, person: Callable[..., bytes]
) -> None:
    with book.change(say("Add owners")):
        for number in range(30):
            book.products.own(person(f"Owner {number:02}"), stand)
    products.pane.show_place(stand)
    products.settle()
    owners = products.pane.view.people["owners"]
    assert owners.title.text() == "Owned by (31)"
    assert len(owners.shown()) == 12
    owners.more.click()
    products.settle()
    assert len(owners.shown()) == 24
    owners.more.click()
    products.settle()
    assert [name for name, _ in owners.shown()] == ["Ann Baker", *(f"Owner {n:02}" for n in range(30))]
    assert owners.more.isHidden()


def test_a_product_that_is_deleted_elsewhere_leads_back_to_the_list(
    products: Shown, book: Notebook, stand: bytes
) -> None:
    products.pane.show_place(stand)
    products.settle()
    products.pane.view.delete.click()
    products.settle()
    assert products.undoable == ["Stand no. 7 deleted; its name stays with 1 owner, 1 purchase, 1 story"]
    assert products.pane.lines.lines == []
    assert products.pane.nothing.isVisible()
    book.undo()
    products.settle()
    products.pane.show_place(stand)
    products.settle()
    book.products.delete(stand)
    products.settle()
    assert products.pane._listing.isVisible()


def test_deleting_a_product_says_with_whom_its_name_stays(
    products: Shown, book: Notebook, ann: bytes, stand: bytes
) -> None:
    cy = book.contacts.create("Cy Ek")
    for person in (ann, cy):
        book.products.own(person, stand)
        book.stories.tell(person, stand, "It stood through the storm")
    book.products.disown(book.products.owned(cy)[0].id)
    book.wants.add(ann, "one more", product=stand)
    products.pane.show_place(stand)
    products.settle()
    products.pane.view.delete.click()
    products.settle()
    told = "Stand no. 7 deleted; its name stays with 1 owner, 1 purchase, 1 open want, 3 stories"
    assert products.undoable == [told]
    assert {one.product_name for one in book.products.owned(ann)} == {"Stand no. 7"}
    assert {one.product_name for one in book.stories.of(ann)} == {"Stand no. 7"}
    book.undo()
    products.settle()
    assert [line.title for line in products.pane.lines.lines] == ["Stand no. 7"]


@pytest.mark.parametrize("typed", ["cafe", "CAFÉ", "Café"])
def test_accents_do_not_matter_where_a_product_is_sought(
    products: Shown, book: Notebook, ann: bytes, typed: str
) -> None:
    from ui.value.pick import PickProduct

    coffee, lamp = book.products.add("Café table"), book.products.add("Lamp")
    book.products.edit(lamp, state="retired")
    products.settle()
    products.pane.search.setText(typed)
    assert [line.id for line in products.pane.lines.lines] == [coffee]
    book.products.edit(coffee, name="Café")
    chosen: list[bytes] = []
    dialog = PickProduct(book, products.pane)
    dialog.chosen.connect(chosen.append)
    assert dialog.list.count() == 2  # the retired one only for its name
    dialog.field.setText(typed)
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == ["Café"]
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert chosen == [coffee]
    again = PickProduct(book, products.pane)
    again.field.setText("lamp")
    assert [again.list.item(row).text() for row in range(again.list.count())] == ["Lamp (retired)"]
    again.close()


# Interests


def test_wants_of_everybody_come_together_with_their_words(
    demand: Shown, book: Notebook, ann: bytes, person: Callable[..., bytes]
) -> None:
    bo = person("Bo")
    book.wants.add(bo, "Cargo Bike", horizon="now", strength=3, words_said="One that fits my gate.")
    book.wants.add(bo, "an oven", horizon="someday")
    demand.settle()
    lines = demand.pane.lines.lines
    assert sorted((line.title.casefold(), line.about) for line in lines) == [
        ("an oven", "1 person · strength 2.0 of 3"), ("cargo bike", "1 person · 1 more might · strength 3.0 of 3")]
    demand.pane.choose(next(line.id for line in lines if line.title.casefold() == "cargo bike"))
    demand.settle()
    people = demand.pane.pool.people.shown()
    assert people[0] == ("Bo", "needs it · now · “One that fits my gate.”")
    assert people[1] == ("Ann Baker", "we suspect · this year · cargo bike")
    assert demand.pane.legend.accessibleName() == "now 1, season 0, year 0, some day 1"


def test_two_needs_are_joined_and_parted_again(
    demand: Shown, book: Notebook, person: Callable[..., bytes]
) -> None:
    from ui.value.parts import Tag
    from ui.value.pool import SameAs

    for name, need in (("Bo", "an oven"), ("Cy", "something to bake in")):
        book.wants.add(person(name), need)
    demand.settle()
    oven = next(key for key, name in demand.pane.pools() if name == "an oven")
    demand.pane.choose(oven)
    demand.settle()
    demand.pane.pool.join.click()
    dialog = demand.pane.window().findChild(SameAs)
    QTest.keyClicks(dialog.field, "bake")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    demand.settle()
    joined = next(line for line in demand.pane.lines.lines if line.record.terms)
    assert joined.record.people == 2
    assert demand.pane.pool.pool.key == joined.id
    assert len(demand.pane.pool.people.shown()) == 2
    assert demand.undoable == ["an oven is the same as another need"]
    tag = next(one for one in demand.pane.pool.findChildren(Tag) if one.text() == "an oven" and one.isVisible())
    QTest.keyClick(tag, Qt.Key.Key_Delete)
    demand.settle()
    assert not any(line.record.terms for line in demand.pane.lines.lines)


def test_accents_do_not_matter_where_needs_and_interests_are_sought(
    demand: Shown, book: Notebook, person: Callable[..., bytes]
) -> None:
    from ui.value.pool import SameAs

    book.contacts.add_detail(person("Bo"), "interest", "Café culture")
    demand.pane.which.button("interests").click()
    demand.pane.search.setText("cafe")
    demand.pane._typing.stop()
    demand.pane.refresh()
    demand.settle()
    assert [line.title for line in demand.pane.lines.lines] == ["Café culture"]
    dialog = SameAs("tea", [("1", "Café"), ("2", "bread")], demand.pane)
    dialog.field.setText("cafe")
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == ["Café", "In these words: “cafe”"]
    dialog.close()


def test_who_shares_an_interest_comes_a_page_at_a_time(
    demand: Shown, book: Notebook, person: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    with book.change(say("Many")):
        for number in range(70):
            book.contacts.add_detail(person(f"Fan {number:02}"), "interest", "chess")
    asked: list[tuple[object, ...]] = []
    who = book.interests.who
    monkeypatch.setattr(book.interests, "who", lambda *how: asked.append(how) or who(*how))
    demand.pane.which.button("interests").click()
    demand.settle()
    people = demand.pane.interest.people
    assert people.title.text() == "Who likes it (70)"
    for _ in range(2):
        people.more.click()
        demand.settle()
    assert [name for name, _ in people.shown()] == [f"Fan {number:02}" for number in range(70)]
    assert people.more.isHidden()
    assert asked[-3:] == [("chess", 30, 0), ("chess", 30, 30), ("chess", 30, 60)]


def test_who_shares_an_interest(demand: Shown, book: Notebook, ann: bytes, person: Callable[..., bytes]) -> None:
    bo = person("Bo")
    for interest in ("Sourdough", "jazz"):
        book.contacts.add_detail(bo, "interest", interest)
    demand.pane.which.button("interests").click()
    demand.settle()
    assert [(line.title.casefold(), line.about) for line in demand.pane.lines.lines] == [
        ("sourdough", "2 people"), ("jazz", "1 person")]
    assert [name for name, _ in demand.pane.interest.people.shown()] == ["Ann Baker", "Bo"]
    demand.pane.search.setText("ja")
    demand.pane._typing.stop()
    demand.pane.refresh()
    demand.settle()
    assert [line.title for line in demand.pane.lines.lines] == ["jazz"]


def test_without_any_want_the_page_says_what_it_is_for(
    shown: Callable[..., Shown], book: Notebook, person: Callable[..., bytes]
) -> None:
    from ui.value.demand import DemandPage

    person("Bo")
    held = shown(DemandPage, 400, 500)
    held.pane.show_place(None)
    held.settle()
    assert held.pane._nothing.isVisible()
    assert not held.pane.list.isVisible()
    assert not held.pane.legend.isVisible()


# The shelf


def test_something_is_put_on_the_shelf_tagged_and_given_once(
    shelf: Shown, book: Notebook, ann: bytes, person: Callable[..., bytes]
) -> None:
    assert shelf.pane.nothing.isVisible()
    page = shelf.pane
    page.adding.setFocus()
    QTest.keyClicks(page.adding, "Rye in winter")
    QTest.keyClick(page.adding, Qt.Key.Key_Return)
    shelf.settle()
    view = page.view
    QTest.keyClicks(view.tags.adding, "SOURDOUGH")
    QTest.keyClick(view.tags.adding, Qt.Key.Key_Return)
    shelf.settle()
    view.kind.button("article").click()
    shelf.settle()
    item = book.shelf.all()[0]
    assert (item.title, item.kind, item.interests) == ("Rye in winter", "article", ("SOURDOUGH",))
    assert [name for name, _ in view.fitting.shown()] == ["Ann Baker"]
    give = next(one for one in view.fitting.findChildren(QPushButton)
                if one.accessibleName() == "Give it to Ann Baker")
    give.click()
    shelf.settle()
    assert view.fitting.isHidden()
    assert [name for name, _ in view.got.shown()] == ["Ann Baker"]
    assert book.timeline.rows(book.timeline.ids(Stream(contact=ann), limit=1))[0].body == "Gave: Rye in winter"
    assert shelf.undoable == ["Give Rye in winter to Ann Baker"]
    view._give(ann)
    assert "already" in shelf.told[-1]
    book.undo()
    shelf.settle()
    assert [name for name, _ in view.fitting.shown()] == ["Ann Baker"]
    page.show_place(None)
    shelf.settle()
    assert page.lines.lines[0].spoken == "Rye in winter, Article · SOURDOUGH, for 1 person"


@pytest.mark.parametrize("width", [372, 640])
def test_pages_fit_wherever_the_middle_is(
    shown: Callable[..., Shown], book: Notebook, ann: bytes, stand: bytes, width: int
) -> None:
    from ui.value.demand import DemandPage
    from ui.value.products import ProductsPage
    from ui.value.shelf import ShelfPage

    book.products.edit(stand, name="A product whose name is longer than any line that this window could show " * 2)
    book.contacts.edit(ann, full_name="Ann Who Has A Name That Goes On And On Baker-Longest von und zu Hintertupfingen")
    book.wants.add(ann, "a very long want that goes on " * 4, product=stand, words_said="words " * 40)
    item = book.shelf.add("A title that is longer than it should be " * 3, interests=["sourdough", "x" * 60])
    for kind, what in ((ProductsPage, stand), (ShelfPage, item), (DemandPage, None)):
        held = shown(kind, width, 600)
        held.pane.show_place(what)
        held.settle()
        assert held.pane.width() == width, kind
        assert held.pane.minimumSizeHint().width() <= width, kind
        column = getattr(getattr(held.pane, "view", None), "column", None) or held.pane.pool._column
        assert column.widget().width() <= column.viewport().width(), kind


def test_many_stories_come_a_page_at_a_time_and_stay_while_one_changes(
    products: Shown, book: Notebook, ann: bytes, stand: bytes
) -> None:
    with book.change(say("Add stories")):
        for number in range(20):
            book.stories.tell(ann, stand, f"story {number:02}", quote="named")
    products.pane.show_place(stand)
    products.settle()
    view = products.pane.view
    assert len(view.wall.cards) == 12
    before = list(view.wall.cards)
    view.more.click()
    products.settle()
    assert len(view.wall.cards) == 21
    assert view.more.isHidden()
    assert view.wall.cards[:12] == before  # made once, not anew
    before[3].quote.button("none").click()
    products.settle()
    assert view.wall.cards[:12] == before
    view.only.click()
    products.settle()
    products._qtbot.waitUntil(lambda: len(view.wall.cards) == 19)
    assert len(view.seen.quotes) == 19


def test_accents_do_not_matter_on_the_shelf(shelf: Shown, book: Notebook) -> None:
    item = book.shelf.add("Crème brûlée at home", interests=["pâtisserie"])
    book.shelf.add("Rye in winter")
    shelf.settle()
    for typed in ("creme BRULEE", "patisserie"):
        shelf.pane.search.setText(typed)
        assert [line.id for line in shelf.pane.lines.lines] == [item]
