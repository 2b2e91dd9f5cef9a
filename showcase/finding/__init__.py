"""What visitors find projects and conclusions by. The engine is `search`'s."""

from showcase.finding.conclusions import conclusion_finder
from showcase.finding.projects import project_finder
from showcase.finding.results import result_finder
from showcase.finding.schools import school_finder

__all__ = ["conclusion_finder", "project_finder", "result_finder", "school_finder"]
