"""JSON merge patches (RFC 7396): what turns one JSON value into another, and applying it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def difference(base: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The patch that turns ``base`` into ``wanted``. ``wanted`` must hold no null in an object (`has_null`)."""
    patch: dict[str, Any] = {name: None for name in base if name not in wanted}
    for name, value in wanted.items():
        if name not in base:
            patch[name] = value
        elif not same(base[name], value):
            old = base[name]
            patch[name] = difference(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return patch


def applied(base: Any, patch: Any) -> Any:
    """``base`` with the patch applied; neither is changed."""
    if not isinstance(patch, dict):
        return patch
    result = dict(base) if isinstance(base, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = applied(result.get(name), value)
    return result


def same(one: Any, other: Any) -> bool:
    """Equality of JSON, in which 1, 1.0 and true are different."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return len(one) == len(other) and all(name in other and same(value, other[name]) for name, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def has_null(value: Any) -> bool:
    """Whether a merge patch cannot say this value: a member of an object is null (inside a list it may be)."""
    if isinstance(value, dict):
        for member in value.values():
            if member is None or (isinstance(member, dict) and has_null(member)):
                return True
    return False
