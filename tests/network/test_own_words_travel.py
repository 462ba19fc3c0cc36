"""Relations in words of their own go out and come back, from either side, and read the same wherever they are shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from notebook.book import Notebook
from notebook.exchange import exporting, importing

FORMATS = {"jscontact": "json", "csv": "csv", "vcard3": "vcf", "vcard4": "vcf"}
WORDS = ("pupil of / teacher of", "sings with", "Patin / Patenkind (godmother)", "a / b / c")


@pytest.fixture
def filled(book: Notebook) -> Notebook:
    """Ann and Bo, who are to each other what the words say."""
    ann, bo = book.contacts.create("Ann Lee"), book.contacts.create("Bo Dahl")
    for word in WORDS:
        book.relations.add(bo, word, ann)
    book.relations.note(bo, book.relations.read("Tochter / Vater (daughter): Mia, 29 Feb 2016"))
    return book


def told(book: Notebook) -> dict[str, list[str]]:
    """Whoever is there, with what everybody else is to them."""
    return {name: sorted(f"{one.said} {one.name} {one.born}" for one in book.relations.of(contact))
            for name in ("Ann Lee", "Bo Dahl") for contact in [book.contacts.find(name)]}  # fmt: skip


def take(book: Notebook, data: bytes, path: Path) -> None:
    path.write_bytes(data)
    importing.apply(book, importing.plan(book, [path]))


@pytest.mark.parametrize("format", FORMATS)
def test_there_and_back(filled: Notebook, notebook: Callable[..., Notebook], tmp_path: Path, format: str) -> None:
    assert told(filled) == {
        "Ann Lee": ["Patenkind Bo Dahl ", "calls them a / b / c Bo Dahl ", "calls them sings with Bo Dahl ",
                    "pupil Bo Dahl "],
        "Bo Dahl": ["Patin Ann Lee ", "Tochter Mia 2016-02-29", "a / b / c Ann Lee ", "sings with Ann Lee ",
                    "teacher Ann Lee "],
    }  # fmt: skip
    other = notebook("other.kithbook", state="other")
    data = b"".join(exporting.stream(filled, format, "kithbook", filled.contacts.exportable()))
    take(other, data, tmp_path / f"all.{FORMATS[format]}")
    assert told(other) == told(filled)
    again = b"".join(exporting.stream(other, format, "kithbook", other.contacts.exportable()))
    take(filled, again, tmp_path / f"again.{FORMATS[format]}")
    assert told(other) == told(filled) and len(filled.relations.of(filled.contacts.find("Ann Lee"))) == len(WORDS)


@pytest.mark.parametrize("format", FORMATS)
def test_the_card_of_the_other_side_alone(
    filled: Notebook, notebook: Callable[..., Notebook], tmp_path: Path, format: str
) -> None:
    other = notebook("other.kithbook", state="other")
    ann = filled.contacts.find("Ann Lee")
    data = b"".join(exporting.stream(filled, format, "kithbook", [ann]))
    take(other, data, tmp_path / f"ann.{FORMATS[format]}")
    known = other.relations.of(other.contacts.find("Ann Lee"))
    assert sorted(f"{one.said} {one.name} " for one in known) == told(filled)["Ann Lee"]
    whole = b"".join(exporting.stream(filled, format, "kithbook", filled.contacts.exportable()))
    take(other, whole, tmp_path / f"all.{FORMATS[format]}")
    assert told(other) == told(filled)


def test_in_the_picture_on_the_way_and_in_the_brief(filled: Notebook) -> None:
    ann, bo = filled.contacts.find("Ann Lee"), filled.contacts.find("Bo Dahl")
    filled.relations.remove(*(one.id for one in filled.relations.of(ann) if "pupil" not in one.label))
    for one, other, word in ((ann, bo, "pupil"), (bo, ann, "teacher")):
        nodes = {node.id: str(node.said) for node in filled.relations.around(one).nodes}
        assert nodes[other] == word
    filled.timeline.log([ann], "call", "hello")
    assert str(filled.insight.path(bo).bonds[-1].reason.text) == "Ann Lee knows Bo Dahl (pupil)"
    family = [str(line.text) for line in filled.insight.brief(bo).lines if line.kind == "family"]
    assert family == ["Mia (Tochter), 10"]
