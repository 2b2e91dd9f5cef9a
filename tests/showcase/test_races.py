"""Two at the same moment, on a real database: nothing is lost, nothing happens twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from audit.records import Event
from notifications.records import OutgoingMail
from showcase.domain import review, withdrawal
from showcase.domain.access import ask_access
from showcase.domain.drafting import EditConflict, Sitting, delete_draft, save_draft
from showcase.enums import ProjectState
from showcase.pages import ProjectPage
from showcase.records import AccessRequest, ConclusionVersion, PolicyConclusion, Result
from showcase.retagging.retagger import ProjectRetagger
from tests.racing import at_once, during
from tests.showcase.factories import (
    change,
    make_editor,
    make_project,
    make_published,
    make_school_page,
    make_theme,
    publish,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.both]


def fresh(project: ProjectPage) -> ProjectPage:
    return ProjectPage.objects.get(pk=project.pk)


def draft_of(project: ProjectPage) -> Any:
    return fresh(project).get_latest_revision_as_object()


def handed_in(**fields: Any) -> tuple[ProjectPage, Any]:
    """A project that waits for review, and its editor."""
    project = make_project(make_school_page(), **fields)
    editor = make_editor(project.institution)
    review.hand_in(project, by=editor)
    return fresh(project), editor


def types_of(outcomes: list[Any]) -> set[type]:
    return {type(outcome) for outcome in outcomes}


def saving(project: ProjectPage, words: str, *, by: Any, started_from: int, turn: int = 0):
    def act() -> Any:
        draft = draft_of(project)
        draft.summary = words
        sitting = Sitting("blad", turn) if turn else None
        return save_draft(draft, by=by, started_from=started_from, sitting=sitting)

    return act


def test_text_saved_while_one_types_survives_a_replaced_theme():
    old, new = make_theme("oud"), make_theme("nieuw")
    project = make_project(make_school_page(), themes=[old])
    editor = make_editor(project.institution)
    seen = project.latest_revision_id
    saving(project, "Begin.", by=editor, started_from=seen, turn=1)()

    during(
        saving(project, "Begin en vervolg.", by=editor, started_from=seen, turn=2),
        lambda: ProjectRetagger().retag(old, new, by=None),
    )

    assert draft_of(project).summary == "Begin en vervolg."
    assert [theme.slug for theme in draft_of(project).themes.all()] == ["nieuw"]


def test_version_that_is_new_meanwhile_is_retagged_too():
    old, new = make_theme("oud"), make_theme("nieuw")
    project = make_project(make_school_page(), themes=[old])
    editor = make_editor(project.institution)

    during(
        saving(project, "Nieuw.", by=editor, started_from=project.latest_revision_id),
        lambda: ProjectRetagger().retag(old, new, by=None),
    )

    assert draft_of(project).summary == "Nieuw."
    assert [theme.slug for theme in draft_of(project).themes.all()] == ["nieuw"]


def test_two_who_save_at_once_are_never_both_believed():
    project = make_project(make_school_page())
    one, two = make_editor(project.institution), make_editor(project.institution)
    seen = project.latest_revision_id

    outcomes = at_once(
        saving(project, "Een.", by=one, started_from=seen),
        saving(project, "Twee.", by=two, started_from=seen),
    )

    assert [type(one) for one in outcomes].count(EditConflict) == 1
    assert project.revisions.count() == 2


def test_two_moderators_approve_at_once_and_it_happens_once(moderator, epos_moderator):
    project, _editor = handed_in()
    seen = project.latest_revision_id

    outcomes = at_once(
        *[
            lambda by=by: review.publish_project(project, by=by, seen=seen)
            for by in (moderator, epos_moderator)
        ]
    )

    assert outcomes == [None, None]
    assert fresh(project).state == ProjectState.PUBLISHED
    assert PolicyConclusion.objects.count() == 1
    assert Event.objects.filter(verb="publish_project").count() == 1
    assert OutgoingMail.objects.filter(template="showcase/mail/published").count() == 1


def test_two_first_publications_in_a_year_get_references_of_their_own(moderator):
    projects = [handed_in()[0] for _number in range(2)]

    outcomes = at_once(
        *[
            lambda one=one: review.publish_project(one, by=moderator, seen=one.latest_revision_id)
            for one in projects
        ]
    )

    assert outcomes == [None, None]
    found = PolicyConclusion.objects.values_list("reference", flat=True)
    assert {reference.partition("-")[2] for reference in found} == {"0001", "0002"}


def test_project_taken_back_at_the_moment_of_approval_is_not_published(moderator):
    project, editor = handed_in()
    seen = project.latest_revision_id

    outcomes = during(
        lambda: review.take_back(project, by=editor),
        lambda: review.publish_project(project, by=moderator, seen=seen),
    )

    assert types_of(outcomes) == {type(None), PermissionDenied}
    assert (fresh(project).live, fresh(project).state) == (False, ProjectState.DRAFT)


def test_draft_that_a_colleague_hands_in_meanwhile_is_not_thrown_away():
    project = make_project(make_school_page())
    one, two = make_editor(project.institution), make_editor(project.institution)

    outcomes = during(
        lambda: review.hand_in(project, by=one), lambda: delete_draft(fresh(project), by=two)
    )

    assert types_of(outcomes) == {type(None), PermissionDenied}
    assert fresh(project).state == ProjectState.IN_REVIEW


def test_draft_is_thrown_away_once_by_two_clicks():
    project = make_project(make_school_page())
    editor = make_editor(project.institution)
    copies = fresh(project), fresh(project)

    outcomes = at_once(*[lambda one=one: delete_draft(one, by=editor) for one in copies])

    assert outcomes == [None, None]
    assert not ProjectPage.objects.exists()
    assert Event.objects.filter(verb="delete_draft").count() == 1


def test_access_asked_twice_at_once_is_one_question(moderator):
    said = {"name": "An Smets", "email": "an@de-sluis.example", "school": "De Sluis", "number": ""}

    outcomes = during(
        lambda: ask_access(**said, words="Een."), lambda: ask_access(**said, words="Twee.")
    )

    request = AccessRequest.objects.get()
    assert (outcomes, request.words) == ([request, request], "Twee.")
    assert Event.objects.filter(verb="ask_access").count() == 1


def test_text_written_at_the_moment_of_approval_is_refused_and_not_published(moderator):
    project, editor = handed_in()
    seen = project.latest_revision_id

    outcomes = during(
        lambda: review.publish_project(project, by=moderator, seen=seen),
        saving(project, "Nog iets.", by=editor, started_from=0),
    )

    assert types_of(outcomes) == {type(None), EditConflict}
    assert (fresh(project).summary, fresh(project).live_revision_id) == ("Een samenvatting.", seen)


def test_conclusion_withdrawn_while_its_new_text_is_published_stays_withdrawn(moderator):
    project = make_published()
    editor = make_editor(project.institution)
    conclusion, result = PolicyConclusion.objects.get(), Result.objects.get()
    draft = draft_of(project)
    changed = draft.conclusion_drafts.all()[0]
    changed.statement = "Anders gezegd."
    draft.conclusion_drafts = [changed]
    draft.save_revision()
    review.hand_in(fresh(project), by=editor)
    seen = fresh(project).latest_revision_id

    def withdraw() -> None:
        withdrawal.withdraw_conclusion(conclusion, by=editor, reason="Achterhaald.")
        withdrawal.withdraw_result(result, by=editor, reason="Achterhaald.")

    outcomes = during(
        withdraw, lambda: review.publish_project(fresh(project), by=moderator, seen=seen)
    )

    conclusion.refresh_from_db()
    result.refresh_from_db()
    assert outcomes == [None, None]
    assert (conclusion.statement, conclusion.withdrawn_reason) == ("Anders gezegd.", "Achterhaald.")
    assert result.withdrawn_reason == "Achterhaald."
    assert ConclusionVersion.objects.count() == 2


def test_project_taken_offline_at_the_moment_of_approval_stays_offline(moderator):
    project = make_published()
    editor = make_editor(project.institution)
    review.hand_in(change(project), by=editor)
    seen = fresh(project).latest_revision_id

    outcomes = during(
        lambda: withdrawal.archive_project(fresh(project), by=editor, reason="De school sloot."),
        lambda: review.publish_project(fresh(project), by=moderator, seen=seen),
    )

    assert types_of(outcomes) == {type(None), PermissionDenied}
    assert (fresh(project).live, fresh(project).state) == (False, ProjectState.ARCHIVED)


def test_handing_in_twice_at_once_is_one_review_and_one_mail():
    project = make_project(make_school_page())
    editor = make_editor(project.institution)

    outcomes = at_once(*[lambda: review.hand_in(project, by=editor)] * 2)

    assert outcomes == [None, None]
    assert Event.objects.filter(verb="hand_in_project").count() == 1
    assert OutgoingMail.objects.filter(template="showcase/mail/handed_in").count() == 1


def test_older_text_published_by_code_at_the_moment_of_approval_keeps_references(moderator):
    project = make_published()
    older = project.live_revision
    editor = make_editor(project.institution)
    review.hand_in(change(project), by=editor)
    seen = fresh(project).latest_revision_id
    before = set(PolicyConclusion.objects.values_list("pk", "uuid", "reference"))

    at_once(
        lambda: review.publish_project(fresh(project), by=moderator, seen=seen),
        lambda: older.publish(skip_permission_checks=True),
    )

    assert set(PolicyConclusion.objects.values_list("pk", "uuid", "reference")) == before
    assert publish(project).live
