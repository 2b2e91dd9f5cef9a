"""The plain page: a draft takes anything, handing in asks for everything at once."""

import datetime
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

import vocabularies
from showcase.enums import ProjectState
from showcase.pages import ProjectPage
from tests.showcase.factories import make_level, make_project, make_term, make_theme
from tests.showcase.writing.filling import page_of, posted_by
from tests.vocabularies.factories import make_keyword
from vocabularies.enums import Scheme

# Lists and counts: what another test needs would be among them.
pytestmark = [pytest.mark.django_db, pytest.mark.apart]


def draft_of(project):
    return ProjectPage.objects.get(pk=project.pk).get_latest_revision_as_object()


def problems_of(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return {
        link["href"].removeprefix("#"): link.text for link in soup.select(".error-summary li a")
    }


def test_new_project_begins_with_one_click(at_work, space):
    response = at_work.post("/mijn/projecten/nieuw/", follow=True)

    project = ProjectPage.objects.child_of(space).get()
    assert response.redirect_chain == [(page_of(project), 302)]
    assert project.state == ProjectState.DRAFT


@pytest.mark.slow
def test_second_click_begins_no_second_project(at_work, space):
    clicks = [at_work.post("/mijn/projecten/nieuw/").url for _click in range(2)]
    begun = ProjectPage.objects.child_of(space).get()
    at_work.post(page_of(begun), posted_by(at_work, begun, summary="Een eerste woord."))

    next_one = at_work.post("/mijn/projecten/nieuw/").url

    assert clicks == [page_of(begun)] * 2
    assert next_one != page_of(begun)
    assert ProjectPage.objects.child_of(space).count() == 2


def test_new_project_of_somebody_with_two_schools_asks_for_which(
    at_work, editor, space, other_school
):
    from tests.institutions.factories import make_mandate
    from tests.showcase.factories import make_school_page

    make_mandate(editor, other_school)
    other = make_school_page(other_school)

    asked = at_work.post("/mijn/projecten/nieuw/")
    at_work.post("/mijn/projecten/nieuw/", {"school": other.pk})

    assert "Voor welke school?" in asked.text
    assert list(ProjectPage.objects.values_list("institution", flat=True)) == [other_school.pk]


def test_everything_typed_is_in_the_draft(at_work, space):
    make_term(Scheme.PROGRAMMES, "ka122-vet", label_nl="KA122")
    make_level("lager-onderwijs"), make_theme("talenbeleid")
    project = space.new_project(title="", owner=None)
    project.save_revision(clean=False)

    at_work.post(
        page_of(project),
        posted_by(
            at_work,
            project,
            title="Muziek over de grens",
            programme="ka122-vet",
            project_numbers="2022-1-BE02-KA122-VET-000074321\n\n 2023-1-BE02-KA122-VET-000074322 ",
            start_date="2022-09-01",
            end_date="2024-06-30",
            levels=["lager-onderwijs"],
            themes=["talenbeleid"],
            summary="Wat we deden.",
            result_title="Liedboek",
            result_description="Een boek. Drie klassen zingen eruit.",
            result_link="liedboek.example/boek",
            conclusion_statement="Laat zingen meetellen.",
            conclusion_argument="Het telde niet mee.",
        ),
    )

    draft = draft_of(project)
    result, conclusion = draft.result_drafts.get(), draft.conclusion_drafts.get()
    assert (draft.title, draft.programme.slug) == ("Muziek over de grens", "ka122-vet")
    assert [row.number for row in draft.project_numbers.all()] == [
        "2022-1-BE02-KA122-VET-000074321",
        "2023-1-BE02-KA122-VET-000074322",
    ]
    assert (draft.start_date, draft.end_date) == (
        datetime.date(2022, 9, 1),
        datetime.date(2024, 6, 30),
    )
    assert [level.slug for level in draft.levels.all()] == ["lager-onderwijs"]
    assert [theme.slug for theme in draft.themes.all()] == ["talenbeleid"]
    assert (result.title, result.link) == ("Liedboek", "https://liedboek.example/boek")
    assert (conclusion.statement, conclusion.argument) == (
        "Laat zingen meetellen.",
        "Het telde niet mee.",
    )


def test_nothing_blocks_saving(at_work, project):
    response = at_work.post(
        page_of(project),
        posted_by(
            at_work,
            project,
            title="",
            summary="",
            conclusion_statement="x" * 400,
            result_link="geen adres",
            start_date="2030-01-01",
        ),
    )

    draft = draft_of(project)
    assert response.status_code == 302
    assert (draft.title, draft.summary) == ("Project zonder titel", "")
    assert len(draft.conclusion_drafts.get().statement) == 400
    assert draft.result_drafts.get().link == "geen adres"


@pytest.mark.slow
def test_half_a_date_stays_on_the_screen_and_the_rest_is_saved(at_work, project):
    response = at_work.post(
        page_of(project),
        posted_by(at_work, project, summary="Nieuw.", end_date="31/02/2024"),
    )

    assert response.status_code == 422
    assert set(problems_of(response)) == {"veld-end_date"}
    assert 'value="31/02/2024"' in response.text
    assert draft_of(project).summary == "Nieuw."


@pytest.mark.slow
def test_handing_in_names_what_is_unreadable_and_what_is_missing_at_once(at_work, project):
    filled = posted_by(at_work, project, doe="dien-in", summary="", start_date="31/02/2024")
    filled["end_date"] = f"{timezone.localdate() + datetime.timedelta(days=9)}"
    book = SimpleUploadedFile("boek.exe", b"Het boek.", content_type="text/plain")

    response = at_work.post(page_of(project), {**filled, "result_file": book})

    assert response.status_code == 422
    assert problems_of(response) == {
        "veld-summary": "Vat het project samen in vijf tot acht zinnen.",
        "veld-end_date": (
            "Alleen afgeronde projecten komen online. Dien in als het project voorbij is."
        ),
        "veld-start_date": ("Begin: Schrijf de datum als dag, maand en jaar, zoals 30/06/2024."),
        "veld-result_file": (
            "Of een bestand: Dit is geen PDF, Word, PowerPoint, Excel of ODF."
            " Kies een ander bestand."
        ),
    }


@pytest.mark.slow
def test_handing_in_an_empty_draft_names_everything_at_once_at_its_field(at_work, space):
    project = space.new_project(title="", owner=None)
    project.save_revision(clean=False)

    response = at_work.post(page_of(project), posted_by(at_work, project, doe="dien-in"))

    soup = BeautifulSoup(response.content, "html.parser")
    problems = problems_of(response)
    result = next(anchor for anchor in problems if anchor.startswith("veld-result-"))
    assert response.status_code == 422
    assert set(problems) == {
        "veld-title",
        "veld-programme",
        "veld-project_numbers",
        "veld-start_date",
        "veld-end_date",
        "veld-levels",
        "veld-themes",
        "veld-summary",
        result,
    }
    assert all(soup.find(id=anchor) for anchor in problems)
    assert project.state == ProjectState.DRAFT


@pytest.mark.slow
def test_too_long_a_statement_is_asked_to_be_shorter_at_handing_in(at_work, project):
    response = at_work.post(
        page_of(project),
        posted_by(at_work, project, conclusion_statement="x" * 301, doe="dien-in"),
    )

    uuid = draft_of(project).conclusion_drafts.get().uuid
    assert problems_of(response) == {
        f"veld-conclusion-{uuid}-statement": (
            "Hoogstens 300 tekens; nu zijn het er 301. Maak het korter."
        )
    }


@pytest.mark.slow
def test_complete_draft_is_handed_in_with_what_was_typed_last(at_work, project, mailoutbox):
    response = at_work.post(
        page_of(project),
        posted_by(at_work, project, summary="Op het laatste moment.", doe="dien-in"),
        follow=True,
    )

    assert fresh(project).state == ProjectState.IN_REVIEW
    assert draft_of(project).summary == "Op het laatste moment."
    assert "Ingediend." in response.text
    assert "Neem terug" in response.text


def fresh(project):
    return ProjectPage.objects.get(pk=project.pk)


@pytest.mark.slow
def test_double_click_on_handing_in_hands_in_once(at_work, project, moderator):
    filled = posted_by(at_work, project, summary="Eén keer.", doe="dien-in")

    first = at_work.post(page_of(project), filled)
    second = at_work.post(page_of(project), filled)

    assert (first.status_code, second.status_code) == (302, 302)
    assert fresh(project).workflow_states.count() == 1
    assert fresh(project).revisions.count() == 2


@pytest.mark.slow
def test_published_project_asks_nothing_until_somebody_changes_it(at_work, space):
    from tests.showcase.factories import make_published

    published = make_published(space)
    reading = at_work.get(page_of(published))
    writing = at_work.get(page_of(published), {"pas-aan": ""})

    assert "hiervoor doet een moderator een voorstel" not in reading.text
    assert [step.state for step in reading.context["steps"]] == ["done"] * 3
    assert [step.state for step in writing.context["steps"]] == ["now", "todo", "todo"]
    assert writing.context["next_step"].startswith("Wat je aanpast, komt online nadat")


@pytest.mark.slow
def test_first_result_is_removed_by_nobody_when_it_is_published(at_work, space):
    from tests.showcase.factories import make_published

    published = make_published(space)
    uuid = draft_of(published).conclusion_drafts.get().uuid

    at_work.post(
        page_of(published),
        posted_by(at_work, published, conclusion_statement="", conclusion_argument=""),
    )

    assert draft_of(published).conclusion_drafts.get().uuid == uuid


def test_conclusion_without_words_goes_from_a_draft(at_work, project):
    at_work.post(
        page_of(project),
        posted_by(at_work, project, conclusion_statement="", conclusion_argument=" "),
    )

    assert list(draft_of(project).conclusion_drafts.all()) == []


def test_what_the_plain_page_does_not_show_stays(at_work, project):
    draft = draft_of(project)
    draft.what_did_not_work = "De trein."
    conclusion = draft.conclusion_drafts.get()
    draft.save_revision(clean=False)

    at_work.post(page_of(project), posted_by(at_work, project, summary="Nieuw."))

    kept = draft_of(project)
    assert kept.what_did_not_work == "De trein."
    assert kept.conclusion_drafts.get().supported_by == conclusion.supported_by
    assert kept.conclusion_drafts.get().kind == "means"


@pytest.mark.slow
def test_file_of_a_result_is_checked_and_kept(at_work, project):
    from django.core.files.uploadedfile import SimpleUploadedFile

    text = SimpleUploadedFile("Ons Boek.txt", b"Wat we leerden.", content_type="text/plain")
    page = SimpleUploadedFile("boek.html", b"<script>alert(1)</script>", content_type="text/html")

    at_work.post(
        page_of(project),
        posted_by(at_work, project, result_file=text, result_nothing_to_share=[]),
    )
    refused = at_work.post(page_of(project), posted_by(at_work, project, result_file=page))

    document = draft_of(project).result_drafts.get().document
    assert (document.title, document.collection) == (
        "ons-boek.txt",
        fresh_space(project).collection,
    )
    assert refused.status_code == 422
    assert draft_of(project).result_drafts.get().document == document


def fresh_space(project):
    return project.get_parent().specific


@pytest.mark.slow
def test_keywords_from_the_editor_stand_on_the_plain_page_and_stay(at_work, project):
    now = project.get_latest_revision_as_object()
    now.keywords = [make_keyword("schoolradio"), make_keyword("podcast")]
    now.save_revision()

    page = at_work.get(page_of(project))
    at_work.post(page_of(project), posted_by(at_work, project, summary="Een nieuwe tekst."))

    assert "Trefwoorden: podcast, schoolradio" in page.text
    later = fresh(project).get_latest_revision_as_object()
    assert later.summary == "Een nieuwe tekst."
    assert {keyword.word for keyword in later.keywords.all()} == {"podcast", "schoolradio"}


@pytest.mark.parametrize("language", ["nl", "fr"])
@pytest.mark.slow
def test_language_is_as_it_was_until_somebody_chooses(at_work, project, language):
    """Dutch for a new project, for a claimed one as its summary was read."""
    now = project.get_latest_revision_as_object()
    now.language = language
    now.save_revision()
    typed = posted_by(at_work, project)
    assert typed["language"] == language

    at_work.post(page_of(project), {**typed, "summary": "Tekst.", "language": ""})
    assert (draft_of(project).summary, draft_of(project).language) == ("Tekst.", language)

    at_work.post(page_of(project), posted_by(at_work, project, language="en"))
    assert draft_of(project).language == "en"


@pytest.mark.slow
def test_language_that_is_not_in_the_list_is_refused_and_the_rest_kept(at_work, project):
    page = at_work.post(
        page_of(project), posted_by(at_work, project, language="xx", summary="Tekst.")
    )

    assert "Kies een taal uit de lijst." in page.text
    assert (draft_of(project).summary, draft_of(project).language) == ("Tekst.", "nl")


@pytest.mark.slow
def test_odd_number_is_remarked_and_does_not_block(at_work, project):
    programme = make_term(Scheme.PROGRAMMES, "ka210-sch")
    programme.extra = {"number_pattern": r"^20\d\d-"}
    programme.save()
    at_work.post(page_of(project), posted_by(at_work, project, project_numbers="ABC-1"))
    page = at_work.get(page_of(project))
    at_work.post(page_of(project), posted_by(at_work, project, doe="dien-in"))

    assert "ABC-1 lijkt niet op een projectnummer" in page.text
    assert fresh(project).state == ProjectState.IN_REVIEW


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_projects_costs_the_same_for_one_and_three(
    at_work, space, count, django_assert_num_queries
):
    for number in range(count):
        make_project(space, title=f"Project {number}")
    at_work.get("/mijn/projecten/")

    with django_assert_num_queries(8):
        response = at_work.get("/mijn/projecten/")

    assert {row.project.draft_title for row in response.context["rows"]} == {
        f"Project {number}" for number in range(count)
    }


def test_every_field_that_asks_words_or_a_choice_shows_a_good_example(at_work, project):
    response = at_work.get(page_of(project))
    data = Path(vocabularies.__file__).parent / "data"
    labels = {
        label
        for name in ("programmes", "education_levels", "themes")
        for label in re.findall(r'"nl": "([^"]+)"', (data / f"{name}.json").read_text())
    }

    places = response.context["at"]
    shown = {name: place.example for name, place in places.items() if place.example}
    assert response.text.count('class="field-example"') == len(shown)
    chosen = [shown["programme"], shown["levels"], *shown["themes"].split(", en ")]
    assert set(shown) == {
        "title",
        "programme",
        "project_numbers",
        "start_date",
        "end_date",
        "levels",
        "themes",
        "summary",
        "result_title",
        "result_description",
        "result_link",
        "conclusion_statement",
        "conclusion_argument",
    }
    assert [label for label in chosen if label not in labels] == []


@pytest.mark.slow
def test_similar_projects_are_live_ones_that_share_words(at_work, space):
    from tests.showcase.factories import make_published

    near = make_published(space, title="Stage in Finland en Portugal")
    nearer = make_published(space, title="Stage zonder grenzen in Finland")
    make_published(space, title="Samen zingen")
    make_project(space, title="Stage in Finland, een ontwerp")

    response = at_work.get(
        "/mijn/projecten/gelijkaardig/", {"titel": "Stage zonder grenzen, Finland"}
    )

    assert [project.pk for project in response.context["similar"]] == [nearer.pk, near.pk]


@pytest.mark.slow
def test_fourth_dimension_in_primary_school_is_remarked_and_does_not_block(at_work, project):
    draft = draft_of(project)
    draft.competence_dimensions = [
        make_term(Scheme.COMPETENCE_DIMENSIONS, f"dimensie-{number}") for number in range(4)
    ]
    draft.save_revision(clean=False)

    page = at_work.get(page_of(project))
    at_work.post(page_of(project), posted_by(at_work, project, doe="dien-in"))

    assert "hoogstens drie competentiedimensies" in page.text
    assert fresh(project).state == ProjectState.IN_REVIEW
