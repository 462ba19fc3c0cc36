"""An address book from a seed, and the plainest loop that brings it into the same tables."""

from __future__ import annotations

import random
import re
import sqlite3
import time
import unicodedata
import uuid
from pathlib import Path

from tests.bench.generate import FAMILY, GIVEN, WORDS


def write(path: Path, cards: int) -> None:
    """vCards 3.0 as phones and mail programs export them: two numbers, mail, work, some with address, date, note."""
    chance = random.Random(7)
    with open(path, "w", encoding="utf-8", newline="") as file:
        for number in range(cards):
            given, family = chance.choice(GIVEN), chance.choice(FAMILY)
            lines = [
                "BEGIN:VCARD", "VERSION:3.0", f"UID:{uuid.UUID(int=chance.getrandbits(128))}",
                f"FN:{given} {family}", f"N:{family};{given};;;",
                f"TEL;TYPE=CELL:+49 170 {chance.randrange(10**6, 10**7)}",
                f"TEL;TYPE=WORK,VOICE:+49 30 {chance.randrange(10**6, 10**7)}",
                f"EMAIL;TYPE=INTERNET,WORK:p{number}@example.com",
                f"ORG:{chance.choice(FAMILY)} {chance.randrange(cards // 50 + 1)};Sales", "TITLE:Buyer",
            ]  # fmt: skip
            if number % 3 == 0:
                year, month, day = chance.randrange(1950, 2000), chance.randrange(1, 13), chance.randrange(1, 29)
                lines.append(f"BDAY:{year}-{month:02}-{day:02}")
            if number % 5 == 0:
                lines.append(f"ADR;TYPE=WORK:;;Road {number};Town;;{chance.randrange(10**4, 10**5)};Germany")
            if number % 10 == 0:
                note = " ".join(chance.choices(WORDS, k=20))
                lines.append(f"NOTE:{note[:60]}\r\n {note[60:]}")
            lines.append("END:VCARD")
            file.write("\r\n".join(lines) + "\r\n")


def plain_import(source: Path, target: Path) -> float:
    """Unfold, cut at the colon, insert, index: seconds. One transaction per 500 cards, as synced as a bulk import."""
    db = sqlite3.connect(target, isolation_level=None)
    db.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;"
        "CREATE TABLE contact (id BLOB PRIMARY KEY, uid TEXT, full_name TEXT, given TEXT, surname TEXT, x_sort TEXT)"
        " STRICT; CREATE INDEX contact_list ON contact (x_sort, id); CREATE INDEX contact_uid ON contact (uid);"
        "CREATE TABLE detail (id BLOB PRIMARY KEY, contact BLOB, kind TEXT, value TEXT, contexts TEXT) STRICT;"
        "CREATE INDEX detail_contact ON detail (contact);"
        "CREATE VIRTUAL TABLE people USING fts5(text, prefix='1 2', columnsize=0);"
    )
    kinds = {"TEL": "phone", "EMAIL": "email", "ADR": "address", "NOTE": "note", "ORG": "org", "TITLE": "title",
             "BDAY": "birth"}  # fmt: skip
    fold = re.compile(r"\r?\n[ \t]")
    before = time.perf_counter()
    text = fold.sub("", source.read_bytes().decode())
    waiting: list[dict[str, list[tuple[str, str]]]] = []
    number = 0

    def store() -> None:
        nonlocal number
        people, details, texts = [], [], []
        for card in waiting:
            number += 1
            row = uuid.uuid4().bytes
            name = card["FN"][0][1]
            family, given = card["N"][0][1].split(";")[:2]
            plain = unicodedata.normalize("NFKD", name).casefold()
            people.append((row, card["UID"][0][1], name, given, family, plain))
            words = [plain]
            for kind, entries in card.items():
                if kind in kinds:
                    for parameters, value in entries:
                        details.append((uuid.uuid4().bytes, row, kinds[kind], value, parameters))
                        words.append(value)
            texts.append((number, " ".join(words)))
        db.execute("BEGIN IMMEDIATE")
        db.executemany("INSERT INTO contact VALUES (?, ?, ?, ?, ?, ?)", people)
        db.executemany("INSERT INTO detail VALUES (?, ?, ?, ?, ?)", details)
        db.executemany("INSERT INTO people (rowid, text) VALUES (?, ?)", texts)
        db.execute("COMMIT")
        waiting.clear()

    card: dict[str, list[tuple[str, str]]] = {}
    for line in text.split("\r\n"):
        head, _, value = line.partition(":")
        name, _, parameters = head.partition(";")
        if name == "BEGIN":
            card = {}
        elif name == "END":
            waiting.append(card)
            if len(waiting) == 500:
                store()
        else:
            card.setdefault(name, []).append((parameters, value))
    store()
    took = time.perf_counter() - before
    db.close()
    return took
