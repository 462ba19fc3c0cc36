"""An export to contact people holds what one channel and one purpose need, and not a word more, in every format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notebook.book import Notebook
from notebook.errors import Refused
from notebook.exchange import exporting, importing
from notebook.exchange.reaching import Reach
from notebook.network.permissions import CHANNELS
from notebook.sentences import say

Make = Callable[[str], Notebook]
SHAPES = (("csv", "kithbook"), ("csv", "google"), ("csv", "outlook"), ("vcard3", ""), ("vcard4", ""), ("jscontact", ""))
RITA: dict[str, Any] = {
    "@type": "Card", "version": "1.0", "uid": "rita", "language": "pt", "name": {"full": "Rita Lopes"},
    "speakToAs": {"pronouns": {"k1": {"pronouns": "she/her"}}},
    "preferredLanguages": {"g1": {"language": "pt"}},
    "organizations": {
        "o1": {"name": "Moinho Lda", "units": [{"name": "Ovens", "sortAs": "SECRET"}]},
    },
    "titles": {"t1": {"kind": "title", "name": "Baker"}},
    "nicknames": {"k1": {"name": "SECRET-nick"}},
    "emails": {"e1": {"address": "rita@moinho.example", "label": "SECRET-label"}},
    "phones": {"p1": {"number": "+351 21 000", "features": {"voice": True}},
               "p2": {"number": "+351 91 111", "features": {"mobile": True}}},
    "addresses": {"a1": {"full": "Rua do Sol 1, Porto", "coordinates": "geo:41.1,-8.6"}},
    "onlineServices": {"x1": {"service": "Signal", "user": "rita.91"}},
    "links": {"l1": {"uri": "https://secret.example/SECRET"}},
    "notes": {"n1": {"note": "SECRET: daughter Inês started school"}},
    "keywords": {"SECRET-word": True},
    "anniversaries": {"b1": {"kind": "birth", "date": {"@type": "PartialDate", "year": 1961, "month": 6, "day": 12}}},
    "personalInfo": {"i1": {"kind": "hobby", "value": "SECRET-hobby"}},
    "relatedTo": {"SECRET-Tom": {"relation": {"spouse": True}}},
    "calendars": {"c1": {"uri": "https://calendar.example/SECRET"}},
    "other.example:SECRET": "SECRET",
    "kithbook.app:custom": [{"label": "Shoe size", "value": "SECRET-39"}],
    "kithbook.app:met": "SECRET-fair", "kithbook.app:metOn": "2019-05", "kithbook.app:groups": ["SECRET-group"],
    "kithbook.app:avoid": "SECRET-politics",
}  # fmt: skip
REACHES = {
    "email": {"rita@moinho.example"},
    "phone": {"+351 21 000", "+351 91 111"},
    "message": {"+351 91 111", "rita.91"},
    "letter": {"Rua do Sol 1, Porto"},
    "visit": {"Rua do Sol 1, Porto"},
    "any": {"rita@moinho.example", "+351 21 000", "+351 91 111", "Rua do Sol 1, Porto", "rita.91"},
}
SECRETS = ("SECRET", "Inês", "1961", "19610612", "6/12/", "2019-05", "Shoe size")


def take(book: Notebook, cards: list[dict[str, Any]], path: Path) -> None:
    path.write_text(json.dumps(cards))
    assert importing.apply(book, importing.plan(book, [path])).problems == ()


@pytest.fixture
def rita(book: Notebook, tmp_path: Path) -> bytes:
    """Somebody about whom everything is noted, and who said yes to it all."""
    take(book, [RITA], tmp_path / "rita.json")
    rita = book.contacts.find("Rita Lopes")
    for channel in ("email", "phone", "message", "letter", "visit"):
        book.permissions.record(rita, channel, "offers", "granted", how="form", evidence="SECRET-evidence")
        book.permissions.record(rita, channel, "surveys", "granted", how="SECRET-how")
    book.permissions.record(rita, "any", "offers", "granted")
    book.relations.add(rita, "daughter", name="SECRET-Inês", school="SECRET-school")
    book.wants.add(rita, "SECRET-want", words_said="SECRET")
    oven = book.products.add("SECRET-oven")
    book.products.bought(rita, oven, price="1120.00", currency="EUR")
    book.stories.tell(rita, oven, "SECRET-story", quote="named")
    book.promises.make(rita, "SECRET-promise")
    book.favours.gave(rita, "advice", "SECRET-gift")
    book.plans.add_step(book.plans.intend(rita, "SECRET-plan"), "SECRET-step", date(2027, 3, 1))
    book.offers.make(rita, "SECRET-offer", want=book.wants.of(rita)[0].id, channel="email", override="SECRET")
    book.contacts.set_photo(rita, b"\x89PNG-SECRET", "image/png")
    return rita


def out(book: Notebook, shape: tuple[str, str], channel: str, purpose: str = "offers") -> str:
    ids = list(book.permissions.who(channel, purpose).granted)
    whole = b"".join(exporting.stream(book, *shape, ids, to_contact=(channel, purpose)))
    return whole.decode().replace("\r\n ", "")  # vCard lines unfolded


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_where_to_reach_them_and_nothing_else(
    book: Notebook, rita: bytes, shape: tuple[str, str], channel: str
) -> None:
    text = out(book, shape, channel).replace("\\,", ",")
    for secret in SECRETS:
        assert secret not in text, secret
    assert "Rita" in text and "Lopes" in text and "Moinho Lda" in text and "Baker" in text
    for where in set.union(*REACHES.values()):
        assert (where in text) is (where in REACHES[channel]), where


def test_a_table_to_write_to_people_with(book: Notebook, rita: bytes) -> None:
    """ "Hello Rita,": the parts of a name that was only ever written in full; and no words for machines beside it."""
    [row] = csv.DictReader(io.StringIO(out(book, ("csv", "kithbook"), "E-mail").removeprefix("\ufeff"), newline=""))
    said = {title: cell for title, cell in row.items() if cell}
    assert said.pop("Permission: e-mail") == "yes: offers (form, 2026-11-20)"
    assert said.pop("Permission: any channel") == "yes: offers (2026-11-20)"
    assert json.loads(said.pop("Card (JSContact)")).keys() == {"language", "speakToAs", "preferredLanguages"}
    assert said == {
        "UID": "rita",
        "Full name": "Rita Lopes",
        "Given name": "Rita",
        "Family name": "Lopes",
        "Organisation": "Moinho Lda",
        "Department": "Ovens",
        "Job title": "Baker",
        "E-mail 1": "rita@moinho.example",
    }


def test_an_own_table_says_nothing_about_what_a_card_is(book: Notebook, tmp_path: Path) -> None:
    with book.change(say("Add a card")) as draft:
        book.contacts.import_new(draft, [(book.journal.new_id(), {"name": {"full": "Ann Lee"}, "uid": "x"})])
    path = tmp_path / "own.csv"
    exporting.export(book, path, "csv")
    assert "Ann Lee" in path.read_text() and "null" not in path.read_text()
    planned = importing.plan(book, [path])
    assert (planned.created, planned.updated, planned.unchanged) == (0, 0, 1)


def test_what_goes_out_changes_nothing_when_it_comes_back(book: Notebook, rita: bytes, tmp_path: Path) -> None:
    suffixes = {"csv": "csv", "jscontact": "json"}
    for channel in CHANNELS:
        for number, shape in enumerate((("csv", "kithbook"), ("vcard3", ""), ("vcard4", ""), ("jscontact", ""))):
            path = tmp_path / f"{channel}{number}.{suffixes.get(shape[0], 'vcf')}"
            ids = list(book.permissions.who(channel, "offers").granted)
            exporting.export(book, path, *shape, ids=ids, to_contact=(channel, "offers"))
            planned = importing.plan(book, [path])
            assert (planned.created, planned.updated, planned.unchanged) == (0, 0, 1), path


def test_a_channel_that_there_is_none_of() -> None:
    with pytest.raises(Refused):
        Reach("pigeon", "offers")


# Whatever a card holds: of every member that is not asked for nothing goes out

_MARKED = st.integers(0, 10**9).map(lambda number: f"SECRET-{number}")
_ENTRY = st.dictionaries(st.sampled_from(["label", "note", "name", "value", "uri", "kind", "x", "date"]), _MARKED,
                         max_size=3)  # fmt: skip
_WITHHELD = (
    "nicknames", "notes", "links", "anniversaries", "personalInfo", "calendars", "directories", "cryptoKeys",
    "schedulingAddresses", "media", "relatedTo", "kithbook.app:wants", "kithbook.app:stories", "other.example:any",
    "kithbook.app:purchases", "kithbook.app:relations",
)  # fmt: skip
_TEXTS = ("kithbook.app:met", "kithbook.app:avoid", "kithbook.app:buys", "kithbook.app:relation", "prodId", "x:y")
_HUNG = st.dictionaries(st.sampled_from(["label", "note", "other.example:x", "created", "sortAs"]), _MARKED)


def _held(members: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Entries of what may go out, with all kinds of things hung on them."""
    return st.dictionaries(st.sampled_from("abc"), _HUNG.map(lambda hung: {**hung, **members}), max_size=3)


CARDS = st.fixed_dictionaries(
    {"name": _HUNG.map(lambda hung: {**hung, "full": "Ann Lee"})},
    optional={
        **{name: st.dictionaries(st.sampled_from("abc"), _ENTRY, max_size=2) for name in _WITHHELD},
        **dict.fromkeys(_TEXTS, _MARKED),
        "keywords": st.dictionaries(_MARKED, st.just(True), max_size=2),
        "kithbook.app:groups": st.lists(_MARKED, max_size=2),
        "kithbook.app:custom": st.lists(st.fixed_dictionaries({"label": _MARKED, "value": _MARKED}), max_size=2),
        "emails": _held({"address": "a@b.example"}), "phones": _held({"number": "+1 23", "features": {"text": True}}),
        "addresses": _held({"full": "Here"}), "onlineServices": _held({"user": "ann"}),
        "organizations": _held({"name": "Org"}), "titles": _held({"name": "Boss"}),
        "speakToAs": _HUNG, "preferredLanguages": _held({"language": "pt"}),
    })  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(CARDS, st.sampled_from(CHANNELS), st.sampled_from(SHAPES))
def test_nothing_of_what_was_noted_is_in_the_bytes(card: Any, channel: str, shape: tuple[str, str]) -> None:
    line = {"state": "granted", "channel": channel, "purpose": "offers", "evidence": "SECRET-evidence"}
    other = {"state": "granted", "channel": channel, "purpose": "SECRET-purpose"}
    shown = Reach(channel, "offers").card({"@type": "Card", **card}, {"a": line, "b": other})
    written = b"".join(exporting.written([shown], *shape))
    assert b"SECRET" not in written and b'version"":null' not in written
    assert b"Ann" in written


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CARDS, st.sampled_from(CHANNELS))
def test_nor_by_way_of_a_notebook(make: Make, tmp_path: Path, card: Any, channel: str) -> None:
    book = make(f"any{len(list(tmp_path.iterdir()))}")
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"@type": "Card", "uid": "x", **card}]))
    importing.apply(book, importing.plan(book, [path]))
    [ann] = book.contacts.exportable()
    book.permissions.record(ann, channel, "offers", "granted")
    for shape in SHAPES:
        text = out(book, shape, channel)
        assert "SECRET" not in text and "Ann" in text, shape


@pytest.fixture
def make(notebook: Callable[..., Notebook]) -> Make:
    """More notebooks."""
    return lambda name: notebook(f"{name}.kithbook", state=name)
