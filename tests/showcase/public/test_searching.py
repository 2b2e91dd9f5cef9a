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
    unknown = client.get("/zoeken/", {"q": "2999-9999"})

    assert by_reference["Location"] == f"/conclusies/{reference}/"
    assert by_number["Location"] == f"/scholen/{project.get_parent().slug}/{project.slug}/"
    assert unknown.context["groups"] == []


def test_an_empty_question_shows_the_box(client, db):
    response = client.get("/zoeken/")

    assert response.context["groups"] == []
    assert 'type="search"' in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(
    client, school_page, django_assert_num_queries, count
):
    client.get("/zoeken/?q=anders")
    for number in range(count):
        make_published(school_page, title=f"Lezen {number}")

    with django_assert_num_queries(5):
        client.get("/zoeken/?q=lezen")
