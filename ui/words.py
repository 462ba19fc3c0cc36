"""Sentences, days and numbers in the user's language.

The core speaks in message ids and parameters (`notebook.sentences`); here they become text. Days and
numbers follow the locale. Nothing here is ever interpreted as rich text.

What a person wrote may run the other way than the sentence it is put into (an Arabic name in an English window): it is
then isolated, so that it turns nothing around it. Isolates are for showing only; `plain` takes them out of what is
copied, stored or sent.
"""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt
from PySide6.QtGui import QGuiApplication

from notebook import Sentence, render

if TYPE_CHECKING:
    from decimal import Decimal

_LRI, _FSI, _PDI = "\u2066", "\u2068", "\u2069"  # what is between turns nothing outside, nor is turned by it
_LEFTWARDS = frozenset(("R", "AL", "AN"))


def _isolated(text: str) -> str:
    """A person's text inside a sentence: isolated where some of it runs the other way than the sentence."""
    leftwards = _leftwards()
    if text.isascii() and not leftwards:
        return text
    kinds = {unicodedata.bidirectional(letter) for letter in text}
    turned = "L" in kinds if leftwards else not kinds.isdisjoint(_LEFTWARDS)
    return f"{_FSI}{text}{_PDI}" if turned else text


def put(form: str, **values: object) -> str:
    """A sentence of the window with these put in; a person's text turns nothing around it."""
    texts = {name: _isolated(value) for name, value in values.items() if isinstance(value, str)}
    return form.format(**{**values, **texts})


def directed(text: str) -> str:
    """A whole text of ours: kept from being turned where the window runs the other way than its language."""
    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    if not mirrored or _leftwards() or text.startswith(_LRI):
        return text
    return f"{_LRI}{text}{_PDI}" if any(unicodedata.bidirectional(letter) == "L" for letter in text) else text


def begins(text: str, lead: str) -> int:
    """How far into a shown text go the words that it begins with, both as `words` made them; 0 where it does not."""
    start = len(text) - len(text.removeprefix(_LRI))
    bare = lead.removeprefix(_LRI).removesuffix(_PDI) if lead.startswith(_LRI) else lead
    return start + len(bare) if text.startswith(bare, start) else 0


def _leftwards() -> bool:
    """Whether the language of the window runs to the left (Qt asks its translation the same way)."""
    return QCoreApplication.translate("QGuiApplication", "QT_LAYOUT_DIRECTION") == "RTL"


def plain(text: str) -> str:
    """The same without what is only there to show it."""
    for mark in (_LRI, _FSI, _PDI):
        text = text.replace(mark, "")
    return text


def words(sentence: Sentence | str | None) -> str:
    """A sentence of the core in the user's language; text and None are let through."""
    if sentence is None:
        return ""
    if isinstance(sentence, str):
        return sentence
    return directed(render(_localised(sentence), lambda text: QCoreApplication.translate("core", text)))


def _localised(sentence: Sentence) -> Sentence:
    """The same with its days and amounts as the locale writes them; whole numbers stay, they choose the plural."""
    return Sentence(sentence.text, {name: _shown(value) for name, value in sentence.params.items()}, sentence.many)


def _shown(value: object) -> object:
    if isinstance(value, Sentence):
        return _localised(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return day(value)
    if isinstance(value, str):
        return _isolated(value)
    from decimal import Decimal

    return amount(value) if isinstance(value, Decimal) else value


def number(value: int) -> str:
    """With the separators of the locale: 1,284."""
    return QLocale().toString(value)


def amount(value: Decimal) -> str:
    """A number with all of its places and the separators of the locale: 1,120.00."""
    locale = QLocale()
    return f"{value:,f}".translate({ord(","): locale.groupSeparator(), ord("."): locale.decimalPoint()})


def listed(names: list[str]) -> str:
    """Several names or words in one sentence, as the locale joins them: ``Ann, Bo and Cy``."""
    return QLocale().createSeparatedList(names)


def day(value: date, today: date | None = None) -> str:
    """A day in short: ``Tue 24 Nov``, with the year when it is not this one."""
    form = "ddd d MMM" if today is not None and value.year == today.year else "d MMM yyyy"
    return QLocale().toString(QDate(value.year, value.month, value.day), form)


def clock_time(value: datetime) -> str:
    """Hours and minutes as the locale writes them; ``value`` is local time."""
    from PySide6.QtCore import QTime

    return QLocale().toString(QTime(value.hour, value.minute), QLocale.FormatType.ShortFormat)


def partial(value: object) -> str:
    """A partial date (`notebook.contacts.dates.PartialDate`) for a person: ``29 February``, ``May 1999``."""
    year, month, in_month = (getattr(value, part) for part in ("year", "month", "day"))
    locale = QLocale()
    if month is None:
        return "" if year is None else str(year)
    name = locale.monthName(month, QLocale.FormatType.LongFormat)
    if in_month is None:
        return name if year is None else f"{name} {year}"
    if year is None:
        return locale.toString(QDate(2000, month, in_month), "d MMMM")
    return locale.toString(QDate(year, month, in_month), "d MMMM yyyy")


def in_menu(text: str) -> str:
    """Text of a person's in a menu, an action or a button: an ampersand is an ampersand."""
    return text.replace("&", "&&")
