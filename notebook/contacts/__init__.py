"""People and organisations: their cells, details, roles, dates, groups, and how a card maps onto them."""
