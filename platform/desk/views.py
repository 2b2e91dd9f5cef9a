"""The signed-in person's work."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.entrance import signed_in
from accounts.permissions import is_administrator, is_moderator, is_policymaker
from accounts.records import User
from desk.registry import sections_for
from institutions.enums import EDITING_CAPACITIES
from institutions.records import Mandate


@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for this person, their work, and for whom they speak."""
    user = cast(User, request.user)
    mandates = list(
        Mandate.objects.active()
        .filter(user=user)
        .select_related("institution")
        .order_by("institution__name", "capacity")
    )
    context = {
        "sections": sections_for(user),
        "mandates": mandates,
        "spaces": {m.institution for m in mandates if m.capacity in EDITING_CAPACITIES},
        "part": _part(user, mandates),
        "uses_admin": user.has_perm("wagtailadmin.access_admin"),
    }
    return render(request, "desk/desk.html", context)


def _part(user: User, mandates: list[Mandate]) -> str:
    """Return the part somebody mainly plays, for the words where there is nothing to show."""
    if any(mandate.capacity in EDITING_CAPACITIES for mandate in mandates):
        return "school"
    if is_moderator(user):
        return "moderator"
    if is_policymaker(user):
        return "policymaker"
    if is_administrator(user):
        return "administrator"
    return "follower"
