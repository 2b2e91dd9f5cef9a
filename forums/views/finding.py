"""Finding a forum by its address, through what the visitor may see."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from forums import permissions
from forums.pages import Forum


def forum_or_404(request: HttpRequest, slug: str) -> Forum:
    """The forum at ``/forums/<slug>/``; what a visitor may not read is not there."""
    if not slug.isprintable():  # PostgreSQL knows no NUL
        raise Http404
    forum: Forum | None = Forum.objects.filter(slug=slug).first()
    if forum is None or not permissions.can_see_forum(request.user, forum):
        raise Http404
    return forum
