"""Imported projects on the desk: those that wait for this person, and the way to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from desk.registry import Section
from institutions.permissions import institutions_edited_by
from showcase.records import ClaimLink, ImportedProject

if TYPE_CHECKING:
    from accounts.records import User


def context_for(user: User) -> dict[str, Any] | None:
    """The links that wait for this person or school; nothing where there is nothing to take."""
    mine = institutions_edited_by(user)
    if not mine:
        return None
    meant = Q(institution__in=mine) | Q(institution=None, email__iexact=user.email)
    links = ClaimLink.objects.working().filter(meant).select_related("imported")
    newest = {link.imported_id: link for link in links.order_by("sent_at")}
    if not newest and not ImportedProject.objects.unclaimed().exists():
        return None
    return {"links": list(newest.values())}


SECTION = Section(
    name="overnemen",
    order=450,
    title=_("Een project overnemen"),  # type: ignore[arg-type]
    template="showcase/imports/desk.html",
    context_for=context_for,
)
