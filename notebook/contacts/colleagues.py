"""Us: the people who keep the notebook. "Who am I" starts as the account of this computer (product.md T5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from notebook.changes.ids import Id, derived_id
from notebook.changes.journal import Journal
from notebook.clock import Clock
from notebook.contacts.cells import whole
from notebook.contacts.interests import apart
from notebook.errors import NotFound, Refused
from notebook.sentences import say
from notebook.storage.database import Database
from notebook.storage.folding import fold

if TYPE_CHECKING:
    from notebook.contacts.records import Colleague

_FIELDS = "id, name, account, stands_for, interests"


class Colleagues:
    """The colleagues of one notebook, and which of them works here.

    ``account``: the operating system's user; ``me``: who that is, when it was said before; ``remember``
    keeps what is said now (outside the notebook: another device is somebody else).
    """

    def __init__(
        self,
        db: Database,
        journal: Journal,
        clock: Clock,
        workspace: Id,
        *,
        account: str = "me",
        me: Id | None = None,
        remember: Callable[[Id], None] = lambda me: None,
    ) -> None:
        self._db = db
        self._journal = journal
        self._workspace = workspace
        self._account = account
        self._me = me
        self._remember = remember

    def my_id(self) -> Id:
        """The id of whoever works here; the record may not exist yet."""
        return self._me or self._derived(self._account)

    def ensure_me(self) -> None:
        """Make my record when it is missing (the journal calls this before the first change)."""
        if self._db.one("SELECT 1 FROM colleague WHERE id = ?", (self.my_id(),)) is None:
            with self._journal.change(say("Add colleague {name}", name=self._account), undoable=False) as draft:
                draft.insert("colleague", self.my_id(), {"name": self._account, "account": self._account})

    def me(self) -> Colleague:
        """Whoever works here."""
        from notebook.contacts.records import Colleague

        row = self._db.one(f"SELECT {_FIELDS} FROM colleague WHERE id = ?", (self.my_id(),))
        if row is None:
            return Colleague(self.my_id(), self._account, self._account)
        return Colleague(row[0], row[1] or self._account, row[2] or "", row[3] or "", _lines(row[4]))

    def all(self) -> list[Colleague]:
        """Everybody, by name."""
        from notebook.contacts.records import Colleague

        rows = self._db.rows(f"SELECT {_FIELDS} FROM colleague WHERE sy_live = 1")
        found = [
            Colleague(row, name or account or "?", account or "", values or "", _lines(liked))
            for row, name, account, values, liked in rows
        ]
        return sorted(found, key=lambda one: fold(one.name))

    def names(self) -> dict[Id, str]:
        """Names by id, of former colleagues too."""
        return dict(self._db.rows("SELECT id, coalesce(name, account, '?') FROM colleague"))

    def introduce(self, name: str) -> Id:
        """The colleague of this name, made when there is none. Raises `Refused` without a name."""
        name = whole(name.strip())
        folded = fold(name)
        if not folded:
            raise Refused(say("A colleague needs a name."))
        for one in self.all():
            if folded in (fold(one.name), fold(one.account)):
                return one.id
        colleague = self._derived(name)
        with self._journal.change(say("Add colleague {name}", name=name)) as draft:
            draft.insert("colleague", colleague, {"name": name})
        return colleague

    def rename(self, colleague: Id, name: str) -> None:
        """Give a colleague another name. Raises `NotFound`, `Refused`."""
        name = whole(name.strip())
        if not fold(name):
            raise Refused(say("A colleague needs a name."))
        if colleague == self.my_id():
            self.ensure_me()
        if self._db.one("SELECT 1 FROM colleague WHERE id = ? AND sy_live = 1", (colleague,)) is None:
            raise NotFound(say("There is no such colleague."))
        with self._journal.change(say("Rename colleague to {name}", name=name)) as draft:
            draft.set("colleague", colleague, {"name": name})

    def describe(self, colleague: Id, stands_for: str, interests: Iterable[str]) -> None:
        """What one of us stands for and likes: it is shown before a talk where it meets the other side's (P11).

        Interests with commas between them are one each. Raises `NotFound`.
        """
        if colleague == self.my_id():
            self.ensure_me()
        row = self._db.one("SELECT name FROM colleague WHERE id = ? AND sy_live = 1", (colleague,))
        if row is None:
            raise NotFound(say("There is no such colleague."))
        liked = {fold(text): " ".join(whole(text).split()) for line in interests for text in apart(line)}
        kept = "\n".join(text for key, text in liked.items() if key)
        with self._journal.change(say("What {name} stands for and likes", name=row[0] or "")) as draft:
            draft.set("colleague", colleague, {
                "stands_for": whole(stands_for.strip()) or None, "interests": kept or None,
            })  # fmt: skip

    def i_am(self, name: str) -> Id:
        """Say who works here: a colleague known by that name, else mine gets it while it is only the account's."""
        folded = fold(name)
        known = next((one.id for one in self.all() if fold(one.name) == folded), None)
        mine = self.me()
        if known is None and mine.account and mine.name == mine.account and folded:
            self.rename(mine.id, name)
            known = mine.id
        self._me = known or self.introduce(name)
        self._remember(self._me)
        return self._me

    def _derived(self, name: str) -> Id:
        return derived_id(self._workspace, f"colleague:{fold(name)}")


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line for line in (text or "").split("\n") if line.strip())
