"""A big notebook from a seed: people in many scripts, what was said, what was promised.

Written through the journal like everything else, so that the bench measures what users have. The same seed
and numbers give the same people and words.
"""

from __future__ import annotations

import gc
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from notebook.book import Notebook
from notebook.changes.ids import Id
from notebook.clock import Clock
from notebook.sentences import say
from notebook.storage.times import instant_text

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
GIVEN = (
    "Ada Amara Beatriz Carlos Dana Elif Finn Giulia Henrik Ivana João Kwame Łukasz Marta Noor Olena Priya Quentin"
    " Rui Søren Tomás Uta Vera Wei Ximena Yara Zoë Åsa Émile Ørjan Siân Nguyễn Γιώργος Ελένη Анна Борис Дмитрий"
    " Ольга 明 丽 伟 さくら 健 ゆい 민준 서연 محمد فاطمة אברהם שרה สมชาย ประภา आरव अनन्या"
).split()
FAMILY = (
    "Carvalho Okafor Lindqvist Haddad Jørgensen Santoro Roth Kovač Neves Müller Schmidt García Fernández Rossi Dubois"
    " Bernard Nowak Żółty Kowalski Novák Horváth Popescu Papadopoulos Ivanov Петров Соколова Shevchenko Yılmaz Öztürk"
    " Haddad Cohen Levi Nguyen Tran 陈 王 李 田中 鈴木 佐藤 김 이 박 O'Brien MacLeod van-der-Berg Sørensen Ångström"
).split()
WORDS = (
    "asked about the spring order and liked the new stand wants a second shop near the station worried about winter"
    " stock said the fitting went well talked about her daughter starting school compared prices with another maker"
    " will call again after the fair needs the list of retailers prefers repair over replacement invoice was late"
    " bicycle cargo rack helmet lights tyre workshop delivery discount sample catalogue visit guild apprentice"
).split()
KINDS = ("call", "meeting", "visit", "email", "message", "note")
HEAVY = 10_000  # entries of one contact
REGULARS, OFTEN = 8, 500  # so many contacts have so many entries each
_STEP = 500


def generate(path: Path, state: Path, contacts: int, interactions: int, promises: int) -> None:
    """Make a notebook. One contact has ``HEAVY`` of the interactions, ``REGULARS`` others have ``OFTEN`` each."""
    chance = random.Random(20_261_120)
    book = Notebook.open(path, state=state, clock=Clock(lambda: NOW, UTC), create=True)
    book.db.rows("PRAGMA cache_size=-400000")  # the indexes of a million rows are filled in no order
    gc.disable()
    try:
        ids = _contacts(book, chance, contacts)
        _interactions(book, chance, _whom(chance, ids, interactions), promises)
    finally:
        gc.enable()
        book.close()


def new_row(chance: random.Random, at: datetime) -> Id:
    """An id that holds a moment, the same in every run."""
    return int(at.timestamp() * 1000).to_bytes(6, "big") + b"\x70" + chance.randbytes(9)


def _contacts(book: Notebook, chance: random.Random, n: int) -> list[Id]:
    ids: list[Id] = []
    organisations: list[Id] = []
    with book.journal.batch(say("Bench people")) as batch:
        with batch.change() as draft:
            for number in range(max(1, n // 50)):
                organisation = new_row(chance, NOW)
                organisations.append(organisation)
                name = f"{chance.choice(FAMILY)} {chance.choice(FAMILY)} {number}"
                draft.insert("contact", organisation, {"kind": "org", "full_name": name, "implied": 1})
        for start in range(0, n, _STEP):
            with batch.change() as draft:
                for number in range(start, min(n, start + _STEP)):
                    contact = new_row(chance, NOW)
                    ids.append(contact)
                    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
                    name = f"{given} {family}"
                    draft.insert("contact", contact, {
                        "kind": "individual", "full_name": name, "given": given, "surname": family,
                        "ideal_days": 30 if number % 20 == 0 else None,
                    })  # fmt: skip
                    phone = f"+49 170 {chance.randrange(10**6, 10**7)}"
                    mail = f"p{number}@example.com"
                    for kind, value in (("phone", phone), ("email", mail)):
                        draft.insert("detail", new_row(chance, NOW), {
                            "contact": contact, "kind": kind, "value": value, "contexts": "work", "pos": 1,
                            "key": kind[0] + "1",
                        })  # fmt: skip
                    draft.insert("role", new_row(chance, NOW), {
                        "person": contact, "organisation": chance.choice(organisations), "title": "Buyer", "pos": 1,
                    })  # fmt: skip
                    if number % 3 == 0:
                        born = date(1950, 1, 1) + timedelta(days=chance.randrange(18_000))
                        draft.insert("anniversary", new_row(chance, NOW), {
                            "contact": contact, "kind": "birth", "date": born.isoformat(), "pos": 1, "key": "b1",
                        })  # fmt: skip
    return ids


def _whom(chance: random.Random, ids: list[Id], n: int) -> list[Id]:
    """With whom each interaction was: few with many, the others as it comes."""
    heavy, often = min(HEAVY, n // 4), min(OFTEN, n // 40)
    whom = [ids[0]] * heavy
    for regular in ids[1 : REGULARS + 1]:
        whom += [regular] * often
    rest = ids[REGULARS + 1 :] or ids
    whom += chance.choices(rest, k=n - len(whom))
    chance.shuffle(whom)
    return whom


def _interactions(book: Notebook, chance: random.Random, whom: list[Id], promises: int) -> None:
    me = book.colleagues.my_id()
    n = len(whom)
    every = max(1, n // max(1, promises))
    with book.journal.batch(say("Bench talks")) as batch:
        for start in range(0, n, _STEP):
            with batch.change() as draft:
                for number in range(start, min(n, start + _STEP)):
                    at = NOW - timedelta(minutes=(n - number) * 3 // 2)
                    contact = whom[number]
                    interaction = new_row(chance, at)
                    words = " ".join(chance.choices(WORDS, k=chance.randrange(6, 30)))
                    draft.insert("interaction", interaction, {
                        "kind": chance.choice(KINDS), "at": instant_text(at), "zone": "UTC", "body": words,
                    })  # fmt: skip
                    for field, who in (("contact", contact), ("colleague", me)):
                        draft.insert("participant", new_row(chance, at), {"interaction": interaction, field: who})
                    if number % every == 0:
                        due = NOW.date() + timedelta(days=chance.randrange(-400, 60))
                        late = (NOW.date() - due).days
                        draft.insert("promise", new_row(chance, at), {
                            "contact": contact, "colleague": me, "direction": chance.choice(("ours", "theirs")),
                            "text": "send the " + " ".join(chance.choices(WORDS, k=3)), "interaction": interaction,
                            "due": due.isoformat(), "state": "kept" if late > 10 else "open",
                        })  # fmt: skip
