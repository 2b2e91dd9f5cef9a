"""Pages that can't go, because something public hangs from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from showcase.pages import ProjectPage


def refuse_to_delete(request: HttpRequest, pages: Iterable[Any]) -> HttpResponse | None:
    """Say why, and go back, if a project below one of ``pages`` was ever public."""
    for page in pages:
        below = ProjectPage.objects.descendant_of(page, inclusive=True)
        if below.filter(first_published_at__isnull=False).exists():
            messages.error(
                request,
                _(
                    "“{title}” kan niet weg: er hangen gepubliceerde projecten en verwijzingen aan."
                ).format(title=page.title),
            )
            return redirect("wagtailadmin_home")
    return None


def pages_among(objects: Iterable[Any]) -> list[Page]:
    """The pages among what a bulk action is about."""
    return [thing for thing in objects if isinstance(thing, Page)]
