"""The rule for cells that a spreadsheet would take for a formula: stated here once, lossless.

A spreadsheet runs a cell that starts with ``=``, ``@``, ``+``, ``-``, a tab or a carriage return. On the
way out such a cell gets one apostrophe in front. Not touched are ``+`` and ``-`` where the whole cell is a
number (``-5``, ``+1.5e3``) or a phone number (``+49 170 12-34``): digits, spaces and ``( ) . / -`` behind the
``+``, at least three digits, and an extension (``x12``, ``ext. 12``) at the end. So that nothing is lost, a cell
which itself starts with apostrophes followed by one of those signs also gets one more.

On the way in exactly one apostrophe is taken away from a cell that starts with apostrophes followed by one
of those signs, and nothing else is changed: ``'=1+1`` becomes ``=1+1``, ``''=x`` becomes ``'=x``, ``'tis`` stays.
For every text, ``restored(guarded(text)) == text``. A foreign file is read by the same rule; the cells in it
which it changes are those that somebody has neutralised.
"""

from __future__ import annotations

import re

STARTS = "=@+-\t\r'"
_DANGEROUS = re.compile(r"'*[=@+\-\t\r]")
_NEUTRALISED = re.compile(r"'+[=@+\-\t\r]")
_NUMBER = re.compile(r"[+-](?:\d+(?:[.,]\d+)*|[.,]\d+)(?:[eE][+-]?\d+)?%?", re.ASCII)
_PHONE = re.compile(
    r"\+(?=(?:[^0-9]*[0-9]){3})[0-9 \u00a0()./-]*[0-9)](?: ?(?:x|ext\.?) ?[0-9]+)?", re.ASCII | re.IGNORECASE
)


def guarded(text: str) -> str:
    """The cell as it is written: one apostrophe more where a spreadsheet would see a formula."""
    if not text or text[0] not in STARTS:
        return text
    if text[0] == "+" and _PHONE.fullmatch(text):
        return text
    if not _DANGEROUS.match(text) or (text[0] in "+-" and _NUMBER.fullmatch(text)):
        return text
    return "'" + text


def restored(text: str) -> str:
    """The cell as it was meant: one apostrophe less where `guarded` would have put one."""
    if text and text[0] == "'" and _NEUTRALISED.match(text):
        return text[1:]
    return text
