"""A JSContact Card as a vCard 3.0 or 4.0 (RFC 9555 section 3), so that reading it gives the card back.

Lines the card was read from (``kithbook.app:lines``) are used again where they still say what the card says and
the version is theirs. At the end the vCard is read; whatever reading does not bring back goes in as JSPROP
(RFC 9555 3.2): the round trip holds by construction, in both versions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from notebook.exchange.record import Card
from notebook.exchange.vcard import own
from notebook.exchange.vcard.dates import write_stamp
from notebook.exchange.vcard.decoding import plain
from notebook.exchange.vcard.kept import Kept
from notebook.exchange.vcard.lines import Chunk
from notebook.exchange.vcard.rows import ROWS, Params, Row, kept_params, name_row, params_of, relation_row, types_of
from notebook.exchange.vcard.sound import sound
from notebook.exchange.vcard.to_card import LINES, TEXTS, Reader
from notebook.exchange.vcard.values import escape, escape_lines, escape_uri, fold, parameter

_PHONETIC = {"given": "X-PHONETIC-FIRST-NAME", "surname": "X-PHONETIC-LAST-NAME", "given2": "X-PHONETIC-MIDDLE-NAME"}
_OWN = ("@type", "version", LINES)
_BY_KEY = frozenset((*ROWS, *own.MAPS, "name", "relatedTo", "speakToAs"))


class Writer:
    """Writes cards of one version; ``reader`` is how it looks at its own work."""

    def __init__(self, version: str, reader: Reader) -> None:
        self._version = version
        self._reader = reader

    def write(self, card: Card) -> bytes:
        """The vCard, CRLF line ends, folded."""
        fit = sound(card)
        lines = _Lines(fit, self._version, Kept(fit, self._version, self._reader)).all()
        raw = "\n".join(escape_lines(line) for line in lines).encode("utf-8", "replace")
        back, _ = self._reader.card(Chunk(1, plain(raw)))
        lines[-1:-1] = _patches(card, back)
        return b"".join(fold(escape_lines(line)) for line in lines)


def _patches(card: Card, back: Card) -> list[str]:
    """A JSPROP for everything of ``card`` that ``back`` has differently."""
    lines = []
    for prop in {**card, **back}:
        ours, theirs = card.get(prop), back.get(prop)
        if prop in _OWN or same(ours, theirs):
            continue
        step = _step(prop)
        if prop in _BY_KEY and isinstance(ours, dict) and isinstance(theirs, dict) and _plain_keys(ours, theirs):
            for key in {**theirs, **ours}:
                if not same(ours.get(key), theirs.get(key)):
                    lines.append(_jsprop(f"{step}/{_step(key)}", ours.get(key)))
        else:
            lines.append(_jsprop(step, ours))
    return lines


def _plain_keys(ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    """Whether each key can stand in a pointer that is a parameter, and something is there to point into."""
    return bool(ours) and all(str(key).isprintable() for key in (*ours, *theirs))


def _jsprop(pointer: str, value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f'JSPROP;JSPTR="{parameter(pointer).strip(chr(34))}":{escape(text)}'


def _step(key: str) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")


def same(ours: Any, theirs: Any) -> bool:
    """Whether two values of cards say the same; the ``@type`` of an object adds nothing."""
    if ours == theirs and type(ours) is type(theirs):
        return True
    if isinstance(ours, dict) and isinstance(theirs, dict):
        keys = {*ours, *theirs}
        if isinstance(ours.get("@type", ""), str) and isinstance(theirs.get("@type", ""), str):
            keys.discard("@type")  # else somebody's map key, by chance
        return all(key in ours and key in theirs and same(ours[key], theirs[key]) for key in keys)
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(same(a, b) for a, b in zip(ours, theirs, strict=True))
    return False


class _Lines:
    """The unfolded content lines of one card in the making."""

    def __init__(self, card: Card, version: str, kept: Kept) -> None:
        self._card = card
        self._version = version
        self._kept = kept
        self._out: list[str] = ["BEGIN:VCARD", f"VERSION:{version}"]
        self._groups = set(_groups(card))
        self._labelled: dict[str, str] = {}
        self._item = 0

    def all(self) -> list[str]:
        """All lines, BEGIN to END."""
        card = self._card
        self._scalar("PRODID", "prodId")
        self._scalar("UID", "uid")
        self._kind()
        self._scalar("LANGUAGE", "language")
        self._name()
        for prop, (prefix, row) in ROWS.items():
            entries = card.get(prop)
            if not isinstance(entries, dict):
                continue
            for place, (key, entry) in enumerate(entries.items()):
                if isinstance(entry, dict):
                    self._entry(prop, str(key), entry, row(entry, self._version), key == f"{prefix}{place + 1}")
        for uid, entry in _objects(card.get("relatedTo")):
            related, label = relation_row(uid, entry, self._version)
            params = related[1] + kept_params(entry.get("vCardParams") or {})
            self._line(self._group(entry, label), related[0], params, related[2])
        self._speak()
        self._set("members", "MEMBER" if self._version == "4.0" else "X-ADDRESSBOOKSERVER-MEMBER", escape_uri, "")
        self._set("keywords", "CATEGORIES", escape, ",")
        for name, prop in (("CREATED", "created"), ("REV", "updated")):
            if card.get(prop) and not self._again(prop):
                self._out.append(f"{name}:{escape(write_stamp(str(card[prop]), self._version))}")
        self._out += own.lines(card)
        for prop in card.get("vCardProps") or ():
            self._unknown(prop)
        self._out.append("END:VCARD")
        return self._out

    def _again(self, prop: str) -> bool:
        """Writes the line a property was read from, where it still holds."""
        line = self._kept.scalars.get(prop)
        if line is not None:
            self._out.append(line)
        return line is not None

    def _scalar(self, name: str, prop: str) -> None:
        value = self._card.get(prop)
        if isinstance(value, str) and value and not self._again(prop):
            self._out.append(f"{name}:{escape_uri(value) if prop == 'uid' else escape(value)}")

    def _kind(self) -> None:
        kind = self._card.get("kind")
        if not isinstance(kind, str) or not kind or self._again("kind"):
            return
        if self._version == "4.0":
            self._out.append(f"KIND:{escape(kind)}")
        elif kind == "org":
            self._out.append("X-ABShowAs:COMPANY")
        else:
            self._out.append(f"{'X-ADDRESSBOOKSERVER-KIND' if kind == 'group' else 'KIND'}:{escape(kind)}")

    def _name(self) -> None:
        name = self._card.get("name")
        name = name if isinstance(name, dict) else {}
        full = name.get("full")
        if isinstance(full, str) and full:
            self._out.append(self._kept.name.get("FN") or f"FN:{escape(full)}")
        else:
            self._out.append(f"FN;DERIVED=TRUE:{escape(_called(self._card, name))}")
        components = [c for c in name.get("components") or () if isinstance(c, dict)]
        line = self._kept.name.get("N")
        if line:
            self._out.append(_grouped(name, line))
        elif components or self._version == "3.0":
            row = name_row({**name, "components": components})
            self._line(str((name.get("vCardParams") or {}).get("group") or ""), *row)
        for component in components:
            if component.get("phonetic") and component.get("kind") in _PHONETIC:
                self._out.append(f"{_PHONETIC[component['kind']]}:{escape(str(component['phonetic']))}")

    def _entry(self, prop: str, key: str, entry: dict[str, Any], row: Row | None, in_place: bool) -> None:
        """The line of one object, with what stands beside it in its group."""
        if row is None:
            return
        name, params, value = row
        kept = self._kept.objects.get((prop, key))
        label = entry.get("label") if not (kept and kept[1]) else ""
        label = str(label) if label and prop in _LABELLED else ""
        marked = str((entry.get("vCardParams") or {}).get("x-ablabel") or "")
        if label and marked == f"_$!<{label}>!$_":
            label = marked
        if prop == "anniversaries" and name == "X-ABDATE" and entry.get("kind") == "wedding":
            label = "_$!<Anniversary>!$_"
        country = str(entry.get("countryCode") or "") if prop == "addresses" and self._version == "3.0" else ""
        group = self._group(entry, label, bool(country))
        if kept:
            self._out.append(f"{group}.{kept[0]}" if group else kept[0])
        elif prop != "addresses" or self._version == "4.0" or entry.get("components") or not entry.get("full"):
            own: Params = [] if in_place else [("PROP-ID", key)]
            self._line(group, name, _merged(params, params_of(prop, entry, self._version) + own), value)
        if country:
            self._line(group, "X-ABADR", [], escape(country.lower()))
        if prop == "addresses" and self._version == "3.0" and entry.get("full") and not (kept and kept[2]):
            types = types_of(prop, entry, "3.0")
            self._line(group, "LABEL", [("TYPE", types)] if types else [], escape(str(entry["full"])))
        place = entry.get("place") if prop == "anniversaries" else None
        if isinstance(place, dict) and entry.get("kind") in ("birth", "death"):
            text = place.get("full") or place.get("coordinates") or ""
            self._out.append(f"{'BIRTHPLACE' if entry['kind'] == 'birth' else 'DEATHPLACE'}:{escape(str(text))}")

    def _group(self, entry: dict[str, Any], label: str, needed: bool = False) -> str:
        """The group of an object; one is made where a label or a country needs it. The label is written too."""
        group = str((entry.get("vCardParams") or {}).get("group") or "")
        if not group and (label or needed):
            self._item += 1
            while f"item{self._item}" in self._groups:
                self._item += 1
            group = f"item{self._item}"
        if label and self._labelled.get(group) != label:
            self._labelled[group] = label
            self._line(group, "X-ABLabel", [], escape(label))
        return group

    def _speak(self) -> None:
        speak = self._card.get("speakToAs")
        if not isinstance(speak, dict):
            return
        if speak.get("grammaticalGender"):
            self._out.append(f"GRAMGENDER:{escape(str(speak['grammaticalGender']))}")
        for place, (key, entry) in enumerate(_objects(speak.get("pronouns"))):
            own: Params = [] if key == f"k{place + 1}" else [("PROP-ID", key)]
            params = params_of("pronouns", entry, self._version) + own
            self._line("", "PRONOUNS", params, escape(str(entry.get("pronouns", ""))))

    def _set(self, prop: str, name: str, escaped: Any, joint: str) -> None:
        """Keywords on one line, members on a line each; lines they were read from first."""
        wanted = self._card.get(prop)
        if not isinstance(wanted, dict):
            return
        words = [str(word) for word, on in wanted.items() if on]
        for line, said in self._kept.sets.get(prop, ()):
            self._out.append(line)
            words = [word for word in words if word not in said]
        texts = [escaped(word) for word in words]
        if joint and texts:
            texts = [joint.join(texts)]
        self._out.extend(f"{name}:{text}" for text in texts)

    def _unknown(self, prop: Any) -> None:
        """A property that was only kept (a jCard array, RFC 7095 3.3)."""
        if not (isinstance(prop, list) and len(prop) > 3 and isinstance(prop[1], dict)):
            return
        group = str(prop[1].get("group") or "")
        line = self._kept.unknown(prop)
        if line is not None:
            self._out.append(f"{group}.{line}" if group else line)
            return
        name, kind = str(prop[0]).upper(), str(prop[2])
        params: Params = [
            (str(key).upper(), [str(item) for item in value] if isinstance(value, list) else str(value))
            for key, value in prop[1].items()
            if key != "group"
        ]
        if kind != "unknown" and not (kind == "text" and name in TEXTS):
            params.append(("VALUE", kind))
        values = [_jcard_value(value, kind) for value in prop[3:]]
        self._line(group, name, params, ",".join(values))

    def _line(self, group: str, name: str, params: Params, value: str) -> None:
        head = f"{group}.{name}" if group else name
        for key, text in params:
            head += f";{key}={parameter(text) if isinstance(text, str) else ','.join(map(parameter, text))}"
        self._out.append(f"{head}:{value}")


_LABELLED = frozenset(
    ("emails", "phones", "addresses", "links", "onlineServices", "media", "cryptoKeys", "calendars", "directories",
     "schedulingAddresses", "personalInfo", "anniversaries")
)  # fmt: skip


def _merged(own: Params, common: Params) -> Params:
    """The parameters of a line; a TYPE of its own joins the common one."""
    if all(key != "TYPE" for key, _ in own):
        return own + common
    pairs = own + common
    words = [word for key, text in pairs if key == "TYPE" for word in (text if isinstance(text, list) else [text])]
    return [*(pair for pair in pairs if pair[0] != "TYPE"), ("TYPE", words)]


def _jcard_value(value: Any, kind: str) -> str:
    if isinstance(value, list):
        return ";".join(_jcard_value(part, "text") for part in value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return escape(str(value)) if kind == "text" else escape_lines(str(value))


def _objects(entries: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(entries, dict):
        for key, entry in entries.items():
            if isinstance(entry, dict):
                yield str(key), entry


def _groups(card: Card) -> Iterator[str]:
    for prop in card.values():
        for _, entry in _objects(prop):
            params = entry.get("vCardParams")
            if isinstance(params, dict) and params.get("group"):
                yield str(params["group"]).lower()
    for prop in card.get("vCardProps") or ():
        if isinstance(prop, list) and len(prop) > 1 and isinstance(prop[1], dict) and prop[1].get("group"):
            yield str(prop[1]["group"]).lower()


def _grouped(name: dict[str, Any], line: str) -> str:
    group = (name.get("vCardParams") or {}).get("group")
    return f"{group}.{line}" if group else line


def _called(card: Card, name: dict[str, Any]) -> str:
    """A name to show for a card that has no full one: its components in their usual order, or what stands in."""
    order = ("title", "given", "given2", "surname", "surname2", "generation", "credential")
    components = [c for c in name.get("components") or () if isinstance(c, dict)]
    if name.get("isOrdered"):
        words = [str(c.get("value", "")) for c in components if c.get("kind") != "separator"]
    else:
        words = [str(c.get("value", "")) for kind in order for c in components if c.get("kind") == kind]
    if words:
        return " ".join(words)
    for prop, key in (("organizations", "name"), ("nicknames", "name"), ("emails", "address"), ("phones", "number")):
        for _, entry in _objects(card.get(prop)):
            if entry.get(key):
                return str(entry[key])
    return ""
