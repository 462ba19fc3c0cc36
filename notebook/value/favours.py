"""What each side gave and asked (B3): introductions, advice, orders, referrals, feedback, time.

Noted by hand, or written by what it came from: an introduction made, something useful passed on. A purchase is
an order by itself and is not noted again. The balance is judged in ``insight``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from notebook.contacts.dates import check_come
from notebook.errors import NotFound, Refused
from notebook.sentences import Sentence, say
from notebook.timeline.days import day_text, read_day
from notebook.timeline.ledger import Ledger, choice, words
from notebook.value.records import Favour, Id

LABELS: Mapping[str, Sentence] = {
    "introduction": say("introduction"), "advice": say("advice"), "order": say("order"), "referral": say("referral"),
    "feedback": say("feedback"), "time": say("time"), "item": say("something useful"), "other": say("something else"),
}  # fmt: skip
KINDS: tuple[str, ...] = tuple(LABELS)
ACTS, SIDES = ("gave", "asked"), ("ours", "theirs")
_TITLES: Mapping[tuple[str, str], Sentence] = {
    ("gave", "ours"): say("We gave {name}: {text}"), ("asked", "ours"): say("We asked {name}: {text}"),
    ("gave", "theirs"): say("{name} gave us: {text}"), ("asked", "theirs"): say("{name} asked us: {text}"),
}  # fmt: skip
_SQL = (
    "SELECT f.id, f.contact, f.colleague, f.act, f.side, f.kind, f.text, f.day, f.interaction, f.source FROM favour f"
    " JOIN contact c ON c.id = f.contact AND +c.sy_live = 1 WHERE +f.sy_live = 1"
)
DONE = say("What was given or asked is noted once it has happened.")
_EDITABLE = frozenset(("act", "side", "kind", "text", "day"))


class Favours(Ledger):
    """The gives and asks of one notebook."""

    def gave(self, contact: Id, kind: str, text: str = "", **more: Any) -> Id:
        """We gave a contact something; ``side="theirs"``: they gave it to us."""
        return self.note(contact, "gave", kind, text, **more)

    def asked(self, contact: Id, kind: str, text: str = "", **more: Any) -> Id:
        """We asked something of a contact; ``side="theirs"``: they asked it of us."""
        return self.note(contact, "asked", kind, text, **more)

    def note(
        self,
        contact: Id,
        act: str,
        kind: str,
        text: str = "",
        *,
        side: str = "ours",
        day: date | None = None,
        interaction: Id | None = None,
        source: Id | None = None,
        colleague: Id | None = None,
    ) -> Id:
        """Something given or asked. Raises `Refused`, `NotFound`."""
        name = self._present(contact)
        check_come(day, self._today(), DONE)
        values: dict[str, Any] = {
            **_checked(act, side, kind), "contact": contact, "text": words(text), "interaction": interaction,
            "day": day_text(day or self._today()), "source": source, "colleague": colleague or self._journal.author(),
        }  # fmt: skip
        if values["kind"] == "other" and values["text"] is None:
            raise Refused(say("Say what was given or asked."))
        form = _TITLES[values["act"], values["side"]]
        title = Sentence(form.text, {"name": name, "text": values["text"] or LABELS[values["kind"]]})
        return self._write("favour", self._new(), values, title, new=True)

    def edit(self, favour: Id, **fields: Any) -> None:
        """Correct ``act``, ``side``, ``kind``, ``text``, ``day``."""
        unknown = set(fields) - _EDITABLE
        if unknown:
            raise TypeError(f"a favour has no {', '.join(sorted(unknown))}")
        held = self.get(favour)
        values: dict[str, Any] = _checked(fields.get("act", held.act), fields.get("side", held.side),
                                          fields.get("kind", held.kind))  # fmt: skip
        if "text" in fields:
            values["text"] = words(fields["text"])
        if "day" in fields:
            check_come(fields["day"], self._today(), DONE)
            values["day"] = day_text(fields["day"])
        self._write("favour", favour, values, say("Change what was given or asked"))

    def delete(self, *favours: Id) -> None:
        """Take them out (entered by mistake)."""
        self._remove("favour", favours, say("Delete what was given or asked"))

    def of(self, contact: Id | None = None, since: date | None = None) -> list[Favour]:
        """What went to and fro with a contact, or everybody, the latest first."""
        sql, params = _SQL, list[Any]()
        if contact is not None:
            sql += " AND f.contact = ?"
            params.append(contact)
        if since is not None:
            sql += " AND f.day >= ?"
            params.append(since.isoformat())
        return sorted(self._read(self._db.rows(sql, params)), key=lambda f: (f.day or date.min, f.id), reverse=True)

    def get(self, favour: Id) -> Favour:
        """One of them. Raises `NotFound`."""
        found = self._read(self._db.rows(f"{_SQL} AND f.id = ?", (favour,)))
        if not found:
            raise NotFound(say("There is no such {what}.", what=say("give or ask")))
        return found[0]

    def _read(self, rows: Sequence[Sequence[Any]]) -> list[Favour]:
        names = self._names(row[1] for row in rows)
        return [
            Favour(row[0], row[1], names.get(row[1], ""), row[2], row[3] or "gave", row[4] or "ours",
                   row[5] or "other", row[6] or "", read_day(row[7]), row[8], row[9])
            for row in rows
        ]  # fmt: skip


def _checked(act: str, side: str, kind: str) -> dict[str, str]:
    return {"act": choice(act, ACTS, say("Given or asked")), "side": choice(side, SIDES, say("By whom")),
            "kind": choice(kind, KINDS, say("What kind"))}  # fmt: skip
