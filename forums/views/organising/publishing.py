"""Publishing an agenda: what changes and who is told, read before it is sent."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.domain.agenda_notices import who_is_told
from forums.domain.agenda_versions import changes_since, version_in_force
from forums.domain.consenting import who_is_named
from forums.domain.meetings import SessionConflictError, SessionIsCancelledError
from forums.domain.publishing import NothingToPublishError, publish_agenda
from forums.domain.tabling_notices import who_is_on
from forums.domain.withdrawn import withdrawn_from
from forums.records import Session
from forums.views.organising.access import crumbs_to, organisers_only, session_or_404
from forums.views.sessions import ShownItem, starting_times
from showcase.domain.fitting import whole_number
from showcase.views.writing.access import user_of


@organisers_only
def publish(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """Show what becomes public and what people will be told; then do it."""
    session = session_or_404(request, forum, number)
    if request.method != "POST":
        return _confirm(request, session)
    seen = whole_number(request.POST.get("started_from", ""))
    told, named, concerned = len(who_is_told(session)), _named(session), len(who_is_on(session))
    try:
        version = publish_agenda(session, by=user_of(request), started_from=seen)
    except SessionConflictError:
        return _confirm(request, session, changed=True, status=409)
    except SessionIsCancelledError:
        return _confirm(request, session, status=409)
    except NothingToPublishError:
        return _confirm(request, session)
    except ValidationError:
        return _confirm(request, session, status=422)
    messages.success(request, _said(version.number, told, named, concerned))
    return redirect("organised_agenda", session.forum.slug, session.number)


def _named(session: Session) -> int:
    """How many people would be mailed that they stand on the agenda by name."""
    return len({one.address.casefold() for one in who_is_named(session)})


def _said(number: int, told: int, named: int, concerned: int) -> str:
    said = [_("Versie {number} van de agenda staat online.").format(number=number)]
    mailed = ngettext(
        "{told} persoon krijgt er een mail over.", "{told} mensen krijgen er een mail over.", told
    )
    by_name = ngettext(
        "{named} persoon die met naam vermeld wordt, krijgt een mail.",
        "{named} mensen die met naam vermeld worden, krijgen een mail.",
        named,
    )
    on_it = ngettext(
        "{concerned} persoon die zelf of met een school op de agenda komt, krijgt een mail.",
        "{concerned} mensen die zelf of met een school op de agenda komen, krijgen een mail.",
        concerned,
    )
    said += [mailed.format(told=told)] if told else []
    said += [by_name.format(named=named)] if named else []
    said += [on_it.format(concerned=concerned)] if concerned else []
    return " ".join(said)


def _confirm(
    request: HttpRequest, session: Session, *, changed: bool = False, status: int = 200
) -> HttpResponse:
    version = version_in_force(session)
    items = session.agenda.order_by("position")
    agenda = [ShownItem(at, one) for at, one in starting_times(session.starts_at, items)]
    changes = changes_since(session, version) if version is not None else []
    context = {
        "session": session,
        "forum": session.forum,
        "number": session.agenda_version + 1,
        "version": version,
        "agenda": agenda,
        "changes": changes,
        "can_publish": not session.is_fixed and bool(agenda) and (version is None or bool(changes)),
        "told": len(who_is_told(session)),
        "named": _named(session),
        "concerned": len(who_is_on(session)),
        "changed": changed,
        "gone": {one.pk: one for one in withdrawn_from(session).values()}.values(),
        "crumbs": crumbs_to(session.forum, session),
    }
    return render(request, "forums/organising/publish_agenda.html", context, status=status)
