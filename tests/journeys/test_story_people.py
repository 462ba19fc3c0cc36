"""The sample story in the window, about people: family, where facts are from, what contradicts itself, what is asked
about again, permission, and whose turn it is (P3, P6, P7, P8, T5)."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from .conftest import Person
from .test_story_before_the_talk import brief_lines, open_person

Story = Callable[..., Person]


def test_p3_family_as_names_ages_and_occasions(story: Story) -> None:
    me = story()
    open_person(me, "Beatriz Carvalho")
    me.press("Ctrl+3")
    me.settle()
    said = me.read("familyTab")
    assert "Rui Carvalho, husband" in said and "Inês, daughter, about 6. " in said
    assert "School play before Christmas" in said
    me.find("relationLine").setFocus()
    me.type("son Tomé, 2, laughs at bells")
    me.press("Return")
    me.settle()
    assert "Tomé, son, about 2. laughs at bells" in me.read("familyTab")
    me.press("F9")
    me.see(lambda: me.sees("briefPage"))
    me.settle()
    assert any(line.startswith("Tomé (son), about 2") for line in brief_lines(me))
    me.press("Escape")
    # the other side shows itself, with its evidence
    open_person(me, "Ivana Kovač")
    me.press("Ctrl+3")
    me.settle()
    assert "Beatriz Carvalho, introduced by them" in me.read("familyTab")
    assert "Brought us together" in me.read("familyTab")
    me.press("Ctrl+Z")
    me.settle()
    beatriz = me.book.contacts.find("Beatriz Carvalho")
    assert [one.name for one in me.book.relations.family(beatriz)] == ["Rui Carvalho", "Inês"]


def test_p6_where_a_field_is_from_and_two_values_side_by_side(story: Story) -> None:
    me = story()
    open_person(me, "Karin Sjöberg")
    me.press("Ctrl+2")
    me.see(lambda: me.sees("rivalsSection"))
    said = me.read("rivalsSection")
    for wanted in ("Shop manager\nMarta Lindgren, 23 Jun 2026", "Regional manager\nTove Berg, 2 Oct 2026"):
        assert wanted in said, wanted
    role = me.book.contacts.get(me.window.current).roles[0]
    assert role.title == "Shop manager", "an import never replaces what a person typed"
    me.click(me.button("Use this: Regional manager"))
    me.see(lambda: not me.sees("rivalsSection"))
    assert me.book.contacts.get(me.window.current).roles[0].title == "Regional manager"
    # who entered it, when, in which import: by key in the field
    field = me.field("They are our")
    assert field.text() == "Runs the shop in Uppsala"
    field.setFocus()
    me.press("Shift+F1")
    me.see(lambda: me.sees("factDialog"))
    told = me.find("factTold").text()
    assert told.startswith("From the import of phones of the expo.vcf on 2 Oct 2026")
    me.click("Still true")
    me.see(lambda: not me.sees("factDialog"))
    [fact] = [one for one in me.book.facts.of(me.window.current) if one.kind == "relation"]
    assert fact.confirmed == 1


def test_p6_five_old_facts_a_day_one_key_each(story: Story) -> None:
    me = story()
    me.press("Ctrl+Shift+F")
    me.see(lambda: me.sees("freshenCard"))
    page = me.window.middle.shown
    assert len(page.facts) == 5
    asked = [(fact.contact, fact.row) for fact in page.facts]
    assert [bool(fact.others) for fact in page.facts] == [True, True, False, False, False], "what waits for a choice"
    for left, key in zip((4, 3, 2, 1, 0), "21NYY", strict=True):
        page.setFocus()
        me.press(key)
        me.see(lambda left=left: len(page.facts) == left)
    me.see(lambda: me.sees("freshenThanks"))
    assert not me.sees("freshenCard")
    assert {fact.row for fact in me.book.facts.freshen()} == set(), "five a day, however quick one is"
    assert len(set(asked)) == 5


def test_p7_how_complete_a_card_is_and_what_would_help_most(story: Story) -> None:
    me = story()
    open_person(me, "Karin Sjöberg")
    me.press("Ctrl+2")
    me.see(lambda: me.sees("completeness"))
    said = me.find("completeness").accessibleName()
    assert said == (
        "46 %. It would help most to know: what they stand for, how they buy, whether we may contact them")  # fmt: skip
    me.click(me.button("Add: what they stand for"))
    assert me.cursor().objectName() == "stands_forField"
    me.type("Bikes that stand in front of the shop")
    me.press("Tab")
    me.see(lambda: me.find("completeness").accessibleName().startswith("59 %"))
    assert "what they stand for" not in me.find("completeness").accessibleName()
    me.press("F9")
    me.see(lambda: me.sees("briefPage"))
    me.settle()
    assert "Stands for: Bikes that stand in front of the shop" in brief_lines(me)


def test_p8_whom_we_may_contact_and_who_is_held_back(story: Story, tmp_path: Path) -> None:
    me = story()
    open_person(me, "Wim van der Berg")
    me.press("Ctrl+2")
    me.see(lambda: me.sees("permissions"))
    said = me.read("permissions")
    assert "e-mail for offers: no (said so" in said and "letter: yes (said so" in said
    me.press("Ctrl+E")
    dialog = me.dialog()
    me.click(me.find("exportFor-contact"))
    assert not me.find("exportGo").isEnabled(), "nobody gives permission for nothing in particular"
    me.type("offers")
    me.see(lambda: "said yes" in me.find("exportNote").text())
    asked = me.book.permissions.who("email", "offers")
    granted, held, unknown = (len(one) for one in (asked.granted, asked.held_back, asked.unknown))
    left_out = f"{held} held back (no, or no longer), {unknown} never asked."
    assert me.find("exportNote").text() == f"{granted} said yes. {left_out}" and held and unknown and granted > 3
    target = tmp_path / "offers.csv"
    me.retype(me.field("File to write"), str(target))
    me.click(me.find("exportGo"))
    me.see(lambda: "were written" in me.find("exportNote").text())
    assert me.find("exportNote").text().endswith(left_out)
    names = {row["Full name"] for row in csv.DictReader(StringIO(target.read_text(encoding="utf-8-sig")))}
    assert "Amara Okafor" in names and not {"Wim van der Berg", "Jana Dvořáková", "Karin Sjöberg"} & names
    assert len(names) == granted
    me.press("Escape")
    me.see(lambda: not dialog.isVisible())


def test_t5_handed_over_with_what_is_open(story: Story) -> None:
    me = story()
    open_person(me, "Dana Lindqvist")
    dana = me.window.current
    [late] = [promise for promise in me.book.promises.of(dana) if promise.direction == "ours"]
    assert late.colleague_name == "Marta Lindgren"
    me.press("Ctrl+2")
    me.settle()
    me.button("Looked after by").setFocus()
    me.press("Space")
    me.choose("Jonas Weber")
    me.settle()
    assert me.button("Looked after by").text() == "Jonas Weber"
    assert me.book.promises.get(late.id).colleague_name == "Jonas Weber"
    assert me.menu_text("undo") == "Undo: Hand Dana Lindqvist over to Jonas Weber"
    me.press("F9")
    me.see(lambda: me.sees("briefPage"))
    me.settle()
    assert brief_lines(me)[0].startswith("Jonas Weber promised: Send the fair-trade list")
    me.press("Escape")
    # who of us spoke with them is always shown
    open_person(me, "Chen Ming 陈明")
    me.press("Ctrl+1")
    me.see(lambda: len(me.stream()) > 3)
    rows = me.window.person.timeline.rows
    assert "with Jonas Weber (us)" in rows.text(rows.row_at(0))
