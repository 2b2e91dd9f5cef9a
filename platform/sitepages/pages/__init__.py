"""The pages that moderators and administrators keep."""

from sitepages.pages.guide import GuideIndexPage, GuidePage
from sitepages.pages.home import HomePage
from sitepages.pages.standard import StandardPage

__all__ = ["GuideIndexPage", "GuidePage", "HomePage", "StandardPage"]
