"""Who has a life of their own: everybody but the organisations that stand only as a word in somebody's role.

As soon as anything is noted about such an organisation (a field of its card, a talk, a want, a permission), it is a
contact like any other: what leaves it out would lose that without a word.
"""

from __future__ import annotations

from functools import cache

from notebook.storage import schema

_ALSO = (("relation", "other"), ("introduction", "a"), ("introduction", "b"), ("answer", "contact"),
         ("shelf_given", "contact"))  # fmt: skip


def noted(contact: str) -> str:
    """The condition that something is noted about a row of ``contact``, which has this name in the statement."""
    places = [(table, column) for table, (column, parent) in schema.PARENTS.items() if parent == "contact"]
    found = (f"EXISTS (SELECT 1 FROM {table} t WHERE t.{column} = {contact}.id AND +t.sy_live = 1)"
             for table, column in (*places, *_ALSO))  # fmt: skip
    cadence = f"{contact}.ideal_days IS NOT NULL OR {contact}.max_days IS NOT NULL"
    met = "SELECT met_through FROM contact WHERE met_through IS NOT NULL AND sy_live = 1"  # read once, it has no index
    return f"({cadence} OR {' OR '.join(found)} OR {contact}.id IN ({met}))"


@cache
def everybody() -> str:
    """All of them, in list order."""
    return ("SELECT c.id FROM contact c WHERE c.sy_live = 1"
            f" AND (coalesce(c.implied, 0) = 0 OR {noted('c')}) ORDER BY c.x_sort, c.id")  # fmt: skip


@cache
def only_names() -> str:
    """How many contacts there are, and how many organisations of them are no more than a name in somebody's role."""
    return ("SELECT count(*), (SELECT count(*) FROM contact c WHERE c.sy_live = 1"
            f" AND c.implied = 1 AND NOT {noted('c')}) FROM contact WHERE sy_live = 1")  # fmt: skip
