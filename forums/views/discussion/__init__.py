"""The discussion of a forum: reading, writing, moderating."""
