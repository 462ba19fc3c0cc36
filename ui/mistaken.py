"""A product that is new because its name was mistyped: what was probably meant is asked, and one click undoes it.

It never blocks: whoever meant it types on.
"""

from __future__ import annotations

from typing import Any

from notebook import ChangeSet
from ui.words import words


def ask_meant(window: Any, changes: ChangeSet) -> None:
    """Say so at the bottom of the window when this change of ours made a product that is nearly another one."""
    products = changes.rows("product")
    book = window.book
    if len(products) != 1 or changes.everything or changes.author != book.colleagues.my_id():
        return
    [(product, fields)] = products.items()
    if "_row" not in fields:
        return
    doubt = book.products.known().mistaken(product)
    if doubt is None:
        return
    written = book.history([("product", product)], "_row")
    if written and not written[0].source:  # neither brought back by undo nor imported
        window.offer_undo(words(doubt))
