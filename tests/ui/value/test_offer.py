"""The offer desk: nothing is sent, nothing goes out over a stop in silence, and colour is never the only sign."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from tests.ui.value.conftest import TODAY

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.theme import Theme
    from ui.value.offer import OfferDesk


@pytest.fixture
def desk(book: Notebook, theme: Theme, ann: bytes, qtbot: QtBot) -> Iterator[Callable[..., OfferDesk]]:
    from ui.value.offer import OfferDesk

    host = QWidget()
    host.resize(1000, 700)
    made: list[Any] = []

    def show() -> OfferDesk:
        want = book.wants.of(ann)[0]
        one = OfferDesk(book, theme, ann, want, None, host)
        made.append(one)
        one.show()
        return one

    yield show
    for one in made:
        one.close()
    host.deleteLater()


def test_each_check_has_an_icon_a_word_and_a_sentence(desk: Callable[..., OfferDesk]) -> None:
    one = desk()
    checks = one.checks()
    assert checks["reason"][0] == "amber"  # only suspected
    for name, (colour, sentence) in checks.items():
        line = one.findChild(QWidget, f"check-{name}")
        assert line.verdict == {"green": "fine", "amber": "with care", "red": "not now"}[colour]
        assert sentence in line.accessibleName()


def test_a_channel_is_checked_again_and_keeps_what_was_written(
    desk: Callable[..., OfferDesk], book: Notebook, ann: bytes
) -> None:
    book.permissions.record(ann, "email", "offers", "granted")
    one = desk()
    assert one.checks()["permission"][0] == "amber"
    one.text.setPlainText("My own words")
    one.channel.button("email").click()
    assert one.checks()["permission"][0] == "green"
    assert one.text.toPlainText() == "My own words"


def test_over_a_stop_only_with_a_written_reason(desk: Callable[..., OfferDesk], book: Notebook, ann: bytes) -> None:
    book.promises.make(ann, "the price list", due=TODAY - timedelta(days=3))
    one = desk()
    assert one.colour == "red"
    assert one.override.isVisible()
    logged: list[Any] = []
    one.logged.connect(logged.append)
    one.text.setPlainText("A bike")
    one.log.click()
    assert one._trouble.text() == "Something says stop. Write down why the offer goes out all the same."
    assert one._trouble.isVisible() and one.focusWidget() is one.override and book.offers.of(ann) == []
    one.override.setText("She asked for it on the phone.")
    assert not one._trouble.isVisible()
    one.log.click()
    offer = book.offers.of(ann)[0]
    assert (offer.text, offer.override) == ("A bike", "She asked for it on the phone.")
    assert ("promises", "red") in [(check.name, check.colour) for check in offer.checks]
    assert [str(title) for title in logged] == ["Note an offer to Ann Baker"]
    book.undo()
    assert book.offers.of(ann) == []


@pytest.mark.parametrize("press", ["copy", "log"])
def test_an_open_spot_is_gone_to_instead(
    desk: Callable[..., OfferDesk], book: Notebook, ann: bytes, qtbot: QtBot, press: str
) -> None:
    QGuiApplication.clipboard().setText("before")
    one = desk()
    prepared = "😀 " + one.text.toPlainText()
    assert "We can offer you: …" in prepared
    one.text.setPlainText(prepared)
    one.override.setFocus()
    getattr(one, press).click()
    assert one._trouble.isVisible() and one._trouble.text() == "Write what you offer where the … stands."
    assert one.focusWidget() is one.text and one.text.textCursor().selectedText() == "…"
    assert QGuiApplication.clipboard().text() == "before" and book.offers.of(ann) == []
    qtbot.keyClicks(one.text, "ten stands.")
    assert not one._trouble.isVisible() and "We can offer you: ten stands." in one.text.toPlainText()
    getattr(one, press).click()
    if press == "copy":
        assert QGuiApplication.clipboard().text() == prepared.replace("…", "ten stands.")
    else:
        assert [offer.text for offer in book.offers.of(ann)] == [prepared.replace("…", "ten stands.")]


def test_copied_is_not_logged(desk: Callable[..., OfferDesk], book: Notebook, ann: bytes) -> None:
    one = desk()
    one.text.setPlainText("A bike for you")
    one.copy.click()
    assert QGuiApplication.clipboard().text() == "A bike for you"
    assert book.offers.of(ann) == []
    one.text.setPlainText("   ")
    one.log.click()
    assert one._trouble.isVisible()
    assert one.isVisible()


def test_a_want_that_goes_meanwhile_is_said(desk: Callable[..., OfferDesk], book: Notebook, ann: bytes) -> None:
    one = desk()
    book.wants.delete(book.wants.of(ann)[0].id)
    one.channel.button("email").click()
    assert one._trouble.isVisible()
    one.override.setText("why not")
    one.log.click()
    assert book.offers.of(ann) == []
    assert one.isVisible()
