"""Small dialogs that ask for a day, or a day and a time; they open and answer by a signal, never block."""

from __future__ import annotations

from datetime import UTC, date, datetime

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtGui import QIcon, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QDialog,
    QHBoxLayout,
    QTimeEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from notebook import Clock
from ui.widgets import button, label


class MomentDialog(QDialog):
    """Asks for a day; with ``time`` also for a time of day. ``picked`` carries a date or a naive datetime."""

    picked = Signal(object)

    def __init__(self, title: str, start: date | datetime, parent: QWidget, earliest: date | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("momentDialog")
        self.setWindowTitle(title)
        self._timed = isinstance(start, datetime)
        self.calendar = QCalendarWidget(self)
        self.calendar.setObjectName("momentCalendar")
        self.calendar.setAccessibleName(title)
        calm(self.calendar)
        self.calendar.setSelectedDate(QDate(start.year, start.month, start.day))
        if earliest is not None:
            self.calendar.setMinimumDate(QDate(earliest.year, earliest.month, earliest.day))
        self.calendar.activated.connect(lambda day: self._pick())
        self.time = QTimeEdit(self)
        self.time.setObjectName("momentTime")
        self.time.setAccessibleName(self.tr("Time of day"))
        self.time.lineEdit().setTextMargins(8, 0, 0, 0)  # the style forgets the padding of spin boxes
        self.time.setVisible(self._timed)
        if isinstance(start, datetime):
            self.time.setTime(QTime(start.hour, start.minute))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.calendar)
        row = QHBoxLayout()
        if self._timed:
            row.addWidget(label(self.tr("at")))
            row.addWidget(self.time)
        row.addStretch(1)
        row.addWidget(button(self.tr("Cancel"), on=self.reject))
        accept = button(self.tr("Choose"), "primary", on=self._pick)
        accept.setDefault(True)
        row.addWidget(accept)
        column.addLayout(row)

    def _pick(self) -> None:
        chosen = self.calendar.selectedDate()
        day = date(chosen.year(), chosen.month(), chosen.day())
        self.accept()
        if self._timed:
            time = self.time.time()
            self.picked.emit(datetime(day.year, day.month, day.day, time.hour(), time.minute()))
        else:
            self.picked.emit(day)


def calm(calendar: QCalendarWidget) -> None:
    """A calendar in our colours: no week numbers, no red, arrows that show on dark."""
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    for day in Qt.DayOfWeek:
        calendar.setWeekdayTextFormat(day, QTextCharFormat())
    for name, arrow in (("prev", Qt.ArrowType.LeftArrow), ("next", Qt.ArrowType.RightArrow)):
        step = calendar.findChild(QToolButton, f"qt_calendar_{name}month")
        if step is not None:
            step.setIcon(QIcon())
            step.setArrowType(arrow)


def instant(naive: datetime, clock: Clock) -> datetime:
    """A local time of day as an instant, in the zone of the clock (summer time of that day)."""
    guess = naive.replace(tzinfo=UTC)
    offset = clock.local(guess).utcoffset()
    again = clock.local(guess - offset).utcoffset() if offset is not None else None
    return guess - again if again is not None else guess
