"""What Django must find."""

from showcase.pages import ProjectPage, ReviewTask, SchoolPage, SchoolsIndexPage
from showcase.records import *  # noqa: F403
from showcase.records import __all__ as records

__all__ = ["ProjectPage", "ReviewTask", "SchoolPage", "SchoolsIndexPage", *records]  # noqa: PLE0604
