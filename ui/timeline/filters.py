"""The filter of the stream: a small menu for kind, colleague and period, and chips that show what is on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from notebook import FILTERED, Named, Stream
from ui.theme import Theme
from ui.timeline.words import Words, icon_of
from ui.widgets import Flow, button, clear, tool
from ui.words import in_menu, put


class StreamFilter(QWidget):
    """Narrows a `Stream`. ``button`` opens the menu (the pane places it); the widget itself is the chips."""

    changed = Signal()

    def __init__(self, theme: Theme, text: Words, colleagues: Callable[[], list[Named]],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._text, self._colleagues = theme, text, colleagues
        self.kind: str | None = None
        self.colleague: Named | None = None
        self.period: tuple[str, datetime] | None = None
        self._flow = Flow(self)
        self.setObjectName("timelineFilters")
        self.setAccessibleName(self.tr("Filters of the timeline"))
        self.button: QToolButton = tool(theme.icon("list-filter"), self.tr("Filter the timeline"), self.open, 16, self)
        self.button.setObjectName("timelineFilter")
        self.hide()

    @property
    def on(self) -> bool:
        """Whether anything is left out."""
        return bool(self.kind or self.colleague or self.period)

    def narrow(self, stream: Stream) -> Stream:
        """The stream with this filter."""
        return replace(stream, kind=self.kind, colleague=self.colleague[0] if self.colleague else None,
                       since=self.period[1] if self.period else None)

    def reset(self) -> None:
        """Show everything again."""
        self.choose(None, None, None)

    def choose(self, kind: str | None, colleague: Named | None, period: tuple[str, datetime] | None) -> None:
        """Filter by these; None is no limit."""
        if (kind, colleague, period) == (self.kind, self.colleague, self.period):
            return
        self.kind, self.colleague, self.period = kind, colleague, period
        self._show_chips()
        self.changed.emit()

    def open(self) -> None:
        """Open the menu."""
        menu = QMenu(self.button)
        menu.setObjectName("timelineFilterMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kinds = menu.addMenu(self._theme.icon("tag"), self.tr("Kind"))
        self._entry(kinds, self.tr("All kinds"), self.kind is None,
                    lambda: self.choose(None, self.colleague, self.period))
        for kind in FILTERED:
            self._entry(kinds, self._text.kind(kind), self.kind == kind,
                        lambda kind=kind: self.choose(kind, self.colleague, self.period))
        who = menu.addMenu(self._theme.icon("users"), self.tr("Who of us"))
        self._entry(who, self.tr("Everybody"), self.colleague is None,
                    lambda: self.choose(self.kind, None, self.period))
        for one in self._colleagues():
            self._entry(who, one[1], self.colleague == one, lambda one=one: self.choose(self.kind, one, self.period))
        period = menu.addMenu(self._theme.icon("calendar"), self.tr("Period"))
        for name, since in self._text.periods():
            chosen = None if since is None else (name, since)
            now = self.period[0] if self.period else None
            self._entry(period, name, now == (name if since else None),
                        lambda chosen=chosen: self.choose(self.kind, self.colleague, chosen))
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _entry(self, menu: QMenu, text: str, checked: bool, act: Callable[[], None]) -> None:
        action = menu.addAction(in_menu(text))
        action.setCheckable(True)
        action.setChecked(checked)
        action.triggered.connect(lambda checked=False: act())

    def _show_chips(self) -> None:
        clear(self._flow)
        if self.kind:
            self._chip(self._text.kind(self.kind), icon_of(self.kind),
                       lambda: self.choose(None, self.colleague, self.period))
        if self.colleague:
            self._chip(self.colleague[1], "user-round", lambda: self.choose(self.kind, None, self.period))
        if self.period:
            self._chip(self.period[0], "calendar", lambda: self.choose(self.kind, self.colleague, None))
        self.setVisible(self.on)
        self.button.setIcon(self._theme.icon("list-filter", "accent" if self.on else "muted"))

    def _chip(self, text: str, icon: str, off: Callable[[], None]) -> None:
        chip: QPushButton = button(f" {text}  ×", "chip", put(self.tr("Stop filtering by {what}"), what=text),
                                   self._theme.icon(icon, "accent"), off, self)
        chip.setIconSize(QSize(13, 13))
        chip.setMinimumHeight(chip.fontMetrics().height() + 8)
        chip.setCheckable(True)
        chip.setChecked(True)
        self._flow.addWidget(chip)
        chip.show()
