"""relations: the family line on the command line. It is Friday, 20 November 2026."""

from __future__ import annotations

from .conftest import Kithbook


def test_a_line_is_kept_and_read_again(kithbook: Kithbook) -> None:
    for name in ("Ann Lee", "Bo Dahl"):
        kithbook("add", name)
    assert kithbook("relations", "Ann Lee").out == (
        'Nobody is noted yet. Write: kithbook relations WHO "daughter Mia, 9"\n')  # fmt: skip
    [son] = kithbook("relations", "Ann Lee", "son Emil, 29 Feb 2016, third grade, chess", "--json").json["relations"]
    assert [son[key] for key in ("name", "kind", "text", "born", "age", "about", "school", "note")] == [
        "Emil", "child", "son", "2016-02-29", 10, False, "third grade", "chess"]  # fmt: skip
    assert kithbook("relations", "Ann Lee", "daughter", "Mia,", "9").code == 0
    [bo] = kithbook("relations", "Ann Lee", "godmother of / godchild of: Bo Dahl", "--json").json["relations"]
    assert (bo["text"], bo["contact"]["name"], bo["kind"]) == ("godchild", "Bo Dahl", "godchild")
    [ann] = kithbook("relations", "Bo Dahl", "--json").json["relations"]
    assert (ann["text"], ann["contact"]["name"]) == ("godmother", "Ann Lee")
    ran = kithbook("relations", "Ann Lee", "godmother of Bo Dahl")
    assert ran.code == 1 and "Bo Dahl is already there (godchild)." in ran.err
    out = kithbook("relations", "Ann Lee").out
    assert [line.split("  ")[0] for line in out.splitlines()] == ["Emil", "Mia", "Bo Dahl"]
    assert "son, 10" in out and "daughter, about 9" in out


def test_the_same_again_is_asked(kithbook: Kithbook) -> None:
    kithbook("add", "Ann Lee")
    kithbook("add", "Bo Dahl")
    kithbook("relations", "Ann Lee", "daughter Mia")
    ran = kithbook("relations", "Ann Lee", "daughter Mia, 9")
    assert ran.code == 1 and "Mia is already there (daughter). Add --change to change" in ran.err
    assert kithbook("relations", "Ann Lee", "daughter Mia, 9", "--change", "--json").json["relations"][0]["age"] == 9
    assert kithbook("relations", "Ann Lee", "daughter Mia", "--another").code == 0
    assert len(kithbook("relations", "Ann Lee", "--json").json["relations"]) == 2
    kithbook("relations", "Ann Lee", "friend Bo Dahl")
    ran = kithbook("relations", "Bo Dahl", "friend Ann Lee")
    assert ran.code == 1 and "Ann Lee is already there (friend). Add --change" in ran.err
    assert "--another" not in ran.err


def test_which_of_two_is_asked(kithbook: Kithbook) -> None:
    kithbook("add", "Ann Lee")
    kithbook("relations", "Ann Lee", "daughter Mia, 9")
    kithbook("relations", "Ann Lee", "daughter Mia, 10", "--another")
    ran = kithbook("relations", "Ann Lee", "daughter Mia, 4", "--change")
    rows = {one["born"]: one["id"] for one in kithbook("relations", "Ann Lee", "--json").json["relations"]}
    assert ran.code == 1 and "Say which one is changed with --row ID." in ran.err
    assert all(f"Mia (daughter, {born}) {row}" in ran.err for born, row in rows.items())
    ran = kithbook("relations", "Ann Lee", "daughter Mia, 4", "--change", "--row", "0" * 32)
    assert ran.code == 1 and "is nobody here called Mia" in ran.err
    assert kithbook("relations", "Ann Lee", "daughter Mia, 4", "--change", "--row", rows["2017"]).code == 0
    after = {one["id"]: one["born"] for one in kithbook("relations", "Ann Lee", "--json").json["relations"]}
    assert after == {rows["2017"]: "2022", rows["2016"]: "2016"}


def test_what_makes_no_sense_is_refused(kithbook: Kithbook) -> None:
    for name in ("Ann Lee", "Cy", "Cy"):
        kithbook("add", name)
    for line, sentence in (
        ("999", "Begin with what they are"), (", , ,", "Begin with what they are"), ("son 999", "A name has letters."),
        ("son , , ,", "Say who it is"), ("husband Ann Lee", "nobody is related to themselves"),
        ("son Bo, 30 Feb 2016", "There is no such day"), ("son Bo, 2031", "is still to come"),
        ("friend Cy", "There are several called Cy: say which with --card ID."),
    ):  # fmt: skip
        ran = kithbook("relations", "Ann Lee", line)
        assert ran.code == 1 and sentence in ran.err, line
    assert kithbook("relations", "Ann Lee", "husband Ann", "--card", "Ann Lee").code == 1
    assert kithbook("relations", "Ann Lee", "--json").json["relations"] == []


def test_a_title_is_no_other_person(kithbook: Kithbook) -> None:
    for name in ("Ann Lee", "Dr. Petra Lindqvist", "Bo Dahl", "Prof. Bo Dahl", "Dr. Cy Roe", "Cy Roe, MD"):
        kithbook("add", name)
    for line, card in (("friend Petra Lindqvist, since 2019", "Dr. Petra Lindqvist"), ("boss Bo Dahl", "Bo Dahl")):
        one = kithbook("relations", "Ann Lee", line, "--json").json["relations"][0]
        assert one["contact"]["name"] == card
    ran = kithbook("relations", "Ann Lee", "friend Cy Roe")
    assert ran.code == 1 and "There are several called Cy Roe: say which with --card ID." in ran.err
