"""Answering questions of the review, and settling what a moderator proposed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from showcase.domain.completion import (
    PartGone,
    ProposalSettled,
    confirm_proposal,
    decline_proposal,
)
from showcase.domain.demands import anchor_of
from showcase.domain.fitting import as_typed, mark_of_words, too_long, whole_number
from showcase.domain.review import MOST_IN_ANSWER, answer_request, note_answer
from showcase.pages import ProjectPage
from showcase.records import AdditionRequest, CompletionProposal
from showcase.views.writing.access import user_of
from ui.progress import Problem

TWO_ANSWERS = _lazy(
    "In een ander venster werd deze vraag ook beantwoord. Beide teksten staan nu in het vak:"
    " maak er één antwoord van."
)


#: Acts about proposals of the moderator: who does these may still be writing an answer.
SETTLING = frozenset({"bevestig", "bevestig-alles", "weiger"})


def record_answers(request: HttpRequest, project: ProjectPage, verb: str) -> list[Problem]:
    """Answer every question with what was typed on the page; note it only, if ``verb`` settles.

    An answer that does not fit is noted whole, and given back as a problem. So are two answers
    typed in two windows: both stand in the box then.
    """
    problems = []
    for question, words, is_alone in typed_answers(request.POST, project):
        both = words if is_alone else f"{question.answer}\n\n{words}"
        try:
            if not is_alone:
                raise ValidationError(TWO_ANSWERS)
            if verb in SETTLING:
                note_answer(question, by=user_of(request), answer=words)
            elif words:
                answer_request(question, by=user_of(request), answer=words)
        except ValidationError as error:
            note_answer(question, by=user_of(request), answer=both)
            problems.append(Problem(f"antwoord-{question.pk}", " ".join(error.messages)))
    return problems


def note_answers(request: HttpRequest, project: ProjectPage) -> tuple[dict[str, str], bool]:
    """Keep what is being typed in answer; the questions stay open.

    Gives the marks of what stands there now, by the name of their field, and whether something
    was left alone because another window wrote there meanwhile.
    """
    marks, is_alone_everywhere = {}, True
    for question, words, is_alone in typed_answers(request.POST, project):
        is_alone_everywhere &= is_alone
        if is_alone:
            if words != question.answer:
                note_answer(question, by=user_of(request), answer=words)
            marks[seen_name(question)] = mark_of_words(words)
    return marks, not is_alone_everywhere


def seen_name(question: AdditionRequest) -> str:
    """The hidden field with the mark of the answer that the page showed."""
    return f"antwoord-{question.pk}.gezien"


def typed_answers(
    posted: QueryDict, project: ProjectPage
) -> Iterator[tuple[AdditionRequest, str, bool]]:
    """Each question that was open on the page, the answer to keep, and whether it stands alone.

    A box that nobody touched gives what is kept, whatever another window wrote there since. It
    does not stand alone when both windows wrote.
    """
    for question in AdditionRequest.objects.filter(
        project=project, sent_at__isnull=False, answered_at=None
    ):
        words = posted.get(f"antwoord-{question.pk}")
        if words is None:
            continue
        words = as_typed(words).strip()
        mine, theirs = mark_of_words(words), mark_of_words(question.answer)
        began = posted.get(seen_name(question), mark_of_words(""))
        if mine == began and theirs != began:
            yield question, question.answer, True
        else:
            yield question, words, theirs in (began, mine)


def questions_to(project: ProjectPage) -> list[AdditionRequest]:
    """What the moderator asked since the last publication, each with its place on the page."""
    questions: list[Any] = list(
        AdditionRequest.objects.since_publication_of(project).filter(sent_at__isnull=False)
    )
    for question in questions:
        question.anchor = anchor_of(question.field, question.child_kind, question.child_uuid)
        question.seen_name, question.mark = seen_name(question), mark_of_words(question.answer)
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
    still_open = CompletionProposal.objects.open().filter(project=project)
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
    known = CompletionProposal.objects.filter(project=project, pk=whole_number(which))
    proposal: CompletionProposal | None = known.first()
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
    if verb in SETTLING:
        return "#voorstellen"
    return ""
