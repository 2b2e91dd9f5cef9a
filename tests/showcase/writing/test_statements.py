"""What the plain page asks of the database does not grow with the project."""

import pytest
from django.db.models import QuerySet

from showcase.domain import review
from showcase.pages import ProjectPage
from tests.showcase.factories import make_conclusion_draft, make_project, make_published
from tests.showcase.writing.filling import page_of, posted_by
from vocabularies.records import Term, Theme

pytestmark = pytest.mark.django_db


def with_parts(space, editor, moderator, count):
    """A project with so many results, conclusions and questions."""
    from showcase.records import ResultDraft

    project = make_project(space, title="Stage zonder grenzen", conclusions=0)
    draft = project.get_latest_revision_as_object()
    first = draft.result_drafts.get()
    draft.result_drafts = [first] + [
        ResultDraft(
            title=f"Resultaat {number}",
            description="Een plan.",
            nothing_to_share=True,
            type_id=first.type_id,
        )
        for number in range(count - 1)
    ]
    draft.conclusion_drafts = [
        make_conclusion_draft(first, statement=f"Stelling {number}.") for number in range(count)
    ]
    draft.save_revision(clean=False)
    review.hand_in(project, by=editor)
    for number in range(count):
        review.ask_addition(project, by=moderator, field="summary", words=f"Vraag {number}?")
    review.send_back(project, by=moderator)
    return ProjectPage.objects.get(pk=project.pk)


def test_draft_leaves_out_what_is_no_longer_there(project):
    draft = project.get_latest_revision_as_object()
    result = draft.result_drafts.get()
    level = draft.levels.get()
    # Our own querysets never delete a term; somebody at the database can.
    QuerySet(Theme).delete()
    QuerySet(Term).filter(pk__in=[draft.programme_id, result.type_id]).delete()

    now = ProjectPage.objects.get(pk=project.pk).get_latest_revision_as_object()

    assert list(now.themes.all()) == []
    assert list(now.levels.all()) == [level]
    assert (now.programme, now.result_drafts.get().type) == (None, None)
    assert now.result_drafts.get().title == result.title


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_page_to_write_on_costs_the_same_for_one_and_three(
    at_work, space, editor, moderator, count, django_assert_num_queries
):
    project = with_parts(space, editor, moderator, count)
    at_work.get(page_of(project))

    with django_assert_num_queries(21):
        response = at_work.get(page_of(project))

    assert len(response.context["questions"]) == count
    assert len(response.context["others"]) == 2 * (count - 1)


@pytest.mark.parametrize("count", [1, 3])
def test_page_to_read_on_costs_the_same_for_one_and_three(
    at_work, space, count, django_assert_num_queries
):
    project = make_published(space, conclusions=count)
    at_work.get(page_of(project))

    with django_assert_num_queries(27):
        response = at_work.get(page_of(project))

    assert len(response.context["conclusions"]) == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_saving_while_typing_costs_the_same_for_one_and_three(
    at_work, space, editor, moderator, count, django_assert_num_queries
):
    project = with_parts(space, editor, moderator, count)
    filled = {**posted_by(at_work, project), "autosave": "1"}
    at_work.post(page_of(project), {**filled, "summary": "Een", "turn": "1"})

    # About half is Wagtail's saving.
    with django_assert_num_queries(58):
        at_work.post(page_of(project), {**filled, "summary": "Een begin.", "turn": "2"})

    now = ProjectPage.objects.get(pk=project.pk)
    assert now.get_latest_revision_as_object().summary == "Een begin."
