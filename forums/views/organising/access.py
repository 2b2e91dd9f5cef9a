"""Who comes in here, and what they work on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.entrance import signed_in
from forums import permissions
from forums.pages import Forum
from forums.records import AgendaItem, Session
from forums.views.finding import forum_or_404
from showcase.domain.fitting import whole_number

Crumbs = list[tuple[str, str]]


def organisers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for who organises forums; to anybody else it is refused before anything is looked up.

    Who was signed out meanwhile signs in again, and finds the text back (`signed_in`).
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not permissions.can_organise(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guarded: Callable[..., HttpResponse] = never_cache(signed_in(asked))
    return guarded


def session_or_404(request: HttpRequest, slug: str, number: int) -> Session:
    """Session ``number`` of the forum at ``slug``, with its forum."""
    forum = forum_or_404(request, slug)
    session: Session | None = Session.objects.filter(forum=forum, number=number).first()
    if session is None:
        raise Http404
    session.forum = forum
    return session


def item_or_404(session: Session, item_id: int) -> AgendaItem:
    """An item on the agenda of ``session``, with its session."""
    item: AgendaItem | None = session.agenda.filter(pk=item_id).first()
    if item is None:
        raise Http404
    item.session = session
    return item


def seen_version(request: HttpRequest) -> int | None:
    """The version of a forum that the writer saw; a page without history has none."""
    return whole_number(request.POST.get("started_from", "")) or None


def crumbs_to(forum: Forum | None = None, session: Session | None = None) -> Crumbs:
    """The way back up from a page below ``forum``, or below the agenda of ``session``."""
    crumbs = [(_("Mijn werk"), reverse("desk")), (_("Overlegfora"), reverse("organised_forums"))]
    if forum is not None:
        crumbs.append((forum.title, reverse("organised_forum", args=[forum.slug])))
    if forum is not None and session is not None:
        agenda = reverse("organised_agenda", args=[forum.slug, session.number])
        crumbs.append((session.title, agenda))
    return crumbs
