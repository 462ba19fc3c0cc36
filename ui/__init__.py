"""The window: Qt only. It knows the notebook by its public names and never touches tables or the journal.

One package per concept, named as in ``notebook``. Nothing here is imported by a command.
"""
