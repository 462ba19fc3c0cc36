"""From a line of a brief to where it is from, and what can be done about it where it stands.

A trace leads to an entry of the timeline where there is one, else to the tab that shows such a row (a promise that no
entry tells of: to the page of promises).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from notebook import KithbookError, Sentence, Trace, say
from ui.insight.leading import Leading, Told
from ui.insight.lines import deed
from ui.pane import changed
from ui.words import in_menu, put, words

_TABS = {
    "want": "products", "purchase": "products", "owned": "products", "story": "products", "offer": "products",
    "favour": "products", "shelf_given": "products", "relation": "family", "introduction": "family",
    "permission": "card", "intention": "plan", "step": "plan", "reminder": "plan",
}
MOST = 12  # places that a menu offers


def tab_of(trace: Trace) -> str:
    """The tab of a contact that shows this row when no entry does."""
    return _TABS.get(trace.table, "card")


def entry_of(trace: Trace) -> bytes | None:
    """The entry to go to; what people want and own has a tab of its own."""
    return None if trace.table in ("want", "owned", "purchase", "offer") else trace.entry


def choose(line: Leading, told: Told, go: Callable[[Trace], object]) -> None:
    """Go to where a line is from; a line that was reckoned from many rows asks to which of them."""
    if told.kind == "balance" and len(told.traces) > 1:
        menu(line, told, line.below(), go, None)
    else:
        go(told.traces[0])


def menu(parent: QWidget, told: Told, where: QPoint, go: Callable[[Trace], object],
         tick: Callable[[Told], object] | None) -> None:
    """All that can be done about a line."""
    made = QMenu(parent)
    made.setObjectName("briefLineMenu")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if tick is not None:
        made.addAction(in_menu(deed(told))).triggered.connect(lambda: tick(told))
        made.addSeparator()
    for trace in told.traces[:MOST]:
        text = put(_tr("Go to: {place}"), place=words(trace.said))
        made.addAction(in_menu(text)).triggered.connect(lambda checked=False, trace=trace: go(trace))
    if not made.isEmpty():
        made.popup(where)


def tick(book: Any, told: Told, said: Callable[[str], object]) -> Sentence | None:
    """Keep the promise, or note that it was brought up; the title of the change, to undo it by (None: of none)."""
    row = told.traces[0].id
    try:
        if told.kind == "next":
            title = say("Brought up: {text}", text=book.closing.get(row).text)
            new = changed(book, lambda: book.closing.use([row]), title)
        else:
            text = book.promises.get(row).text
            title = say("Keep {name}’s promise “{text}”", name=told.whose, text=text) if told.whose else (
                say("Keep the promise “{text}”", text=text))  # fmt: skip
            new = changed(book, lambda: book.promises.keep(row), title)
    except KithbookError as error:
        said(words(error.sentence))
        return None
    return title if new else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Evidence", text)
