"""What moderators keep of the search in the admin."""
