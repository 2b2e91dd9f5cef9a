"""The permanent page of a conclusion."""

from __future__ import annotations

import pytest
from django.utils import timezone

from showcase.domain.withdrawal import withdraw_conclusion
from showcase.pages import ProjectPage
from showcase.trail import Continuation, register, stations, trails_of, unregister
from tests.institutions.factories import make_institution
from tests.markup import markup_problems
from tests.sharing import made_once
from tests.showcase.factories import (
    make_project,
    make_published,
    make_school,
    make_school_page,
    make_theme,
    publish,
)
from tests.showcase.public.making import (
    archived,
    boss_of,
    conclusions_of,
    policy_level,
    published_with,
)
from ui.trail import Station

pytestmark = pytest.mark.django_db


@made_once
def school_page():
    return make_school_page(make_school("De Brug"))


@pytest.fixture(autouse=True)
def flemish(db):
    return policy_level("vlaams")


def test_the_page_says_who_asks_what_of_whom_and_why(client, school_page):
    make_institution("Departement", slug="departement")
    conclusion = published_with(
        {
            "statement": "Geef tijd.",
            "argument": "Eerste reden.\n\nTweede reden.",
            "addressee_institutions": ["departement"],
            "addressee_words": "Vlaamse overheid",
        },
        school_page=school_page,
        title="Het project",
    )

    response = client.get(conclusion.get_absolute_url())

    today = timezone.localdate()
    assert conclusion.get_absolute_url() == f"/conclusies/{today.year}-0001/"
    expected = [
        "Geef tijd.", "<p>Eerste reden.</p>", "<p>Tweede reden.</p>", "De Brug", "Het project",
        "gericht aan Departement, Vlaamse overheid", "Een stappenplan", "kwaliteitszorg", "vlaams",
        "middelen", "werkplekleren", "lager onderwijs", "Publicatie is geen beoordeling",
        f"De Brug ({today.year}). Geef tijd. Beleidsconclusie {today.year}-0001, versie 1,",
        f"http://testserver/conclusies/{today.year}-0001/",
    ]  # fmt: skip
    assert [words for words in expected if words not in response.text] == []
    assert "Versies" not in response.text
    assert markup_problems(response.text) == []


def test_what_no_forum_took_up_says_since_when_it_waits(client, school_page):
    project = make_published(school_page, title="Project")

    trail = stations(conclusions_of(project)[0])

    assert [(s.state, s.what) for s in trail] == [
        ("done", "Project afgerond"),
        ("done", "Conclusie gepubliceerd"),
        ("open", "Nog niet op een overlegforum"),
    ]
    assert (trail[0].when, trail[2].when) == ("30 juni 2024", "wacht sinds vandaag")


@pytest.mark.parametrize(
    ("levels", "is_lesson"),
    [(["school"], True), (["school", "schoolbestuur"], True), (["school", "vlaams"], False)],
)
def test_a_conclusion_for_schools_is_a_lesson_without_a_clock(
    client, school_page, levels, is_lesson
):
    policy_level("school", asks_answer=False)
    policy_level("schoolbestuur", asks_answer=False)
    conclusion = published_with({"policy_levels": levels}, school_page=school_page)

    response = client.get(conclusion.get_absolute_url())

    assert response.context["is_lesson"] is is_lesson
    assert ("les voor scholen" in response.text) is is_lesson
    assert ("wacht sinds vandaag" in response.text) is not is_lesson


@pytest.mark.slow
def test_older_words_stay_readable(client, school_page):
    project = make_published(school_page)
    draft = project.get_latest_revision_as_object()
    text = draft.conclusion_drafts.all()[0]
    old, text.statement = text.statement, "Nieuwe woorden."
    draft.conclusion_drafts = [text]
    draft.save_revision(clean=False)
    publish(ProjectPage.objects.get(pk=project.pk))
    conclusion = conclusions_of(project)[0]

    response = client.get(conclusion.get_absolute_url())

    assert [version.statement for version in response.context["versions"]] == [
        "Nieuwe woorden.",
        old,
    ]
    assert "Dit is versie 2" in response.text
    assert old in response.text
    assert stations(conclusion)[1].url == f"{conclusion.get_absolute_url()}#versies"
    assert markup_problems(response.text) == []


@pytest.mark.slow
def test_a_withdrawn_conclusion_keeps_its_page_and_says_why(client, school_page):
    conclusion = conclusions_of(make_published(school_page))[0]
    withdraw_conclusion(conclusion, by=boss_of(school_page), reason="Het decreet is aangepast.")

    response = client.get(conclusion.get_absolute_url())

    assert response.status_code == 200
    assert "Deze conclusie is ingetrokken op" in response.text
    assert "Het decreet is aangepast." in response.text
    assert [s.state for s in response.context["stations"]] == ["done", "done", "no"]
    assert markup_problems(response.text) == []


@pytest.mark.slow
def test_the_conclusion_of_an_archived_project_is_marked_withdrawn(client, school_page):
    conclusion = conclusions_of(archived(school_page))[0]

    response = client.get(conclusion.get_absolute_url())

    assert response.status_code == 200
    assert "Deze conclusie is ingetrokken op" in response.text
    assert "De partner trok de toestemming in." in response.text
    assert response.context["stations"][-1].state == "no"


@pytest.mark.parametrize("reference", ["2020-0001", "x", "%00", "2020-0001/", "' or 1=1"])
def test_an_unknown_reference_is_not_there(client, db, reference):
    assert client.get(f"/conclusies/{reference}/").status_code == 404


def test_a_draft_conclusion_has_no_page(client, school_page):
    project = make_project(school_page)
    statement = project.get_latest_revision_as_object().conclusion_drafts.get().statement
    year = timezone.localdate().year

    answer = client.get(f"/conclusies/{year}-0001/")

    assert answer.status_code == 404
    assert statement not in answer.text


@pytest.mark.slow
def test_conclusions_on_the_same_theme_are_those_of_other_projects_online(client, school_page):
    theme = make_theme("talen")
    own = make_published(school_page, themes=[theme], conclusions=2)
    near = conclusions_of(make_published(school_page, themes=[theme, make_theme("werk")]))[0]
    make_published(school_page, themes=[make_theme("werk")])
    archived(school_page, themes=[theme])
    taken_back = conclusions_of(make_published(school_page, themes=[theme]))[0]
    withdraw_conclusion(taken_back, by=boss_of(school_page), reason="Zo.")

    cards = client.get(conclusions_of(own)[0].get_absolute_url()).context["same_theme"]

    assert [card.kicker for card in cards] == [near.reference]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_the_page_costs_ten_statements(client, school_page, django_assert_num_queries, count):
    theme = make_theme("talen")
    conclusion = conclusions_of(make_published(school_page, themes=[theme]))[0]
    for _number in range(count):
        make_published(school_page, themes=[theme])

    with django_assert_num_queries(10):
        response = client.get(conclusion.get_absolute_url())

    assert len(response.context["same_theme"]) == count


def test_a_package_above_tells_what_followed(client, school_page):
    first, second = conclusions_of(make_published(school_page, conclusions=2))

    def contribute(conclusions):
        discussed = Station(state="done", when="7 februari 2025", what="Besproken")
        return {c.pk: Continuation((discussed,), "Besproken") for c in conclusions if c == first}

    register(contribute)
    register(contribute)
    try:
        trails = trails_of([first, second])
    finally:
        unregister(contribute)

    assert [s.what for s in trails[first.pk].stations] == [
        "Project afgerond",
        "Conclusie gepubliceerd",
        "Besproken",
    ]
    assert trails[first.pk].words == "Besproken"
    assert trails[second.pk].stations[-1].state == "open"
