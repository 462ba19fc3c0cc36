"""The timeline pane: the composer on top, below it the stream of what happened and what was promised."""
