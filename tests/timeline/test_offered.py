"""How an offer is named, out of the words it goes out with."""

from __future__ import annotations

from time import process_time

import pytest

from notebook.timeline.offered import gist

HELLO, WE = "Hello Ann,\n\n", "We can offer you:"


@pytest.mark.parametrize(("text", "what"), [
    (f"{HELLO}We thought of your stand.\n\n{WE} a new foot.\n\nMarta", "a new foot"),
    (f"{HELLO}You said: “soon”.\n\n{WE} Stand no. 7, 560 EUR.\n\nMarta", "Stand no. 7, 560 EUR"),
    (f"{HELLO}We thought of your stand.\n\n{WE}\nten stands\none bell\n\nMarta", "ten stands one bell"),
    (f"{HELLO}{WE}\n\nten stands\n\nMarta Lind\nStand Works", "ten stands"),
    (f"Hello Ann, {WE} ten stands", "ten stands"),
    (f"{HELLO}ten stands for the spring", "ten stands for the spring"),
    (f"{HELLO}ten stands for the spring\n\nMarta", "ten stands for the spring"),
    ("Dear Ann,\nten stands\nKind regards,\nMarta Lind", "ten stands"),
    ("Dear Ann,\n\nten stands.\n\nMany thanks and best wishes\n\nMarta", "ten stands."),
    (f"{HELLO}the usual:\n\nTen Stands", "the usual: Ten Stands"), (f"{HELLO}Ten Stands", "Ten Stands"),
    (f"{HELLO}one bell\n\nTen Stands, 560 EUR", "one bell Ten Stands, 560 EUR"),
    ("ten stands", "ten stands"), ("Hello Ann,", "Hello Ann,"), ("Dear Ann!\nTen\nstands", "Ten stands"),
    (f"{WE} ", WE), (f"{HELLO}Thanks!", "Thanks!"), ("", ""),
])  # fmt: skip
def test_what_an_offer_is_about(text: str, what: str) -> None:
    assert gist(text) == what


def test_a_paragraph_without_blanks_is_read_at_once() -> None:
    """Chinese has none; a pattern that tries every way to part it stands for minutes."""
    before = process_time()
    assert gist("您好,\n\n我们。\n\n" + "明" * 2000 + "9。").endswith("明9。")
    assert process_time() - before < 1
