"""The mail of each step, and the place where its link lands."""

import re

import pytest
from bs4 import BeautifulSoup

from notifications.records import OutgoingMail
from showcase.domain import completion, review, withdrawal
from showcase.enums import ChildKind
from showcase.pages import ProjectPage
from tests.showcase.factories import make_published, make_term
from vocabularies.enums import Scheme

pytestmark = pytest.mark.django_db


def mail(template):
    return OutgoingMail.objects.get(template=f"showcase/mail/{template}")


def landing(client, text):
    """Whether each link of ours in a mail opens, and its anchor is on the page."""
    found = {}
    for link in re.findall(r"http://localhost:8000(\S+)", text):
        path, _hash, anchor = link.partition("#")
        answer = client.get(path)
        page = BeautifulSoup(answer.content, "html.parser")
        found[link] = answer.status_code == 200 and (not anchor or page.find(id=anchor) is not None)
    return found


@pytest.mark.slow
def test_handing_in_tells_the_school_and_every_reviewer(
    moderator, epos_moderator, project, at_work, reviewing
):
    # The reviewers of this test came after the project: hand it in anew.
    review.take_back(project, by=project.institution.mandates.get().user)
    OutgoingMail.objects.all().delete()
    review.hand_in(project, by=project.institution.mandates.get().user)

    told = {(one.template, *one.recipients) for one in OutgoingMail.objects.all()}
    assert told == {
        ("showcase/mail/handed_in", "editor@de-brug.example"),
        ("showcase/mail/handed_in_for_reviewers", "moderator@vlor.example"),
        ("showcase/mail/handed_in_for_reviewers", "moderator@epos.example"),
    }
    assert set(landing(at_work, mail("handed_in").text).values()) == {True}
    for_reviewers = OutgoingMail.objects.filter(template__endswith="for_reviewers").first()
    assert set(landing(reviewing, for_reviewers.text).values()) == {True}


@pytest.mark.slow
def test_questions_land_on_their_fields(project, moderator, at_work):
    draft = project.get_latest_revision_as_object()
    result, conclusion = draft.result_drafts.get(), draft.conclusion_drafts.get()
    places = [
        (ChildKind.PROJECT, None, "summary"),
        (ChildKind.PROJECT, None, "themes"),
        (ChildKind.PROJECT, None, "partners"),
        (ChildKind.RESULT, result.uuid, "link"),
        (ChildKind.CONCLUSION, conclusion.uuid, "argument"),
    ]
    for kind, uuid, field in places:
        review.ask_addition(
            project,
            by=moderator,
            field=field,
            words=f"Vraag over {field}",
            child_kind=kind,
            child_uuid=uuid,
        )

    review.send_back(project, by=moderator)

    sent = mail("additions_asked")
    landed = landing(at_work, sent.text)
    assert sent.subject == "5 vragen bij Stage zonder grenzen"
    assert {link.partition("#")[2] for link in landed} == {
        "veld-summary",
        "veld-themes",
        "veld-partners",
        f"veld-result-{result.uuid}-link",
        f"veld-conclusion-{conclusion.uuid}-argument",
    }
    assert set(landed.values()) == {True}
    asked = {line[2:] for line in sent.text.splitlines() if line.startswith("- ")}
    assert asked == {
        "Samenvatting: Vraag over summary",
        "Thema’s: Vraag over themes",
        "Partners: Vraag over partners",
        f"Link van “{result.title}”: Vraag over link",
        f"Waarom van “{conclusion.statement}”: Vraag over argument",
    }


@pytest.mark.slow
def test_questions_come_with_word_of_what_was_proposed(project, moderator, at_work):
    result = project.get_latest_revision_as_object().result_drafts.get()
    book = make_term(Scheme.OUTPUT_TYPES, "boek")
    completion.propose_completion(
        project, {(ChildKind.RESULT, result.uuid): {"type": book.pk}}, by=moderator
    )
    review.ask_addition(project, by=moderator, field="summary", words="Hoeveel leerlingen?")

    review.send_back(project, by=moderator)

    landed = landing(at_work, mail("additions_asked").text)
    assert {link.partition("#")[2] for link in landed} == {"veld-summary", "voorstellen"}
    assert set(landed.values()) == {True}
    assert (
        "Bevestig het voorstel van de moderator, beantwoord de vragen en dien opnieuw in."
        in at_work.get("/mijn/").text
    )


def test_proposal_lands_where_it_is_confirmed(project, moderator, at_work):
    result = project.get_latest_revision_as_object().result_drafts.get()
    book = make_term(Scheme.OUTPUT_TYPES, "boek")

    completion.propose_completion(
        project, {(ChildKind.RESULT, result.uuid): {"type": book.pk}}, by=moderator
    )

    landed = landing(at_work, mail("completion_proposed").text)
    assert [link for link in landed if link.endswith("#voorstellen") and landed[link]] != []
    assert set(landed.values()) == {True}


@pytest.mark.slow
def test_endings_are_told_with_their_reason(project, editor, at_work, moderator):
    published = make_published()
    own = published.institution
    from tests.institutions.factories import make_mandate

    make_mandate(editor, own)
    conclusion = published.conclusions.get()
    result = published.results.get()

    withdrawal.withdraw_conclusion(conclusion, by=editor, reason="Fout.")
    withdrawal.withdraw_result(result, by=moderator, reason="De link is weg.")
    withdrawal.withdraw_result(result, by=moderator, reason="Nog eens.")
    withdrawal.archive_project(published, by=editor, reason="De school sloot.")

    assert conclusion.reference in mail("conclusion_withdrawn").subject
    assert result.title in mail("result_withdrawn").text
    assert "De link is weg." in mail("result_withdrawn").text
    assert "De school sloot." in mail("archived").text
    assert set(landing(at_work, mail("archived").text).values()) == {True}
    assert "De reden: Fout." in mail("conclusion_withdrawn").text

    withdrawal.reopen_project(ProjectPage.objects.get(pk=published.pk), by=moderator)

    assert "aan je school terug" in mail("reopened").text
    assert set(landing(at_work, mail("reopened").text).values()) == {True}
