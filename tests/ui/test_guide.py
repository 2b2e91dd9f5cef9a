import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.markup import markup_problems
from ui.components.guide import USAGE
from ui.components.library import register
from ui.finders import PARTS
from ui.trail import STATES

COMPONENTS = Path(settings.ROOT) / "templates" / "components"

# Pieces that stand only inside another component, whose stylesheet they share.
PARTS_OF = {
    "chip": "chips",
    "fact": "facts",
    "facets": "facet",
    "facets_opener": "facet",
    "form_actions": "form_layout",
    "form_fields": "field",
    "form_group": "form_layout",
    "site_menu": "site_header",
    "site_tools": "site_header",
    "tree_node": "tree",
}
# Their templates stand with the package that draws them; a script draws the handle.
ELSEWHERE = {"second_step", "concept_tree", "drag_handle"}
# What the guide itself is made of, and what only a demonstration shows.
NOT_IN_GUIDE = {"demo_accounts", "specimen"}


@pytest.fixture
def guide(client):
    return client.get("/stijlgids/")


@pytest.fixture
def templates():
    return {path.stem for path in COMPONENTS.glob("*.html")}


def test_guide_shows_every_component(guide, templates):
    shown = set(re.findall(r'class="specimen" id="(\w+)"', guide.text))

    assert guide.status_code == 200
    assert shown == (templates - set(PARTS_OF) - NOT_IN_GUIDE) | {"tokens", "headings"}
    assert shown == set(USAGE)


def test_guide_says_when_and_when_not(guide):
    shown = len(USAGE)

    assert guide.text.count("<b>Wel:</b>") == shown
    assert guide.text.count("<b>Niet:</b>") == shown


def test_component_has_a_stylesheet_of_its_own_name_or_is_part_of_one(templates):
    stylesheets = {path.stem for path in (PARTS / "components").glob("*.css")}

    assert stylesheets == (templates - set(PARTS_OF)) | ELSEWHERE


def test_component_says_its_props(templates):
    silent = {
        name
        for name in templates
        if "{% comment %}" not in (COMPONENTS / f"{name}.html").read_text(encoding="utf-8")
    }

    assert silent == set()


def test_component_has_a_tag_of_its_own_name(templates):
    drawn_by_others = {
        "form_fields",
        "site_menu",
        "site_tools",
        "tree",
        "tree_node",
    }

    assert set(register.tags) == templates - drawn_by_others


def test_guide_shows_every_state(guide):
    shown = set(re.findall(r'class="state" data-state="(\w+)"', guide.text))
    on_trail = set(re.findall(r'class="station" data-state="(\w+)"', guide.text))

    assert shown == set(STATES)
    assert on_trail == set(STATES)


@pytest.mark.parametrize("path", ["/stijlgids/", "/stijlgids/bevestigen/"])
def test_guide_is_right_html(client, path):
    assert markup_problems(client.get(path).text) == []


@pytest.mark.django_db
def test_guide_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/stijlgids/")


@pytest.mark.django_db
def test_guide_stays_light(guide):
    import gzip

    from ui.finders import joined

    page = len(guide.content) + len(joined().encode())

    assert page < 100_000
    assert len(gzip.compress(joined().encode())) < 12_000
