"""The way through the window: where one was, to go back there and on again. Stepping through a list is one stop."""

from __future__ import annotations

from typing import Any, NamedTuple

KEPT = 50


class Stop(NamedTuple):
    """``key``: contact, stream, or a page's; ``what``: which contact, which line of the rail, what of the page."""

    key: str
    what: Any = None


class Trail:
    """Stops before and after the one that is shown."""

    def __init__(self) -> None:
        self._before: list[Stop] = []
        self._after: list[Stop] = []
        self.here: Stop | None = None

    def arrive(self, stop: Stop, stepped: bool = False) -> None:
        """This is shown now; ``stepped``: by going through the list, which leaves no stop for each row."""
        if stop == self.here:
            return
        if self.here is not None and not (stepped and self.here.key == stop.key):
            self._before = [*self._before[1 - KEPT:], self.here]
        self.here = stop
        self._after.clear()

    def back(self) -> Stop | None:
        """One stop back; None at the start."""
        return self._turn(self._before, self._after)

    def forward(self) -> Stop | None:
        """On again; None at the end."""
        return self._turn(self._after, self._before)

    def _turn(self, source: list[Stop], target: list[Stop]) -> Stop | None:
        if not source:
            return None
        if self.here is not None:
            target.append(self.here)
        self.here = source.pop()
        return self.here
