"""The list of forums, and a forum."""

from forums.pages.forums import Forum, ForumsIndexPage

__all__ = ["Forum", "ForumsIndexPage"]
