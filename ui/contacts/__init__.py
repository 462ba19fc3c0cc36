"""People and organisations in the window: the list, the search, the header and the card."""
