"""What browsers and others send in the fields of the plain page, and what is kept of it."""

import pytest
from django.test import Client

from showcase.domain import review
from showcase.domain.demands import demands_to_hand_in
from showcase.records import AdditionRequest
from tests.showcase.writing.filling import page_of, posted_by
from tests.showcase.writing.test_handing_in import draft_of

pytestmark = pytest.mark.django_db

LINES = "\r\n".join(["Een regel van de samenvatting."] * 13)


@pytest.fixture
def editor_url(project):
    return f"/beheer/pages/{project.pk}/edit/"


def test_end_of_a_line_counts_once_as_it_does_on_the_screen(at_work, project):
    summary = LINES + "x" * (2000 - len(LINES) + 12)

    at_work.post(page_of(project), posted_by(at_work, project, summary=summary))

    draft = draft_of(project)
    assert draft.summary == summary.replace("\r\n", "\n")
    assert len(draft.summary) == 2000
    assert [demand.field for demand in demands_to_hand_in(draft)] == []


def test_text_of_several_lines_that_nobody_touched_is_no_change(at_work, project):
    draft = draft_of(project)
    draft.summary = LINES.replace("\r\n", "\n")
    revision = draft.save_revision(clean=False)
    shown = posted_by(at_work, project)

    at_work.post(page_of(project), {**shown, "summary": shown["summary"].replace("\n", "\r\n")})

    assert draft_of(project).latest_revision.pk == revision.pk


def test_field_of_one_line_keeps_one(at_work, project):
    at_work.post(
        page_of(project),
        posted_by(at_work, project, title="Stage\r\nBcc: x", result_title="Een\nboek"),
    )

    draft = draft_of(project)
    assert (draft.title, draft.result_drafts.get().title) == ("Stage Bcc: x", "Een boek")


def test_more_numbers_than_any_project_has_are_refused_and_stay_on_the_screen(at_work, project):
    numbers = "\r\n".join(f"2022-1-BE02-KA122-SCH-{number:09}" for number in range(51))

    answer = at_work.post(page_of(project), posted_by(at_work, project, project_numbers=numbers))

    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "project_numbers": ["Hoogstens 50 nummers; nu zijn het er 51. Haal er weg."]
    }
    assert numbers.replace("\r\n", "\n") in answer.text.replace("\r\n", "\n")
    assert len(draft_of(project).project_numbers.all()) < 50


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("number_note", 200),
        ("summary", 2000),
        ("result_title", 160),
        ("result_description", 1200),
        ("conclusion_statement", 300),
        ("conclusion_argument", 1500),
        ("project_numbers", 60),
    ],
)
def test_draft_takes_a_text_to_shorten_but_no_book(at_work, project, name, most):
    for length, status in ((10 * most, 200), (10 * most + 1, 422)):
        answer = at_work.post(
            page_of(project), posted_by(at_work, project, **{name: "x" * length}), follow=True
        )

        assert answer.status_code == status
    assert answer.context["form"].errors == {
        name: [f"Hoogstens {most} tekens; nu zijn het er {10 * most + 1}. Maak het korter."]
    }
    assert "x" * (10 * most + 1) in answer.text


@pytest.mark.slow
def test_byte_that_no_database_holds_is_left_out(at_work, editor, project, moderator):
    review.hand_in(project, by=editor)
    answers = Client()
    answers.force_login(moderator)
    sheet = answers.get(f"/mijn/nakijken/{project.pk}/").context
    place = next(line.anchor for part in sheet["parts"] for line in part.lines)
    answers.post(
        f"/mijn/nakijken/{project.pk}/",
        {"doe": "noteer", "seen": sheet["seen"], f"vraag-{place}": "Waar\0om?"},
    )
    question = AdditionRequest.objects.get()
    review.send_back(project, by=moderator)

    told = at_work.post(
        page_of(project),
        posted_by(at_work, project, sitting="a\0b", **{f"antwoord-{question.pk}": "Da\0arom."}),
    )

    assert told.status_code == 302
    question.refresh_from_db()
    assert (question.words, question.answer) == ("Waarom?", "Daarom.")
