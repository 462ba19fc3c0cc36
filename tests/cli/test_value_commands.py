"""Commands on what people want, buy, tell, get and are asked, and on permissions. It is Friday, 20 November 2026."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Kithbook = Callable[..., Any]


@pytest.fixture
def ann(kithbook: Kithbook) -> str:
    return str(kithbook("add", "Ann Lee", "--json").json["contact"]["id"])


def test_want(kithbook: Kithbook, ann: str) -> None:
    made = kithbook("want", "Ann", "a second shop", "--horizon", "year", "--strength", "3", "--json").json["want"]
    assert made["contact"]["id"] == ann
    assert (made["text"], made["horizon"], made["strength"], made["certainty"], made["revisit"]) == (
        "a second shop", "year", 3, "known", "2027-02-18")  # fmt: skip
    kithbook("want", "Ann", "quiet brakes", "--suspected", "--by", "2026-12-01", "--words", "they squeal")
    wants = kithbook("want", "Ann", "--json").json["wants"]
    assert [(w["text"], w["horizon"], w["certainty"], w["due"]) for w in wants] == [
        ("quiet brakes", "now", "suspected", "2026-12-01"), ("a second shop", "year", "known", None)]  # fmt: skip
    assert "quiet brakes (suspected)" in kithbook("want", "Ann").out
    assert kithbook("want", "Ann", "x", "--horizon", "soonish").code == 2
    assert kithbook("want", "Ann", "x", "--product", "Nothing").code == 1
    assert "Ann Lee wants: quiet brakes" in kithbook("undo").out
    assert len(kithbook("want", "Ann", "--json").json["wants"]) == 1


def test_bought(kithbook: Kithbook, ann: str) -> None:
    made = kithbook("bought", "Ann", "Stand no. 7", "--quantity", "4", "--price", "1120.00", "--currency", "eur",
                    "--on", "2026-11-02", "--json").json["purchase"]  # fmt: skip
    assert made["contact"]["id"] == ann
    del made["id"], made["contact"]
    assert made == {
        "product": "Stand no. 7", "date": "2026-11-02", "quantity": "4", "price": "1120.00", "currency": "EUR",
    }  # fmt: skip
    assert "4 x stand" not in kithbook("bought", "Ann", "stand no. 7").out
    assert kithbook("bought", "Ann", "stand no. 7", "--price", "12").code == 1
    kithbook("undo", "2")
    assert kithbook("want", "Ann", "x", "--product", "Stand no. 7").code == 1  # made with the purchase, gone with it


def test_a_want_that_is_noted_already_is_said_so(kithbook: Kithbook, ann: str) -> None:
    first = kithbook("want", "Ann", "cool box", "--horizon", "now", "--json")
    assert not first.json["already_noted"] and "already" not in first.err
    again = kithbook("want", "Ann", "COOL  box", "--json")
    assert again.json["already_noted"] and again.json["want"] == first.json["want"]
    assert "This is already noted: now  2/3  cool box" in again.err
    later = kithbook("want", "Ann", "cool box", "--horizon", "year", "--json")
    assert later.json["want"]["horizon"] == "year" and "was already noted, and was changed: now" in later.err
    assert len(kithbook("want", "Ann", "--json").json["wants"]) == 1


@pytest.mark.parametrize(
    ("typed", "options", "said"),
    [("4 x stand 1120.00 EUR", ("--quantity", "4", "--price", "1120.00"), "4 x stand, 1120.00 EUR"),
     ("stand 35 EUR", ("--price", "35"), "stand, 35 EUR"), ("1.5 x stand", ("--quantity", "1.5"), "1.5 x stand")],
)  # fmt: skip
def test_a_purchase_is_said_alike(
    kithbook: Kithbook, ann: str, typed: str, options: tuple[str, ...], said: str
) -> None:
    made = kithbook("bought", "Ann", "stand", *options, "--currency", "EUR").out
    assert made.startswith(f"2026-11-20: {said}  ")
    assert f"bought: {said}\n" in kithbook("log", f"call Ann: hello; bought: {typed}").out
    shown = [line for line in kithbook("show", "Ann").out.splitlines() if line.startswith("bought")]
    assert len(shown) == 2 and all(said in line and "2026-11-20" in line for line in shown)


def test_what_was_wanted_is_bought(kithbook: Kithbook, ann: str) -> None:
    """The want stays open until somebody closes it; how is said."""
    want = kithbook("want", "Ann", "cool box", "--horizon", "now", "--json").json["want"]["id"]
    done = kithbook("bought", "Ann", "Cool Box", "--json")
    assert [one["id"] for one in done.json["wanted"]] == [want]
    assert f"Ann Lee wanted it: cool box. Close the want: kithbook want {ann} --met {want}" in done.err
    assert [one["state"] for one in kithbook("want", "Ann", "--json").json["wants"]] == ["open"]
    line = kithbook("log", "call Ann Lee: hello; bought: cool box", "--json")
    assert [one["id"] for one in line.json["wanted"]] == [want] and f"--met {want}" in line.err
    assert "cool box: met" in kithbook("want", "Ann", "--met", want).out
    assert kithbook("want", "Ann", "--json").json["wants"] == []
    assert kithbook("bought", "Ann", "cool box", "--json").json["wanted"] == []
    kithbook("undo", "2")
    assert kithbook("want", "Ann", "--dropped", "cool box", "--json").json["want"]["state"] == "dropped"
    assert kithbook("want", "Ann", "--met", "nothing").code == 1
    assert kithbook("want", "Ann", "x", "--met", want).code == 1


def test_story(kithbook: Kithbook, ann: str) -> None:
    made = kithbook("story", "Ann", "Stand no. 7", "It held.", "--quote", "anonymous", "--json").json["story"]
    assert (made["contact"]["id"], made["product"], made["text"], made["quote"]) == (
        ann, "Stand no. 7", "It held.", "anonymous")  # fmt: skip


def test_a_gift_of_no_words_is_a_slip(kithbook: Kithbook, ann: str) -> None:
    for empty in ("", "  ", "…"):
        ran = kithbook("gave", "Ann", "advice", empty)
        assert ran.code and "Say what was given or asked." in ran.err
    assert kithbook("gave", "Ann", "advice").out.startswith("ours gave, advice  "), "the kind alone says what"
    assert kithbook("show", "Ann").out.count("gave by ours") == 1


def test_gave_and_asked(kithbook: Kithbook, ann: str) -> None:
    made = kithbook("gave", "Ann", "introduction", "to the guild", "--json").json["favour"]
    assert (made["contact"]["id"], made["act"], made["side"], made["kind"], made["text"]) == (
        ann, "gave", "ours", "introduction", "to the guild")  # fmt: skip
    made = kithbook("asked", "Ann", "advice", "--theirs", "--json").json["favour"]
    assert (made["act"], made["side"], made["kind"]) == ("asked", "theirs", "advice")
    assert kithbook("gave", "Ann", "money", "x").code == 1


def test_permission(kithbook: Kithbook, ann: str) -> None:
    assert kithbook("permission", "Ann").out == "Nothing is known about permissions.\n"
    given = ("permission", "Ann", "email", "offers", "--granted", "--how", "form", "--expires", "2026-11-20")
    assert kithbook(*given).out == "e-mail for offers: yes (form, 2026-11-20), today is the last day\n"
    assert kithbook("permission", "Ann", "call", "offers").out == "phone for offers: not known\n"
    answer = kithbook("permission", "Ann", "email", "offers", "--withdrawn", "--json").json
    assert answer["contact"]["id"] == ann
    assert [(p["channel"], p["state"]) for p in answer["permissions"]] == [("email", "refused")]
    assert [line["state"] for line in answer["ledger"]] == ["withdrawn", "granted"]
    [standing] = answer["permissions"]
    assert standing["reasons"] == [{"text": standing["text"], "evidence": [answer["ledger"][0]["id"]]}]
    unknown = kithbook("permission", "Ann", "call", "offers", "--json").json["permissions"]
    assert unknown[0]["reasons"] == [{"text": "phone for offers: not known", "evidence": []}]
    assert kithbook("permission", "Ann", "--granted").code == 2
    assert kithbook("permission", "Ann", "pigeon", "--granted").code == 1


def test_introductions(kithbook: Kithbook, ann: str) -> None:
    kithbook("add", "Bo Dahl")
    made = kithbook("introductions", "propose", "Ann", "Bo", "--reason", "saddles", "--json").json["introductions"][0]
    assert {made["a"]["name"], made["b"]["name"]} == {"Ann Lee", "Bo Dahl"} and made["state"] == "proposed"
    for who in ("Ann", "Bo"):
        assert kithbook("introductions", "ask", made["id"], who).code == 0
        kithbook("introductions", "yes", made["id"], who)
    assert kithbook("introductions", "--json").json["introductions"][0]["state"] == "agreed"
    for step in (("introduce",), ("thank",)):
        assert kithbook("introductions", *step, made["id"]).code == 0
    kithbook("introductions", "outcome", made["id"], "they met")
    assert kithbook("introductions").out == "No introductions under way.\n"
    assert kithbook("introductions", "--all", "--json").json["introductions"][0]["outcome"] == "they met"
    assert kithbook("introductions", "propose", "Bo", "Ann").code == 1
    wrong = kithbook("introductions", "ask", made["id"])
    assert wrong.code == 1 and "ask ID WHO" in wrong.err


def test_freshen(kithbook: Kithbook, ann: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kithbook("add", "Bo Dahl", "--phone", "+49 170 1234567")
    assert kithbook("freshen").out == "Nothing stale to ask about today.\n"
    monkeypatch.setenv("KITHBOOK_NOW", "2027-12-01T10:30")
    [fact] = kithbook("freshen", "--json").json["freshen"]
    assert (fact["contact"]["name"], fact["kind"], fact["text"], fact["seen"]) == (
        "Bo Dahl", "phone", "+49 170 1234567", "2026-11-20")  # fmt: skip
    assert kithbook("freshen", fact["id"], "true").code == 0
    assert kithbook("freshen").out == "Nothing stale to ask about today.\n"
    for bogus in ("bogus", "detail/nonsense/value", "detail/", "/", fact["id"].rpartition("/")[0], ""):
        said = kithbook("freshen", bogus, "true")
        assert (said.code, said.out) == (1, "")
        assert said.err.startswith(f"“{bogus}” is no fact: give an ID that `freshen` lists"), said.err


def test_a_line_with_everything(kithbook: Kithbook, ann: str) -> None:
    line = "visit Ann: fine; want: a second shop within 3 months; bought: 4 x stand 1120 EUR; promise: it by Friday"
    kithbook("log", line)
    [want] = kithbook("want", "Ann", "--json").json["wants"]
    assert (want["text"], want["horizon"], want["due"]) == ("a second shop", "season", "2027-02-20")
    kithbook("undo")
    assert kithbook("want", "Ann").out == "No open wants.\n"


def test_an_export_to_contact_people_keeps_to_the_ledger(kithbook: Kithbook, ann: str, tmp_path: Any) -> None:
    for name in ("Bo Dahl", "Cy Ek", "Di Falk"):
        kithbook("add", name)
    kithbook("permission", "Ann", "email", "offers", "--granted")
    kithbook("permission", "Bo", "email", "--refused")
    kithbook("permission", "Cy", "email", "offers", "--granted", "--on", "2026-01-01", "--expires", "2026-11-19")
    file = tmp_path / "out.csv"
    done = kithbook("export", str(file), "--to-contact", "email", "--purpose", "Offers", "--json")
    assert (done.json["cards"], done.json["held_back"], done.json["unknown"]) == (1, 2, 1)
    assert "2 held back" in done.err and "1 unknown" in done.err
    text = file.read_text(encoding="utf-8")
    assert "Ann Lee" in text and "Bo Dahl" not in text and "Di Falk" not in text
    assert kithbook("export", str(file), "--to-contact", "email").code == 2
    assert kithbook("export", str(file), "--to-contact", "pigeon", "--purpose", "x").code == 1
    assert kithbook("export", str(file), "--json").json == {
        "file": str(file), "format": "csv", "cards": 4, "only_named": 0}


def test_two_purposes_are_granted_at_once(kithbook: Kithbook, ann: str, tmp_path: Any) -> None:
    said = kithbook("permission", "Ann", "email", "offers, newsletter", "--granted").out
    assert said == "e-mail for offers: yes (2026-11-20)\ne-mail for newsletter: yes (2026-11-20)\n"
    for purpose, written in (("Newsletter", 1), ("offers", 1), ("newsletter, offers", 1), ("survey, offers", 0)):
        done = kithbook("export", str(tmp_path / "a.csv"), "--to-contact", "email", "--purpose", purpose, "--json")
        assert done.json["cards"] == written, purpose


def test_an_offer_is_looked_at_before_it_goes_out(kithbook: Kithbook, ann: str) -> None:
    want = kithbook("want", "Ann", "a second shop", "--words", "in town", "--json").json["want"]["id"]
    found = kithbook("offer", "Ann", "--check", "--json").json["offer"]
    assert (found["contact"]["id"], found["want"], found["owned"], found["channel"], found["colour"]) == (
        ann, want, None, None, "amber")  # fmt: skip
    assert [(one["check"], one["colour"]) for one in found["reasons"]] == [
        ("reason", "green"), ("permission", "amber"), ("balance", "green"), ("promises", "green"), ("pause", "green")
    ]  # fmt: skip
    assert found["reasons"][0] == {"check": "reason", "colour": "green", "evidence": [want],
                                   "text": "Ann Lee wants: a second shop – “in town”"}  # fmt: skip
    assert "On 2026-11-20 you said: “in town”." in found["text"]
    assert "amber  Permission     e-mail for offers: not known" in kithbook("offer", "Ann", "--check", "--channel",
                                                                            "email").out  # fmt: skip
    assert kithbook("offer", "Ann", "--json").json == {"offers": []}
    assert kithbook("offer", "Ann").out == "No offers so far.\n"


def test_an_offer_over_red_needs_a_reason_that_stays(kithbook: Kithbook, ann: str) -> None:
    want = kithbook("want", "Ann", "a second shop", "--json").json["want"]["id"]
    kithbook("permission", "Ann", "email", "offers", "--granted")
    made = kithbook("offer", "Ann", "Ten", "stands", "--channel", "email", "--json").json["offer"]
    assert (made["text"], made["want"], made["channel"], made["state"], made["override"]) == (
        "Ten stands", want, "email", "made", None)  # fmt: skip
    again = kithbook("offer", "Ann", "one more", "--want", "second shop")
    assert again.code == 1 and again.out == ""
    assert again.err == "The last offer was today. Write down why the offer goes out all the same.\n"
    held = kithbook("offer", "Ann", "one more", "--want", want, "--override", "she called", "--json").json["offer"]
    assert held["override"] == "she called" and held["checks"][4]["colour"] == "red"
    assert "(although: she called)" in kithbook("offer", "Ann").out
    letter = "Hello Ann,\n\nYou would like a shop.\n\nWe can offer you: the old mill.\n\nMarta"
    assert "  the old mill (although: b)" in kithbook("offer", "Ann", letter, "--want", want, "--override", "b").out
    assert "  the old mill (although: b)" in kithbook("offer", "Ann").out and kithbook("undo").code == 0
    assert "Note an offer to Ann Lee" in kithbook("undo").out
    assert len(kithbook("offer", "Ann", "--json").json["offers"]) == 1


def test_an_offer_reads_as_one_in_the_timeline(kithbook: Kithbook, ann: str) -> None:
    want = kithbook("want", "Ann", "a second shop", "--json").json["want"]["id"]
    kithbook("permission", "Ann", "email", "offers", "--refused")
    kithbook("offer", "Ann", "Ten", "stands", "--channel", "email", "--override", "she called")
    entry = kithbook("show", "Ann", "--json").json["timeline"][0]
    assert (entry["kind"], entry["text"], entry["direction"]) == ("offer", "Ten stands", "out")
    assert [(one["table"], one["text"]) for one in entry["made"]] == [
        ("want", "because Ann Lee wants: a second shop"), ("offer", "offer: no answer yet")]  # fmt: skip
    assert entry["made"][0]["id"] == want
    against = "Sent against: e-mail for offers: no (2026-11-20). Why: she called"
    assert entry["offer"] == {"way": "by e-mail", "override": against}
    lines = kithbook("show", "Ann").out.splitlines()
    place = next(n for n, line in enumerate(lines) if "  offer  Ann Lee" in line)
    assert lines[place + 1 : place + 6] == [
        "    Ten stands", "    by e-mail", "    because Ann Lee wants: a second shop", "    offer: no answer yet",
        f"    {against}"]  # fmt: skip
    assert f"Offer on 2026-11-20, by e-mail: Ten stands. {against}" in kithbook("brief", "Ann").out
    kithbook("undo")
    assert kithbook("show", "Ann", "--json").json["timeline"] == []


def test_an_offer_with_its_spot_left_open_is_not_kept(kithbook: Kithbook, ann: str) -> None:
    kithbook("want", "Ann", "a second shop")
    text = kithbook("offer", "Ann", "--check", "--json").json["offer"]["text"]
    ran = kithbook("offer", "Ann", text)
    assert (ran.code, ran.out, ran.err) == (1, "", "Write what you offer where the … stands.\n")
    assert kithbook("offer", "Ann", "--json").json == {"offers": []}
    assert kithbook("offer", "Ann", text.replace("…", "ten stands.")).code == 0


def test_what_is_owned_keeps_its_name_without_the_product(kithbook: Kithbook, ann: str, tmp_path: Any) -> None:
    from notebook import Notebook

    kithbook("bought", "Ann", "Cargo bike", "--price", "4000.00", "--currency", "EUR")
    kithbook("story", "Ann", "Cargo bike", "It carries everything")
    book = Notebook.open(tmp_path / "test.kithbook", state=tmp_path / "state")
    book.products.delete(book.products.find("Cargo bike") or b"")
    book.close()
    assert "Cargo bike" in kithbook("show", "Ann").out
    found = kithbook("offer", "Ann", "--check", "--owned", "cargo BIKE", "--json").json["offer"]["owned"]
    assert found and found == kithbook("offer", "Ann", "--check", "--json").json["offer"]["owned"]
    kithbook("bought", "Ann", "Cargo bike")  # and with the name it is the same product again
    assert kithbook("offer", "Ann", "--check", "--owned", "Cargo bike", "--json").json["offer"]["owned"] == found


def test_an_offer_for_a_thing_owned(kithbook: Kithbook, ann: str) -> None:
    kithbook("bought", "Ann", "Stand no. 7")
    assert kithbook("offer", "Ann", "--check", "--owned", "stand no. 7", "--json").json["offer"]["owned"]
    assert kithbook("offer", "Ann", "wax for it", "--json").json["offer"]["owned"]  # the only thing it can be
    for wrong in (("--owned", "Nothing"), ("--want", "nothing"), ("--want", ""), ("--channel", "pigeon")):
        ran = kithbook("offer", "Ann", "--check", *wrong)
        assert ran.code == 1 and ran.out == "" and ran.err.count("\n") == 1, wrong
    assert kithbook("offer", "Ann", "--check", "--want", "x", "--owned", "y").code == 2
    assert kithbook("offer", "Zed", "--check").code == 1


def test_which_want_is_asked_when_there_are_several(kithbook: Kithbook, ann: str) -> None:
    assert "needs a reason" in kithbook("offer", "Ann", "ten stands").err
    for text in ("a bell", "a bell for the children"):
        kithbook("want", "Ann", text)
    assert "--want" in kithbook("offer", "Ann", "ten stands").err
    assert kithbook("offer", "Ann", "ten stands", "--want", "A Bell").code == 0
    assert kithbook("offer", "Ann", "--check", "--want", "children").code == 0


def test_favours_of_bad_kinds_and_wants_of_bad_strength(kithbook: Kithbook, ann: str) -> None:
    assert kithbook("want", "Ann", "x", "--strength", "4").code == 2
    assert kithbook("want", "Ann", "  ").code == 1
    assert kithbook("story", "Ann", "Stand", "").code == 1
    assert kithbook("bought", "Ann", " ").code == 1
    assert kithbook("bought", "Ann", "Stand", "--quantity", "many").code == 1
    assert kithbook("bought", "Ann", "Stand", "--price", "nan", "--currency", "EUR").code == 1
    assert kithbook("bought", "Ann", "Stand", "--price", "1", "--currency", "eurodollar").code == 1
    assert kithbook("asked", "Ann", "").code == 1
    assert kithbook("want", "Ann", "--json").json == {"wants": []}  # nothing of it was kept
    assert kithbook("check").code == 0


def test_prices_in_several_currencies_stay_apart(kithbook: Kithbook, ann: str) -> None:
    for price, currency in (("10.00", "EUR"), ("9.50", "CHF"), ("1000", "JPY")):
        kithbook("bought", "Ann", "Stand", "--price", price, "--currency", currency)
    lines = [line["text"] for page in kithbook("brief", "Ann", "--json").json["briefs"]
             for section in page["sections"] for line in section["lines"]]  # fmt: skip
    assert not any("1019.50" in line for line in lines)
    assert sum("EUR" in line or "CHF" in line or "JPY" in line for line in lines) == 3


def test_a_mistyped_product_is_asked_about(kithbook: Kithbook, ann: str) -> None:
    """It is made all the same; the way back is said."""
    assert kithbook("bought", "Ann", "Cool box").err == ""
    asked = "Cool bx is new; did you mean Cool box? If that was a slip: kithbook undo"
    for words in (("story", "Ann", "Cool bx", "hm"), ("bought", "Ann", "Cool bx"), ("log", "Ann: bought: Cool bx")):
        found = kithbook(*words)
        assert (found.code, asked in found.err) == (0, True), words
        kithbook("undo")
    for words in (("story", "Ann", "cool BOX", "hm"), ("bought", "Ann", "Rain cover"), ("bought", "Ann", "Stand 7")):
        assert "did you mean" not in kithbook(*words).err
    assert "did you mean" not in kithbook("bought", "Ann", "Stand 8").err
    assert "did you mean Cool box?" in kithbook("bought", "Ann", "Cool boxes").err
