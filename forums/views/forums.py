"""The list of forums, and the page of one."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forums.domain.following import FollowedRecommendation, followed_recommendations
from forums.enums import RUNNING_PHASES, Access, Phase
from forums.pages import Forum
from forums.permissions import can_organise, can_propose
from forums.querysets import of_session_taking_place
from forums.records import PublishedItem, Recommendation
from forums.trail import answer_stations, term_in_words
from forums.views.finding import forum_or_404
from showcase.records import PolicyConclusion
from showcase.views.cards import Card, conclusion_cards, example_mark
from ui.components.library import draw
from ui.trail import Station, StationState

#: Forums on a page of their list.
PAGE_SIZE = 20

STATE_OF: dict[Phase, StationState] = {
    Phase.ANNOUNCED: "open",
    Phase.CALL: "wait",
    Phase.CONSULTATION: "wait",
    Phase.REPORTING: "part",
    Phase.FOLLOW_UP: "good",
    Phase.CLOSED: "done",
}


@require_safe
def forums(request: HttpRequest) -> HttpResponse:
    """All forums that the visitor may read, page by page: running, coming and past."""
    found = (
        Forum.objects.readable_by(request.user).by_where_they_are().prefetch_related("organisers")
    )
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("pagina"))
    listed = list(page.object_list)
    running = [forum for forum in listed if forum.phase in RUNNING_PHASES]
    coming = [forum for forum in listed if forum.phase == Phase.ANNOUNCED]
    past = [forum for forum in listed if forum not in running and forum not in coming]
    groups = [
        (_("Nu in overleg"), "lopend", running),
        (_("Binnenkort"), "komend", coming),
        (_("Afgerond"), "afgerond", past),
    ]
    context = {
        "groups": [(title, id, forum_cards(some)) for title, id, some in groups if some],
        "page": page,
    }
    return TemplateResponse(request, "forums/forums.html", context)


def forum_cards(listed: Iterable[Forum]) -> list[Card]:
    """A card per forum, as the component ``result`` takes it. They come with organisers."""
    return [
        Card(
            title=forum.title,
            url=forum.get_absolute_url(),
            meta=(
                *(one.name for one in forum.organisers.all()),
                period(forum),
                draw("state", {"kind": STATE_OF[forum.phase], "word": forum.phase.label}),
                *([_("alleen voor leden")] if forum.access == Access.MEMBERS_ONLY else []),
                *example_mark(forum),
            ),
            text=forum.question,
            stations=(),
            words="",
        )
        for forum in listed
    ]


def period(forum: Forum) -> str:
    """From when to when it runs, in words."""
    return _("{start} tot {end}").format(
        start=date_format(forum.starts_on, "j F Y"), end=date_format(forum.ends_on, "j F Y")
    )


@require_safe
def forum(request: HttpRequest, forum: str) -> HttpResponse:
    """A forum: its question, what it promises, its sessions, and what came of it."""
    found = forum_or_404(request, forum)
    prefetch_related_objects(
        [found],
        "organisers",
        "promised_by",
        "stakeholders",
        "sessions",
        Prefetch(
            "recommendations",
            Recommendation.objects.filter(published_on__isnull=False).select_related(
                "policy_level", "policy_domain"
            ),
        ),
    )
    recommendations = list(found.recommendations.all())
    for one in recommendations:
        one.forum = found
    known = followed_recommendations(recommendations)
    for session in found.sessions.all():
        session.forum = found
    return TemplateResponse(
        request,
        "forums/forum.html",
        {
            "crumbs": [(_("Overlegfora"), reverse("forums"))],
            "forum": found,
            "may_organise": can_organise(request.user),
            "phase": found.phase,
            "may_propose": can_propose(request.user, found),
            "call_runs": found.live and found.phase == Phase.CALL,
            "takes_contributions": found.live and found.phase in RUNNING_PHASES,
            "phase_state": STATE_OF[found.phase],
            "period": period(found),
            "term": term_in_words(found.answer_term_days) if found.promised_by.all() else "",
            "sessions": list(found.sessions.all()),
            "recommendations": [
                shown_recommendation(one, known[one.pk]) for one in recommendations
            ],
            "conclusions": conclusion_cards(_tabled(found)),
            "corrections": list(found.corrections.all()) if found.reported_on else [],
        },
    )


def shown_recommendation(recommendation: Recommendation, followed: FollowedRecommendation) -> Card:
    """``recommendation`` in a list, its forum, level and domain fetched."""
    answers = answer_stations(followed)
    words = ", ".join(f"{one.what} ({one.who})" if one.who else one.what for one in answers)
    return Card(
        title=recommendation.statement,
        url=recommendation.get_absolute_url(),
        meta=recommendation.subjects,
        text="",
        stations=(Station("done", "", _("Aanbeveling")), *answers),
        words=words or _("Om toe te passen: vraagt geen antwoord"),
    )


def _tabled(forum: Forum) -> list[PolicyConclusion]:
    """The conclusions on the agenda in force of any session that takes place, each once, by
    reference."""
    items = PublishedItem.objects.in_force().filter(
        of_session_taking_place("version__session__"), version__session__forum=forum
    )
    return list(
        PolicyConclusion.objects.filter(published_items__in=items)
        .distinct()
        .select_related("project__archival", "institution")
        .order_by("reference")
    )
