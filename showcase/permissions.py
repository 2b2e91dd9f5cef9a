"""Who may do what with a project. Every surface asks here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from accounts.asking import answered_once
from accounts.permissions import Visitor, is_administrator, is_moderator
from accounts.records import User
from institutions.permissions import (
    can_edit_institution_space,
    institutions_edited_by,
    own_institutions,
)
from institutions.records import Institution
from showcase.enums import OPEN_STATES, ProjectState
from showcase.records import (
    DraftGuest,
    ImportedProject,
    PolicyConclusion,
    ProjectPhoto,
    Result,
    SchoolDocument,
    SchoolImage,
)
from showcase.records.carried import carried, carried_in, own_files

if TYPE_CHECKING:
    from showcase.pages import ProjectPage


def was_published(project: ProjectPage) -> bool:
    """Whether the project ever was public: then its address and references stay."""
    return bool(project.live or project.first_published_at)


def is_own_institution(user: Visitor, project: ProjectPage) -> bool:
    """Whether ``user`` speaks for the school of ``project``, in any capacity, or did this year."""
    return project.specific.institution_id in own_institutions(user)


def edits_school_of(user: Visitor, project: ProjectPage) -> bool:
    """Whether ``user`` works in the space of the school of ``project``."""
    return project.specific.institution_id in institutions_edited_by(user)


def is_theirs_or_moderated(user: Visitor, institution_id: int | None) -> bool:
    """Whether ``user`` works for this institution, or moderates and does not speak for it."""
    return institution_id is not None and (
        institution_id in institutions_edited_by(user)
        or (is_moderator(user) and institution_id not in own_institutions(user))
    )


@answered_once
def is_guest_of(user: Visitor, project: ProjectPage) -> bool:
    """Whether ``user`` is an adviser invited to this draft."""
    return (
        isinstance(user, User)
        and user.is_active
        and DraftGuest.objects.welcome().filter(project=project.pk, user=user).exists()
    )


@answered_once
def wrote_along(user: Visitor, project: ProjectPage) -> bool:
    """Whether ``user`` is or was an adviser on this draft."""
    return (
        isinstance(user, User) and DraftGuest.objects.filter(project=project.pk, user=user).exists()
    )


def can_write_at_all(user: Visitor, project: ProjectPage) -> bool:
    """Whether this is a project ``user`` writes, in whatever state it is now."""
    return edits_school_of(user, project) or is_guest_of(user, project) or is_administrator(user)


def can_see_draft(user: Visitor, project: ProjectPage) -> bool:
    """Read what is not public: who writes it, and moderators of another institution."""
    if can_write_at_all(user, project):
        return True
    return (
        is_moderator(user)
        and project.specific.state != ProjectState.DRAFT
        and not is_own_institution(user, project)
    )


def can_edit_project(user: Visitor, project: ProjectPage) -> bool:
    """Write the draft: the school and its guests, unless it is in review or archived."""
    return project.specific.state in OPEN_STATES and can_write_at_all(user, project)


def can_hand_in(user: Visitor, project: ProjectPage) -> bool:
    """Send the project to the moderators: the school only."""
    return edits_school_of(user, project) and project.specific.state in OPEN_STATES


def can_take_back(user: Visitor, project: ProjectPage) -> bool:
    """Take a handed-in project back to the school's desk."""
    return edits_school_of(user, project) and project.specific.state == ProjectState.IN_REVIEW


def can_delete_draft(user: Visitor, project: ProjectPage) -> bool:
    """Throw a draft away that was never published: the school, or an administrator who repairs.

    What the school took back is a draft again. What is being reviewed, or came back with
    questions, is not thrown away.
    """
    if was_published(project) or project.specific.state != ProjectState.DRAFT:
        return False
    return edits_school_of(user, project) or is_administrator(user)


def may_review_at_all(user: Visitor) -> bool:
    """Whether ``user`` reviews anybody's projects."""
    return is_moderator(user)


def can_review(user: Visitor, project: ProjectPage) -> bool:
    """Ask, propose, approve: a moderator, while in review.

    Never what the own institution made, nor what they helped to write.
    """
    return (
        is_moderator(user)
        and project.specific.state == ProjectState.IN_REVIEW
        and not is_own_institution(user, project)
        and not wrote_along(user, project)
    )


def can_settle_proposal(user: Visitor, project: ProjectPage) -> bool:
    """Confirm or decline what a moderator proposed: the school, also during the review."""
    return edits_school_of(user, project) and project.specific.state != ProjectState.ARCHIVED


def can_answer_request(user: Visitor, project: ProjectPage) -> bool:
    """Answer a question of the review."""
    return can_edit_project(user, project)


def can_invite_guest(user: Visitor, project: ProjectPage) -> bool:
    """Invite a pedagogical adviser to a draft."""
    return edits_school_of(user, project) and project.specific.state != ProjectState.ARCHIVED


def can_end_guest(user: Visitor, guest: DraftGuest) -> bool:
    """Let an adviser write along no longer: the school, whatever the state; or the adviser."""
    is_self = isinstance(user, User) and guest.user_id == user.pk
    return is_self or edits_school_of(user, guest.project)


def can_withdraw(user: Visitor, conclusion: PolicyConclusion) -> bool:
    """Withdraw a published conclusion: its school, or a moderator of another."""
    return is_theirs_or_moderated(user, conclusion.institution_id)


def can_withdraw_result(user: Visitor, result: Result) -> bool:
    """Withdraw a published result: its school, or a moderator of another."""
    return is_theirs_or_moderated(user, result.project.institution_id)


def can_reopen(user: Visitor, project: ProjectPage) -> bool:
    """Give an archived project back to its school: a moderator of another."""
    return (
        is_moderator(user)
        and project.specific.state == ProjectState.ARCHIVED
        and not is_own_institution(user, project)
    )


def can_archive(user: Visitor, project: ProjectPage) -> bool:
    """Take a published project offline: its school, or a moderator of another."""
    return bool(project.live) and is_theirs_or_moderated(user, project.specific.institution_id)


def can_fill_in_self_evaluation(user: Visitor, project: ProjectPage) -> bool:
    """Read and write the private self-evaluation: the school alone."""
    return edits_school_of(user, project)


def _in_own_collection(user: Visitor, collection_id: int) -> bool:
    return _in_collection_of(institutions_edited_by(user), collection_id)


def _in_collection_of(institutions: frozenset[int], collection_id: int) -> bool:
    return bool(institutions) and bool(
        Institution.objects.filter(
            pk__in=institutions, school_page__collection=collection_id
        ).exists()
    )


def can_see_document(user: Visitor, document: SchoolDocument) -> bool:
    """Download a file: everybody once a standing result of its school has it, else its school."""
    standing = document.results.standing()
    if standing.filter(
        project__institution__school_page__collection=document.collection_id
    ).exists():
        return True
    return can_see_unpublished_file(user, document)


def can_see_image(user: Visitor, image: SchoolImage, *, on: date | None = None) -> bool:
    """See a picture: everybody while a live project of its school shows it.

    Once the consent of those in it has ended, nobody: not its school, not who reviews.
    """
    if not image.may_be_seen(on):
        return False
    return _is_on_live_project(image) or can_see_unpublished_file(user, image)


def _is_on_live_project(image: SchoolImage) -> bool:
    photos = ProjectPhoto.objects.filter(image=image, project__live=True)
    return bool(
        photos.filter(project__institution__school_page__collection=image.collection_id).exists()
    )


def can_see_unpublished_file(user: Visitor, file: SchoolDocument | SchoolImage) -> bool:
    """See a file that no public page shows: its school, advisers, administrators, reviewers."""
    if is_administrator(user) or _in_own_collection(user, file.collection_id):
        return True
    if _is_guest_with(user, file):
        return True
    return (
        is_moderator(user)
        and bool(file.handed_in_at)
        and not _in_collection_of(own_institutions(user), file.collection_id)
    )


def _is_guest_with(user: Visitor, file: SchoolDocument | SchoolImage) -> bool:
    """Whether a draft that ``user`` helps to write carries ``file``, while the help lasts."""
    if not isinstance(user, User):
        return False
    relation = "result_drafts" if isinstance(file, SchoolDocument) else "photos"
    guests = DraftGuest.objects.welcome().filter(
        user=user, project__institution__school_page__collection=file.collection_id
    )
    drafts = guests.values_list("project__latest_revision__content", flat=True)
    return user.is_active and any(
        file.pk in carried_in(relation, content) for content in drafts if content
    )


def usable_documents(user: Visitor, draft: ProjectPage) -> Any:
    """The documents that ``user`` may put into ``draft``.

    Its school: all of the school's. An adviser: what is in the draft, and what the adviser added.
    """
    own = own_files("result_drafts", draft)
    if edits_school_of(user, draft) or is_administrator(user):
        return own
    return own.filter(Q(pk__in=carried("result_drafts", draft)) | Q(uploaded_by_user__in=[user.pk]))


def can_import(user: Visitor) -> bool:
    """Read exports of the results platform, and see what was imported."""
    return is_moderator(user) or is_administrator(user)


def can_claim_for(user: Visitor, institution: Institution) -> bool:
    """Take an imported project over for a school: who works in its space."""
    return can_edit_institution_space(user, institution)


def can_release_claim(user: Visitor, imported: ImportedProject) -> bool:
    """Undo a claim: the school that made it, or a moderator of another institution."""
    return is_theirs_or_moderated(user, imported.claimed_by_id)


def can_send_claim_link(user: Visitor, institution: Institution | None = None) -> bool:
    """Mail a school the link to its imported project: a moderator, never to the own school."""
    return is_moderator(user) and (
        institution is None or institution.pk not in own_institutions(user)
    )


def vouches_for(user: User | None, institution: Institution) -> bool:
    """Whether the word of ``user`` that this school took part counts: not on the own school."""
    return user is None or institution.pk not in own_institutions(user)


def can_answer_access(user: Visitor) -> bool:
    """Let a school in that was never here, or say why not."""
    return is_moderator(user)


def can_delete_file(user: Visitor, file: SchoolDocument | SchoolImage) -> bool:
    """Throw a file away: its school, until it is handed in or published.

    Administrators may take a picture away at any time; a document that a result carries, nobody.
    """
    if isinstance(file, SchoolDocument) and file.results.exists():
        return False
    if is_administrator(user):
        return True
    if file.handed_in_at is not None or not _in_own_collection(user, file.collection_id):
        return False
    return isinstance(file, SchoolDocument) or not _is_on_live_project(file)
