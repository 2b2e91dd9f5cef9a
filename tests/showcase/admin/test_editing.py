"""Saving and handing in from the admin: two people, two tabs, two clicks, a lost session."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from showcase.domain import review
from showcase.enums import ProjectState
from showcase.pages import ProjectPage
from showcase.records import PolicyConclusion
from tests.sharing import made_once
from tests.showcase.factories import (
    make_editor,
    make_project,
    make_published,
    make_school,
    make_school_page,
    publish,
)
from tests.signing_out import lose_session
from vocabularies.records import Keyword

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.both]


@made_once
def space() -> Any:
    school = make_school("De Brug")
    return make_school_page(school), make_editor(school)


@made_once
def project(space) -> ProjectPage:
    return make_project(space[0])


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def browser(space) -> Client:
    return signed_in(space[1])


@made_once
def data(space, project) -> Any:
    """What a browser would send back of the editor of ``project``, as it is at first."""
    return opened(signed_in(space[1]), project)


def address(project: ProjectPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[project.pk])


def opened(client: Client, project: ProjectPage) -> Any:
    """What a browser would send back of the editor as it is now."""
    response = client.get(address(project))
    assert response.status_code == 200
    return sent_by(response)


def sent_by(response: Any) -> Any:
    """The form of a page as a browser sends it: a ticked box without a value says "on"."""
    data = querydict_from_html(response.text, form_id="page-edit-form")
    for name in [name for name in data if name.endswith("-nothing_to_share")]:
        data[name] = "on"
    return data


def draft(project: ProjectPage) -> Any:
    return ProjectPage.objects.get(pk=project.pk).get_latest_revision_as_object()


def test_saving_keeps_everything_the_draft_said(browser, project):
    before = draft(project)

    response = browser.post(address(project), opened(browser, project))

    after = draft(project)
    assert (response.status_code, response.url) == (302, address(project))
    assert [part.uuid for part in after.result_drafts.all()] == [
        part.uuid for part in before.result_drafts.all()
    ]
    assert [
        (part.uuid, part.supported_by, part.policy_levels, part.policy_domains)
        for part in after.conclusion_drafts.all()
    ] == [
        (part.uuid, part.supported_by, part.policy_levels, part.policy_domains)
        for part in before.conclusion_drafts.all()
    ]
    assert {theme.slug for theme in after.themes.all()} == {"werkplekleren"}
    assert after.programme == before.programme


def test_draft_without_anything_is_saved(browser, space):
    project = space[0].new_project(title="", owner=space[1])
    project.save_revision(clean=False)
    data = opened(browser, project)
    data["title"] = ""
    data["start_date"], data["end_date"] = "2024-06-30", "2022-09-01"

    response = browser.post(address(project), data)

    assert response.status_code == 302
    assert draft(project).title == "Project zonder titel"


def test_handing_in_shows_everything_missing_at_its_field_and_loses_nothing(browser, space):
    project = make_project(space[0], summary="", programme=None)
    data = opened(browser, project)
    data["acronym"] = "BRUG"
    data["result_drafts-0-title"] = ""
    data["action-submit"] = "1"

    response = browser.post(address(project), data, follow=True)

    assert response.redirect_chain == [(f"{address(project)}?nakijken=1", 302)]
    assert [(mark.words, mark.target) for mark in response.context["missing"]] == [
        ("Kies het programma dat het project betaalde of droeg.", "id_programme"),
        ("Vat het project samen in vijf tot acht zinnen.", "id_summary"),
        ("Geef het resultaat een titel.", "id_result_drafts-0-title"),
    ]
    assert response.text.count("Geef het resultaat een titel.") == 2
    assert draft(project).acronym == "BRUG"
    assert ProjectPage.objects.get(pk=project.pk).state == ProjectState.DRAFT


def test_handing_in_twice_hands_in_once(browser, project, mailoutbox, data):
    data["action-submit"] = "1"

    first = browser.post(address(project), data)
    second = browser.post(address(project), data)

    assert (first.status_code, first.url) == (302, reverse("wagtailadmin_home"))
    assert (second.status_code, second.url) == (302, reverse("my_project", args=[project.pk]))
    assert ProjectPage.objects.get(pk=project.pk).state == ProjectState.IN_REVIEW


def test_saving_twice_by_a_double_click_is_saving_once(browser, project, data):
    data["acronym"] = "BRUG"

    first = browser.post(address(project), data)
    saved = draft(project).latest_revision_id
    second = browser.post(address(project), data)

    assert (first.status_code, second.status_code) == (302, 302)
    assert draft(project).latest_revision_id == saved


def test_second_tab_is_shown_both_texts_and_overwrites_nothing_unseen(browser, project, space):
    colleague = Client()
    colleague.force_login(make_editor(project.institution))
    mine, theirs = opened(browser, project), opened(colleague, project)
    theirs["summary"] = "Zo ging het volgens de collega."
    mine["summary"] = "Zo ging het volgens mij."
    assert colleague.post(address(project), theirs).status_code == 302

    response = browser.post(address(project), mine)

    assert response.status_code == 409
    assert [one.label for one in response.context["conflict"]["differences"]] == ["Samenvatting"]
    assert "Zo ging het volgens mij." in response.text
    assert draft(project).summary == "Zo ging het volgens de collega."
    again = sent_by(response)
    assert browser.post(address(project), again).status_code == 302
    assert draft(project).summary == "Zo ging het volgens mij."


def test_part_that_a_colleague_removed_meanwhile_is_kept_by_who_still_wants_it(browser, project):
    mine, theirs = opened(browser, project), opened(browser, project)
    theirs["conclusion_drafts-0-DELETE"] = "1"
    assert browser.post(address(project), theirs).status_code == 302
    assert list(draft(project).conclusion_drafts.all()) == []
    mine["conclusion_drafts-0-argument"] = "Een beter waarom."
    response = browser.post(address(project), mine)
    assert response.status_code == 409

    again = sent_by(response)

    assert browser.post(address(project), again).status_code == 302
    assert [part.argument for part in draft(project).conclusion_drafts.all()] == [
        "Een beter waarom."
    ]


def test_text_typed_while_a_colleague_handed_in_is_shown_and_not_lost(browser, project, data):
    data["summary"] = "Nog een zin."
    review.hand_in(project, by=make_editor(project.institution))

    response = browser.post(address(project), data)

    assert response.status_code == 409
    assert "Nog een zin." in response.text
    assert draft(project).summary == "Een samenvatting."


def test_more_rows_than_any_project_has_are_refused_before_anything_is_locked(
    browser, project, django_assert_max_num_queries, data
):
    data["lessons-TOTAL_FORMS"] = "1000"
    data["summary"] = "Een samenvatting van een indringer."

    with django_assert_max_num_queries(20) as asked:
        response = browser.post(address(project), data, follow=False)

    assert (response.status_code, response["Location"]) == (302, address(project))
    assert not any("SAVEPOINT" in query["sql"] for query in asked.captured_queries)
    assert draft(project).summary != "Een samenvatting van een indringer."
    assert "te veel rijen voor één project" in browser.get(address(project)).text


@pytest.mark.parametrize("number", ["9" * 400, "9" * 5000, "٣", "-1", "x"])
@pytest.mark.parametrize("moment", ["2026-02-30T10:00:00+00:00", "2026-02-03T10:00:00", "x"])
def test_mark_of_a_version_that_never_was_shows_both_texts(browser, project, number, moment, data):
    data["summary"] = "Getypt met een vreemd nummer."
    data["loaded_revision_id"], data["loaded_revision_created_at"] = number, moment

    response = browser.post(address(project), data)

    assert response.status_code == 409
    assert draft(project).summary == "Een samenvatting."


@pytest.mark.parametrize(
    "sent",
    [
        "[]",
        "3",
        '"x"',
        '{"a": {"b": 1}}',
        '{"a": [1]}',
        '{"a": "\\u0000"}',
        "[" * 99_999,
        "{",
        "\xff",
    ],
)
def test_odd_list_of_what_was_closed_is_refused(browser, space, sent):
    place = reverse("wagtailadmin_dismissibles")
    kind = "application/json"

    refused = browser.patch(place, sent.encode("latin-1"), content_type=kind)
    taken = browser.patch(place, '{"editor-guide": true}', content_type=kind)

    assert (refused.status_code, taken.json()) == (400, {"editor-guide": True})
    assert browser.get(place).json() == {"editor-guide": True}


def test_panel_offers_no_more_rows_than_it_takes(browser, project):
    page = browser.get(address(project)).text

    assert sorted(set(re.findall(r"-MAX_NUM_FORMS\" value=\"(\d+)", page))) == ["200", "50"]


def test_text_of_who_was_signed_out_is_there_after_signing_in(browser, project, space, data):
    data["summary"] = "Getypt voor de sessie verliep."
    lose_session(browser)

    turned_away = browser.post(address(project), data)
    user = space[1]
    session = browser.session
    kept = session["kept_text"]
    browser.force_login(user)
    session = browser.session
    session["kept_text"] = kept
    session.save()
    response = browser.get(address(project))

    assert turned_away.status_code == 302
    assert response.context["has_unsaved_changes"] is True
    assert response.context["autosave_enabled"] is False
    again = sent_by(response)
    assert browser.post(address(project), again).status_code == 302
    assert draft(project).summary == "Getypt voor de sessie verliep."


def test_deleting_a_published_part_points_to_withdrawing_and_keeps_it(browser, project):
    publish(project)
    data = opened(browser, project)
    data["conclusion_drafts-0-DELETE"] = "1"

    response = browser.post(address(project), data)

    conclusion = PolicyConclusion.objects.get()
    assert response.status_code == 200
    assert reverse("withdraw_conclusion", args=[project.pk, conclusion.reference]) in response.text
    assert len(draft(project).conclusion_drafts.all()) == 1
    again = sent_by(response)
    assert browser.post(address(project), again).status_code == 302


def test_two_new_parts_never_share_a_uuid(browser, project, data):
    same = data["result_drafts-0-uuid"]
    data["result_drafts-TOTAL_FORMS"] = "3"
    for row in (1, 2):
        data[f"result_drafts-{row}-id"] = ""
        data[f"result_drafts-{row}-uuid"] = same
        data[f"result_drafts-{row}-title"] = f"Nieuw {row}"
        data[f"result_drafts-{row}-ORDER"] = str(row + 1)
        data[f"result_drafts-{row}-language"] = "nl"

    assert browser.post(address(project), data).status_code == 302

    parts = draft(project).result_drafts.all()
    assert [part.title for part in parts] == ["Een stappenplan", "Nieuw 1", "Nieuw 2"]
    assert len({part.uuid for part in parts}) == 3


def test_autosave_that_comes_too_late_is_told_so(browser, project, data):
    other = opened(browser, project)
    other["summary"] = "Van een ander tabblad."
    assert browser.post(address(project), other).status_code == 302

    response = browser.post(address(project), data, headers={"accept": "application/json"})

    assert (response.status_code, response.json()["error_code"]) == (400, "invalid_revision")
    assert draft(project).summary == "Van een ander tabblad."


def autosaved(client: Client, project: ProjectPage, data: Any, **changes: str) -> Any:
    """Save as one types, and go on from there as the editor does."""
    response = client.post(
        address(project), {**data, **changes}, headers={"accept": "application/json"}
    )
    told = response.json()
    data.update(changes)
    data["overwrite_revision_id"] = str(told["revision_id"])
    return told


def test_window_that_never_heard_that_it_saved_goes_on_from_there(browser, project, data):
    told = autosaved(browser, project, {**data}, summary="Half", turn="1")

    response = browser.post(address(project), {**data, "summary": "Heel.", "turn": "2"})

    assert (response.status_code, response.url) == (302, address(project))
    assert draft(project).summary == "Heel."
    assert draft(project).latest_revision_id == told["revision_id"]


def test_what_a_window_typed_earlier_and_arrives_late_is_not_kept(browser, project, data):
    autosaved(browser, project, {**data}, summary="Heel.", turn="2")

    late = browser.post(
        address(project),
        {**data, "summary": "Half", "turn": "1"},
        headers={"accept": "application/json"},
    )

    assert (late.status_code, late.json()["error_code"]) == (400, "invalid_revision")
    assert draft(project).summary == "Heel."


def test_text_that_another_tab_goes_on_writing_is_not_overwritten_by_a_normal_save(
    browser, project
):
    typing = opened(browser, project)
    autosaved(browser, project, typing, summary="Begin.")
    saving = opened(browser, project)
    autosaved(browser, project, typing, summary="Begin en vervolg.")
    saving["acronym"] = "BRUG"

    response = browser.post(address(project), saving)

    assert response.status_code == 409
    assert {one.label for one in response.context["conflict"]["differences"]} == {
        "Samenvatting",
        "Acroniem",
    }
    assert draft(project).summary == "Begin en vervolg."


def test_normal_save_ends_what_another_tab_was_typing(browser, project):
    typing, saving = opened(browser, project), opened(browser, project)
    autosaved(browser, project, saving, acronym="BRUG")
    assert browser.post(address(project), saving).status_code == 302

    response = browser.post(
        address(project), {**typing, "summary": "X"}, headers={"accept": "application/json"}
    )

    assert (response.status_code, response.json()["error_code"]) == (400, "invalid_revision")
    assert (draft(project).acronym, draft(project).summary) == ("BRUG", "Een samenvatting.")


@pytest.mark.parametrize("left_out", ["loaded_revision_id", "loaded_revision_created_at"])
def test_save_that_does_not_say_what_it_was_typed_over_is_shown_both(
    browser, project, left_out, data
):
    data["acronym"] = "BRUG"
    del data[left_out]

    assert browser.post(address(project), data).status_code == 409
    assert draft(project).acronym == ""


def test_text_of_a_colleague_is_never_taken_for_what_this_tab_saved(browser, project):
    colleague = Client()
    colleague.force_login(make_editor(project.institution))
    data = opened(browser, project)
    told = autosaved(colleague, project, opened(colleague, project), summary="Van de collega.")
    data["overwrite_revision_id"] = str(told["revision_id"])

    assert browser.post(address(project), data).status_code == 409
    assert draft(project).summary == "Van de collega."


def test_text_that_moderators_were_shown_is_never_written_over(browser, project, space, data):
    autosaved(browser, project, data, summary="Om na te kijken.")
    shown = ProjectPage.objects.get(pk=project.pk).latest_revision
    review.hand_in(project, by=space[1])
    review.take_back(project, by=space[1])

    autosaved(browser, project, data, summary="Daarna geschreven.")

    shown.refresh_from_db()
    assert shown.content["summary"] == "Om na te kijken."
    assert draft(project).summary == "Daarna geschreven."


def test_a_keyword_in_another_spelling_of_the_same_letters_is_the_same(browser, project):
    known = Keyword.objects.create(word="caf\u00e9")
    data = opened(browser, project)
    data["keywords"] = "Cafe\u0301"

    browser.post(address(project), data)

    assert list(draft(project).keywords.all()) == [known]
    assert list(Keyword.objects.all()) == [known]


def test_keywords_are_made_when_saved_and_not_by_a_preview(browser, project):
    from vocabularies.records import Keyword

    data = opened(browser, project)
    data["keywords"] = "Schoolradio,  schoolradio, leren  buiten"

    browser.post(reverse("wagtailadmin_pages:preview_on_edit", args=[project.pk]), data)
    assert list(Keyword.objects.all()) == []
    browser.post(address(project), data)

    assert {word.word for word in draft(project).keywords.all()} == {"schoolradio", "leren buiten"}


def test_half_a_word_that_is_saved_while_one_types_is_no_keyword_yet(browser, project):
    known = Keyword.objects.create(word="schoolradio")
    data = opened(browser, project)

    autosaved(browser, project, data, keywords="schoolradio, leren bui")
    assert list(Keyword.objects.all()) == list(draft(project).keywords.all()) == [known]
    browser.post(address(project), {**data, "keywords": "schoolradio, leren buiten"})

    assert {word.word for word in Keyword.objects.all()} == {"schoolradio", "leren buiten"}
    assert {word.word for word in draft(project).keywords.all()} == {"schoolradio", "leren buiten"}


def test_preview_shows_the_draft_as_the_public_page_will(browser, project):
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[project.pk])
    data = opened(browser, project)
    data["summary"] = "Nog niet bewaard, al wel te zien."

    assert browser.post(preview, data).json() == {"is_valid": True, "is_available": True}
    response = browser.get(preview)

    assert response.status_code == 200
    for words in ("Nog niet bewaard, al wel te zien.", "Een stappenplan"):
        assert words in response.text


def test_preview_of_what_is_online_keeps_its_references(browser, space):
    project = make_published(space[0], conclusions=2)
    references = sorted(one.reference for one in project.conclusions.all())

    shown = browser.get(reverse("wagtailadmin_pages:view_draft", args=[project.pk]))

    assert sorted(one.reference for one in shown.context["conclusions"]) == references


def test_saving_what_is_online_says_when_that_changes(browser, space):
    project = make_published(space[0])

    saved = browser.post(address(project), opened(browser, project), follow=True)

    assert "Wat online staat, verandert pas als je indient" in saved.text


def test_questions_of_the_review_stand_above_the_form_and_lead_to_their_field(
    browser, project, moderator
):
    editor = make_editor(project.institution)
    review.hand_in(project, by=editor)
    review.ask_addition(
        ProjectPage.objects.get(pk=project.pk), by=moderator, field="summary", words="Hoeveel?"
    )
    review.send_back(ProjectPage.objects.get(pk=project.pk), by=moderator)

    response = browser.get(address(project))

    assert [(mark.words, mark.target) for mark in response.context["asked"]] == [
        ("Hoeveel?", "id_summary")
    ]


def test_school_lands_on_its_projects_with_a_menu_of_what_it_can_use(browser, project, space):
    make_project(make_school_page(), title="Van een ander")

    response = browser.get(reverse("wagtailadmin_home"))

    panel = response.context["panels"][0]
    assert [row.project for row in panel.get_context_data(response.context)["rows"]] == [project]
    props = response.text.split('id="wagtail-sidebar-props"')[1].split("</script>")[0]
    assert [name for name in MENU if f'"{name}"' in props] == [
        "my-projects",
        "images",
        "documents",
        "to-the-site",
    ]
    assert "Van een ander" not in response.text


#: Every item that somebody's menu has.
MENU = [
    *("my-projects", "explorer", "images", "documents", "snippets", "reports", "settings"),
    *("help", "forms", "to-the-site"),
]
