"""Answering questions of the review, and settling what a moderator proposed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from showcase.domain.completion import (
    PartGone,
    ProposalSettled,
    confirm_proposal,
    decline_proposal,
)
from showcase.domain.demands import anchor_of
from showcase.domain.fitting import as_typed, too_long
from showcase.domain.review import MOST_IN_ANSWER, answer_request, note_answer
from showcase.enums import ProposalState
from showcase.pages import ProjectPage
from showcase.records import AdditionRequest, CompletionProposal
from showcase.views.writing.access import user_of
from showcase.views.writing.saving import whole_number
from ui.progress import Problem


def record_answers(request: HttpRequest, project: ProjectPage) -> list[Problem]:
    """Answer every question with what was typed on the page, whichever button was pressed.

    An answer that does not fit is noted whole, and given back as a problem.
    """
    problems = []
    for question, words in typed_answers(request, project):
        try:
            if words:
                answer_request(question, by=user_of(request), answer=words)
        except ValidationError as error:
            note_answer(question, by=user_of(request), answer=words)
            problems.append(Problem(f"antwoord-{question.pk}", " ".join(error.messages)))
    return problems


def note_answers(request: HttpRequest, project: ProjectPage) -> None:
    """Keep what is being typed in answer; the questions stay open."""
    for question, words in typed_answers(request, project):
        if words != question.answer:
            note_answer(question, by=user_of(request), answer=words)


def typed_answers(
    request: HttpRequest, project: ProjectPage
) -> Iterator[tuple[AdditionRequest, str]]:
    """Each question that was open on the page, and what was typed in answer to it."""
    for question in AdditionRequest.objects.filter(
        project=project, sent_at__isnull=False, answered_at=None
    ):
        words = request.POST.get(f"antwoord-{question.pk}")
        if words is not None:
            yield question, as_typed(words).strip()


def questions_to(project: ProjectPage) -> list[AdditionRequest]:
    """What the moderator asked, each with the place on the page it is about."""
    questions: list[Any] = list(
        AdditionRequest.objects.filter(project=project, sent_at__isnull=False)
    )
    for question in questions:
        question.anchor = anchor_of(question.field, question.child_kind, question.child_uuid)
        question.error = too_long(question.answer, MOST_IN_ANSWER)
    return questions


def open_questions(project: ProjectPage) -> list[AdditionRequest]:
    """What the moderator asked, and nobody answered."""
    return [question for question in questions_to(project) if not question.is_answered]


def answer(request: HttpRequest, project: ProjectPage, which: str) -> list[Problem]:
    """Say that one question was dealt with, also without words."""
    question = AdditionRequest.objects.filter(
        project=project, sent_at__isnull=False, pk=whole_number(which)
    ).first()
    if question is None:
        raise Http404
    try:
        answer_request(question, by=user_of(request))
    except ValidationError as error:
        return [Problem(f"antwoord-{question.pk}", " ".join(error.messages))]
    messages.success(request, _("Beantwoord. De moderator ziet het als je opnieuw indient."))
    return []


def confirm(request: HttpRequest, project: ProjectPage, which: str) -> list[Problem]:
    """Take one proposal over."""
    return _confirm(request, [_proposal(project, which)])


def confirm_all(request: HttpRequest, project: ProjectPage, which: str) -> list[Problem]:
    """Take every open proposal over."""
    still_open = CompletionProposal.objects.filter(project=project, state=ProposalState.PROPOSED)
    return _confirm(request, still_open)


def _confirm(request: HttpRequest, proposals: Iterable[CompletionProposal]) -> list[Problem]:
    """Take proposals over, and say once what came of them."""
    said: dict[str, int] = {}
    for proposal in proposals:
        try:
            confirm_proposal(proposal, by=user_of(request))
        except ProposalSettled:
            said[_("Dat voorstel is intussen vervangen of niet overgenomen.")] = messages.INFO
        except PartGone:
            said[_("Het deel van dat voorstel staat niet meer in je project.")] = messages.INFO
        else:
            said[_("Bevestigd. Het staat nu in je project.")] = messages.SUCCESS
    for words, level in said.items():
        messages.add_message(request, level, words)
    return []


def decline(request: HttpRequest, project: ProjectPage, which: str) -> list[Problem]:
    """Leave the part as it is."""
    reason = request.POST.get(f"reden-{which}", "")
    try:
        decline_proposal(_proposal(project, which), by=user_of(request), reason=reason)
    except ProposalSettled:
        messages.info(request, _("Dat voorstel is al afgehandeld."))
    except ValidationError as error:
        return [Problem(f"reden-{which}", " ".join(error.messages))]
    else:
        messages.success(request, _("Niet overgenomen. De moderator ziet het."))
    return []


def _proposal(project: ProjectPage, which: str) -> CompletionProposal:
    proposal = CompletionProposal.objects.filter(project=project, pk=whole_number(which)).first()
    if proposal is None:
        raise Http404
    return proposal


#: What a button of the page can ask, by the first word of its value; what is wrong is given back.
ACTS: dict[str, Callable[[HttpRequest, ProjectPage, str], list[Problem]]] = {
    "beantwoord": answer,
    "bevestig": confirm,
    "bevestig-alles": confirm_all,
    "weiger": decline,
}


def anchor_after(verb: str, which: str) -> str:
    """Where to land after an act: at the field it was about."""
    if verb == "beantwoord":
        question = AdditionRequest.objects.filter(pk=whole_number(which)).first()
        if question is not None:
            return "#" + anchor_of(question.field, question.child_kind, question.child_uuid)
    if verb in ("bevestig", "weiger", "bevestig-alles"):
        return "#voorstellen"
    return ""
