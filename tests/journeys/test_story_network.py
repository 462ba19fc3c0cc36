"""The sample story in the window, between people: introductions step by step, who can open a door, a question to a
circle with the outcome owed, the picture of a network, and what the charts tell (N1 to N4, U7, P7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .conftest import Person
from .test_story_before_the_talk import brief_lines, open_person

Story = Callable[..., Person]


def card_of(me: Person, *names: str) -> Any:
    """The card of two people on the page Introductions."""
    page = me.window.middle.shown
    return next((one for one in (*page.running, *page.offered) if set(one.names()) == set(names)), None)


def go_to_group(me: Person, name: str) -> None:
    """Click on a group in the rail."""
    rail = me.window.rail
    [row] = [place for place, one in enumerate(rail._places.places) if one.text == name]
    me.click_row(rail, row)
    me.settle()


def test_n1_two_people_who_share_something_rare(story: Story) -> None:
    me = story()
    me.press("Ctrl+Shift+B")
    me.settle()
    names = ("Dana Lindqvist", "Olaf Brinkmann")
    me.see(lambda: card_of(me, *names))
    said = me.read(card_of(me, *names))
    assert "beekeeping, as nobody else" in said
    assert card_of(me, "Rolf Achterberg", "Dana Lindqvist") is None, "she would rather not, and is not asked again"
    assert card_of(me, "Yusuf Öztürk", "Léa Moreau") is None, "he does not want to be introduced"
    card_of(me, *names).setFocus()
    me.press("Return")  # think of it
    me.see(lambda: card_of(me, *names) in me.window.middle.shown.running)
    dana, olaf = (me.book.contacts.find(name) for name in names)
    for _ in names:  # both are asked, each by Enter
        card_of(me, *names).setFocus()
        me.press("Return")
        me.settle()
    held = me.book.introductions.between(dana, olaf)
    assert held is not None and held.asked_a and held.asked_b and held.state == "asked"
    for name in names:
        me.click(me.button(f"{name} said yes"))
        me.settle()
    me.see(lambda: me.book.introductions.get(held.id).state == "agreed")
    me.see(lambda: "both agreed: introduce them" in me.read(card_of(me, *names)))
    card_of(me, *names).setFocus()
    me.press("Return")
    me.type("Two people who talk with bees")
    me.press("Return")
    me.see(lambda: me.book.introductions.get(held.id).state == "introduced")
    for name in names:  # both timelines tell of it, and both are given something
        open_person(me, name)
        me.press("Ctrl+1")
        me.see(lambda: me.stream()[:1] == ["Two people who talk with bees"])
    assert me.book.relations.related(dana, olaf)
    assert me.book.insight.balance(olaf).count("ours", "gave") == 1


def test_n2_who_can_open_the_door(story: Story) -> None:
    me = story()
    open_person(me, "Dr. Renate Vogel")
    me.press("Ctrl+3")
    me.see(lambda: "Who can open the door" in me.read("familyTab"))
    me.see(lambda: "Go to Greta Lindemann" in me.read("familyTab"))
    said = me.read("familyTab")
    assert "Marta Lindgren spoke with Dana Lindqvist 5 times, last on 24 Aug 2026" in said
    assert "Greta Lindemann knows Dr. Renate Vogel (manager), strength 3 of 3: Puts things on her desk" in said
    me.click(me.button("Go to Greta Lindemann"))
    me.settle()
    assert me.find("contactName").text() == "Greta Lindemann"


def test_n3_a_question_to_a_circle_and_the_outcome_owed(story: Story) -> None:
    me = story()
    [circle] = [group for group in me.book.groups.all() if group.name == "Commuters’ circle"]
    go_to_group(me, circle.name)
    me.see(lambda: me.sees("streamHead"))
    if not me.sees("questionsPanel"):
        me.click(me.find("streamQuestions"))
    me.see(lambda: me.sees("questionCard"))
    said = me.read("questionCard")
    assert "Which light do you trust at five in the morning?" in said
    assert "The one I can switch with gloves on. All others are for people who sleep." in said, "word for word"
    me.click(me.find("questionClose"))
    me.find("questionOutcome").setFocus()
    me.type("Two small lamps, each with its own switch")
    me.press("Return")
    me.see(lambda: me.book.questions.of(circle.id, "closed"))
    owed = [promise for promise in me.book.promises.of() if "Which light do you trust" in promise.text]
    assert {promise.contact_name for promise in owed} == {"Noor de Vries", "Rosa Fernández", "Paul Okoye"}
    open_person(me, "Noor de Vries")
    me.press("F9")
    me.see(lambda: me.sees("briefPage"))
    me.settle()
    assert any("Tell what came of: Which light do you trust" in line for line in brief_lines(me))
    me.press("Escape", "Ctrl+Z")
    me.see(lambda: not me.book.questions.of(circle.id, "closed"))
    assert not [promise for promise in me.book.promises.of() if "Which light do you trust" in promise.text]


def test_n4_a_picture_that_can_be_read_and_walked(story: Story) -> None:
    me = story()
    open_person(me, "Finn Jørgensen")
    me.press("Ctrl+Shift+W")
    me.settle()
    page = me.window.middle.shown
    me.see(lambda: page.scene is not None)
    assert me.find("networkTitle").text() == "Network of Finn Jørgensen"
    names = {figure.name for figure in page.scene.figures}
    assert {"Finn Jørgensen", "Oskar Lund", "Anders Holm", "Giulia Santoro", "Mikkel Dahl"} <= names
    page.canvas.setFocus()
    seen = set()
    for key in ("Right", "Down", "Down", "Down", "Down"):
        me.press(key)
        seen.add(page.canvas.accessibleDescription().split(",")[0])
    assert len(seen) >= 3, "keys go from one to the other, and each is read out"
    walked = page.canvas.figure.name
    me.press("Return")
    me.settle()
    me.see(lambda: me.find("networkTitle").text() == f"Network of {walked}")
    me.click(me.find("networkAsList"))
    me.see(lambda: me.sees("networkList"))


def test_u7_charts_with_words_beside_them(story: Story) -> None:
    me = story()
    me.press("Ctrl+Shift+G")
    me.see(lambda: me.sees("chart-talks"))
    me.settle()
    page = me.window.middle.shown
    assert page.credit.text() == "Your notes were used in 4 briefs this week."
    names = ("Rhythm of contact", "Promises kept", "Give and take", "Wants by how soon")
    for chart, wanted in zip(page.charts(), names, strict=True):
        assert chart.accessibleName().startswith(wanted), wanted
    me.click(me.find("insightsText"))
    me.settle()
    assert "12" in me.read("insightsPage")
    me.press("Alt+Left")
    me.settle()
    # about one person as well: the same at a glance in the brief
    open_person(me, "Beatriz Carvalho")
    assert me.sees("healthRing")


def test_p7_notes_are_credited_when_they_are_read_before_a_talk(story: Story) -> None:
    me = story()

    def credited() -> int:
        reason = me.book.insight.credit()
        return int(str(reason.text.params["n"])) if reason is not None else 0

    before = credited()
    open_person(me, "Dana Lindqvist")
    me.press("Ctrl+2", "Ctrl+3", "Ctrl+1")
    me.settle()
    assert credited() == before == 4, "looking at a card is no use"
    me.press("F9")
    me.see(lambda: me.sees("briefPage"))
    me.settle()
    me.see(lambda: credited() == before + 1)
    me.press("Escape", "F9")
    me.settle()
    me.press("Escape")
    assert credited() == before + 1, "once per person and day"
    assert me.menu_text("undo") == "Undo", "nobody did anything that could be undone"
