"""Handing on something of the shelf: the timeline says so, and it counts as something we gave; never twice."""

from __future__ import annotations

from typing import Any

from notebook import say
from ui.pane import Pane


def give(pane: Pane, book: Any, item: Any, contact: bytes, name: str) -> bool:
    """Note it as one undoable change; False when they had it already."""

    def act() -> None:
        entry = book.timeline.log([contact], "note", pane.tr("Gave: {title}").format(title=item.title))
        book.shelf.give(item.id, contact, interaction=entry)

    return bool(pane.attempt(act, say("Give {title} to {name}", title=item.title, name=name), tell=True))
