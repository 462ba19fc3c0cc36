"""Commands on what is due: remind, due, done, snooze."""

from __future__ import annotations

import argparse

from notebook.changes.ids import show_id
from notebook.cli.output import Output, shown, table
from notebook.cli.session import contact_of, contacts_of, id_of, opened
from notebook.reminders.records import Due


def remind(options: argparse.Namespace, output: Output) -> None:
    """``remind WHO TEXT --on DATE``."""
    with opened(options, create=True) as book:
        who = book.contacts.find(options.who)
        reminder = book.reminders.add(who, options.text, options.on, rrule=options.every)
        first = book.reminders.get(reminder).next or options.on  # of a rule, its first day from that one on
        output.answer(
            {
                "reminder": {
                    "id": show_id(reminder),
                    "text": options.text,
                    "date": first.isoformat(),
                    "every": options.every,
                    "contact": contact_of(book, who),
                }
            },
            f"{first}: {shown(options.text)}  {show_id(reminder)}",
        )


def due(options: argparse.Namespace, output: Output) -> None:
    """``due``: everything up to the day asked for, overdue ones included."""
    with opened(options) as book:
        found = book.reminders.agenda(on=options.on, days=options.days)
        named = contacts_of(book, {one.contact for one in found if one.contact})
        output.answer(
            {
                "due": [
                    {
                        "id": one.id,
                        "kind": one.kind,
                        "text": str(one.text),
                        "date": one.day.isoformat(),
                        "contact": named.get(one.contact) if one.contact else None,
                        "reason": str(one.reason),
                    }
                    for one in found
                ]
            },
            table([(str(one.day), one.kind, one.contact_name, _told(one), one.id) for one in found])
            or "Nothing is due.",
        )


def _told(due: Due) -> str:
    """What is to be done, and by whom where that is a colleague."""
    return f"{due.text} ({due.whose})" if due.whose else str(due.text)


def done(options: argparse.Namespace, output: Output) -> None:
    """``done ID``."""
    with opened(options) as book:
        book.reminders.done(id_of(options.id, "reminder"))
        output.answer({"done": options.id}, "Done.")


def snooze(options: argparse.Namespace, output: Output) -> None:
    """``snooze ID --until DATE``."""
    with opened(options) as book:
        subject = id_of(options.id, "reminder")
        book.reminders.snooze(subject, options.until)
        kept = book.promises.rows([subject])
        late = any(one.direction == "ours" and one.overdue(book.clock.today()) for one in kept)
        overdue = " The promise stays overdue; with renegotiate it gets the day that you agreed on." if late else ""
        output.answer({"snoozed": options.id, "until": options.until.isoformat()}, f"Until {options.until}.{overdue}")
