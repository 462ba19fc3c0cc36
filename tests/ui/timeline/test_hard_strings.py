"""Every naughty string is shown as it stands: as name, words and promise, in the stream and in the composer."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from notebook.timeline.records import Entry, Promise
from ui.timeline.completion import candidates
from ui.timeline.draft import without
from ui.timeline.layout import Colours, EntryLayout, Fonts, Mood, Said
from ui.timeline.words import Words

AT = datetime(2026, 11, 9, 10, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def strings() -> list[str]:
    import os

    folder = Path(os.environ.get("KITHBOOK_CORPUS") or Path(__file__).parents[4] / "shared" / "corpus") / "strings"
    if not folder.is_dir():
        pytest.skip(f"the corpus is not here: {folder}")
    found: list[str] = []
    for path in sorted(folder.rglob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        found += [text for text in data if isinstance(text, str)] if isinstance(data, list) else []
    for path in sorted(folder.rglob("*.txt")):
        found += path.read_text("utf-8", "replace").split("\n")
    return list(dict.fromkeys(text for text in found if text.strip()))


def test_they_are_laid_out_and_painted_inside_their_card(strings, clock, qapp):
    assert len(strings) > 300
    words, fonts = Words(clock), Fonts.of(qapp.font())
    colours = Colours(*[QColor("#888888")] * 11)
    picture = QImage(400, 2000, QImage.Format.Format_ARGB32_Premultiplied)
    who = (b"1" * 16, "Ann")
    for text in strings:
        promise = Promise(b"2" * 16, who[0], text, None, "", "ours", text, None, None, date(2026, 11, 1), "open", None)
        entry = Entry(b"3" * 16, "call", None, AT, "", 5, text, ((who[0], text),), (), (promise,))
        said = Said(words.title(entry), words.company(entry, None), words.when(entry.at), "", "Show all",
                    (words.promise(promise, None),), "call", body=text, note=text)
        layout = EntryLayout(entry, said, 400, fonts)
        assert 40 < layout.height < 1500
        assert all(chip.rect.right() <= layout.card.right() for chip in layout.chips)
        assert text.split()[0] in words.spoken(entry, None)
        painter = QPainter(picture)
        layout.paint(painter, QPointF(0, 0), colours, QPixmap(14, 14), Mood(today=clock.today()), {})
        painter.end()


def test_the_composer_survives_them_and_takes_chips_out(strings):
    for text in strings:
        for cursor in (len(text), len(text) // 2):
            found = candidates(text, cursor, lambda typed, text=text: [(text, text)], str)
            assert all(0 <= candidate.start <= cursor for candidate in found)
        line, cursor = without(text, 0, len(text) // 2)
        assert 0 <= cursor <= len(line)


@pytest.mark.parametrize(("line", "start", "end", "left"), [
    ("call Ann, Bo yesterday: hello", 10, 12, "call Ann yesterday: hello"),
    ("call Ann, Bo: hello", 5, 8, "call Bo: hello"),
    ("call Ann yesterday 14:00: hello", 19, 24, "call Ann yesterday: hello"),
    ("call Ann: hello; promise: the list by Friday", 17, 44, "call Ann: hello"),
    ("call Ann, Bo, Cy: hello", 10, 12, "call Ann, Cy: hello"),
])
def test_a_part_goes_with_its_comma(line, start, end, left):
    assert without(line, start, end) == (left, len(line[:start].rstrip(" ,;")))
