"""Confirming what a moderator proposed, in the middle of writing an answer."""

import pytest
from bs4 import BeautifulSoup

from showcase.domain import completion, review
from showcase.enums import ChildKind, ProposalState
from showcase.pages import ProjectPage
from showcase.records import CompletionProposal
from tests.showcase.factories import make_term
from tests.showcase.writing.filling import page_of, posted_by
from vocabularies.enums import Scheme

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposed(project, editor, moderator):
    """A question to the school on ``project``, and a proposal about each of its two parts."""
    review.hand_in(project, by=editor)
    draft = ProjectPage.objects.get(pk=project.pk).get_latest_revision_as_object()
    result, conclusion = draft.result_drafts.get(), draft.conclusion_drafts.get()
    book = make_term(Scheme.OUTPUT_TYPES, "boek", label_nl="Handboek")
    completion.propose_completion(
        project,
        {
            (ChildKind.RESULT, result.uuid): {"type": book.pk},
            (ChildKind.CONCLUSION, conclusion.uuid): {"addressee_words": "De stad Gent"},
        },
        by=moderator,
    )
    question = review.ask_addition(project, by=moderator, field="summary", words="Hoeveel?")
    review.send_back(project, by=moderator)
    return question


def confirmed_on(page):
    """What the page says was confirmed, by its label."""
    soup = BeautifulSoup(page.content, "html.parser")
    section = soup.find(attrs={"aria-labelledby": "bevestigd-titel"})
    if section is None:
        return {}
    return {dt.text.strip(): dt.find_next("dd").text.strip() for dt in section.select("dt")}


def test_handing_in_with_an_open_question_says_which_proposals_wait_too(at_work, project, proposed):
    warned = at_work.post(page_of(project), posted_by(at_work, project, doe="dien-in"))

    assert "Ook 2 voorstellen van de moderator wachten nog op je antwoord." in warned.text


@pytest.mark.parametrize("act", ["bevestig-alles", "bevestig", "weiger"])
@pytest.mark.slow
def test_answer_that_is_still_being_typed_is_noted_and_not_sent(at_work, project, proposed, act):
    first = CompletionProposal.objects.get(child_kind=ChildKind.RESULT)
    name = f"antwoord-{proposed.pk}"
    doe = act if act == "bevestig-alles" else f"{act}:{first.pk}"

    at_work.post(page_of(project), posted_by(at_work, project, **{name: "Vieren", "doe": doe}))

    proposed.refresh_from_db()
    first.refresh_from_db()
    settled = ProposalState.DECLINED if act == "weiger" else ProposalState.CONFIRMED
    assert (proposed.answer, proposed.is_answered, first.state) == ("Vieren", False, settled)
    assert posted_by(at_work, project)[name] == "Vieren"


@pytest.mark.slow
def test_answered_question_says_when_the_moderator_sees_it(at_work, project, proposed):
    act = {f"antwoord-{proposed.pk}": "Vieren.", "doe": f"beantwoord:{proposed.pk}"}
    at_work.post(page_of(project), posted_by(at_work, project, **act))
    list(at_work.get(page_of(project)).context["messages"])

    soup = BeautifulSoup(at_work.get(page_of(project)).content, "html.parser")
    note = soup.find("h3", string="Beantwoord").parent

    assert "Jullie antwoord: Vieren." in note.text
    assert "De moderator ziet het als je opnieuw indient." in note.text


@pytest.mark.slow
def test_what_was_confirmed_stays_on_the_page_until_it_is_published(
    at_work, project, proposed, editor
):
    before = at_work.get(page_of(project))
    at_work.post(page_of(project), posted_by(at_work, project, doe="bevestig-alles"))
    writing = at_work.get(page_of(project))
    at_work.post(page_of(project), posted_by(at_work, project, doe="dien-in:toch"))
    reading = at_work.get(page_of(project))

    said = {"Soort resultaat": "Handboek", "Gericht aan, in woorden": "De stad Gent"}
    assert confirmed_on(before) == {}
    assert confirmed_on(writing) == said
    assert confirmed_on(reading) == said
    assert 'id="voorstellen"' in writing.text


@pytest.mark.slow
def test_what_an_earlier_round_confirmed_is_not_shown_in_the_next(
    at_work, project, proposed, editor, moderator
):
    at_work.post(page_of(project), posted_by(at_work, project, doe="bevestig-alles"))
    at_work.post(page_of(project), posted_by(at_work, project, doe="dien-in:toch"))
    seen = ProjectPage.objects.get(pk=project.pk).latest_revision_id
    review.publish_project(ProjectPage.objects.get(pk=project.pk), by=moderator, seen=seen)
    online = ProjectPage.objects.get(pk=project.pk)
    online.get_latest_revision_as_object().save_revision(user=editor)
    review.hand_in(ProjectPage.objects.get(pk=project.pk), by=editor)
    result = online.get_latest_revision_as_object().result_drafts.get()
    essay = make_term(Scheme.OUTPUT_TYPES, "essay", label_nl="Opstel")
    completion.propose_completion(
        ProjectPage.objects.get(pk=project.pk),
        {(ChildKind.RESULT, result.uuid): {"type": essay.pk}},
        by=moderator,
    )

    asked = at_work.get(page_of(project))
    completion.confirm_proposal(CompletionProposal.objects.open().get(), by=editor)
    confirmed = at_work.get(page_of(project))

    assert CompletionProposal.objects.filter(state=ProposalState.CONFIRMED).count() == 3
    assert confirmed_on(asked) == {}
    assert confirmed_on(confirmed) == {"Soort resultaat": "Opstel"}


@pytest.mark.slow
def test_one_confirmed_proposal_stands_below_the_one_that_waits(at_work, project, proposed):
    first = CompletionProposal.objects.get(child_kind=ChildKind.RESULT)

    at_work.post(page_of(project), posted_by(at_work, project, doe=f"bevestig:{first.pk}"))

    page = at_work.get(page_of(project))
    assert list(confirmed_on(page).values()) == ["Handboek"]
    assert [row.proposal.child_kind for row in page.context["proposals"]] == [ChildKind.CONCLUSION]
