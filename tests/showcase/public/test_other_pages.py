"""Pages of schools, themes and levels; the home page's sections; what machines read."""

from __future__ import annotations

import re

import pytest
from django.test import RequestFactory

from search.index.keeping import snapshot
from showcase.addresses import project_address
from showcase.views import sections
from sitepages.pages import GuideIndexPage, GuidePage, HomePage
from tests.accounts.factories import make_superuser
from tests.markup import markup_problems
from tests.sharing import made_once
from tests.showcase.factories import (
    make_level,
    make_project,
    make_published,
    make_school,
    make_school_page,
    make_theme,
)
from tests.showcase.public.making import archived, boss_of, conclusions_of, partner, policy_level
from tests.sitepages.factories import make_guide, make_guide_index, make_standard
from vocabularies.domain.retiring import replace, retire

pytestmark = pytest.mark.django_db


@made_once
def school_page():
    return make_school_page(make_school("De Brug", town="Gent"))


def titles(response, name="projects"):
    return {card.title for card in response.context[name]}


# A school


@pytest.mark.slow
def test_a_school_shows_what_is_online_of_its_own(client, school_page):
    own = make_published(school_page, title="Eigen")
    make_published(title="Van een ander")
    make_project(school_page, title="Ontwerp")
    archived(school_page, title="Verdwenen")

    response = client.get(f"/scholen/{school_page.slug}/")

    assert titles(response) == {"Eigen"}
    references = [card.kicker for card in response.context["conclusions"]]
    assert references == [c.reference for c in conclusions_of(own)]
    assert "Gent" in response.text
    assert [word for word in ("Ontwerp", "Verdwenen", "ander") if word in response.text] == []
    assert markup_problems(response.text) == []


def test_a_school_without_projects_leads_on(client, school_page):
    response = client.get(f"/scholen/{school_page.slug}/")

    assert "nog geen project online" in response.text
    assert markup_problems(response.text) == []


def test_an_unknown_school_is_not_there(client, school_page):
    assert client.get("/scholen/bestaat-niet/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_a_school_costs_nine_statements(client, school_page, django_assert_num_queries, count):
    for _number in range(count):
        make_published(school_page, partners=[partner("fr")])

    with django_assert_num_queries(9):
        response = client.get(f"/scholen/{school_page.slug}/")

    assert len(response.context["projects"]) == count


# Themes and levels


@pytest.mark.slow
def test_a_theme_shows_what_is_about_it_and_what_is_narrower(client, school_page):
    languages = make_theme("talen", definition_nl="Alles met taal.")
    french = make_theme("frans", broader=languages)
    make_published(school_page, title="Talen", themes=[languages])
    make_published(school_page, title="Frans", themes=[french, languages])
    make_published(school_page, title="Werk", themes=[make_theme("werk")])
    make_project(school_page, title="Ontwerp", themes=[languages])
    archived(school_page, title="Weg", themes=[languages])

    broad, narrow = client.get("/themas/talen/"), client.get("/themas/frans/")

    assert (titles(broad), titles(narrow)) == ({"Talen", "Frans"}, {"Frans"})
    assert [len(page.context["conclusions"]) for page in (broad, narrow)] == [2, 1]
    assert "Alles met taal." in broad.text
    assert 'href="/themas/frans/"' in broad.text
    assert 'href="/themas/talen/"' in narrow.text
    assert [markup_problems(page.text) for page in (broad, narrow)] == [[], []]


def test_a_level_takes_in_every_layer_below_it(client, school_page):
    secondary = make_level("secundair")
    third = make_level("derde-graad", broader=secondary)
    make_published(school_page, title="Diep", levels=[make_level("doorstroom", broader=third)])

    found = [titles(client.get(f"/niveaus/{s}/")) for s in ("secundair", "derde-graad")]

    assert found == [{"Diep"}, {"Diep"}]


def test_a_replaced_concept_leads_to_its_successor_for_good(client, db):
    boss = make_superuser()
    for make, address in ((make_theme, "/themas/"), (make_level, "/niveaus/")):
        oldest, old, new = make("oudst"), make("oud"), make("nieuw")
        replace(oldest, old, by=boss)
        replace(old, new, by=boss)
        response = client.get(f"{address}oudst/")

        assert (response.status_code, response["Location"]) == (301, f"{address}nieuw/")


def test_a_retired_theme_keeps_its_page(client, school_page):
    theme = make_theme("verlaten")
    make_published(school_page, title="Van toen", themes=[theme])
    retire(theme, by=make_superuser())

    response = client.get("/themas/verlaten/")

    assert titles(response) == {"Van toen"}
    assert "wordt niet meer gekozen" in response.text


def test_a_theme_without_anything_leads_on(client, db):
    make_theme("leeg", broader=make_theme("ruim"))
    response = client.get("/themas/leeg/")

    assert "Kijk ruimer: ruim" in response.text
    assert markup_problems(response.text) == []


def test_an_unknown_concept_is_not_there(client, db):
    assert [client.get(f"/{kind}/x/").status_code for kind in ("themas", "niveaus")] == [404, 404]


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", ["/themas/talen/", "/niveaus/secundair/"])
def test_a_concept_costs_twelve_statements(
    client, school_page, django_assert_num_queries, address, count
):
    theme, level = make_theme("talen"), make_level("secundair")
    for _number in range(count):
        make_published(school_page, themes=[theme], levels=[level], partners=[partner("fr")])

    with django_assert_num_queries(12):
        response = client.get(address)

    assert len(response.context["projects"]) == count


@pytest.mark.slow
def test_guide_pages_stand_beside_what_they_are_of_use_to(client, school_page):
    theme = make_theme("talen")
    project = make_published(school_page, themes=[theme])
    home = HomePage.objects.get()
    index = home.add_child(instance=GuideIndexPage(title="Wegwijs", slug="wegwijs"))
    for title, live in (("Erasmus+", True), ("Nog een ontwerp", False)):
        guide = GuidePage(title=title, summary="Geld voor reizen.", live=live)
        guide.themes.set([theme])
        index.add_child(instance=guide)

    pages = [client.get(address) for address in (project_address(project), "/themas/talen/")]

    for page in pages:
        assert [(g.title, g.url) for g in page.context["guides"]] == [
            ("Erasmus+", GuidePage.objects.live().get().url)
        ]
        assert markup_problems(page.text) == []


# The home page


def request():
    return RequestFactory().get("/")


@pytest.mark.slow
def test_the_home_page_counts_what_is_online_and_shows_a_real_trail(school_page):
    policy_level()
    policy_level("school", asks_answer=False)
    project = make_published(school_page, conclusions=2)
    make_published(conclusions=1)
    make_project(school_page)
    archived(school_page)

    opening = sections.opening(request())

    assert opening["counts"] == {"projects": 2, "schools": 2, "conclusions": 3}
    assert opening["example"].project_id != project.pk
    assert len(opening["trail"].stations) == 3


def test_an_empty_platform_has_an_opening_and_nothing_else(db):
    make_theme("talen")
    opening = sections.opening(request())

    assert (opening["counts"]["projects"], opening["example"]) == (0, None)
    assert (sections.recent(request()), sections.evidence(request())) == (None, None)


@pytest.mark.slow
def test_recent_conclusions_are_the_latest_that_stand_after_the_one_of_the_opening(school_page):
    archived(school_page)
    project = make_published(school_page, conclusions=6)

    cards = sections.recent(request())["conclusions"]

    latest = [c.reference for c in reversed(conclusions_of(project))][1:5]
    assert [card.kicker for card in cards] == latest


@pytest.mark.slow
def test_recent_conclusions_are_of_different_projects_first(school_page):
    policy_level()
    first, second, last = (make_published(school_page, conclusions=2) for _number in range(3))

    cards = sections.recent(request())["conclusions"]

    (_first_old, first_new), (second_old, second_new) = map(conclusions_of, (first, second))
    order = [second_new, first_new, conclusions_of(last)[0], second_old]
    assert [card.kicker for card in cards] == [conclusion.reference for conclusion in order]


@pytest.mark.slow
def test_the_evidence_map_counts_each_project_once_and_leads_to_it(client, school_page):
    languages, work = make_theme("talen"), make_theme("werk")
    french = make_theme("frans", broader=languages)
    secondary, primary = make_level("secundair"), make_level("lager")
    third = make_level("derde-graad", broader=secondary)
    make_level("hoger")
    labour = make_level("arbeidsmarkt", broader=third)
    make_published(school_page, themes=[languages, french], levels=[third, labour, primary])
    make_published(school_page, themes=[french], levels=[secondary])
    make_project(school_page, themes=[work], levels=[primary])

    drawn = sections.evidence(request())["map"]

    assert drawn.columns == ("secundair", "lager")
    counts = {row.label: [cell.count for cell in row.cells] for row in drawn.rows}
    assert counts == {"talen": [2, 1], "werk": [0, 0]}
    for row in drawn.rows:
        for cell in row.cells:
            assert client.get(cell.url).context["found"].total == cell.count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_the_sections_cost_seven_statements(school_page, django_assert_num_queries, count):
    policy_level()
    for _number in range(count):
        make_published(school_page)

    asked = request()
    snapshot()
    with django_assert_num_queries(7):
        for section in (sections.opening, sections.recent, sections.evidence):
            section(asked)


# Machines


def test_robots_are_let_in_nowhere_but_in_production(client, db):
    assert client.get("/robots.txt").text.splitlines() == ["User-agent: *", "Disallow: /"]


def test_robots_find_the_map_and_keep_out_of_what_is_not_public(client, db, settings):
    settings.SEARCH_ENGINES_WELCOME = True

    assert client.get("/robots.txt").text.splitlines() == [
        "User-agent: *",
        "Disallow: /beheer/",
        "Disallow: /mijn/",
        "Disallow: /account/",
        "Disallow: /documents/",
        "Sitemap: http://testserver/sitemap.xml",
    ]


@pytest.mark.slow
def test_the_map_of_the_site_has_what_is_online_only(client, school_page):
    from showcase.domain.withdrawal import withdraw_conclusion

    project = make_published(school_page, conclusions=2)
    make_project(school_page, title="Ontwerp")
    gone = archived(school_page)
    first, second = conclusions_of(project)
    withdraw_conclusion(first, by=boss_of(school_page), reason="Zo.")

    index = client.get("/sitemap.xml")
    texts = {part: client.get(f"/sitemap-{part}.xml").text for part in ("projecten", "conclusies")}

    assert "http://testserver/sitemap-projecten.xml" in index.text
    assert f"<loc>http://testserver{project_address(project)}</loc>" in texts["projecten"]
    assert texts["projecten"].count("<loc>") == 1
    assert gone.slug not in texts["projecten"] or gone.slug == project.slug
    assert f"<loc>http://testserver{second.get_absolute_url()}</loc>" in texts["conclusies"]
    assert texts["conclusies"].count("<loc>") == 1


def test_the_map_says_when_its_parts_changed_and_goes_on_in_the_next(
    client, school_page, monkeypatch, django_assert_num_queries
):
    from datetime import datetime

    from showcase.views import machines

    monkeypatch.setattr(machines.Part, "limit", 1)
    first, second = make_published(school_page), make_published(school_page)

    # A count and a latest change of each part, at once.
    client.get("/sitemap.xml")
    with django_assert_num_queries(10):
        index = client.get("/sitemap.xml").text
    parts = dict(re.findall("<loc>(.+?)</loc>(?:<lastmod>(.+?)</lastmod>)?", index))
    projects = [part for part in parts if "projecten" in part]

    assert projects == [
        "http://testserver/sitemap-projecten.xml",
        "http://testserver/sitemap-projecten.xml?p=2",
    ]
    assert datetime.fromisoformat(parts[projects[0]]) == second.last_published_at
    found = [client.get(part).text for part in projects]
    assert [re.findall("<loc>http://testserver(.+?)</loc>", text) for text in found] == [
        [project_address(first)],
        [project_address(second)],
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_map_of_the_site_has_its_texts_in_three_queries(
    client, db, count, django_assert_num_queries
):
    index = make_guide_index()
    texts = [index, make_standard("over"), *(make_guide() for _one in range(count))]
    make_guide(live=False)
    client.get("/sitemap-teksten.xml")

    with django_assert_num_queries(3):
        found = client.get("/sitemap-teksten.xml").text

    addresses = re.findall("<loc>http://testserver(.+?)</loc>", found)
    assert addresses == [page.url for page in texts]


def test_website_of_a_school_that_is_no_address_becomes_no_link(client, school_page):
    school = school_page.institution
    school.website = "javascript:alert(1)"
    school.save()

    response = client.get(school_page.get_url())

    assert response.status_code == 200
    assert "javascript:" not in response.text
