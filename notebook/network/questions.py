"""Circles as a sounding board (N3): a question to a group, every answer word for word, and the outcome owed to all.

Closing a question promises every answerer the outcome, in the same change. Which promise that is stands in its id
(`owed_to`), so its words may be changed and it is still known what is to be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from notebook.changes.ids import derived_id
from notebook.clock import Clock
from notebook.errors import NotFound, Refused
from notebook.network.records import Answer, Id, Question
from notebook.sentences import say
from notebook.storage.database import Database
from notebook.storage.parts import chunks
from notebook.timeline.days import day_text, read_day
from notebook.timeline.ledger import Ledger, Names, words
from notebook.timeline.promises import Promises

if TYPE_CHECKING:
    from notebook.changes.journal import Journal

OWED = timedelta(days=14)
_SQL = (
    "SELECT q.id, q.circle, g.name, q.text, q.state, q.asked, q.outcome, q.closed_on FROM question q"
    " LEFT JOIN circle g ON g.id = q.circle WHERE q.sy_live = 1"
)
_ANSWERS = (
    "SELECT a.id, a.question, a.contact, a.text, a.day, a.interaction FROM answer a"
    " JOIN contact c ON c.id = a.contact AND +c.sy_live = 1 WHERE a.sy_live = 1"
)


def owed_to(question: Id, contact: Id) -> Id:
    """The id of the promise to tell a contact what came of a question."""
    return derived_id(question, f"owed {contact.hex()}")


class Questions(Ledger):
    """The questions of one notebook."""

    def __init__(self, db: Database, journal: Journal, clock: Clock, contacts: Names, promises: Promises) -> None:
        super().__init__(db, journal, clock, contacts)
        self._promises = promises

    # Looking

    def of(self, circle: Id | None = None, state: str = "all") -> list[Question]:
        """The questions to a group, or all: ``open``, ``closed`` or ``all``; the latest first."""
        sql, params = _SQL, list[Any]()
        for column, value in (("q.circle", circle), ("q.state", None if state == "all" else state)):
            if value is not None:
                sql += f" AND {column} = ?"
                params.append(value)
        return sorted(self._read(self._db.rows(sql, params)), key=lambda q: (q.asked or date.min, q.id), reverse=True)

    def get(self, question: Id) -> Question:
        """One question with its answers. Raises `NotFound`."""
        found = self._read(self._db.rows(f"{_SQL} AND q.id = ?", (question,)))
        if not found:
            raise NotFound(say("There is no such {what}.", what=say("question")))
        return found[0]

    def silent(self, question: Id) -> list[Id]:
        """Who of the group has not answered yet."""
        return self.silent_to([self.get(question)])[question]

    def silent_to(self, questions: Sequence[Question]) -> dict[Id, list[Id]]:
        """Who has not answered which of these; each group is read once, however many questions it got."""
        members: dict[Id, list[Id]] = {}
        for circle in {question.circle for question in questions}:
            members[circle] = [row[0] for row in self._db.rows(
                "SELECT c.id FROM membership m JOIN contact c ON c.id = m.contact AND +c.sy_live = 1"
                " WHERE m.circle = ? AND m.sy_live = 1 ORDER BY c.x_sort, c.id", (circle,))]  # fmt: skip
        found = {}
        for question in questions:
            answered = {answer.contact for answer in question.answers}
            found[question.id] = [member for member in members[question.circle] if member not in answered]
        return found

    # Writing

    def ask(self, circle: Id, text: str, day: date | None = None) -> Id:
        """Put a question to a group. Raises `Refused`, `NotFound`."""
        self._there("circle", circle, say("group"))
        values = {"circle": circle, "text": words(text, say("Write down the question.")), "state": "open",
                  "asked": day_text(day or self._today())}  # fmt: skip
        return self._write("question", self._new(), values, say("Ask a group a question"), new=True)

    def answer(self, question: Id, contact: Id, text: str, interaction: Id | None = None,
               day: date | None = None) -> Id:  # fmt: skip
        """Keep an answer, word for word. Raises `Refused` when the question is closed."""
        name = self._present(contact)
        if self.get(question).state == "closed":
            raise Refused(say("This question is closed."))
        values = {"question": question, "contact": contact, "text": words(text, say("Write down the answer.")),
                  "day": day_text(day or self._today()), "interaction": interaction}  # fmt: skip
        return self._write("answer", self._new(), values, say("Keep an answer of {name}", name=name), new=True)

    def close(self, question: Id, outcome: str, due: date | None = None) -> list[Id]:
        """What came of it, and a promise to every answerer to tell them (their ids are returned).

        ``due``: in two weeks, unless it is said when. Raises `Refused`.
        """
        held = self.get(question)
        if held.state == "closed":
            raise Refused(say("This question is closed."))
        told = words(outcome, say("Say what came of it."))
        text = f"Tell what came of: {held.text}"
        with self._journal.change(say("Close a question")) as draft:
            draft.set("question", question, {"state": "closed", "outcome": told,
                                             "closed_on": self._today().isoformat()})  # fmt: skip
            answerers = dict.fromkeys(answer.contact for answer in held.answers)
            return [self._promises.insert(draft, contact, text, due=due or self._today() + OWED,
                                          row=owed_to(question, contact)) for contact in answerers]  # fmt: skip

    def delete(self, *questions: Id) -> None:
        """Take questions out with their answers."""
        with self._journal.change(say("Delete a question")) as draft:
            for question in questions:
                for (answer,) in self._db.rows("SELECT id FROM answer WHERE question = ? AND sy_live = 1", (question,)):
                    draft.delete("answer", answer)
                draft.delete("question", question)

    def take_back(self, *answers: Id) -> None:
        """Take answers out that were entered by mistake."""
        self._remove("answer", answers, say("Delete an answer"))

    def _read(self, rows: Sequence[Sequence[Any]]) -> list[Question]:
        found: list[Sequence[Any]] = []
        for marks, part in chunks([row[0] for row in rows]):
            found += self._db.rows(f"{_ANSWERS} AND a.question IN ({marks}) ORDER BY a.day, a.sy_st, a.sy_cid", part)
        names = self._names(row[2] for row in found)
        answers: dict[Id, list[Answer]] = {}
        for row in found:
            one = Answer(row[0], row[2], names.get(row[2], ""), row[3] or "", read_day(row[4]), row[5])
            answers.setdefault(row[1], []).append(one)
        return [
            Question(row[0], row[1], row[2] or "", row[3] or "", row[4] or "open", read_day(row[5]), row[6] or "",
                     read_day(row[7]), tuple(answers.get(row[0], ())))
            for row in rows
        ]  # fmt: skip
