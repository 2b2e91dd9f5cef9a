"""Why a page can't be deleted: forums stand below it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.models import Page

from forums.pages import Forum


def forums_below(page: Page) -> str:
    """Forums at or below ``page``, for `showcase.admin.keeping`."""
    if Forum.objects.descendant_of(page, inclusive=True).exists():
        return _("er hangen overlegfora aan, met hun bijeenkomsten en aanbevelingen")
    return ""
