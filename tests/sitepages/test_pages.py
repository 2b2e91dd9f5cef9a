"""The pages as a visitor sees them."""

import html5lib
import pytest
from django.template import TemplateDoesNotExist

from sitepages import sections
from sitepages.enums import GuideKind
from sitepages.seed import build_site
from tests.sitepages.factories import make_guide, make_guide_index, make_home, make_standard
from tests.vocabularies.factories import make_level, make_term, make_theme
from vocabularies.domain.loading import load_vocabularies

pytestmark = pytest.mark.django_db

SITE = ("/over/", "/toegankelijkheid/", "/privacy/", "/voor-scholen/", "/voor-beleid/", "/wegwijs/")


@pytest.fixture(autouse=True)
def no_sections():
    """The home page without what the packages above put on it."""
    kept, sections._sections[:] = sections._sections[:], []
    yield
    sections._sections[:] = kept


def parsed(response):
    """The page as a strict parser reads it."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(response.content.decode())


def headings(tree):
    """The levels of the titles, in order."""
    return [element.tag for element in tree.iter() if element.tag in {"h1", "h2", "h3", "h4"}]


@pytest.mark.slow
def test_every_page_of_the_site_is_served_and_well_formed(client):
    load_vocabularies()
    build_site()
    guides = [f"/wegwijs/{slug}/" for slug in ("etwinning", "sleutelcompetenties", "epos")]

    for address in ("/", *SITE, *guides):
        response = client.get(address)
        assert response.status_code == 200, address
        tree = parsed(response)
        assert headings(tree).count("h1") == 1, address
        assert not [element for element in tree.iter() if "style" in element.attrib], address


def test_home_asks_the_question_and_searches_in_everything(client):
    make_home()

    tree = parsed(client.get("/"))

    forms = [form for form in tree.iter("form") if form.get("role") == "search"]
    assert {form.get("action") for form in forms} == {"/zoeken/"}
    assert tree.findtext(".//h1").startswith("Wat scholen leerden")


def test_home_shows_the_sections_that_have_something(client):
    make_home()
    sections.register(20, "sitepages/blocks/heading.html", lambda request: None)
    sections.register(10, "components/chip.html", lambda request: {"label": "vol"})

    response = client.get("/")

    assert response.context["sections"] == [("components/chip.html", {"label": "vol"})]


def test_home_does_not_hide_a_broken_section(client):
    make_home()
    sections.register(10, "nergens.html", lambda request: {})

    with pytest.raises(TemplateDoesNotExist):
        client.get("/")


@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_the_same_whatever_there_is(client, django_assert_num_queries, count):
    for _ in range(count):
        make_standard()
    with django_assert_num_queries(1):
        client.get("/")


@pytest.mark.parametrize("count", [1, 3])
def test_standard_page_costs_the_same_whatever_it_says(client, django_assert_num_queries, count):
    body = [("heading", "Titel"), ("link", {"label": "Over", "url": "/over/", "explanation": ""})]
    make_standard("over", body=body * count)
    client.get("/over/")

    with django_assert_num_queries(6):
        client.get("/over/")


@pytest.mark.parametrize("count", [1, 3])
def test_guide_index_lists_live_pages_by_kind(client, django_assert_num_queries, count):
    shown = [make_guide(kind=GuideKind.POLICY) for _ in range(count)]
    make_guide(live=False)
    client.get("/wegwijs/")

    with django_assert_num_queries(7):
        response = client.get("/wegwijs/")

    assert response.context["kinds"] == [(GuideKind.POLICY, shown)]
    assert parsed(response)


def test_empty_guide_says_what_comes(client):
    make_guide_index()

    assert "Hier staat nog niets" in client.get("/wegwijs/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_guide_page_shows_what_it_is_about(client, django_assert_num_queries, count):
    themes = [make_theme() for _ in range(count)]
    levels = [make_level() for _ in range(count)]
    programmes = [make_term(scheme="programmes") for _ in range(count)]
    make_guide("gids", themes=themes, levels=levels, programmes=programmes)
    client.get("/wegwijs/gids/")

    with django_assert_num_queries(11):
        response = client.get("/wegwijs/gids/")

    links = {element.get("href") for element in parsed(response).iter("a")}
    expected = {theme.get_absolute_url() for theme in themes} | {
        level.get_absolute_url() for level in levels
    }
    assert expected | {f"/projecten/?programma={term.slug}" for term in programmes} <= links


def test_guide_page_that_nobody_checked_says_so(client):
    make_guide("gids", source_title="Onze bron")
    make_guide("nagekeken", reviewed_on="2026-11-02")

    unchecked = client.get("/wegwijs/gids/").content.decode()
    checked = client.get("/wegwijs/nagekeken/").content.decode()

    assert 0 < unchecked.index("Nog niet nagekeken") < unchecked.index("Bron:")
    assert "laatst nagekeken op 2 november 2026" in checked
    assert "Nog niet nagekeken" not in checked


def test_draft_of_a_guide_page_is_not_served(client):
    make_guide("geheim", live=False)

    response = client.get("/wegwijs/geheim/")

    assert response.status_code == 404
    assert "Kort gezegd" not in response.content.decode()
