"""The pages that moderators and administrators keep."""

from sitepages.pages.home import HomePage

__all__ = ["HomePage"]
