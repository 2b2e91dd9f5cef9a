"""Two requests at the very same moment: one waits for the other, nothing is lost or done twice."""

import pytest
from django.test import Client

from showcase.enums import ProjectState
from showcase.pages import ProjectPage
from tests.racing import at_once
from tests.showcase.writing.filling import page_of, posted_by

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.both]


@pytest.fixture
def post(editor, project):
    """Post to the page from a browser of one's own, signed in as the editor."""

    def posting(**data):
        client = Client()
        client.force_login(editor)
        return lambda: client.post(page_of(project), data)

    return posting


def fresh(project):
    return ProjectPage.objects.get(pk=project.pk)


def draft_of(project):
    return fresh(project).get_latest_revision_as_object()


@pytest.mark.parametrize("_time", range(3))
def test_two_saves_of_one_page_end_with_the_later_text(at_work, project, post, _time):
    filled = posted_by(at_work, project, autosave="1")

    answers = at_once(
        post(**{**filled, "summary": "Eerst.", "turn": "1"}),
        post(**{**filled, "summary": "Dan.", "turn": "2"}),
    )

    assert [answer.status_code for answer in answers] == [200, 200]
    assert draft_of(project).summary == "Dan."


@pytest.mark.slow
@pytest.mark.both
@pytest.mark.parametrize("_time", range(3))
def test_saves_of_two_pages_never_lose_one(at_work, colleague, project, post, _time):
    mine = posted_by(at_work, project, autosave="1", summary="Van Ilse.")
    theirs = posted_by(colleague, project, autosave="1", summary="Van Jan.")

    answers = at_once(
        post(**mine),
        lambda: colleague.post(page_of(project), theirs),
    )

    statuses = [answer.status_code for answer in answers]
    assert sorted(statuses) == [200, 409]
    assert draft_of(project).summary == ("Van Ilse." if statuses[0] == 200 else "Van Jan.")


@pytest.mark.parametrize("_time", range(3))
def test_handing_in_while_the_page_saves_itself_hands_in(at_work, project, post, _time):
    filled = posted_by(at_work, project)

    at_once(
        post(**{**filled, "summary": "Eerst.", "turn": "1", "autosave": "1"}),
        post(**{**filled, "summary": "Het laatste woord.", "turn": "2", "doe": "dien-in"}),
    )

    assert fresh(project).state == ProjectState.IN_REVIEW
    assert draft_of(project).summary == "Het laatste woord."


@pytest.mark.parametrize("_time", range(3))
def test_handing_in_twice_at_once_hands_in_once(at_work, project, post, mailoutbox, _time):
    filled = posted_by(at_work, project, summary="Eén keer.", doe="dien-in", turn="1")

    answers = at_once(post(**filled), post(**filled))

    assert [answer.status_code for answer in answers] == [302, 302]
    assert fresh(project).workflow_states.count() == 1
    assert draft_of(project).summary == "Eén keer."


@pytest.mark.parametrize("_time", range(3))
def test_beginning_twice_at_once_begins_one_project(editor, space, _time):
    def begin():
        client = Client()
        client.force_login(editor)
        return client.post("/mijn/projecten/nieuw/")

    answers = at_once(begin, begin)

    assert {answer.url for answer in answers} == {page_of(ProjectPage.objects.get())}
