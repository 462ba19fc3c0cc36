"""Whatever two people do with the same contacts, each in a notebook of their own: after an exchange a day, and another
one, both notebooks say the same, but for what the report of each exchange names; and one more changes nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notebook.book import Notebook
from notebook.errors import Refused
from notebook.network.introductions import pair_id
from notebook.storage.folding import fold
from tests.exchange.test_records import FORMATS, Make, cards, make, out, take

__all__ = ["make"]
TODAY = date(2026, 11, 20)
START = datetime(2026, 11, 20, 9, tzinfo=UTC)
Deed = tuple[str, str]
# Who noted something and in which order things stand is each notebook's own; what names another record has its key.
EACH_ITS_OWN = {"by", "place", "succeeds", "plan", "want", "checks", "revisit", "asked", "otherAsked"}


def begin(book: Notebook) -> None:
    ann, bo = book.contacts.create("Ann Lee"), book.contacts.create("Bo Dahl")
    book.wants.add(ann, "a lamp")
    book.promises.make(ann, "Send the list", due=date(2026, 12, 1))
    book.introductions.propose(ann, bo, "both make saddles")
    book.relations.add(ann, "daughter", name="Mia", born="2017")
    book.stories.tell(ann, None, "it glows", "named")
    book.plans.add_step(book.plans.intend(ann, "Win her"), "Call", date(2026, 12, 3))
    book.offers.make(ann, "a lamp, 9 EUR", want=book.wants.of(ann)[0].id, channel="email", override="she asked")


def do(book: Notebook, deed: Deed) -> None:
    """One thing that a person does; what makes no sense any more is refused."""
    what, how = deed
    ann, bo = book.contacts.find("Ann Lee"), book.contacts.find("Bo Dahl")
    pair = pair_id(ann, bo)
    promise = next(iter(book.promises.of(ann)), None)
    lamp = next(one for one in book.wants.of(ann, "all") if one.text == "a lamp")
    plan = book.plans.of(ann, "all")[0]
    step = plan.steps[0]
    dated = step.id if plan.state == step.state == "open" else None
    deeds: dict[str, Callable[[], Any]] = {
        "need": lambda: book.wants.add(ann, "A  saw" if how == "1" else "a saw", strength=int(how) or None),
        "lamp": lambda: getattr(book.wants, how)(lamp.id),
        "strength": lambda: book.wants.edit(lamp.id, strength=int(how)),
        "horizon": lambda: book.wants.edit(lamp.id, horizon=how),
        "promise": lambda: promise and getattr(book.promises, how)(promise.id),
        "move": lambda: promise and book.promises.renegotiate(promise.id, TODAY + timedelta(days=int(how))),
        "email": lambda: book.permissions.record(ann, "email", "news", how),
        "yesterday": lambda: book.permissions.record(ann, "email", "", how, day=TODAY - timedelta(days=1)),
        "ann": lambda: book.introductions.answer(pair, ann, how == "yes"),
        "bo": lambda: book.introductions.answer(pair, bo, how == "yes"),
        "pair": lambda: getattr(book.introductions, how)(pair),
        "born": lambda: book.relations.edit(book.relations.of(ann)[0].id, born=how),
        "story": lambda: book.stories.tell(ann, None, "it lasts", how),
        "quote": lambda: book.stories.edit(book.stories.of(ann)[-1].id, quote=how),
        "plan": lambda: book.plans.close(plan.id, how),
        "step": lambda: getattr(book.plans, how)(step.id),
        "day": lambda: dated and book.plans.edit_step(dated, day=TODAY + timedelta(days=int(how))),
        "offer": lambda: book.offers.answer(book.offers.of(ann)[0].id, how),
    }
    try:
        deeds[what]()
    except Refused:
        return


DEEDS = st.one_of(*(st.tuples(st.just(what), st.sampled_from(how)) for what, how in {
    "need": ["0", "1", "3"], "lamp": ["meet", "drop", "reopen"], "strength": ["1", "3"],
    "horizon": ["now", "year"], "promise": ["keep", "break_", "release"], "move": ["20", "30"],
    "email": ["granted", "refused", "withdrawn"], "yesterday": ["granted", "refused"], "ann": ["yes", "no"],
    "bo": ["yes", "no"], "pair": ["dismiss", "reopen"], "born": ["2016", "2018"], "story": ["none", "named"],
    "quote": ["none", "anonymous"], "plan": ["done", "dropped"], "step": ["done", "drop"], "day": ["15", "25"],
    "offer": ["accepted", "declined"],
}.items()))  # fmt: skip


def told(book: Notebook) -> Counter[str]:
    """What a notebook says of everybody, whatever the keys are; each record once as often as it stands there."""
    found: Counter[str] = Counter()
    for name, card in cards(book).items():
        for kind, entries in card.items():
            for entry in entries.values() if kind.startswith("kithbook.app:") and isinstance(entries, dict) else ():
                said = {member: value for member, value in entry.items() if member not in EACH_ITS_OWN}
                said |= {"text": fold(said["text"])} if "text" in said else {}
                found[json.dumps([name, kind, said], sort_keys=True)] += 1
    return found


DAY = st.tuples(st.lists(DEEDS, max_size=3), st.lists(DEEDS, max_size=3))


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DAY, min_size=1, max_size=3), st.sampled_from(sorted(FORMATS)))
def test_they_come_to_say_the_same(
    make: Make, tmp_path: Path, time: Any, days: list[tuple[list[Deed], list[Deed]]], format: str
) -> None:  # fmt: skip
    time.now = START
    number = len(list(tmp_path.iterdir()))
    one, other = make(f"one{number}"), make(f"other{number}")
    path = tmp_path / f"exchange{number}.{FORMATS[format]}"
    begin(one)
    take(other, out(one, format), path)
    for here, there in days:
        for book, deeds in ((one, here), (other, there)):
            for deed in deeds:
                do(book, deed)
                time.now += timedelta(hours=1)
        take(other, out(one, format), path)
        take(one, out(other, format), path)
        time.now += timedelta(days=1)
    take(other, out(one, format), path)
    take(one, out(other, format), path)
    reports = [take(other, out(one, format), path), take(one, out(other, format), path)]
    assert [report.batch for report in reports] == [None, None]
    said = [str(trouble.message) for report in reports for trouble in report.problems]
    for line in (told(one) - told(other)) + (told(other) - told(one)):
        name, kind, entry = json.loads(line)
        words = [str(entry.get("text") or entry.get("name") or name)]
        words += [name] if kind == "kithbook.app:introductions" else []
        assert any(word.casefold() in message.casefold() for word in words for message in said), (line, said)
    may = [book.permissions.may(book.contacts.find("Ann Lee"), "email", "news").state for book in (one, other)]
    assert may[0] == may[1]
    assert one.check() == other.check() == []
