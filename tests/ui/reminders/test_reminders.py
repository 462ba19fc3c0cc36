"""The reminder pane: sections, tick, snooze, why, jump and add, all by keyboard (R3-R5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, QPointF, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog, QLabel, QMenu

from notebook import AgendaSection
from notebook.reminders.records import Due
from notebook.sentences import say
from tests.ui.settling import settle
from ui.reminders import ReminderPane
from ui.reminders.form import Filled
from ui.reminders.model import FIRST, AgendaRows, Heading, More
from ui.rows import RowRole

TODAY = date(2026, 11, 20)


@pytest.fixture
def pane(book, theme, bridge, tasks, still, qtbot) -> Iterator[ReminderPane]:
    made = ReminderPane(book, theme, bridge, tasks)
    qtbot.addWidget(made)
    made.resize(280, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made


@pytest.fixture
def ann(person):
    return person("Ann Baker")


def lines(pane):
    return [pane.rows.row_at(row) for row in range(pane.rows.rowCount())]


def shown(pane):
    return [f"# {line.section} {line.count}" if isinstance(line, Heading) else str(line.text) for line in lines(pane)]


def due(number, section="today", text="call", overdue=False):
    return Due(str(number), "reminder", number.to_bytes(16, "big"), TODAY, TODAY, say("{text}", text=text),
               say("a reminder, due today"), None, "", overdue, section, say("done removes it"))


def wait_for(pane, qtbot, count):
    qtbot.waitUntil(lambda: sum(isinstance(line, Due) for line in lines(pane)) == count)


def test_sections_in_order_with_their_counts(book, pane, ann, qtbot):
    book.promises.make(ann, "send the list", due=TODAY - timedelta(days=3))
    book.reminders.add(ann, "ask how it went", TODAY)
    book.reminders.add(None, "order paper", TODAY + timedelta(days=3))
    book.reminders.add(None, "renew the lease", TODAY + timedelta(days=40))
    book.reminders.add(None, "beyond sixty days", TODAY + timedelta(days=90))
    wait_for(pane, qtbot, 4)
    assert shown(pane) == ["# overdue 1", "send the list", "# today 1", "ask how it went", "# week 1", "order paper",
                           "# later 1", "renew the lease"]


def test_space_ticks_and_the_keyboard_goes_on_to_the_next(book, pane, ann, qtbot):
    book.reminders.add(ann, "first", TODAY - timedelta(days=2))
    book.reminders.add(ann, "second", TODAY)
    wait_for(pane, qtbot, 2)
    pane.setFocus()
    assert str(pane.view.current_due().text) == "first"
    with qtbot.waitSignal(pane.done) as told:
        qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    assert str(told.args[0]) == "Tick off “first”" == str(book.undo_title())
    assert str(pane.view.current_due().text) == "second"
    wait_for(pane, qtbot, 1)
    book.undo()
    wait_for(pane, qtbot, 2)


def test_ticking_a_promise_keeps_it(book, pane, ann, qtbot):
    book.promises.make(ann, "send the list", due=TODAY)
    wait_for(pane, qtbot, 1)
    pane.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    assert book.promises.of() == [] and book.promises.of(state="all")[0].state == "kept"


def test_a_click_on_the_box_ticks_and_one_beside_it_does_not(book, pane, qtbot):
    book.reminders.add(None, "first", TODAY)
    wait_for(pane, qtbot, 1)
    rect = pane.view.visualRect(pane.rows.index(1, 0))
    beside = rect.center()
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert len(book.reminders.agenda()) == 1
    box = (QPointF(rect.topLeft()) + QPointF(18, 16)).toPoint()
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert book.reminders.agenda() == []


def test_a_ticked_card_slides_away_within_150_ms(book, theme, bridge, tasks, qtbot, monkeypatch):
    monkeypatch.setattr(theme, "motion", lambda widget=None: 120)
    pane = ReminderPane(book, theme, bridge, tasks)
    qtbot.addWidget(pane)
    pane.resize(280, 700)
    pane.show()
    book.reminders.add(None, "first", TODAY)
    wait_for(pane, qtbot, 1)
    pane.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    assert pane.delegate.leaving, "it is on its way"
    assert book.reminders.agenda() == [], "and done already"
    wait_for(pane, qtbot, 0)
    qtbot.waitUntil(lambda: not pane.delegate.leaving)


def test_s_puts_it_off(book, pane, qtbot):
    book.reminders.add(None, "first", TODAY)
    wait_for(pane, qtbot, 1)
    pane.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_S)
    menu = pane.findChild(QMenu, "snoozeMenu")
    next(action for action in menu.actions() if action.text() == "Next week").trigger()
    menu.close()
    qtbot.waitUntil(lambda: shown(pane)[:1] == ["# week 1"])
    (again,) = book.reminders.agenda(days=7)
    assert again.shown == date(2026, 11, 23)


def test_i_says_why_it_is_here_in_plain_text_and_again_hides_it(book, pane, person, qtbot):
    who = person("<b>Ann</b> & co")
    book.promises.make(who, "send <i>it</i>", due=TODAY)
    wait_for(pane, qtbot, 1)
    pane.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_I)
    why, text = pane.findChild(object, "reminderWhy"), pane.findChild(object, "reminderWhyText")
    assert why.isVisible()
    assert text.textFormat() == Qt.TextFormat.PlainText
    assert "<b>Ann</b> & co" in text.text() and "removes it" in text.text()
    qtbot.keyClick(pane.view, Qt.Key.Key_I)
    assert not why.isVisible()


def test_enter_goes_to_the_person(book, pane, ann, qtbot):
    book.reminders.add(ann, "first", TODAY)
    wait_for(pane, qtbot, 1)
    pane.setFocus()
    with qtbot.waitSignal(pane.contactActivated) as told:
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert told.args == [ann]


def test_n_adds_a_reminder_about_the_contact_shown(book, pane, ann, qtbot):
    pane.show_contact(ann)
    settle(pane, qtbot)
    pane.add_button.setFocus()
    pane.add_button.click()
    form = pane.findChild(QDialog, "reminderForm")
    form.save()
    assert form.isVisible(), "it needs a text"
    form.words.setText("ask how it went")
    form.repeat.setCurrentIndex(form.repeat.findData("FREQ=MONTHLY"))
    form.save()
    (made,) = book.reminders.of()
    assert (made.contact, made.text, made.day, made.rrule) == (
        ann, "ask how it went", TODAY + timedelta(days=1), "FREQ=MONTHLY")
    wait_for(pane, qtbot, 1)
    pane.view.setFocus()
    with qtbot.waitSignal(pane.view.addRequested):
        qtbot.keyClick(pane.view, Qt.Key.Key_N)
    pane.findChild(QDialog, "reminderForm").reject()


def test_a_day_in_the_words_of_a_reminder_is_its_day(book, pane, ann, qtbot):
    """It is said below them; what looks like a day and is none as well."""
    pane.show_contact(ann)
    settle(pane, qtbot)
    pane.add()
    form = pane.findChild(QDialog, "reminderForm")
    told = form.findChild(QLabel, "reminderUnderstood")
    tomorrow = form.filled().day
    qtbot.keyClicks(form.words, "call about the cake on wednesday")  # it is Friday
    assert form.filled() == Filled("call about the cake", date(2026, 11, 25), None, (), ann)
    assert told.isVisible() and "call about the cake" in told.text() and "25 Nov" in told.text()
    qtbot.keyClick(form.words, Qt.Key.Key_Home)
    qtbot.keyClick(form.words, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(form.words, "call on 30 february")
    assert (form.filled().text, form.filled().day) == ("call on 30 february", tomorrow)
    assert told.isVisible() and "30 february" in told.text()
    for words in ("what became of the talk of friday", "report every friday"):
        form.words.clear()
        qtbot.keyClicks(form.words, words)
        assert (form.filled().text, form.filled().day, told.isVisible()) == (words, tomorrow, False)
    form.words.clear()
    qtbot.keyClicks(form.words, "call on wednesday")
    form.day.setDate(QDate(2026, 12, 1))
    qtbot.keyClicks(form.words, " ")
    assert (form.filled().text, form.filled().day) == ("call on wednesday", date(2026, 12, 1)), "what was chosen holds"
    form.reject()


def test_words_of_a_reminder_that_name_its_day_already_move_it_no_more(book, pane, ann, qtbot):
    book.reminders.add(ann, "call on wednesday", TODAY)
    wait_for(pane, qtbot, 1)
    pane.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_E)
    form = pane.findChild(QDialog, "reminderForm")
    qtbot.keyClick(form.words, Qt.Key.Key_Home)
    qtbot.keyClicks(form.words, "do ")
    form.save()
    [made] = book.reminders.of()
    assert (made.text, made.day) == ("do call on wednesday", TODAY)


def test_a_promise_of_ours_is_not_put_off_but_moved(book, pane, ann, qtbot):
    book.promises.make(ann, "the list", due=TODAY - timedelta(days=3))
    wait_for(pane, qtbot, 1)
    pane.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_S)
    assert pane.findChild(QMenu, "snoozeMenu") is None
    menu = pane.findChild(QMenu, "dayMenu")
    assert menu.actions()[0].text() == "Agreed on another day:" and not menu.actions()[0].isEnabled()
    with qtbot.waitSignal(pane.done) as done:
        next(action for action in menu.actions() if action.text() == "In a month").trigger()
    menu.close()
    assert str(done.args[0]) == "Move the promise “the list”"
    assert [(one.text, one.due) for one in book.promises.of()] == [("the list", TODAY + timedelta(days=30))]


def test_what_was_put_off_and_whose_it_is_stand_on_the_card(book, pane, ann, qtbot):
    """A promise of ours that an older program put off is marked late among those that come later."""
    late = book.promises.make(ann, "the list", due=TODAY - timedelta(days=3))
    book.reminders.snooze(late, TODAY + timedelta(days=20))
    book.hand_over([ann], book.colleagues.introduce("Emil"))
    qtbot.waitUntil(lambda: shown(pane) == ["# later 1", "the list"])
    name = book.contacts.names([ann])[ann]
    row = pane.rows.row_at(1)
    told = f"promised to {name} by Emil, 3 days late, put off until 2026-12-10"
    assert row.overdue and str(row.why) == told
    spoken = pane.rows.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "by Emil" in spoken and "put off until 10 Dec 2026" in spoken
    assert "put off until" in pane.delegate._card(row, 280).reason.text()


def test_e_changes_a_reminder_and_nothing_that_was_not_touched(book, pane, ann, qtbot):
    book.reminders.add(ann, "first", TODAY, rrule="FREQ=WEEKLY;BYDAY=FR")
    wait_for(pane, qtbot, 1)
    pane.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_E)
    form = pane.findChild(QDialog, "reminderForm")
    form.words.setText("changed")
    form.save()
    (made,) = book.reminders.of()
    assert (made.text, made.rrule, made.contact) == ("changed", "FREQ=WEEKLY;BYDAY=FR", ann)


def test_delete_takes_a_reminder_away_and_undo_brings_it_back(book, pane, qtbot):
    book.reminders.add(None, "first", TODAY)
    wait_for(pane, qtbot, 1)
    pane.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_Delete)
    assert book.reminders.of() == []
    book.undo()
    wait_for(pane, qtbot, 1)


def test_arrow_keys_pass_over_headings(book, pane, qtbot):
    book.reminders.add(None, "first", TODAY - timedelta(days=1))
    book.reminders.add(None, "second", TODAY)
    book.reminders.add(None, "third", TODAY + timedelta(days=2))
    wait_for(pane, qtbot, 3)
    pane.setFocus()
    seen = [str(pane.view.current_due().text)]
    for _ in range(2):
        qtbot.keyClick(pane.view, Qt.Key.Key_Down)
        seen.append(str(pane.view.current_due().text))
    assert seen == ["first", "second", "third"]


def test_a_new_day_counts_anew(book, pane, bridge, time, qtbot):
    book.reminders.add(None, "first", TODAY + timedelta(days=1))
    qtbot.waitUntil(lambda: shown(pane) == ["# week 1", "first"])
    time.now += timedelta(days=1)
    bridge.look()
    qtbot.waitUntil(lambda: shown(pane) == ["# today 1", "first"])


def test_only_what_concerns_it_makes_it_ask_again(book, pane, ann, bridge, qtbot, monkeypatch):
    settle(pane, qtbot)
    asked = []
    monkeypatch.setattr(pane, "reload", lambda: asked.append(1))
    with qtbot.waitSignal(bridge.changed):
        book.contacts.edit(ann, pronouns="she/her")
    assert asked == []
    book.timeline.log([ann], "call", "x")
    qtbot.waitUntil(lambda: bool(asked))


def test_a_card_follows_the_name_of_its_intention_and_who_looks_after_them(book, pane, ann, qtbot):
    plan = book.plans.intend(ann, "A good dinner")
    book.plans.add_step(plan, "ask how many", TODAY)
    book.reminders.set_cadence(ann, 5)
    book.timeline.log([ann], "call", "x", at=TODAY - timedelta(days=5))
    wait_for(pane, qtbot, 2)
    settle(pane, qtbot)

    def said():
        rows = [pane.rows.row_at(place) for place in range(pane.rows.rowCount())]
        return " | ".join(str(row.why) for row in rows if isinstance(row, Due))

    book.plans.reword(plan, "A fine dinner")
    qtbot.waitUntil(lambda: "a step of “A fine dinner”" in said())
    emil = book.colleagues.introduce("Emil")
    with book.journal.change(say("Look after {name}", name="Ann")) as draft:
        draft.set("contact", ann, {"owner": emil})
    qtbot.waitUntil(lambda: "Emil looks after them" in said())
    book.colleagues.rename(emil, "Emilia")
    qtbot.waitUntil(lambda: "Emilia looks after them" in said())


def test_nothing_due_says_what_to_do(book, pane, qtbot):
    qtbot.waitUntil(lambda: pane.findChild(object, "reminderEmpty").isVisible())


def test_the_model_holds_what_qt_asks_of_one(qapp):
    rows = AgendaRows()
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    many = [due(number, "overdue", overdue=True) for number in range(FIRST + 20)]
    today = AgendaSection("today", 1, (due(900),))
    rows.show_agenda([AgendaSection("overdue", FIRST + 20, tuple(many[:FIRST])), today])
    assert isinstance(rows.row_at(FIRST + 1), More) and rows.row_at(FIRST + 1).count == 20
    rows.drop(many[3])
    assert rows.row_at(0).count == FIRST + 19 and rows.row_at(FIRST).count == 20
    rows.show_agenda([AgendaSection("overdue", FIRST + 20, tuple(many)), today])
    assert rows.rowCount() == FIRST + 20 + 3 and tester.model() is rows
    rows.show_agenda([AgendaSection("today", 2, (due(900), due(901)))])
    assert [rows.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)] == [
        "Today, 2", "Today: call. a reminder, due today; done removes it"]
    assert not rows.flags(rows.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable


def test_a_section_with_many_shows_the_rest_when_asked(book, pane, qtbot):
    for number in range(FIRST + 5):
        book.reminders.add(None, f"{number:03}", TODAY)
    qtbot.waitUntil(lambda: pane.rows.rowCount() == FIRST + 2)
    assert [section.count for section in book.reminders.sections(1, pane.rows.wanted)] == [FIRST + 5]
    pane.view.setCurrentIndex(pane.rows.index(FIRST + 1, 0))
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.rows.rowCount() == FIRST + 5 + 1)


def test_the_card_says_why_and_the_tooltip_what_removes_it_too(book, pane, qtbot):
    book.reminders.add(None, "lunch; dinner", TODAY)
    wait_for(pane, qtbot, 1)
    row = next(row for row in range(pane.rows.rowCount()) if isinstance(pane.rows.row_at(row), Due))
    card = pane.view.itemDelegate()._card(pane.rows.row_at(row), 280)
    assert card.reason.text() == "a reminder, due today"
    assert pane.rows.tip(pane.rows.row_at(row)) == "a reminder, due today; done removes it"


@pytest.mark.parametrize("dark", ["light", "dark"])
def test_the_warning_colour_is_for_what_is_overdue_only(book, pane, theme, ann, qtbot, dark):
    theme.set_mode(dark)
    book.promises.make(ann, "soon", due=TODAY + timedelta(days=1))
    wait_for(pane, qtbot, 1)
    warned = {theme.color("warning").name(), theme.color("warning-soft").name()}

    def colours():
        picture = pane.view.viewport().grab().toImage()
        return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}

    assert not warned & colours()
    book.promises.make(ann, "late", due=TODAY - timedelta(days=1))
    wait_for(pane, qtbot, 2)
    assert warned <= colours()
    assert pane.view.accessibleName() and pane.add_button.accessibleName()
    assert pane.rows.index(1, 0).data(RowRole).overdue


def test_what_is_done_elsewhere_leads_there_and_is_not_ticked(book, pane, ann, person, qtbot):
    """The same rule as on the page Today: one tick neither introduces two people nor answers an offer."""
    bo = person("Bo Dahl")
    pair = book.introductions.propose(ann, bo, "both sail")
    book.introductions.ask(pair, ann)
    book.introductions.answer(pair, ann, True)
    wait_for(pane, qtbot, 1)
    pane.setFocus()
    before = book.undo_mark()
    with qtbot.waitSignal(pane.placeWanted) as told:
        qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    table, contact, row = told.args[1]
    assert (told.args[0], table, row) == ("row", "introduction", pair) and contact in (ann, bo)
    assert book.undo_mark() == before and pane.view.current_due() is not None
    pane.view.menuRequested.emit(pane.view.current_due(), pane.view.where())
    menu = pane.findChild(QMenu, "reminderMenu")
    assert [act.text() for act in menu.actions() if act.text()][:3] == ["Next step", "Skip this time", "Put off"]
    menu.close()
    offer = Due("o", "offer", bytes(16), TODAY, TODAY, say("Ask {name}", name="Bo"), say("no answer yet"), bo, "Bo",
                False, "today")
    with qtbot.waitSignal(pane.placeWanted) as told:
        pane.tick(offer)
    assert told.args == ["row", ("offer", bo, bytes(16))]
