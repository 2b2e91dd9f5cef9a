"""Throwing a draft away, withdrawing what was published, going offline: each asks first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.entrance import signed_in
from accounts.kept import forget_kept_text, kept_text
from showcase import permissions
from showcase.domain.drafting import delete_draft
from showcase.domain.withdrawal import archive_project, withdraw_conclusion, withdraw_result
from showcase.enums import ProjectState
from showcase.forms.endings import ReasonForm
from showcase.pages import ProjectPage
from showcase.views.writing.access import any_project, own_project, page_about, user_of


@signed_in
def delete(request: HttpRequest, project_id: int) -> HttpResponse:
    """Throw a draft away that nobody was shown."""
    project = own_project(request, project_id)
    if not permissions.can_delete_draft(request.user, project):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "showcase/writing/delete.html", {"project": project})
    delete_draft(project, by=user_of(request))
    messages.success(request, _("Het ontwerp is weggegooid."))
    return redirect("my_projects")


@signed_in
def archive(request: HttpRequest, project_id: int) -> HttpResponse:
    """Take a project offline, with a reason."""
    project = any_project(request, project_id)
    is_gone = project.state == ProjectState.ARCHIVED
    if is_gone and permissions.edits_school_of(user_of(request), project):
        return redirect("my_project", project_id=project.pk)
    if not permissions.can_archive(request.user, project):
        raise PermissionDenied
    words = {
        "title": _("Dit project offline halen?"),
        "submit": _("Haal offline"),
        "what": project.title,
        "consequence": _(
            "Op het adres van het project blijft staan dat het er was, en waarom het weg is. De"
            " conclusies houden hun pagina en heten ingetrokken."
        ),
    }
    return _with_reason(
        request,
        project,
        words,
        lambda reason: archive_project(project, by=user_of(request), reason=reason),
    )


@signed_in
def withdraw_one_result(request: HttpRequest, project_id: int, result_id: int) -> HttpResponse:
    """Withdraw one published result, with a reason."""
    project = any_project(request, project_id)
    result = get_object_or_404(project.results, pk=result_id)
    if not permissions.can_withdraw_result(request.user, result):
        raise PermissionDenied
    words = {
        "title": _("Dit resultaat intrekken?"),
        "submit": _("Trek in"),
        "what": result.title,
        "consequence": _(
            "Op de pagina van het project staat dan dat het ingetrokken is, en waarom."
        ),
    }
    return _with_reason(
        request,
        project,
        words,
        lambda reason: withdraw_result(result, by=user_of(request), reason=reason),
    )


@signed_in
def withdraw_one_conclusion(request: HttpRequest, project_id: int, reference: str) -> HttpResponse:
    """Withdraw one published conclusion, with a reason."""
    project = any_project(request, project_id)
    conclusion = get_object_or_404(project.conclusions, reference=reference)
    if not permissions.can_withdraw(request.user, conclusion):
        raise PermissionDenied
    words = {
        "title": _("Conclusie {reference} intrekken?").format(
            # A hyphen that stays on its line.
            reference=conclusion.reference.replace("-", "\u2011")
        ),
        "submit": _("Trek in"),
        "what": conclusion.statement,
        "consequence": _(
            "Ze houdt haar nummer en haar pagina. Daarop staat dat ze ingetrokken is, en waarom."
        ),
    }
    return _with_reason(
        request,
        project,
        words,
        lambda reason: withdraw_conclusion(conclusion, by=user_of(request), reason=reason),
    )


def _with_reason(
    request: HttpRequest, project: ProjectPage, words: dict[str, str], end: Callable[[str], Any]
) -> HttpResponse:
    kept = kept_text(request)
    form = ReasonForm(request.POST or None, initial=kept.dict() if kept else None)
    if request.method == "POST" and form.is_valid():
        end(form.cleaned_data["reason"])
        forget_kept_text(request)
        messages.success(request, _("Gedaan. De reden staat op de openbare pagina."))
        return redirect(page_about(request, project))
    context = {
        "project": project,
        "form": form,
        "back": page_about(request, project),
        **words,
    }
    status = 422 if form.errors else 200
    return render(request, "showcase/writing/ending.html", context, status=status)
