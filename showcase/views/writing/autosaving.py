"""Saving while somebody types."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Revision

from accounts.kept import forget_kept_text
from showcase.domain.drafting import EditConflict, mark_of
from showcase.domain.first_parts import part_with
from showcase.enums import ChildKind
from showcase.pages import ProjectPage
from showcase.views.writing import confirmations, merging, saving
from showcase.views.writing.access import user_of


def autosave(request: HttpRequest, project: ProjectPage) -> JsonResponse:
    """Save the whole form, and say in JSON what came of it.

    200 saved (``mark`` is for the next time), 409 somebody else wrote, or the
    project can't be written now; the text on the screen stays what it is.
    """
    posted = saving.read(request, project)
    try:
        revision = saving.save(project, posted, by=user_of(request), finished=False)
    except EditConflict:
        return _conflict(request, project, posted)
    except PermissionDenied:
        words = _("Dit project wordt intussen nagekeken. Je laatste woorden zijn niet bewaard.")
        return JsonResponse({"words": words}, status=409)
    return _saved(request, posted, revision)


def _conflict(request: HttpRequest, project: ProjectPage, posted: saving.Posted) -> JsonResponse:
    """Go on only where the other did not touch what is on this screen."""
    latest = ProjectPage.objects.select_related("latest_revision").get(pk=project.pk)
    if not merging.touches_the_screen(latest, posted):
        posted.mark = mark_of(latest.latest_revision)
        with suppress(EditConflict):
            revision = saving.save(latest, posted, by=user_of(request), finished=False)
            return _saved(request, posted, revision)
    words = _("Iemand anders of een ander venster bewaarde intussen ook dit project.")
    return JsonResponse({"words": words, "conflict": True}, status=409)


def _saved(request: HttpRequest, posted: saving.Posted, revision: Revision) -> JsonResponse:
    forget_kept_text(request)
    seen, is_answered_elsewhere = confirmations.note_answers(request, posted.form.draft)
    if is_answered_elsewhere:
        words = _("In een ander venster werd een vraag van de moderator ook beantwoord.")
        return JsonResponse({"words": words, "conflict": True}, status=409)
    form = posted.form
    part = part_with(form.draft, ChildKind.RESULT, form.uuids[ChildKind.RESULT])
    document = getattr(part, "document", None)
    answer: dict[str, Any] = {
        "mark": mark_of(revision),
        "seen": seen,
        "words": _("Bewaard om {time}").format(
            time=date_format(timezone.localtime(revision.created_at), "H:i")
        ),
        "unread": {form[name].id_for_label: errors for name, errors in form.errors.items()},
        "document": str(document) if document else "",
    }
    return JsonResponse(answer)
