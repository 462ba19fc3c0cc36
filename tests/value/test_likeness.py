"""A slip of the finger in the name of a product, and names that are things of their own."""

from __future__ import annotations

import pytest

from notebook.value.likeness import likeliest

KNOWN = ["Cool box", "City commuter", "Stand no. 7", "Rain cover", "Jacket L", "Öl"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Cool bx", "Cool box"), ("cool-boxes", "Cool box"), ("Coolbox", "Cool box"), ("City comuter", "City commuter"),
        ("Rain covr", "Rain cover"),
        ("Stand no. 8", None), ("Jacket S", None), ("Saddle", None), ("Öle", None), ("", None),
    ],
)  # fmt: skip
def test_what_was_probably_meant(typed: str, meant: str | None) -> None:
    assert likeliest(typed, KNOWN) == meant
