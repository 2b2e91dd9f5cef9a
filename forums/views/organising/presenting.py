"""Who opens an item of an agenda: put on and taken off, and whether a name is public."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from forums.domain.meetings import SessionConflictError, SessionIsCancelledError
from forums.domain.presenting import add_presenter, remove_presenter, set_presenter_consent
from forums.forms.presenting import PresenterConsentForm, PresenterForm
from forums.forms.registering import consent_of
from forums.records import AgendaItem, Presenter
from forums.views.organising.access import (
    Crumbs,
    crumbs_to,
    item_or_404,
    organisers_only,
    session_or_404,
)
from institutions.records import Institution
from showcase.domain.fitting import whole_number
from showcase.views.writing.access import user_of


@organisers_only
def presenters(request: HttpRequest, forum: str, number: int, item_id: int) -> HttpResponse:
    """The presenters of an item: whose conclusions it tables are one click away."""
    item = item_or_404(session_or_404(request, forum, number), item_id)
    wish = request.POST.get("wish", "")
    form = PresenterForm(request.POST if wish == "add" else None, initial=consent_of(item.session))
    if request.method != "POST":
        return _page(request, item, form)
    try:
        said = _carry_out(request, item, form, wish)
    except SessionConflictError:
        return _page(request, item, form, conflict=True, status=409)
    except SessionIsCancelledError:
        return _page(request, item, form, status=409)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        said = ""
    if not said:
        return _page(request, item, form, status=422)
    messages.success(request, said)
    return redirect(request.path)


def _carry_out(request: HttpRequest, item: AgendaItem, form: PresenterForm, wish: str) -> str:
    """Do what a button said, and say what was done; nothing when the form is not right."""
    by = user_of(request)
    started_from = whole_number(request.POST.get("started_from", ""))
    key = whole_number(request.POST.get("key", ""))
    if wish == "add" and form.is_valid():
        made = add_presenter(item, by=by, started_from=started_from, **form.values())
        return _("{who} staat bij dit punt.").format(who=made)
    if wish == "add":
        return ""
    if wish == "take":
        school = Institution.objects.filter(conclusions__agenda_items=item, pk=key).first()
        if school is None:
            raise Http404
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
        "is_fixed": session.is_cancelled or session.is_recorded,
        "form": form,
        "conflict": conflict,
        "crumbs": _crumbs(item),
    }
    return render(request, "forums/organising/presenters.html", context, status=status)


@organisers_only
def consent(
    request: HttpRequest, forum: str, number: int, item_id: int, presenter_id: int
) -> HttpResponse:
    """Note whether a person is named, and until when: also when the agenda no longer changes."""
    item = item_or_404(session_or_404(request, forum, number), item_id)
    presenter: Presenter | None = item.presenters.exclude(name="").filter(pk=presenter_id).first()
    if presenter is None:
        raise Http404
    initial = consent_of(item.session)
    if presenter.named_until is not None:
        initial = {"is_named": True, "named_until": presenter.named_until}
    form = PresenterConsentForm(request.POST if request.method == "POST" else None, initial=initial)
    back = reverse("presenters", args=[forum, number, item_id])
    if request.method == "POST" and form.is_valid():
        set_presenter_consent(presenter, form.cleaned_data["named_until"], by=user_of(request))
        messages.success(request, _("Genoteerd. Het geldt meteen, ook op vroegere versies."))
        return redirect(back)
    context = {
        "presenter": presenter,
        "form": form,
        "crumbs": [*_crumbs(item), (_("Wie aan het woord komt"), back)],
    }
    status = 422 if form.errors else 200
    return render(request, "forums/organising/presenter_consent.html", context, status=status)


def _crumbs(item: AgendaItem) -> Crumbs:
    session = item.session
    here = reverse("agenda_item", args=[session.forum.slug, session.number, item.pk])
    return [*crumbs_to(session.forum, session), (item.title, here)]
