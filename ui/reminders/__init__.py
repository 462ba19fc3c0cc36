"""The reminder pane: what is due, why, and what to do about it."""

from ui.reminders.pane import ReminderPane

__all__ = ["ReminderPane"]
