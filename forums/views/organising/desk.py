"""The forums of organisers: on the desk, all of them, and one."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.records import User
from desk.registry import Section
from forums import permissions
from forums.pages import Forum
from forums.views.organising.access import crumbs_to, organisers_only
from forums.views.organising.steps import for_organisers, organised

#: Shown on the desk; the page of all forums has the others.
SHOWN = 5
#: More than will be organised for many years.
MOST = 100


@organisers_only
def organised_forums(request: HttpRequest) -> HttpResponse:
    """Every forum, drafts first, with what to do next."""
    found = for_organisers(Forum.objects.order_by("live", "-starts_on", "-pk"))[:MOST]
    context = {"rows": [organised(one) for one in found], "crumbs": crumbs_to()[:1]}
    return render(request, "forums/organising/forums.html", context)


def forums_on_desk(user: User) -> dict[str, Any] | None:
    """The forums that are not closed; nothing for who organises none."""
    if not permissions.can_organise(user):
        return None
    closed = Q(followed_until__lt=timezone.localdate())
    found = for_organisers(Forum.objects.exclude(closed).order_by("live", "-starts_on", "-pk"))
    rows = [organised(one) for one in found[: SHOWN + 1]]
    return {"rows": rows[:SHOWN], "more": len(rows) > SHOWN}


SECTION = Section(
    name="overlegfora",
    order=120,
    title=_("Overlegfora"),  # type: ignore[arg-type]
    template="forums/organising/desk.html",
    context_for=forums_on_desk,
)
