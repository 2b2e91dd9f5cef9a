"""Pages that can't go, because something public hangs from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from showcase.pages import ProjectPage

#: Why a page can't go, in words; nothing when nothing of the package hangs from it.
Obstacle = Callable[[Page], str]


def projects_below(page: Page) -> str:
    """Projects at or below ``page`` that were ever public, and their references."""
    below = ProjectPage.objects.descendant_of(page, inclusive=True)
    if below.filter(first_published_at__isnull=False).exists():
        return _("er hangen gepubliceerde projecten en verwijzingen aan")
    return ""


_obstacles: list[Obstacle] = [projects_below]


def register_obstacle(obstacle: Obstacle) -> Obstacle:
    """Let a package above say what of its own hangs from a page."""
    if obstacle not in _obstacles:
        _obstacles.append(obstacle)
    return obstacle


def refuse_to_delete(request: HttpRequest, pages: Iterable[Any]) -> HttpResponse | None:
    """Say why, and go back, if something public hangs from one of ``pages``."""
    for page in pages:
        for obstacle in _obstacles:
            if reason := obstacle(page):
                words = _("“{title}” kan niet weg: {reason}.")
                messages.error(request, words.format(title=page.title, reason=reason))
                return redirect("wagtailadmin_home")
    return None


def pages_among(objects: Iterable[Any]) -> list[Page]:
    """The pages among what a bulk action is about."""
    return [thing for thing in objects if isinstance(thing, Page)]
