"""The review, from handing in to publishing, with two people at once."""

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import PageLogEntry

from accounts.domain.roles import grant_role
from accounts.enums import Role
from accounts.records import User
from audit.records import Event
from institutions.domain.mandates import give_mandate
from institutions.enums import Capacity, InstitutionKind
from institutions.records import Institution
from notifications.records import OutgoingMail
from showcase.domain import completion, drafting, review, withdrawal
from showcase.domain.demands import NotReadyToHandIn, NotReadyToPublish
from showcase.enums import ChildKind, ProjectState, ProposalState
from showcase.pages import ProjectPage
from showcase.records import AdditionRequest, CompletionProposal, PolicyConclusion
from tests.sharing import made_once
from tests.showcase.factories import (
    make_editor,
    make_project,
    make_school,
    make_school_page,
    make_term,
)
from vocabularies.enums import Scheme

pytestmark = pytest.mark.django_db


def fresh(project):
    return ProjectPage.objects.get(pk=project.pk)


@made_once
def school():
    return make_school("Voorbeeldschool Onder Review")


@made_once
def editor(school):
    return make_editor(school)


@made_once
def project(school):
    return make_project(make_school_page(school))


@pytest.fixture
def moderator():
    vlor = Institution.objects.create(name="Raad", slug="raad", kind=InstitutionKind.COUNCIL)
    user = User.objects.create_user("moderator@raad.example", "geheim-woord")
    grant_role(user, Role.MODERATOR, by=None)
    give_mandate(user, vlor, Capacity.MODERATOR, by=None)
    return User.objects.get(pk=user.pk)


def incomplete(project):
    """Take away what only publishing needs."""
    draft = project.get_latest_revision_as_object()
    conclusion = draft.conclusion_drafts.all()[0]
    conclusion.kind = ""
    conclusion.policy_levels = conclusion.policy_domains = conclusion.supported_by = []
    conclusion.addressee_words = ""
    draft.conclusion_drafts = [conclusion]
    result = draft.result_drafts.all()[0]
    result.type = None
    draft.result_drafts = [result]
    draft.save_revision(clean=False)
    return fresh(project)


def test_project_goes_from_draft_through_review_to_published(project, editor, moderator):
    assert project.state == ProjectState.DRAFT

    review.hand_in(project, by=editor)
    assert fresh(project).state == ProjectState.IN_REVIEW

    review.publish_project(fresh(project), by=moderator, seen=fresh(project).latest_revision_id)

    assert fresh(project).state == ProjectState.PUBLISHED
    made = PolicyConclusion.objects.get(project=project)
    mail = OutgoingMail.objects.get(subject__startswith="Staat online").text
    assert f"{made.reference} {made.statement}" in mail
    assert f"{made.get_absolute_url()}\n" in mail
    assert set(Event.objects.values_list("verb", flat=True)) >= {
        "hand_in_project",
        "publish_project",
        "publish_conclusion",
    }


def test_handing_in_lists_everything_missing_at_once(school, editor):
    page = make_school_page(school)
    project = drafting.start_project(page, by=editor)

    with pytest.raises(NotReadyToHandIn) as refused:
        review.hand_in(project, by=editor)

    assert [demand.field for demand in refused.value.demands] == [
        "title",
        "programme",
        "project_numbers",
        "start_date",
        "end_date",
        "levels",
        "themes",
        "summary",
        "results",
    ]
    assert fresh(project).state == ProjectState.DRAFT


def test_handing_in_twice_changes_nothing(project, editor, mailoutbox):
    review.hand_in(project, by=editor)
    review.hand_in(fresh(project), by=editor)

    assert Event.objects.filter(verb="hand_in_project").count() == 1


def test_moderator_never_reviews_the_own_institution(project, editor, moderator, school):
    give_mandate(moderator, school, Capacity.ADVISER, by=None)
    review.hand_in(project, by=editor)

    with pytest.raises(PermissionDenied):
        review.publish_project(fresh(project), by=moderator, seen=fresh(project).latest_revision_id)
    assert not fresh(project).live


def test_asking_an_addition_opens_the_draft_again_and_handing_in_resumes(
    project, editor, moderator
):
    review.hand_in(project, by=editor)
    request = review.ask_addition(
        fresh(project), by=moderator, field="summary", words="Hoeveel klassen?"
    )
    review.send_back(fresh(project), by=moderator)
    assert fresh(project).state == ProjectState.ADDITIONS_ASKED

    review.answer_request(request, by=editor, answer="Twee.")
    review.hand_in(fresh(project), by=editor)

    assert fresh(project).state == ProjectState.IN_REVIEW
    assert AdditionRequest.objects.get().is_answered


def test_answer_of_a_colleague_is_kept_and_each_step_is_logged(project, editor, school, moderator):
    colleague = make_editor(school)
    review.hand_in(project, by=editor)
    dropped = review.ask_addition(fresh(project), by=moderator, field="title", words="Waarom?")
    review.drop_request(dropped, by=moderator)
    stale = review.ask_addition(fresh(project), by=moderator, field="summary", words="Hoeveel?")
    review.send_back(fresh(project), by=moderator)
    review.note_answer(stale, by=editor, answer="Twee.")

    review.answer_request(AdditionRequest.objects.get(), by=colleague)
    review.answer_request(stale, by=editor, answer="Drie.")

    answered = AdditionRequest.objects.get()
    assert (answered.answer, answered.answered_by) == ("Twee.", colleague)
    logged = Event.objects.filter(object_type="showcase.additionrequest").order_by("at")
    assert list(logged.values_list("verb", "actor_id")) == [
        ("note_question", moderator.pk),
        ("drop_question", moderator.pk),
        ("note_question", moderator.pk),
        ("answer_question", colleague.pk),
    ]


def test_restoring_a_version_is_logged(project, editor):
    first = project.latest_revision
    draft = fresh(project).get_latest_revision_as_object()
    latest = draft.save_revision(clean=False)

    restored = drafting.restore_version(project, first, by=editor, started_from=latest.pk)

    event = Event.objects.get(verb="restore_version")
    assert (event.object_id, event.detail) == (
        str(project.pk),
        {"source": first.pk, "revision": restored.pk},
    )


def test_sending_back_without_a_question_is_refused(project, editor, moderator):
    review.hand_in(project, by=editor)

    with pytest.raises(review.NothingAsked):
        review.send_back(fresh(project), by=moderator)
    assert fresh(project).state == ProjectState.IN_REVIEW


@pytest.mark.slow
def test_school_confirms_what_the_moderator_proposed_during_the_review(project, editor, moderator):
    project = incomplete(project)
    review.hand_in(project, by=editor)
    draft = fresh(project).get_latest_revision_as_object()
    conclusion, result = draft.conclusion_drafts.all()[0], draft.result_drafts.all()[0]
    with pytest.raises(NotReadyToPublish):
        review.publish_project(fresh(project), by=moderator, seen=draft.latest_revision_id)

    proposals = completion.propose_completion(
        fresh(project),
        {
            (ChildKind.CONCLUSION, conclusion.uuid): {
                "kind": "means",
                "policy_levels": ["vlaams"],
                "policy_domains": ["kwaliteitszorg"],
                "addressee_words": "Vlaamse overheid",
                "supported_by": [str(result.uuid)],
            },
            (ChildKind.RESULT, result.uuid): {
                "type": make_term(Scheme.OUTPUT_TYPES, "instrument").pk
            },
        },
        by=moderator,
    )
    for proposal in proposals:
        completion.confirm_proposal(proposal, by=editor)
        completion.confirm_proposal(proposal, by=editor)

    assert {p.state for p in fresh(project).completion_proposals.all()} == {ProposalState.CONFIRMED}
    assert fresh(project).state == ProjectState.IN_REVIEW
    review.publish_project(fresh(project), by=moderator, seen=fresh(project).latest_revision_id)
    assert PolicyConclusion.objects.get(project=project).kind == "means"


def test_publishing_what_moved_on_is_refused(project, editor, moderator):
    review.hand_in(project, by=editor)
    seen = fresh(project).latest_revision_id
    review.take_back(fresh(project), by=editor)
    draft = fresh(project).get_latest_revision_as_object()
    draft.title = "Een andere titel"
    drafting.save_draft(draft, by=editor, started_from=seen)
    review.hand_in(fresh(project), by=editor)

    with pytest.raises(drafting.EditConflict):
        review.publish_project(fresh(project), by=moderator, seen=seen)
    assert not fresh(project).live


def test_history_names_who_wrote_the_title_and_who_published_it(project, editor, moderator, school):
    colleague = make_editor(school, email="collega-titel@de-brug.example")
    for by, field, words in (
        (editor, "title", "Stage over de grens"),
        (colleague, "summary", "Een andere samenvatting."),
    ):
        draft = fresh(project).get_latest_revision_as_object()
        setattr(draft, field, words)
        seen = fresh(project).latest_revision_id
        drafting.save_draft(draft, by=by, started_from=seen)
    review.hand_in(fresh(project), by=colleague)

    review.publish_project(fresh(project), by=moderator, seen=fresh(project).latest_revision_id)

    told = PageLogEntry.objects.filter(page=project.pk)
    renamed, published = told.get(action="wagtail.rename"), told.get(action="wagtail.publish")
    assert renamed.data["title"]["new"] == "Stage over de grens"
    assert (renamed.user, published.user) == (editor, moderator)


def test_second_editor_does_not_overwrite_the_first(project, editor, school):
    colleague = make_editor(school)
    started = fresh(project).latest_revision_id
    mine = fresh(project).get_latest_revision_as_object()
    theirs = fresh(project).get_latest_revision_as_object()
    mine.summary, theirs.summary = "Van mij.", "Van een collega."
    drafting.save_draft(theirs, by=colleague, started_from=started)

    with pytest.raises(drafting.EditConflict):
        drafting.save_draft(mine, by=editor, started_from=started)
    assert fresh(project).get_latest_revision_as_object().summary == "Van een collega."


@pytest.mark.slow
def test_edits_of_a_published_project_wait_while_the_public_page_stays(project, editor, moderator):
    review.hand_in(project, by=editor)
    review.publish_project(fresh(project), by=moderator, seen=fresh(project).latest_revision_id)
    draft = fresh(project).get_latest_revision_as_object()
    draft.summary = "Een nieuwe samenvatting."
    drafting.save_draft(draft, by=editor, started_from=fresh(project).latest_revision_id)
    review.hand_in(fresh(project), by=editor)

    assert fresh(project).live
    assert fresh(project).summary == "Een samenvatting."
    assert fresh(project).state == ProjectState.IN_REVIEW


def test_withdrawn_conclusion_keeps_reference_and_reason(project, editor, moderator):
    review.hand_in(project, by=editor)
    review.publish_project(fresh(project), by=moderator, seen=fresh(project).latest_revision_id)
    conclusion = PolicyConclusion.objects.get()

    withdrawal.withdraw_conclusion(conclusion, by=editor, reason="De regel bestaat al.")

    after = PolicyConclusion.objects.get()
    assert (after.reference, after.withdrawn_reason) == (
        conclusion.reference,
        "De regel bestaat al.",
    )


def test_archived_project_goes_offline_and_can_be_reopened(project, editor, moderator):
    review.hand_in(project, by=editor)
    review.publish_project(fresh(project), by=moderator, seen=fresh(project).latest_revision_id)

    withdrawal.archive_project(fresh(project), by=editor, reason="Op vraag van een partner.")
    assert (fresh(project).live, fresh(project).state) == (False, ProjectState.ARCHIVED)

    withdrawal.reopen_project(fresh(project), by=moderator)
    assert fresh(project).state == ProjectState.DRAFT
    assert PolicyConclusion.objects.count() == 1


def test_reviewer_reads_what_was_handed_in_and_not_what_is_written_since(
    project, editor, moderator
):
    review.hand_in(project, by=editor)
    review.ask_addition(fresh(project), by=moderator, field="summary", words="Hoeveel?")
    review.send_back(fresh(project), by=moderator)
    draft = fresh(project).get_latest_revision_as_object()
    draft.summary = "Nog niet ingediend."
    drafting.save_draft(draft, by=editor, started_from=fresh(project).latest_revision_id)

    assert review.handed_in(fresh(project)).summary == "Een samenvatting."
    review.hand_in(fresh(project), by=editor)
    assert review.handed_in(fresh(project)).summary == "Nog niet ingediend."


def test_question_that_was_sent_is_not_taken_back(project, editor, moderator):
    review.hand_in(project, by=editor)
    stale = review.ask_addition(fresh(project), by=moderator, field="summary", words="Hoeveel?")
    review.send_back(fresh(project), by=moderator)

    with pytest.raises(PermissionDenied):
        review.drop_request(stale, by=moderator)
    assert AdditionRequest.objects.count() == 1


def test_nothing_is_published_while_a_question_is_noted_and_not_sent(project, editor, moderator):
    review.hand_in(project, by=editor)
    question = review.ask_addition(project, by=moderator, field="summary", words="Met wie?")
    seen = fresh(project).latest_revision_id

    with pytest.raises(review.UnsentQuestions):
        review.publish_project(project, by=moderator, seen=seen)
    review.drop_request(question, by=moderator)
    review.publish_project(project, by=moderator, seen=seen)

    assert fresh(project).live


@pytest.mark.slow
def test_question_that_the_school_left_open_is_settled_by_publishing(project, editor, moderator):
    review.hand_in(project, by=editor)
    question = review.ask_addition(project, by=moderator, field="summary", words="Met wie?")
    review.send_back(project, by=moderator)
    review.hand_in(fresh(project), by=editor)

    review.publish_project(fresh(project), by=moderator, seen=fresh(project).latest_revision_id)

    question.refresh_from_db()
    assert question.is_answered


def test_what_a_colleague_proposed_on_another_field_goes_along(project, editor, moderator):
    review.hand_in(project, by=editor)
    conclusion = project.get_latest_revision_as_object().conclusion_drafts.get()
    part = (ChildKind.CONCLUSION, conclusion.uuid)
    colleague = User.objects.create_user("lies@raad.example", "geheim-woord")
    grant_role(colleague, Role.MODERATOR, by=None)
    colleague = User.objects.get(pk=colleague.pk)

    completion.propose_completion(project, {part: {"kind": "rule"}}, by=moderator)
    completion.propose_completion(project, {part: {"kind": "means"}}, by=moderator)
    completion.propose_completion(project, {part: {"policy_levels": ["vlaams"]}}, by=colleague)

    standing = CompletionProposal.objects.get(state=ProposalState.PROPOSED)
    assert standing.values == {"kind": "means", "policy_levels": ["vlaams"]}
