"""Commands on what happened and what was promised: log, promises, keep, break, release, renegotiate."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from notebook.book import Notebook
from notebook.changes.ids import Id, read_id, show_id
from notebook.cli.output import Output, shown, table
from notebook.cli.session import attachments_of, contacts_of, id_of, instant, made_by, one_of_us, opened, promises_of
from notebook.errors import NotFound, Refused
from notebook.sentences import Sentence, say
from notebook.timeline.ahead import planned
from notebook.timeline.kinds import PURCHASE, log_title, normal
from notebook.timeline.records import Doubt, Entry, Made, PromiseDraft, says_something


def log(options: argparse.Namespace, output: Output) -> None:
    """``log WHO... --kind KIND --text TEXT`` or one line in the grammar of T2."""
    from notebook.cli.value import asking_of_new

    with opened(options, create=True) as book:
        us = set(book.colleagues.names())
        with asking_of_new(book, output):
            entry, doubts = (_log_line if options.kind is None else _log_words)(book, options)
        [row] = book.entries([entry])
        for colleague, name in row.colleagues:
            if options.by is not None and colleague not in us:
                output.remark(say("{name} is new among the colleagues. If that was a slip: kithbook undo", name=name))
        if said := planned(book.clock, row.at):
            output.remark(said)
        for doubt in doubts:
            output.remark(doubt.said)
        if row.kind == "introduction" and book.introductions.unsaid_in(entry):
            output.remark(say("If you brought the two together: kithbook introductions made {id}", id=show_id(entry)))
        named = contacts_of(book, {contact for contact, _ in row.contacts})
        bought = [one for one in row.made if one.table == "purchase"]
        wanted = _wanted(book, bought, output) if bought else []
        output.answer(
            {
                "id": show_id(row.id),
                "kind": row.kind,
                "at": instant(row.at),
                "planned": row.planned,
                "text": row.body,
                "contacts": list(named.values()),
                "promises": promises_of(book, list(row.promises)),
                "made": made_by(row),
                "wanted": wanted,
                "attachments": attachments_of(row),
                "not_understood": [doubt.text for doubt in doubts],
            },
            [
                f"{row.kind}, {book.clock.local(row.at):%Y-%m-%d %H:%M}, "
                + shown(", ".join(name for _, name in row.contacts)),
                *(f"promise: {shown(p.text)}{f' (due {p.due})' if p.due else ''}" for p in row.promises),
                *(_named(row, one.contact, str(one.said)) for one in row.made),
                *(_named(row, one.contact, f"{'next time' if one.kind == 'next' else one.kind}: {one.text}")
                  for one in row.takeaways),
                *(f"attached: {shown(a.name)} ({a.size} bytes)" for a in row.attachments),
            ],
        )


def _named(entry: Entry, contact: Id, text: str) -> str:
    """What belongs to one of several people, with their name."""
    whose = entry.whose(contact)
    return shown(f"{whose} · {text}" if whose else text)


def _wanted(book: Notebook, bought: Sequence[Made], output: Output) -> list[dict[str, Any]]:
    """The open wants that what was bought meets: said, and never closed by itself."""
    from notebook.cli.value import told_of_wants

    return told_of_wants(book, [one.id for one in bought], output)


def _log_words(book: Notebook, options: argparse.Namespace) -> tuple[Id, tuple[Doubt, ...]]:
    if not (says_something(options.text) or options.promise or options.attach):
        raise Refused(say("Say what happened: --text says nothing. Without words: kithbook log \"call Ann\""))
    contacts = list(dict.fromkeys(book.contacts.find(who) for who in options.who))
    promises = []
    if options.promise is not None:
        promises = [PromiseDraft(options.promise, options.due, direction="theirs" if options.theirs else "ours")]
    with book.change(_title(book, options.kind, contacts)):  # a new colleague is part of the same change
        entry = book.timeline.log(
            contacts,
            options.kind,
            options.text,
            at=options.at,
            colleagues=None if options.by is None else [_speaker(book, options.by, options.new_colleague)],
            promises=promises,
        )
        _attach(book, entry, options.attach)
        doubt = _keep_purchase(book, entry, options.text) if normal(options.kind) == PURCHASE else None
    return entry, () if doubt is None else (doubt,)


def _keep_purchase(book: Notebook, entry: Id, text: str) -> Doubt | None:
    """The purchase that a text tells, as the line reads it; or that none is kept."""
    from notebook.timeline.clauses import unmarked
    from notebook.timeline.when import Reader

    told = unmarked(text, Reader(book.clock))
    if told is None:
        if not says_something(text):
            return None
        why = say('No purchase is kept, only these words. To keep one: kithbook bought WHO "3 x stand 1120 EUR"')
        shown = " ".join(text.split())[:40]
        return Doubt("unkept", shown, 0, len(shown), why=why)
    book.keep_remarks(entry, (told.draft,))
    return told.doubt


def _speaker(book: Notebook, name: str, new: bool) -> Id:
    """Who of us; somebody new only where it is said, or where nobody of us has a name yet."""
    mine = book.colleagues.me()
    nameless = [one.id for one in book.colleagues.all()] in ([], [mine.id]) and mine.name == mine.account
    if new or nameless:
        return book.colleagues.introduce(name)
    try:
        return one_of_us(book, name)
    except NotFound as unknown:
        raise Refused(say("{unknown} Somebody new? Add --new-colleague.", unknown=unknown.sentence)) from unknown


def _title(book: Notebook, kind: str, contacts: Sequence[Id]) -> Sentence:
    return log_title(kind, [row.name for row in book.contacts.rows(list(contacts))])


def _attach(book: Notebook, entry: Id, files: list[str]) -> None:
    for file in files:
        book.timeline.attachments.add(entry, Path(file).expanduser())


def _log_line(book: Notebook, options: argparse.Namespace) -> tuple[Id, tuple[Doubt, ...]]:
    from notebook.timeline.phrases import parse

    line = options.who[0]
    phrase = parse(line, clock=book.clock, people=book.contacts.called)
    for person in phrase.people:
        if not person.matches and read_id(person.text) is not None:
            raise NotFound(say("There is no {what} {id}.", what="contact", id=person.text))
        if not person.matches:
            raise NotFound(say("There is nobody called {name}. Add them first: kithbook add.", name=person.text))
        if len(person.matches) > 1:
            names = ", ".join(book.contacts.told_apart([row for row, _ in person.matches[:5]]))
            raise Refused(say("{name} may be several: {names}. Write more of the name, or an id.",
                              name=person.text, names=names))  # fmt: skip
    if phrase.missing:
        raise Refused(phrase.missing[0])
    if not phrase.people:
        raise Refused(say('Nobody is named in "{line}". Begin like this: call Ann Example: what was said', line=line))
    if not (phrase.says_something or options.attach):
        raise Refused(say("Nothing is said in “{line}”. Write it behind a colon: call Ann: what was said", line=line))
    with book.change(_title(book, phrase.kind, phrase.contacts)):
        entry = book.timeline.log(
            list(phrase.contacts),
            phrase.kind,
            phrase.body,
            at=phrase.at,
            direction=phrase.direction,
            minutes=phrase.minutes,
            promises=list(phrase.promises),
        )
        book.keep_remarks(entry, phrase.remarks)
        _attach(book, entry, options.attach)
    return entry, phrase.doubts


def promises(options: argparse.Namespace, output: Output) -> None:
    """``promises [WHO]``: ours overdue first; of an organisation those with its people too, as its health counts."""
    with opened(options) as book:
        if options.who:
            found = book.promises.of_all(book.insight.whole(book.contacts.find(options.who)), options.which)
        else:
            found = book.promises.of(state=options.which)
        rows = [
            (p.due.isoformat() if p.due else "", p.state, p.direction, p.contact_name, p.text, show_id(p.id))
            for p in found
        ]
        output.answer({"promises": promises_of(book, found)}, table(rows) or "No promises.")


def keep(options: argparse.Namespace, output: Output) -> None:
    """``keep ID``."""
    with opened(options) as book:
        _close(book, book.promises.keep, options, output)


def break_(options: argparse.Namespace, output: Output) -> None:
    """``break ID``."""
    with opened(options) as book:
        _close(book, book.promises.break_, options, output)


def release(options: argparse.Namespace, output: Output) -> None:
    """``release ID``."""
    with opened(options) as book:
        _close(book, book.promises.release, options, output)


def _close(book: Notebook, act: Callable[[Id], object], options: argparse.Namespace, output: Output) -> None:
    promise = id_of(options.id, "promise")
    act(promise)
    _answer(book, promise, output)


def renegotiate(options: argparse.Namespace, output: Output) -> None:
    """``renegotiate ID --due DATE``: answers with the promise that takes the old one's place."""
    with opened(options) as book:
        _answer(book, book.promises.renegotiate(id_of(options.id, "promise"), options.due), output)


def _answer(book: Notebook, promise: Id, output: Output) -> None:
    found = book.promises.get(promise)
    [document] = promises_of(book, [found])
    output.answer({"promise": document}, f"{found.state}: {shown(found.text)}  {document['id']}")
