"""What the pages on which a moderator writes recommendations and answers have in common."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums import permissions
from forums.pages import Forum
from forums.records import Recommendation
from forums.views.finding import forum_or_404
from forums.views.organising.access import crumbs_to


def organised_or_404(request: HttpRequest, slug: str) -> Forum:
    """The forum at this address, for who organises forums."""
    forum = forum_or_404(request, slug)
    if not permissions.can_organise(request.user):
        raise PermissionDenied
    return forum


def recommendation_or_404(forum: Forum, number: int) -> Recommendation:
    """A recommendation of ``forum``, draft or published."""
    found = recommendation_of(forum, number)
    if found is None:
        raise Http404
    return found


def recommendation_of(forum: Forum, number: int) -> Recommendation | None:
    """The same, or nothing."""
    found: Recommendation | None = (
        forum.recommendations.filter(number=number)
        .select_related("policy_level", "policy_domain")
        .first()
    )
    if found is not None:
        found.forum = forum
    return found


def crumbs_of(forum: Forum, *, to_list: bool = True) -> list[tuple[str, str]]:
    """The way back up from a page of an organiser."""
    crumbs = crumbs_to(forum)
    if to_list:
        address = reverse("organise_recommendations", args=[forum.slug])
        crumbs.append((_("Aanbevelingen"), address))
    return crumbs


def fixed_words() -> str:
    """Why a published recommendation stays as it is, and what to do instead."""
    return _(
        "De tekst staat vast sinds de publicatie. Moet er iets anders? Schrijf een nieuwe"
        " aanbeveling, en zeg daarin wat ze rechtzet."
    )


def mailed_words(count: int) -> str:
    """How many people who took part got a mail."""
    words = ngettext(
        "{count} deelnemer kreeg er een mail over.",
        "{count} deelnemers kregen er een mail over.",
        count,
    )
    return words.format(count=count)


def counted(data: QueryDict, name: str) -> int:
    """A number that a page sent along; 0 when it is none."""
    value = data.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 0
