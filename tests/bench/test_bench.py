"""The bench runs and prints every row; nothing here looks at the figures."""

from __future__ import annotations

import pytest

from tests.bench.__main__ import main
from tests.bench.figures import Figure, p95, table

ROWS = (
    "start to painted list (limit: bare window)", "start to painted list (limit: empty notebook)",
    "memory after start", "keystroke to painted people", "keystroke to painted notes and promises",
    "wheel step in the contact list", "wheel step with health rings", "wheel step in a timeline",
    "open a contact with", "one edit through the journal",
    "import 50 vCards", "longest gap of the event loop", "memory of it all", "export 60 cards to CSV",
    "list QUERY --json", "brief to JSON, median", "brief to JSON, p95", "brief painted, median", "brief painted, p95",
    "Today, median", "Today, p95", "demand board, median", "demand board, p95", "introductions for everybody, median",
    "introductions for everybody, p95", "introductions after one edit", "door opener, four hops, median",
    "door opener, four hops, p95",
)  # fmt: skip


def test_every_row_is_measured(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--tiny"]) in (0, 1)
    lines = capfd.readouterr().out.splitlines()
    assert lines[0].split() == ["what", "measured", "limit", "ratio", "at", "most"]
    assert len(lines) == len(ROWS) + 1
    for row, line in zip(ROWS, lines[1:], strict=True):
        assert line.startswith(row) and line.endswith(("ok", "OVER"))


def test_what_a_figure_says() -> None:
    ratio = Figure("a", 3.0, 2.0, 1.4)
    more = Figure("b", 100.0, 50.0, 60, "MB", plus=True)
    alone = Figure("c", 120.0, None, 100)
    assert [ratio.reached, more.reached, alone.reached] == [False, True, False]
    lines = [line.split() for line in table([ratio, more, alone]).splitlines()]
    assert lines[1] == ["a", "3.00", "ms", "2.00", "ms", "1.50", "x", "1.4", "x", "OVER"]
    assert lines[2] == ["b", "100", "MB", "50.0", "MB", "+", "50", "MB", "+", "60", "MB", "ok"]
    assert lines[3] == ["c", "120", "ms", "100", "ms", "OVER"]


def test_p95_is_what_nineteen_of_twenty_do_not_exceed() -> None:
    assert p95([float(n) for n in range(1, 21)]) == 19
    assert p95([7.0]) == 7
