"""What the toast says: what happened, never a command; where it lies; and that it goes with what it would undo."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from notebook import say
from notebook.book import Notebook
from notebook.timeline.kinds import log_title, logged
from tests.changes.test_undo_everything import ACTS
from tests.ui.settling import settle
from ui.happened import HAPPENED, happened
from ui.window import MainWindow

ROOT = Path(__file__).resolve().parent.parent.parent
Open = Callable[..., MainWindow]
DAY = timedelta(days=1)
# Parts of the core that change nothing under a title of their own: what they say is no title.
READING = {"cli", "exchange", "sample", "storage", "insight", "guide.py", "clauses.py"}
# Titles that say what happened by themselves.
SAID = {
    "{name} wants: {text}", "{name} bought {what}", "{name} owns {what}", "{name} has a card", "Kept what came of it",
    "{need} is the same as {other}", "{need} is the same as another need", "{need} is a need of its own",
    "We gave {name}: {text}", "We asked {name}: {text}",
    "Log a call with {whom}",  # its other half stands beside it in `timeline.kinds`
    "A want is met", "A want is dropped", "Wanted {when}, no longer by {day}", "A thing is no longer owned",
    "Brought up: {text}", "Done: {text}",
}
# Sentences in these calls that are no titles of changes offered with *Undo*: refusals, imports, what is told of a row.
OTHER = {
    "{text}: {reason}", "Say what came of it, in a few words.", "Say what came of it.", "Say what you mean to do.",
    "Undo: {title}", "Redo: {title}", "Import {file}", "Import {file} and {n} more", "Note whose words were used",
    "Add colleague {name}", "Rename colleague to {name}", "Look after {name}",
    "Take back what was not finished", "Give or ask", "What came of the talk before waits at its entry",
    "Note", "What kind", "Ask {name} about: {text}",
    "Ask {name} again about meeting {other}", "Ask {name} about the offer: {text}", "Introduce {name} and {other}",
    "Ask {name} what came of meeting {other}", "Ask {name} about meeting {other}",
    "Ask {name} or {other} about meeting each other",
}


def spoken(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def titles() -> dict[str, str]:
    """Every sentence of the source that begins like a title of a change, wherever it is held, and where.

    Titles are commands, so they begin with the words that titles begin with; what ends like a whole sentence is none.
    """
    verbs = {title.split()[0] for title in HAPPENED}
    found: dict[str, str] = {}
    for file in sorted([*ROOT.glob("ui/**/*.py"), *(ROOT / "notebook").rglob("*.py")]):
        parts = file.relative_to(ROOT).parts
        reads = (parts[0] == "notebook" and parts[1] in READING) or file.name in READING
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if not reads else ():
            if not isinstance(node, ast.Call) or spoken(node) not in ("say", "count", "Sentence", "_change", "_title"):
                continue
            for one in (each for argument in node.args for each in ast.walk(argument)):
                if isinstance(one, ast.Constant) and isinstance(one.value, str) and not one.value.endswith((".", "?")) \
                        and one.value.split()[:1] and one.value.split()[0] in verbs:
                    found.setdefault(one.value, f"{file.relative_to(ROOT)}:{one.lineno}")
    return found


def fields(form: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(form) if name}


def test_every_title_has_a_word_for_what_happened() -> None:
    """A new title is a command (then its other half belongs in the table) or says what happened by itself."""
    found = titles()
    assert len(found) > 120, "the titles are found"
    assert {text: where for text, where in found.items() if text not in HAPPENED and text not in SAID | OTHER} == {}
    for title, told in HAPPENED.items():
        assert fields(told) <= fields(title), title
        assert told not in HAPPENED and told != title, title


def test_every_act_of_the_services_says_what_happened(book: Notebook) -> None:
    """Whatever name a title is held under: each act is done, and what the undo menu calls it is asked."""
    made: dict[str, Any] = {name: book.contacts.create(full) for name, full in (
        ("ann", "Ann Lee"), ("bo", "Bo Dahl"), ("cy", "Cy Young"))}
    silent = {}
    for name, act in ACTS.items():
        made[name] = act(book, made)
        title = book.undo_title()
        assert title is not None, name
        if title.text not in HAPPENED and title.text not in SAID:
            silent[name] = title.text
    assert silent == {}


def test_numbers_choose_the_form_of_what_happened() -> None:
    from notebook.sentences import count

    assert [str(happened(count("Delete {n} contact", "Delete {n} contacts", n))) for n in (1, 3)] == [
        "1 contact was deleted", "3 contacts were deleted"]
    assert str(happened(logged("call", ["Ann"]))) == "Logged a call with Ann" != str(log_title("call", ["Ann"]))
    assert str(happened(say("A want is met"))) == "A want is met"


def toast(one: MainWindow) -> Any:
    return one.findChild(QWidget, "toast")


def test_the_toast_says_what_happened(window: Open, book: Notebook, qtbot: QtBot) -> None:
    """Each place of the window that changes something, what is done there, and what is said."""
    today = book.clock.today()
    ann, bo, cy = (book.contacts.create(name) for name in ("Ann Baker", "Bo Dahl", "Cy Ek"))
    email = book.contacts.add_detail(ann, "email", "ann@example.com")
    group = book.groups.create("Friends")
    book.groups.add(group, [ann, bo])
    late = book.promises.make(ann, "send the list", due=today - 3 * DAY)
    book.promises.make(bo, "a quote", due=today - 2 * DAY)
    book.reminders.add(cy, "call Cy", today)
    talk = book.timeline.log([cy], "call", "x")
    want, gone = book.wants.add(ann, "a tent"), book.wants.add(ann, "a boat")
    stove = book.products.add("Stove")
    book.products.own(ann, stove)
    book.stories.tell(ann, stove, "It burns all night")
    leaflet = book.shelf.add("Leaflet")
    plan = book.plans.intend(ann, "show the stove")
    book.plans.add_step(plan, "bring it")
    book.relations.add(ann, "friend", bo)
    pair = book.introductions.propose(bo, cy, "both fish")
    asking = book.questions.ask(group, "What is missing?")
    one = window()
    wrong: dict[str, tuple[str, str]] = {}
    seen = 0

    def does(where: str, said: str, act: Callable[[], object]) -> None:
        nonlocal seen
        settle(one, qtbot)
        if toast(one) is not None:
            toast(one).hide()
        act()
        settle(one, qtbot)
        shown = toast(one)
        told = shown.accessibleName() if shown is not None and shown.isVisible() else ""
        seen += 1
        if told != said:
            wrong[where] = (told, said)

    def tab(key: str, name: str, who: bytes = ann) -> Any:
        one.show_contact(who)
        one.person.show_tab(key)
        settle(one, qtbot)
        return one.person.findChild(QWidget, name)

    def page(key: str) -> Any:
        one.go(key)
        settle(one, qtbot)
        return one.middle.shown

    today_page = page("today")
    today_page.list.go_to(2)
    does("today: put off", "Put off: call Cy", lambda: today_page.put_off(today + DAY))
    book.undo()
    settle(one, qtbot)
    today_page.list.go_to(0)
    does("today: another day", "The promise has another day: send the list",
         lambda: today_page.move_to(today + DAY))
    today_page.list.go_to(1)  # a promise of ours, the first row, is not put away
    does("today: not this", "Put away: call Cy", lambda: today_page.put_away("no"))
    does("today: brought back", "Brought back", lambda: today_page.attempt(
        lambda: book.dismissals.bring_back(book.dismissals.of()[0].id), say("Bring a suggestion back"), tell=True))
    today_page.list.go_to(1)
    does("today: done", "Done: call Cy", lambda: today_page.tick())
    today_page.list.go_to(0)
    does("today: promise kept", "Promise kept: a quote", lambda: today_page.tick())
    promises = page("promises")
    does("promises: another day", "The promise has another day: send the list", lambda: promises.move_to(today + DAY))
    does("promises: broken", "Promise broken: send the list", lambda: promises._end("broken"))
    book.undo()
    settle(one, qtbot)
    does("promises: released", "Need not be kept any more: send the list", lambda: promises._end("released"))
    book.undo()
    settle(one, qtbot)
    does("promises: kept", "Promise kept: send the list", lambda: promises.tick())
    assert book.promises.get(late).state != "open"
    pairs = page("introductions")
    service = book.introductions
    does("introductions: asked", "Asked Bo Dahl about meeting Cy Ek", lambda: pairs._do(lambda: service.ask(pair, bo)))
    does("introductions: yes", "Bo Dahl would like to meet Cy Ek",
         lambda: pairs._do(lambda: service.answer(pair, bo, True)))
    does("introductions: yes too", "Cy Ek would like to meet Bo Dahl",
         lambda: pairs._do(lambda: service.answer(pair, cy, True)))
    does("introductions: introduced", f"{service.get(pair).a_name} and {service.get(pair).b_name} were introduced",
         lambda: pairs._do(lambda: service.introduce(pair, "meet")))
    does("introductions: thanked", f"{service.get(pair).a_name} and {service.get(pair).b_name} were thanked",
         lambda: pairs._do(lambda: service.thank(pair)))
    does("introductions: closed", "Noted what came of introducing "
         f"{service.get(pair).a_name} and {service.get(pair).b_name}",
         lambda: pairs._do(lambda: service.finish(pair, "they fish")))
    shelf = page("shelf")
    does("shelf: given", "Bo Dahl has got Leaflet now", lambda: shelf.attempt(
        lambda: book.shelf.give(leaflet, bo), tell=True))
    products = tab("products", "productsTab")
    qtbot.waitUntil(lambda: bool(products.wants.items()))
    does("want: met", "A want is met", lambda: products.wants.row(want).meet.click())
    does("want: deleted", "The want was deleted", lambda: products.wants.row(gone).removed.emit())
    does("thing: no longer owned", "A thing is no longer owned",
         lambda: products.owned.row(products.owned.items()[0].id).given_up.emit(products.owned.items()[0]))
    plans = tab("plan", "planTab")
    does("plan: a step is done", "A step is done",
         lambda: plans._do("tick", book.plans.get(plan).steps[0], None))
    does("plan: deleted", "The intention was deleted", lambda: plans._do("delete", book.plans.get(plan), None))
    family = tab("family", "familyTab")
    does("relation: removed", "A relation was removed",
         lambda: family._remove(book.relations.of(ann)[0].id))
    tab("timeline", "timelinePane", cy)
    timeline = one.person.timeline
    qtbot.waitUntil(lambda: timeline.rows.rowCount() > 0)
    does("timeline: deleted", "Deleted: Call", lambda: timeline.delete(book.timeline.get(talk)))
    due = book.reminders.add(cy, "write to Cy", today)
    settle(one, qtbot)
    row = next(each for each in book.reminders.agenda() if each.subject == due)
    does("reminders: put off", "Put off: write to Cy", lambda: one.reminders.snooze(row, today + DAY))
    does("reminders: skipped", "Skipped: write to Cy", lambda: one.reminders.skip(row))
    does("reminders: deleted", "Reminder deleted: write to Cy", lambda: one.reminders.delete(row))
    freshen = page("freshen")
    does("freshen: still true", "Confirmed for Ann Baker: e-mail", lambda: freshen.attempt(
        lambda: book.facts.confirm("detail", email, "value"), tell=True))
    does("freshen: unknown", "Noted as unknown for Ann Baker: e-mail", lambda: freshen.attempt(
        lambda: book.facts.confirm("detail", email, "value", "unknown"), tell=True))
    one.rail.choose("group", group)
    settle(one, qtbot)
    one.person.head.asking.setChecked(True)
    settle(one, qtbot)
    questions = one.person.head.questions
    does("group: answered", "The answer of Ann Baker is kept",
         lambda: questions._do(lambda: book.questions.answer(asking, ann, "a dry place")))
    does("group: closed", "The question is closed",
         lambda: questions._do(lambda: book.questions.close(asking, "a shed")))
    does("contact: deleted", "Ann Baker was deleted, with 1 open promise",
         lambda: (one.show_contact(ann), one.commands.delete()))
    assert wrong == {} and seen >= 30


def test_groups_searches_and_several_contacts_are_told_of_the_same_way(
    window: Open, book: Notebook, qtbot: QtBot
) -> None:
    from ui.contacts.groups import group_menu, search_menu

    people = [book.contacts.create(name) for name in ("Ann Baker", "Bo Dahl", "Cy Ek")]
    book.promises.make(people[0], "the list")
    book.promises.make(people[2], "stays")
    group, search = book.groups.create("Friends"), book.groups.save_search("Far", "far")
    one = window()
    for make, row, name, said in ((group_menu, group, "Friends", "The group Friends was deleted"),
                                  (search_menu, search, "Far", "A saved search was deleted")):
        menu = make(one, book, row, name, QPoint())
        menu.actions()[-1].trigger()
        menu.close()
        assert toast(one).accessibleName() == said
        settle(one, qtbot)
    one.commands._delete_all(people[:2])
    settle(one, qtbot)
    assert toast(one).accessibleName() == "2 contacts were deleted, with 1 open promise"
    book.undo()
    assert len(book.promises.of()) == 2


def test_the_toast_goes_with_what_it_would_undo(window: Open, book: Notebook, qtbot: QtBot) -> None:
    """Undone by Ctrl+Z, it offers nothing to undo any more; the same when something else was done since."""
    ann = book.contacts.create("Ann Baker")
    one = window()
    one.show_contact(ann)
    for act in (one.commands.undo, lambda: book.contacts.create("Bo")):
        one.show_contact(ann)
        one.commands.delete()
        settle(one, qtbot)
        assert toast(one).isVisible() and toast(one).accessibleName() == "Ann Baker was deleted"
        act()
        settle(one, qtbot)
        assert not toast(one).isVisible()
    book.undo()
    book.undo()
    settle(one, qtbot)
    one.say("A word without a way back")
    book.contacts.create("Cy")
    settle(one, qtbot)
    assert toast(one).isVisible(), "a word that undoes nothing stays its time"


@pytest.mark.usefixtures("still")
def test_the_toast_covers_nothing_to_press(window: Open, book: Notebook, qtbot: QtBot) -> None:
    ann = book.contacts.create("Ann Baker")
    book.promises.make(ann, "send the list", due=book.clock.today())
    for width, height in ((1400, 860), (1024, 700), (760, 420)):
        one = window(width, height)
        for place in ("today", "promises", "introductions", "people"):
            one.go(place)
            one.offer_undo("Promise kept: " + "send the list of everything there is " * 6)
            settle(one, qtbot)
            shown = toast(one)
            lies = QRect(shown.mapTo(one, shown.rect().topLeft()), shown.size())
            over = [each.text() or each.objectName() for each in one.findChildren(QAbstractButton)
                    if each.isVisible() and each.window() is one and not shown.isAncestorOf(each)
                    and QRect(each.mapTo(one, each.rect().topLeft()), each.size()).intersects(lies)]
            assert over == [] and one.rect().contains(lies), (width, place)
            undo = shown.findChild(QAbstractButton)
            assert undo.isVisible() and shown.rect().contains(undo.geometry()), "Undo is whole"
            assert undo.width() >= undo.sizeHint().width() and undo.height() >= undo.fontMetrics().height()
            assert shown.text.toolTip(), "what is cut can be read"
