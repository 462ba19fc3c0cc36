"""Sentences of the core: a message id plus its parameters, turned into a language only at the edge.

The message id is the English text itself, as in gettext and Qt: the window hands it to its translator
(context ``core``), the command line uses it as it stands. Logic never looks at the rendered text, so a
language is added without touching any of it. Parameters are plain data: text, numbers, dates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message id (English, ``{name}`` placeholders) and its parameters.

    ``many`` is the plural form, chosen when the parameter ``n`` is not 1.
    """

    text: str
    params: Mapping[str, object] = field(default_factory=dict)
    many: str = ""

    def __str__(self) -> str:
        return render(self)


def say(text: str, /, **params: object) -> Sentence:
    """A sentence: ``say("{name} was added", name="Ada")``."""
    return Sentence(text, params)


def count(one: str, many: str, n: int, /, **params: object) -> Sentence:
    """A sentence with a number: ``count("{n} day late", "{n} days late", 3)``."""
    return Sentence(one, {"n": n, **params}, many)


def render(sentence: Sentence, translate: Callable[[str], str] = str) -> str:
    """The sentence in the language of ``translate`` (English by default), parameters put in.

    A parameter may itself be a sentence. Text parameters are inserted as they are and never interpreted.
    """
    chosen = sentence.many if sentence.many and sentence.params.get("n") != 1 else sentence.text
    values = {name: _plain(value, translate) for name, value in sentence.params.items()}
    return translate(chosen).format_map(values)


def _plain(value: object, translate: Callable[[str], str]) -> str:
    if isinstance(value, Sentence):
        return render(value, translate)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
