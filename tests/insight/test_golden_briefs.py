"""A golden brief for each line of product.md that is marked None: the page on a fixed day, and behind every line the
rows it came from, with who wrote them and when.

The pages lie in ``golden/``. After a change that is meant: ``KITHBOOK_WRITE_GOLDEN=1 pytest`` on this file writes
them anew (and fails once), then read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from notebook import Clock, Notebook, make_sample
from notebook.insight.records import Line
from notebook.sentences import render, say
from tests.conftest import NOW

from .tracing import shown, supports

GOLDEN = Path(__file__).parent / "golden"
WRITE = "KITHBOOK_WRITE_GOLDEN"
# The line of product.md, whose brief shows it, and what has to be read there.
LINES = {
    "P6": ("Karin Sjöberg", "import:phones of the expo.vcf"),
    "P7": ("Greta Lindemann", "Learned: Her head reads on Fridays"),
    "P8": ("Jana Dvořáková", "e-mail for offers: no longer, it ended on"),
    "T3": ("Amara Okafor", "Next time: Bring the size table"),
    "R1": ("Dana Lindqvist", "Send the fair-trade list, due 2026-11-17, 3 days late"),
    "B1": ("Beatriz Carvalho", "Inês (daughter), about 6"),
    "B2": ("Emil Sandberg", "Oak box for the harbour bike, due 2026-10-21, 30 days late"),
    "B3": ("Rolf Achterberg", "they asked 4 times, gave once"),
    "W2": ("Finn Jørgensen", "Perhaps wants: A third coffee bike for the harbour, this year"),
    "W3": ("Hugo Brandt", "They told: A customer opened it, took the book out, and left an apple."),
    "W4": ("Wim van der Berg", "e-mail for offers: no"),
    "W5": ("Yusuf Öztürk", "Wants: A rain cover for the box, now – “My bread got wet on Monday”"),
    "W6": ("Priya Raman", "What a parcel costs on two wheels"),
    "N1": ("Ximena Rojas", "Introduced to Paul Okoye on 2026-10-22: Ximena and Paul"),
    "N2": ("Dr. Renate Vogel", "through Greta Lindemann"),
    "N3": ("Łukasz Żółty", "Tell what came of: What should a box be made of"),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    folder = tmp_path_factory.mktemp("golden")
    clock = Clock(lambda: NOW, ZoneInfo("Europe/Berlin"))
    make_sample(folder / "Sample.kithbook", state=folder / "state", clock=clock)
    book = Notebook.open(folder / "Sample.kithbook", state=folder / "state", clock=clock)
    yield book
    book.close()


def page(book: Notebook, name: str) -> str:
    """The brief with the rows behind each line."""
    brief = book.insight.brief(book.contacts.find(name))
    lines = [f"{brief.name}, {brief.day}"]
    for section in brief.sections:
        lines += ["", str(section.title)]
        for line in section.lines:
            lines.append(f"{'!' if line.late else '-'} {line.text}")
            lines += [f"    < {shown(book, line, row)}" for row in line.evidence]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("number", LINES)
def test_the_golden_brief(told: Notebook, number: str) -> None:
    name, wanted = LINES[number]
    found = page(told, name)
    assert wanted in found
    path = GOLDEN / f"{number}.txt"
    if os.environ.get(WRITE):
        path.write_text(found, encoding="utf-8")
        pytest.fail(f"{path.name} is written anew: read what has changed")
    assert found == path.read_text(encoding="utf-8")


def test_each_golden_page_is_of_a_line(told: Notebook) -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(LINES)


def test_every_line_of_every_brief_can_be_traced(told: Notebook) -> None:
    """Not of the golden ones alone: each word, day and number of all the briefs stands in the rows named."""
    today = told.clock.today()
    untraced = [
        f"{page.name}: {line.text}: {missing}"
        for page in told.insight.briefs(told.contacts.exportable())
        for line in page.lines
        for missing in supports(told, line, today)
    ]
    assert not untraced, "\n".join(untraced)


def test_the_lead_of_a_line_is_what_it_begins_with(told: Notebook) -> None:
    """Also in a language that says it in another way: the window shows those words strong, and no others."""
    lines = [line for page in told.insight.briefs(told.contacts.exportable()) for line in page.lines]
    led = [line for line in lines if line.lead is not None]
    assert len(led) > len(lines) / 2
    for speak in (str, lambda text: text.replace(": ", " : ").replace("promised", "avez promis").replace("Ask", "Dem")):
        for line in led:
            assert line.lead is not None and render(line.text, speak).startswith(render(line.lead, speak)), line
    assert {line.whose for line in lines if line.kind == "promise-ours"} > {""}


def test_what_is_made_up_is_found_out(told: Notebook) -> None:
    """The tracing itself can fail: other words, another day, another number, other rows."""
    today = told.clock.today()
    [promise] = [line for line in told.insight.brief(told.contacts.find("Dana Lindqvist")).lines if line.late]
    assert supports(told, promise, today) == []
    assert supports(told, promise, today + timedelta(days=1)) == ["n = 3"]
    [balance] = [
        line for line in told.insight.brief(told.contacts.find("Rolf Achterberg")).lines if line.kind == "balance"
    ]
    assert supports(told, replace(balance, evidence=balance.evidence[1:]), today)
    assert supports(told, replace(promise, evidence=balance.evidence), today)
    made_up = Line(say("They promised: {text}, {when}", text="The moon", when=today), promise.evidence, "promise")
    assert supports(told, made_up, today) == ["the words 'The moon'", f"the day {today}"]
    assert supports(told, replace(promise, evidence=()), today)
    with pytest.raises(AssertionError):
        supports(told, replace(promise, evidence=(b"?" * 16,)), today)
