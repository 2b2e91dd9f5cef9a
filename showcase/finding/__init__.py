"""What visitors find projects and conclusions by. The engine is `search`'s."""

from showcase.finding.conclusions import conclusion_finder
from showcase.finding.projects import project_finder

__all__ = ["conclusion_finder", "project_finder"]
