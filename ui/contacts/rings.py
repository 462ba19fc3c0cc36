"""The health of the people in the list, as small rings: read on the worker for what is on the screen, many at once.

A row never waits for its ring: it is painted without, and once more when the scores have come. A moment after the
first was missed, all that are on the screen by then are read. What changed is read again; until then the old ring
stands.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPen, QPixmap

from notebook import ChangeSet, Health
from ui.insight.ring import FAIR, GOOD
from ui.tasks import Tasks
from ui.theme import Theme

SIDE, BROAD = 14, 3.0
AT_ONCE = 128  # people whose health is read in one go
WAIT_MS = 80  # from the first that is missed until they are read
KEPT = 8192  # scores remembered
CONCERNED = ("interaction", "participant", "promise", "favour", "purchase", "introduction", "shelf_given", "circle",
             "membership", "takeaway", "role")


class Rings(QObject):
    """Scores by contact. ``ready``: paint the rows again."""

    ready = Signal()

    def __init__(self, book: Any, theme: Theme, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book, self._theme, self._tasks = book, theme, tasks
        self._scores: dict[bytes, int | None] = {}
        self._fresh: set[bytes] = set()  # those that nothing happened to since they were read
        self._wanted: dict[bytes, None] = {}
        self._pixmaps: dict[tuple[int, float], QPixmap] = {}
        self._today = book.clock.today()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._read)
        theme.changed.connect(self._pixmaps.clear)

    def score(self, contact: bytes) -> int | None:
        """The score of somebody, 0 to 100; None when it is not known yet (it is then asked for) or there is none."""
        if contact not in self._fresh:
            self._wanted.pop(contact, None)
            self._wanted[contact] = None  # the last ones asked for are those on the screen
            if not self._wait.isActive():
                self._wait.start()
        return self._scores.get(contact)

    @property
    def side(self) -> int:
        """How wide a ring is."""
        return self._theme.px(SIDE)

    def pixmap(self, score: int, ratio: float) -> QPixmap:
        """The ring of a score."""
        found = self._pixmaps.get((score, ratio))
        if found is None:
            found = self._pixmaps[(score, ratio)] = self._drawn(score, ratio)
        return found

    def health(self, contact: bytes) -> Health | None:
        """How things stand with somebody, with the reasons; read now (it is one person)."""
        found: Health | None = self._book.insight.healths([contact]).get(contact)
        return found

    def apply(self, changes: ChangeSet) -> None:
        """What changed may be about anybody on the screen: read those again."""
        if changes.everything or any(changes.rows(table) for table in CONCERNED):
            self.forget()
        elif changes.rows("contact"):
            self._fresh.difference_update(changes.rows("contact"))
        else:
            return
        self.ready.emit()  # painting asks for them

    def forget(self) -> None:
        """Read everything again that is asked for; what was known stands until then."""
        self._fresh.clear()
        self._tasks.forget("rings")

    def _read(self) -> None:
        wanted = list(self._wanted)[-AT_ONCE:]
        self._wanted.clear()
        if not wanted:
            return
        if self._book.clock.today() != self._today:
            self._today = self._book.clock.today()
            self.forget()

        def work(job: Any) -> dict[bytes, int]:
            return {contact: health.score for contact, health in self._book.insight.healths(wanted).items()}

        self._tasks.latest("rings", work, lambda found: self._take(wanted, found))

    def _take(self, wanted: list[bytes], found: dict[bytes, int]) -> None:
        if len(self._scores) + len(wanted) > KEPT:
            self._scores.clear()
            self._fresh.clear()
        for contact in wanted:
            self._scores[contact] = found.get(contact)
        self._fresh.update(wanted)
        self.ready.emit()

    def _drawn(self, score: int, ratio: float) -> QPixmap:
        side, broad = self.side, BROAD * self.side / SIDE
        made = QPixmap(round(side * ratio), round(side * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = broad / 2 + 0.5
        box = QRectF(0, 0, side, side).adjusted(inset, inset, -inset, -inset)
        painter.setPen(QPen(self._theme.color("line"), broad))
        painter.drawEllipse(box)
        token = "good" if score >= GOOD else "gold" if score >= FAIR else "control"
        painter.setPen(QPen(self._theme.color(token), broad, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(box, 90 * 16, -round(score / 100 * 360 * 16))
        painter.end()
        return made
