"""What may be typed: every command with its arguments, and where its code is.

Only names stand here; the module of a command is imported when the command is run. Whatever makes no
sense ends with argparse's usage line and exit 2.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from notebook.errors import KithbookError

Day = TypeVar("Day", bound=date)

FORMATS = ("vcard3", "vcard4", "csv", "jscontact")
INPUTS = ("vcard", "csv", "jscontact")
DIALECTS = ("kithbook", "google", "outlook")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options; ``command`` is None when the window is wanted. Exits with 2 on wrong usage, 0 on --help."""
    parser = _parser(arguments)
    options = parser.parse_args(arguments)
    if options.command == "log":
        _check_log(options)
    if options.command == "permission" and options.record is not None and options.channel is None:
        parser.error("say the channel: kithbook permission WHO CHANNEL [PURPOSE] --granted")
    if options.command == "demand" and options.need is None and (options.same_as is not None or options.part):
        parser.error("say which need: kithbook demand NEED --same-as OTHER, or NEED --part")
    if options.command == "brief" and options.pdf == "-":
        parser.error("--pdf needs a FILE here: paper does not fit on stdout")
    if options.command == "path" and options.start is not None and options.to is None:
        parser.error("--from needs TO, whom the way should lead to")
    if options.command == "convert" and options.json and options.to != "jscontact" and options.out == "-":
        parser.error("--json needs -o OUT here: stdout is taken by the cards")
    if options.command == "export" and bool(options.to_contact) != bool(options.purpose.strip()):
        parser.error("--to-contact CHANNEL and --purpose TEXT belong together")
    if options.command == "export" and options.json and options.file == "-":
        parser.error("--json needs a FILE here: stdout is taken by the cards")
    return options


def _day(text: str) -> date:
    found: datetime | date | None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = _in_words(text, future=True)
    if not isinstance(found, date) or isinstance(found, datetime):
        raise argparse.ArgumentTypeError(_strange(text) or f"not a date like 2026-12-31 or friday: {text}")
    return _kept(found)


def _strange(text: str) -> str:
    """Said of what has the form of a day that the calendar does not have, or that may be two."""
    from notebook.clock import Clock
    from notebook.timeline.doubts import of_typed_day
    from notebook.timeline.when import Reader

    doubt = of_typed_day(text, Reader(Clock.from_environment()))
    return str(doubt.said) if doubt is not None else ""


def _when(text: str) -> datetime | date:
    found = _in_words(text, future=False)
    if found is None:
        raise argparse.ArgumentTypeError(
            _strange(text) or f"not a time like 2026-12-31T14:00 or yesterday 14:00: {text}"
        )
    return _kept(found)


def _kept(day: Day) -> Day:
    """A day of the years that are read everywhere: what is reckoned with stays inside the calendar."""
    from notebook.timeline.when import YEARS

    if day.year not in YEARS:
        raise argparse.ArgumentTypeError(f"the year is one from {YEARS[0]} to {YEARS[-1]}, not {day.year}")
    return day


def _in_words(text: str, future: bool) -> datetime | date | None:
    from notebook.clock import Clock
    from notebook.timeline.typed import parse_when

    try:
        return parse_when(text, Clock.from_environment(), future, whole=future)
    except KithbookError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"not a number from 0 on: {text}")
    return int(text[-9:]) if len(text.lstrip("0")) <= 9 else 10**9  # so many there never are


def _above_nothing(text: str) -> int:
    if not (number := _count(text)):
        raise argparse.ArgumentTypeError(f"not a number from 1 on: {text}")
    return number


def _encoding(text: str) -> str:
    from notebook.exchange.formats import code_page

    found = code_page(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"no encoding is called that: {text}")
    return found


def _object(text: str) -> dict[str, Any]:
    import json

    try:
        value = json.loads(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not JSON: {error}") from None
    if not isinstance(value, dict):
        raise argparse.ArgumentTypeError("not a JSON object")
    return value


def _check_log(options: argparse.Namespace) -> None:
    parser: argparse.ArgumentParser = options.own_parser
    if (options.kind is None) != (options.text is None):
        parser.error("--kind and --text belong together")
    typed = (options.at, options.by, options.promise, options.due)
    if options.kind is None and (len(options.who) > 1 or options.theirs or any(v is not None for v in typed)):
        parser.error("either one line, or WHO... with --kind and --text")
    if options.by is None and options.new_colleague:
        parser.error("--new-colleague belongs to --by COLLEAGUE")
    if options.promise is None and (options.due is not None or options.theirs):
        parser.error("--due and --theirs belong to --promise")


def _global(parser: argparse.ArgumentParser, **default: Any) -> None:
    parser.add_argument("--notebook", metavar="FILE", help="the notebook (default: the one `path` names)",
                        **default)  # fmt: skip
    parser.add_argument("--as", dest="state", metavar="STATE_DIR", help="act as the device kept there",
                        **default)  # fmt: skip
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout; sentences on stderr",
                        **(default or {"default": False}))  # fmt: skip


class _Commands:
    """Adds one command after the other."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._all = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    def add(self, name: str, code: str, text: str) -> argparse.ArgumentParser:
        parser = self._all.add_parser(name, help=text, description=text, allow_abbrev=False)
        # SUPPRESS: what was said before the command stays when it is not said again after it
        _global(parser, default=argparse.SUPPRESS)
        parser.set_defaults(code=code, own_parser=parser)
        return parser


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kithbook", allow_abbrev=False,
        description="A relationship notebook. Without a command the window opens. WHO is an id, a UID, or a "
        "name that only one contact has.",
        epilog="Exit status: 0; 1: something outside is not as needed, one sentence says what; 2: wrong usage. "
        "KITHBOOK_NOW (ISO 8601) sets the clock.",
    )  # fmt: skip
    _global(parser)
    commands = _Commands(parser)
    # Only the concepts that may be meant: building all parsers would cost every command, and the window, 8 ms.
    named = {_CONCEPTS[word] for word in arguments if word in _CONCEPTS}
    every = not named and not _no_command(arguments)
    for concept in (_exchange, _contacts, _timeline, _reminders, _value, _network, _insight, _keeping):
        if concept in named or every:
            concept(commands)
    return parser


def _no_command(arguments: Sequence[str]) -> bool:
    """Whether there is nothing but a notebook and a state folder: the window is wanted."""
    waiting = False  # for the value of an option
    for word in arguments:
        if waiting or word.startswith(("--notebook=", "--as=")):
            waiting = False
        elif word in ("--notebook", "--as"):
            waiting = True
        else:
            return False
    return not waiting


def _exchange(commands: _Commands) -> None:
    one = commands.add("convert", "exchange:convert", "any address book to any other; touches no notebook")
    one.add_argument("files", nargs="+", metavar="FILE")
    one.add_argument("--to", required=True, choices=FORMATS)
    one.add_argument("-o", "--out", default="-", metavar="OUT", help="where to (default: stdout)")
    one.add_argument("--dialect", choices=DIALECTS, default="kithbook", help="of the CSV that is written")
    _reading(one)
    one = commands.add("import", "exchange:import_", "bring address books in, as one change")
    one.add_argument("files", nargs="+", metavar="FILE")
    _reading(one)
    one.add_argument("--dry-run", action="store_true", help="only say what would happen")
    one = commands.add("export", "exchange:export", "take the contact cards out, with all that is noted about them")
    one.add_argument("file", metavar="FILE", help="where to; - is stdout")
    one.add_argument("--format", choices=FORMATS, help="default: by the file's name, else csv")
    one.add_argument("--dialect", choices=DIALECTS, default="kithbook", help="of CSV")
    one.add_argument("--query", default="", metavar="TEXT", help="only the contacts that `list TEXT` finds")
    one.add_argument("--to-contact", metavar="CHANNEL",
                     help="only who may be contacted on it (email, phone ...), with no more than that takes: name,"
                     " organisation, their details there, their permission")  # fmt: skip
    one.add_argument("--purpose", default="", metavar="TEXT", help="what for; needed with --to-contact")


def _reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=INPUTS, help="default: found by looking at the file")
    parser.add_argument("--map", metavar="FILE", help="JSON: CSV header -> field, for headers nobody knows")
    parser.add_argument("--encoding", type=_encoding, metavar="NAME",
                        help="of letters that are not Unicode: cp1251, shift_jis ... (default: cp1252)")  # fmt: skip


def _contacts(commands: _Commands) -> None:
    one = commands.add("list", "contacts:list_", "contacts, all or those that QUERY finds")
    one.add_argument("query", nargs="?", default="", metavar="QUERY")
    one.add_argument("--limit", type=_count, metavar="N")
    one.add_argument("--offset", type=_count, default=0, metavar="N")
    one = commands.add("show", "contacts:show", "everything about one contact")
    one.add_argument("who", metavar="WHO")
    one = commands.add("add", "contacts:add", "a new contact")
    one.add_argument("name", metavar="NAME")
    one.add_argument("--email", metavar="E")
    one.add_argument("--phone", metavar="P")
    one.add_argument("--org", metavar="O", help="the organisation this person belongs to")
    one = commands.add("edit", "contacts:edit", "change a card")
    one.add_argument("who", metavar="WHO")
    one.add_argument("--patch", required=True, type=_object, metavar="JSON",
                     help="a merge patch (RFC 7396) for the JSContact card")  # fmt: skip
    one = commands.add("remove", "contacts:remove", "delete a contact (undo brings it back)")
    one.add_argument("who", metavar="WHO")


def _timeline(commands: _Commands) -> None:
    one = commands.add("log", "timeline:log", "what happened: one line, or WHO... with --kind and --text")
    one.add_argument("who", nargs="+", metavar="WHO", help='or "call Ann, Bo yesterday 14:00: what was said; '
                     'promise: send the list by Friday"')  # fmt: skip
    one.add_argument("--kind", help="call, meeting, visit, email, message, letter, social, note ...")
    one.add_argument("--text", help="what was said")
    one.add_argument("--at", type=_when, metavar="WHEN", help="2026-11-20T14:00, or in words; default: now")
    one.add_argument("--by", metavar="COLLEAGUE", help="who of us (default: you)")
    one.add_argument("--new-colleague", action="store_true", help="COLLEAGUE is new among us")
    one.add_argument("--promise", metavar="TEXT", help="what was promised")
    one.add_argument("--due", type=_day, metavar="DATE", help="until when")
    one.add_argument("--theirs", action="store_true", help="they promised it")
    one.add_argument("--attach", action="append", default=[], metavar="FILE", help="keep a copy of it with the entry")
    one = commands.add("promises", "timeline:promises", "who promised whom what; of an organisation its people")
    state = one.add_mutually_exclusive_group()
    for name in ("open", "overdue", "all"):
        state.add_argument(f"--{name}", dest="which", action="store_const", const=name, default="open")
    one.add_argument("who", nargs="?", metavar="WHO")
    for name, text in (("keep", "was kept"), ("break", "was broken"), ("release", "need not be kept")):
        one = commands.add(name, f"timeline:{name.replace('break', 'break_')}", f"a promise {text}")
        one.add_argument("id", metavar="ID")
    one = commands.add("renegotiate", "timeline:renegotiate", "another day was agreed on for a promise")
    one.add_argument("id", metavar="ID")
    one.add_argument("--due", required=True, type=_day, metavar="DATE")


def _reminders(commands: _Commands) -> None:
    one = commands.add("remind", "reminders:remind", "a note to come back to")
    one.add_argument("who", metavar="WHO")
    one.add_argument("text", metavar="TEXT")
    one.add_argument("--on", required=True, type=_day, metavar="DATE")
    one.add_argument("--every", metavar="RRULE", help="recurring, by RFC 5545: FREQ=MONTHLY")
    one = commands.add("due", "reminders:due", "what is due: reminders, birthdays, promises, staying in touch")
    one.add_argument("--on", type=_day, metavar="DATE", help="default: today")
    one.add_argument("--days", type=_count, default=0, metavar="N", help="and the N days after")
    one = commands.add("done", "reminders:done", "what was due is done")
    one.add_argument("id", metavar="ID")
    one = commands.add("snooze", "reminders:snooze", "look at it again later")
    one.add_argument("id", metavar="ID")
    one.add_argument("--until", required=True, type=_day, metavar="DATE")


def _value(commands: _Commands) -> None:
    one = commands.add("want", "value:want", "what somebody wants; without TEXT: the open wants, its people's too")
    one.add_argument("who", metavar="WHO")
    one.add_argument("text", nargs="?", metavar="TEXT", help='read like "want: ..." in the line: a second shop within '
                     '3 months! (the product in brackets); options win over words')  # fmt: skip
    one.add_argument("--horizon", choices=("now", "season", "year", "someday"), help="how soon (default: by --by)")
    one.add_argument("--by", type=_day, metavar="DATE", help="until when")
    one.add_argument("--strength", type=int, choices=(1, 2, 3))
    one.add_argument("--suspected", action="store_true", help="nobody said so yet")
    one.add_argument("--words", default="", metavar="TEXT", help="as they said it")
    one.add_argument("--product", metavar="PRODUCT", help="which product it is about")
    closed = one.add_mutually_exclusive_group()
    closed.add_argument("--met", metavar="WANT", help="they have it now: closes the open want (its id or words)")
    closed.add_argument("--dropped", metavar="WANT", help="they no longer want it: closes it too")
    one = commands.add("bought", "value:bought", "what somebody bought")
    one.add_argument("who", metavar="WHO")
    one.add_argument("product", metavar="PRODUCT")
    one.add_argument("--quantity", default="1", metavar="N")
    one.add_argument("--price", metavar="AMOUNT", help="of all of it together: 1120.00, $5")
    one.add_argument("--currency", default="", metavar="CODE", help="EUR, USD, SEK")
    one.add_argument("--on", type=_day, metavar="DATE", help="default: today")
    one = commands.add("story", "value:story", "what somebody tells about a product, in their words")
    one.add_argument("who", metavar="WHO")
    one.add_argument("product", metavar="PRODUCT")
    one.add_argument("text", metavar="TEXT")
    one.add_argument("--quote", choices=("none", "anonymous", "named"), default="none", help="may it be quoted?")
    one = commands.add("offer", "offers:offer", "what was offered to somebody; with TEXT keep an offer that goes out")
    one.add_argument("who", metavar="WHO")
    one.add_argument("text", nargs="*", metavar="TEXT", help="what is offered; Kithbook sends nothing")
    one.add_argument("--check", action="store_true", help="only look: what speaks for and against it today")
    reason = one.add_mutually_exclusive_group()
    reason.add_argument("--want", metavar="WANT", help="the reason: something they want (its id or words)")
    reason.add_argument("--owned", metavar="PRODUCT", help="the reason: something they own")
    one.add_argument("--channel", default="", metavar="CHANNEL", help="email, phone, message, letter, visit")
    one.add_argument("--override", default="", metavar="REASON", help="why it goes out although something is red")
    for act, text in (("gave", "what we gave somebody"), ("asked", "what we asked of somebody")):
        one = commands.add(act, f"value:{act}", text)
        one.add_argument("who", metavar="WHO")
        one.add_argument("kind", metavar="KIND",
                         help="introduction, advice, order, referral, feedback, time, item, other")  # fmt: skip
        one.add_argument("text", nargs="?", metavar="TEXT")
        one.add_argument("--theirs", action="store_true", help=f"they {act} us")
        one.add_argument("--on", type=_day, metavar="DATE", help="default: today")


def _network(commands: _Commands) -> None:
    one = commands.add("relations", "relations:relations", "family and people around somebody; with LINE: one more")
    one.add_argument("who", metavar="WHO")
    one.add_argument("line", nargs="*", metavar="LINE", help='"daughter Mia, 9, plays the cello", "son Bo, 29 Feb '
                     '2016", "boss Bo Dahl, since 2019", "godmother of Ann" (WHO is hers)')  # fmt: skip
    one.add_argument("--card", metavar="WHO", help="whose card it is (default: the only one of exactly that name)")
    one.add_argument("--row", metavar="ID", help="with --change: which of several of that name")
    again = one.add_mutually_exclusive_group()
    again.add_argument("--change", action="store_true", help="whoever is there already is changed")
    again.add_argument("--another", action="store_true", help="one more of that name")
    one = commands.add("permission", "network:permission", "may we contact somebody? or note that we may (not)")
    one.add_argument("who", metavar="WHO")
    one.add_argument("channel", nargs="?", metavar="CHANNEL", help="email, phone, message, letter, visit, any")
    one.add_argument("purpose", nargs="?", default="", metavar="PURPOSE", help="what for; none: for everything")
    record = one.add_mutually_exclusive_group()
    for state, text in (("granted", "they said yes"), ("refused", "they said no"), ("withdrawn", "they took it back")):
        record.add_argument(f"--{state}", dest="record", action="store_const", const=state, help=text)
    one.add_argument("--how", default="", metavar="TEXT", help="said, form, e-mail ...")
    one.add_argument("--evidence", default="", metavar="TEXT", help="where it is written")
    one.add_argument("--on", type=_day, metavar="DATE", help="when (default: today)")
    one.add_argument("--expires", type=_day, metavar="DATE", help="the last day it counts")
    one = commands.add("introductions", "network:introductions",
                       "introductions under way and whom to introduce to whom; or take one a step further")  # fmt: skip
    one.add_argument("words", nargs="*", metavar="WHO | STEP ...", help="of one contact; or: propose WHO WHO, ask ID "
                     "WHO, yes ID WHO, no ID WHO, introduce ID, thank ID, outcome ID TEXT, "
                     "dismiss ID, reopen ID, made ENTRY (what an entry tells of was ours)")  # fmt: skip
    one.add_argument("--limit", type=_above_nothing, default=10, metavar="N", help="how many to suggest (default: 10)")
    one.add_argument("--reason", default="", metavar="TEXT", help="what they have in common; what was said")
    one.add_argument("--all", action="store_true", help="finished ones too")
    one = commands.add("freshen", "network:freshen", "stale facts to ask about, five a day")
    one.add_argument("id", nargs="?", metavar="ID")
    one.add_argument("verdict", nargs="?", default="true", metavar="VERDICT",
                     choices=("true", "changed", "unknown", *map(str, range(1, 10))),
                     help="true, changed or unknown; of values side by side the number of the right one")  # fmt: skip
    one.add_argument("--limit", type=_above_nothing, default=5, metavar="N", help="how many a day (default: 5)")


def _insight(commands: _Commands) -> None:
    one = commands.add("brief", "insight:brief", "before you talk: one page about each of these contacts")
    one.add_argument("who", nargs="+", metavar="WHO")
    one.add_argument("--on", type=_day, metavar="DATE",
                     help="as seen from that day, today or later: what is late, due and near then")  # fmt: skip
    one.add_argument("--pdf", metavar="FILE", help="on paper: one document for all of them")
    one = commands.add("today", "insight:today", "what to do now, one row per person, each with its reasons")
    one.add_argument("--on", type=_day, metavar="DATE", help="default: today")
    one = commands.add("demand", "demand:demand", "what everybody wants, pooled by need")
    one.add_argument("need", nargs="?", metavar="NEED", help="only this one, with the words behind it")
    joining = one.add_mutually_exclusive_group()
    joining.add_argument("--same-as", metavar="OTHER", help="NEED is the same need as OTHER from now on")
    joining.add_argument("--part", action="store_true", help="NEED is a need of its own again")
    one.add_argument("--limit", type=_above_nothing, default=20, metavar="N",
                     help="how many needs, or quotes of one need")
    one = commands.add("health", "insight:health", "how a relationship stands, and why")
    one.add_argument("who", metavar="WHO")


def _keeping(commands: _Commands) -> None:
    one = commands.add("history", "history:history", "who changed what of a contact, and when")
    one.add_argument("who", metavar="WHO")
    one.add_argument("--field", metavar="F", help="only of one: full_name, phone, email, birth, role ...")
    one = commands.add("undo", "history:undo", "take back the last change of this device, or the last N")
    one.add_argument("count", nargs="?", type=_above_nothing, default=1, metavar="N")
    commands.add("redo", "history:redo", "do again what was undone last")
    commands.add("check", "keeping:check", "is the notebook sound? exit 1 when something is wrong")
    for name, text in (
        ("backup", "a complete copy of the notebook into FILE"),
        ("restore", "the notebook as it is in the backup FILE; what it replaces is kept beside it"),
        ("demo", "make FILE a sample notebook"),
    ):
        one = commands.add(name, f"keeping:{name}", text)
        one.add_argument("file", metavar="FILE")
    one = commands.add("path", "keeping:path", "where the notebook is; with TO: who of us opens the door to somebody")
    one.add_argument("to", nargs="?", metavar="TO", help='WHO, or "ROLE at ORGANISATION"')
    one.add_argument("--from", dest="start", metavar="COLLEAGUE", help="from this one of us (default: whoever is best)")


_CONCEPTS: dict[str, Callable[[_Commands], None]] = {
    name: concept
    for concept, names in (
        (_exchange, "convert import export"),
        (_contacts, "list show add edit remove"),
        (_timeline, "log promises keep break release renegotiate"),
        (_reminders, "remind due done snooze"),
        (_value, "want bought story offer gave asked"),
        (_network, "relations permission introductions freshen"),
        (_insight, "brief today demand health"),
        (_keeping, "history undo redo check backup restore demo path"),
    )
    for name in names.split()
}
