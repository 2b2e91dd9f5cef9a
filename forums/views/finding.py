"""Finding a forum by its address, through what the visitor may see; and the way back up to it."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from forums import permissions
from forums.pages import Forum
from forums.records import Session


def forum_or_404(request: HttpRequest, slug: str) -> Forum:
    """The forum at ``/forums/<slug>/``; what a visitor may not read is not there."""
    if not slug.isprintable():  # PostgreSQL knows no NUL
        raise Http404
    forum: Forum | None = Forum.objects.filter(slug=slug).first()
    if forum is None or not permissions.can_see_forum(request.user, forum):
        raise Http404
    return forum


def crumbs_below(forum: Forum, session: Session | None = None) -> list[tuple[str, str]]:
    """The way back up from a page below ``forum``, or below one of its sessions."""
    crumbs = [(_("Overlegfora"), reverse("forums")), (forum.title, forum.get_absolute_url())]
    if session is not None:
        crumbs.append((session.title, session.get_absolute_url()))
    return crumbs
