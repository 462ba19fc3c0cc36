"""What cannot be in a family as it is noted: children older than their parents, somebody's own ancestor.

It is said beside the relation and refuses nothing: which of two entries is wrong only a person knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from notebook.contacts.dates import PartialDate
from notebook.network.records import Id, Relative
from notebook.sentences import Sentence, say
from notebook.storage.database import Database

_DEEPEST = 40  # generations that are looked through
_YOUNGER: Mapping[str, bool] = {"child": True, "grandchild": True, "parent": False, "grandparent": False}
_ANCESTORS = (
    "WITH RECURSIVE up(id, depth) AS (SELECT ?, 0"
    " UNION SELECT r.other, depth + 1 FROM up JOIN relation r ON r.contact = up.id JOIN contact c ON c.id = r.other"
    " WHERE r.kind = 'parent' AND +r.sy_live = 1 AND +c.sy_live = 1 AND depth < ?"
    " UNION SELECT r.contact, depth + 1 FROM up JOIN relation r ON r.other = up.id JOIN contact c ON c.id = r.contact"
    " WHERE r.kind = 'child' AND +r.sy_live = 1 AND +c.sy_live = 1 AND depth < ?)"
    " SELECT 1 FROM up WHERE id = ? AND depth > 0 LIMIT 1"
)


def doubted(db: Database, contact: Id, born: PartialDate | None, family: Iterable[Relative]) -> list[Relative]:
    """The same relatives, each with what cannot be about them."""
    found = list(family)
    near: dict[str, set[Id]] = {"parent": set(), "child": set()}
    for one in found:
        if one.relation.kind in near and one.relation.person:
            near[one.relation.kind].add(one.relation.person)
    circles = {parent for parent in near["parent"] if near["child"] and _leads_to(db, parent, contact)}
    return [replace(one, doubt=said) if (said := _doubt(one, born, near, circles)) else one for one in found]


def _doubt(one: Relative, born: PartialDate | None, near: Mapping[str, set[Id]], circles: set[Id]) -> Sentence | None:
    kind, person = one.relation.kind, one.relation.person
    if person and person in near["parent"] and person in near["child"]:
        return say("both parent and child; one of the two is wrong")
    if kind == "parent" and person in circles:
        return say("their own descendant; one relation in this circle is wrong")
    younger = _YOUNGER.get(kind)
    if younger is not None and one.born and born and one.born.year and born.year:
        elder, child = (born, one.born) if younger else (one.born, born)
        if (child.year or 0) <= (elder.year or 0):
            return say("older than they can be; one of the two birthdays is wrong") if younger else (
                say("younger than they can be; one of the two birthdays is wrong"))  # fmt: skip
    return None


def _leads_to(db: Database, parent: Id, contact: Id) -> bool:
    """Whether a contact is among the ancestors of their own parent."""
    return db.one(_ANCESTORS, (parent, _DEEPEST, _DEEPEST, contact)) is not None
