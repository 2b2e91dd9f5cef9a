"""Registering for a session, and what one sees of it."""
