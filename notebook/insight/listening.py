"""Asked versus told (W5): whether we listen to somebody more than we talk to them, within twelve months.

Only rows that can be looked at are counted, each once. Asked, because they could only speak if we listened:

- ``want``: something they want, from their own mouth (a suspected want is our guess and not counted);
- ``story``: what they told about something they own;
- ``answer``: their answer to a question of ours;
- ``advice``: advice or feedback that we asked of them. (To ask for a referral, an order or an introduction is to ask
  for something and not to listen; the balance counts it.)

Told:

- ``offer``: an offer that went out (a withdrawn one did not);
- ``item``: something of the shelf that was passed on;
- ``message``: an e-mail, message, letter or post of ours to them (any that is not noted as theirs), unless it carried
  one of the offers or items above.

A call, a visit or a meeting goes both ways and counts for neither. The ratio is asked for each time told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from notebook.clock import Clock
from notebook.insight.balance import YEAR
from notebook.insight.records import Id, Listening
from notebook.sentences import Sentence, count, say
from notebook.storage.database import Database
from notebook.storage.parts import chunks
from notebook.storage.times import instant_text
from notebook.timeline.instants import local_instant

ASKED, TOLD = ("want", "story", "answer", "advice"), ("offer", "item", "message")
# Kind -> id and contact of the rows that count; the days of the period and the contacts are put in.
_SQL = {
    "want": "SELECT id, contact FROM want WHERE certainty IS NOT 'suspected' AND sy_live = 1"
    " AND day >= ?1 AND day <= ?2 AND contact IN ({marks})",
    "story": "SELECT id, contact FROM story WHERE sy_live = 1 AND day >= ?1 AND day <= ?2 AND contact IN ({marks})",
    "answer": "SELECT a.id, a.contact FROM answer a JOIN question q ON q.id = a.question AND +q.sy_live = 1"
    " WHERE a.sy_live = 1 AND a.day >= ?1 AND a.day <= ?2 AND a.contact IN ({marks})",
    "advice": "SELECT id, contact FROM favour WHERE act = 'asked' AND side IS NOT 'theirs'"
    " AND kind IN ('advice', 'feedback') AND sy_live = 1 AND day >= ?1 AND day <= ?2 AND contact IN ({marks})",
    "offer": "SELECT id, contact FROM offer WHERE state IN ('made', 'accepted', 'declined') AND sy_live = 1"
    " AND day >= ?1 AND day <= ?2 AND contact IN ({marks})",
    "item": "SELECT id, contact FROM shelf_given WHERE sy_live = 1 AND day >= ?1 AND day <= ?2"
    " AND contact IN ({marks})",
    "message": "SELECT i.id, p.contact FROM participant p JOIN interaction i ON i.id = p.interaction AND +i.sy_live = 1"
    " WHERE p.contact IN ({marks}) AND p.sy_live = 1 AND p.x_at >= ?4 AND p.x_at <= ?3"
    " AND i.direction IS NOT 'in' AND i.kind IN ('email', 'message', 'letter', 'social')"
    " AND NOT EXISTS (SELECT 1 FROM offer o WHERE o.contact = p.contact AND o.interaction = i.id AND o.sy_live = 1)"
    " AND NOT EXISTS (SELECT 1 FROM shelf_given g WHERE g.contact = p.contact AND g.interaction = i.id"
    " AND g.sy_live = 1)",
}


def of_contacts(db: Database, contacts: Sequence[Id], clock: Clock) -> dict[Id, Listening]:
    """How we listen to each of these contacts."""
    today = clock.today()
    since = today - YEAR
    begins = instant_text(local_instant(clock, since, time()))
    period = [since.isoformat(), today.isoformat(), instant_text(clock.now()), begins]
    found: dict[Id, dict[str, list[Id]]] = {contact: {} for contact in contacts}
    for marks, part in chunks(list(found)):
        for kind, sql in _SQL.items():
            numbered = ",".join(f"?{place + 5}" for place in range(marks.count("?")))
            for row, contact in db.rows(sql.format(marks=numbered), [*period, *part]):
                found[contact].setdefault(kind, []).append(row)
    return {contact: _listening(since, today, kinds) for contact, kinds in found.items()}


def _listening(since: date, until: date, kinds: dict[str, list[Id]]) -> Listening:
    asked = {kind: tuple(sorted(kinds[kind])) for kind in ASKED if kind in kinds}
    told = {kind: tuple(sorted(kinds[kind])) for kind in TOLD if kind in kinds}
    return Listening(since, until, asked, told, _said(sum(map(len, asked.values())), sum(map(len, told.values()))))


def _said(asked: int, told: int) -> Sentence:
    if not asked and not told:
        return say("In 12 months we neither asked nor told them anything")
    often = count("asked {n} time", "asked {n} times", asked)
    text = count("In 12 months we {asked}, told {n} time", "In 12 months we {asked}, told {n} times", told, asked=often)
    return say("{text}. Ask before you tell", text=text) if told > asked else text
