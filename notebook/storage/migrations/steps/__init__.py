"""Frozen steps, one file each: ``up(migrator, db)`` with its own SQL. Never changed once released."""
