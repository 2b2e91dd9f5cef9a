"""Two texts at once: the page that asks keeps everything that came along, and the wish."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from showcase.domain import review
from showcase.enums import ProjectState
from showcase.pages import ProjectPage
from showcase.records import AdditionRequest
from tests.showcase.writing.filling import page_of, posted_by

pytestmark = pytest.mark.django_db


def fresh(project):
    return ProjectPage.objects.get(pk=project.pk)


def draft_of(project):
    return fresh(project).get_latest_revision_as_object()


def form_of(response):
    """What the page that asks would post, less the button."""
    form = BeautifulSoup(response.content, "html.parser").select_one("main form")
    values = {}
    for field in form.select("input[type=hidden]"):
        values.setdefault(field["name"], []).append(field["value"])
    return values


@pytest.fixture
def asked(project, editor, moderator):
    """A question of the moderator, sent to the school."""
    review.hand_in(project, by=editor)
    review.ask_addition(project, by=moderator, field="summary", words="Hoeveel leerlingen?")
    return review.send_back(project, by=moderator)[0]


def conflict(at_work, colleague, project, **typed):
    """Ilse saves after Jan, who wrote another summary."""
    mine, theirs = posted_by(at_work, project), posted_by(colleague, project)
    colleague.post(page_of(project), {**theirs, "summary": "Van Jan."})
    return at_work.post(page_of(project), {**mine, "summary": "Van Ilse.", **typed})


def merge(client, project, page, choice="mijn"):
    return client.post(
        page_of(project), {**form_of(page), "keuze-summary": choice, "doe": "samenvoegen"}
    )


@pytest.mark.slow
@pytest.mark.both
def test_wish_to_hand_in_outlives_merging(at_work, colleague, project):
    page = conflict(at_work, colleague, project, doe="dien-in")

    merge(at_work, project, page)

    assert "Daarna wordt het project ingediend." in page.text
    assert fresh(project).state == ProjectState.IN_REVIEW
    assert draft_of(project).summary == "Van Ilse."


@pytest.mark.slow
@pytest.mark.both
def test_wish_to_hand_in_outlives_texts_that_merge_by_themselves(at_work, colleague, project):
    mine, theirs = posted_by(at_work, project), posted_by(colleague, project)
    colleague.post(page_of(project), {**theirs, "title": "De titel van Jan"})

    at_work.post(page_of(project), {**mine, "summary": "Van Ilse.", "doe": "dien-in"})

    draft = draft_of(project)
    assert fresh(project).state == ProjectState.IN_REVIEW
    assert (draft.title, draft.summary) == ("De titel van Jan", "Van Ilse.")


@pytest.mark.parametrize("theirs", [{"summary": "Van Jan."}, {"title": "De titel van Jan"}])
@pytest.mark.slow
@pytest.mark.both
def test_answer_to_the_moderator_outlives_merging(at_work, colleague, project, asked, theirs):
    mine, other = posted_by(at_work, project), posted_by(colleague, project)
    colleague.post(page_of(project), {**other, **theirs})
    typed = {"summary": "Van Ilse.", f"antwoord-{asked.pk}": "Vierentwintig."}

    page = at_work.post(page_of(project), {**mine, **typed})
    if page.status_code == 409:
        merge(at_work, project, page)

    asked.refresh_from_db()
    assert (asked.answer, asked.is_answered) == ("Vierentwintig.", True)


@pytest.mark.slow
@pytest.mark.both
def test_half_a_date_outlives_merging(at_work, colleague, project):
    page = conflict(at_work, colleague, project, end_date="31/02/2024", title="Titel van Ilse")

    merged = merge(at_work, project, page, "hun")

    assert "31/02/2024" in BeautifulSoup(page.content, "html.parser").select_one(".note").text
    assert merged.status_code == 422
    assert 'value="31/02/2024"' in merged.text
    assert "Van Jan." in merged.text
    assert "Van Ilse." not in merged.text
    assert (draft_of(project).title, draft_of(project).summary) == ("Titel van Ilse", "Van Jan.")


@pytest.mark.slow
@pytest.mark.both
def test_half_a_date_beside_texts_that_merge_by_themselves_shows_both(at_work, colleague, project):
    mine, theirs = posted_by(at_work, project), posted_by(colleague, project)
    colleague.post(page_of(project), {**theirs, "title": "De titel van Jan"})

    page = at_work.post(
        page_of(project), {**mine, "summary": "Van Ilse.", "end_date": "31/02/2024"}
    )
    again = BeautifulSoup(page.content, "html.parser")

    assert page.status_code == 422
    assert again.select_one("[name=title]")["value"] == "De titel van Jan"
    assert again.select_one("[name=end_date]")["value"] == "31/02/2024"
    assert draft_of(project).summary == "Van Ilse."


@pytest.mark.slow
@pytest.mark.both
def test_refused_file_is_told_on_the_page_that_asks(at_work, colleague, project):
    file = SimpleUploadedFile("boek.html", b"<script>alert(1)</script>", content_type="text/html")

    page = conflict(at_work, colleague, project, result_file=file)

    note = BeautifulSoup(page.content, "html.parser").select_one(".note").text
    assert "boek.html" in note
    assert "Een bestand kies je hierna opnieuw." in note


@pytest.mark.slow
@pytest.mark.both
def test_colleague_who_hands_in_before_the_choice_leaves_the_text_and_the_wish(
    at_work, colleague, project
):
    page = conflict(at_work, colleague, project, doe="dien-in")
    review.hand_in(project, by=colleague.user)

    refused = merge(at_work, project, page)
    handed_in = draft_of(project).summary
    taken_back = at_work.post(page_of(project), {**form_of(refused), "doe": "neem-terug"})

    assert refused.status_code == 409
    assert "Van Ilse." in refused.text
    assert "Iemand van je school diende dit project intussen in." in refused.text
    assert handed_in == "Van Jan."
    assert taken_back.status_code == 302
    assert (draft_of(project).summary, fresh(project).state) == (
        "Van Ilse.",
        ProjectState.IN_REVIEW,
    )


def test_file_and_answer_that_came_too_late_are_named(at_work, colleague, project, asked):
    filled = posted_by(at_work, project)
    review.hand_in(project, by=colleague.user)
    file = SimpleUploadedFile("Ons boek.txt", b"Wat we leerden.", content_type="text/plain")

    refused = at_work.post(
        page_of(project),
        {
            **filled,
            "summary": "Te laat.",
            f"antwoord-{asked.pk}": "Vierentwintig.",
            "result_file": file,
        },
    )

    said = BeautifulSoup(refused.content, "html.parser").select_one("main dl").text
    assert refused.status_code == 409
    assert "Te laat." in said
    assert "Vierentwintig." in said
    assert "Ons boek.txt. Een bestand kies je hierna opnieuw." in said


@pytest.mark.slow
@pytest.mark.both
def test_text_typed_while_it_was_published_is_a_draft_of_its_own(
    at_work, editor, moderator, project
):
    filled = posted_by(at_work, project)
    typing = {**filled, "summary": "Eerst.", "turn": "1", "autosave": "1"}
    at_work.post(page_of(project), typing)
    review.hand_in(project, by=editor)
    public = fresh(project).latest_revision_id
    review.publish_project(project, by=moderator, seen=public)

    at_work.post(page_of(project), {**filled, "summary": "Daarna.", "turn": "2"})

    assert (fresh(project).summary, fresh(project).live_revision_id) == ("Eerst.", public)
    assert draft_of(project).summary == "Daarna."
    assert fresh(project).latest_revision_id != public


@pytest.mark.slow
@pytest.mark.both
def test_colleague_who_wrote_and_handed_in_leaves_the_text(at_work, colleague, project):
    mine = posted_by(at_work, project)
    theirs = posted_by(colleague, project)
    colleague.post(page_of(project), {**theirs, "summary": "Van Jan.", "doe": "dien-in"})

    refused = at_work.post(page_of(project), {**mine, "summary": "Van Ilse."})

    assert refused.status_code == 409
    assert "Van Ilse." in refused.text
    assert draft_of(project).summary == "Van Jan."


@pytest.mark.slow
@pytest.mark.both
def test_text_written_anew_is_kept_though_nobody_chose_it(at_work, colleague, project):
    page = conflict(at_work, colleague, project)
    box = BeautifulSoup(page.content, "html.parser").select_one("[name=eigen-summary]")
    filled = {**form_of(page), "keuze-summary": "mijn", "doe": "samenvoegen"}

    at_work.post(page_of(project), {**filled, "eigen-summary": "Van ons beiden."})

    assert box.text.split("\n") == ["", "Van Ilse.", "", "Van Jan."][-3:]
    assert draft_of(project).summary == "Van ons beiden."


@pytest.mark.slow
@pytest.mark.both
def test_two_languages_are_shown_in_words_to_choose_from(at_work, colleague, project):
    mine, theirs = posted_by(at_work, project), posted_by(colleague, project)
    colleague.post(page_of(project), {**theirs, "language": "fr"})

    page = at_work.post(page_of(project), {**mine, "language": "en"})

    shown = BeautifulSoup(page.content, "html.parser").main.text
    assert {word for word in ("Engels", "Frans", "Nederlands") if word in shown} == {
        "Engels",
        "Frans",
    }
    at_work.post(
        page_of(project), {**form_of(page), "keuze-language": "mijn", "doe": "samenvoegen"}
    )
    assert draft_of(project).language == "en"


@pytest.mark.slow
@pytest.mark.both
def test_choosing_twice_is_choosing_once(at_work, colleague, project):
    page = conflict(at_work, colleague, project)

    statuses = [merge(at_work, project, page).status_code for _click in range(2)]

    assert statuses == [302, 302]
    assert draft_of(project).summary == "Van Ilse."


@pytest.mark.slow
@pytest.mark.both
def test_answer_is_kept_while_it_is_typed_and_the_question_stays_open(at_work, project, asked):
    filled = posted_by(at_work, project)

    at_work.post(page_of(project), {**filled, f"antwoord-{asked.pk}": "Vieren", "autosave": "1"})
    asked.refresh_from_db()
    while_typing = (asked.answer, asked.is_answered)
    shown = posted_by(at_work, project)[f"antwoord-{asked.pk}"]
    at_work.post(page_of(project), posted_by(at_work, project))
    asked.refresh_from_db()

    assert while_typing == ("Vieren", False)
    assert shown == "Vieren"
    assert (asked.answer, asked.is_answered) == ("Vieren", True)


@pytest.mark.parametrize("wish", ["bewaar", "dien-in", "beantwoord"])
def test_answer_that_does_not_fit_is_refused_and_kept_whole(at_work, project, asked, wish):
    long = "Lang. " * 200
    wish = f"{wish}:{asked.pk}" if wish == "beantwoord" else wish
    typed = {f"antwoord-{asked.pk}": long, "doe": wish}

    refused = at_work.post(page_of(project), posted_by(at_work, project, **typed))

    asked.refresh_from_db()
    assert refused.status_code == 422
    assert refused.text.count("199 tekens te lang") == 2
    assert (asked.answer, asked.is_answered) == (long.strip(), False)
    shown = BeautifulSoup(refused.content, "html.parser").select_one(f"#antwoord-{asked.pk}")
    assert shown.text.strip() == long.strip()
    assert fresh(project).state == ProjectState.ADDITIONS_ASKED


@pytest.mark.slow
@pytest.mark.both
def test_handing_in_with_an_open_question_asks_once(at_work, project, asked):
    warned = at_work.post(page_of(project), posted_by(at_work, project, doe="dien-in"))
    before = fresh(project).state
    at_work.post(page_of(project), form_of(warned))

    assert "Je liet 1 vraag van de moderator open" in warned.text
    assert before == ProjectState.ADDITIONS_ASKED
    assert fresh(project).state == ProjectState.IN_REVIEW


def test_answered_questions_need_no_warning(at_work, project, asked):
    typed = {f"antwoord-{asked.pk}": "Vierentwintig.", "doe": "dien-in"}

    at_work.post(page_of(project), posted_by(at_work, project, **typed))

    assert fresh(project).state == ProjectState.IN_REVIEW
    assert AdditionRequest.objects.get().answer == "Vierentwintig."


def asked_one(project, editor, moderator):
    review.hand_in(project, by=editor)
    question = review.ask_addition(project, by=moderator, field="summary", words="Hoeveel?")
    review.send_back(project, by=moderator)
    return question


@pytest.mark.slow
@pytest.mark.both
def test_box_that_nobody_touched_wipes_no_answer_of_another_window(
    at_work, project, editor, moderator
):
    question = asked_one(project, editor, moderator)
    name = f"antwoord-{question.pk}"
    first, second = posted_by(at_work, project), posted_by(at_work, project)

    at_work.post(page_of(project), {**first, name: "Vierentwintig.", "autosave": "1"})
    at_work.post(page_of(project), {**second, "summary": "Anders.", "autosave": "1"})

    question.refresh_from_db()
    assert question.answer == "Vierentwintig."


@pytest.mark.slow
@pytest.mark.both
def test_window_that_goes_on_typing_its_answer_is_no_other_window(
    at_work, project, editor, moderator
):
    question = asked_one(project, editor, moderator)
    name = f"antwoord-{question.pk}"
    filled = posted_by(at_work, project)

    for words in ("Vier", "Vieren", "Twaalf."):
        told = at_work.post(page_of(project), {**filled, name: words, "autosave": "1"}).json()
        filled.update(told["seen"], mark=told["mark"])

    question.refresh_from_db()
    assert question.answer == "Twaalf."


@pytest.mark.slow
@pytest.mark.both
def test_two_answers_typed_in_two_windows_both_stand_in_the_box(
    at_work, project, editor, moderator
):
    question = asked_one(project, editor, moderator)
    name = f"antwoord-{question.pk}"
    first, second = posted_by(at_work, project), posted_by(at_work, project)
    at_work.post(page_of(project), {**first, name: "Vierentwintig.", "autosave": "1"})

    late = at_work.post(page_of(project), {**second, name: "Een klas.", "autosave": "1"})
    saved = at_work.post(page_of(project), {**second, name: "Een klas.", "doe": "bewaar"})

    question.refresh_from_db()
    assert (late.status_code, late.json()["conflict"]) == (409, True)
    assert "maak er één antwoord van" in saved.text
    assert question.answer == "Vierentwintig.\n\nEen klas."
    assert not question.is_answered
