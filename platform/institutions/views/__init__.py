"""Pages of who works for an institution."""
