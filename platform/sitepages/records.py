"""What ties guide pages to the vocabularies."""

from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase


class GuideTheme(ItemBase):
    """A guide page is of use to projects about a theme."""

    tag = models.ForeignKey(
        "vocabularies.Theme", on_delete=models.PROTECT, related_name="guide_links"
    )
    content_object = ParentalKey(
        "sitepages.GuidePage", on_delete=models.CASCADE, related_name="theme_links"
    )

    objects: ClassVar[models.Manager["GuideTheme"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="a_guide_page_has_a_theme_once"
            ),
        ]


class GuideLevel(ItemBase):
    """A guide page is of use to projects at an education level."""

    tag = models.ForeignKey(
        "vocabularies.EducationLevel", on_delete=models.PROTECT, related_name="guide_links"
    )
    content_object = ParentalKey(
        "sitepages.GuidePage", on_delete=models.CASCADE, related_name="level_links"
    )

    objects: ClassVar[models.Manager["GuideLevel"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="a_guide_page_has_a_level_once"
            ),
        ]
