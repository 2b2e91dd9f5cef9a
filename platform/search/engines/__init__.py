"""What answers a finder's question: the database, or a server for searching beside it."""
