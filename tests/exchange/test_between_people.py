"""What binds people to us and to each other travels with their cards: promises, offers, introductions, questions, the
shelf. In a notebook that knows only some of them, in any order, and beside what a person typed there.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from notebook.book import Notebook
from notebook.exchange import exporting, importing, vcard
from notebook.exchange.records import KINDS
from notebook.sentences import say
from notebook.storage import schema
from tests.exchange.test_records import FORMATS, Make, cards, fill, make, out, take, verdict

__all__ = ["make"]
Card = dict[str, Any]
INTRODUCTIONS = "kithbook.app:introductions"

# What an export leaves behind, and why; everything else that is synced has to stand on a card.
STAYS = {
    "saved_search": "a view of the notebook", "interaction": "talks stay", "participant": "talks stay",
    "attachment": "talks stay", "reminder": "reminders stay; a step brings its own", "occurrence": "reminders stay",
    "confirmation": "about single writes of this journal", "dismissal": "what a colleague does not want to see",
    "credit": "follows from briefs", "synonym": "about needs, not about people", "product": "goes by name",
    "shelf_tag": "goes with its thing",
}  # fmt: skip
OF_THE_CARD = {"colleague", "contact", "detail", "anniversary", "media", "role", "label", "circle", "membership"}
FIELDS_THAT_STAY = {"interaction", "used_in", "closed_in", "reminder", "contact"}


def test_nothing_of_a_person_is_forgotten() -> None:
    """A table or column that is added has to travel, or to stand above with its reason."""
    carried = {kind.table: {column for column, _ in kind.members.values()} for kind in KINDS}
    tables = schema.tables()
    assert carried.keys() | STAYS.keys() | OF_THE_CARD == tables.keys()
    assert not carried.keys() & (STAYS.keys() | OF_THE_CARD)
    carried["introduction"] |= {"a", "b"}
    for table, columns in carried.items():
        assert set(tables[table]) - columns <= FIELDS_THAT_STAY, table


@pytest.mark.parametrize("format", FORMATS)
def test_both_notebooks_say_the_same(book: Notebook, make: Make, tmp_path: Path, format: str) -> None:
    people = fill(book)
    other = make("other")
    take(other, out(book, format), tmp_path / f"all.{FORMATS[format]}")
    assert cards(other) == cards(book)
    for name, mine in zip(("Ada Byron", "Tom Byron", "Zoë Wood"), people.values(), strict=True):
        theirs = other.contacts.find(name)

        def told(which: Notebook, whose: bytes) -> list[Any]:
            return [
                sorted(str((p.text, p.direction, p.colleague_name, p.due_from, p.due, p.state, p.closed_on,
                            which.promises.get(p.succeeds).due if p.succeeds else ""))
                       for p in which.promises.of(whose, "all")),
                [(o.text, o.channel, o.day, o.state, o.answered_on, o.override, bool(o.want), bool(o.owned),
                  [(c.name, c.colour, " ".join(str(c.text).split())) for c in o.checks])
                 for o in which.offers.of(whose)],
                sorted(str((sorted([i.a_name, i.b_name]), i.reason, i.state, i.introduced, i.outcome, i.closed_on))
                       for i in which.introductions.of(whose, closed=True)),
                [(h.title, h.day) for h in which.shelf.got(whose)],
                [str(measure) for measure in which.insight.measures(whose)],
                [which.insight.balance(whose).count(side, act)
                 for side in ("ours", "theirs") for act in ("gave", "asked")],
            ]  # fmt: skip

        for here, there in zip(told(book, mine), told(other, theirs), strict=True):
            assert there == here
    questions = [
        [(q.text, q.circle_name, q.state, q.asked, q.outcome, [(a.contact_name, a.text, a.day) for a in q.answers])
         for q in which.questions.of()] for which in (book, other)
    ]  # fmt: skip
    assert questions[0] == questions[1] and len(questions[0]) == 2
    [tip] = other.shelf.all()
    assert (tip.title, tip.kind, tip.text, tip.link, tip.interests, tip.given) == (
        "Ten knots", "article", "a page, with pictures", "https://knots.example", ("Knots", "sailing"), 1)
    title = other.undo()
    assert other.promises.of(state="all") == [] and other.questions.of() == [] and other.shelf.all() == [], title


def of(book: Notebook, name: str, but: str = "") -> Card:
    card = cards(book)[name]
    return {key: value for key, value in card.items() if not but or key != but}


def write(path: Path, *said: Card) -> Path:
    path.write_text(json.dumps(said), "utf-8")
    return path


def bring(book: Notebook, path: Path) -> importing.Report:
    return importing.apply(book, importing.plan(book, [path]))


def test_an_introduction_waits_for_the_other_one(book: Notebook, make: Make, tmp_path: Path) -> None:
    fill(book)
    other = make("other")
    zoe = write(tmp_path / "zoe.json", of(book, "Zoë Wood"))
    assert bring(other, zoe).problems == ()
    assert other.introductions.of(closed=True) == []
    assert cards(other)["Zoë Wood"][INTRODUCTIONS] == cards(book)["Zoë Wood"][INTRODUCTIONS]  # kept, by name
    assert verdict(other, zoe) == (0, 0, 1)
    bring(other, write(tmp_path / "ada.json", of(book, "Ada Byron", INTRODUCTIONS)))  # she says nothing of it herself
    assert other.introductions.of(closed=True) == []
    assert verdict(other, zoe) == (0, 1, 0)
    bring(other, zoe)
    [one] = other.introductions.of(closed=True)
    assert (one.state, one.outcome, {one.a_name, one.b_name}) == (
        "done", "They sail together now", {"Ada Byron", "Zoë Wood"})
    assert verdict(other, zoe) == (0, 0, 1)
    shown = {entry["name"] for entry in cards(other)["Zoë Wood"][INTRODUCTIONS].values()}
    assert shown == {"Ada Byron", "Tom Byron"}  # him she still waits for
    bring(other, write(tmp_path / "tom.json", of(book, "Tom Byron")))
    assert len(other.introductions.of(closed=True)) == 2
    other.contacts.delete(other.contacts.find("Tom Byron"))
    assert {entry["name"] for entry in cards(other)["Zoë Wood"][INTRODUCTIONS].values()} == {"Ada Byron"}


@pytest.mark.parametrize("step", [1, 200])
@pytest.mark.parametrize("backwards", [False, True])
def test_in_any_order_of_a_file(
    book: Notebook, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, backwards: bool
) -> None:
    monkeypatch.setattr(importing, "_STEP", step)
    fill(book)
    said = list(cards(book).values())
    other = make("other")
    bring(other, write(tmp_path / "first.json", of(book, "Zoë Wood")))
    path = write(tmp_path / "all.json", *(reversed(said) if backwards else said))
    bring(other, path)
    assert cards(other) == cards(book)
    assert verdict(other, path) == (0, 0, 3)


def test_nobody_is_introduced_to_themselves(book: Notebook, tmp_path: Path) -> None:
    card = {"@type": "Card", "uid": "me", "name": {"full": "Me"}, INTRODUCTIONS: {"x": {"to": "me", "name": "Me"}}}
    report = bring(book, write(tmp_path / "me.json", card))
    assert [str(problem.message) for problem in report.problems] == [
        "Introduction: nobody is introduced to themselves; it was left out."]
    assert INTRODUCTIONS not in cards(book)["Me"]


def test_what_a_person_typed_or_deleted_stays(book: Notebook, tmp_path: Path) -> None:
    people = fill(book)
    path = tmp_path / "old.json"
    path.write_bytes(out(book))
    book.relations.edit(book.relations.of(people["ada"])[0].id, evidence="Tom told me himself")
    promise = next(p for p in book.promises.of(people["ada"], "all") if p.state == "kept")
    book.promises.edit(promise.id, text="Send the whole list")
    [done, _] = book.introductions.of(people["zoe"], closed=True)
    with book.change(say("Correct it")) as draft:
        draft.set("introduction", done.id, {"outcome": "They fell out"})
    book.offers.delete(book.offers.of(people["ada"])[0].id)
    question = next(q for q in book.questions.of() if q.answers)
    book.questions.take_back(question.answers[0].id)
    book.questions.delete(*(q.id for q in book.questions.of() if not q.answers))
    [tip] = [item for item in book.shelf.all() if item.given]
    book.shelf.edit(tip.id, title="Eleven knots", interests=["sailing"])
    before = cards(book)
    bring(book, path)
    assert cards(book) == before
    heads = book.history([("introduction", done.id)], "outcome")
    assert {head.value for head in heads} >= {"They fell out", "They sail together now"}


def test_what_is_known_here_is_not_noted_twice(book: Notebook, make: Make, tmp_path: Path) -> None:
    """Typed on two laptops that never met: the same words of the same day are the same question, the same thing."""
    other = make("other")
    for one in (book, other):
        uid = {"@type": "Card", "uid": "ann", "name": {"full": "Ann Lee"}}
        bring(one, write(tmp_path / "ann.json", uid))
        ann = one.contacts.find("Ann Lee")
        one.promises.make(ann, "Call back", due=date(2026, 12, 1))
        asked = one.questions.ask(one.groups.create("Panel", "", [ann]), "Red or blue?", date(2026, 6, 2))
        one.questions.answer(asked, ann, "Blue", day=date(2026, 6, 3))
        one.shelf.give(one.shelf.add("Ten knots"), ann, day=date(2026, 6, 4))
    path = tmp_path / "all.json"
    path.write_bytes(out(book))
    assert verdict(other, path) == (0, 0, 1)
    ann = other.contacts.find("Ann Lee")
    assert len(other.promises.of(ann)) == len(other.questions.of()) == len(other.shelf.all()) == 1


def test_what_hangs_in_the_air_is_said(book: Notebook, tmp_path: Path) -> None:
    odd = {
        "@type": "Card", "uid": "odd", "name": {"full": "Odd"},
        "kithbook.app:promises": {"p": {"text": "a", "succeeds": "q"}, "r": {"text": "b", "direction": "up"}},
        "kithbook.app:offers": {"o": {"text": "a tent", "want": "nowhere", "checks": "all green", "channel": "pigeon"}},
        "kithbook.app:answers": {"a": {"text": "Yes", "question": "none"}},
        "kithbook.app:given": {"g": {"day": "2026-01-01"}},
        "kithbook.app:questions": {"q": {"text": "To nobody?"}},
        INTRODUCTIONS: {"i": {"name": "Kim"}, "j": {"to": "kim", "answer": "maybe"}},
    }  # fmt: skip
    report = bring(book, write(tmp_path / "odd.json", odd))
    said = " | ".join(str(trouble.message) for trouble in report.problems)
    for word in ("Promise: succeeds was left out", "direction was left out", "Offer: want was left out",
                 "checks was left out", "channel was left out", "Answer: the Question it belongs to is missing",
                 "Passed on g says nothing", "Question q says nothing", "Introduction i says nothing",
                 "answer was left out"):  # fmt: skip
        assert word in said, (word, said)
    person = book.contacts.find("Odd")
    assert sorted(promise.text for promise in book.promises.of(person)) == ["a", "b"]
    assert [offer.text for offer in book.offers.of(person)] == ["a tent"]
    assert book.check() == []
    assert verdict(book, tmp_path / "odd.json") == (0, 0, 1)


def test_a_spreadsheet_may_change_a_cell_and_the_rest_stays(book: Notebook, make: Make, tmp_path: Path) -> None:
    """The table is opened elsewhere, a name is corrected, and it comes back with everything."""
    fill(book)
    text = out(book, "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r" and cell], "no cell is a formula"
    place = rows[0].index("Nickname")
    for row in rows[1:]:
        row[place] = "Captain"
    made = io.StringIO(newline="")
    csv.writer(made).writerows(rows)
    other = make("other")
    take(other, made.getvalue().encode(), tmp_path / "edited.csv")
    for name, card in cards(book).items():
        got = cards(other)[name]
        assert got.pop("nicknames")
        assert got == card


def test_a_vcard_of_ours_reads_line_by_line(book: Notebook) -> None:
    """The value is what a person reads first; the rest stands beside it."""
    people = fill(book)
    text = b"".join(exporting.stream(book, "vcard4", "kithbook", [people["ada"]])).decode().replace("\r\n ", "")
    lines = [line for line in text.split("\r\n") if line.startswith("X-KITHBOOK-")]
    for name, ends in (("PROMISE", ":Send the list"), ("OFFER", ":New pegs for the tent"), ("GIVEN", ":2026-06-04"),
                       ("INTRODUCTION", ":Zoë Wood"), ("ANSWER", ":The bowline\\; =always"),
                       ("QUESTION", ":Which knot?"), ("SHELF", ":Ten knots")):  # fmt: skip
        assert [line for line in lines if line.startswith(f"X-KITHBOOK-{name};") and line.endswith(ends)], (name, lines)
    assert "JSPROP" not in text
    [record] = vcard.read(text.encode())
    assert record.card == cards(book)["Ada Byron"]


def test_a_group_that_was_renamed_is_left_alone(book: Notebook, make: Make, tmp_path: Path) -> None:
    fill(book)
    path = tmp_path / "all.json"
    path.write_bytes(out(book))
    other = make("other")
    bring(other, path)
    [group] = other.groups.all()
    other.groups.rename(group.id, "Old salts")
    bring(other, path)
    new = {"@type": "Card", "uid": "new", "name": {"full": "New One"}, "kithbook.app:groups": ["Sailors"],
           "kithbook.app:questions": {"q": {"text": "Who?", "group": "Sailors"}}}  # fmt: skip
    bring(other, write(tmp_path / "new.json", new))
    [group] = other.groups.all()
    assert (group.name, group.members) == ("Old salts", 3)
    assert {q.circle_name for q in other.questions.of()} == {"Old salts"}


def test_the_whole_import_or_nothing(book: Notebook, make: Make, tmp_path: Path) -> None:
    from notebook.errors import Cancelled

    fill(book)
    path = tmp_path / "all.json"
    path.write_bytes(out(book))
    other = make("other")
    steps: list[int] = []

    def stop(done: int, total: int) -> bool:
        steps.append(done)
        return not done

    importing._FEWEST, few = 1, importing._FEWEST
    try:
        with pytest.raises(Cancelled):
            importing.apply(other, importing.plan(other, [path]), stop)
    finally:
        importing._FEWEST = few
    assert len(steps) > 1 and out(other, "csv") == out(make("empty"), "csv")
    for kind in KINDS:
        assert other.db.value(f"SELECT count(*) FROM {kind.table} WHERE sy_live = 1") == 0, kind.table


def test_what_stands_on_no_card_is_not_named(book: Notebook, make: Make, tmp_path: Path) -> None:
    """A want that was deleted, a thing taken back: what it led to goes out without it."""
    people = fill(book)
    book.wants.delete(*(want.id for want in book.wants.of(people["ada"])))
    with book.change(say("Take it back")) as draft:
        for (row,) in book.db.rows("SELECT id FROM shelf_given"):
            draft.delete("shelf_given", row)
    card = cards(book)["Ada Byron"]
    assert not [offer for offer in card["kithbook.app:offers"].values() if "want" in offer]
    assert [favour.get("source", "") for favour in card["kithbook.app:favours"].values()
            if favour["kind"] == "item"] == [""]  # fmt: skip
    other = make("other")
    assert take(other, out(book), tmp_path / "all.json").problems == ()
    assert cards(other) == cards(book)
