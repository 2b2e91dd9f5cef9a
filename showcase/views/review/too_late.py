"""A project that left the review while somebody had it before them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from showcase.domain.review import last_review
from showcase.enums import ProjectState
from showcase.pages import ProjectPage
from showcase.records import CompletionProposal
from showcase.views.proposals import in_words
from showcase.views.review.sheet import Sheet

#: How a question that was typed at a field is named in what is posted.
QUESTION = "vraag-"


def was_taken_back(project: ProjectPage) -> bool:
    """Whether the school writes on at what moderators had before them."""
    review = last_review(project)
    return (
        project.state == ProjectState.DRAFT
        and review is not None
        and review.status == TaskState.STATUS_CANCELLED
    )


def too_late(
    request: HttpRequest, project: ProjectPage | None, sheet: Sheet | None
) -> HttpResponse:
    """Say what happened meanwhile, and show what was typed so that it can be copied."""
    context: dict[str, Any] = {"happened": _("Dit project is er niet meer."), "project": project}
    if project is not None:
        context["title"] = _title(project)
        context["happened"] = what_happened(project)
        context["opens"] = project.state != ProjectState.DRAFT
    context["typed"] = _questions(request.POST, {}) if sheet is None else typed(sheet)
    status = 409 if request.method == "POST" else 200
    return render(request, "showcase/review/too_late.html", context, status=status)


def what_happened(project: ProjectPage) -> str:
    """Where a project is that is no longer reviewed: by whom it was ended, and when."""
    review = last_review(project)
    ended = getattr(review, "finished_at", None)
    facts = {
        "when": date_format(localtime(ended), "j F, H:i") if ended else "",
        "who": str(getattr(review, "finished_by", None) or _("een moderator")),
    }
    words = {
        ProjectState.ADDITIONS_ASKED: _(
            "Dit project is al teruggestuurd met vragen, door {who} op {when}."
        ),
        ProjectState.PUBLISHED: _("Dit project is al gepubliceerd, door {who} op {when}."),
        ProjectState.ARCHIVED: _("Dit project staat niet meer online."),
        ProjectState.DRAFT: _(
            "De school nam dit project terug op {when} om er nog aan te schrijven. Je krijgt een "
            "mail als ze het opnieuw indient."
        ),
    }
    return words[project.state].format(**facts)


def typed(sheet: Sheet) -> list[tuple[str, str]]:
    """What a moderator filled in and did not send: at which field, in words."""
    labels = {line.anchor: line.label for part in sheet.parts for line in part.lines}
    found = _questions(sheet.data or {}, labels)
    if sheet.has_unsent_proposals():
        unsent = [
            CompletionProposal(child_kind=kind, child_uuid=uuid, values=values)
            for (kind, uuid), values in sheet.new_proposals().items()
        ]
        for row in in_words(unsent, sheet.draft):
            found += [(f"{row.about}: {label}", words) for label, words in row.lines]
    return found


def _questions(data: Any, labels: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (str(labels.get(name.removeprefix(QUESTION), _("Vraag"))), str(words).strip())
        for name, words in data.items()
        if name.startswith(QUESTION) and str(words).strip()
    ]


def _title(project: ProjectPage) -> str:
    """As it was handed in: nobody reads what the school writes since."""
    review = last_review(project)
    revision = review.revision if review is not None else None
    return str(revision.content["title"] if revision is not None else project.title)
