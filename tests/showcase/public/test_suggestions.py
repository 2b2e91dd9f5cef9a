"""Suggestions while somebody types: bounded, cheap, and only of what everybody may see."""

from __future__ import annotations

import pytest

from search.index.keeping import snapshot
from showcase.domain.withdrawal import withdraw_conclusion
from tests.forums.factories import make_forum
from tests.sharing import made_once
from tests.showcase.factories import (
    make_level,
    make_project,
    make_published,
    make_school,
    make_school_page,
    make_theme,
)
from tests.showcase.public.making import archived, boss_of, conclusions_of

pytestmark = pytest.mark.django_db


@made_once
def school_page():
    return make_school_page(make_school("De Lezende Brug"))


def suggested(client, **asked):
    response = client.get("/zoeken/suggesties/", asked)
    assert response.status_code == 200
    return [(one["kind"], one["title"], one["url"]) for one in response.json()["suggestions"]]


def titles(client, **asked):
    return [title for _kind, title, _url in suggested(client, **asked)]


@pytest.mark.slow
def test_titles_terms_and_schools_are_suggested_from_three_letters_on(client, school_page):
    make_published(school_page, title="Lezen over de grens", themes=[make_theme("leesplezier")])
    make_level("lezend", label_nl="Lezers")
    make_forum("boeken", title="Léésbeleid nu").save()

    assert suggested(client, q="le") == []
    assert titles(client, q="lee") == ["leesplezier", "Léésbeleid nu"]
    assert titles(client, q="LEZ") == ["Lezers", "Lezen over de grens", "De Lezende Brug"]
    assert titles(client, q="lezen gre") == ["Lezen over de grens"]
    assert titles(client, q="over nergens") == []
    by_kind = suggested(client, q="lez", soort="school")
    assert by_kind == [("Scholen", "De Lezende Brug", f"/scholen/{school_page.slug}/")]


def test_references_and_numbers_are_suggested_as_they_are_typed(client, school_page):
    project = make_published(school_page, title="Water")
    reference = conclusions_of(project)[0].reference

    assert suggested(client, q=reference[:6]) == [
        ("Conclusies", reference, f"/conclusies/{reference}/")
    ]
    number = "2022-1-BE02-KA210"
    assert [url for _kind, _title, url in suggested(client, q=number)] == [project.url]
    assert suggested(client, q=number, soort="school") == []


@pytest.mark.slow
def test_nothing_that_is_not_for_everybody_is_suggested(client, school_page):
    project = make_published(school_page, title="Zichtbaar")
    make_project(school_page, title="Zichtbaar ontwerp")
    archived(school_page, title="Zichtbaar vroeger")
    make_forum("zichtbaar", title="Zichtbaar voor leden", access="members_only").save()
    (conclusion,) = conclusions_of(project)
    word = conclusion.statement.split()[0]
    before = titles(client, q=word, soort="conclusion")
    withdraw_conclusion(conclusion, by=boss_of(school_page), reason="Zo.")

    assert titles(client, q="zichtb") == ["Zichtbaar"]
    assert before == [conclusion.statement]
    assert titles(client, q=word, soort="conclusion") == []
    assert suggested(client, q=conclusion.reference) == []


@pytest.mark.parametrize(
    "q",
    [
        "a" * 10_000,
        '"lez* OR NEAR(',
        "lez AND -grens",
        "😀😀😀",
        "\u202eabc\u202d",
        "a\x00bc",
        "%__%",
        "+:/(){}[]^~",
    ],
)
def test_hostile_input_is_answered(client, school_page, q):
    make_published(school_page, title="Lezen over de grens")

    assert set(titles(client, q=q)) <= {"Lezen over de grens"}
    assert titles(client, q="lez", soort=q) == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_suggestions_cost_the_same_for_one_and_three(
    client, school_page, django_assert_num_queries, count
):
    for number in range(count):
        make_published(school_page, title=f"Lezen {number}", themes=[make_theme("leesplezier")])
    snapshot()
    titles(client, q="anders")
    with django_assert_num_queries(5):
        found = titles(client, q="lezen")
    with django_assert_num_queries(1):
        assert titles(client, q="lezen") == found

    assert len(found) == count + 1  # and the school
