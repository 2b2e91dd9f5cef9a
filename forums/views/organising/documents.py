"""The documents of an item of an agenda: put with it, and taken away after a question."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.kept import forget_kept_text, kept_text
from forums.domain.deleted import DeletedMeanwhileError
from forums.domain.documents import add_document, delete_document
from forums.forms.documents import DocumentForm
from forums.records import AgendaItem, Session
from forums.views.organising.access import (
    Crumbs,
    crumbs_to,
    item_of,
    item_or_404,
    organisers_only,
    session_or_404,
)
from forums.views.organising.deleted import item_is_gone
from showcase.views.writing.access import user_of


@organisers_only
def documents(request: HttpRequest, forum: str, number: int, item_id: int) -> HttpResponse:
    """What is with an item; more is put with it here."""
    session = session_or_404(request, forum, number)
    is_sent = request.method == "POST"
    # The file is chosen again: what is kept is what was typed.
    kept = None if is_sent else kept_text(request)
    item = item_of(session, item_id)
    if item is None:
        return _without_item(request, session, kept)
    initial = {"title": kept.get("title", "")} if kept is not None else None
    form = DocumentForm(request.POST, request.FILES) if is_sent else DocumentForm(initial=initial)
    if is_sent and form.is_valid():
        values = form.cleaned_data
        try:
            made = add_document(item, values["file"], by=user_of(request), title=values["title"])
        except DeletedMeanwhileError:
            return _without_item(request, session, kept)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            forget_kept_text(request)
            messages.success(request, _("“{title}” staat bij dit punt.").format(title=made.title))
            return redirect(request.path)
    listed = list(item.documents.order_by("pk"))
    for one in listed:
        one.item = item
    context = {
        "session": item.session,
        "forum": item.session.forum,
        "item": item,
        "documents": listed,
        "is_public": item.session.agenda_version > 0,
        "form": form,
        "crumbs": _crumbs(item),
    }
    status = 422 if form.errors else 200
    return render(request, "forums/organising/documents.html", context, status=status)


@organisers_only
def delete(
    request: HttpRequest, forum: str, number: int, item_id: int, document_id: int
) -> HttpResponse:
    """Ask, and then take a document away for good."""
    session = session_or_404(request, forum, number)
    if request.method == "POST" and item_of(session, item_id) is None:
        return item_is_gone(request, session)
    item = item_or_404(session, item_id)
    back = reverse("agenda_documents", args=[forum, number, item_id])
    document = item.documents.filter(pk=document_id).first()
    if request.method == "POST":
        # Who is gone already, by a colleague or a second click, is gone.
        if document is not None:
            delete_document(document, by=user_of(request))
        messages.success(request, _("Het document is weg."))
        return redirect(back)
    if document is None:
        raise Http404
    context = {"document": document, "item": item, "back": back}
    return render(request, "forums/organising/delete_document.html", context)


def _without_item(request: HttpRequest, session: Session, kept: QueryDict | None) -> HttpResponse:
    if request.method != "POST" and kept is None:
        raise Http404
    form = DocumentForm(kept or request.POST, request.FILES)
    return item_is_gone(request, session, form)


def _crumbs(item: AgendaItem) -> Crumbs:
    session = item.session
    here = reverse("agenda_item", args=[session.forum.slug, session.number, item.pk])
    return [*crumbs_to(session.forum, session), (item.title, here)]
