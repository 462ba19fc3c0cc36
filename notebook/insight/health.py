"""Stage and health of a relationship (B2): a sum of named parts, each with its reason; no secret formula.

Health is 0 to 100, the sum of seven parts:

- ``contact`` (20): full while the last contact lies within the agreed gap (the cadence; without one 60 days),
  falling evenly to nothing at four times the gap. Contact is what the list and the cadence call so: whatever is
  logged, a purchase or an introduction as well as a talk.
- ``reach-ours``, ``reach-theirs`` (5 each): whether in twelve months we reached out to them, they to us. A call, visit,
  e-mail, message, letter or post of which nothing else was noted was ours (`timeline.kinds.reached`).
- ``word-ours``, ``word-theirs`` (20 each): 20 x (kept + 1) / (kept + broken + overdue + 2): half where nobody
  promised anything, more with every promise kept, less with every one broken or overdue.
- ``value-ours``, ``value-theirs`` (15 each): 5 for each of the first three things given in twelve months.

An organisation is its people as well: what was said with them, promised and given counts for it too.

A talk is what it is in the brief: a note is none, nor is a purchase, an introduction or an offer that went out,
whatever the channel.

So keeping a promise never lowers it, breaking one never raises it; both are property-tested. The stage of a side
grows from ``contact`` (any contact in twelve months) to ``trust`` (as well: half of its promises or more kept, one at
least, or three talks and none broken) to ``value`` (as well: gave something). The stage of the relationship is
the lower of the two sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from notebook.clock import Clock
from notebook.insight import balance, measures
from notebook.insight.records import Balance, Health, Id, Measure, Part, Reason
from notebook.insight.whole import wholes
from notebook.reminders.cadence import cadence_of, effective
from notebook.reminders.sources import group_cadences
from notebook.sentences import count, say
from notebook.storage.database import Database
from notebook.storage.parts import chunks
from notebook.storage.times import instant_text
from notebook.timeline.instants import local_instant
from notebook.timeline.kinds import NO_TALK, reached

STAGES = ("new", "contact", "trust", "value")
USUAL_GAP = 60  # days, without a cadence
_TALKS = 3
_NAMES = {"new": say("new"), "contact": say("contact"), "trust": say("trust"), "value": say("value")}


@dataclass(frozen=True, slots=True)
class Touch:
    """Something logged in the last twelve months; ``talk``: whether words went to and fro."""

    id: Id
    day: date
    direction: str | None
    talk: bool = True


@dataclass(frozen=True, slots=True)
class Grounds:
    """All that health is reckoned from. ``touches``: the latest first; ``gap``: days agreed between them."""

    today: date
    gap: int
    touches: tuple[Touch, ...]
    ours: Measure
    theirs: Measure
    balance: Balance
    agreed: bool = False  # else the gap is the usual one
    earlier: bool = False  # there was contact before these twelve months

    @property
    def talks(self) -> list[Touch]:
        """The talks among the contacts."""
        return [one for one in self.touches if one.talk]


def of_contacts(db: Database, contacts: Sequence[Id], clock: Clock) -> dict[Id, Health]:
    """How the relationship with each of these contacts stands."""
    return {contact: judge(contact, grounds) for contact, grounds in gather(db, contacts, clock).items()}


def gather(db: Database, contacts: Sequence[Id], clock: Clock) -> dict[Id, Grounds]:
    """What there is to go by, for many contacts at once; deleted ones are left out, and so is what lies ahead."""
    today, now = clock.today(), instant_text(clock.now())
    since = instant_text(local_instant(clock, today - balance.YEAR, time()))
    whole = wholes(db, contacts, today)
    everybody = list(dict.fromkeys(each for part in whole.values() for each in part))
    word = measures.rows_of(db, everybody)
    gifts = balance.of_contacts(db, everybody, today)
    groups = group_cadences(db, contacts)
    gaps: dict[Id, tuple[int, bool, bool]] = {}
    logged: dict[Id, list[Touch]] = {}
    for marks, part in chunks(everybody):
        for contact, ideal, most, last in db.rows(
            f"SELECT id, ideal_days, max_days, x_last FROM contact WHERE id IN ({marks}) AND +sy_live = 1", part
        ):
            cadence = effective(cadence_of(ideal, most), groups.get(contact, ()))
            gap = max(cadence.ideal, cadence.maximum or 0) if cadence else USUAL_GAP
            gaps[contact] = gap, cadence is not None, last is not None
        for contact, entry, at, direction, kind in db.rows(
            "SELECT p.contact, i.id, p.x_at, i.direction, i.kind FROM participant p"
            " JOIN interaction i ON i.id = p.interaction"
            f" WHERE p.contact IN ({marks}) AND p.sy_live = 1 AND p.x_at >= ? AND p.x_at <= ?"
            " ORDER BY p.x_at DESC, i.id DESC",
            [*part, since, now],
        ):
            day = clock.day(at) or today
            logged.setdefault(contact, []).append(Touch(entry, day, reached(kind, direction), kind not in NO_TALK))
    found = {}
    for contact in contacts:
        if contact in gaps:
            gap, agreed, _ = gaps[contact]
            entries = {one.id: one for each in whole[contact] for one in logged.get(each, ())}  # several were there
            latest = sorted(entries.values(), key=lambda one: one.day, reverse=True)  # of a day as they were read
            told = measures.both([row for each in whole[contact] for row in word[each]], clock)
            given = balance.together([gifts[each] for each in whole[contact]])
            earlier = any(gaps[each][2] for each in whole[contact] if each in gaps)
            found[contact] = Grounds(today, gap, tuple(latest), *told, given, agreed, earlier)
    return found


def judge(contact: Id, grounds: Grounds) -> Health:
    """The sum and the stages that follow from the grounds alone."""
    parts = tuple(_parts(grounds))
    ours, theirs = (_stage(grounds, side) for side in ("ours", "theirs"))
    stage = STAGES[min(STAGES.index(ours), STAGES.index(theirs))]
    score = sum(part.points for part in parts)
    weakest = min(parts, key=lambda part: (part.points / part.most, -part.most))
    named = _NAMES[stage]
    if stage == "new" and grounds.earlier:
        named = say("no contact in 12 months")
    short = said = say("Health {score} of 100, stage: {stage}", score=score, stage=named)
    if weakest.points < weakest.most:
        said = say("{said}. {part} is lowest: {reason}", said=short, part=weakest.title, reason=weakest.reason.text)
    return Health(contact, score, stage, ours, theirs, said, short, parts)


def _parts(grounds: Grounds) -> Iterator[Part]:
    yield _contact(grounds)
    for side, direction, title in (
        ("ours", "out", say("Our reaching out")),
        ("theirs", "in", say("Their reaching out")),
    ):
        turned = tuple(talk.id for talk in grounds.talks if talk.direction == direction)
        who = say("we") if side == "ours" else say("they")
        text = count("{who} reached out {n} time in 12 months", "{who} reached out {n} times in 12 months",
                     len(turned), who=who)  # fmt: skip
        yield Part(f"reach-{side}", title, side, 5 if turned else 0, 5, Reason(text, turned))
    for measure, title in ((grounds.ours, say("Our word")), (grounds.theirs, say("Their word"))):
        points = round(20 * (measure.kept + 1) / (measure.settled + 2))
        yield Part(f"word-{measure.direction}", title, measure.direction, points, 20, measures.reason(measure))
    for side, title in (("ours", say("What we gave")), ("theirs", say("What they gave"))):
        given = tuple(row for rows in grounds.balance.of(side, "gave").values() for row in rows)
        who = say("we") if side == "ours" else say("they")
        text = say("{who} gave {times} in 12 months", who=who, times=balance.times(len(given))) if given else (
            say("{who} gave nothing in 12 months", who=who))  # fmt: skip
        yield Part(f"value-{side}", title, side, 5 * min(len(given), 3), 15, Reason(text, given))


def _contact(grounds: Grounds) -> Part:
    if not grounds.touches:
        nothing = Reason(say("no contact in 12 months") if grounds.earlier else say("no contact yet"))
        return Part("contact", say("Contact"), "both", 0, 20, nothing)
    last = grounds.touches[0]
    days = max(0, (grounds.today - last.day) // timedelta(days=1))
    over = max(0, days - grounds.gap)
    points = max(0, round(20 * (1 - over / (3 * grounds.gap))))
    ago = count("last contact {n} day ago", "last contact {n} days ago", days) if days else say("last contact today")
    if grounds.agreed:
        text = count("{ago}, agreed is every day", "{ago}, agreed are {n} days at most", grounds.gap, ago=ago)
    else:
        text = say("{ago}, {gap} days are usual", ago=ago, gap=USUAL_GAP)
    return Part("contact", say("Contact"), "both", points, 20, Reason(text, (last.id,)))


def _stage(grounds: Grounds, side: str) -> str:
    if not grounds.touches:
        return "new"
    measure = grounds.ours if side == "ours" else grounds.theirs
    rate = measure.rate
    trusted = rate >= 0.5 and measure.kept > 0 if rate is not None else len(grounds.talks) >= _TALKS
    if not trusted:
        return "contact"
    return "value" if grounds.balance.count(side, "gave") else "trust"
