"""A file of vCards cut into cards, and a card into content lines, all on bytes (RFC 6350 3.2 and worse).

Cards are found by their BEGIN and END lines alone, so a broken one never costs its neighbours. Line ends are
LF here already (`decoding.plain`). Folds may lie inside a UTF-8 character, quoted-printable values continue
by a soft break, base64 of vCard 2.1 may be folded badly or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from notebook.sentences import Sentence, say

_WINDOW = 1 << 20
_MARK = re.compile(
    rb"(?:\xef\xbb\xbf)*(?:[\w-]+\.)?(BEGIN|END|AGENT[^:\n]*:[ \t]*BEGIN)[ \t]*:[ \t]*\"?VCARD\"?[ \t;]*\Z", re.I
)
_GLUED = re.compile(rb"(END[ \t]*:[ \t]*VCARD)[ \t]*((?:\xef\xbb\xbf)*BEGIN[ \t]*:[ \t]*VCARD)", re.I)
_AGENT = re.compile(rb"\n(?:[\w-]+\.)?AGENT[^:\n]*:[ \t]*\n+\Z", re.I)
_STRAY = re.compile(rb"^(?:[\w-]+\.)?(?:VERSION|FN|N|TEL|EMAIL|ORG|UID)[;:]", re.I | re.M)
_PROPERTY = re.compile(rb"[A-Za-z0-9_.-]+[ \t]*[;:]")
_BREAKS_OFF = re.compile(
    rb"(?:[\w-]+\.)?(?:BEGIN|END|VERSION|TEL|EMAIL|ADR|ORG|TITLE|ROLE|URL|NOTE|REV|UID|BDAY|FN|PHOTO|LABEL|CATEGORIES"
    rb"|NICKNAME|X-[A-Z-]+)[;:]"
)
_BASE64_HEAD = re.compile(rb"[;=\"](?:BASE64|B)(?:[;:,\"]|\Z)", re.I)
_MEDIA_HEAD = re.compile(rb"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]", re.I)
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/=_-]+[ \t]*\Z")
_TEXT_HEAD = re.compile(rb"(?:[\w-]+\.)?(?:NOTE|LABEL|DESCRIPTION)[;:]", re.I)
_HIGH_END = re.compile(rb"=[89A-Fa-f][0-9A-Fa-f]\Z")
_HIGH_START = re.compile(rb" =[89ABab][0-9A-Fa-f]")
_FOLDED_END = re.compile(rb"\n[ \t]+END[ \t]*:[ \t]*VCARD\s*\Z", re.I)
_WORD = re.compile(rb"[A-Z][A-Z-]*\Z")


@dataclass(slots=True)
class Chunk:
    """One card as found: ``raw`` from BEGIN to END without nested cards; ``line`` is that of BEGIN, from 1.

    ``agents``: cards inside, which are the value of an AGENT. ``problems``: what was wrong with the frame.
    """

    line: int
    raw: bytes
    agents: list[bytes] = field(default_factory=list)
    problems: list[Sentence] = field(default_factory=list)


@dataclass(slots=True)
class _Span:
    """A card's place in the file; ``children`` are the cards between its BEGIN and END."""

    start: int
    end: int = -1
    agent: bool = False
    begun: bool = True
    children: list[_Span] = field(default_factory=list)


def chunks(data: bytes) -> Iterator[Chunk]:
    """The cards of a file in the order of their BEGIN lines; ``data`` is `decoding.plain`."""
    if _is_glued(data):
        data = _GLUED.sub(rb"\1\n\2", data)
    spans = _spans(data)
    if not spans and re.search(rb"^[ \t]+BEGIN[ \t]*:[ \t]*VCARD", data, re.I | re.M):
        data = re.sub(rb"^[ \t]+(?=\S)", b"", data, flags=re.M)  # a file indented as a whole
        spans = _spans(data)
    line, at = 1, 0
    for span in spans:
        line += data.count(b"\n", at, span.start)
        at = span.start
        if not span.children and span.begun and span.end >= 0:
            yield Chunk(line, data[span.start : span.end])
        else:
            yield _irregular(data, span, line)


def _is_glued(data: bytes) -> bool:
    """Whether an END is followed by a BEGIN on its own line: files put together without a line end between."""
    for base in range(0, len(data), _WINDOW):
        upper = data[base : base + _WINDOW + 32].upper()
        if b"VCARDBEGIN" in upper or b"VCARD BEGIN" in upper or b"VCARD\xef\xbb\xbfBEGIN" in upper:
            return True
    return False


def _spans(data: bytes) -> list[_Span]:
    """All cards, each where it begins; cards that stand in another but are no AGENT follow their parent."""
    found: list[_Span] = []
    open_spans: list[_Span] = []
    last_end = 0
    for start, end, word in _marks(data):
        if word != b"END":
            span = _Span(start, agent=word != b"BEGIN" or bool(_AGENT.search(data, max(0, start - 200), start)))
            if open_spans:
                open_spans[-1].children.append(span)
            else:
                span.agent = False
            open_spans.append(span)
            found.append(span)
        elif open_spans:
            open_spans.pop().end = end
            last_end = end
        else:
            stray = _STRAY.search(data, last_end, start)
            if stray:
                found.append(_Span(stray.start(), end, begun=False))
            last_end = end
    for span in open_spans:  # never closed: what came to stand inside were its successors
        span.end = -1 - (span.children[0].start if span.children else len(data))
        for child in span.children:
            child.agent = False
        span.children = []
    gone: set[int] = set()
    for span in found:
        for child in span.children:
            if child.agent:
                _drop(child, gone)
    return [span for span in found if id(span) not in gone] if gone else found


def _drop(span: _Span, gone: set[int]) -> None:
    """An agent's card is a value of its parent, with all that stands in it."""
    gone.add(id(span))
    for child in span.children:
        _drop(child, gone)


def _marks(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Start, end and word (BEGIN, END, AGENT...) of each line that frames a card; searched window by window."""
    size = len(data)
    for base in range(0, size, _WINDOW):
        upper = data[base : base + _WINDOW + 16].upper()
        at = upper.find(b"VCARD")
        while 0 <= at < _WINDOW:
            spot = base + at
            start = data.rfind(b"\n", 0, spot) + 1 if spot - 4096 < 0 else data.rfind(b"\n", spot - 4096, spot) + 1
            end = data.find(b"\n", spot)
            end = size if end < 0 else end
            mark = _MARK.match(data, start, end) if end - start < 256 else None
            if mark:
                word = mark[1].upper()
                folded = data[end + 1 : end + 2] in (b" ", b"\t")
                if not (folded and word.startswith(b"AGENT")):
                    while data.startswith(b"\xef\xbb\xbf", start):  # files with a mark each, put together
                        start += 3
                    yield start, end, word[:5]
            at = upper.find(b"VCARD", at + 5)


def _irregular(data: bytes, span: _Span, line: int) -> Chunk:
    """A card with others inside, or with half a frame."""
    problems: list[Sentence] = []
    end = span.end
    indented = _FOLDED_END.search(data, span.start, -1 - end) if end < 0 else None
    if indented:
        end = indented.start()
    if not span.begun:
        problems.append(say("BEGIN:VCARD is missing before this card."))
    if end < 0:
        end = -1 - end
        problems.append(say("END:VCARD is missing: the card may have been cut short."))
    pieces, agents, at = [], [], span.start
    for child in span.children:
        pieces.append(data[at : child.start])
        stop = child.end if child.end >= 0 else end
        if child.agent:
            agents.append(data[child.start : stop])
        at = stop + 1
    pieces.append(data[at:end])
    return Chunk(line, b"".join(pieces).rstrip(b"\n"), agents, problems)


class Rough(Exception):
    """The card needs `logical_lines`: it is not one `quick_lines` may take."""


def quick_lines(raw: bytes) -> list[str]:
    """The content lines of a well-behaved UTF-8 card, BEGIN first; raises `Rough` for any other."""
    if b"\n\n" in raw or (b"=\n" in raw and b"QUOTED" in raw.upper()):
        raise Rough
    if b"\n " in raw or b"\n\t" in raw:
        raw = raw.replace(b"\n ", b"").replace(b"\n\t", b"")
    try:
        return raw.decode().split("\n")
    except UnicodeDecodeError:
        raise Rough from None


def physical_line(raw: bytes, index: int) -> int:
    """The offset of the ``index``-th content line of a card that `quick_lines` took."""
    for number, line in enumerate(raw.split(b"\n")):
        if line[:1] not in (b" ", b"\t"):
            index -= 1
            if index < 0:
                return number
    return 0


def logical_lines(raw: bytes) -> tuple[list[tuple[int, bytes]], list[tuple[int, Sentence]]]:
    """The content lines of any card, each with its offset, and what was not taken for one."""
    out: list[tuple[int, list[bytes]]] = []
    problems: list[tuple[int, Sentence]] = []
    parts: list[bytes] = []  # of the last content line
    soft = base64 = text = False  # it goes on: quoted-printable, base64, a note with bare line ends
    rows = raw.split(b"\n")
    for number, line in enumerate(rows):
        if soft:
            parts[-1] = parts[-1].rstrip(b" \t")[:-1]
            soft = False
            if not _BREAKS_OFF.match(line):
                if line[:1] == b" " and _refolded(parts[-1], line):
                    line = line[1:]
                parts.append(line)
                soft = _is_soft(line)
                continue
        if line[:1] in (b" ", b"\t") and parts:
            parts.append(line.strip() if base64 else line[1:])
            soft = not base64 and _is_soft(line) and _is_quoted(b"".join(parts))
            continue
        if not line.strip() or line.startswith(b"#"):
            continue
        if base64 and _BASE64_LINE.match(line):
            parts.append(line.strip())
            continue
        named = _PROPERTY.match(line)
        if named and b":" not in line and number + 1 < len(rows) and rows[number + 1][:1] in (b" ", b"\t"):
            pass  # folded before its colon
        elif not named or b":" not in line or line[:5].lower() in (b"http:", b"https"):
            if text and not _WORD.match(line):
                parts.append(b"\\n" + line)
            else:
                problems.append((number, say("This line is not a property of a card: {text}", text=shown(line))))
            continue
        parts = [line]
        out.append((number, parts))
        head = line[: line.find(b":") + 1]
        base64 = bool(_BASE64_HEAD.search(head)) or bool(_MEDIA_HEAD.match(head))
        text = bool(_TEXT_HEAD.match(head))
        soft = not base64 and _is_soft(line) and _is_quoted(head)
    whole = [(number, b"".join(parts)) for number, parts in out]
    for number, line in whole:
        if b":" not in line:
            problems.append((number, say("This line is not a property of a card: {text}", text=shown(line))))
    return [(number, line) for number, line in whole if b":" in line], problems


def _refolded(before: bytes, line: bytes) -> bool:
    """Whether the space a line begins with is a fold on top of a soft break: at a line end, inside a character."""
    return before.endswith((b"=0A", b"=0a")) or bool(_HIGH_END.search(before) and _HIGH_START.match(line))


def _is_soft(line: bytes) -> bool:
    """Whether a line ends in the ``=`` of a soft break, white space added on the way or not."""
    return line.rstrip(b" \t").endswith(b"=")


def _is_quoted(line: bytes) -> bool:
    return b"QUOTED-PRINTABLE" in line[: line.find(b":") + 1].upper()


def shown(text: bytes | str) -> str:
    """A piece of a file as a sentence shows it: readable, one line, not too long."""
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    plain = " ".join(plain.split())
    return plain if len(plain) <= 60 else plain[:59] + "…"
