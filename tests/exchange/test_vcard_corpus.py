"""The files of other projects (shared corpus): the facts that several parsers agree on, and no loss on the way out."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from notebook.exchange.record import Record
from notebook.exchange.vcard import read, write

LINES = "kithbook.app:lines"
# Files whose facts we hold to be read better than the facts say, and why.
BETTER = {
    "aosp-vcard/v21_invalid_multiple_line.vcf": "the address is taken out of a mailbox",
    "calcard/062.vcf": "text that is no picture is no photo",
}


def files(corpus: Path) -> dict[str, dict[str, Any]]:
    expected = json.loads((corpus / "expected.json").read_text(encoding="utf-8"))["vcard"]
    return {name.removeprefix("vcard/"): facts for name, facts in expected.items()}


def records(corpus: Path, name: str) -> list[Record]:
    return list(read((corpus / "vcard" / name).read_bytes()))


def spaces(value: Any) -> str:
    return " ".join(str(value or "").removeprefix("tel:").split())


def facts_of(card: dict[str, Any]) -> dict[str, Any]:
    name = card.get("name") or {}
    components = name.get("components") or []
    organizations = list((card.get("organizations") or {}).values())
    facts: dict[str, Any] = {
        "fn": name.get("full"),
        "family": " ".join(c["value"] for c in components if c["kind"] == "surname"),
        "given": " ".join(c["value"] for c in components if c["kind"] == "given"),
        "org": organizations[0].get("name") if organizations else None,
        "uid": card.get("uid"),
        "emails": sorted(spaces(e["address"]) for e in card.get("emails", {}).values()),
        "tels": sorted(spaces(p["number"]) for p in card.get("phones", {}).values()),
        "n_adr": len(card.get("addresses", {})),
        "n_photo": sum(m["kind"] == "photo" for m in card.get("media", {}).values()),
    }
    facts |= {"n_email": len(facts["emails"]), "n_tel": len(facts["tels"]), "bday_iso": None}
    for day in card.get("anniversaries", {}).values():
        date = day["date"]
        if day["kind"] == "birth" and "utc" in date:
            facts["bday_iso"] = date["utc"][:10]
        elif day["kind"] == "birth" and "month" in date and "day" in date:
            year = f"{date['year']:04d}" if "year" in date else "-"
            facts["bday_iso"] = f"{year}-{date['month']:02d}-{date['day']:02d}"
    return facts


def test_facts(corpus: Path) -> None:
    wrong, right = [], 0
    for name, want in files(corpus).items():
        cards = [r.card for r in records(corpus, name) if r.card is not None]
        if not want.get("malformed_or_hard"):
            assert len(cards) == want.get("card_count", len(cards)), name
        if len(cards) != want.get("card_count"):
            continue
        for number, (card, facts) in enumerate(zip(cards, want.get("cards") or [], strict=False)):
            found = facts_of(card)
            for fact, value in facts.items():
                if fact not in found or (value in (None, "") and fact in ("fn", "uid")):
                    continue
                if fact == "bday_iso" and len(value) != 10 and not value.startswith("--"):
                    continue  # the day of a date without one
                value = sorted(map(spaces, value)) if isinstance(value, list) else value
                same = found[fact] == value if isinstance(value, list | int) else spaces(found[fact]) == spaces(value)
                right += same
                if not same:
                    wrong.append((name, number, fact, found[fact], value))
    assert right > 2000
    assert [row for row in wrong if row[0] not in BETTER] == []
    assert len(wrong) <= 3


def test_hard_files_are_recovered_and_spoken_of(corpus: Path) -> None:
    for name, want in files(corpus).items():
        verdict = want.get("malformed_or_hard")
        if verdict:
            found = records(corpus, name)
            count = sum(r.card is not None for r in found)
            assert count in verdict["recover"], (name, count)
            assert count or any(r.problems for r in found), name


def test_every_problem_has_a_line_of_the_file_and_a_sentence(corpus: Path) -> None:
    for name in files(corpus):
        size = len((corpus / "vcard" / name).read_bytes().splitlines())
        for record in records(corpus, name):
            for problem in record.problems:
                assert problem.line is not None and 1 <= problem.line <= max(1, size), name
                assert str(problem.sentence)[-1] not in " :", name


def test_well_formed_files_have_few_problems(corpus: Path) -> None:
    """A problem is data that was not taken, not a remark about style."""
    speaking = Counter(
        name
        for name, want in files(corpus).items()
        if not want.get("malformed_or_hard")
        for record in records(corpus, name)
        if record.problems
    )
    assert len(speaking) <= 16, speaking


def test_each_card_survives_both_versions(corpus: Path) -> None:
    count = 0
    for name in files(corpus):
        for record in records(corpus, name):
            if record.card is None:
                continue
            bare = {prop: value for prop, value in record.card.items() if prop != LINES}
            for version in ("3.0", "4.0"):
                out = write(record.card, version)
                assert max(map(len, out.split(b"\r\n"))) <= 75
                (again,) = read(out)
                assert again.card is not None
                assert {p: v for p, v in again.card.items() if p != LINES} == bare, (name, version)
                assert b"JSPROP" not in out, (name, version)
                count += 1
    assert count > 400


def test_unknown_lines_come_back_byte_for_byte(corpus: Path) -> None:
    """Every ``X-`` line that Kithbook has no place for stands in the same version's output as it stood."""
    count = 0
    for name in files(corpus):
        for record in records(corpus, name):
            if record.card is None:
                continue
            kept = record.card.get(LINES) or {}
            if not kept or "vCardProps" not in record.card:
                continue
            out = write(record.card, kept["version"]).replace(b"\r\n ", b"").decode().split("\r\n")
            plain = [line.partition(".")[2] if line.partition(".")[0].startswith("item") else line for line in out]
            for line in kept["lines"]:
                if line[:2].upper() == "X-" and "\n" not in line:
                    assert line in out or line in plain, (name, line)
                    count += 1
    assert count > 20
