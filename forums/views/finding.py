"""Finding a forum by its address, through what the visitor may see; and the way back up to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from forums import permissions
from forums.enums import PUBLIC_ACCESS
from forums.pages import Forum
from forums.records import Session


def forum_or_404(request: HttpRequest, slug: str) -> Forum:
    """The forum at ``/forums/<slug>/``; what a visitor may not read is not there."""
    if not slug.isprintable():  # PostgreSQL knows no NUL
        raise Http404
    forum: Forum | None = Forum.objects.filter(slug=slug).first()
    if forum is None or not permissions.can_see_forum(request.user, forum):
        raise Http404
    note_private(request, [forum])
    return forum


def note_private(request: HttpRequest, shown: Iterable[Forum]) -> None:
    """Remember whether any of the forums that a page shows is not for everybody."""
    if any(not one.live or one.access not in PUBLIC_ACCESS for one in shown):
        request.shows_private_forum = True  # type: ignore[attr-defined]


def kept_by_no_cache(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that no cache keeps, of a browser nor on the way, unless everybody may read it."""

    @wraps(view)
    def watched(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if getattr(request, "shows_private_forum", False):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return watched


def crumbs_below(forum: Forum, session: Session | None = None) -> list[tuple[str, str]]:
    """The way back up from a page below ``forum``, or below one of its sessions."""
    crumbs = [(_("Overlegfora"), reverse("forums")), (forum.title, forum.get_absolute_url())]
    if session is not None:
        crumbs.append((session.title, session.get_absolute_url()))
    return crumbs
