"""The pages of the tree: home / scholen / school / project."""

from showcase.pages.projects import ProjectPage
from showcase.pages.review_task import ReviewTask
from showcase.pages.schools import SchoolPage, SchoolsIndexPage

__all__ = ["ProjectPage", "ReviewTask", "SchoolPage", "SchoolsIndexPage"]
