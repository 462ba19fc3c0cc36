"""What a measurement gives: a figure beside the limit found in the same run, and the table of all of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

HEAD = ("what", "measured", "limit", "ratio", "at most", "")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    ``unit``: ms, s or MB. ``at_most`` is a ratio to ``limit``; with ``plus`` it is what may come on top of the
    limit; without a limit (None) it bounds the figure itself.
    """

    what: str
    measured: float
    limit: float | None
    at_most: float
    unit: str = "ms"
    plus: bool = False

    @property
    def reached(self) -> bool:
        """Whether the figure keeps within its bound."""
        return self.value <= self.at_most

    @property
    def value(self) -> float:
        """What is compared with ``at_most``."""
        if self.limit is None:
            return self.measured
        return self.measured - self.limit if self.plus else self.measured / self.limit

    def cells(self) -> tuple[str, ...]:
        """The line in words."""
        bound = f"+ {self.at_most:g} {self.unit}" if self.plus else f"{self.at_most:g} {self.unit}"
        ratio = "" if self.limit is None else f"+ {self.value:.0f} {self.unit}" if self.plus else f"{self.value:.2f} x"
        return (
            self.what, self._amount(self.measured), "" if self.limit is None else self._amount(self.limit), ratio,
            f"{self.at_most:g} x" if self.limit is not None and not self.plus else bound,
            "ok" if self.reached else "OVER",
        )  # fmt: skip

    def _amount(self, number: float) -> str:
        digits = 3 if number < 1 else 2 if number < 10 else 1 if number < 100 else 0
        return f"{number:.{digits}f} {self.unit}"

    def packed(self) -> dict[str, Any]:
        """For the way from a child process to its parent."""
        return asdict(self)


def table(figures: Sequence[Figure]) -> str:
    """All lines, aligned."""
    lines = [HEAD, *(figure.cells() for figure in figures)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) if not place else cell.rjust(width)
                  for place, (cell, width) in enumerate(zip(line, widths, strict=True))).rstrip()
        for line in lines
    )  # fmt: skip


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * 0.95) - 1)]


__all__ = ["Figure", "median", "p95", "table"]
