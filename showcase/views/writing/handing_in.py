"""The plain page of a project: to write it, to hand it in, to see where it is."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.asking import asking_once
from accounts.entrance import NOTHING_HAPPENED, signed_in
from accounts.kept import forget_kept_text, kept_text
from showcase import permissions
from showcase.domain import review
from showcase.domain.demands import Demand, NotReadyToHandIn, demands_to_hand_in
from showcase.enums import ProjectState
from showcase.forms.handing_in import HandingInForm
from showcase.pages import ProjectPage
from showcase.views.writing import confirmations, merging, saving
from showcase.views.writing.access import own_project, user_of
from showcase.views.writing.autosaving import autosave
from showcase.views.writing.not_saved import could_not_save
from showcase.views.writing.page import MARK, filled_page, reading_page
from ui.progress import Problem

BEWAAR = "bewaar"
#: Buttons of pages that ask something first; these keep what was wished before.
ASKED = frozenset({"samenvoegen", "neem-terug"})


@signed_in
def my_project(request: HttpRequest, project_id: int) -> HttpResponse:
    """Show the project to those who write it, save what they post, and do what they ask."""
    if request.method != "POST":
        with asking_once():
            return _show(request, own_project(request, project_id))
    project = own_project(request, project_id)
    if request.POST.get("autosave"):
        return autosave(request, project)
    verb, _colon, which = request.POST.get("doe", BEWAAR).partition(":")
    if verb == "neem-terug":
        _take_back(request, project)
    if MARK not in request.POST:
        if verb == BEWAAR:  # there is no text to save
            messages.info(request, NOTHING_HAPPENED)
            return redirect(request.path)
        return _do(request, project, verb, which)
    return _save_and_do(request, project)


def _save_and_do(request: HttpRequest, project: ProjectPage) -> HttpResponse:
    """Save the form, from the page itself or from one that asked, and do what was wished.

    A window that keeps a copy of what it sent learns from a cookie that it arrived.
    """
    pressed = request.POST.get("doe", BEWAAR)
    wish = request.POST.get("wens", "") if pressed in ASKED else pressed
    if pressed == "samenvoegen":
        posted, chosen = merging.chosen(request, project)
    else:
        posted, chosen = saving.read(request, project), None
    try:
        asked = merging.save(request, project, posted, chosen=chosen, wish=wish)
    except PermissionDenied:
        return could_not_save(request, project, posted, wish=wish)
    if asked is not None:
        return asked
    response = _after_saving(request, project, posted, wish)
    sent = f"{posted.sitting.key}.{posted.sitting.turn}"
    response.set_cookie(
        "arrived", sent, path=request.path, secure=request.is_secure(), samesite="Lax"
    )
    return response


def _after_saving(
    request: HttpRequest, project: ProjectPage, posted: saving.Posted, wish: str
) -> HttpResponse:
    forget_kept_text(request)
    verb, _colon, which = wish.partition(":")
    too_long = confirmations.record_answers(request, project, verb)
    if posted.form.errors or too_long:
        project = _again(project)
        form = saving.still_to_mend(project, posted) if posted.form.errors else None
        draft = project.get_latest_revision_as_object()
        demands = demands_to_hand_in(draft) if verb == "dien-in" else []
        return _page(request, project, form=form, demands=demands, too_long=too_long)
    if posted.merged and wish == BEWAAR:  # that was said already
        verb = ""
    return _do(request, project, verb, which)


def _do(request: HttpRequest, project: ProjectPage, verb: str, which: str) -> HttpResponse:
    """Do what a button of the page says, after everything was saved."""
    if verb == "dien-in":
        return _hand_in(request, project, anyway=which == "toch")
    if verb in confirmations.ACTS:
        if too_long := confirmations.ACTS[verb](request, project, which):
            return _show_again(request, _again(project), too_long)
    elif verb == BEWAAR:
        messages.success(request, _("Bewaard. Je kunt later verdergaan, ook op een ander toestel."))
    anchor = confirmations.anchor_after(verb, which)
    return redirect(f"{request.path}{anchor}")


def _take_back(request: HttpRequest, project: ProjectPage) -> None:
    if project.state != ProjectState.IN_REVIEW:
        return
    review.take_back(project, by=user_of(request))
    messages.success(request, _("Teruggenomen. Je kunt weer verder schrijven."))


def _hand_in(request: HttpRequest, project: ProjectPage, *, anyway: bool) -> HttpResponse:
    """Hand in; ask once whether questions of the moderator may stay open."""
    project = _again(project)
    left_open = [] if anyway else confirmations.open_questions(project)
    if left_open and permissions.can_hand_in(request.user, project):
        draft = project.get_latest_revision_as_object()
        if not demands_to_hand_in(draft):
            context = {
                "project": project,
                "draft": draft,
                "questions": left_open,
                "proposals": project.completion_proposals.open().count(),
            }
            return render(request, "showcase/writing/left_open.html", context)
    try:
        review.hand_in(project, by=user_of(request))
    except NotReadyToHandIn as missing:
        return _page(request, project, demands=missing.demands)
    except review.NothingChanged:
        messages.info(request, _("Er is niets gewijzigd: wat online staat, blijft zoals het is."))
        return redirect("my_project", project_id=project.pk)
    messages.success(
        request,
        _(
            "Ingediend. Een moderator van Vlor of EPOS kijkt het na."
            " Je krijgt een mail bij elke stap."
        ),
    )
    return redirect("my_project", project_id=project.pk)


def _show(request: HttpRequest, project: ProjectPage) -> HttpResponse:
    writes = permissions.can_edit_project(request.user, project)
    waiting = kept_text(request, holding=MARK)
    if waiting is not None and not writes:
        forget_kept_text(request)
        return could_not_save(request, project, saving.read(request, project, waiting), wish="")
    rests = project.state == ProjectState.PUBLISHED and not project.has_unpublished_changes
    rests = rests and "pas-aan" not in request.GET and waiting is None
    if not writes or rests:
        return render(request, "showcase/writing/reading.html", reading_page(request, project))
    return _page(request, project)


def _show_again(
    request: HttpRequest, project: ProjectPage, too_long: list[Problem]
) -> HttpResponse:
    """The same page with what did not fit, and why: to write on, or to read on in the review."""
    if permissions.can_edit_project(request.user, project):
        return _page(request, project, too_long=too_long)
    context = {**reading_page(request, project), "too_long": too_long}
    return render(request, "showcase/writing/reading.html", context, status=422)


def _page(
    request: HttpRequest,
    project: ProjectPage,
    *,
    form: HandingInForm | None = None,
    demands: list[Demand] | None = None,
    too_long: list[Problem] | None = None,
) -> HttpResponse:
    """The page to write on, with all that is unreadable, missing or too long at once."""
    status = 422 if demands or too_long or (form is not None and form.errors) else 200
    context = filled_page(request, project, form=form, demands=demands or [])
    context["too_long"] = too_long or []
    return render(request, "showcase/writing/handing_in.html", context, status=status)


def _again(project: ProjectPage) -> ProjectPage:
    """The project as it is now, after a save."""
    now: ProjectPage = ProjectPage.objects.select_related("institution", "latest_revision").get(
        pk=project.pk
    )
    return now
