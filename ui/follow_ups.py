"""What follows from something that was just written, and is offered with one key, never done by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from notebook import Sentence, say
from ui.words import put


@dataclass(frozen=True, slots=True)
class FollowUp:
    """``text`` asks, ``label`` is the word on the button; ``act`` is done as one change called ``title``."""

    text: str
    label: str
    title: Sentence
    act: Callable[[], object]


def _tr(text: str) -> str:
    return QCoreApplication.translate("FollowUps", text)


def close_wants(book: Any, purchases: Sequence[bytes]) -> FollowUp | None:
    """They bought what they wanted; nothing where they did not."""
    wants = book.met_by(purchases)
    if not wants:
        return None
    said = _tr("{name} wanted it: {text}") if len(wants) == 1 else _tr("{name} wanted it: {text} and more")

    def act() -> None:
        for want in wants:
            book.wants.meet(want.id)

    text = put(said, name=" ".join(wants[0].contact_name.split()), text=" ".join(wants[0].text.split()))
    label = _tr("Close the want") if len(wants) == 1 else _tr("Close the wants")
    return FollowUp(text, label, say("A want is met"), act)


def note_introduction(book: Any, entry: Any) -> FollowUp:
    """An entry is about an introduction of two people, and does not say by whom."""
    one, other = (" ".join(name.split()) for _, name in entry.contacts)
    text = put(_tr("Did you bring {name} and {other} together?"), name=one, other=other)
    return FollowUp(text, _tr("Yes, I did"), say("Note an introduction"), lambda: book.introductions.made_in(entry.id))
