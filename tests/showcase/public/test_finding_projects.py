"""The project finder: what each filter finds, what it counts, and what it never shows."""

from __future__ import annotations

import pytest

from showcase.domain.withdrawal import withdraw_conclusion, withdraw_result
from showcase.records import Partner, ProjectNumber
from tests.markup import markup_problems
from tests.sharing import made_once
from tests.showcase.factories import (
    make_level,
    make_project,
    make_published,
    make_school,
    make_school_page,
    make_term,
    make_theme,
)
from tests.showcase.public.making import archived, boss_of, conclusions_of, partner
from vocabularies.enums import Scheme

pytestmark = pytest.mark.django_db


@made_once
def school_page():
    return make_school_page(make_school("De Brug"))


def found(client, query=""):
    response = client.get(f"/projecten/?{query}")
    assert response.status_code == 200
    return {item.title for item in response.context["page"].object_list}


def counted(client, name, query=""):
    """Every value of a filter with its count, on all layers."""
    facets = client.get(f"/projecten/?{query}").context["found"].facets
    values, waiting = {}, list(next(facet for facet in facets if facet.name == name).values)
    while waiting:
        value = waiting.pop()
        values[value.key] = value.count
        waiting += value.narrower
    return values


@pytest.mark.slow
@pytest.mark.parametrize(
    "word", ["burgerschap", "DEMOCRATIE", "kleuter", "citizenship", "ka210", "Grieken"]
)
def test_the_name_of_a_theme_level_programme_or_country_finds_what_carries_it(
    client, school_page, word
):
    broad = make_theme("burgerschap", label_en="Citizenship")
    level = make_level("basis", label_nl="Basisonderwijs")
    greece = make_term(Scheme.COUNTRIES, "gr", label_nl="Griekenland")
    make_published(
        school_page,
        title="Raad",
        themes=[make_theme("democratie", broader=broad)],
        levels=[make_level("kleuter", label_nl="Kleuteronderwijs", broader=level)],
        programme=make_term(Scheme.PROGRAMMES, "ka210-sch", label_nl="KA210 klein"),
        partners=[Partner(name="Lykeio", country=greece)],
    )
    make_published(
        school_page,
        title="Fiets",
        themes=[make_theme("milieu")],
        levels=[level],
        programme=make_term(Scheme.PROGRAMMES, "etwinning"),
        project_numbers=[ProjectNumber(number="2022-1-BE02-KA122-SCH-000999102")],
    )

    assert found(client, f"q={word}") == {"Raad"}
    assert found(client, f"q={word}+fiets") == set()


# What it never shows


@pytest.mark.slow
def test_only_what_is_online_is_found_and_counted(client, school_page):
    theme = make_theme("talen")
    make_published(school_page, title="Open", themes=[theme])
    make_project(school_page, title="Ontwerp", themes=[theme])
    archived(school_page, title="Gearchiveerd", themes=[theme])
    edited = make_published(school_page, title="Bewerkt", themes=[theme])
    draft = edited.get_latest_revision_as_object()
    draft.title = "Nieuwe titel"
    draft.save_revision(clean=False)

    assert found(client) == {"Open", "Bewerkt"}
    assert found(client, "q=ontwerp") == set()
    assert found(client, "q=gearchiveerd") == set()
    assert found(client, "q=nieuwe") == set()
    assert counted(client, "thema") == {"talen": 2}
    text = client.get("/projecten/").text
    assert [word for word in ("Ontwerp", "Gearchiveerd", "Nieuwe titel") if word in text] == []


def test_a_project_in_review_is_not_found(client, school_page):
    from showcase.domain.review import hand_in

    project = make_project(school_page, title="Onderweg")
    hand_in(project, by=boss_of(school_page))

    assert found(client) == set()


@pytest.mark.slow
def test_withdrawn_results_and_conclusions_find_nothing(client, school_page):
    project = make_published(school_page, title="Project")
    editor = boss_of(school_page)
    before = (found(client, "q=stappenplan"), found(client, "q=stelling"))
    withdraw_result(project.results.get(), by=editor, reason="Verouderd.")
    withdraw_conclusion(conclusions_of(project)[0], by=editor, reason="Verouderd.")

    assert before == ({"Project"}, {"Project"})
    assert (found(client, "q=stappenplan"), found(client, "q=stelling")) == (set(), set())
    assert counted(client, "resultaat") == {}
    assert found(client, "resultaat=instrument") == set()


# Words


@pytest.mark.slow
def test_every_word_must_match_somewhere_whatever_its_case_and_accents(client, school_page):
    make_published(school_page, title="Coördinatie in Gent", summary="Over de stage.")
    make_published(school_page, title="Stage", summary="Elders.")

    assert found(client, "q=stage") == {"Coördinatie in Gent", "Stage"}
    assert found(client, "q=STAGE+coordinatie") == {"Coördinatie in Gent"}
    assert found(client, "q=coördinatie+brug") == {"Coördinatie in Gent"}
    assert found(client, "q=stappenplan+elders") == {"Stage"}
    assert found(client, "q=stage+nergens") == set()


@pytest.mark.slow
@pytest.mark.parametrize("sign", ["%25", "_", "*", ".", "[", "(", "\\", "'", "+%2B", "?"])
def test_signs_are_only_signs(client, school_page, sign):
    make_published(school_page, title="Titel", summary="Tekst")

    assert client.get(f"/projecten/?q=x{sign}y").status_code == 200
    assert found(client, f"q=T{sign}tel") == (set())


def test_the_words_are_marked_and_nothing_of_them_becomes_html(client, school_page):
    make_published(school_page, title="Over <b>stage</b>")

    response = client.get("/projecten/", {"q": "stage"})
    attack = client.get("/projecten/", {"q": '"><script>alert(1)</script>'})

    assert "Over &lt;b&gt;<mark>stage</mark>&lt;/b&gt;" in response.text
    assert "<script>alert" not in attack.text
    assert markup_problems(attack.text) == []


# Filters


@pytest.mark.slow
def test_a_retired_theme_stays_findable_and_a_replaced_one_leads_on(client, school_page):
    from vocabularies.domain.retiring import replace, retire

    old, new = make_theme("oud"), make_theme("nieuw")
    faded = make_theme("verlaten")
    make_published(school_page, title="Eerst oud", themes=[old])
    make_published(school_page, title="Verlaten", themes=[faded])
    from tests.accounts.factories import make_superuser

    boss = make_superuser()
    replace(old, new, by=boss)
    retire(faded, by=boss)

    assert found(client, "thema=oud") == found(client, "thema=nieuw") == {"Eerst oud"}
    assert found(client, "thema=verlaten") == {"Verlaten"}


# Pages, orders, garbage


@pytest.mark.slow
def test_orders(client, school_page):
    for title in ("B", "C", "A"):
        make_published(school_page, title=title)

    def order(value):
        page = client.get(f"/projecten/?sorteer={value}").context["page"]
        return [project.title for project in page]

    assert order("nieuwste") == ["A", "C", "B"]
    assert order("oudste") == ["B", "C", "A"]
    assert order("titel") == ["A", "B", "C"]


@pytest.mark.slow
def test_pages_are_bounded_and_known_to_machines(client, school_page, monkeypatch):
    from showcase.finding import projects
    from showcase.views import finders

    def small_finder(lists=None):
        finder = projects.project_finder(lists)
        finder.size = 2
        return finder

    monkeypatch.setattr(finders, "project_finder", small_finder)
    for number in range(5):
        make_published(school_page, title=f"P{number}")

    def page(number):
        return client.get(f"/projecten/?pagina={number}&sorteer=oudste")

    assert [p.title for p in page(1).context["page"]] == ["P0", "P1"]
    assert [p.title for p in page(3).context["page"]] == ["P4"]
    assert [p.title for p in page(99).context["page"]] == ["P4"]
    assert [p.title for p in page(0).context["page"]] == ["P0", "P1"]
    middle = page(2).text
    assert (
        'rel="canonical" href="http://testserver/projecten/?sorteer=oudste&amp;pagina=2"' in middle
    )
    assert '<link rel="prev" href="/projecten/?sorteer=oudste">' in middle
    assert '<link rel="next" href="/projecten/?sorteer=oudste&amp;pagina=3">' in middle
    assert markup_problems(middle) == []


@pytest.mark.parametrize(
    "query",
    [
        "thema=%00&niveau=%F0%9F%92%A9&jaar=abc&land=" + "x" * 3000,
        "pagina=-1&pagina=9e9&sorteer=;drop",
        "jaar=99999&jaar=0&resultaat[]=x&q=" + "a" * 3000,
        "thema=a&" * 400,
    ],
)
def test_garbage_is_answered_with_the_page_and_what_was_left_out(client, school_page, query):
    make_published(school_page, title="Project")
    response = client.get(f"/projecten/?{query}")

    assert response.status_code == 200
    assert markup_problems(response.text) == []


def test_an_unknown_value_is_named_and_left_out(client, school_page):
    make_published(school_page, title="Project")
    response = client.get("/projecten/?thema=bestaat-niet")

    assert found(client, "thema=bestaat-niet") == {"Project"}
    assert "kent “bestaat-niet” niet" in response.text


def test_only_reading_is_allowed(client, db):
    assert client.post("/projecten/").status_code == 405
    assert client.head("/projecten/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("query", "statements"), [("", 9), ("q=project&thema=talen", 12)])
@pytest.mark.slow
def test_the_finder_costs_the_same_for_one_and_three(
    client, school_page, django_assert_num_queries, count, query, statements
):
    client.get("/projecten/?q=anders")
    theme = make_theme("talen")
    for number in range(count):
        make_published(
            school_page, title=f"Project {number}", themes=[theme], partners=[partner("fr")]
        )

    with django_assert_num_queries(statements):
        response = client.get(f"/projecten/?{query}")

    assert len(response.context["cards"]) == count
    assert markup_problems(response.text) == []
