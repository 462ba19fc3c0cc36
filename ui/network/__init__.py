"""Who is what to whom, in the window: family and relations, the picture of a network, introductions, permissions."""
