"""The sample story in the window: what people have, want and tell, offers that protect them, listening before telling,
useful things passed on, plans (W1 to W7)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from .conftest import Person
from .test_story_before_the_talk import brief_lines, listed, open_person

Story = Callable[..., Person]


def type_into(me: Person, name: str, text: str) -> None:
    """Write a line into a field and keep it."""
    me.find(name).setFocus()
    me.type(text)
    me.press("Return")
    me.settle()


def products_of(me: Person, name: str) -> None:
    """The tab Products & interests of somebody."""
    open_person(me, name)
    me.press("Ctrl+4")
    me.settle()


def test_w1_who_bought_and_owns_what(story: Story) -> None:
    me = story()
    products_of(me, "Wim van der Berg")
    me.see(lambda: me.find("purchaseTotals").text() == "Together: 16,220.00 EUR")
    type_into(me, "addPurchase", "2 x Cargo rack, 170 EUR")
    me.see(lambda: me.find("purchaseTotals").text() == "Together: 16,390.00 EUR")
    type_into(me, "addPurchase", "Tea, 40 SEK")
    me.see(lambda: "40 SEK" in me.find("purchaseTotals").text())
    assert "16,390.00 EUR" in me.find("purchaseTotals").text(), "currencies are never added up"
    me.press("Ctrl+1")
    me.see(lambda: "Tea, 40 SEK" in me.stream()[:2])
    me.press("Ctrl+Shift+R")
    me.settle()
    me.find("productSearch").setFocus()
    me.type("stand")
    me.press("Return")
    me.see(lambda: me.sees("productView"))
    me.see(lambda: "João Neves" in me.read("product-owners"))
    assert {"Tomáš Novák", "Łukasz Żółty"} <= set(me.read("product-owners").split("\n"))


def test_w2_some_day_wants_wake_up_by_themselves(story: Story) -> None:
    me = story()
    products_of(me, "Amara Okafor")
    type_into(me, "addWant", "green frames for the window some day")
    me.press("F9")
    me.see(lambda: me.sees("briefPage"))
    me.settle()
    assert any(line.startswith("Wants: green frames for the window, some day") for line in brief_lines(me))
    me.press("Escape", "Ctrl+Shift+T")
    me.see(lambda: any(who == "Rosa Fernández" for who, _ in listed(me)))
    place = [who for who, _ in listed(me)].index("Rosa Fernández")
    me.find("todayList").setFocus()
    me.press("Home", *["Down"] * place)
    assert "wanted since" in me.read("whyPanel")
    me.press("Space")  # asked again, still wanted
    me.see(lambda: not any(who == "Rosa Fernández" for who, _ in listed(me)))
    rosa = me.book.contacts.find("Rosa Fernández")
    [want] = me.book.wants.of(rosa)
    assert want.open and want.revisit is not None and want.revisit > me.book.clock.today()


def test_w3_a_wall_of_stories_and_only_what_may_be_shown(story: Story) -> None:
    me = story()
    me.press("Ctrl+Shift+R")
    me.settle()
    me.find("productSearch").setFocus()
    me.type("workshop stand")
    me.press("Return")
    me.see(lambda: me.sees("storyCard"))
    wall = me.read("productView")
    for told in ("The first stand my apprentice can lift alone.", "First time somebody listened.",
                 "I want the drawing to hang on my wall."):  # fmt: skip
        assert told in wall
    me.click(me.find("onlyShareable"))
    me.see(lambda: me.sees("quoteCard"))
    shown = me.read("productView")
    assert "I want the drawing" not in shown and "João" not in shown, "he gave no permission to quote"
    assert "First time somebody listened." in shown and "Łukasz" not in shown, "without a name"
    assert "The first stand my apprentice can lift alone." in shown and "Beatriz Carvalho" in shown
    me.click(me.find("copyQuotes"))
    copied = QGuiApplication.clipboard().text()
    assert "Beatriz Carvalho" in copied and "Łukasz" not in copied and "drawing" not in copied


def test_w4_an_offer_is_stopped_and_needs_a_written_reason(story: Story) -> None:
    me = story()
    products_of(me, "Jana Dvořáková")
    me.click("Prepare an offer")
    me.see(lambda: me.sees("offerDesk"))
    me.click(me.find("offerChannel").button("email"))
    me.settle()
    permission = me.find("check-permission")
    assert permission.verdict == "not now" and "it ended on" in permission.accessibleName()
    jana = me.window.current
    already = len(me.book.offers.of(jana))
    me.find("offerText").setFocus()
    me.press("Ctrl+A")
    me.type("We can offer you: ...")
    me.click(me.find("offerLog"))
    assert me.find("offerTrouble").text() == "Write what you offer where the … stands."
    assert me.cursor().objectName() == "offerText", "the spot is chosen: typing fills it in"
    me.type("three bikes, the report, and a price per quarter.")
    assert not me.sees("offerTrouble")
    me.click(me.find("offerLog"))
    assert "Write down why" in me.find("offerTrouble").text(), "nothing goes out over a stop in silence"
    assert me.cursor().objectName() == "offerOverride" and len(me.book.offers.of(jana)) == already
    me.type("She asked for it by letter")
    me.click(me.find("offerLog"))
    me.see(lambda: not me.sees("offerDesk"))
    me.settle()
    offer = me.book.offers.of(jana)[0]
    assert offer.override == "She asked for it by letter"
    assert ("permission", "red") in [(check.name, check.colour) for check in offer.checks]
    me.press("Ctrl+1")
    me.see(lambda: any("price per quarter" in body for body in me.stream()))
    rows = me.window.person.timeline.rows
    heard = rows.text(next(one for one in map(rows.row_at, range(9)) if "price per quarter" in one.body))
    assert heard.startswith("Offer. by e-mail") and "because Jana Dvořáková wants" in heard
    assert "Sent against: e-mail for offers: no longer" in heard and "Why: She asked for it by letter" in heard
    me.press("Ctrl+Z")
    me.see(lambda: len(me.book.offers.of(jana)) == 1)


def test_w5_everybodys_wants_pooled_with_the_quotes_behind(story: Story) -> None:
    me = story()
    me.press("Ctrl+Shift+I")
    me.settle()
    page = me.window.middle.shown
    me.see(lambda: bool(page.lines.lines))
    first = page.lines.lines[0]
    assert first.title == "A rain cover for the box" and first.about.startswith("5 people · 1 more might")
    said = me.read("poolView")
    for wanted in ("Yusuf Öztürk", "“My bread got wet on Monday”", "Luca Ferri", "“My parcels swim”", "Rain hood"):
        assert wanted in said, wanted
    me.find("demandSearch").setFocus()
    me.type("lights")
    me.see(lambda: [line.title for line in page.lines.lines] == ["Lights that last until seven"])
    products_of(me, "Priya Raman")
    me.see(lambda: "Listening: In 12 months we asked" in me.find("askedVersusTold").text())


def test_w6_useful_things_are_passed_on_once(story: Story) -> None:
    me = story()
    me.press("Ctrl+Shift+S")
    me.settle()
    page = me.window.middle.shown
    me.see(lambda: bool(page.lines.lines))
    me.find("shelfSearch").setFocus()
    me.type("flour")
    me.press("Return")
    me.see(lambda: me.sees("shelfFitting"))
    me.see(lambda: "Yusuf Öztürk" in me.read("shelfFitting"))
    me.click(me.button("Give it to Yusuf Öztürk"))
    me.see(lambda: "Yusuf Öztürk" in me.read("shelfGot"))
    assert "Yusuf Öztürk" not in me.read("shelfFitting"), "never twice"
    yusuf = me.book.contacts.find("Yusuf Öztürk")
    assert me.book.insight.balance(yusuf).count("ours", "gave") == 1, "logged as a give"
    open_person(me, "Yusuf Öztürk")
    me.press("Ctrl+1")
    me.see(lambda: any("Which flour travels" in body for body in me.stream()))


def test_w7_intentions_with_steps_that_become_reminders(story: Story) -> None:
    me = story()
    open_person(me, "Greta Lindemann")
    me.press("Ctrl+5")
    me.settle()
    said = me.read("planTab")
    assert "Meet Dr. Vogel through her, not past her" in said and "Ask Greta for a date in the old town" in said
    type_into(me, "addStep", "Bring the map of the old town by Friday")
    greta = me.window.current
    [plan] = me.book.plans.of(greta)
    assert [step.text for step in plan.steps][-1] == "Bring the map of the old town"
    me.see(lambda: any("Bring the map of the old town" in row for row in me.agenda()))
    type_into(me, "addIntention", "Let her count our bikes")
    assert len(me.book.plans.of(greta)) == 2
    me.press("Ctrl+Z")
    me.settle()
    me.press("Ctrl+Z")
    me.see(lambda: [one.text for one in me.book.plans.of(greta)] == ["Meet Dr. Vogel through her, not past her"])
    me.see(lambda: not any("Bring the map" in row for row in me.agenda()))
