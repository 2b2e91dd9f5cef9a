"""The page of a project: what it shows, to whom, and what stands there after it is gone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Page

from showcase.addresses import project_address
from showcase.domain.review import hand_in
from showcase.domain.withdrawal import reopen_project, withdraw_conclusion, withdraw_result
from showcase.pages import ProjectPage
from showcase.records import (
    AnchoringAction,
    Lesson,
    MultiplierExample,
    PolicyConclusion,
    ProjectBarrier,
    ProjectNumber,
    ProjectPhoto,
    Result,
    ResultDraft,
    SchoolDocument,
    SchoolImage,
)
from tests.markup import markup_problems
from tests.sharing import made_once
from tests.showcase.factories import (
    make_conclusion_draft,
    make_project,
    make_published,
    make_school,
    make_school_page,
    make_term,
    make_theme,
    publish,
)
from tests.showcase.files.samples import PDF, photo
from tests.showcase.imports.factories import make_imported
from tests.showcase.public.making import archived, boss_of, conclusions_of, partner, policy_level
from vocabularies.enums import Scheme

pytestmark = pytest.mark.django_db


@made_once
def school_page():
    return make_school_page(make_school("De Brug"))


def image(school_page, name, **fields):
    return SchoolImage.objects.create(
        title=name,
        alt_text=f"Te zien: {name}",
        file=ContentFile(photo(), f"{name}.jpg"),
        collection=school_page.collection,
        **fields,
    )


def rich(school_page, count=1, **fields):
    """A project with ``count`` of every kind of child."""
    policy_level()
    document = SchoolDocument.objects.create(
        title="Stappenplan",
        file=ContentFile(PDF, "stappenplan.pdf"),
        collection=school_page.collection,
    )
    many = range(count)
    results = [result_draft(number, document) for number in many]
    return make_published(
        school_page,
        summary="Eerste alinea.\n\nTweede alinea.",
        summary_en="In English, please.",
        programme=make_term(Scheme.PROGRAMMES, "ka210-sch"),
        project_numbers=[ProjectNumber(number=f"2022-1-BE02-KA210-SCH-00099910{n}") for n in many],
        themes=[make_theme(f"thema-{n}") for n in many],
        partners=[partner(f"land-{n}") for n in many],
        lessons=[Lesson(text=f"Les {n}.") for n in many],
        multiplier_examples=[MultiplierExample(text=f"Verder {n}.") for n in many],
        barriers=[
            ProjectBarrier(barrier=make_term(Scheme.BARRIERS, f"hindernis-{n}"), handling="Zo.")
            for n in many
        ],
        anchoring_actions=[
            AnchoringAction(
                instrument=make_term(Scheme.ANCHORING_INSTRUMENTS, f"plan-{n}"),
                status="anchored",
                description="Staat erin.",
            )
            for n in many
        ],
        photos=[ProjectPhoto(image=image(school_page, f"foto-{n}"), caption="Klas") for n in many],
        forms=[make_term(Scheme.FORMS, f"vorm-{n}") for n in many],
        competence_dimensions=[make_term(Scheme.COMPETENCE_DIMENSIONS, f"dim-{n}") for n in many],
        target_groups=[make_term(Scheme.TARGET_GROUPS, f"groep-{n}") for n in many],
        support_received=[make_term(Scheme.SUPPORT_ORGANISATIONS, f"hulp-{n}") for n in many],
        what_did_not_work="Het logboek.",
        learners_out=28,
        staff_out=1,
        grant_eur=32480,
        adopting_schools=2,
        result_drafts=results,
        conclusion_drafts=[make_conclusion_draft(results[0]) for _number in many],
        **fields,
    )


def result_draft(number, document):
    return ResultDraft(
        title=f"Resultaat {number}",
        description="Wat het is.",
        type=make_term(Scheme.OUTPUT_TYPES, "instrument"),
        document=document,
        licence="CC-BY-SA-4.0",
        evidence_kind=make_term(Scheme.EVIDENCE_KINDS, "telling"),
        evidence_description="Geteld.",
        evidence_scale=28,
        evidence_measured_by="de school",
        evidence_limits="Eén jaar.",
        target_groups=["groep-0"],
        transfer_conditions="Tijd.",
        effort="Twee dagen.",
    )


def test_everything_the_school_tells_is_on_the_page(client, school_page):
    project = rich(school_page)

    response = client.get(project_address(project))

    assert response.status_code == 200
    expected = [
        "De Brug", "Eerste alinea.", "Tweede alinea.", "september 2022 tot juni 2024",
        "met partners in land 0", "2022-1-BE02-KA210-SCH-000999100", "thema 0", "Partner land-0",
        "Les 0.", "Verder 0.", "hindernis 0", "plan 0", "Staat erin.", "verankerd", "Klas",
        "Te zien: foto-0", "vorm 0", "dim 0", "groep 0", "hulp 0", "Het logboek.",
        "Geef scholen tijd.", "28 leerlingen op reis", "1 personeelslid op reis",
        "32.480 euro subsidie",
        "2 scholen namen er iets van over", "Resultaat 0", "Download (PDF", "stappenplan",
        "CC BY-SA", "telling", "Geteld. Omvang: 28. Vastgesteld door de school.",
        "Wat het niet zegt: Eén jaar.", "Tijd.", "Twee dagen.", "In English, please.",
        "Publicatie is geen beoordeling",
    ]  # fmt: skip
    assert [words for words in expected if words not in response.text] == []
    assert '<section class="stack measure" data-gap="2" lang="en"' in response.text
    assert markup_problems(response.text) == []


def test_a_bare_project_leaves_empty_parts_out(client, school_page):
    project = make_published(school_page, conclusions=0, project_numbers=[], number_note="Geen.")

    response = client.get(project_address(project))

    headings = ["Wat we het beleid vragen", "Wat niet werkte", "Partners", "In English", "Middelen"]
    assert [words for words in headings if words in response.text] == []
    assert "Geen." in response.text
    assert markup_problems(response.text) == []


@pytest.mark.slow
def test_what_is_about_the_same_stands_beside_it(client, school_page):
    words = "Leerlingen horeca liepen drie weken stage in een keuken in Porto."
    project = make_published(school_page, title="Stage in Porto", summary=words)
    near = make_published(school_page, title="Keukenstage in Porto", summary=words)
    make_published(school_page, title="Samen zingen", summary="Een koor over de grens.")
    make_project(school_page, title="Stage in Porto, een ontwerp", summary=words)
    archived(school_page, title="Stage in Porto van vroeger", summary=words)

    response = client.get(project_address(project))

    titles = [one.title for one in response.context["similar"]]
    assert titles[0] == near.title
    assert [title for title in titles if "ontwerp" in title or "vroeger" in title] == []
    assert f'href="{near.url}"' in response.text
    assert markup_problems(response.text) == []


def test_of_each_result_stands_which_conclusions_rest_on_it_and_where_they_are(client, school_page):
    project = rich(school_page, 2)
    first, second = Result.objects.filter(project=project).order_by("position")
    one, other = PolicyConclusion.objects.filter(project=project).order_by("position")
    one.supported_by.set([first])
    other.supported_by.set([first, second])

    page = client.get(project_address(project))

    resting = [[each.reference for each in shown.supports] for shown in page.context["results"]]
    assert resting == [[one.reference, other.reference], [other.reference]]
    soup = BeautifulSoup(page.content, "html.parser")
    block = soup.find(id=f"resultaat-{second.uuid}")
    assert [link["href"] for link in block.select("a[href^='/conclusies/']")] == [
        other.get_absolute_url()
    ]
    assert block.select_one(".trail-mini").text == "Gepubliceerd, nog niet op een overlegforum"
    assert markup_problems(page.text) == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_the_page_costs_twelve_statements(client, school_page, django_assert_num_queries, count):
    project = rich(school_page, count)
    address = project_address(project)

    other = make_published(school_page, title="Nog een stage")
    client.get(project_address(other))  # this process knows the site and the index from now on
    with django_assert_num_queries(12):
        response = client.get(address)

    assert response.text.count("<figure>") == count
    assert len(response.context["results"]) == len(response.context["conclusions"]) == count


def test_the_page_says_once_a_day_where_imported_data_come_from(client, school_page):
    project = make_published(school_page)
    for day in (3, 3, 5):
        imported_at = datetime(2026, 2, day, 23, 30, tzinfo=UTC)
        make_imported(
            claimed_page=project,
            claimed_by=school_page.institution,
            claimed_at=imported_at,
            imported_at=imported_at,
            updated_at=imported_at,
        )

    shown = client.get(project_address(project)).context["sources"]

    assert [words.partition("ingelezen op ")[2][:10] for words in shown] == [
        "04-02-2026",
        "06-02-2026",
    ]


@pytest.mark.parametrize(
    ("language", "said"), [("en", ["en"] * 7), ("nl", [None] * 7), ("mul", [None] * 7)]
)
def test_what_is_in_another_language_says_so(client, school_page, language, said):
    project = make_published(school_page, language=language)
    conclusion = project.conclusions.get()

    page = BeautifulSoup(client.get(project.url).content, "html.parser")
    about = BeautifulSoup(client.get(conclusion.get_absolute_url()).content, "html.parser")

    argument = about.select_one("#waarom").find_next_sibling()
    proof, listed = page.select_one(".proof"), page.select_one(".statement")
    texts = [page.h1, page.select_one(".lead"), about.h1, argument, proof.h3, listed.h3]
    texts.append(proof.h3.find_next_sibling("div"))
    assert [text.get("lang") for text in texts] == said
    assert "Een samenvatting." in texts[1].text
    assert conclusion.argument in argument.text


def test_what_is_being_edited_is_not_public(client, school_page):
    project = make_published(school_page, title="Openbaar")
    draft = project.get_latest_revision_as_object()
    draft.title = draft.summary = "Nog geheim"
    draft.result_drafts = [
        *draft.result_drafts.all(),
        ResultDraft(title="Geheim resultaat", description="x", nothing_to_share=True),
    ]
    draft.save_revision(clean=False)

    text = client.get(project_address(project)).text

    assert "Openbaar" in text
    assert [word for word in ("Nog geheim", "Geheim resultaat") if word in text] == []


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_an_unpublished_project_is_not_there_for_anybody(client, school_page, administrator, state):
    project = make_project(school_page, title="Nog niet")
    editor = boss_of(school_page)
    if state == "in_review":
        hand_in(project, by=editor)
    project = ProjectPage.objects.get(pk=project.pk)
    answers = []
    for person in (None, editor, administrator):
        if person:
            client.force_login(person)
        response = client.get(project_address(project))
        answers.append((response.status_code, "Nog niet" in response.text))

    assert answers == [(404, False)] * 3


def test_an_archived_project_leaves_a_tombstone(client, school_page):
    project = archived(school_page, title="Weg project", summary="Persoonlijke tekst")
    reference = conclusions_of(project)[0].reference

    response = client.get(project_address(project))

    assert response.status_code == 410
    shown = ["Weg project", "De Brug", "De partner trok de toestemming in.", "gearchiveerd"]
    assert [words for words in shown if words not in response.text] == []
    assert "Persoonlijke tekst" not in response.text
    assert f"/conclusies/{reference}/" in response.text
    assert '<meta name="robots" content="noindex">' in response.text
    assert markup_problems(response.text) == []


@pytest.mark.parametrize("is_example", [True, False])
def test_tombstone_of_a_fictional_project_says_so(client, school_page, is_example):
    type(school_page.institution).objects.update(is_example=is_example)
    project = archived(school_page, title="Weg project")

    page = BeautifulSoup(client.get(project_address(project)).content, "html.parser")

    shown = [state.text.strip() for state in page.select("main .eyebrow .state")]
    assert shown == ["gearchiveerd", *(["voorbeeld"] if is_example else [])]


@pytest.mark.slow
def test_a_reopened_project_keeps_its_tombstone_until_it_is_published_again(
    client, school_page, moderator
):
    project = archived(school_page, title="Terug")
    reopen_project(project, by=moderator)
    address = project_address(project)
    while_draft = client.get(address).status_code
    publish(project)

    assert (while_draft, client.get(address).status_code) == (410, 200)


@pytest.mark.slow
def test_a_tombstone_costs_two_statements(client, school_page, django_assert_num_queries):
    address = project_address(archived(school_page, conclusions=3))

    with django_assert_num_queries(2):
        client.get(address)


@pytest.mark.slow
def test_a_project_is_only_found_below_its_own_school(client, school_page):
    project = make_published(school_page)
    other = make_school_page()

    wrong = [
        f"/scholen/{other.slug}/{project.slug}/",
        f"/scholen/{school_page.slug}/bestaat-niet/",
        f"/scholen/%25/{project.slug}/",
        f"/scholen/{school_page.slug.upper()}/{project.slug}/",
        f"/scholen/x/{school_page.slug}/{project.slug}/",
    ]

    assert [client.get(address).status_code for address in wrong] == [404] * 5


def test_the_address_is_the_one_that_wagtail_gives(client, school_page):
    project = make_published(school_page)

    assert Page.objects.get(pk=project.pk).url == project_address(project)


@pytest.mark.slow
def test_withdrawn_parts_say_so(client, school_page):
    project = make_published(school_page, conclusions=2)
    editor = boss_of(school_page)
    withdraw_result(project.results.get(), by=editor, reason="De link is weg.")
    withdraw_conclusion(conclusions_of(project)[0], by=editor, reason="Achterhaald.")

    response = client.get(project_address(project))

    day = "ingetrokken op"
    assert day in response.text.lower()
    assert "De link is weg." in response.text
    words = [conclusion.words for conclusion in response.context["conclusions"]]
    assert [w.startswith("Ingetrokken op") for w in words] == [True, False]


def test_photos_of_pupils_are_shown_until_their_consent_ends(client, school_page):
    today = timezone.localdate()

    def pupils(name, until):
        return image(
            school_page, name, shows_pupils=True, consent_note="Secretariaat", consent_until=until
        )

    shown = [
        image(school_page, "gebouw"),
        pupils("vandaag", today),
        pupils("gisteren", today - timedelta(days=1)),
    ]
    project = make_published(school_page, photos=[ProjectPhoto(image=one) for one in shown])

    photos = client.get(project_address(project)).context["photos"]

    assert [photo.alt for photo in photos] == ["Te zien: gebouw", "Te zien: vandaag"]


@pytest.mark.slow
def test_an_example_is_called_an_example(client):
    page = make_school_page(make_school("Voorbeeldschool", is_example=True))
    texts = [
        client.get(project_address(make_published(page))).text,
        client.get("/projecten/").text,
        client.get("/conclusies/").text,
        client.get(f"/scholen/{page.slug}/").text,
    ]

    assert ['data-state="open">voorbeeld</span>' in text for text in texts] == [True] * 4


def test_text_of_a_school_never_becomes_html(client, school_page):
    project = make_published(
        school_page,
        title="<b>Vet</b>",
        summary="<script>alert(1)</script>",
        what_did_not_work="<i>",
    )
    text = client.get(project_address(project)).text

    assert [html for html in ("<b>Vet", "<script>alert", "<i>") if html in text] == []


def test_the_preview_shows_the_draft_as_it_would_be(client, school_page, administrator):
    project = make_project(school_page, title="Ontwerp", conclusions=2, end_date=date(2024, 6, 30))
    draft = ProjectPage.objects.get(pk=project.pk).get_latest_revision_as_object()

    from wagtail.models import PreviewableMixin

    assert isinstance(draft, PreviewableMixin)
    response = draft.make_preview_request()
    response.render()

    assert response.status_code == 200
    assert "Ontwerp" in response.text
    assert "Een stappenplan" in response.text
    assert response.text.count("nog zonder verwijzing") == 2
