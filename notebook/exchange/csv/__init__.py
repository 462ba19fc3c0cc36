"""CSV in and out: address books of Google, Outlook, Thunderbird, Apple, Yahoo, LinkedIn and Kithbook's own table.

`inspect` says what a file is and what its columns mean, `read` makes a `Record` with a JSContact card of every row,
`write` makes a table of cards. `mapping_from_json` reads a ``--map`` file; its field names are in `fields`.
"""

from __future__ import annotations

from notebook.exchange.csv.fields import Field, choices, known
from notebook.exchange.csv.reading import Table, inspect, mapping_from_json, read, records, unknown
from notebook.exchange.csv.writing import write

__all__ = ["Field", "Table", "choices", "inspect", "known", "mapping_from_json", "read", "records", "unknown", "write"]
