"""Typed text that came too late to be saved, shown once more."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from showcase import permissions
from showcase.forms.plain_page import FIELDS, plain_values
from showcase.pages import ProjectPage
from showcase.views.writing import saving
from showcase.views.writing.confirmations import typed_answers
from showcase.views.writing.merging import kept_values, unread
from showcase.views.writing.wording import in_words


def _unkept_file(posted: saving.Posted) -> list[tuple[str, str]]:
    """The file that came along: a page can't carry it to the next one."""
    form = posted.form
    if form.sent_file is None or form.document is not None:
        return []
    words = _("{name}. Een bestand kies je hierna opnieuw.").format(name=form.sent_file.name)
    return [(str(form.fields["result_file"].label), words)]


def could_not_save(
    request: HttpRequest, project: ProjectPage, posted: saving.Posted, *, wish: str
) -> HttpResponse:
    """Show text that came too late: the project is with the moderators, or archived."""
    form = posted.form
    project = ProjectPage.objects.select_related("latest_revision").get(pk=project.pk)
    mine = project.get_latest_revision_as_object()
    now = plain_values(mine, form.uuids)
    form.write_to(mine)
    here = plain_values(mine, form.uuids)
    answers = typed_answers(cast(QueryDict, form.data), project)
    context: dict[str, Any] = {
        "project": project,
        "state": project.state,
        "unsaved": [
            (form.fields[name].label, in_words(name, here[name]))
            for name in FIELDS
            if here[name] != now[name]
        ]
        + [(one.label, one.words) for one in unread(posted)]
        + _unkept_file(posted)
        + [(question.words, words) for question, words, _alone in answers],
        "wish": wish,
        "hands_in": wish == "dien-in",
        "can_take_back": permissions.can_take_back(request.user, project),
        "mark": posted.mark,
        "kept": kept_values(form.data, form),
    }
    return render(request, "showcase/writing/not_saved.html", context, status=409)
