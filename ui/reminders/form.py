"""The form for a reminder: what, when, how often, about whom. It opens and answers by ``saved``.

A day in the words becomes the day of the form while they are typed, which is said below them; one that is chosen in the
form afterwards holds, and then the words stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from notebook import Clock, Named, Reminder, worded_day
from ui.timeline.moment import calm
from ui.widgets import Flow, button, label
from ui.words import day, in_menu, put, words


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form says. ``rrule``: RFC 5545, None for once; ``leads``: days before it shows already."""

    text: str
    day: date
    rrule: str | None
    leads: tuple[int, ...]
    contact: bytes | None


class ReminderForm(QDialog):
    """A new reminder, about ``contact`` if one is shown, or one that is changed."""

    saved = Signal(object)  # Filled

    def __init__(self, clock: Clock, contact: Named | None, parent: QWidget, reminder: Reminder | None = None) -> None:
        super().__init__(parent)
        self._contact, self._reminder, self._clock = contact, reminder, clock
        today = clock.today()
        self._before = worded_day(reminder.text if reminder else "", clock).day  # it was decided about
        self._read: date | None = None  # from the words
        self._own = today  # what stood there before
        self.setObjectName("reminderForm")
        self.setWindowTitle(self.tr("Add a reminder") if reminder is None else self.tr("Change the reminder"))
        self.words = QLineEdit(reminder.text if reminder else "", self)
        self.words.setObjectName("reminderText")
        self.words.setAccessibleName(self.tr("What to be reminded of"))
        self.words.setPlaceholderText(self.tr("What to be reminded of"))
        self.words.textEdited.connect(self._read_words)
        self.understood = label("", "muted", wrap=True, parent=self)
        self.understood.setObjectName("reminderUnderstood")
        self.understood.hide()
        self.day = QDateEdit(self)
        self.day.setObjectName("reminderDay")
        self.day.setAccessibleName(self.tr("On which day"))
        self.day.setCalendarPopup(True)
        calm(self.day.calendarWidget())
        self.day.setDisplayFormat("ddd d MMM yyyy")
        self._set_day(reminder.day if reminder else today + timedelta(days=1))
        self.repeat = QComboBox(self)
        self.repeat.setObjectName("reminderRepeat")
        self.repeat.setAccessibleName(self.tr("How often"))
        for text, rule in self._rules():
            self.repeat.addItem(text, rule)
        self._show_rule(reminder.rrule if reminder else None)
        self.ahead = QCheckBox(self.tr("show it a week before already"), self)
        self.ahead.setAccessibleName(self.ahead.text())
        self.ahead.setChecked(bool(reminder and reminder.leads))
        self.about = QCheckBox(self)
        self.about.setObjectName("reminderAbout")
        if contact is not None:
            self.about.setText(in_menu(put(self.tr("about {name}"), name=" ".join(contact[1].split()))))
            self.about.setAccessibleName(put(self.tr("about {name}"), name=contact[1]))
        self.about.setChecked(contact is not None)
        self.about.setVisible(contact is not None)
        self._trouble = label("", "trouble", wrap=True)
        self._trouble.hide()
        self._lay_out(today)
        self.words.setFocus()

    def _rules(self) -> list[tuple[str, str | None]]:
        return [
            (self.tr("once"), None), (self.tr("every day"), "FREQ=DAILY"), (self.tr("every week"), "FREQ=WEEKLY"),
            (self.tr("every two weeks"), "FREQ=WEEKLY;INTERVAL=2"), (self.tr("every month"), "FREQ=MONTHLY"),
            (self.tr("every three months"), "FREQ=MONTHLY;INTERVAL=3"), (self.tr("every year"), "FREQ=YEARLY"),
        ]

    def _show_rule(self, rule: str | None) -> None:
        place = self.repeat.findData(rule) if rule else 0
        if place < 0:  # a rule made elsewhere stays as it is, shown as it stands
            self.repeat.addItem(rule, rule)
            place = self.repeat.count() - 1
        self.repeat.setCurrentIndex(place)

    def _lay_out(self, today: date) -> None:
        quick = QWidget(self)
        flow = Flow(quick)
        for text, days in ((self.tr("Today"), 0), (self.tr("Tomorrow"), 1), (self.tr("In a week"), 7),
                           (self.tr("In a month"), 30), (self.tr("In three months"), 91)):
            chip = button(text, "chip", on=lambda days=days: self._set_day(today + timedelta(days=days)), parent=quick)
            chip.setMinimumHeight(chip.fontMetrics().height() + 8)
            flow.addWidget(chip)
        when = QHBoxLayout()
        when.setSpacing(8)
        when.addWidget(self.day)
        when.addWidget(self.repeat)
        when.addStretch(1)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.words)
        form.addRow(self.understood)
        form.addRow(quick)
        form.addRow(label(self.tr("On"), "muted"), when)
        form.addRow(label(""), self.ahead)
        form.addRow(label(""), self.about)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Cancel"), on=self.reject))
        save = button(self.tr("Remind me") if self._reminder is None else self.tr("Save"), "primary", on=self.save)
        save.setObjectName("reminderSave")
        save.setDefault(True)
        buttons.addWidget(save)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(self._trouble)
        column.addLayout(buttons)
        self.resize(460, self.sizeHint().height())

    def _set_day(self, day: date) -> None:
        self.day.setDate(QDate(day.year, day.month, day.day))

    def _read_words(self, text: str) -> None:
        """A day in them is taken, and said; so is what looks like one and is none."""
        found = worded_day(text, self._clock)
        told = ""
        if found.doubt is not None:
            told = words(found.doubt)
        elif found.day is not None and found.day != self._before:
            if found.day != self._read:  # what was chosen since then holds
                self._own = self._chosen() if self._read is None else self._own
                self._set_day(found.day)
            told = put(self.tr("{text}, on {day}"), text=found.text, day=day(found.day))
        if found.day is None and self._read == self._chosen():
            self._set_day(self._own)
        self._read = found.day if told else None
        self.understood.setText(told)
        self.understood.setVisible(bool(told))

    def _chosen(self) -> date:
        day_ = self.day.date()
        return date(day_.year(), day_.month(), day_.day())

    def filled(self) -> Filled:
        """What the form says now."""
        chosen, text = self._chosen(), self.words.text().strip()
        if chosen == self._read:
            text = worded_day(text, self._clock).text
        return Filled(
            text, chosen, self.repeat.currentData(),
            (7,) if self.ahead.isChecked() else (),
            self._contact[0] if self._contact is not None and self.about.isChecked() else None,
        )

    def save(self) -> None:
        """Hand over what the form says."""
        filled = self.filled()
        if not filled.text:
            self._trouble.setText(self.tr("Write in a few words what to be reminded of."))
            self._trouble.show()
            self.words.setFocus()
            return
        self.accept()
        self.saved.emit(filled)
