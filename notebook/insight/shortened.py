"""A brief in short, as the card in the window shows it: the lines that matter most."""

from __future__ import annotations

from notebook.insight.records import Brief, Line

SHORT = 6  # lines of the card in the window
# Which sections the short form takes its first line from, before any gives a second one.
_FIRST = ("promises", "last", "wants", "next", "near", "plan", "balance", "news", "know")


def short(page: Brief, most: int = SHORT) -> tuple[Line, ...]:
    """The lines that matter most, in the order of the page: one of each section, both directions of promises,
    then what is left."""
    chosen: list[Line] = []
    sections = {section.key: section.lines for section in page.sections}
    for key in _FIRST:
        lines = sections.get(key, ())
        first = list(lines[:1])
        if key == "promises":  # what was broken is to be known before all that is not
            first += [line for line in lines if line.kind != lines[0].kind][:1]
            first += [line for line in sections.get("news", ()) if line.kind == "broken"][:1]
        chosen += first
    rest = [line for key in _FIRST for line in sections.get(key, ()) if line not in chosen]
    kept = (chosen + rest)[:most]
    return tuple(line for line in page.lines if line in kept)
