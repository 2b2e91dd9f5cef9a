"""One box over everything."""

from __future__ import annotations

import pytest

from showcase.domain.withdrawal import withdraw_conclusion
from tests.markup import markup_problems
from tests.showcase.factories import make_project, make_published, make_school, make_school_page
from tests.showcase.public.making import archived, boss_of, conclusions_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def school_page():
    return make_school_page(make_school("De Brug"))


def found(client, query):
    response = client.get("/zoeken/", {"q": query})
    assert response.status_code == 200
    assert markup_problems(response.text) == []
    return {
        group.found.findable.kind: {str(hit.title) for hit in group.found.hits}
        for group in response.context["groups"]
    }


@pytest.mark.slow
def test_results_come_by_kind_and_only_what_everybody_may_see(client, school_page):
    project = make_published(school_page, title="Lezen")
    make_project(school_page, title="Lezen in het geheim")
    archived(school_page, title="Lezen van vroeger")
    standing = conclusions_of(project)[0]

    by_title, by_school = found(client, "lezen"), found(client, "brug")

    assert by_title["project"] == {"<mark>Lezen</mark>"}
    assert by_school["school"] == {"De <mark>Brug</mark>"}
    assert by_school["conclusion"] == {standing.statement}
    withdraw_conclusion(standing, by=boss_of(school_page), reason="Zo.")
    assert "conclusion" not in found(client, "brug")


def test_a_full_reference_or_project_number_leads_straight_to_its_page(client, school_page):
    project = make_published(school_page, title="Lezen")
    reference = conclusions_of(project)[0].reference

    by_reference = client.get("/zoeken/", {"q": reference})
    by_number = client.get("/zoeken/", {"q": "2022-1-be02-ka210-sch-000999101"})
    by_kind = client.get("/zoeken/", {"q": "project 2022-1-be02-ka210-sch-000999101"})
    as_written = [
        client.get("/zoeken/", {"q": f"{kind} {reference}"})
        for kind in ("conclusie", "Conclusie", "beleidsconclusie")
    ]
    unknown = client.get("/zoeken/", {"q": "2999-9999"})

    assert by_reference["Location"] == f"/conclusies/{reference}/"
    assert {one["Location"] for one in as_written} == {f"/conclusies/{reference}/"}
    assert set(found(client, f"project {reference}")) == set(found(client, f"nr {reference}"))
    assert "conclusion" in found(client, f"aanbeveling {reference}")
    assert by_number["Location"] == f"/scholen/{project.get_parent().slug}/{project.slug}/"
    assert by_kind["Location"] == by_number["Location"]
    assert unknown.context["groups"] == []


def test_an_empty_question_shows_the_box(client, db):
    response = client.get("/zoeken/")

    assert response.context["groups"] == []
    assert 'type="search"' in response.text


@pytest.mark.slow
def test_a_kind_without_a_finder_is_listed_whole(client, school_page):
    for number in range(6):
        make_published(school_page, title=f"Lezen {number}")
    response = client.get("/zoeken/", {"q": "stappenplan"})
    (group,) = [one for one in response.context["groups"] if one.found.findable.kind == "result"]
    page = client.get(group.all_url)

    assert (group.all_url, group.all_label) == ("/zoeken/?q=stappenplan&soort=result", "Alle 6")
    assert [str(hit.title) for hit in page.context["page"]] == ["Een <mark>stappenplan</mark>"] * 6
    assert markup_problems(page.text) == []
    unknown = client.get("/zoeken/", {"q": "stappenplan", "soort": "geheim"})
    assert [one.found.findable.kind for one in unknown.context["groups"]] == [
        one.found.findable.kind for one in response.context["groups"]
    ]


@pytest.mark.slow
def test_the_list_of_conclusions_leaves_out_what_was_withdrawn(client, school_page, moderator):
    standing, withdrawn = (
        conclusions_of(make_published(school_page, title=f"Lezen {number}"))[0]
        for number in range(2)
    )
    withdraw_conclusion(withdrawn, by=moderator, reason="Fout.")

    page = client.get("/zoeken/?q=stelling&soort=conclusion")

    assert [hit.url for hit in page.context["page"]] == [standing.get_absolute_url()]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_the_list_of_a_kind_costs_the_same_for_one_and_three(
    client, school_page, django_assert_num_queries, count
):
    client.get("/zoeken/?q=anders")
    for number in range(count):
        make_published(school_page, title=f"Lezen {number}")

    with django_assert_num_queries(6):
        response = client.get("/zoeken/?q=stappenplan&soort=result")

    assert len(response.context["page"]) == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_the_page_costs_the_same_for_one_and_three(
    client, school_page, django_assert_num_queries, count
):
    client.get("/zoeken/?q=anders")
    for number in range(count):
        make_published(school_page, title=f"Lezen {number}")

    with django_assert_num_queries(5):
        client.get("/zoeken/?q=lezen")
