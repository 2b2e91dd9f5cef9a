"""The list of forums, and the page of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.core.paginator import Paginator
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forums.domain.following import FollowedRecommendation, followed_recommendations
from forums.domain.registering import takes_registrations
from forums.enums import RUNNING_PHASES, Access, Phase
from forums.pages import Forum
from forums.permissions import can_organise, can_propose, can_register
from forums.querysets import of_session_taking_place
from forums.records import PublishedItem, Recommendation, Session
from forums.trail import answer_stations, term_in_words
from forums.views.finding import forum_or_404, kept_by_no_cache, note_private
from forums.views.linked import linked_forum
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


@kept_by_no_cache
@require_safe
def forums(request: HttpRequest) -> HttpResponse:
    """All forums that the visitor may read, page by page: running, coming and past."""
    found = (
        Forum.objects.readable_by(request.user).by_where_they_are().prefetch_related("organisers")
    )
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("pagina"))
    listed = list(page.object_list)
    note_private(request, listed)
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


@kept_by_no_cache
@require_safe
def forum(request: HttpRequest, forum: str) -> HttpResponse:
    """A forum: its question, what it promises, its sessions, and what came of it."""
    found = forum_or_404(request, forum)
    prefetch_related_objects(
        [found],
        "organisers",
        "promised_by",
        "stakeholders",
        Prefetch("sessions", Session.objects.select_related("registration_rules")),
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
    invited = [(one.label, found.brings.get(one.slug, "")) for one in found.stakeholders.all()]
    for session in found.sessions.all():
        session.forum = found
    return TemplateResponse(
        request,
        "forums/forum.html",
        {
            "crumbs": [(_("Overlegfora"), reverse("forums"))],
            "forum": found,
            "linked_data": linked_forum(found, request.build_absolute_uri),
            "may_organise": can_organise(request.user),
            "phase": found.phase,
            "may_propose": can_propose(request.user, found),
            "is_draft": not found.live,
            "shows_call": found.phase == Phase.CALL if found.live else bool(found.call_opens_on),
            "takes_contributions": found.live and found.phase in RUNNING_PHASES,
            "phase_state": STATE_OF[found.phase],
            "period": period(found),
            "term": term_in_words(found.answer_term_days) if found.promised_by.all() else "",
            "sessions": list(found.sessions.all()),
            "with_minutes": {
                one.pk for one in found.sessions.all() if one.is_over and one.closed_at is not None
            },
            "open_to_register": _open_to_register(request, found),
            "invited": invited,
            "says_what": any(words for _group, words in invited),
            "recommendations": [
                shown_recommendation(one, known[one.pk]) for one in recommendations
            ],
            "conclusions": cards_in(found, _tabled(found)),
            "promise_corrections": list(found.promise_corrections.all())
            if found.promise_corrected_on
            else [],
            "corrections": list(found.corrections.all()) if found.reported_on else [],
        },
    )


def _open_to_register(request: HttpRequest, forum: Forum) -> set[int]:
    """For which of its sessions, fetched with their rules, this visitor can register now."""
    if not can_register(request.user, forum):
        return set()
    listed = [(one, getattr(one, "registration_rules", None)) for one in forum.sessions.all()]
    return {one.pk for one, rules in listed if takes_registrations(one, rules)}


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


def cards_in(forum: Forum, conclusions: Iterable[PolicyConclusion]) -> list[Card]:
    """``conclusions`` on a page of ``forum``, with their trails.

    Trails know public forums only. In one for members they would say of what lies on its table
    that it came to no forum, so there they are left out.
    """
    cards = conclusion_cards(list(conclusions))
    if forum.access != Access.MEMBERS_ONLY:
        return cards
    return [replace(card, stations=(), words="") for card in cards]


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
