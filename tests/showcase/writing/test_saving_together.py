"""Two editors, two tabs, a lost session, a project that is handed in meanwhile: nothing is lost."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from showcase.domain import review
from showcase.enums import ProjectState
from showcase.pages import ProjectPage
from tests.accounts.factories import PASSWORD
from tests.showcase.writing.filling import page_of, posted_by
from tests.signing_out import lose_session

pytestmark = pytest.mark.django_db


def draft_of(project):
    return ProjectPage.objects.get(pk=project.pk).get_latest_revision_as_object()


def typed(client, project, filled, **changes):
    """Save as one types; the next time goes on from there, as the module does."""
    response = client.post(page_of(project), {**filled, **changes, "autosave": "1"})
    told = response.json()
    if response.status_code == 200:
        filled.update(changes, mark=told["mark"])
    return response.status_code, told


@pytest.mark.slow
@pytest.mark.both
def test_typing_keeps_one_version_of_one_sitting(at_work, project):
    before = project.revisions.count()
    filled = posted_by(at_work, project)

    for words in ("E", "Een", "Een nieuwe samenvatting."):
        assert typed(at_work, project, filled, summary=words)[0] == 200

    assert draft_of(project).summary == "Een nieuwe samenvatting."
    assert project.revisions.count() == before + 1


def test_typing_nothing_new_saves_nothing(at_work, project):
    before = list(project.revisions.values_list("pk", "created_at"))

    status, told = typed(at_work, project, posted_by(at_work, project))

    assert (status, told["unread"]) == (200, {})
    assert list(project.revisions.values_list("pk", "created_at")) == before


def test_each_sitting_has_a_version_of_its_own(at_work, project):
    before = project.revisions.count()

    typed(at_work, project, posted_by(at_work, project), summary="Vandaag.")
    typed(at_work, project, posted_by(at_work, project), summary="Morgen.")

    assert project.revisions.count() == before + 2


@pytest.mark.slow
@pytest.mark.both
def test_second_tab_of_the_same_person_is_told_instead_of_winning(at_work, project):
    first, second = posted_by(at_work, project), posted_by(at_work, project)
    typed(at_work, project, first, summary="Tab een.")
    third = posted_by(at_work, project)
    typed(at_work, project, first, summary="Tab een, en meer.")

    assert typed(at_work, project, second, summary="Tab twee.")[0] == 409
    status, told = typed(at_work, project, third, summary="Tab drie.")

    assert (status, told["conflict"]) == (409, True)
    assert draft_of(project).summary == "Tab een, en meer."


def test_page_never_conflicts_with_what_it_saved_itself(at_work, project):
    filled = posted_by(at_work, project)
    unheard = {**filled, "summary": "Bewaard, maar het antwoord ging verloren.", "autosave": "1"}
    at_work.post(page_of(project), {**unheard, "turn": "1"})

    response = at_work.post(
        page_of(project), {**filled, "summary": "Het laatste woord.", "turn": "2", "doe": "dien-in"}
    )

    assert (response.status_code, response.url) == (302, page_of(project))
    assert draft_of(project).summary == "Het laatste woord."
    assert ProjectPage.objects.get(pk=project.pk).state == ProjectState.IN_REVIEW


@pytest.mark.slow
@pytest.mark.both
def test_text_that_arrives_late_replaces_nothing_typed_after_it(at_work, project):
    filled = posted_by(at_work, project)
    at_work.post(page_of(project), {**filled, "summary": "Het laatste woord.", "turn": "2"})

    late = at_work.post(
        page_of(project), {**filled, "summary": "Het eerste woord.", "turn": "1", "autosave": "1"}
    )

    assert (late.status_code, late.json()["unread"]) == (200, {})
    assert draft_of(project).summary == "Het laatste woord."


def test_page_of_a_colleague_is_another_page_whatever_it_says(at_work, colleague, project):
    mine = posted_by(at_work, project)
    at_work.post(page_of(project), {**mine, "summary": "Van Ilse."})

    response = colleague.post(page_of(project), {**mine, "summary": "Van Jan."})

    assert response.status_code == 409
    assert draft_of(project).summary == "Van Ilse."


@pytest.mark.slow
@pytest.mark.both
def test_page_conflicts_with_what_was_merged_after_it(at_work, colleague, project):
    mine, theirs = posted_by(at_work, project), posted_by(colleague, project)
    colleague.post(page_of(project), {**theirs, "summary": "Van Jan."})
    asked = at_work.post(page_of(project), {**mine, "summary": "Van Ilse.", "turn": "1"})
    form = BeautifulSoup(asked.content, "html.parser").select_one("main form")
    chosen = {**hidden_of(form), "keuze-summary": "hun", "doe": "samenvoegen"}
    at_work.post(page_of(project), chosen)

    gone_back = at_work.post(page_of(project), {**mine, "summary": "Van Ilse.", "turn": "2"})

    assert gone_back.status_code == 409
    assert draft_of(project).summary == "Van Jan."


@pytest.mark.slow
@pytest.mark.both
def test_two_people_on_different_fields_are_merged_by_themselves(at_work, colleague, project):
    mine, theirs = posted_by(at_work, project), posted_by(colleague, project)
    colleague.post(page_of(project), {**theirs, "title": "De titel van Jan"})

    response = at_work.post(page_of(project), {**mine, "summary": "De tekst van Ilse"}, follow=True)

    draft = draft_of(project)
    assert (draft.title, draft.summary) == ("De titel van Jan", "De tekst van Ilse")
    assert "samengevoegd" in response.text


@pytest.mark.slow
@pytest.mark.both
def test_two_people_on_one_field_see_both_texts_and_choose(at_work, colleague, project):
    mine, theirs = posted_by(at_work, project), posted_by(colleague, project)
    colleague.post(page_of(project), {**theirs, "summary": "Van Jan.", "title": "Titel van Jan"})

    asked = at_work.post(
        page_of(project), {**mine, "summary": "Van Ilse.", "result_title": "Ilses resultaat"}
    )
    form = BeautifulSoup(asked.content, "html.parser").select_one("main form")
    differing = {field["name"] for field in form.select("input[type=radio]")}
    posted = hidden_of(form)
    at_work.post(
        page_of(project),
        {
            **posted,
            "keuze-summary": "zelf",
            "eigen-summary": "Van ons beiden.",
            "doe": "samenvoegen",
        },
    )

    draft = draft_of(project)
    assert asked.status_code == 409
    assert differing == {"keuze-summary"}
    assert "Van Jan." in asked.text
    assert "Van Ilse." in asked.text
    assert "Jan Maes" in asked.text
    assert (draft.summary, draft.title) == ("Van ons beiden.", "Titel van Jan")
    assert draft.result_drafts.get().title == "Ilses resultaat"


@pytest.mark.parametrize(("choice", "left"), [("mijn", "Van Ilse."), ("hun", "Van Jan.")])
@pytest.mark.slow
@pytest.mark.both
def test_choosing_a_side_keeps_that_text(at_work, colleague, project, choice, left):
    mine, theirs = posted_by(at_work, project), posted_by(colleague, project)
    colleague.post(page_of(project), {**theirs, "summary": "Van Jan."})
    asked = at_work.post(page_of(project), {**mine, "summary": "Van Ilse."})
    form = BeautifulSoup(asked.content, "html.parser").select_one("main form")

    at_work.post(
        page_of(project), {**hidden_of(form), "keuze-summary": choice, "doe": "samenvoegen"}
    )

    assert draft_of(project).summary == left


def hidden_of(form):
    values = {}
    for field in form.select("input[type=hidden]"):
        values.setdefault(field["name"], []).append(field["value"])
    return values


@pytest.mark.slow
@pytest.mark.both
def test_third_save_while_merging_asks_again(at_work, colleague, project):
    mine, theirs = posted_by(at_work, project), posted_by(colleague, project)
    colleague.post(page_of(project), {**theirs, "summary": "Van Jan."})
    asked = at_work.post(page_of(project), {**mine, "summary": "Van Ilse."})
    form = BeautifulSoup(asked.content, "html.parser").select_one("main form")
    colleague.post(page_of(project), {**posted_by(colleague, project), "summary": "Weer Jan."})

    again = at_work.post(
        page_of(project), {**hidden_of(form), "keuze-summary": "mijn", "doe": "samenvoegen"}
    )

    assert again.status_code == 409
    assert "Weer Jan." in again.text
    assert "Van Ilse." in again.text
    assert draft_of(project).summary == "Weer Jan."


def test_typing_goes_on_when_a_colleague_changed_what_the_page_does_not_show(
    at_work, colleague, project
):
    filled = posted_by(at_work, project)
    draft = draft_of(project)
    draft.what_did_not_work = "De trein."
    draft.save_revision(user=colleague.user, clean=False)

    status, _told = typed(at_work, project, filled, summary="Verder.")

    assert status == 200
    assert (draft_of(project).summary, draft_of(project).what_did_not_work) == (
        "Verder.",
        "De trein.",
    )


def test_lost_session_while_typing_answers_with_a_way_back(at_work, project):
    filled = posted_by(at_work, project)
    lose_session(at_work)

    status, told = typed(at_work, project, filled, summary="Niet kwijt.")

    assert status == 401
    assert told["login"] == f"/account/login/?next=%2Fmijn%2Fprojecten%2F{project.pk}%2F"
    assert draft_of(project).summary == "Een samenvatting."


@pytest.mark.slow
@pytest.mark.both
def test_lost_session_without_a_script_keeps_the_text_until_signed_in_again(
    at_work, editor, project
):
    filled = posted_by(at_work, project)
    lose_session(at_work)
    editor.set_password(PASSWORD)
    editor.save()

    sent_away = at_work.post(page_of(project), {**filled, "summary": "Niet kwijt."}, follow=True)
    at_work.post("/account/login/", {"login": editor.email, "password": PASSWORD})
    back = at_work.get(page_of(project))
    soup = BeautifulSoup(back.content, "html.parser")
    kept = soup.select_one("textarea[name=summary]").text.strip()
    at_work.post(page_of(project), posted_by(at_work, project))

    assert sent_away.redirect_chain[0][0].startswith("/account/login/?next=/mijn/projecten/")
    assert kept == "Niet kwijt."
    assert "Je tekst is er nog" in back.text
    assert draft_of(project).summary == "Niet kwijt."
    assert "Je tekst is er nog" not in at_work.get(page_of(project)).text


def test_text_of_a_lost_session_is_shown_to_nobody_else(at_work, other_editor, project):
    filled = posted_by(at_work, project)
    lose_session(at_work)
    at_work.post(page_of(project), {**filled, "summary": "Van De Brug."})
    at_work.force_login(other_editor)

    refused = at_work.get(page_of(project))

    assert refused.status_code == 404
    assert "Van De Brug." not in refused.text
    assert "Je tekst is er nog" not in refused.text


@pytest.mark.slow
@pytest.mark.both
def test_text_typed_while_a_colleague_handed_in_is_shown_and_can_be_saved_after_all(
    at_work, colleague, project
):
    filled = posted_by(at_work, project)
    review.hand_in(project, by=colleague.user)

    late = typed(at_work, project, filled, summary="Te laat.")
    refused = at_work.post(page_of(project), {**filled, "summary": "Te laat."})
    form = BeautifulSoup(refused.content, "html.parser").select_one("main form")
    handed_in = draft_of(project).summary
    at_work.post(page_of(project), {**hidden_of(form), "doe": "neem-terug"})

    assert late[0] == 409
    assert refused.status_code == 409
    assert "Te laat." in refused.text
    assert handed_in == "Een samenvatting."
    assert draft_of(project).summary == "Te laat."
    assert ProjectPage.objects.get(pk=project.pk).state == ProjectState.DRAFT


def test_older_version_becomes_the_draft_again_and_the_newer_stays(at_work, project):
    older = project.latest_revision_id
    at_work.post(page_of(project), posted_by(at_work, project, summary="Nieuw."))
    newer = draft_of(project).latest_revision_id

    shown = at_work.get(f"/mijn/projecten/{project.pk}/geschiedenis/{older}/")
    at_work.post(shown.request["PATH_INFO"], {"started_from": newer})

    assert "Een samenvatting." in shown.text
    assert draft_of(project).summary == "Een samenvatting."
    assert {older, newer} < set(project.revisions.values_list("pk", flat=True))


def test_history_tells_which_version_was_handed_in(at_work, editor, project):
    at_work.post(page_of(project), posted_by(at_work, project, summary="Nieuw.", doe="dien-in"))

    shown = BeautifulSoup(
        at_work.get(f"/mijn/projecten/{project.pk}/geschiedenis/").content, "html.parser"
    )

    told = [" ".join(row.select("td")[1].text.split()) for row in shown.select("tbody tr")]
    assert told == ["wordt nagekeken", ""]


def test_older_version_is_not_restored_over_what_somebody_just_saved(at_work, colleague, project):
    older = seen = project.latest_revision_id
    colleague.post(page_of(project), posted_by(colleague, project, summary="Van Jan."))

    response = at_work.post(
        f"/mijn/projecten/{project.pk}/geschiedenis/{older}/", {"started_from": seen}, follow=True
    )

    assert "Iemand bewaarde intussen een nieuwe versie" in response.text
    assert draft_of(project).summary == "Van Jan."


def test_cross_site_post_is_refused(editor, project):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    refused = client.post(page_of(project), {"doe": "dien-in"})

    assert refused.status_code == 403
    assert ProjectPage.objects.get(pk=project.pk).state == ProjectState.DRAFT
