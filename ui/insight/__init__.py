"""What the window shows of insight: the card "Before you talk" and the full brief."""
