"""Wants, stories, purchases, gives and asks in the one line (T2, W). It is Friday, 20 November 2026."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.clock import Clock
from notebook.errors import Refused
from notebook.sentences import say
from notebook.timeline.bought import PurchaseDraft
from notebook.timeline.phrases import parse
from notebook.timeline.records import Phrase
from notebook.timeline.remarks import FavourDraft, StoryDraft, WantDraft
from notebook.timeline.typed import parse_remark, remark_doubt

if TYPE_CHECKING:
    from notebook.book import Notebook

Read = Callable[[str], Phrase]


@pytest.fixture
def read(clock: Clock) -> Read:
    known = {"Ann": [(b"a" * 16, "Ann Lee")]}
    return lambda line: parse(line, clock=clock, people=lambda name: known.get(name, []))


@pytest.mark.parametrize(
    ("clause", "remark"),
    [
        ("want: a shop within 3 months", WantDraft("a shop", date(2027, 2, 20))),
        ("wants: quiet brakes", WantDraft("quiet brakes")),
        ('want: a shop “before Easter” within 3 months', WantDraft("a shop", date(2027, 2, 20), words="before Easter")),
        ('want: "quiet brakes"', WantDraft('"quiet brakes"', words="quiet brakes")),
        ("want: a bakery bike some day", WantDraft("a bakery bike", None, "someday")),
        ("want: brakes that hold!", WantDraft("brakes that hold", strength=3)),
        ("want: a trailer?", WantDraft("a trailer", certainty="suspected")),
        ("might want: a trailer", WantDraft("a trailer", certainty="suspected")),
        ("need: two more (Stand no. 7) by Friday", WantDraft("two more", date(2026, 11, 27), product="Stand no. 7")),
        ("story: it fell on my foot and held (stand no. 7)", StoryDraft("it fell on my foot and held", "stand no. 7")),
        ("story: It held. Every day.", StoryDraft("It held. Every day.")),
        ("bought: 4 x stand no. 7 1120 EUR", PurchaseDraft("stand no. 7", "4", "1120", "EUR")),
        ("bought: 2 x stand no. 7 560 EUR", PurchaseDraft("stand no. 7", "2", "560", "EUR")),
        ("bought: stand Nr. 7 560 000,50 EUR", PurchaseDraft("stand Nr. 7", "1", "560000.50", "EUR")),
        ("bought: stand, 7 560 EUR", PurchaseDraft("stand", "1", "7560", "EUR")),
        ("bought: stand 7, 560 EUR", PurchaseDraft("stand 7", "1", "560", "EUR")),
        ("bought: stand EUR 7 560", PurchaseDraft("stand", "1", "7560", "EUR")),
        ("bought: stand for 7 560 EUR", PurchaseDraft("stand", "1", "7560", "EUR")),
        ("bought: stand 7 560 000 EUR", PurchaseDraft("stand", "1", "7560000", "EUR")),
        ("bought: gift card 50 EUR, 45 EUR", PurchaseDraft("gift card 50 EUR", "1", "45", "EUR")),
        ("bought: 50 EUR gift card 45 EUR", PurchaseDraft("50 EUR gift card", "1", "45", "EUR")),
        ("bought: stand for 1.120,50 €", PurchaseDraft("stand", "1", "1120.50", "EUR")),
        ("bought: 2,5 × wax, $12.30.", PurchaseDraft("wax", "2.5", "12.30", "USD")),
        ("bought: stand no. 7", PurchaseDraft("stand no. 7")),
        ("bought: 12 x wine 2024 11.90 EUR each", PurchaseDraft("wine 2024", "12", "142.80", "EUR")),
        ("bought: 2 x stand @ 560 EUR", PurchaseDraft("stand", "2", "1120", "EUR")),
        ("bought: stand x 2 at $1.50 a piece", PurchaseDraft("stand", "2", "3", "USD")),
        ("bought: 3 bottles of Cremant 44.70 €", PurchaseDraft("Cremant", "3", "44.70", "EUR")),
        ("bought: 2 x 5 m rope 30 pounds", PurchaseDraft("5 m rope", "2", "30", "GBP")),
        ("gave: an introduction to Bo", FavourDraft("gave", "ours", "introduction", "an introduction to Bo")),
        ("asked: feedback on the hub", FavourDraft("asked", "ours", "feedback", "feedback on the hub")),
        ("gave us: her Saturday", FavourDraft("gave", "theirs", "other", "her Saturday")),
    ],
)  # fmt: skip
def test_a_clause(read: Read, clause: str, remark: object) -> None:
    for line in (f"call Ann: {clause}", f"call Ann: long talk; {clause}", f"call Ann\n{clause}"):
        phrase = read(line)
        assert phrase.remarks == (remark,)
        assert clause in phrase.body  # nothing that was said is lost
        [chip] = [chip for chip in phrase.chips if chip.kind in ("want", "story", "purchase", "gave", "asked")]
        assert line[chip.start : chip.end].rstrip() == clause


@pytest.mark.parametrize(
    ("typed", "draft"),
    [
        ("Cool box 320 EUR yesterday", PurchaseDraft("Cool box", "1", "320", "EUR", date(2026, 11, 19))),
        ("Cool box yesterday 320 EUR", PurchaseDraft("Cool box", "1", "320", "EUR", date(2026, 11, 19))),
        ("yesterday: 2 x Cool box, 320 EUR", PurchaseDraft("Cool box", "2", "320", "EUR", date(2026, 11, 19))),
        ("320 EUR on 3 May 4 x Cool box", PurchaseDraft("Cool box", "4", "320", "EUR", date(2026, 5, 3))),
        ("Cool box x 4 320 EUR 3.5.", PurchaseDraft("Cool box", "4", "320", "EUR", date(2026, 5, 3))),
        ("Cool box 4 x 320 EUR", PurchaseDraft("Cool box", "4", "320", "EUR")),
        ("Light box 190 EUR 3 weeks ago", PurchaseDraft("Light box", "1", "190", "EUR", date(2026, 10, 30))),
        ("2026-11-03 stand no. 7 560 EUR", PurchaseDraft("stand no. 7", "1", "560", "EUR", date(2026, 11, 3))),
        ("Cool box on Monday.", PurchaseDraft("Cool box", day=date(2026, 11, 16))),
        ("Sunday papers 5 EUR", PurchaseDraft("Sunday papers", "1", "5", "EUR")),
        ("today's special 5 EUR", PurchaseDraft("today's special", "1", "5", "EUR")),
        ("calendar May 2027 12 EUR", PurchaseDraft("calendar May 2027", "1", "12", "EUR")),
        ("Loupe 10x 20 EUR", PurchaseDraft("Loupe 10x", "1", "20", "EUR")),
        ("pipe 3/4", PurchaseDraft("pipe 3/4")), ("beam 4 x 4", PurchaseDraft("beam 4 x 4")),
        ("2 x 5 pound dumbbell", PurchaseDraft("5 pound dumbbell", "2")),
    ],
)  # fmt: skip
def test_a_purchase_in_any_order(clock: Clock, typed: str, draft: PurchaseDraft) -> None:
    assert parse_remark("bought", typed, clock) == draft
    assert remark_doubt("bought", typed, clock) is None


@pytest.mark.parametrize(
    ("typed", "words", "meant"),
    [("Cool box 320 EUR on 31 February", "31 February", ""), ("Cool box 320 EUR yesterdy", "yesterdy", "yesterday"),
     ("Cool box 320 EUR next week", "next week", ""), ("Cool box in May", "in May", ""),
     ("Cool box 320 EUR last Wendsday", "Wendsday", "Wednesday"), ("Cool box 320 EUR each", "320 EUR", "")],
)  # fmt: skip
def test_what_is_no_part_of_a_purchase_is_said(clock: Clock, typed: str, words: str, meant: str) -> None:
    doubt = remark_doubt("bought", typed, clock)
    assert doubt is not None and (doubt.text, doubt.meant) == (words, meant)


def test_a_known_product_tells_what_a_number_beside_it_is(book: Notebook) -> None:
    ann = book.contacts.create("Ann Lee")
    book.products.add("Cool box")
    book.products.add("Light box 20")
    for text in ("2 Cool box for 1.120,50 € yesterday", "light box 20"):
        draft = parse_remark("bought", text, book.clock)
        assert draft is not None
        book.keep_remark(ann, draft)
    assert [(one.item, one.quantity, one.price, one.day) for one in book.products.purchases(ann)] == [
        ("Light box 20", Decimal(1), None, date(2026, 11, 20)),
        ("Cool box", Decimal(2), Decimal("1120.50"), date(2026, 11, 19))]  # fmt: skip
    draft = parse_remark("bought", "Cool box 320", book.clock)
    assert draft is not None
    with pytest.raises(Refused, match="Is 320 the price"):
        book.keep_remark(ann, draft)
    assert [one.name for one in book.products.all()] == ["Cool box", "Light box 20"]


def test_several_with_a_promise(read: Read) -> None:
    phrase = read("call Ann yesterday: likes it; want: a bell; promise: send the list by Friday; gave: advice on hubs")
    assert [type(remark).__name__ for remark in phrase.remarks] == ["WantDraft", "FavourDraft"]
    assert [(p.text, p.due) for p in phrase.promises] == [("send the list", date(2026, 11, 27))]
    assert phrase.body == "likes it; want: a bell; gave: advice on hubs"


def test_a_chosen_kind_is_read_as_a_typed_one(clock: Clock) -> None:
    def chosen(line: str) -> Phrase:
        return parse(line, clock=clock, people=lambda name: [(b"a" * 16, "Ann")] if name == "Ann" else [],
                     chosen="purchase")  # fmt: skip

    for line in ("Ann: 3 x Cremant Rosé 44.70 €", "3 x Cremant Rosé 44.70 €"):
        assert (chosen(line).remarks, chosen(line).doubts) == ((WINE,), ())
    [doubt] = chosen("Ann: was in the shop").doubts
    assert (doubt.text, doubt.kind) == ("was in the shop", "unkept") and "No purchase is kept" in str(doubt.said)
    assert chosen("call Ann: 3 x Cremant 44.70 €").remarks == ()


WINE = PurchaseDraft("Cremant Rosé", "3", "44.70", "EUR")


@pytest.mark.parametrize(
    ("line", "body", "draft", "shown"),
    [
        ("bought 3 x Cremant Rosé 44.70 €", "3 x Cremant Rosé 44.70 €", WINE, "3 x Cremant Rosé 44.70 €"),
        ("Ann bought 3 x Cremant Rosé 44.70 €. She was glad.", "3 x Cremant Rosé 44.70 €. She was glad.", WINE,
         "3 x Cremant Rosé 44.70 €."),
        ("sold 3 bottles of Cremant Rosé to Ann 2026-11-20: 44.70 €", "3 bottles of Cremant Rosé: 44.70 €", WINE,
         "44.70 €"),
        ("sold 3 x Cremant Rosé 44.70 € to Ann: she was glad", "3 x Cremant Rosé 44.70 €: she was glad", WINE,
         "3 x Cremant Rosé 44.70 €"),
        ("order from Ann: 3 x Cremant Rosé 14.90 EUR each; promise: deliver", "3 x Cremant Rosé 14.90 EUR each", WINE,
         "3 x Cremant Rosé 14.90 EUR each"),
        ("order Ann about the party: 3 x Cremant Rosé 44.70 €", "about the party: 3 x Cremant Rosé 44.70 €", WINE,
         "3 x Cremant Rosé 44.70 €"),
        ("sold 3 x Cremant Rosé 12.50 € to Ann:", "3 x Cremant Rosé 12.50 €",
         PurchaseDraft("Cremant Rosé", "3", "12.50", "EUR"), "3 x Cremant Rosé 12.50 €"),
        ("sold Cremant Rosé to Ann: 44.70 €", "Cremant Rosé: 44.70 €",
         PurchaseDraft("Cremant Rosé", "1", "44.70", "EUR"), "44.70 €"),
        ("Ann bought: a boat", "a boat", PurchaseDraft("a boat"), "a boat"),
        ("bought Ann: glad; bought: 2 x foo", "glad; bought: 2 x foo", PurchaseDraft("foo", "2"), "bought: 2 x foo"),
    ],
)  # fmt: skip
def test_a_purchase_by_its_kind_is_one(read: Read, line: str, body: str, draft: PurchaseDraft, shown: str) -> None:
    """They were logged as a purchase, and none was kept."""
    phrase = read(line)
    assert (phrase.kind, phrase.body, phrase.remarks, phrase.doubts) == ("purchase", body, (draft,), ())
    assert not phrase.problems
    assert [line[chip.start : chip.end] for chip in phrase.chips if chip.kind == "purchase"] == [shown]


def test_alone_it_is_a_purchase(read: Read) -> None:
    assert read("bought: 4 x stand 1120 EUR").kind == "purchase"
    assert read("visit Ann: bought: a stand").kind == "visit"


@pytest.mark.parametrize(
    "line",
    ["call Ann: she wants a second shop", "Idea: want ads", "call Ann: want:", "bought Ann: x",
     "call Ann: see https://story:80/x", "call Ann: the story: long"])  # fmt: skip
def test_prose_stays_prose(read: Read, line: str) -> None:
    assert read(line).remarks == ()


@given(st.decimals(0, 10**9, places=2), st.sampled_from([(",", "."), (".", ","), ("'", "."), (" ", ",")]))
def test_an_amount_is_read_as_it_is_written(value: Decimal, signs: tuple[str, str]) -> None:
    thousands, point = signs
    written = f"{value:,.2f}".replace(",", "t").replace(".", point).replace("t", thousands)
    draft = parse_remark("bought", f"a stand, {written} EUR", Clock())
    assert isinstance(draft, PurchaseDraft) and Decimal(draft.price or "-1") == value


@given(st.text(st.characters(categories=["L", "N", "Zs"], include_characters=".,!?()€-/"), max_size=60))
def test_no_word_of_a_clause_gets_lost(text: str) -> None:
    for marker in ("want", "story", "bought", "gave"):
        phrase = parse(f"note: x; {marker}: {text}", clock=Clock(), people=lambda name: [])
        assert all(word in phrase.body.split() for word in text.split())


def test_kept_with_the_entry_in_one_change(book: Notebook) -> None:
    ann = book.contacts.create("Ann Lee")
    line = ("visit Ann yesterday: fine talk; want: a second shop within 3 months; story: it held (Stand no. 7);"
            " bought: 4 x stand no. 7 1120 EUR; asked: advice on the hub")  # fmt: skip
    phrase = parse(line, clock=book.clock, people=book.contacts.named)
    with book.change(say("Log a visit")):
        entry = book.timeline.log(list(phrase.contacts), phrase.kind, phrase.body, at=phrase.at)
        assert len(book.keep_remarks(entry, phrase.remarks)) == 4
    [want] = book.wants.of(ann)
    assert (want.text, want.interaction, want.horizon) == ("a second shop", entry, "season")
    [purchase] = book.products.purchases(ann)
    assert (purchase.interaction, purchase.price, purchase.day) == (entry, Decimal(1120), date(2026, 11, 19))
    assert [s.product_name for s in book.stories.of(ann)] == ["Stand no. 7"]
    assert [f.kind for f in book.favours.of(ann)] == ["advice"]
    book.undo()
    assert book.wants.of() == book.products.all() == book.stories.of() == book.favours.of() == []
