"""Who this device is, kept outside the notebook so that a copied file never shares it.

The state folder holds one JSON file per notebook id: for every file that carries this id (told apart by the
inode, and by the machine), the 8 random bytes of the device and the colleague at work. A copied or restored
file is another inode and so another device (sync.md 2, 8).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from notebook.changes.ids import Id
from notebook.errors import StorageFailed
from notebook.sentences import say
from notebook.storage.files import whole


@dataclass(frozen=True, slots=True)
class Device:
    """This device's identity in one notebook; ``me`` is the colleague the user said to be."""

    id: bytes
    me: Id | None


class DeviceFile:
    """The identity file of one notebook in the state folder."""

    def __init__(self, state: Path, notebook: Id, path: Path) -> None:
        self._state, self._path = state, path
        self._file = state / f"{notebook.hex()}.json"
        self._key = f"{_machine()}:{path.stat().st_ino}"

    def load(self) -> Device:
        """The device, made at the first call. Raises `StorageFailed` when the state folder cannot be written."""
        known = self._read().get(self._key) or self._write(
            lambda entry: entry.setdefault("device", os.urandom(8).hex())
        )
        return Device(bytes.fromhex(known["device"]), bytes.fromhex(known["me"]) if known.get("me") else None)

    def set_me(self, me: Id) -> None:
        """Remember who is at work here."""
        self.load()
        self._write(lambda entry: entry.update(me=me.hex()))

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            known = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}  # no file, or a damaged one: a new device, which costs nothing but a name
        return known if isinstance(known, dict) else {}

    def _write(self, change: Callable[[dict[str, str]], object]) -> dict[str, str]:
        """Change this device's entry as it is by now: another process may have opened the notebook for the first
        time in the same moment, and both have to be the same device.
        """
        with self._locked(self._file.with_suffix(".lock"), wait=True):
            all_known = self._read()
            known = all_known.setdefault(self._key, {})
            change(known)
            try:
                with whole(self._file) as draft:
                    draft.write_text(json.dumps(all_known), encoding="utf-8")
            except OSError as error:
                raise self._not_writable(error) from error
        return known

    # Locks of running batches: held by an open file, so they die with the process.

    @contextmanager
    def hold(self, batch: Id) -> Iterator[None]:
        """Show other processes that this batch still runs."""
        place = self._beside(batch)
        with self._locked(place):
            try:
                yield
            finally:
                with suppress(OSError):
                    place.unlink()

    def _beside(self, batch: Id) -> Path:
        """Beside the notebook: whoever works on it looks there, whatever state folder they have."""
        return self._path.with_name(f".{self._path.name}.{batch.hex()}.lock")

    @contextmanager
    def _locked(self, place: Path, *, wait: bool = False) -> Iterator[None]:
        try:
            self._state.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = os.fdopen(os.open(place, os.O_CREAT | os.O_RDWR, 0o600), "r+b")
        except OSError as error:
            raise self._not_writable(error) from error
        with file:
            _lock(file.fileno(), wait=wait)
            yield

    def _not_writable(self, error: OSError) -> StorageFailed:
        return StorageFailed(
            say(
                "The folder {folder} cannot be written: {reason}. Name another one with --as.",
                folder=self._state,
                reason=error.strerror or error,
            )
        )

    def abandoned(self, batch: Id) -> bool:
        """Whether no living process holds this batch."""
        place = self._beside(batch)
        try:
            with open(place, "r+b") as file:
                _lock(file.fileno())
            place.unlink(missing_ok=True)
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return True


def _lock(descriptor: int, *, wait: bool = False) -> None:
    """Take the lock, or raise OSError at once where somebody else has it and ``wait`` is not said."""
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)


def _machine() -> str:
    """A fingerprint of this machine, so that a copied home folder is another device."""
    try:
        text = Path("/etc/machine-id").read_text(encoding="ascii").strip()
    except OSError:
        text = ""
    if not text:
        import platform

        text = platform.node()
    return hashlib.sha256(f"kithbook {text}".encode()).hexdigest()[:16]
