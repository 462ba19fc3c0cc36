"""The tab "Products & interests": everything is added in one line, corrected where it stands, and comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from notebook import Stream, say
from tests.ui.value.conftest import DAY, TODAY
from tests.wanted import passed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from tests.ui.value.conftest import Shown


def add(tab: Shown, name: str, text: str) -> None:
    line = tab.pane.findChild(object, name)
    line.setFocus()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    tab.settle()


def test_a_want_is_typed_as_in_the_composer(tab: Shown, book: Notebook, ann: bytes) -> None:
    add(tab, "addWant", "second shop within 3 months!")
    want = next(one for one in book.wants.of(ann) if one.text == "second shop")
    assert (want.strength, want.certainty) == (3, "known")
    assert want.due is not None
    assert tab.pane.wants.row(want.id).text.toPlainText() == "second shop"
    assert not tab.pane.wants.adding.text()
    assert str(book.undo_title()) == "Ann Baker wants: second shop within 3 months!"


def test_one_key_on_a_want_corrects_it(tab: Shown, book: Notebook, ann: bytes) -> None:
    want = book.wants.of(ann)[0]
    row = tab.pane.wants.row(want.id)
    row.sure.setFocus()
    for key in (Qt.Key.Key_3, Qt.Key.Key_S, Qt.Key.Key_K):
        QTest.keyClick(row.sure, key)
        tab.settle()
    held = book.wants.get(want.id)
    assert (held.strength, held.horizon, held.certainty) == (3, "season", "known")
    assert tab.pane.wants.row(want.id) is row  # the keyboard stays where it was
    assert row.much.accessibleName().startswith("How much: 3")


def test_one_click_on_a_want_corrects_it(tab: Shown, book: Notebook, ann: bytes) -> None:
    want = book.wants.of(ann)[0]
    row = tab.pane.wants.row(want.id)
    QTest.mouseClick(row.soon.button("now"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(row.much, Qt.MouseButton.LeftButton, pos=QPoint(8, row.much.height() // 2))
    tab.settle()
    held = book.wants.get(want.id)
    assert (held.horizon, held.strength) == ("now", 1)
    assert row.soon.button("now").isChecked()


def test_letters_typed_into_a_field_of_a_want_are_letters(tab: Shown, book: Notebook, ann: bytes) -> None:
    want = book.wants.of(ann)[0]
    row = tab.pane.wants.row(want.id)
    row.text.setFocus()
    row.text.selectAll()
    QTest.keyClicks(row.text, "many mixed 321")
    QTest.keyClick(row.text, Qt.Key.Key_Return)
    tab.settle()
    held = book.wants.get(want.id)
    assert (held.text, held.strength, held.state) == ("many mixed 321", want.strength, "open")


def test_met_goes_away_with_a_way_back(tab: Shown, book: Notebook, ann: bytes) -> None:
    want = book.wants.of(ann)[0]
    tab.pane.wants.row(want.id).meet.click()
    tab.settle()
    assert tab.undoable == ["A want is met"]
    assert tab.pane.wants.items() == []
    tab.pane.closed_turn.click()
    tab.pane.closed.row(want.id).again.click()
    tab.settle()
    assert [one.id for one in tab.pane.wants.items()] == [want.id]
    book.undo()
    tab.settle()
    assert book.wants.get(want.id).state == "met"


def test_a_purchase_in_one_line_and_its_currencies_stay_apart(tab: Shown, book: Notebook, ann: bytes) -> None:
    assert tab.pane._totals.text() == "Together: 40 CHF · 1,120.00 EUR"
    add(tab, "addPurchase", "2 x stand no. 7, 560 EUR")
    assert tab.pane._totals.text() == "Together: 40 CHF · 1,680.00 EUR"
    bought = book.products.purchases(ann)[0]
    assert (str(bought.quantity), str(bought.price), bought.item) == ("2", "560", "Stand no. 7")
    row = tab.pane.purchases.row(bought.id)
    row.price.setFocus()
    row.price.setText("600 usd")
    QTest.keyClick(row.price, Qt.Key.Key_Return)
    tab.settle()
    assert tab.pane._totals.text() == "Together: 40 CHF · 1,120.00 EUR · 600 USD"
    row.price.setText("a lot")
    QTest.keyClick(row.price, Qt.Key.Key_Return)
    tab.settle()
    assert "a number like 1120.00" in tab.told[-1]
    assert row.price.text() == "a lot" and row.findChild(QLabel, "rowTrouble").text() == tab.told[-1]
    QTest.keyClick(row.price, Qt.Key.Key_Escape)
    assert row.price.text() == "600 USD" and row.findChild(QLabel, "rowTrouble").isHidden()


def test_a_price_without_its_currency_keeps_the_one_it_had(tab: Shown, book: Notebook, ann: bytes) -> None:
    bought = book.products.purchases(ann)[0]
    row = tab.pane.purchases.row(bought.id)
    row.price.setFocus()
    row.price.setText("45,50")
    QTest.keyClick(row.price, Qt.Key.Key_Return)
    tab.settle()
    assert row.price.text() == "45.50 CHF"


def test_a_story_and_who_may_quote_it(tab: Shown, book: Notebook, ann: bytes, stand: bytes) -> None:
    add(tab, "addStory", "Light as a feather (stand no. 7)")
    story = next(one for one in book.stories.of(ann) if one.text == "Light as a feather")
    assert (story.product, story.quote) == (stand, "none")
    tab.pane.stories.row(story.id).quote.button("anonymous").click()
    tab.settle()
    assert [(one.text, one.name) for one in book.stories.quotable(stand)] == [("Light as a feather", "")]


def test_interests_are_chips_that_are_edited_where_they_stand(tab: Shown, book: Notebook, ann: bytes) -> None:
    from ui.value.parts import Tag
    from ui.value.tags import ChipEditor

    add(tab, "addInterest", "jazz")
    chips = {chip.text(): chip for chip in tab.pane.interests.findChildren(Tag)}
    assert set(chips) == {"sourdough", "jazz"}
    chips["sourdough"].click()
    field = tab.pane.interests.findChild(ChipEditor)
    field.setText("rye bread")
    QTest.keyClick(field, Qt.Key.Key_Return)
    tab.settle()
    assert [one.value for one in book.contacts.get(ann).of_kind("interest")] == ["rye bread", "jazz"]
    add(tab, "addInterest", "opera, Jazz; trains (H0, N)")
    values = [one.value for one in book.contacts.get(ann).of_kind("interest")]
    assert values == ["rye bread", "jazz", "opera", "trains (H0, N)"]
    book.undo()
    tab.settle()
    chip = next(one for one in tab.pane.interests.findChildren(Tag) if one.text() == "jazz" and one.isVisible())
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    tab.settle()
    assert tab.undoable[-1] == "Take away an interest"
    assert [one.value for one in book.contacts.get(ann).of_kind("interest")] == ["rye bread"]


def test_what_they_own_is_named_and_corrected(tab: Shown, book: Notebook, ann: bytes, stand: bytes) -> None:
    add(tab, "addOwned", "Awning")
    awning = next(one for one in book.products.owned(ann) if one.product_name == "Awning")
    row = tab.pane.owned.row(awning.id)
    for field, text in ((row.quantity, "2"), (row.since, "May 2024"), (row.note, "striped")):
        field.setFocus()
        field.setText(text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        tab.settle()
    held = next(one for one in book.products.owned(ann) if one.id == awning.id)
    assert (str(held.quantity), held.since, held.note) == ("2", "2024-05", "striped")
    row.end.click()
    tab.settle()
    assert row._ended.text() == "until 20 November 2026"
    assert row.end.isHidden()
    row.name.click()
    assert tab.gone_to == [("products", awning.product)]


def test_each_number_of_the_balance_opens_its_rows(tab: Shown, book: Notebook, ann: bytes) -> None:
    pane = tab.pane.balance
    assert {key: made._count for key, made in pane.amounts.items()} == {
        ("ours", "gave"): 1, ("ours", "asked"): 0, ("theirs", "gave"): 2, ("theirs", "asked"): 0}
    assert pane.items() == []
    pane.amounts["theirs", "gave"].click()
    assert [(one.text, one.fixed) for one in pane.items()] == [("Repair", True), ("Stand no. 7", True)]
    pane.amounts["ours", "gave"].click()
    assert [(one.text, one.fixed) for one in pane.items()] == [("winter stock", False)]
    pane.side.button("theirs").click()
    pane.act.button("asked").click()
    add(tab, "addFavour", "advice about ovens")
    favour = next(one for one in book.favours.of(ann) if "ovens" in one.text)
    assert (favour.side, favour.act, favour.kind) == ("theirs", "asked", "advice")


def test_from_the_shelf_once_and_never_twice(tab: Shown, book: Notebook, ann: bytes) -> None:
    item = book.shelf.add("Rye in winter", interests=["Sourdough"])
    tab.settle()
    row = tab.pane.useful.row(item)
    row.give.click()
    tab.settle()
    assert tab.pane.useful.items() == []
    assert tab.pane._got.text() == "Got already: Rye in winter."
    assert _latest(book, ann) == "Gave: Rye in winter"
    assert "Rye in winter" in [one.text for one in book.favours.of(ann)]
    assert tab.undoable[-1] == "Give Rye in winter to Ann Baker"
    book.undo()
    tab.settle()
    assert [one.id for one in tab.pane.useful.items()] == [item]


def test_what_is_being_typed_goes_to_whom_it_was_typed_for(
    tab: Shown, book: Notebook, ann: bytes, person: Callable[..., bytes]
) -> None:
    bo = person("Bo")
    line = tab.pane.wants.adding
    line.setFocus()
    QTest.keyClicks(line, "an oven")
    tab.pane.show_contact(book.contacts.get(bo))
    tab.settle()
    assert "an oven" in [one.text for one in book.wants.of(ann)]
    assert book.wants.of(bo) == []
    assert tab.pane.wants.items() == []


def test_hidden_it_only_notes_and_reads_when_shown(tab: Shown, book: Notebook, ann: bytes) -> None:
    tab.pane.hide()
    book.wants.add(ann, "an oven")
    QApplication.processEvents()
    assert len(tab.pane.wants.items()) == 1
    tab.pane.show()
    tab.settle()
    assert len(tab.pane.wants.items()) == 2


def test_many_rows_come_a_page_at_a_time(tab: Shown, book: Notebook, ann: bytes) -> None:
    with book.change(say("Add wants")):
        for number in range(40):
            book.wants.add(ann, f"thing {number}")
    tab.settle()
    wants = tab.pane.wants
    assert len(wants._shown) == 8
    assert not wants.more.isHidden()
    wants.more.click()
    tab.settle()
    assert len(wants._shown) == 16


def _latest(book: Notebook, contact: bytes) -> str:
    return book.timeline.rows(book.timeline.ids(Stream(contact=contact), limit=1))[0].body


@pytest.mark.parametrize("width", [332, 480, 560, 700])
def test_it_fits_wherever_the_middle_is(tab: Shown, book: Notebook, ann: bytes, width: int) -> None:
    book.wants.add(ann, "a very long want that goes on and on " * 3, words_said="and their words go on too " * 5)
    book.products.own(ann, book.products.add("A product with a name that is longer than any line of this window"))
    book.favours.gave(ann, "introduction", "somebody with a name that goes on and on " * 3)
    tab.pane.resize(width, 700)
    tab.settle()
    tab.pane.balance.amounts["ours", "gave"].click()
    tab.settle()
    area = tab.pane._area
    assert area.widget().width() <= area.viewport().width()


def test_a_want_or_a_thing_leads_to_the_offer_desk(tab: Shown, book: Notebook, ann: bytes) -> None:
    from ui.value.offer import OfferDesk

    want = book.wants.of(ann)[0]
    tab.pane.wants.row(want.id).offer.click()
    desk = next(one for one in QApplication.topLevelWidgets() if isinstance(one, OfferDesk) and one.isVisible())
    desk.text.setPlainText("A bike for the winter")
    desk.override.setText("she asked today")
    desk.log.click()
    tab.settle()
    offer = book.offers.of(ann)[0]
    assert (offer.want, offer.text) == (want.id, "A bike for the winter")
    row = tab.pane.offers.row(offer.id)
    row.yes.click()
    tab.settle()
    assert book.offers.get(offer.id).state == "accepted"
    assert row.yes.isHidden()


def test_offers_are_told_apart_by_what_was_offered(tab: Shown, book: Notebook, ann: bytes) -> None:
    want = book.wants.of(ann)[0].id
    made = [book.offers.make(ann, f"Hello Ann,\n\nWe can offer you: {what}.\n\nMe", want=want, channel="email",
                             override="she called") for what in ("ten stands", "one bell")]  # fmt: skip
    tab.settle()
    rows = [tab.pane.offers.row(offer) for offer in made]
    assert [row.what.text() for row in rows] == ["ten stands", "one bell"]
    assert rows[0].told.text() == "offered 20 Nov 2026 · by e-mail · no answer yet · although: she called"
    tab.pane.resize(430, 700)
    tab.settle()
    assert [(row.yes.text(), row.yes.accessibleName()) for row in rows] == [("", "Accepted")] * 2
    assert all(row.what.width() > row.fontMetrics().horizontalAdvance("ten stands") for row in rows)


def test_very_many_wants_are_folded_those_due_first(
    shown: Callable[..., Shown], book: Notebook, ann: bytes, qtbot: QtBot
) -> None:
    from ui.value.tab import ProductsTab

    for n in range(40):
        book.wants.add(ann, f"thing {n}", horizon="someday")
    due = passed(book, ann, "second shop", TODAY - 3 * DAY)
    held = shown(ProductsTab)
    held.pane.show_contact(book.contacts.get(ann))
    held.settle()
    wants = held.pane.wants
    assert len(wants._shown) == 8 and next(iter(wants._shown)) == due
    assert wants.more.text() == "Show 8 more of 42"
    wants.more.setFocus()
    qtbot.keyClick(wants.more, Qt.Key.Key_Return)
    held.settle()
    assert len(wants._shown) == 16 and wants.more.hasFocus(), "Enter again shows the next"


def test_what_could_not_be_read_is_said(book: Notebook, ann: bytes, tab: Shown) -> None:
    add(tab, "addWant", "second shop within 3 moths")
    assert tab.told[-1] == "Not understood: within 3 moths. Did you mean within 3 months?"
    assert "second shop within 3 moths" in [want.text for want in book.wants.of(ann)]
    before = len(book.products.purchases(ann))
    add(tab, "addPurchase", "foo -5 EUR")
    assert tab.told[-1] == "Not understood: -5 EUR. Write the price like 1120 EUR."
    assert len(book.products.purchases(ann)) == before


def test_the_field_that_adds_an_interest_stands_behind_those_there_are(
    shown: Callable[..., Shown], book: Notebook, ann: bytes
) -> None:
    from ui.value.tab import ProductsTab

    tab = shown(ProductsTab, 430, 400)
    QApplication.processEvents()  # it is laid out with nobody, then while reading, then with what was read
    tab.pane.show_contact(book.contacts.get(ann))
    QApplication.processEvents()
    tab.settle()
    QApplication.processEvents()
    tags = tab.pane.interests
    [chip] = tags._chips
    assert chip.isVisible() and not chip.geometry().intersects(tags.adding.geometry())
