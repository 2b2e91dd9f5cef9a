"""What waits for a moderator: in one forum, and on the desk in all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts.asking import asking_once
from accounts.records import User
from desk.registry import Section
from forums import permissions
from forums.records import ContributionReport, Hiding
from forums.views.discussion import access
from forums.views.finding import forum_or_404
from forums.views.organising.access import crumbs_to, organisers_only
from institutions.permissions import own_institutions

#: As many as one looks through at a time; the next come when these are done.
MOST = 50
ON_DESK = 5


@organisers_only
def queue(request: HttpRequest, forum: str) -> HttpResponse:
    """The contributions of a forum that wait for a moderator, the oldest first."""
    found = forum_or_404(request, forum)
    with asking_once():
        reports = ContributionReport.objects.filter(settled_at=None)
        waiting = access.rows_of(found).to_look_at().order_by("pk")
        rows = waiting.prefetch_related(Prefetch("reports", reports, to_attr="open_reports"))
        shown = [replace(access.shown(request, row, found), in_queue=True) for row in rows[:MOST]]
    context = {"forum": found, "shown": shown, "crumbs": crumbs_to(found)}
    return render(request, "forums/discussion/queue.html", context)


def queue_on_desk(user: User) -> dict[str, Any] | None:
    """What waits in all forums, but for what others must look at; nothing when nothing does."""
    if not permissions.can_organise(user):
        return None
    mine = own_institutions(user)
    hidden_by_me = Hiding.objects.filter(
        contribution=OuterRef("pk"), ended_at__isnull=True, hidden_by=user
    )
    rows = (
        access.rows_of()
        .select_related("forum")
        .to_look_at()
        .exclude(
            Q(mandate__user=user)
            | Q(mandate__institution__in=mine)
            | Q(mandate__institution__merged_into__in=mine)
        )
        .exclude(Exists(hidden_by_me))
        .order_by("pk")
    )
    found = list(rows[: ON_DESK + 1])
    return {"rows": found[:ON_DESK], "more": len(found) > ON_DESK} if found else None


SECTION = Section(
    name="bijdragen",
    order=60,
    title=_("Bijdragen om na te kijken"),  # type: ignore[arg-type]
    template="forums/discussion/desk.html",
    context_for=queue_on_desk,
)
