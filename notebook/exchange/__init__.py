"""Address books in and out: everything between a format and the notebook is a JSContact Card (RFC 9553).

Each format is a package or module of its own with ``read`` (bytes to records) and ``write``; ``importing``
makes one undoable change of what was read. Nothing here raises for what a file says: a record carries its
problems.
"""
