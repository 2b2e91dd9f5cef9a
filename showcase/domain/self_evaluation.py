"""The self-evaluation guide (kijkwijzer): private to the school, per project."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

import vocabularies
from accounts.records import User
from audit.domain.record import record
from showcase import permissions
from showcase.domain.drafting import locked, save_draft
from showcase.domain.first_parts import part_with
from showcase.domain.fitting import as_typed, fitting, mark_of_words
from showcase.enums import AnchoringStatus, ChildKind
from showcase.records import (
    AnchoringAction,
    ConclusionDraft,
    PolicyConclusion,
    SelfEvaluationAnswer,
)
from vocabularies.enums import Scheme
from vocabularies.records import Term

if TYPE_CHECKING:
    from showcase.pages import ProjectPage

GUIDE = Path(vocabularies.__file__).parent / "data" / "kijkwijzer.json"
#: Names the conclusions that are made of answers, the same however often one asks.
_MADE_OF_ANSWERS = uuid.UUID("8f0f4f5e-0c57-4b0e-9f5e-5d8f6f1f2b11")
ANSWER_FIELDS = ("what_we_see", "what_we_ask", "what_we_change")
#: Room for each.
MOST = 2000


@dataclass(frozen=True)
class Question:
    """A question of the guide, and in what a school could anchor its answer."""

    slug: str
    text: str
    instrument: str


@dataclass(frozen=True)
class Section:
    """Questions about one side of the school's work."""

    slug: str
    title: str
    questions: tuple[Question, ...]


class AnswersTooLong(Exception):
    """More was typed than fits. ``boxes`` says by question and field what is wrong."""

    def __init__(self, boxes: dict[tuple[str, str], str]) -> None:
        self.boxes = boxes
        super().__init__(f"{len(boxes)} answers do not fit.")


class NothingAnswered(Exception):
    """There is no answer to this question to make something of."""


@cache
def guide() -> tuple[Section, ...]:
    """The whole guide, in its order."""
    read = json.loads(GUIDE.read_text(encoding="utf-8"))
    return tuple(
        Section(
            section["slug"],
            section["label_nl"],
            tuple(
                Question(row["id"], row["nl"], row["anchoring_instrument"])
                for row in section["questions"]
            ),
        )
        for section in read["sections"]
    )


def question_with(slug: str) -> Question | None:
    """The question, or nothing."""
    every = (question for section in guide() for question in section.questions)
    return next((question for question in every if question.slug == slug), None)


@transaction.atomic
def save_answers(
    project: ProjectPage,
    answers: Mapping[str, Mapping[str, str]],
    *,
    by: User,
    seen: Mapping[str, Mapping[str, str]],
) -> dict[tuple[str, str], str]:
    """Keep what the school wrote, by the slug of the question. Unknown questions are left out.

    ``seen`` has the marks (`mark_of_words`) of what stood there when ``by`` began. Words of a
    colleague that ``by`` never saw are not written over: they are given back, by question and
    field, and all the rest is kept.

    Raises:
        PermissionDenied: ``by`` does not work in the space of this school.
        AnswersTooLong: some do not fit; nothing is written.
    """
    if not permissions.can_fill_in_self_evaluation(by, locked(project)):
        raise PermissionDenied
    answers = _fitting(answers)
    there = {row.question: row for row in SelfEvaluationAnswer.objects.filter(project=project)}
    unseen = {}
    for slug, words in answers.items():
        if question_with(slug) is None:
            continue
        told = {}
        for field in ANSWER_FIELDS:
            theirs = getattr(there.get(slug), field, "")
            mine = words.get(field, "")
            began = seen.get(slug, {}).get(field, mark_of_words(""))
            told[field] = _merged(mine, theirs, began)
            if told[field] == theirs and mark_of_words(mine) not in (began, mark_of_words(theirs)):
                unseen[slug, field] = theirs
        _keep(project, slug, told)
    return unseen


def _fitting(answers: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    fit: dict[str, dict[str, str]] = {}
    wrong = {}
    for slug, words in answers.items():
        for field in ANSWER_FIELDS:
            try:
                fit.setdefault(slug, {})[field] = fitting(words.get(field, ""), MOST)
            except ValidationError as error:
                wrong[slug, field] = " ".join(error.messages)
    if wrong:
        raise AnswersTooLong(wrong)
    return fit


def _merged(mine: str, theirs: str, began: str) -> str:
    """Mine, unless a colleague wrote something since I began."""
    return mine if mark_of_words(theirs) in (began, mark_of_words(mine)) else theirs


def _keep(project: ProjectPage, slug: str, told: dict[str, str]) -> None:
    if any(told.values()):
        SelfEvaluationAnswer.objects.update_or_create(project=project, question=slug, defaults=told)
    else:
        SelfEvaluationAnswer.objects.filter(project=project, question=slug).delete()


@transaction.atomic
def make_conclusion(project: ProjectPage, slug: str, *, by: User) -> uuid.UUID:
    """Turn an answer into the draft of a policy conclusion; gives its uuid.

    Twice is once, as long as that conclusion is in the draft.

    Raises:
        PermissionDenied: ``by`` may not read the answer, or not write the draft now.
        NothingAnswered: the question has no answer yet.
    """
    project = locked(project)
    answer = _answer(project, slug, by)
    draft = project.get_latest_revision_as_object()
    own = _uuid_of_conclusion(draft, slug)
    if part_with(draft, ChildKind.CONCLUSION, own) is not None:
        return own
    seen = "\n\n".join(part for part in (answer.what_we_see, answer.what_we_ask) if part)
    conclusion = ConclusionDraft(uuid=own, statement=answer.what_we_change or seen, argument=seen)
    draft.conclusion_drafts.add(conclusion)
    save_draft(draft, by=by, started_from=project.latest_revision_id)
    record("make_conclusion_of_answer", project, by=by)
    return conclusion.uuid


@transaction.atomic
def make_anchoring_action(project: ProjectPage, slug: str, *, by: User) -> None:
    """Turn an answer into a planned anchoring action in the draft, if it is not one already.

    Raises:
        PermissionDenied: ``by`` may not read the answer, or not write the draft now.
        NothingAnswered: the question has no answer yet.
    """
    project = locked(project)
    answer = _answer(project, slug, by)
    question: Any = question_with(slug)
    instruments = Term.objects.in_scheme(Scheme.ANCHORING_INSTRUMENTS).current()
    instrument = instruments.filter(slug=question.instrument).first()
    description = answer.what_we_change or answer.what_we_see or answer.what_we_ask
    draft = project.get_latest_revision_as_object()
    for there in draft.anchoring_actions.all():
        if (there.instrument, as_typed(there.description)) == (instrument, description):
            return
    draft.anchoring_actions.add(
        AnchoringAction(
            instrument=instrument, status=AnchoringStatus.PLANNED, description=description
        )
    )
    save_draft(draft, by=by, started_from=project.latest_revision_id)
    record("make_anchoring_of_answer", project, by=by)


def _uuid_of_conclusion(draft: ProjectPage, slug: str) -> uuid.UUID:
    """The same for the same answer; a uuid that was published is never given to another part."""
    number = 1
    while True:
        own = uuid.uuid5(_MADE_OF_ANSWERS, f"{draft.pk}.{slug}.{number}")
        if part_with(draft, ChildKind.CONCLUSION, own) is not None:
            return own
        if not PolicyConclusion.objects.filter(uuid=own).exists():
            return own
        number += 1


def _answer(project: ProjectPage, slug: str, by: User) -> SelfEvaluationAnswer:
    if not permissions.can_fill_in_self_evaluation(by, project):
        raise PermissionDenied
    answer = SelfEvaluationAnswer.objects.filter(project=project, question=slug).first()
    if answer is None:
        raise NothingAnswered
    return answer
