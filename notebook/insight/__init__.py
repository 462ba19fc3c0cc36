"""What follows from what is known: measures, balance, brief, health, today. Reads the others, stores nothing."""
