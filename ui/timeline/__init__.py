"""The timeline pane: the composer on top, below it the stream of what happened and what was promised."""

from ui.timeline.pane import TimelinePane

__all__ = ["TimelinePane"]
