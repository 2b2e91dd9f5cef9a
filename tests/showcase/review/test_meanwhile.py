"""What happens elsewhere while a moderator reads: told in words, and nothing typed is lost."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import TaskState

from notifications.records import OutgoingMail
from showcase.domain import review, withdrawal
from showcase.domain.drafting import delete_draft
from showcase.enums import ProjectState
from showcase.records import CompletionProposal
from tests.accounts.factories import PASSWORD
from tests.showcase.factories import change, make_editor, make_published
from tests.showcase.review.test_mails import landing
from tests.showcase.review.test_review_page import (
    CHECKED,
    completed,
    fresh,
    ready,
    sheet_of,
    standing,
)
from tests.signing_out import lose_session

# Nobody is there but whom a test names.
pytestmark = [pytest.mark.django_db, pytest.mark.apart]


def typed_on(response):
    """The fields and words that a page shows as typed and not sent."""
    soup = BeautifulSoup(response.content, "html.parser")
    section = soup.find(attrs={"aria-labelledby": "getypt-titel"})
    if section is None:
        return {}
    return {
        term.get_text(" ", strip=True): term.find_next("dd").get_text(" ", strip=True)
        for term in section.select("dt")
    }


def told(template):
    sent = OutgoingMail.objects.filter(template=f"showcase/mail/{template}")
    return {one.recipients[0] for one in sent}


@pytest.fixture
def filled(reviewing, project):
    """A question and a proposal, typed and not sent."""
    return standing(
        reviewing,
        project,
        **completed(project),
        **{"vraag-veld-summary": "Hoeveel klassen?", "doe": "stel-voor"},
    )


def test_project_taken_back_says_so_and_shows_what_was_typed(reviewing, editor, project, filled):
    review.take_back(project, by=editor)
    draft = fresh(project).get_latest_revision_as_object()
    draft.summary = "Nog niet voor de moderator."
    draft.save_revision(user=editor, clean=False)

    response = reviewing.post(sheet_of(project), filled)

    shown = typed_on(response)
    assert response.status_code == 409
    assert "nam dit project terug" in response.text
    assert "Nog niet voor de moderator." not in response.text
    assert shown["Samenvatting"] == "Hoeveel klassen?"
    assert "Vlaamse overheid" in shown.values()
    assert list(CompletionProposal.objects.all()) == []


def test_project_taken_back_is_a_page_for_who_follows_the_link_of_the_mail(
    reviewing, editor, project
):
    review.take_back(project, by=editor)

    response = reviewing.get(sheet_of(project))

    assert response.status_code == 200
    assert "Stage zonder grenzen" in response.text
    assert "nam dit project terug" in response.text


def test_draft_that_was_never_handed_in_does_not_exist_for_moderators(reviewing, school, editor):
    from tests.showcase.factories import make_project, make_school_page

    never = make_project(make_school_page(school))

    read = reviewing.get(sheet_of(never))
    asked = reviewing.post(sheet_of(never), {"vraag-veld-title": "?"})

    assert (read.status_code, asked.status_code) == (404, 404)
    assert [page for page in (read, asked) if never.title in page.text] == []
    assert not never.addition_requests.exists()


def test_question_typed_at_a_draft_that_was_thrown_away_is_shown(
    reviewing, editor, project, filled
):
    review.take_back(project, by=editor)
    delete_draft(fresh(project), by=editor)

    response = reviewing.post(sheet_of(project), filled)

    assert response.status_code == 409
    assert typed_on(response) == {"Vraag": "Hoeveel klassen?"}
    assert reviewing.get(sheet_of(project)).status_code == 404


@pytest.mark.slow
@pytest.mark.both
def test_second_approval_says_who_published_it(reviewing, at_work, epos_moderator, project):
    ready(reviewing, at_work, project)
    other = Client()
    other.force_login(epos_moderator)
    mine = standing(reviewing, project, doe="publiceer", **CHECKED)
    other.post(sheet_of(project), standing(other, project, doe="publiceer", **CHECKED))

    again = reviewing.post(sheet_of(project), mine, follow=True)

    assert "Dit project is al gepubliceerd, door Tom" in again.text
    assert "Er is niets veranderd." in again.text


def test_question_typed_while_another_sent_it_back_is_shown(
    reviewing, epos_moderator, project, filled
):
    review.ask_addition(project, by=epos_moderator, field="title", words="Korter?")
    review.send_back(project, by=epos_moderator)

    response = reviewing.post(sheet_of(project), {**filled, "doe": "vraag:veld-summary"})

    assert response.status_code == 409
    assert "al teruggestuurd met vragen, door Tom" in response.text
    assert typed_on(response)["Samenvatting"] == "Hoeveel klassen?"


def test_text_of_a_moderator_who_was_signed_out_is_there_after_signing_in(
    reviewing, moderator, project, filled
):
    lose_session(reviewing)

    turned_away = reviewing.post(sheet_of(project), filled)
    assert turned_away.url.startswith("/account/")
    reviewing.post(turned_away.url, {"login": moderator.email, "password": PASSWORD})
    response = reviewing.get(sheet_of(project))

    soup = BeautifulSoup(response.content, "html.parser")
    kept = soup.select_one('[name="vraag-veld-summary"]').text.strip()
    words = soup.select_one('[name$="-addressee_words"]')["value"]
    assert (kept, words) == ("Hoeveel klassen?", "Vlaamse overheid")
    assert "nog niet bewaard of verstuurd" in response.text
    assert list(CompletionProposal.objects.all()) == []


def test_moderators_are_told_that_a_project_was_taken_back(reviewing, moderator, editor, project):
    review.take_back(project, by=editor)

    assert told("taken_back_for_reviewers") == {"moderator@vlor.example"}
    mail = OutgoingMail.objects.get(template__endswith="taken_back_for_reviewers")
    assert set(landing(reviewing, mail.text).values()) == {True}


@pytest.mark.slow
@pytest.mark.both
def test_moderators_are_told_what_is_withdrawn_only_during_a_review(reviewing, moderator):
    published = make_published(conclusions=2)
    school = make_editor(published.institution)
    first, second = published.conclusions.all()

    withdrawal.withdraw_conclusion(first, by=school, reason="Fout.")
    assert told("withdrawn_for_reviewers") == set()
    review.hand_in(change(published), by=school)
    withdrawal.withdraw_conclusion(second, by=school, reason="Achterhaald.")

    assert told("withdrawn_for_reviewers") == {"moderator@vlor.example"}
    mail = OutgoingMail.objects.get(template__endswith="withdrawn_for_reviewers")
    assert second.statement in mail.text
    assert set(landing(reviewing, mail.text).values()) == {True}


@pytest.mark.slow
@pytest.mark.both
def test_moderators_are_told_that_what_they_read_is_offline(reviewing, moderator):
    published = make_published()
    school = make_editor(published.institution)
    review.hand_in(change(published), by=school)

    withdrawal.archive_project(fresh(published), by=school, reason="De school sloot.")

    assert told("archived_for_reviewers") == {"moderator@vlor.example"}
    assert fresh(published).state == ProjectState.ARCHIVED


def test_nothing_is_proposed_when_only_the_ticked_beforehand_stands(reviewing, project):
    untouched = standing(reviewing, project, doe="stel-voor")

    response = reviewing.post(sheet_of(project), untouched, follow=True)

    assert list(CompletionProposal.objects.all()) == []
    assert told("completion_proposed") == set()
    assert "Er was niets nieuws om voor te stellen." in response.text


@pytest.mark.slow
@pytest.mark.both
def test_what_a_conclusion_rests_on_is_proposed_when_nothing_else_is_missing(reviewing, project):
    draft = fresh(project).get_latest_revision_as_object()
    conclusion = draft.conclusion_drafts.get()
    conclusion.kind, conclusion.policy_levels = "means", ["vlaams"]
    conclusion.policy_domains, conclusion.addressee_words = ["kwaliteitszorg"], "De overheid"
    draft.conclusion_drafts = [conclusion]
    draft.save_revision(clean=False)

    reviewing.post(sheet_of(project), standing(reviewing, project, doe="stel-voor"))

    result = draft.result_drafts.get()
    assert [one.values for one in CompletionProposal.objects.all()] == [
        {"supported_by": [str(result.uuid)]}
    ]


def test_moderator_sees_how_long_a_project_waits_and_who_began_on_it(
    reviewing, epos_moderator, project
):
    review.ask_addition(project, by=epos_moderator, field="title", words="Korter?")
    TaskState.objects.update(started_at=timezone.now() - timedelta(days=3))

    row = reviewing.get("/mijn/nakijken/").context["queue"].waiting[0]
    listed = reviewing.get("/mijn/nakijken/").text
    sheet = reviewing.get(sheet_of(project)).text

    assert (row.days, row.begun_by) == (3, [str(epos_moderator)])
    assert "Wacht 3 dagen." in listed
    assert f"{epos_moderator} is ermee bezig." in listed
    assert "Spreek af wie het afwerkt." in sheet


@pytest.mark.slow
@pytest.mark.both
def test_answers_of_the_school_stand_on_top_and_lead_to_their_field(
    reviewing, moderator, editor, project
):
    question = review.ask_addition(project, by=moderator, field="summary", words="Hoeveel?")
    review.send_back(project, by=moderator)
    review.answer_request(question, by=editor, answer="Drie klassen.")
    review.hand_in(fresh(project), by=editor)

    soup = BeautifulSoup(reviewing.get(sheet_of(project)).content, "html.parser")

    section = soup.find(attrs={"aria-labelledby": "antwoorden-titel"})
    assert [one.get_text(" ", strip=True) for one in section.select("li")] == [
        "Samenvatting : Hoeveel? Drie klassen."
    ]
    assert soup.find(id=section.select_one("a")["href"].removeprefix("#")) is not None
