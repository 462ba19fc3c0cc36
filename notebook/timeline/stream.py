"""The merged stream (T4) as SQL: which entries, newest first, by index at any size.

A participant's ``x_at`` is the instant of its entry, null when the entry is deleted: so the entries of one
contact are one range of a covering index, whether there are ten or ten thousand. Entries whose contacts were
all deleted do not show.
"""

from __future__ import annotations

from typing import Any

from notebook.storage.times import instant_text
from notebook.timeline.records import Stream

_PEOPLE_OF = (
    "SELECT ? UNION SELECT r.person FROM role r JOIN contact c ON c.id = r.person AND +c.sy_live = 1"
    " WHERE r.organisation = ? AND r.sy_live = 1"
)
_MEMBERS_OF = (
    "SELECT m.contact FROM membership m JOIN contact c ON c.id = m.contact AND +c.sy_live = 1"
    " WHERE m.circle = ? AND m.sy_live = 1"
)
_ORPHANS = (
    "SELECT p.interaction FROM participant p WHERE p.sy_live = 1 AND p.contact IN"
    " (SELECT id FROM contact WHERE sy_live = 0) AND NOT EXISTS (SELECT 1 FROM participant q"
    " JOIN contact c ON c.id = q.contact AND +c.sy_live = 1"
    " WHERE q.interaction = p.interaction AND q.sy_live = 1)"
)


def ids_query(stream: Stream, limit: int | None, offset: int) -> tuple[str, list[Any]]:
    """The query for the entry ids of a stream, newest first, and its parameters."""
    if stream.contact is not None:
        sql, params = _through_people(stream, "p.contact = ?", [stream.contact])
        sql += " AND EXISTS (SELECT 1 FROM contact c WHERE c.id = p.contact AND +c.sy_live = 1)"
    elif stream.organisation is not None:
        whom = [stream.organisation, stream.organisation]
        sql, params = _through_people(stream, f"p.contact IN ({_PEOPLE_OF})", whom)
    elif stream.group is not None:
        sql, params = _through_people(stream, f"p.contact IN ({_MEMBERS_OF})", [stream.group])
    elif stream.colleague is not None:
        alone = Stream(kind=stream.kind, since=stream.since, until=stream.until)
        sql, params = _through_people(alone, "p.colleague = ?", [stream.colleague])
        sql += f" AND p.interaction NOT IN ({_ORPHANS})"
    else:
        sql, params = _everything(stream)
    if stream.contact is None and (stream.organisation is not None or stream.group is not None):
        sql += " GROUP BY p.interaction"
    column = "i.at DESC, i.id DESC" if sql.startswith("SELECT i.id") else "p.x_at DESC, p.interaction DESC"
    return f"{sql} ORDER BY {column} LIMIT ? OFFSET ?", [*params, -1 if limit is None else limit, offset]


def _through_people(stream: Stream, whom: str, params: list[Any]) -> tuple[str, list[Any]]:
    kind = "JOIN interaction i ON i.id = p.interaction AND i.kind = ? " if stream.kind is not None else ""
    sql = f"SELECT p.interaction FROM participant p {kind}WHERE {whom} AND p.sy_live = 1 AND p.x_at IS NOT NULL"
    values = [stream.kind, *params] if kind else list(params)
    for sign, bound in ((">=", stream.since), ("<", stream.until)):
        if bound is not None:
            sql += f" AND p.x_at {sign} ?"
            values.append(instant_text(bound))
    if stream.colleague is not None:
        sql += (
            " AND EXISTS (SELECT 1 FROM participant q WHERE q.interaction = p.interaction"
            " AND q.colleague = ? AND q.sy_live = 1)"
        )
        values.append(stream.colleague)
    return sql, values


def _everything(stream: Stream) -> tuple[str, list[Any]]:
    sql, values = "SELECT i.id FROM interaction i WHERE i.sy_live = 1 AND i.at IS NOT NULL", []
    for condition, bound in (
        ("i.at >= ?", stream.since and instant_text(stream.since)),
        ("i.at < ?", stream.until and instant_text(stream.until)),
        ("i.kind = ?", stream.kind),
    ):
        if bound is not None:
            sql += f" AND {condition}"
            values.append(bound)
    return f"{sql} AND i.id NOT IN ({_ORPHANS})", values
