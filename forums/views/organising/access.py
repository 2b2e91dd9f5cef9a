"""Who comes in here, and what they work on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.entrance import signed_in
from accounts.kept import kept_text
from forums import permissions
from forums.pages import Forum
from forums.records import AgendaItem, Session
from forums.views.finding import forum_or_404

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

    guarded: Callable[..., HttpResponse] = signed_in(asked)
    return guarded


def session_or_404(request: HttpRequest, slug: str, number: int) -> Session:
    """Session ``number`` of the forum at ``slug``, with its forum."""
    forum = forum_or_404(request, slug)
    session: Session | None = Session.objects.filter(forum=forum, number=number).first()
    if session is None:
        raise Http404
    session.forum = forum
    return session


def item_of(session: Session, item_id: int) -> AgendaItem | None:
    """An item on the agenda of ``session``, with its session; nothing when it is not there."""
    item: AgendaItem | None = session.agenda.filter(pk=item_id).first()
    if item is not None:
        item.session = session
    return item


def item_or_404(session: Session, item_id: int) -> AgendaItem:
    """The same, for a page that has nothing to say without it."""
    item = item_of(session, item_id)
    if item is None:
        raise Http404
    return item


def typed_in(request: HttpRequest, *, wish: str = "") -> QueryDict | None:
    """What was typed in the form of a page: sent now, or before its writer signed in again.

    Of a page with several forms, only what the button ``wish`` sent. Who saves it forgets it
    (`accounts.kept.forget_kept_text`).
    """
    if request.method != "POST":
        return kept_text(request, sent_with={"wish": wish} if wish else None)
    return request.POST if not wish or request.POST.get("wish") == wish else None


def status_of(request: HttpRequest, form: forms.BaseForm) -> int:
    """422 for a form that was sent and refused; what waited for its writer is no refusal."""
    return 422 if request.method == "POST" and form.errors else 200


def crumbs_to(forum: Forum | None = None, session: Session | None = None) -> Crumbs:
    """The way back up from a page below ``forum``, or below the agenda of ``session``."""
    crumbs = [(_("Mijn werk"), reverse("desk")), (_("Overlegfora"), reverse("organised_forums"))]
    if forum is not None:
        crumbs.append((forum.title, reverse("organised_forum", args=[forum.slug])))
    if forum is not None and session is not None:
        agenda = reverse("organised_agenda", args=[forum.slug, session.number])
        crumbs.append((session.title, agenda))
    return crumbs
