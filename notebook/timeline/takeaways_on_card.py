"""What was learned of somebody, and what waits for next time (T3), on cards."""

from __future__ import annotations

from notebook.sentences import say
from notebook.timeline.card_forms import Choice, Day, Text
from notebook.timeline.on_card import OnCard


class TakeawaysOnCard(OnCard):
    """What was learned of somebody, and what waits for next time (T3)."""

    property, line, table = "kithbook.app:takeaways", "X-KITHBOOK-TAKEAWAY", "takeaway"
    what = say("Line of an entry")
    members = {
        "text": ("text", Text()),
        "kind": ("kind", Choice(("learned", "next"))),
        "state": ("state", Choice(("open", "used", "dropped"))),
        "usedOn": ("used_on", Day()),
    }
    ending = ("state", "usedOn")
