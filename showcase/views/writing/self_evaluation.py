"""The private self-evaluation of a project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from showcase import permissions
from showcase.domain.drafting import EditConflict
from showcase.domain.self_evaluation import (
    ANSWER_FIELDS,
    NothingAnswered,
    Question,
    guide,
    make_anchoring_action,
    make_conclusion,
    save_answers,
)
from showcase.pages import ProjectPage
from showcase.records import SelfEvaluationAnswer
from showcase.views.writing.access import own_project, user_of


@dataclass(frozen=True)
class Asked:
    """A question with what the school wrote so far."""

    question: Question
    boxes: list[tuple[str, str, str]]
    answered: bool


@never_cache
@login_required
def self_evaluation(request: HttpRequest, project_id: int) -> HttpResponse:
    """Show the guide; save a section; make something of an answer."""
    project = own_project(request, project_id)
    if not permissions.can_fill_in_self_evaluation(request.user, project):
        raise PermissionDenied
    if request.method == "POST":
        return _save(request, project)
    answers = {a.question: a for a in SelfEvaluationAnswer.objects.filter(project=project)}
    context = {
        "project": project,
        "sections": [
            (
                section,
                [_asked(question, answers.get(question.slug)) for question in section.questions],
            )
            for section in guide()
        ],
        "can_use": permissions.can_edit_project(request.user, project),
    }
    return render(request, "showcase/writing/self_evaluation.html", context)


def _asked(question: Question, answer: SelfEvaluationAnswer | None) -> Asked:
    labels = {
        "what_we_see": _("Wat zien we?"),
        "what_we_ask": _("Wat vragen we ons af?"),
        "what_we_change": _("Wat doen we anders?"),
    }
    boxes = [(name, label, getattr(answer, name, "")) for name, label in labels.items()]
    return Asked(question, boxes, answer is not None)


def _save(request: HttpRequest, project: ProjectPage) -> HttpResponse:
    answers: dict[str, dict[str, str]] = {}
    for name, words in request.POST.items():
        slug, _dot, field = name.partition(".")
        if field in ANSWER_FIELDS:
            answers.setdefault(slug, {})[field] = str(words)
    save_answers(project, answers, by=user_of(request))
    verb, _colon, slug = request.POST.get("doe", "bewaar").partition(":")
    return _use(request, project, verb, slug)


def _use(request: HttpRequest, project: ProjectPage, verb: str, slug: str) -> HttpResponse:
    by: Any = user_of(request)
    here = redirect("self_evaluation", project_id=project.pk)
    here["Location"] += f"#{slug}"
    try:
        if verb == "conclusie":
            make_conclusion(project, slug, by=by)
            words = _("Je antwoord staat nu als beleidsconclusie in je project. Werk ze daar af.")
        elif verb == "verankering":
            make_anchoring_action(project, slug, by=by)
            words = _(
                "Je antwoord staat nu als verankering in je project. Werk ze af in het beheer."
            )
        else:
            messages.success(request, _("Bewaard. Alleen jullie school ziet dit."))
            return here
    except NothingAnswered:
        messages.info(request, _("Schrijf eerst een antwoord op die vraag."))
        return here
    except EditConflict:
        messages.info(request, _("Iemand bewaarde net ook. Probeer het nog eens."))
        return here
    except PermissionDenied:
        messages.info(request, _("Je project wordt nagekeken. Neem het eerst terug."))
        return here
    messages.success(request, words)
    return redirect("my_project", project_id=project.pk)
