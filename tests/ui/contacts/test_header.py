"""The head of the card: what its chips say of the channels, and that they follow the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from notebook.book import Notebook

if TYPE_CHECKING:
    from ui.window import MainWindow


def test_channels_open_and_closed_are_chips_that_follow_the_ledger(
        book: Notebook, person: Callable[..., bytes], window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    ada = person("Ada Lovelace")
    today = book.clock.today()
    book.permissions.record(ada, "email", "", "granted", how="said", day=today)
    book.permissions.record(ada, "visit", "fittings", "granted", how="said", day=today)
    shown = window()
    shown.show_contact(ada)
    assert shown.person.header.chips() == ["e-mail ok", "visit for fittings ok"]

    book.permissions.record(ada, "phone", "", "refused", how="said", day=today)
    qtbot.waitUntil(lambda: shown.person.header.chips() == ["e-mail ok", "visit for fittings ok", "no phone"])

    book.permissions.record(ada, "visit", "parties", "refused", how="said", day=today)
    apart = ["e-mail ok", "visit for fittings ok", "no phone", "no visit for parties"]
    qtbot.waitUntil(lambda: shown.person.header.chips() == apart)
    book.undo()

    book.permissions.record(ada, "email", "", "granted", how="form", day=today, expires=today + timedelta(days=1))
    book.undo()
    book.undo()
    qtbot.waitUntil(lambda: shown.person.header.chips() == ["e-mail ok", "visit for fittings ok"])


def test_a_yes_for_one_purpose_never_reads_as_a_yes_for_all(
        book: Notebook, person: Callable[..., bytes], window: Callable[..., MainWindow]) -> None:
    ada, bo = person("Ada Lovelace"), person("Bo Bell")
    today = book.clock.today()
    book.permissions.record(ada, "any", "introductions", "granted", how="said", day=today)
    book.permissions.record(ada, "email", "tender, offers", "granted", how="said", day=today)
    book.permissions.record(ada, "phone", "tender", "granted", how="said", day=today)
    book.permissions.record(ada, "any", "newsletter", "refused", how="said", day=today)
    for purpose in ("a fair", "b fair", "c fair", "d fair"):
        book.permissions.record(bo, "email", purpose, "granted", how="said", day=today)
    shown = window()
    shown.show_contact(ada)
    assert shown.person.header.chips() == [
        "e-mail for offers ok", "e-mail, phone for tender ok", "introductions ok", "no newsletter"]
    shown.show_contact(bo)
    assert shown.person.header.chips() == [
        "e-mail for a fair ok", "e-mail for b fair ok", "2 more ok"]


def test_nothing_known_is_no_chip(book: Notebook, person: Callable[..., bytes],
                                  window: Callable[..., MainWindow]) -> None:
    ada = person("Ada Lovelace")
    shown = window()
    shown.show_contact(ada)
    assert shown.person.header.chips() == []


@pytest.mark.parametrize(("born", "died", "chip"), [
    ("1976-11-20", None, ["Birthday today"]), ("--11-21", None, ["Birthday tomorrow"]),
    ("1976-11-25", None, ["Birthday in 5 days"]), ("1976-11-25", "2020-01-01", []),
    ("2026-11-20", None, []), ("2030-11-25", None, []),  # the day itself is no birthday yet, nor one before it
])
def test_a_birthday_that_is_near(book: Notebook, person: Callable[..., bytes], window: Callable[..., MainWindow],
                                 born: str, died: str | None, chip: list[str]) -> None:
    ada = person("Ada Lovelace")
    book.contacts.add_date(ada, "birth", born)
    if died is not None:
        book.contacts.add_date(ada, "death", died)
    shown = window()
    shown.show_contact(ada)
    assert shown.person.header.chips() == chip
