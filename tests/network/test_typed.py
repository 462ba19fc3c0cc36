"""Relations typed in one line. It is the year 2026."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notebook.contacts.dates import PartialDate
from notebook.network import kinds
from notebook.network.ages import age_of
from notebook.network.typed import RelationPhrase, parse

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("spouse Ann", RelationPhrase("spouse", "Ann")),
        ("daughter Mia, 9, plays the cello", RelationPhrase("daughter", "Mia", born="2017", note="plays the cello")),
        ("Introduced by  Bo Dahl", RelationPhrase("Introduced by", "Bo Dahl")),
        ("choir: Cy, since 2019, strength 3", RelationPhrase("choir", "Cy", since="2019", strength=3)),
        ("son Emil, born 2018-06-01, Forest school, trains, likes soup",
         RelationPhrase("son", "Emil", born="2018-06-01", school="Forest school", note="trains, likes soup")),
        ("son Emil, aged 9, school: third form", RelationPhrase("son", "Emil", born="2017", school="third form")),
        ("friend Zoe, since yesterday", RelationPhrase("friend", "Zoe", note="since yesterday")),
        ("friend Zoe, 2019, 3 May 1980", RelationPhrase("friend", "Zoe", since="2019", born="1980-05-03")),
        ("spouse Ben Carter since 2019", RelationPhrase("spouse", "Ben Carter", since="2019")),
        ("friend Bo Dahl since May 2019 until 2021-03-05",
         RelationPhrase("friend", "Bo Dahl", since="2019-05", until="2021-03-05")),
        ("wife Ann 54 since 2019, plays", RelationPhrase("wife", "Ann", born="1972", since="2019", note="plays")),
        ("friend Until Since", RelationPhrase("friend", "Until Since")),
        ("son Bo, 29 Feb 2016", RelationPhrase("son", "Bo", born="2016-02-29")),
        ("son Bo, Feb 29, 2016", RelationPhrase("son", "Bo", born="2016-02-29")),
        ("son Bo, 2016-02-29", RelationPhrase("son", "Bo", born="2016-02-29")),
        ("son Bo, 2/29/2016", RelationPhrase("son", "Bo", born="2016-02-29")),
        ("son Bo 29.2.2016", RelationPhrase("son", "Bo", born="2016-02-29")),
        ("son Bo, *2016", RelationPhrase("son", "Bo", born="2016")),
        ("son Bo, born May 2016", RelationPhrase("son", "Bo", born="2016-05")),
        ("son Bo, birthday 29 Feb", RelationPhrase("son", "Bo", born="--02-29")),
        ("son Bo, birthday 3 December, 9", RelationPhrase("son", "Bo", born="2016-12-03")),
        ("son Bo (9)", RelationPhrase("son", "Bo", born="2017")),
        ("son Bo, 18 months", RelationPhrase("son", "Bo", born="2025-05")),
        ("son Bo, third grade, born in Lisbon", RelationPhrase("son", "Bo", school="third grade",
                                                               note="born in Lisbon")),
        ("godmother of / godchild of: Ann", RelationPhrase("godmother of / godchild of", "Ann")),
        ("godmother of Ann", RelationPhrase("godmother of", "Ann")), ("son of", RelationPhrase("son of", "")),
        ("godmother of: Ann", RelationPhrase("godmother of", "Ann")),
        ("twin brother Bo, 2016", RelationPhrase("twin brother", "Bo", born="2016")),
        ("mother in law Gerda, 84", RelationPhrase("mother-in-law", "Gerda", born="1942")),
        ("Sister-In Law Ann Lee 40", RelationPhrase("sister-in-law", "Ann Lee", born="1986")),
        ("uncle in law: Bo", RelationPhrase("uncle in law", "Bo")), ("in law Bo", RelationPhrase("in-law", "Bo")),
        ("mother in law of Ann", RelationPhrase("mother-in-law of", "Ann")),
        ("god mother: Ann", RelationPhrase("godmother", "Ann")),
        ("great grand mother Ann", RelationPhrase("great grand mother", "Ann")),
        ("ex wife Ann, since 2019", RelationPhrase("ex wife", "Ann", since="2019")),
        ("former boss Bo Dahl", RelationPhrase("former boss", "Bo Dahl")),
        ("daughter called Mia, 9", RelationPhrase("daughter", "Mia", born="2017")),
        ("supplier: by Malene", RelationPhrase("supplier", "by Malene")),
        ("friend In Sook Kim", RelationPhrase("friend", "In Sook Kim")),
        ("Tochter (daughter): Mia, 9", RelationPhrase("Tochter (daughter)", "Mia", born="2017")),
        ("sparring partner Bo", RelationPhrase("", "sparring partner Bo")),
        ("Mia", RelationPhrase("", "Mia")),
        ("child", RelationPhrase("child", "")),
        ("", RelationPhrase("", "")),
    ],
)  # fmt: skip
def test_read(line: str, said: RelationPhrase) -> None:
    assert parse(line, TODAY) == said


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        ("spouse Ben Carter since 2030",
         "2030 is still ahead. A relation is noted once it has begun. Check the date."),
        ("friend Bo, since 2026-11-21",
         "2026-11-21 is still ahead. A relation is noted once it has begun. Check the date."),
        ("son 999", "A name has letters. Write who it is: daughter Mia, or friend Bo Dahl."),
        ("son Bo, 999", "“999” is no age and no date. Write 9, 2016 or 29 Feb 2016, or say in words what it is."),
        ("friend Zoe, -5", "“-5” is no age and no date. Write 9, 2016 or 29 Feb 2016, or say in words what it is."),
        (
            "son Bo, 30 Feb 2016",
            "Not understood: 30 Feb 2016. There is no such day. Write a day like 5 March or 2026-03-05.",
        ),
        (
            "son Bo, born 29 Feb 2015",
            "Not understood: 29 Feb 2015. There is no such day. Write a day like 5 March or 2026-03-05.",
        ),
        ("son Bo, 3/5/2016", "Not understood: 3/5/2016. It may be two different days: write 3 May 2016."),
        ("son Bo, 2030", "2030 is still to come: nobody is born yet then. Correct the date."),
        ("son Bo, 21 Nov 2026", "2026-11-21 is still to come: nobody is born yet then. Correct the date."),
        ("son Bo, 9, born 2010", "9 and born 2010 contradict each other: leave one out."),
        ("son Bo, 9, birthday 29 Feb", "9 and born --02-29 contradict each other: leave one out."),
        ("son Bo, 2016, 2014", "2016 and 2014 contradict each other: leave one out."),
        ("friend Bo, since 2019, until 2018", "From 2019 to 2018 is the wrong way round. Correct one of the two."),
        ("friend Bo, strength 7", "Strength is 1, 2 or 3, not 7."),
        ("friend from choir Bo Dahl", "“from choir Bo Dahl” does not begin like a name. Write who it is first and the"
         " rest behind a comma: friend Bo Dahl, from choir. If it is the name, put a colon before it."),
        ("friend and colleague Bo", "“and colleague Bo” does not begin like a name. Write who it is first and the"
         " rest behind a comma: friend Bo Dahl, from choir. If it is the name, put a colon before it."),
    ],
)
def test_nonsense_is_told(line: str, trouble: str) -> None:
    assert str(parse(line, TODAY).trouble) == trouble


def test_own_words_are_understood_without_a_colon() -> None:
    own = {"tochter": "Tochter (child)", "choir": "choir"}
    assert parse("Tochter Mia, 9", TODAY, own) == RelationPhrase("Tochter (child)", "Mia", born="2017")
    assert parse("Choir Cy", TODAY, own) == RelationPhrase("choir", "Cy")


def _oracle(born: date, today: date) -> int:
    """Birthdays counted one by one; who was born on 29 February has theirs on the 28th in common years."""

    def birthday(year: int) -> date:
        try:
            return born.replace(year=year)
        except ValueError:
            return date(year, 2, 28)

    return sum(birthday(year) <= today for year in range(born.year + 1, today.year + 1))


@given(
    st.dates(date(1920, 1, 1), date(2026, 11, 20)),
    st.dates(date(2026, 11, 20), date(2036, 12, 31)),
    st.sampled_from(["%d %b %Y", "%Y-%m-%d", "%B %d, %Y", "born %d %B %Y", "*%Y-%m-%d", "%d.%m.%Y"]),
)
@example(date(2016, 2, 29), date(2027, 2, 28), "%d %b %Y")
@example(date(2016, 2, 29), date(2028, 2, 28), "%d %b %Y")
def test_ages_of_typed_dates(born: date, today: date, form: str) -> None:
    phrase = parse(f"son Bo, {born.strftime(form)}", today)
    assert phrase == RelationPhrase("son", "Bo", born=born.isoformat())
    age = _oracle(born, today)
    assert age_of(PartialDate.parse(phrase.born), today) == ((age, False) if age <= 120 else (None, False))
    month, about = age_of(PartialDate(born.year, born.month), today)
    assert month in (age, age + 1) if about else month == age
    year, about = age_of(PartialDate(born.year), today)
    assert about and year in (age, age + 1)


@given(st.integers(0, 120), st.dates(date(2000, 1, 1), date(2040, 12, 31)))
def test_a_typed_age_is_shown_again(age: int, today: date) -> None:
    assert age_of(PartialDate.parse(parse(f"son Bo, {age}", today).born), today) == (age, True)


_PIECES = st.sampled_from(
    [
        "9",
        "29 Feb 2016",
        "29 Feb",
        "*2016",
        "born May 2016",
        "2016",
        "999",
        "-",
        "since",
        "born ",
        "½",
        "٣",
        "²",
        "\u0000",
        "(9)",
        "Bo",
        "son ",
        "a / b: ",
        "1/2/2016",
        "school: ",
        "3 days",
        "/",
        "*",
        "31 Dec",
        "birthday 31 Dec",
    ]
)
_LINES = (
    st.text(max_size=60)
    | st.lists(_PIECES, max_size=6).map(", ".join)
    | st.lists(_PIECES, max_size=6).map(" ".join)
    | st.lists(_PIECES, max_size=6).map(lambda some: "son Bo, " + ", ".join(some))
)


@given(_LINES)
def test_never_refuses(line: str) -> None:
    phrase = parse(line, TODAY)
    assert phrase.family == (kinds.typed(phrase.kind)[0] in kinds.FAMILY)
    for day in (phrase.born, phrase.since, phrase.until):
        assert phrase.trouble or not day or str(PartialDate.parse(day)) == day


@pytest.mark.parametrize("part", ["-in-law", " in law", "step", "great-", "ex-", "ex ", " of", "in-law of "])
def test_very_many_parts_of_a_kind_are_a_word(part: str) -> None:
    for line in (f"mother{part * 5000} Ann", f"{part * 5000}mother Ann", f"{part * 5000}: Ann"):
        parse(line, TODAY)
        kinds.typed(line)


@given(st.sampled_from(kinds.words()), st.sampled_from(["Ann", "Bo Dahl", "Σοφία", "李"]))
def test_every_kind_is_understood(word: str, name: str) -> None:
    assert parse(f"{word} {name}", TODAY) == RelationPhrase(word, name)


@pytest.mark.parametrize(
    ("typed", "kind", "here", "there"),
    [
        ("godmother of / godchild of", "godchild", "godchild", "godmother"),
        ("godmother of", "godchild", "godchild", "godmother"),
        ("godmother / godchild", "godparent", "godmother", "godchild"),
        ("child of", "parent", "parent", "child"), ("boss of", "report", "reports to them", "boss"),
        ("captain of", "other", "calls them captain", "captain"),
        ("teacher of / pupil of", "other", "pupil", "teacher"), ("boss / friend", "other", "boss", "friend"),
        ("Patin of / Patenkind of (godmother)", "godchild", "Patenkind", "Patin"),
        ("twin brother", "sibling", "twin brother", "sibling"), ("Great-grandmother", "grandparent",
                                                                 "Great-grandmother", "grandchild"),
        ("Mother in Law", "relative", "Mother in Law", "relative"),
        ("god parent", "godparent", "god parent", "godchild"),
        ("half sister in law", "relative", "half sister in law", "relative"),
        ("uncle-in-law", "relative", "uncle-in-law", "relative"), ("stepdad", "parent", "stepdad", "child"),
        ("half sister", "sibling", "half sister", "sibling"), ("ex-wife", "other", "ex-wife", "calls them ex-wife"),
        ("colleague in law", "other", "colleague in law", "calls them colleague in law"),
        ("sailing partner", "other", "sailing partner", "calls them sailing partner"),
        ("business partner", "other", "business partner", "calls them business partner"),
        ("choir", "other", "choir", "calls them choir"),
        ("Tochter (daughter)", "child", "Tochter", "parent"),
        ("Tochter / Mutter (daughter)", "child", "Tochter", "Mutter"),
        ("/ choir", "other", "calls them choir", "choir"),
        ("a/b", "other", "a/b", "calls them a/b"),
        ("other", "other", "related", "related"),
    ],
)
def test_words_of_their_own(typed: str, kind: str, here: str, there: str) -> None:
    found, label = kinds.typed(typed)
    assert (found, str(kinds.said(found, label)), str(kinds.said(kinds.INVERSE[found], label, True))) == (
        kind, here, there)  # fmt: skip
    assert kinds.turned(kinds.turned(label)) == label
    assert str(kinds.said(found, kinds.turned(label), True)) == str(kinds.said(found, label)) or not label
