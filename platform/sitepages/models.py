"""What Django must find."""

from sitepages.pages import GuideIndexPage, GuidePage, HomePage, StandardPage
from sitepages.records import GuideLevel, GuideTheme

__all__ = [
    "GuideIndexPage",
    "GuideLevel",
    "GuidePage",
    "GuideTheme",
    "HomePage",
    "StandardPage",
]
