"""What visitors find forums and recommendations by. The engine is `search`'s."""

from forums.finding.finders import forum_finder, recommendation_finder

__all__ = ["forum_finder", "recommendation_finder"]
