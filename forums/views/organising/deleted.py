"""What is said to who worked on something that a colleague took away meanwhile."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.kept import forget_kept_text
from forums.records import AgendaItem, Session
from forums.views.organising.access import crumbs_to


def item_is_gone(
    request: HttpRequest, session: Session, form: forms.Form | None = None
) -> HttpResponse:
    """The page of an item that is off the agenda; what was typed in ``form`` is there to copy."""
    agenda = reverse("organised_agenda", args=[session.forum.slug, session.number])
    context = {
        "title": _("Dit punt staat niet meer op de agenda"),
        "session": session,
        "form": form,
        "back": (_("Naar de agenda"), agenda),
        "crumbs": crumbs_to(session.forum),
    }
    return _page(request, context)


def presenter_is_gone(request: HttpRequest, item: AgendaItem, form: forms.Form) -> HttpResponse:
    """The page of somebody who is off the item."""
    session = item.session
    address = reverse("presenters", args=[session.forum.slug, session.number, item.pk])
    context = {
        "title": _("Deze persoon staat niet meer bij het punt"),
        "session": session,
        "form": form,
        "back": (_("Wie aan het woord komt"), address),
        "crumbs": crumbs_to(session.forum, session),
    }
    return _page(request, context)


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    is_sent = request.method == "POST"
    if is_sent:
        forget_kept_text(request)
    status = 409 if is_sent else 200
    return render(request, "forums/organising/deleted.html", context, status=status)
