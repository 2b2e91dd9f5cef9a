"""The private self-evaluation of a project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from accounts.entrance import signed_in
from accounts.kept import forget_kept_text, kept_text
from showcase import permissions
from showcase.domain.drafting import EditConflict
from showcase.domain.fitting import mark_of_words
from showcase.domain.self_evaluation import (
    ANSWER_FIELDS,
    AnswersTooLong,
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
from ui.progress import Problem

Words = dict[str, dict[str, str]]
#: What the name of a hidden field ends with: the mark of what stood in a box.
SEEN = ".gezien"


@dataclass(frozen=True)
class Box:
    """A place to write: what stands in it, and what a colleague wrote meanwhile."""

    name: str
    label: str
    words: str
    mark: str
    theirs: str | None = None
    error: str = ""


@dataclass(frozen=True)
class Asked:
    """A question with what the school wrote so far."""

    question: Question
    boxes: list[Box]
    answered: bool


@signed_in
def self_evaluation(request: HttpRequest, project_id: int) -> HttpResponse:
    """Show the guide; save a section; make something of an answer."""
    project = own_project(request, project_id)
    if not permissions.can_fill_in_self_evaluation(request.user, project):
        raise PermissionDenied
    if request.method == "POST":
        return _save(request, project)
    kept = kept_text(request)
    typed, seen = _read(kept) if kept else ({}, {})
    return _page(request, project, typed, seen=seen)


def _page(
    request: HttpRequest,
    project: ProjectPage,
    typed: Words,
    *,
    seen: Words | None = None,
    unseen: dict[tuple[str, str], str] | None = None,
    too_long: dict[tuple[str, str], str] | None = None,
) -> HttpResponse:
    """The guide with what was kept, and over it what was ``typed`` and is not saved."""
    answers = {a.question: a for a in SelfEvaluationAnswer.objects.filter(project=project)}

    def asked(question: Question) -> Asked:
        answer = answers.get(question.slug)
        return Asked(
            question,
            _boxes(question.slug, answer, typed, seen or {}, unseen or {}, too_long=too_long or {}),
            answer is not None,
        )

    context = {
        "project": project,
        "sections": [
            (section, [asked(question) for question in section.questions]) for section in guide()
        ],
        "can_use": permissions.can_edit_project(request.user, project),
        "unseen": [Problem(f"{slug}-{name}", str(LABELS[name])) for slug, name in unseen or {}],
        "too_long": [
            Problem(f"{slug}-{name}", f"{LABELS[name]} {words}")
            for (slug, name), words in (too_long or {}).items()
        ],
    }
    status = 409 if unseen else 422 if too_long else 200
    return render(request, "showcase/writing/self_evaluation.html", context, status=status)


LABELS = {
    "what_we_see": lazily("Wat zien we?"),
    "what_we_ask": lazily("Wat vragen we ons af?"),
    "what_we_change": lazily("Wat doen we anders?"),
}


def _boxes(
    slug: str,
    answer: SelfEvaluationAnswer | None,
    typed: Words,
    seen: Words,
    unseen: dict[tuple[str, str], str],
    *,
    too_long: dict[tuple[str, str], str],
) -> list[Box]:
    boxes = []
    for name in ANSWER_FIELDS:
        there = getattr(answer, name, "")
        words = typed.get(slug, {}).get(name, there)
        mark = seen.get(slug, {}).get(name, mark_of_words(there))
        theirs, error = unseen.get((slug, name)), too_long.get((slug, name), "")
        boxes.append(Box(name, str(LABELS[name]), words, mark, theirs, error))
    return boxes


def _read(data: QueryDict) -> tuple[Words, Words]:
    """What was typed, and the marks of what it was typed over, by question and field."""
    typed: Words = {}
    seen: Words = {}
    for name, words in data.items():
        slug, _dot, field = name.partition(".")
        into = seen if field.endswith(SEEN) else typed
        if field.removesuffix(SEEN) in ANSWER_FIELDS:
            into.setdefault(slug, {})[field.removesuffix(SEEN)] = str(words)
    return typed, seen


def _save(request: HttpRequest, project: ProjectPage) -> HttpResponse:
    typed, seen = _read(request.POST)
    try:
        unseen = save_answers(project, typed, by=user_of(request), seen=seen)
    except AnswersTooLong as error:
        return _page(request, project, typed, seen=seen, too_long=error.boxes)
    forget_kept_text(request)
    if unseen:
        return _page(request, project, _only(typed, unseen), unseen=unseen)
    verb, _colon, slug = request.POST.get("doe", "bewaar").partition(":")
    return _use(request, project, verb, slug)


def _only(typed: Words, unseen: dict[tuple[str, str], str]) -> Words:
    """What was typed in the boxes in which a colleague wrote too."""
    mine: Words = {}
    for slug, name in unseen:
        mine.setdefault(slug, {})[name] = typed[slug].get(name, "")
    return mine


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
