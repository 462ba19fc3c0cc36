"""Who is what to whom: relations and family, introductions, permissions, questions to circles."""
