"""What a language lends to the one-line grammar: its words and the forms of its dates, as pure data.

A language is one module with one `Vocabulary` (see ``vocabulary_en``). Forms are templates: words with
placeholders that ``when`` expands from the tables (``{n}`` a number, ``{unit}``, ``{weekday}``,
``{month}``, ``{month2}``, ``{d}``, ``{d2}`` days of a month, ``{y}`` a year, ``{relative}``, ``{part}``);
a space in a template stands for any white space. Each form names the rule that computes its meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The words of one language; all keys are lower case.

    ``kinds``: what people type for a kind; ``verbs``: those of them that tell who acted ("called Ann" is
    out, "Ann called" is in). ``directions``: words that say it outright; ``toward`` and ``away``: the
    prepositions before a person that do. ``joiners``: words between the parts that mean nothing alone.
    ``relative``: days from today. ``parts``: parts of a day, as hours. ``delicate``: date words that are
    also ordinary words, taken only when capitalised or after a preposition. ``before``: prepositions that
    exclude the named day, ``until``: those that turn a range into its last day. ``ours`` and ``theirs``:
    markers of a promise, without their colon. ``prose``: words no unknown name contains. ``remarks``: markers of
    the other clauses, by kind (``remarks.read``); ``favours``: words for what is given or asked; ``currencies``:
    codes and words, lower case; ``priced``: words before a price, ``also``: those between two of them; ``horizons``:
    how soon something is wanted.
    ``evenings``: those of ``relative`` that name an hour too; ``todays``: parts of this very day. ``minutes``,
    ``past``, ``short_of``, ``oclock``: times in words (half past two), which are asked about; ``hour_leads``: the word
    before an hour alone; ``topics``: words that lead to what it was about.
    ``sellers``: kinds with the word before whoever sold to us, and those behind whoever did; ``counters``: words
    between how many and of what; ``each``: words behind the price of one.
    ``within``: words before a length of time, ``surely``: those of them that stand before nothing else; ``vague``:
    times that are no days; ``lookalikes``: ordinary words that are nearly one of the others and no slip of a finger;
    ``elsewhere``: months as other languages write them, which are no part of a name beside a number.
    """

    kinds: Mapping[str, str]
    verbs: frozenset[str]
    directions: Mapping[str, str]
    away: frozenset[str]
    toward: frozenset[str]
    joiners: frozenset[str]
    prose: frozenset[str]
    relative: Mapping[str, int]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    numbers: Mapping[str, int]
    units: Mapping[str, str]
    parts: Mapping[str, int]
    durations: Mapping[str, int]
    ordinals: str
    forms: tuple[tuple[str, str], ...]
    times: tuple[tuple[str, str], ...]
    delicate: frozenset[str]
    on: frozenset[str]
    until: frozenset[str]
    before: frozenset[str]
    asked: frozenset[str]
    ours: frozenset[str]
    theirs: frozenset[str]
    particles: frozenset[str]
    remarks: Mapping[str, str] = field(default_factory=dict)
    favours: Mapping[str, str] = field(default_factory=dict)
    currencies: Mapping[str, str] = field(default_factory=dict)
    priced: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    horizons: Mapping[str, str] = field(default_factory=dict)
    evenings: Mapping[str, int] = field(default_factory=dict)
    todays: frozenset[str] = frozenset()
    minutes: Mapping[str, int] = field(default_factory=dict)
    past: frozenset[str] = frozenset()
    short_of: frozenset[str] = frozenset()
    oclock: frozenset[str] = frozenset()
    hour_leads: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    sellers: frozenset[str] = frozenset()
    counters: frozenset[str] = frozenset()
    each: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    surely: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()
    lookalikes: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
