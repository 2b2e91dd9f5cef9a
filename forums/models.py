"""What Django must find."""

from forums.pages import Forum, ForumsIndexPage
from forums.records import *  # noqa: F403
from forums.records import __all__ as records

__all__ = ["Forum", "ForumsIndexPage", *records]  # noqa: PLE0604
