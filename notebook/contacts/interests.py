"""Several interests written in one line: commas and semicolons part them, what stands in brackets is one.

``natural wine, choir singing; opera`` are three: whoever shares one of them is found by it. What was kept as one
before, or came so from another program, stays until somebody writes it anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from notebook.storage.folding import fold


def apart(interests: str) -> list[str]:
    """Each of several interests; what stands in brackets is one."""
    found, depth = [""], 0
    for sign in interests:
        depth = max(0, depth + {"(": 1, ")": -1}.get(sign, 0))
        if sign in ",;\n" and not depth:
            found.append("")
        else:
            found[-1] += sign
    return [one.strip() for one in found if one.strip()]


def parted(infos: Mapping[str, Any], here: Mapping[str, Any]) -> dict[str, Any]:
    """The interests of a card (RFC 9553 2.8.4), each that is not as it is ``here`` as so many as it names.

    The first keeps the key of the entry, the others get free ones; what is there already is not added twice.
    """
    found = dict(infos)
    for key, info in infos.items():
        value = info.get("value")
        several = apart(value) if isinstance(value, str) and value != here.get(key, {}).get("value") else []
        if len(several) < 2:
            continue
        found[key] = {**info, "value": several[0]}
        for one in several[1:]:
            if fold(one) not in {fold(str(other.get("value"))) for other in found.values()}:
                number = next(n for n in range(2, len(found) + 3) if f"{key}-{n}" not in found)
                found[f"{key}-{number}"] = {**info, "value": one}
    return found
