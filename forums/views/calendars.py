"""Calendars to subscribe to: of a session, of a forum, of a person."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.entrance import signed_in
from accounts.records import User
from audit.domain.record import record
from forums import permissions
from forums.domain.calendars import Entry, feed
from forums.enums import ACTIVE_STATES
from forums.records import CalendarAddress, Registration
from forums.views.finding import forum_or_404, kept_by_no_cache
from forums.views.organising.access import session_or_404
from notifications.mail import absolute
from showcase.views.writing.access import user_of

_signer = Signer(salt="forums.calendar", sep=".")


def _answer(name: str, content: bytes) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{name}.ics"'},
    )


@kept_by_no_cache
@require_safe
def session_calendar(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """One session, for who may read its forum."""
    session = session_or_404(request, forum, number)
    return _answer(f"{forum}-{number}", feed(session.title, [Entry(session)]))


@kept_by_no_cache
@require_safe
def forum_calendar(request: HttpRequest, forum: str) -> HttpResponse:
    """Every session of a forum, for who may read it; what was called off is there too."""
    found = forum_or_404(request, forum)
    sessions = list(found.sessions.all())
    for session in sessions:
        session.forum = found
    return _answer(forum, feed(found.title, [Entry(session) for session in sessions]))


@never_cache
@require_safe
def own_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Every session that a person registered for, and may read today: asked at each request."""
    try:
        key = _signer.unsign(token)
    except BadSignature:
        raise Http404 from None
    address = CalendarAddress.objects.select_related("user").filter(key=key).first()
    if address is None or not address.user.is_active:
        raise Http404
    found = (
        Registration.objects.filter(user=address.user, state__in=ACTIVE_STATES)
        .select_related("session__forum", "user")
        .order_by("session__starts_at", "pk")
    )
    listed = [Entry(one.session, one) for one in found if permissions.may_hear_of(one)]
    return _answer("verankerd", feed(_("Mijn overlegfora"), listed))


@signed_in
def calendar_address(request: HttpRequest) -> HttpResponse:
    """Show the secret address of one's calendar; make a new one, which closes the one before."""
    user = user_of(request)
    if request.method == "POST":
        _renew(user)
        messages.success(request, _("Je kalender heeft een nieuw adres. Het oude werkt niet meer."))
        return redirect("calendar_address")
    address, _made = CalendarAddress.objects.get_or_create(user=user)
    path = reverse("own_calendar", args=[_signer.sign(address.key.hex)])
    context = {"address": absolute(path), "crumbs": [(_("Mijn werk"), reverse("desk"))]}
    return render(request, "forums/registering/calendar.html", context)


def _renew(user: User) -> None:
    address, _made = CalendarAddress.objects.update_or_create(
        user=user, defaults={"key": uuid.uuid4()}
    )
    record("renew_calendar", address, by=user)
