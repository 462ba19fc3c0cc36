"""The journal of immutable changes: the only way into the synced tables (design in sync.md 2 and 3)."""
