"""The review: handing in, asking, answering, publishing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, TaskState

from accounts.records import User
from audit.domain.record import record
from showcase import permissions
from showcase.domain import mails
from showcase.domain.demands import (
    NotReadyToHandIn,
    NotReadyToPublish,
    demands_to_hand_in,
    demands_to_publish,
)
from showcase.domain.drafting import EditConflict, locked
from showcase.domain.fitting import fitting
from showcase.domain.labels import place_of
from showcase.enums import ChildKind, ProjectState
from showcase.records import AdditionRequest, CompletionProposal, PolicyConclusion
from showcase.records.carried import CARRIERS, carried, own_files

if TYPE_CHECKING:
    from showcase.pages import ProjectPage


#: Room for a question of a moderator, and for what a school answers.
MOST_IN_QUESTION = MOST_IN_ANSWER = 1000


class NothingChanged(Exception):
    """What is online can't be handed in as it stands: there would be nothing to read."""


class NothingAsked(Exception):
    """A project can't be sent back without a question."""


@transaction.atomic
def hand_in(project: ProjectPage, *, by: User) -> None:
    """Send the latest draft to the moderators. Handing in twice changes nothing.

    Raises:
        PermissionDenied: ``by`` does not work in the space of this school.
        NotReadyToHandIn: something of the plain page is missing; it lists everything.
        NothingChanged: it is online, and its draft says the same.
    """
    page = locked(project)
    if page.state == ProjectState.IN_REVIEW and permissions.edits_school_of(by, page):
        return
    if not permissions.can_hand_in(by, page):
        raise PermissionDenied
    if page.state == ProjectState.PUBLISHED and not page.has_unpublished_changes:
        raise NothingChanged
    missing = demands_to_hand_in(page.get_latest_revision_as_object())
    if missing:
        raise NotReadyToHandIn(missing)
    workflow_state = page.current_workflow_state
    if workflow_state is None:
        page.get_workflow().start(page, by)
    else:
        workflow_state.resume(user=by)


def note_handed_in(project: ProjectPage, *, by: User | None) -> None:
    """What handing in brings along, from our page and from Wagtail's editor alike.

    Files become immutable, the act is logged, moderators and the school get a mail.
    """
    now = timezone.now()
    draft = project.get_latest_revision_as_object()
    for relation in CARRIERS:
        files = own_files(relation, draft).filter(pk__in=carried(relation, draft))
        files.filter(handed_in_at=None).update(handed_in_at=now)
    record("hand_in_project", project, by=by, revision=project.latest_revision_id)
    mails.tell_reviewers(draft, "handed_in_for_reviewers")
    mails.tell_school(draft, "handed_in")


@transaction.atomic
def take_back(project: ProjectPage, *, by: User) -> None:
    """Take a handed-in project back to go on writing.

    Raises:
        PermissionDenied: it is not ``by``'s project, or it is not in review.
    """
    page = locked(project)
    if not permissions.can_take_back(by, page):
        raise PermissionDenied
    page.current_workflow_state.cancel(user=by)
    record("take_back_project", page, by=by)
    mails.tell_reviewers(page.get_latest_revision_as_object(), "taken_back_for_reviewers")


@transaction.atomic
def ask_addition(
    project: ProjectPage,
    *,
    by: User,
    field: str,
    words: str,
    child_kind: ChildKind = ChildKind.PROJECT,
    child_uuid: UUID | None = None,
) -> AdditionRequest:
    """Note a question on one field. The school sees it once the project is sent back.

    Raises:
        PermissionDenied: ``by`` may not review this project.
        ValidationError: the question is longer than fits.
    """
    page = locked(project)
    if not permissions.can_review(by, page):
        raise PermissionDenied
    request = AdditionRequest.objects.create(
        project=page,
        child_kind=child_kind,
        child_uuid=child_uuid,
        field=field,
        words=fitting(words, MOST_IN_QUESTION),
        asked_by=by,
    )
    record("note_question", request, by=by, project=page.pk)
    return request


@transaction.atomic
def drop_request(request: AdditionRequest, *, by: User) -> None:
    """Take back a question that was not sent yet.

    Raises:
        PermissionDenied: ``by`` may not review, or it was sent.
    """
    page = locked(request.project)
    request.refresh_from_db()
    if request.sent_at is not None or not permissions.can_review(by, page):
        raise PermissionDenied
    record("drop_question", request, by=by, project=page.pk)
    request.delete()


@transaction.atomic
def send_back(project: ProjectPage, *, by: User) -> list[AdditionRequest]:
    """Send the noted questions to the school and the project back to its desk.

    Raises:
        PermissionDenied: ``by`` may not review this project.
        NothingAsked: no question was noted.
    """
    page = locked(project)
    if not permissions.can_review(by, page):
        raise PermissionDenied
    requests = list(AdditionRequest.objects.filter(project=page, sent_at=None))
    if not requests:
        raise NothingAsked
    AdditionRequest.objects.filter(pk__in=[r.pk for r in requests]).update(sent_at=timezone.now())
    page.current_workflow_task_state.reject(user=by)
    record("ask_additions", page, by=by, count=len(requests))
    draft = page.get_latest_revision_as_object()
    mails.tell_school(
        draft,
        "additions_asked",
        requests=[
            {"field": place_of(r, draft), "words": r.words, "path": mails.request_path(r)}
            for r in requests
        ],
        proposals=CompletionProposal.objects.open().filter(project=page).count(),
    )
    return requests


@transaction.atomic
def note_answer(request: AdditionRequest, *, by: User, answer: str) -> None:
    """Keep an answer that is being typed, however long; the question stays open. Repeatable.

    Raises:
        PermissionDenied: ``by`` may not write this draft now.
    """
    if not permissions.can_answer_request(by, locked(request.project)):
        raise PermissionDenied
    AdditionRequest.objects.filter(pk=request.pk, answered_at=None).update(answer=answer.strip())


@transaction.atomic
def answer_request(
    request: AdditionRequest, *, by: User, answer: str | None = None
) -> AdditionRequest:
    """Say that a question was dealt with: in these words, else as noted, or by mending the field.

    Repeatable: a question that a colleague answered meanwhile keeps that answer.

    Raises:
        PermissionDenied: ``by`` may not write this draft now.
        ValidationError: the answer is longer than fits.
    """
    if not permissions.can_answer_request(by, locked(request.project)):
        raise PermissionDenied
    request.refresh_from_db()
    if request.is_answered:
        return request
    request.answer = fitting(request.answer if answer is None else answer, MOST_IN_ANSWER)
    request.answered_by = by
    request.answered_at = timezone.now()
    request.save(update_fields=["answer", "answered_by", "answered_at"])
    record("answer_question", request, by=by, project=request.project_id)
    return request


class UnsentQuestions(Exception):
    """A question is noted for the school and not sent: send it, or let it go first."""


@transaction.atomic
def publish_project(project: ProjectPage, *, by: User, seen: int) -> None:
    """Approve and publish the revision ``seen`` (an id). Publishing twice changes nothing.

    Raises:
        PermissionDenied: ``by`` may not review this project.
        EditConflict: the draft moved on since ``by`` read it.
        NotReadyToPublish: something is missing; it lists everything.
        UnsentQuestions: somebody noted a question and did not send it.
    """
    page = locked(project)
    if page.live_revision_id == seen and page.state == ProjectState.PUBLISHED:
        return
    if not permissions.can_review(by, page):
        raise PermissionDenied
    if page.latest_revision_id != seen:
        raise EditConflict(mine=page, theirs=page.latest_revision)
    draft = page.get_latest_revision_as_object()
    missing = demands_to_publish(draft)
    if missing:
        raise NotReadyToPublish(missing)
    if AdditionRequest.objects.filter(project=page, sent_at=None).exists():
        raise UnsentQuestions
    # What the school was asked and left open is settled by publishing.
    AdditionRequest.objects.filter(project=page, answered_at=None).update(
        answered_at=timezone.now()
    )
    page.current_workflow_task_state.approve(user=by)
    record("publish_project", page, by=by, revision=seen)
    conclusions = PolicyConclusion.objects.standing().filter(project=page).order_by("reference")
    named = list(conclusions.values_list("reference", "statement"))
    mails.tell_school(draft, "published", public_path=draft.url or "", conclusions=named)


def last_review(project: ProjectPage) -> TaskState | None:
    """The latest review of a project: what was handed in, how it ended, when and by whom."""
    found: TaskState | None = (
        TaskState.objects.filter(
            workflow_state__object_id=str(project.pk),
            workflow_state__base_content_type=ContentType.objects.get_for_model(Page),
        )
        .select_related("revision", "finished_by")
        .order_by("-started_at", "-pk")
        .first()
    )
    return found


def handed_in(project: ProjectPage) -> ProjectPage:
    """The text that a reviewer may read: what the school handed in, never what it writes since.

    In review that is the latest revision; while additions are asked, the one that was sent back;
    of a draft that was taken back, the one that was handed in; after that, what is or was public.
    """
    state = project.state
    if state == ProjectState.IN_REVIEW:
        latest: ProjectPage = project.get_latest_revision_as_object()
        return latest
    if state == ProjectState.ADDITIONS_ASKED:
        sent_back: ProjectPage = (
            project.current_workflow_state.current_task_state.revision.as_object()
        )
        return sent_back
    review = last_review(project) if state == ProjectState.DRAFT else None
    if review is not None and review.revision is not None:
        taken_back: ProjectPage = review.revision.as_object()
        return taken_back
    return project
