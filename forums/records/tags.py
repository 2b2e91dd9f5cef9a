"""What ties forums to the vocabularies."""

from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase

from vocabularies.records import EducationLevel, Theme


class ForumTheme(ItemBase):
    """A forum is about a theme."""

    tag = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="forum_links")
    content_object = ParentalKey(
        "forums.Forum", on_delete=models.CASCADE, related_name="theme_links"
    )

    objects: ClassVar[models.Manager["ForumTheme"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="a_forum_has_a_theme_once"
            ),
        ]


class ForumLevel(ItemBase):
    """A forum is about an education level."""

    tag = models.ForeignKey(EducationLevel, on_delete=models.PROTECT, related_name="forum_links")
    content_object = ParentalKey(
        "forums.Forum", on_delete=models.CASCADE, related_name="level_links"
    )

    objects: ClassVar[models.Manager["ForumLevel"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="a_forum_has_a_level_once"
            ),
        ]
