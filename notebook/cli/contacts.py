"""Commands on contacts: list, show, add, edit, remove."""

from __future__ import annotations

import argparse
from typing import Any

from notebook.book import Notebook
from notebook.changes.ids import Id, show_id
from notebook.cli.output import Output, shown, table
from notebook.cli.session import attachments_of, contact_of, contacts_of, instant, made_by, opened, promises_of
from notebook.contacts.listing import View
from notebook.reminders.records import Reminder
from notebook.sentences import count, say
from notebook.timeline.records import Entry, Stream


def list_(options: argparse.Namespace, output: Output) -> None:
    """``list [QUERY]``: names, organisations, last and next dates, in the order of the window's list."""
    with opened(options) as book:
        view = View(kind=None, text=options.query)
        if options.query.strip():  # to count those found is to find them all
            ids = book.contacts.ids(view)
            total, ids = len(ids), ids[options.offset :][: options.limit]
        else:
            total, ids = book.contacts.count(view), book.contacts.ids(view, options.limit, options.offset)
        rows = book.contacts.rows(ids)
        due = book.reminders.next_due([row.id for row in rows])
        found = [
            {
                "id": show_id(row.id),
                "uid": row.uid,
                "name": row.name,
                "organisation": row.organisation,
                "last_interaction": instant(row.last),
                "next_due": due[row.id].isoformat() if due.get(row.id) else None,
            }
            for row in rows
        ]
        if output.as_json:
            output.document({"total": total, "contacts": found})
            return
        last = {row.id: book.clock.local(row.last).date().isoformat() if row.last else "" for row in rows}
        lines = table([(row.name, row.context, last[row.id]) for row in rows])
        summary = count("{n} contact", "{n} contacts", total)
        output.answer(None, [*lines, str(summary) if len(rows) == total else f"{len(rows)} of {summary}"])


def show(options: argparse.Namespace, output: Output) -> None:
    """``show WHO``: the card with all that is noted, what was said, promised, and what comes back."""
    from notebook.cli.known import known  # not for `list`, which is quick
    from notebook.exchange.records import Records
    from notebook.timeline.prose import told_of

    with opened(options) as book:
        who = book.contacts.find(options.who)
        entries = book.entries(book.timeline.ids(Stream(contact=who)))
        promises = book.promises.of(contact=who, state="all")
        reminders = book.reminders.of(who)
        if output.as_json:
            named = contacts_of(book, {contact for entry in entries for contact, _ in entry.contacts})
            output.document(
                {
                    "card": book.contacts.card(who) | next(Records(book).cards([who])),
                    "timeline": [_entry(entry, named) for entry in entries],
                    "promises": promises_of(book, promises),
                    "reminders": [_reminder(reminder) for reminder in reminders],
                }
            )
            return
        output.answer(None, _card_lines(book, who))
        output.answer(None, ["", *lines] if (lines := table(known(book, who))) else ())
        for entry in entries:
            when = book.clock.local(entry.at).strftime("%Y-%m-%d %H:%M")
            whom, us = (shown(", ".join(name for _, name in side)) for side in (entry.contacts, entry.colleagues))
            kind = f"planned {entry.kind}" if entry.planned else entry.kind
            output.answer(None, f"\n{when}  {kind}  {whom}" + (f"  (us: {us})" if us else ""))
            output.answer(None, [f"    {shown(line)}" for line in told_of(entry, book.clock, who).splitlines()])
            output.answer(None, [f"    {shown(line)}" for line in _about_offer(entry)])
            output.answer(None, [f"    attached: {shown(one.name)} ({one.size} bytes)" for one in entry.attachments])
        rows = [(p.due.isoformat() if p.due else "", p.state, p.direction, p.text, show_id(p.id)) for p in promises]
        output.answer(None, ["", "Promises", *table(rows)] if rows else ())
        rows_due = [(r.next.isoformat() if r.next else "", r.text, show_id(r.id)) for r in reminders]
        output.answer(None, ["", "Reminders", *table(rows_due)] if rows_due else ())


def add(options: argparse.Namespace, output: Output) -> None:
    """``add NAME``: a new person."""
    with opened(options, create=True) as book:
        who = book.contacts.create(
            options.name, email=options.email, phone=options.phone, organisation=options.org
        )
        _answer(book, who, output, "{name} was added.")
        if (twice := book.contacts.perhaps_twice(who)) is not None:
            output.remark(shown(f"{contact_of(book, who)['name']}: {twice}."))


def edit(options: argparse.Namespace, output: Output) -> None:
    """``edit WHO --patch JSON``: a merge patch on the card."""
    with opened(options) as book:
        who = book.contacts.find(options.who)
        book.contacts.patch(who, options.patch)
        _answer(book, who, output, "{name} was changed.")


def remove(options: argparse.Namespace, output: Output) -> None:
    """``remove WHO``."""
    with opened(options) as book:
        who = book.contacts.find(options.who)
        contact = contact_of(book, who)
        promises = len(book.promises.of(who))
        book.contacts.delete(who)
        told = say("{name} was removed; undo brings them back.", name=shown(contact["name"]))
        if promises:
            told = count("{name} was removed, with {n} open promise; undo brings them back.",
                         "{name} was removed, with {n} open promises; undo brings them back.", promises,
                         name=shown(contact["name"]))  # fmt: skip
        output.answer({"contact": contact}, str(told))


def _answer(book: Notebook, who: Id, output: Output, text: str) -> None:
    contact = contact_of(book, who)
    output.answer({"contact": contact}, [str(say(text, name=shown(contact["name"]))), contact["id"]])


def _entry(entry: Entry, named: dict[Id, dict[str, str]]) -> dict[str, Any]:
    return {
        "id": show_id(entry.id),
        "kind": entry.kind,
        "direction": entry.direction,
        "at": instant(entry.at),
        "planned": entry.planned,
        "zone": entry.zone,
        "minutes": entry.minutes,
        "text": entry.body,
        "contacts": [named[contact] for contact, _ in entry.contacts if contact in named],
        "colleagues": [name for _, name in entry.colleagues],
        "promises": [show_id(promise.id) for promise in entry.promises],
        "made": made_by(entry),
        "offer": _offer(entry),
        "attachments": attachments_of(entry),
    }


def _about_offer(entry: Entry) -> list[str]:
    """How the offer of an entry went out, why, and what they said to it."""
    if entry.offered is None:
        return []
    reason = [one.said for one in entry.made if one.table in ("want", "owned", "offer")]
    return [str(one) for one in (entry.offered.way, *reason, entry.offered.override) if one is not None]


def _offer(entry: Entry) -> dict[str, Any] | None:
    if entry.offered is None:
        return None
    way, override = entry.offered.way, entry.offered.override
    return {"way": str(way) if way else None, "override": str(override) if override else None}


def _reminder(reminder: Reminder) -> dict[str, Any]:
    return {
        "id": show_id(reminder.id),
        "text": reminder.text,
        "date": reminder.day.isoformat(),
        "every": reminder.rrule,
        "next": reminder.next.isoformat() if reminder.next else None,
    }


def _card_lines(book: Notebook, who: Id) -> list[str]:
    contact = book.contacts.get(who)
    rows = [(detail.kind, detail.display or detail.value, detail.label) for detail in contact.details]
    rows += [("organisation", role.organisation_name, role.title) for role in contact.roles]
    rows += [("person", role.person_name, role.title) for role in contact.people]
    rows += [(day.kind, str(day.date or ""), day.label) for day in contact.dates]
    rows += [("label", label, "") for label in contact.labels]
    return [shown(contact.name), show_id(contact.id), *table(rows)]
