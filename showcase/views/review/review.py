"""One submission: read it, ask, propose, send back, publish."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.entrance import signed_in
from accounts.kept import forget_kept_text, kept_text
from showcase import permissions
from showcase.domain import review as verbs
from showcase.domain.completion import propose_completion
from showcase.domain.demands import NotReadyToPublish
from showcase.domain.drafting import EditConflict
from showcase.domain.fitting import whole_number
from showcase.domain.withdrawal import reopen_project
from showcase.enums import ProjectState
from showcase.pages import ProjectPage
from showcase.records import AdditionRequest, Archival
from showcase.views.review.desk import begun_by
from showcase.views.review.sheet import Sheet
from showcase.views.review.too_late import too_late, typed, was_taken_back, what_happened
from showcase.views.writing.access import user_of


@signed_in
def review(request: HttpRequest, project_id: int) -> HttpResponse:
    """Show one submission to who may review it; do what they ask."""
    if not permissions.may_review_at_all(request.user):
        raise PermissionDenied
    project = _project(project_id)
    if project is None:
        return _not_there(request)
    if permissions.is_own_institution(request.user, project):
        return render(request, "showcase/review/own.html", {"project": project}, status=403)
    if request.method == "POST" and request.POST.get("doe") == "heropen":
        return _reopen(request, project)
    if project.state == ProjectState.DRAFT:
        return _with_the_school(request, project)
    return _act(request, project) if request.method == "POST" else _read(request, project)


def _project(project_id: int) -> ProjectPage | None:
    project: ProjectPage | None = (
        ProjectPage.objects.select_related("institution", "latest_revision__user", "live_revision")
        .filter(pk=project_id)
        .first()
    )
    return project


def _not_there(request: HttpRequest) -> HttpResponse:
    """A draft that its school threw away while somebody typed a question; or nothing at all."""
    if request.method != "POST":
        raise Http404
    return too_late(request, None, None)


def _with_the_school(request: HttpRequest, project: ProjectPage) -> HttpResponse:
    """Say that a school took its project back; a draft that nobody was shown does not exist."""
    if not was_taken_back(project):
        raise Http404
    return too_late(request, project, Sheet(project, request.POST or _kept(request)))


def _kept(request: HttpRequest) -> QueryDict | None:
    """The sheet as it was sent before its moderator signed in again; other buttons hold no text."""
    return kept_text(request, holding="seen")


def _read(request: HttpRequest, project: ProjectPage) -> HttpResponse:
    waiting = _kept(request)
    sheet = Sheet(project, waiting)
    if waiting is not None and not permissions.can_review(request.user, project):
        return too_late(request, project, sheet)
    return _page(request, sheet)


def _act(request: HttpRequest, project: ProjectPage) -> HttpResponse:
    """Do what was asked, unless the project left the review meanwhile."""
    forget_kept_text(request)
    if not permissions.can_review(request.user, project):
        return _no_longer(request, project)
    sheet = Sheet(project, request.POST)
    if sheet.has_overlong_questions():
        return _page(request, sheet, status=422)
    verb, _colon, which = request.POST.get("doe", "").partition(":")
    act = ACTS.get(verb, _ask)
    try:
        return act(request, sheet, which)
    except PermissionDenied:
        # Between our look and the verb's own, somebody else was first.
        now = _project(project.pk)
        return too_late(request, now, sheet) if now is not None else _not_there(request)


def _no_longer(request: HttpRequest, project: ProjectPage) -> HttpResponse:
    sheet = Sheet(project, request.POST)
    if typed(sheet):
        return too_late(request, project, sheet)
    messages.info(request, f"{what_happened(project)} {_('Er is niets veranderd.')}")
    return redirect("review", project_id=project.pk)


def _page(request: HttpRequest, sheet: Sheet, *, status: int = 200) -> HttpResponse:
    user, project = request.user, sheet.project
    context = {
        **sheet.context(),
        "reviews": permissions.can_review(user, project),
        "reopens": permissions.can_reopen(user, project),
        "archives": permissions.can_archive(user, project),
        "results": list(project.results.all()) if project.live else [],
        "conclusions": list(project.conclusions.all()) if project.live else [],
        "withdraws": project.live,
        "begun_by": begun_by([project.pk], without=user_of(request)).get(project.pk, []),
    }
    return render(request, "showcase/review/review.html", context, status=status)


def _note_questions(request: HttpRequest, sheet: Sheet) -> int:
    """Note every question that was typed, whichever button was pressed; the same one once."""
    noted = 0
    for place, words in sheet.typed_questions():
        same = AdditionRequest.objects.filter(
            project=sheet.project,
            sent_at=None,
            field=place.field,
            child_uuid=place.uuid,
            words=words,
        )
        if not same.exists():
            verbs.ask_addition(
                sheet.project,
                by=user_of(request),
                field=place.field,
                words=words,
                child_kind=place.kind,
                child_uuid=place.uuid,
            )
            noted += 1
    return noted


def _propose(request: HttpRequest, sheet: Sheet) -> int:
    proposals = sheet.new_proposals()
    if proposals:
        propose_completion(sheet.project, proposals, by=user_of(request))
    return len(proposals)


def _ask(request: HttpRequest, sheet: Sheet, which: str) -> HttpResponse:
    if _note_questions(request, sheet):
        messages.success(request, _("Genoteerd. De school ziet de vraag als je terugstuurt."))
    if sheet.has_unsent_proposals():
        return _page(request, sheet.anew())
    response = redirect("review", project_id=sheet.project.pk)
    response["Location"] += f"#{which}" if which in sheet.places else ""
    return response


def _drop(request: HttpRequest, sheet: Sheet, which: str) -> HttpResponse:
    question = AdditionRequest.objects.filter(
        project=sheet.project, sent_at=None, pk=whole_number(which)
    ).first()
    if question is not None:
        verbs.drop_request(question, by=user_of(request))
        messages.success(request, _("De vraag is geschrapt."))
    return _ask(request, sheet, "")


def _offer(request: HttpRequest, sheet: Sheet, which: str) -> HttpResponse:
    _note_questions(request, sheet)
    if sheet.has_errors():
        return _page(request, sheet, status=422)
    if _propose(request, sheet):
        messages.success(
            request, _("Voorgesteld. De school krijgt een mail en bevestigt met één klik.")
        )
    else:
        messages.info(request, _("Er was niets nieuws om voor te stellen."))
    return redirect("review", project_id=sheet.project.pk)


def _send_back(request: HttpRequest, sheet: Sheet, which: str) -> HttpResponse:
    _note_questions(request, sheet)
    if sheet.has_errors():
        return _page(request, sheet, status=422)
    _propose(request, sheet)
    try:
        sent = verbs.send_back(sheet.project, by=user_of(request))
    except verbs.NothingAsked:
        messages.info(
            request, _("Noteer eerst een vraag bij een veld. Zonder vraag gaat niets terug.")
        )
        return redirect("review", project_id=sheet.project.pk)
    words = ngettext(
        "Teruggestuurd met één vraag.", "Teruggestuurd met {number} vragen.", len(sent)
    )
    messages.success(request, words.format(number=len(sent)))
    return redirect("reviews")


def _publish(request: HttpRequest, sheet: Sheet, which: str) -> HttpResponse:
    if not sheet.is_ready_to_publish():
        return _page(request, sheet, status=422)
    seen = whole_number(request.POST.get("seen", ""))
    try:
        verbs.publish_project(sheet.project, by=user_of(request), seen=seen)
    except EditConflict:
        sheet.say(_("De tekst is veranderd terwijl je las. Hieronder staat de nieuwe. Lees ze na."))
        return _page(request, sheet, status=409)
    except NotReadyToPublish as missing:
        sheet.note_missing(missing.demands)
        return _page(request, sheet, status=422)
    except verbs.UnsentQuestions:
        words = _("Er staat nog een vraag klaar voor de school. Stuur ze mee terug of haal ze weg.")
        sheet.say(words)
        return _page(request, sheet, status=422)
    messages.success(request, _published_in_words(sheet.project))
    return redirect("reviews")


def _published_in_words(project: ProjectPage) -> str:
    """That it is online, where, and by which references its conclusions are known."""
    page = ProjectPage.objects.get(pk=project.pk)
    links = [
        (conclusion.get_absolute_url(), conclusion.reference)
        for conclusion in page.conclusions.filter(withdrawn_at__isnull=True)
    ]
    return format_html(
        _("Gepubliceerd: {links}. De school krijgt een mail."),
        links=format_html_join(", ", '<a href="{}">{}</a>', [(page.url, page.title), *links]),
    )


def _reopen(request: HttpRequest, project: ProjectPage) -> HttpResponse:
    """Give what was archived back to its school, unless a colleague did so meanwhile."""
    forget_kept_text(request)
    try:
        reopen_project(project, by=user_of(request))
    except PermissionDenied:
        if not Archival.objects.filter(project=project, reopened_at__isnull=False).exists():
            raise Http404 from None
        messages.info(request, _("Dit project is al teruggegeven aan de school."))
    else:
        words = _("Teruggegeven. De school vindt het project weer bij haar werk.")
        messages.success(request, words)
    return redirect("reviews")


ACTS: dict[str, Callable[[HttpRequest, Sheet, str], HttpResponse]] = {
    "vraag": _ask,
    "laat-vallen": _drop,
    "stel-voor": _offer,
    "stuur-terug": _send_back,
    "publiceer": _publish,
}
