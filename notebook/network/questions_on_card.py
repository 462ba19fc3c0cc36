"""What of the questions put to groups stands on a contact's card.

A question stands on the cards of those in its group and of those who answered it; a group travels by name.
"""

from __future__ import annotations

from notebook.sentences import say
from notebook.timeline.card_forms import Beside, Called, Choice, Day, Text
from notebook.timeline.on_card import OnCard
from notebook.timeline.shared_on_card import SharedOnCard


class QuestionsOnCard(SharedOnCard):
    """What the groups of somebody were asked (N3)."""

    property, line, table, what = "kithbook.app:questions", "X-KITHBOOK-QUESTION", "question", say("Question")
    wants = ("group",)
    members = {
        "text": ("text", Text()),
        "group": ("circle", Called("circle")),
        "asked": ("asked", Day()),
        "state": ("state", Choice(("open", "closed"))),
        "outcome": ("outcome", Text()),
        "closedOn": ("closed_on", Day()),
    }
    defaults = {"state": "open"}
    ending = ("state", "closedOn")
    stands = (
        "SELECT q.id AS row, m.contact FROM membership m JOIN circle g ON g.id = m.circle AND +g.sy_live = 1"
        " JOIN question q ON q.circle = m.circle WHERE m.contact IN ({marks}) AND +m.sy_live = 1"
        " UNION SELECT question, contact FROM answer WHERE contact IN ({marks}) AND +sy_live = 1"
    )


class AnswersOnCard(OnCard):
    """What somebody answered, word for word (N3), behind `QuestionsOnCard`."""

    property, line, table, what = "kithbook.app:answers", "X-KITHBOOK-ANSWER", "answer", say("Answer")
    members = {
        "text": ("text", Text()),
        "question": ("question", Beside(QuestionsOnCard.property, needed=True)),
        "day": ("day", Day()),
    }
