"""The photos on the page of a project: those that may be seen today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from django.urls import reverse
from wagtail.images.utils import generate_signature

from showcase.pages import ProjectPage
from showcase.records import ProjectPhoto, SchoolImage

WIDTH = 720


@dataclass(frozen=True)
class ShownPhoto:
    """A photo with its address and the room it takes.

    The resized copy is made when it is first asked for, so that no page waits for it.
    """

    url: str
    alt: str
    caption: str
    width: int
    height: int


def live_photos(project: ProjectPage) -> list[ShownPhoto]:
    """The photos of a live page, in one statement."""
    photos = ProjectPhoto.objects.filter(project=project.pk, image__isnull=False)
    return _shown(photos.select_related("image").order_by("sort_order", "pk"))


def draft_photos(project: ProjectPage) -> list[ShownPhoto]:
    """The photos of a draft, for its preview."""
    return _shown(project.photos.all())


def _shown(photos: Iterable[ProjectPhoto]) -> list[ShownPhoto]:
    return [
        _photo(photo.image, photo.caption)
        for photo in photos
        if photo.image is not None and photo.image.may_be_seen()
    ]


def _photo(image: SchoolImage, caption: str) -> ShownPhoto:
    spec = f"width-{WIDTH}"
    name = PurePath(image.file.name).name
    width = min(WIDTH, image.width)
    return ShownPhoto(
        url=reverse("image", args=[generate_signature(image.pk, spec), image.pk, spec, name]),
        alt=image.alt_text,
        caption=caption,
        width=width,
        height=round(image.height * width / image.width),
    )
