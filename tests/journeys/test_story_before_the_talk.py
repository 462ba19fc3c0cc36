"""The sample story in the window, before a talk: the brief, health with its reasons, give and take, today, promises,
and what closing a talk leaves for the next one (B1, B2, B3, B4, R1, T3)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from .conftest import Person

Story = Callable[..., Person]


def open_person(me: Person, name: str) -> None:
    """Find somebody and go there: Ctrl+F, the name, Enter."""
    me.look_for(name)
    me.press("Return")
    me.see(lambda: me.sees("contactName") and me.find("contactName").text() == name)
    me.window.top.search.clear()
    me.settle()


def brief_lines(me: Person) -> list[str]:
    """The lines of the brief that is open full."""
    return [line.text() for line in me.find("briefPage").sheet.lines]


def test_b1_one_key_shows_all_that_is_open_and_where_it_is_from(story: Story) -> None:
    me = story()
    open_person(me, "Beatriz Carvalho")
    card = me.read("briefCard")
    assert "You promised: Quote for the cargo rack" in card
    me.press("F9")
    me.see(lambda: me.sees("briefPage"))
    me.settle()
    lines = brief_lines(me)
    for wanted in (
        "You promised: Quote for the cargo rack", "They promised: Two names from the retailers’ guild",
        "Next time: Ask how the school play went", "Learned: Inês likes numbers more than letters",
        "Wants: To know what others do about winter stock", "Inês (daughter), about 6", "How we met: Through Ivana",
        "Stands for: Repair over replacement", "any channel: yes (dealer terms",
    ):  # fmt: skip
        assert any(line.startswith(wanted) for line in lines), wanted
    first = me.find("briefPage").sheet.lines[0]
    assert "Call on 6 Nov 2026" in first.toolTip() and "Marta Lindgren" in first.toolTip()
    first.setFocus()
    me.press("Return")  # to the entry in which it was promised
    me.see(lambda: not me.sees("briefPage"))
    entry = me.window.person.timeline.view.current_entry()
    assert entry is not None and entry.body.startswith("Fitting day brought six new riders")


def test_b2_health_never_without_its_reasons(story: Story) -> None:
    me = story()
    open_person(me, "Emil Sandberg")
    ring = me.find("healthRing")
    assert "of 100" in ring.accessibleName()
    me.click(ring)
    page = me.find("healthPage")
    me.see(lambda: page.parts)
    told = me.read(page)
    assert "Their word" in told and "they kept 1 of 3 promises" in told and "of 100" in told
    me.click("How is this reckoned?")
    me.see(lambda: me.sees("helpWindow"))
    page = me.find("helpPage")
    assert "20 × (kept + 1) ÷ (kept + broken + overdue + 2)" in page.toPlainText()
    assert page.verticalScrollBar().value() > 0, "at the heading, not at the beginning"
    me.press("Escape")
    assert not me.sees("helpWindow")


def test_b3_who_asked_four_times_and_gave_once(story: Story) -> None:
    me = story()
    open_person(me, "Rolf Achterberg")
    assert any("they asked 4 times, gave once" in line for line in me.window.person.brief.lines())
    me.press("Ctrl+4")
    me.see(lambda: me.find("balance-theirs-asked").accessibleName() == "They asked: 4; show them")
    assert me.find("balance-theirs-gave").accessibleName() == "They gave: 1; show them"
    me.click(me.find("balance-theirs-asked"))
    me.see(lambda: all(text in me.read("productsTab") for text in (
        "Who buys fleets here", "Our list of guild shops", "Nadia Benali", "An hour about our contract")))  # fmt: skip
    me.press("F9")
    me.see(lambda: me.sees("briefPage"))
    me.settle()
    assert any(line.startswith("Better not to mention: Prices and names") for line in brief_lines(me))


def listed(me: Person) -> list[tuple[str, str]]:
    """Whom and what the list of the page that is shown says, from the top."""
    rows = me.window.middle.shown.rows
    found = [rows.row_at(place) for place in range(rows.rowCount())]
    return [(one.who, one.text) for one in found if hasattr(one, "who")]


def test_b4_today_says_whom_to_turn_to_and_why(story: Story) -> None:
    me = story()
    me.press("Ctrl+Shift+T")
    me.settle()
    assert me.sees("todayPage")
    rows = listed(me)
    assert rows[0] == ("Dana Lindqvist", "Send the fair-trade list")
    assert len({who for who, _ in rows}) == len(rows), "one row per person"
    assert ("Rosa Fernández", "Ask Rosa Fernández about: A second brake lever for the child on the back") in rows
    assert "3 days late" in me.read("whyPanel")
    me.find("todayList").setFocus()
    me.press("Home", "Space")  # kept
    me.see(lambda: not any(text == "Send the fair-trade list" for _, text in listed(me)))
    assert not [p for p in me.book.promises.of(state="overdue") if p.text == "Send the fair-trade list"]
    me.press("Ctrl+Z")
    me.see(lambda: listed(me)[0] == ("Dana Lindqvist", "Send the fair-trade list"))
    # what was put away can be brought back
    assert "1 put away" in me.read("todayPage")
    birthday = next(place for place, (who, _) in enumerate(listed(me)) if who == "Yusuf Öztürk")
    me.find("todayList").setFocus()
    me.press("Home", *["Down"] * birthday, "N")  # a promise of ours is kept, released or renegotiated, not put away
    me.type("She is on holiday")
    me.press("Return")
    me.see(lambda: "Yusuf Öztürk" not in [who for who, _ in listed(me)])
    assert "2 put away" in me.read("todayPage")


def test_r1_who_promised_whom_what_and_how_it_was_kept(story: Story) -> None:
    me = story()
    me.press("Ctrl+Shift+P")
    me.settle()
    rows = listed(me)
    assert rows[0] == ("Dana Lindqvist", "Send the fair-trade list"), "ours that are overdue first"
    assert ("Emil Sandberg", "Oak box for the harbour bike") in rows, "theirs stand there too"
    said = me.read("promisesPage")
    assert "kept 7 of 9" in said and "Jonas Weber" in said, "how each of us keeps them"
    me.find("promiseList").setFocus()
    me.press("Home")
    assert "We kept 0 of 1 promise; 1 is overdue" in me.read("whyPanel")
    me.press("Space")
    me.see(lambda: ("Dana Lindqvist", "Send the fair-trade list") not in listed(me))
    dana = me.book.contacts.find("Dana Lindqvist")
    assert me.book.insight.measures(dana)[0].kept == 1
    assert me.toast(), "with a way back"


def test_t3_what_a_talk_leaves_waits_in_the_next_brief(story: Story) -> None:
    me = story()
    open_person(me, "Amara Okafor")
    me.press("Ctrl+L")
    me.type("call: sizes are settled; learned: she decides on Mondays; next time: show her the green")
    me.press("Return")
    me.settle()
    amara = me.window.current
    assert [one.text for one in me.book.closing.waiting(amara)] == ["Bring the size table", "show her the green"]
    me.press("F9")
    me.see(lambda: me.sees("briefPage"))
    me.settle()
    assert [line for line in brief_lines(me) if line.startswith(("Next time", "Learned: she"))] == [
        "Next time: Bring the size table",
        "Next time: show her the green",
        "Learned: she decides on Mondays",
    ]
    waiting = next(line for line in me.find("briefPage").sheet.lines if line.text().endswith("size table"))
    waiting.setFocus()
    me.press("Space")  # only scrolls
    assert len(me.book.closing.waiting(amara)) == 2
    me.press("Ctrl+Return")  # it was brought up
    me.settle()
    assert waiting.done and waiting.hasFocus() and me.sees("briefUndo"), "it stays there, with the way back"
    assert [one.text for one in me.book.closing.waiting(amara)] == ["show her the green"]
    me.press("Ctrl+Z")
    me.settle()
    assert not waiting.done and len(me.book.closing.waiting(amara)) == 2, "a tick can be taken back"


def test_a_days_visits_are_one_document(story: Story) -> None:
    """The brief goes along on a trip: several people, one after the other (B1)."""
    me = story()
    open_person(me, "Beatriz Carvalho")
    me.press("F9")
    me.see(lambda: me.sees("briefPage"))
    me.settle()
    page = me.find("briefPage")
    me.click(page.day)
    me.settle()
    assert page.visits.people[0] == me.window.current
    field = me.find("visitAdd")
    field.setFocus(Qt.FocusReason.TabFocusReason)
    me.type("Wim")
    me.settle()
    me.press("Return")
    me.settle()
    assert len(page.chosen()) >= 2


def test_f1_opens_the_help_and_every_shortcut_stands_there(story: Story) -> None:
    me = story()
    me.press("F1")
    me.see(lambda: me.sees("helpWindow"))
    assert me.find("helpPage").toPlainText().startswith("First steps")
    me.find("helpTopics").setFocus()
    me.press("End")
    me.see(lambda: me.find("helpPage").toPlainText().startswith("Shortcuts"))
    told = me.find("helpPage").toPlainText()
    assert all(word in told for word in ("Ctrl+K", "F9", "Before you talk", "Ctrl+Shift+T", "Go to Today"))
    me.press("Escape")
    me.see(lambda: not me.sees("helpWindow"))
    me.press("F1")
    me.see(lambda: me.sees("helpWindow"))
    assert me.find("helpPage").toPlainText().startswith("Shortcuts"), "where it was left"
    me.press("Escape")
