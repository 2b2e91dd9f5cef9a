"""Throwing away, withdrawing, archiving, and what the guide and guests leave behind."""

import pytest

from showcase import permissions
from showcase.enums import ProjectState
from showcase.pages import ProjectPage
from showcase.records import DraftGuest, SelfEvaluationAnswer
from tests.accounts.factories import PASSWORD, make_user
from tests.showcase.factories import make_published
from tests.showcase.writing.filling import page_of

pytestmark = pytest.mark.django_db


def draft_of(project):
    return ProjectPage.objects.get(pk=project.pk).get_latest_revision_as_object()


def test_draft_is_thrown_away_after_a_question(at_work, project):
    asked = at_work.get(page_of(project) + "wissen/")
    at_work.post(page_of(project) + "wissen/")

    assert "Dit ontwerp weggooien?" in asked.text
    assert not ProjectPage.objects.filter(pk=project.pk).exists()


def test_conclusion_is_withdrawn_with_a_reason_only(at_work, space):
    published = make_published(space)
    conclusion = published.conclusions.get()
    url = f"{page_of(published)}conclusies/{conclusion.reference}/intrekken/"

    without = at_work.post(url, {"reason": " "})
    conclusion.refresh_from_db()
    stood = conclusion.is_withdrawn
    at_work.post(url, {"reason": "De cijfers klopten niet."})
    conclusion.refresh_from_db()

    assert (without.status_code, stood) == (422, False)
    assert "Zeg waarom." in without.text
    assert conclusion.withdrawn_reason == "De cijfers klopten niet."


def test_result_is_withdrawn_with_a_reason(at_work, space):
    published = make_published(space)
    result = published.results.get()

    at_work.post(f"{page_of(published)}resultaten/{result.pk}/intrekken/", {"reason": "Verouderd."})

    result.refresh_from_db()
    assert result.withdrawn_reason == "Verouderd."


def test_archived_project_says_why_on_its_own_page(at_work, space):
    published = make_published(space)

    at_work.post(page_of(published) + "archiveren/", {"reason": "De school sloot."})

    now = ProjectPage.objects.get(pk=published.pk)
    assert now.state == ProjectState.ARCHIVED
    assert "De school sloot." in at_work.get(page_of(published)).text


def test_second_click_on_taking_offline_leads_to_the_project(at_work, space):
    project = make_published(space)
    address = f"{page_of(project)}archiveren/"
    first = at_work.post(address, {"reason": "Dubbel ingediend."})

    second = at_work.post(address, {"reason": "Dubbel ingediend."})

    assert (first.status_code, second.status_code) == (302, 302)
    assert second.url == page_of(project)


def test_answers_of_the_guide_are_saved_per_section(at_work, project):
    url = page_of(project) + "kijkwijzer/"

    at_work.post(url, {"team-1.what_we_see": "Collega’s doen mee.", "doe": "bewaar"})
    at_work.post(url, {"ouders-1.what_we_ask": "Wie bereiken we niet?", "doe": "bewaar"})
    at_work.post(url, {"onbestaand-1.what_we_see": "x", "doe": "bewaar"})

    assert set(SelfEvaluationAnswer.objects.values_list("question", flat=True)) == {
        "team-1",
        "ouders-1",
    }
    assert "Wie bereiken we niet?" in at_work.get(url).text


def test_answer_becomes_a_conclusion_or_an_anchoring_of_the_draft(at_work, project):
    url = page_of(project) + "kijkwijzer/"
    answer = {
        "team-1.what_we_see": "Drie collega’s geven nu projectweken.",
        "team-1.what_we_change": "Geef elke school een uur om te delen.",
    }

    at_work.post(url, {**answer, "doe": "conclusie:team-1"})
    at_work.post(url, {**answer, "doe": "verankering:team-1"})

    draft = draft_of(project)
    assert [one.statement for one in draft.conclusion_drafts.all()][1:] == [
        "Geef elke school een uur om te delen."
    ]
    assert [one.description for one in draft.anchoring_actions.all()] == [
        "Geef elke school een uur om te delen."
    ]


def test_question_without_an_answer_makes_nothing(at_work, project):
    response = at_work.post(
        page_of(project) + "kijkwijzer/", {"doe": "conclusie:team-1"}, follow=True
    )

    assert "Schrijf eerst een antwoord" in response.text
    assert len(draft_of(project).conclusion_drafts.all()) == 1


def invite(client, project, email):
    from notifications.records import OutgoingMail

    client.post(page_of(project) + "begeleiders/", {"email": email})
    text = (
        OutgoingMail.objects.filter(template="showcase/mail/guest_invited")
        .order_by("created_at")
        .last()
        .text
    )
    return "/begeleiding/" + text.partition("/begeleiding/")[2].split()[0]


def test_adviser_without_an_account_makes_one_and_writes_along(at_work, project, client):
    link = invite(at_work, project, "Begeleider@dienst.example")

    opened = client.get(link)
    arrived = client.post(
        link,
        {"first_name": "Els", "last_name": "Peeters", "password": PASSWORD},
        follow=True,
    )

    assert "Meeschrijven aan" in opened.text
    assert arrived.redirect_chain == [(page_of(project), 302)]
    assert DraftGuest.objects.get().user.email == "begeleider@dienst.example"
    assert client.get(link).status_code == 404


def test_invitation_of_an_adviser_is_for_the_invited_address(at_work, project, client):
    link = invite(at_work, project, "begeleider@dienst.example")
    client.force_login(make_user("iemand@anders.example"))

    shown, taken = client.get(link), client.post(link)

    assert (shown.status_code, taken.status_code) == (403, 403)
    assert DraftGuest.objects.get().accepted_at is None


def test_ended_guest_finds_nothing(at_work, project, client):
    link = invite(at_work, project, "begeleider@dienst.example")
    user = make_user("begeleider@dienst.example")
    client.force_login(user)
    client.post(link)
    before = client.get(page_of(project)).status_code

    at_work.post(page_of(project) + "begeleiders/", {"einde": DraftGuest.objects.get().pk})

    after = client.get(page_of(project))
    assert (before, after.status_code) == (200, 404)
    assert "Stage zonder grenzen" not in after.text
    assert not permissions.can_write_at_all(user, project)


def test_newer_invitation_makes_the_older_link_worthless(at_work, project, client):
    older = invite(at_work, project, "begeleider@dienst.example")
    newer = invite(at_work, project, "begeleider@dienst.example")

    refused, shown = client.get(older), client.get(newer)

    assert (refused.status_code, shown.status_code) == (404, 200)
    assert "Stage zonder grenzen" not in refused.text
    assert "Stage zonder grenzen" in shown.text


@pytest.mark.slow
@pytest.mark.both
def test_moderator_of_another_takes_offline_and_gives_back(space, moderator, client):
    published = make_published(space)
    client.force_login(moderator)

    client.post(page_of(published) + "archiveren/", {"reason": "Op vraag van de school."})
    archived = ProjectPage.objects.get(pk=published.pk).state
    listed = client.get("/mijn/nakijken/").context["offline"]
    page = client.get(f"/mijn/nakijken/{published.pk}/")
    client.post(f"/mijn/nakijken/{published.pk}/", {"doe": "heropen"})

    assert archived == ProjectState.ARCHIVED
    assert [project.pk for project in listed] == [published.pk]
    assert "Geef terug aan de school" in page.text
    assert ProjectPage.objects.get(pk=published.pk).state == ProjectState.DRAFT


def test_moderator_of_the_same_school_does_not_end_anything(space, school, moderator, client):
    from institutions.enums import Capacity
    from tests.institutions.factories import make_mandate

    published = make_published(space)
    make_mandate(moderator, school, Capacity.ADVISER)
    client.force_login(moderator)

    answer = client.post(page_of(published) + "archiveren/", {"reason": "Zomaar."})

    assert answer.status_code == 404
    assert ProjectPage.objects.get(pk=published.pk).live is True
