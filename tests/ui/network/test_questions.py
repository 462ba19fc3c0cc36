"""Questions to a circle on its stream: asked, answered word for word, closed with the outcome owed to all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.settling import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.contacts.stream_head import StreamHead
    from ui.window import MainWindow


@pytest.fixture
def members(book: Notebook) -> list[bytes]:
    return [book.contacts.create(name) for name in ("Ann Baker", "Bo Dahl", "Cy Young")]


@pytest.fixture
def group(book: Notebook, members: list[bytes]) -> bytes:
    return book.groups.create("Retailers", members=members)


@pytest.fixture
def stream(window: Callable[..., MainWindow], group: bytes, qtbot: QtBot) -> Iterator[StreamHead]:
    """The head of the group's stream in the window."""
    one = window()
    one.rail.choose("group", group)
    settle(one, qtbot)
    yield one.person.head


@pytest.fixture
def rest(stream: StreamHead, qtbot: QtBot) -> Callable[[], None]:
    return lambda: settle(stream.window(), qtbot)


def test_asked_answered_word_for_word_and_closed(
    stream: StreamHead, book: Notebook, members: list[bytes], group: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    assert stream.asking.text() == "Ask them …" and stream.questions is None
    stream.asking.click()
    rest()
    panel = stream.questions
    assert panel._teach.isVisible() and panel.line.hasFocus()
    qtbot.keyClicks(panel.line, "Which fair?")
    qtbot.keyClick(panel.line, Qt.Key.Key_Return)
    rest()
    [card] = panel.cards.values()
    assert card._about.text() == "asked on 20 Nov 2026 · 0 answered, 3 silent"
    assert [chip.text() for chip in card.chips()] == ["Ann Baker", "Bo Dahl", "Cy Young"]
    assert stream.asking.text() == "Questions: 1 open" and not panel._teach.isVisible()
    card.chips()[1].click()
    assert card.said.isVisible() and card.said.hasFocus()
    QTest.keyClicks(card.said, "Hamburg,")
    QTest.keyClick(card.said, Qt.Key.Key_Return)
    QTest.keyClicks(card.said, "always")
    QTest.keyClick(card.said, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rest()
    [question] = book.questions.of(group)
    assert [(a.contact, a.text) for a in question.answers] == [(members[1], "Hamburg,\nalways")]
    assert [chip.text() for chip in card.chips()] == ["Ann Baker", "Cy Young"] and not card.said.isVisible()
    card.close_.click()
    assert "Everybody who answered (1) is promised" in card.outcome.placeholderText()
    qtbot.keyClicks(card.outcome, "We go to Hamburg")
    qtbot.keyClick(card.outcome, Qt.Key.Key_Return)
    rest()
    assert [(p.contact, p.text) for p in book.promises.of()] == [(members[1], "Tell what came of: Which fair?")]
    assert card._about.text().endswith("closed on 20 Nov 2026 · We go to Hamburg")
    assert not card.close_.isVisible() and not card._silent.isVisible()
    assert stream.asking.text() == "Questions (1)"
    book.undo()
    rest()
    assert book.promises.of() == [] and card.close_.isVisible()


def test_taken_back_and_deleted_with_a_way_back(
    stream: StreamHead, book: Notebook, members: list[bytes], group: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    question = book.questions.ask(group, "Which fair?")
    answer = book.questions.answer(question, members[0], "None")
    rest()
    stream.asking.click()
    rest()
    card = stream.questions.cards[question]
    with qtbot.waitSignal(stream.done):
        card.takenBack.emit(answer)
    rest()
    assert len(card.chips()) == 3
    with qtbot.waitSignal(stream.done) as done:
        card._remove.click()
    assert str(done.args[0]) == "Delete a question"
    rest()
    assert stream.questions.cards == {} and stream.asking.text() == "Ask them …"
    book.undo()
    rest()
    assert list(stream.questions.cards) == [question]


def test_other_streams_have_their_own_or_none(
    stream: StreamHead, book: Notebook, group: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    book.questions.ask(group, "Which fair?")
    other = book.groups.create("Friends", members=[book.contacts.create("Zoe")])
    rest()
    stream.asking.click()
    rest()
    window = stream.window()
    qtbot.waitUntil(lambda: any(place.group == other for place in window.rail._places.places))
    window.rail.choose("group", other)
    rest()
    assert stream.questions.cards == {} and stream.questions._teach.isVisible()
    window.rail.choose("everything", None)
    rest()
    assert not stream.asking.isVisible() and not stream.questions.isVisible()
    window.rail.choose("group", group)
    rest()
    assert stream.asking.text() == "Questions: 1 open" and not stream.asking.isChecked()


def test_a_word_too_few_is_refused(stream: StreamHead, book: Notebook, rest: Callable[[], None], qtbot: QtBot) -> None:
    stream.asking.click()
    rest()
    with qtbot.waitSignal(stream.said) as told:
        qtbot.keyClick(stream.questions.line, Qt.Key.Key_Return)
    assert told.args == ["Write down the question."]


def test_many_members_are_counted_and_it_leaves_room(
    stream: StreamHead, book: Notebook, group: bytes, rest: Callable[[], None]
) -> None:
    with book.change(book.undo_title()):
        book.groups.add(group, [book.contacts.create(f"Member {number:02d}") for number in range(60)])
        for number in range(5):
            book.questions.ask(group, f"Question {number}?")
    rest()
    stream.asking.click()
    rest()
    panel = stream.questions
    card = next(iter(panel.cards.values()))
    assert len(card.chips()) == 18 and card.shown.more == 45
    assert panel.height() <= stream.window().height() * 0.6


def test_who_is_silent_is_read_once_for_all_questions(
    stream: StreamHead, book: Notebook, members: list[bytes], group: bytes, rest: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = [book.questions.ask(group, f"Question {number}?") for number in range(6)]
    book.questions.answer(asked[3], members[1], "Yes")
    rest()
    stream.asking.click()
    rest()
    panel = stream.questions
    chips = {id: [chip.text() for chip in card.chips()] for id, card in panel.cards.items()}
    assert chips[asked[3]] == ["Ann Baker", "Cy Young"] and chips[asked[0]] == ["Ann Baker", "Bo Dahl", "Cy Young"]
    read: list[str] = []
    rows = book.db.rows
    monkeypatch.setattr(book.db, "rows", lambda sql, params=(): read.append(sql) or rows(sql, params))
    assert len(panel.read(group)) == 6
    assert len([sql for sql in read if "membership" in sql]) == 1
    assert len(read) <= 5


def test_hundreds_of_answers_are_folded_and_each_stands_word_for_word(
    stream: StreamHead, book: Notebook, members: list[bytes], group: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    question = book.questions.ask(group, "Which fair?")
    with book.change(book.undo_title()):
        for number in range(100):
            book.questions.answer(question, members[number % 2], f"Answer {number}\n\n  " + "long " * 400)
    rest()
    stream.asking.click()
    rest()
    card = stream.questions.cards[question]
    assert [answer.text[:9] for answer in card._rows] == [f"Answer {number}" for number in range(92, 100)]
    assert card._earlier.text() == "Show 25 earlier of 100 answers"
    rows = dict(card._rows)
    card._earlier.click()
    assert len(card._rows) == 33 and all(card._rows[answer] is row for answer, row in rows.items())
    rows = dict(card._rows)
    book.questions.answer(question, members[2], "One\tmore &amp; <b>bold</b>")
    rest()
    assert len([row for row in card._rows.values() if row not in rows.values()]) == 1, "one row is made"
    assert list(card._rows)[-1].text == "One\tmore &amp; <b>bold</b>"


def test_many_questions_are_folded(
    stream: StreamHead, book: Notebook, group: bytes, rest: Callable[[], None]
) -> None:
    for number in range(25):
        book.questions.ask(group, f"Question {number}?")
    rest()
    stream.asking.click()
    rest()
    panel = stream.questions
    assert len(panel.cards) == 10 and panel.more.text() == "Show 10 more of 25 questions"
    panel.more.click()
    panel.more.click()
    assert len(panel.cards) == 25 and not panel.more.isVisible()
    assert stream.asking.text() == "Questions: 25 open"


def test_who_left_the_group_or_was_deleted(
    stream: StreamHead, book: Notebook, members: list[bytes], group: bytes, rest: Callable[[], None], qtbot: QtBot
) -> None:
    ann, bo, cy = members
    question = book.questions.ask(group, "Which fair?")
    for who in members:
        book.questions.answer(question, who, "Lyon")
    book.groups.remove(group, [ann])
    book.contacts.delete(bo)
    rest()
    stream.asking.click()
    rest()
    card = stream.questions.cards[question]
    assert [answer.contact for answer in card._rows] == [ann, cy]
    assert card._about.text() == "asked on 20 Nov 2026 · 2 answered, 0 silent"
    card.close_.click()
    assert "Everybody who answered (2) is promised" in card.outcome.placeholderText()
    qtbot.keyClicks(card.outcome, "We go")
    with qtbot.waitSignal(stream.done) as done:
        qtbot.keyClick(card.outcome, Qt.Key.Key_Return)
    assert done.args and {promise.contact for promise in book.promises.of()} == {ann, cy}
    book.undo()
    assert book.promises.of() == [] and book.questions.get(question).state == "open"
    book.undo()  # Bo is there again, and what he said
    rest()
    assert [answer.contact for answer in card._rows] == members
