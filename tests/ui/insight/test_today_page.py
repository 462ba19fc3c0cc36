"""Today in the window: whom to turn to and why, done, put off and put away by one key each, and undone again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from notebook.book import Notebook
from notebook.errors import Refused
from notebook.sentences import say
from tests.conftest import MovableClock
from tests.ui.settling import settle
from ui.insight import today as module
from ui.insight.items import Item
from ui.insight.today import TodayPage
from ui.theme import Theme
from ui.value.rows import OfferRow
from ui.window import MainWindow

Open = Callable[..., MainWindow]
DAY = timedelta(days=1)


@pytest.fixture
def people(book: Notebook) -> dict[str, bytes]:
    """Ann waits for a list (late) and an answer, Bo has his birthday, Cy is to be called."""
    made = {name: book.contacts.create(f"{name} <b>Baker</b>") for name in ("Ann", "Bo", "Cy")}
    today = book.clock.today()
    book.promises.make(made["Ann"], "send the <i>list</i>", due=today - 3 * DAY)
    book.reminders.add(made["Ann"], "answer Ann", today)
    book.contacts.add_date(made["Bo"], "birth", f"1980-{today:%m-%d}")
    book.reminders.add(made["Cy"], "call Cy", today)
    return made


@pytest.fixture
def open_today(window: Open, qtbot: QtBot) -> Callable[..., tuple[MainWindow, TodayPage]]:
    def go(**size: int) -> tuple[MainWindow, TodayPage]:
        one = window(**size)
        one.go("today")
        settle(one, qtbot)
        page: TodayPage = one.middle.shown
        page.list.setFocus()
        return one, page

    return go


def rows(page: TodayPage) -> list[tuple[str, str]]:
    found = [page.rows.row_at(row) for row in range(page.rows.rowCount())]
    return [(line.who.split()[0] if line.who else "", line.text) for line in found if isinstance(line, Item)]


def toast(one: MainWindow) -> Any:
    return one.findChild(QWidget, "toast")


def test_one_row_per_person_the_most_urgent_first(open_today: Any, people: dict[str, bytes], book: Notebook) -> None:
    _one, page = open_today()
    assert [who for who, _ in rows(page)] == ["Ann", "Bo", "Cy"]
    assert rows(page)[0][1] == "send the <i>list</i>"
    ann = page.rows.row_at(0)
    assert ann.late and "3 days late" in ann.why and ann.side == "1 more reason" and "removes it" not in ann.why
    assert not page.rows.row_at(1).late
    assert "3 people" in page.about.text() and "1 overdue" in page.about.text()


def test_every_reason_and_what_removes_it_are_told(open_today: Any, people: dict[str, bytes]) -> None:
    _one, page = open_today()
    lines = page.why.lines.text().split("\n")
    assert len(lines) == 2 and lines[0].startswith("send the <i>list</i>: ") and "answer Ann" in lines[1]
    assert page.why.way.text() == "Keeping, releasing or renegotiating it removes it."
    assert "answer Ann" in page.why.accessibleName()
    spoken = page.rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Ann" in spoken and "3 days late" in spoken


def test_space_keeps_the_promise_and_undo_brings_it_back(open_today: Any, people: dict[str, bytes], book: Notebook,
                                                        qtbot: QtBot) -> None:
    one, page = open_today()
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert book.promises.of() == []
    qtbot.waitUntil(lambda: rows(page)[0][1] != "send the <i>list</i>")
    assert ("Ann", "answer Ann") in rows(page), "the next reason takes the place"
    assert toast(one).isVisible()
    toast(one).findChild(QAbstractButton).click()
    qtbot.waitUntil(lambda: rows(page)[0] == ("Ann", "send the <i>list</i>"))
    assert len(book.promises.of()) == 1


def test_the_keyboard_stays_when_a_row_goes(open_today: Any, people: dict[str, bytes], qtbot: QtBot) -> None:
    _one, page = open_today()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.current_item().who.startswith("Bo")
    qtbot.keyClick(page.list, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: len(rows(page)) == 2)
    assert page.list.hasFocus() and page.list.current_item().who.startswith("Cy")
    assert [item.who.split()[0] for item in page.list.items()] == ["Cy"]


def test_enter_opens_the_person_and_back_returns(open_today: Any, people: dict[str, bytes], qtbot: QtBot) -> None:
    one, page = open_today()
    qtbot.keyClick(page.list, Qt.Key.Key_End)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert one.current == people["Cy"]
    one.going.back()
    assert one.middle.shown is page


def test_put_off_comes_back_on_its_day(open_today: Any, people: dict[str, bytes], book: Notebook, qtbot: QtBot,
                                       time: MovableClock) -> None:
    one, page = open_today()
    qtbot.keyClick(page.list, Qt.Key.Key_End)
    qtbot.keyClick(page.list, Qt.Key.Key_S)
    menu = one.findChild(QMenu, "snoozeMenu")
    assert menu.isVisible()
    qtbot.keyClick(menu, Qt.Key.Key_Return)  # tomorrow is offered first
    qtbot.waitUntil(lambda: [who for who, _ in rows(page)] == ["Ann", "Bo"])
    time.now += DAY
    one.bridge.look()
    qtbot.waitUntil(lambda: "Cy" in [who for who, _ in rows(page)])


def test_a_promise_of_ours_is_not_put_off_but_moved(open_today: Any, people: dict[str, bytes], book: Notebook,
                                                    qtbot: QtBot) -> None:
    """With others chosen beside it, only they are put off."""
    one, page = open_today()
    assert page.list.current_item().held.kind == "promise"
    assert page.why.findChild(QAbstractButton, "whyDay").isVisible()
    assert not page.why.findChild(QAbstractButton, "whyLater").isVisible()
    qtbot.keyClick(page.list, Qt.Key.Key_S)
    assert one.findChild(QMenu, "snoozeMenu") is None
    menu = one.findChild(QMenu, "dayMenu")
    next(action for action in menu.actions() if action.text() == "In a month").trigger()
    menu.close()
    [promise] = book.promises.of()
    assert promise.due == book.clock.today() + 30 * DAY and toast(one).isVisible()
    qtbot.waitUntil(lambda: ("Ann", "send the <i>list</i>") not in rows(page))
    book.undo()
    qtbot.waitUntil(lambda: rows(page)[0] == ("Ann", "send the <i>list</i>"))
    settle(one, qtbot)
    page.list.selectAll()
    assert not page.why.findChild(QAbstractButton, "whyDay").isVisible()
    page.put_off(book.clock.today() + DAY)
    assert {due.kind for due in book.reminders.agenda() if due.contact == people["Ann"]} == {"promise", "reminder"}
    assert [due for due in book.reminders.agenda() if due.contact != people["Ann"]] == []


def test_what_is_a_colleagues_says_so_on_its_row_and_below(open_today: Any, people: dict[str, bytes],
                                                           book: Notebook) -> None:
    book.hand_over([people["Ann"]], book.colleagues.introduce("Emil"))
    _one, page = open_today()
    place = [who for who, _ in rows(page)].index("Ann")
    ann = page.rows.row_at(place)
    assert ann.side == "Emil · 1 more reason" and "by Emil, 3 days late" in ann.why
    page.list.go_to(place)
    first, second = page.why.lines.text().split("\n")
    assert "by Emil" in first and "a reminder about Ann <b>Baker</b>, for Emil" in second
    spoken = page.rows.index(place, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "by Emil" in spoken


def test_not_this_is_remembered_with_its_reason_and_brought_back(open_today: Any, people: dict[str, bytes],
                                                                book: Notebook, qtbot: QtBot) -> None:
    one, page = open_today()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_N)
    dialog = one.findChild(QWidget, "nameDialog")
    field = dialog.findChild(QLineEdit)
    qtbot.keyClicks(field, "we do not do birthdays")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [who for who, _ in rows(page)] == ["Ann", "Cy"])
    [away] = book.dismissals.of()
    assert (away.contact, away.reason) == (people["Bo"], "we do not do birthdays")
    assert page.away.isVisible() and page.away.text() == "1 put away"
    page.away.click()
    menu = one.findChild(QMenu, "awayMenu")
    assert "we do not do birthdays" in menu.actions()[0].text()
    menu.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: "Bo" in [who for who, _ in rows(page)])
    assert not page.away.isVisible()


def test_no_reason_is_needed_and_undo_is_one_click(open_today: Any, people: dict[str, bytes], book: Notebook,
                                                   qtbot: QtBot) -> None:
    one, page = open_today()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    shown = rows(page)
    page.ask_put_away()
    dialog = one.findChild(QWidget, "nameDialog")
    assert f"Not this: “{shown[1][1]}”. Why not?" in dialog.windowTitle(), "what this is, is said"
    qtbot.keyClick(dialog.findChild(QLineEdit), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rows(page) != shown)
    toast(one).findChild(QAbstractButton).click()
    qtbot.waitUntil(lambda: rows(page) == shown)
    assert book.dismissals.of() == []


def test_a_promise_of_ours_is_not_put_away(open_today: Any, people: dict[str, bytes], book: Notebook,
                                           qtbot: QtBot) -> None:
    """It is kept, released or gets another day; what an older program put away stands here again."""
    one, page = open_today()
    first = page.list.current_item().held
    assert first.kind == "promise" and not page.why.findChild(QWidget, "whyNot").isVisible()
    told: list[str] = []
    page.said.connect(told.append)
    qtbot.keyClick(page.list, Qt.Key.Key_N)
    assert one.findChild(QWidget, "nameDialog") is None and "is not put away" in told[-1]
    with pytest.raises(Refused, match="Keep it, release it, or agree"):
        book.dismissals.put_away(first.key, first.contact, "no")
    with book.journal.change(say("as of before")) as draft:
        draft.insert("dismissal", b"d" * 16, {"contact": first.contact, "who": book.colleagues.my_id(),
                                              "key": first.key, "day": "2026-11-20"})  # fmt: skip
    assert book.insight.today()[0].key == first.key and book.dismissals.of() == []
    settle(one, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.why.findChild(QWidget, "whyNot").isVisible()


def test_several_rows_are_done_as_one_change(open_today: Any, people: dict[str, bytes], book: Notebook,
                                             qtbot: QtBot) -> None:
    _one, page = open_today()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.why.title.text() == "2 people are chosen"
    page.why.findChild(QAbstractButton, "whyDone").click()
    qtbot.waitUntil(lambda: [who for who, _ in rows(page)] == ["Ann"])
    book.undo()
    qtbot.waitUntil(lambda: [who for who, _ in rows(page)] == ["Ann", "Bo", "Cy"])


def test_ctrl_and_end_choose_the_row_the_keyboard_goes_to(open_today: Any, people: dict[str, bytes],
                                                          qtbot: QtBot) -> None:
    _one, page = open_today()
    qtbot.keyClick(page.list, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert [item.who for item in page.list.items()] == ["Cy <b>Baker</b>"]
    assert page.list.current_item() == page.list.items()[0]


def test_several_rows_open_their_briefs_as_one_document(open_today: Any, people: dict[str, bytes],
                                                        qtbot: QtBot) -> None:
    one, page = open_today()
    qtbot.keyClick(page.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.why.findChild(QAbstractButton, "whyBrief").click()
    brief = one.findChild(QWidget, "briefPage")
    assert brief.visits.people == [people["Ann"], people["Bo"], people["Cy"]] == brief.chosen()
    brief.close()


def test_f9_is_about_the_row_the_keyboard_is_on(open_today: Any, people: dict[str, bytes], qtbot: QtBot) -> None:
    one, page = open_today()
    qtbot.keyClick(page.list, Qt.Key.Key_End)
    one.actions_["brief"].trigger()
    brief = one.findChild(QWidget, "briefPage")
    assert brief.contact == people["Cy"]
    brief.close()


def test_a_talk_is_logged_with_whom_the_keyboard_is_on(open_today: Any, people: dict[str, bytes],
                                                       qtbot: QtBot) -> None:
    one, page = open_today()
    qtbot.keyClick(page.list, Qt.Key.Key_End)
    one.actions_["log"].trigger()
    assert one.current == people["Cy"] and one.person.timeline.composer.line.hasFocus()
    one.going.back()
    assert one.middle.shown is page


def test_a_tick_by_mouse_leaves_the_choice_as_it_is(open_today: Any, people: dict[str, bytes], qtbot: QtBot) -> None:
    _one, page = open_today()
    rect = page.list.visualRect(page.rows.index(2, 0))
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(20, 16))
    qtbot.waitUntil(lambda: [who for who, _ in rows(page)] == ["Ann", "Bo"])
    assert page.list.current_item().who.startswith("Ann")


def test_what_is_done_elsewhere_leads_there(open_today: Any, book: Notebook, qtbot: QtBot) -> None:
    ann, bo = book.contacts.create("Ann"), book.contacts.create("Bo")
    pair = book.introductions.propose(ann, bo, "both sail")
    book.introductions.ask(pair, ann)
    book.introductions.answer(pair, ann, True)
    one, page = open_today()
    item = page.list.current_item()
    assert item.held.kind == "introduction" and item.state is None, "no box: one click cannot do it"
    assert page.why.findChild(QAbstractButton, "whyGo").isVisible()
    assert not page.why.findChild(QAbstractButton, "whyDone").isVisible()
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert one.middle.page == "introductions"
    one.going.go("productsTab", bo)
    assert one.current == bo and one.person._stack.currentWidget() is one.person._built["products"]
    settle(one, qtbot)


def test_a_planned_talk_leads_to_what_came_of_it(
    open_today: Any, book: Notebook, time: MovableClock, qtbot: QtBot
) -> None:
    ann = book.contacts.create("Ann")
    visit = book.timeline.log([ann], "visit", "the box", at=time.now + DAY / 24)
    one, page = open_today()
    item = page.list.current_item()
    assert item.text == "Visit Ann at 11:30: the box" and item.held.kind == "planned" and item.state is None
    assert not page.why.findChild(QAbstractButton, "whyLater").isVisible(), "it is moved, not put off"
    page.ask_put_off(QPoint(0, 0))
    assert one.findChild(QMenu, "snoozeMenu") is None
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert one.current == ann and not one.person.timeline.closing.isVisible(), "nothing came of it yet"
    time.now += DAY / 12
    one.bridge.look()
    one.go("today")
    qtbot.waitUntil(lambda: page.rows.rowCount() == 1 and "what came of it?" in rows(page)[0][1])
    settle(one, qtbot)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    strip = one.person.timeline.closing
    assert one.current == ann and strip.entry.id == visit and strip.fields["learned"].hasFocus()
    strip.finish()
    assert book.insight.today() == [], "that nothing came of it is an answer too"
    assert toast(one).text.text() == "Nothing came of it that is to be kept"
    book.undo()
    assert len(book.insight.today()) == 1
    settle(one, qtbot)


def test_enter_leads_to_the_row_that_can_be_answered(open_today: Any, book: Notebook, qtbot: QtBot) -> None:
    """Not to whatever tab was looked at last."""
    ann, bo, cy, di = (book.contacts.create(name) for name in ("Ann", "Bo", "Cy", "Di"))
    for other in (di, bo):
        pair = book.introductions.propose(cy, other, "both sail")
        book.introductions.answer(pair, cy, True)
        book.introductions.answer(pair, other, True)
    want = book.wants.add(ann, "a box", horizon="year")
    long_ago = book.clock.today() - 20 * DAY
    offer = book.offers.make(ann, "Two boxes", want=want, channel="email", override="x", day=long_ago)
    book.timeline.log([ann], "call", "hello")
    one, page = open_today()
    steps = {step.contact: place for place, step in enumerate(page._steps)}
    one.person.show_contact(ann)
    one.person.show_tab("plan")
    one.going.go("today")
    settle(one, qtbot)
    page.list.stay_near(steps[ann])
    page.list.setFocus()
    assert page.list.current_item().held.kind == "offer"
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert one.middle.page is None and one.current == ann
    products = one.person._built["products"]
    assert one.person._stack.currentWidget() is products
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QWidget) and any(
        row.item.id == offer and row.isAncestorOf(QApplication.focusWidget())
        for row in products.findChildren(OfferRow)))
    one.going.go("today")
    settle(one, qtbot)
    place = next(place for contact, place in steps.items() if page._steps[place].kind == "introduction")
    page.list.stay_near(place)
    wanted = page.list.current_item().held
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert one.middle.page == "introductions"
    cards = one.middle.shown.running
    qtbot.waitUntil(lambda: any(card.hasFocus() for card in one.middle.shown.running))
    [card] = [card for card in cards if card.hasFocus()]
    assert card.shown.id == wanted.due.subject
    settle(one, qtbot)


def test_nothing_to_do_teaches(open_today: Any, book: Notebook, qtbot: QtBot) -> None:
    book.contacts.create("Ann Baker")
    one, page = open_today()
    assert page.empty.isVisible() and not page.list.isVisible() and not page.why.isVisible()
    page.empty.findChild(QAbstractButton, "todayLog").click()
    assert one.middle.page is None and one.person.timeline.composer.line.hasFocus()


def test_only_the_most_urgent_are_read_until_more_are_wanted(open_today: Any, book: Notebook, qtbot: QtBot,
                                                            monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FIRST", 5)
    for number in range(12):
        book.reminders.add(book.contacts.create(f"Person {number:02}"), f"call {number:02}", book.clock.today())
    _one, page = open_today()
    assert page.rows.rowCount() == 6 and rows(page)[-1] == ("", "Show more")
    assert "5+ people" in page.about.text()
    qtbot.keyClick(page.list, Qt.Key.Key_End)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.rows.rowCount() == 12)


def test_a_reminder_about_nobody_has_its_row(open_today: Any, book: Notebook, qtbot: QtBot) -> None:
    book.reminders.add(None, "order paper", book.clock.today())
    one, page = open_today()
    assert rows(page) == [("", "order paper")]
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert one.middle.page == "today", "there is nobody to go to"
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.empty.isVisible())


def test_while_hidden_it_reads_nothing(open_today: Any, people: dict[str, bytes], book: Notebook, qtbot: QtBot,
                                       monkeypatch: pytest.MonkeyPatch) -> None:
    one, page = open_today()
    one.show_contact(people["Ann"])
    reads: list[int] = []
    monkeypatch.setattr(page, "read", lambda: reads.append(1))
    book.promises.keep(book.promises.of()[0].id)
    settle(one, qtbot)
    assert reads == []
    monkeypatch.undo()
    one.go("today")
    qtbot.waitUntil(lambda: rows(page)[0][1] != "send the <i>list</i>")


def test_read_only_shows_and_changes_nothing(book: Notebook, people: dict[str, bytes], window: Open, qtbot: QtBot,
                                             tmp_path: Any) -> None:
    from notebook.book import Notebook as Book

    locked = Book.open(book.path, state=tmp_path / "state", clock=book.clock, read_only=True)
    one = window(over=locked)
    one.go("today")
    settle(one, qtbot)
    page = one.middle.shown
    assert [who for who, _ in rows(page)] == ["Ann", "Bo", "Cy"]
    page.list.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_S, Qt.Key.Key_N):
        qtbot.keyClick(page.list, key)
    assert len(book.promises.of()) == 1 and one.findChild(QMenu, "snoozeMenu") is None
    assert not page.why.findChild(QAbstractButton, "whyDone").isVisible()
    one.close()
    locked.close()


def test_from_right_to_left_the_reasons_begin_where_the_page_does(theme: Theme, qtbot: QtBot) -> None:
    from ui.insight.why import WhyPanel

    page = QWidget()
    qtbot.addWidget(page)
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    why = WhyPanel(theme, page)
    page.resize(500, 300)
    page.show()
    why.show_why("Ann", ["one reason"], "a way", [])
    why.resize(500, 160)

    def right() -> bool:
        image = why.lines.grab().toImage()
        ground = image.pixelColor(image.width() // 2, image.height() - 1)
        inked = [x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) != ground]
        return min(inked) > image.width() / 2

    qtbot.waitUntil(right)


def test_a_long_reason_is_wrapped_and_whole_where_one_asks(open_today: Any, book: Notebook, qtbot: QtBot) -> None:
    """Nothing that says why ends in an ellipsis with no way to read on."""
    name = "Wilhelmina Featherstonehaugh-Cholmondeley of the Riverside Bakery and Sons, Lower Mill Lane, Stroud"
    ann = book.contacts.create(name)
    book.promises.make(ann, "send the list of everything that can be had before Easter, with prices, by post",
                       due=book.clock.today() - 3 * DAY)
    _one, page = open_today(width=1024, height=700)
    item = page.rows.row_at(0)
    assert isinstance(item, Item) and item.why.endswith("3 days late")
    shape = page.list.itemDelegate()._shape(item, page.list.viewport().width())
    text, why = (layout for layout, _, _ in shape.words)
    assert text.lineCount() in (2, 3) and why.lineCount() in (2, 3)
    assert "…" not in why.text() and " ".join(why.text().split()) == " ".join(item.why.split())
    lines = [layout.lineAt(at) for layout in (text, why) for at in range(layout.lineCount())]
    assert page.list.rowHeight(0) >= sum(line.height() for line in lines)
    index = page.rows.index(0, 0)
    assert item.why in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "3 days late" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert item.why in page.why.lines.text() and page.why.lines.wordWrap()
    page.list.itemDelegate().rtl = True
    turned = page.list.itemDelegate()._shape(item, page.list.viewport().width())
    assert turned.words[0][1].x() < shape.words[0][1].x()


def test_a_short_reason_stands_beside_what_is_to_be_done(open_today: Any, people: dict[str, bytes]) -> None:
    _one, page = open_today()
    shape = page.list.itemDelegate()._shape(page.rows.row_at(0), page.list.viewport().width())
    (_, first, _), (_, beside, reason) = shape.words
    assert first.y() == beside.y() and beside.x() > first.x() and reason
