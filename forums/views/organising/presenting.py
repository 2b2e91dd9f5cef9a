"""Who opens an item of an agenda: put on and taken off, and whether a name is public."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.kept import forget_kept_text
from forums.domain.deleted import DeletedMeanwhileError
from forums.domain.meetings import SessionConflictError, SessionIsCancelledError
from forums.domain.presenting import (
    ConsentConflictError,
    add_presenter,
    remove_presenter,
    set_presenter_consent,
)
from forums.forms.presenting import PresenterConsentForm, PresenterForm
from forums.forms.registering import consent_of
from forums.records import AgendaItem, Presenter, Session
from forums.views.organising.access import (
    Crumbs,
    crumbs_to,
    item_of,
    organisers_only,
    session_or_404,
    status_of,
    typed_in,
)
from forums.views.organising.deleted import item_is_gone, presenter_is_gone
from institutions.records import Institution
from showcase.domain.fitting import version_seen, whole_number
from showcase.views.writing.access import user_of


@organisers_only
def presenters(request: HttpRequest, forum: str, number: int, item_id: int) -> HttpResponse:
    """The presenters of an item: whose conclusions it tables are one click away."""
    session = session_or_404(request, forum, number)
    wish = request.POST.get("wish", "")
    typed = typed_in(request, wish="add")
    started_from = version_seen(typed, session.version)
    form = PresenterForm(typed, initial=consent_of(session))
    item = item_of(session, item_id)
    if item is None:
        return _without_item(request, session, form)
    if request.method != "POST":
        return _page(request, item, form, started_from)
    try:
        said = _carry_out(request, item, form, wish)
    except (SessionConflictError, SessionIsCancelledError, DeletedMeanwhileError) as refusal:
        return _overtaken(request, item, form, refusal)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        said = ""
    if not said:
        return _page(request, item, form, started_from, status=422)
    messages.success(request, said)
    return redirect(request.path)


def _overtaken(
    request: HttpRequest, item: AgendaItem, form: PresenterForm, refusal: Exception
) -> HttpResponse:
    """A colleague was first: the item as it stands, or that it is off the agenda."""
    session = item.session
    session.refresh_from_db()
    if item_of(session, item.pk) is None:
        return _without_item(request, session, form)
    conflict = isinstance(refusal, SessionConflictError)
    # Who stands there now is shown: what is sent from here on is over that.
    return _page(request, item, form, session.version, conflict=conflict, status=409)


def _without_item(request: HttpRequest, session: Session, form: PresenterForm) -> HttpResponse:
    if request.method != "POST" and not form.is_bound:
        raise Http404
    return item_is_gone(request, session, form)


def _carry_out(request: HttpRequest, item: AgendaItem, form: PresenterForm, wish: str) -> str:
    """Do what a button said, and say what was done; nothing when the form is not right."""
    by = user_of(request)
    started_from = whole_number(request.POST.get("started_from", ""))
    key = whole_number(request.POST.get("key", ""))
    if wish == "add" and form.is_valid():
        made = add_presenter(item, by=by, started_from=started_from, **form.values())
        forget_kept_text(request)
        return _("{who} staat bij dit punt.").format(who=made)
    if wish == "add":
        return ""
    if wish == "take":
        school = Institution.objects.filter(conclusions__agenda_items=item, pk=key).first()
        if school is None:  # a colleague tables its conclusion no longer
            raise SessionConflictError
        add_presenter(item, by=by, started_from=started_from, institution_name=school.name)
        return _("{who} staat bij dit punt.").format(who=school.name)
    if wish == "remove":
        # Who is gone already, by a colleague or a second click, is gone.
        for one in item.presenters.filter(pk=key):
            one.item = item
            remove_presenter(one, by=by, started_from=started_from)
        return _("Van het punt gehaald.")
    raise Http404


def _page(
    request: HttpRequest,
    item: AgendaItem,
    form: PresenterForm,
    started_from: int | None,
    *,
    conflict: bool = False,
    status: int = 200,
) -> HttpResponse:
    listed = list(item.presenters.order_by("pk"))
    known = {one.institution_id for one in listed}
    schools = Institution.objects.filter(conclusions__agenda_items=item).exclude(
        pk__in=known - {None}
    )
    session = item.session
    context = {
        "session": session,
        "forum": session.forum,
        "item": item,
        "presenters": listed,
        "schools": list(schools.distinct().order_by("name", "pk")),
        "is_fixed": session.is_fixed,
        "form": form,
        "started_from": started_from or 0,
        "conflict": conflict,
        "crumbs": _crumbs(item),
    }
    return render(request, "forums/organising/presenters.html", context, status=status)


@organisers_only
def consent(
    request: HttpRequest, forum: str, number: int, item_id: int, presenter_id: int
) -> HttpResponse:
    """Note whether a person is named, and until when: also when the agenda no longer changes."""
    session = session_or_404(request, forum, number)
    typed = typed_in(request)
    item = item_of(session, item_id)
    known = Presenter.objects.exclude(name="").filter(item=item) if item is not None else None
    presenter = known.filter(pk=presenter_id).first() if known is not None else None
    if item is None or presenter is None:
        return _without_presenter(request, session, item, typed)
    form = PresenterConsentForm(typed, initial=_consent_to(presenter, item))
    seen = typed.get("seen", "") if typed else presenter.consent_mark
    back = reverse("presenters", args=[forum, number, item_id])
    status = status_of(request, form)
    if request.method == "POST" and form.is_valid():
        forget_kept_text(request)
        until = form.cleaned_data["named_until"]
        try:
            set_presenter_consent(presenter, until, by=user_of(request), seen=seen)
        except DeletedMeanwhileError:
            return _without_presenter(request, session, item_of(session, item_id), typed)
        except ConsentConflictError as conflict:
            # Shown as it stands, not as it was ticked: one more click is no new consent.
            presenter, status = conflict.standing, 409
            form = PresenterConsentForm(initial=_consent_to(presenter, item))
            seen = presenter.consent_mark
        else:
            messages.success(request, _("Genoteerd. Het geldt meteen, ook op vroegere versies."))
            return redirect(back)
    context = {
        "presenter": presenter,
        "form": form,
        "seen": seen,
        "conflict": status == 409,
        "crumbs": [*_crumbs(item), (_("Wie aan het woord komt"), back)],
    }
    return render(request, "forums/organising/presenter_consent.html", context, status=status)


def _without_presenter(
    request: HttpRequest, session: Session, item: AgendaItem | None, typed: QueryDict | None
) -> HttpResponse:
    if typed is None:
        raise Http404
    form = PresenterConsentForm(typed)
    if item is None:
        return item_is_gone(request, session, form)
    return presenter_is_gone(request, item, form)


def _consent_to(presenter: Presenter, item: AgendaItem) -> dict[str, Any]:
    """What the form of a consent starts from: the one that stands, or off."""
    if presenter.named_until is None:
        return consent_of(item.session)
    return {"is_named": True, "named_until": presenter.named_until}


def _crumbs(item: AgendaItem) -> Crumbs:
    session = item.session
    here = reverse("agenda_item", args=[session.forum.slug, session.number, item.pk])
    return [*crumbs_to(session.forum, session), (item.title, here)]
