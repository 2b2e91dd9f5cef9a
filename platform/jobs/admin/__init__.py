"""Background work in the admin: to look at, and to try again."""
