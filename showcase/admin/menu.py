"""The menu of who works for a school: own projects, photos, documents, the site."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from accounts.permissions import is_administrator, is_moderator
from showcase.admin.spaces import works_for_a_school


class SchoolMenuItem(MenuItem):
    """Shown to who works for a school."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person has projects of their own here."""
        return works_for_a_school(request.user)


#: Wagtail's own items that a school keeps, by name.
KEPT = frozenset({"images", "documents"})


def projects_item() -> MenuItem:
    """Own projects, and what each waits for."""
    return SchoolMenuItem(
        _("Mijn projecten"),
        reverse("wagtailadmin_home"),
        name="my-projects",
        icon_name="folder-open-inverse",
        order=100,
    )


def site_item() -> MenuItem:
    """Back to the desk on the site."""
    return MenuItem(
        _("Naar de site"), reverse("desk"), name="to-the-site", icon_name="globe", order=900
    )


def trim(request: HttpRequest, items: list[Any]) -> None:
    """Leave in the menu what this person can use."""
    user = request.user
    for item in items:
        if item.name == "settings":  # “Instellingen” are institutions here
            item.label = _("Systeem")
    if is_administrator(user):
        return
    if is_moderator(user):
        items[:] = [item for item in items if item.name not in {"reports", "help"}]
        return
    ours = {"my-projects", "to-the-site"}
    items[:] = [item for item in items if item.name in KEPT | ours]
    for item in items:
        if item.name == "images":
            item.label = _("Foto’s")
