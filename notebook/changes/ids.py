"""Ids: 16 bytes, made on the device (UUIDv7, RFC 9562 5.7) or derived from content (UUIDv5, RFC 9562 5.5)."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from threading import Lock

Id = bytes


class Ids:
    """Makes the ids of one journal: UUIDv7 that sort in the order in which they were asked for, in any thread.

    What was written down together (two wants of one line, the rows of a file) is read back in that order. Within a
    millisecond, and while the clock goes back by less than a second, each id lies a random step above the one before
    (RFC 9562 6.2, method 2: a tail of 74 bits, the first of them 0 at the start, in steps of 48).
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._last = 0  # without version and variant: 48 bits of time, then the tail

    def new(self, now: datetime) -> Id:
        """An id of 16 bytes."""
        millis = int(now.timestamp() * 1000) & 0xFFFFFFFFFFFF
        with self._lock:
            if 0 <= (self._last >> 74) - millis < 1000:
                self._last += 1 + int.from_bytes(os.urandom(6), "big")
            else:
                self._last = millis << 74 | int.from_bytes(os.urandom(10), "big") >> 7
            number = self._last
        high, low = number >> 62, number & (1 << 62) - 1
        return (high >> 12 << 16 | 0x7000 | high & 0xFFF).to_bytes(8, "big") + (1 << 63 | low).to_bytes(8, "big")


def derived_id(parent: Id, key: str) -> Id:
    """The UUIDv5 of ``key`` below ``parent``: the same content gets the same id on every device."""
    digest = bytearray(hashlib.sha1(parent + key.encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()[:16])
    digest[6] = 0x50 | digest[6] & 0x0F
    digest[8] = 0x80 | digest[8] & 0x3F
    return bytes(digest)


def child_id(parent: Id, key: str) -> Id:
    """A derived id that begins like its parent's: the children of a row stand side by side in every index.

    A bulk import writes a third of the pages that scattered ids would make it write.
    """
    return parent[:6] + derived_id(parent, key)[6:]


def show_id(row: Id) -> str:
    """The usual text form, ``8-4-4-4-12`` hexadecimal digits."""
    text = row.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def read_id(text: str) -> Id | None:
    """The id that a text shows (with or without ``urn:uuid:``, dashes, capitals), or None."""
    plain = text.strip().lower().removeprefix("urn:uuid:").replace("-", "")
    if len(plain) != 32:
        return None
    try:
        return bytes.fromhex(plain)
    except ValueError:
        return None
