import re

import pytest
from django.template import Context, Template


def menu(response):
    return re.findall(r'<a href="([^"]+)"(?: aria-current="(\w+)")?>', response.text)


@pytest.mark.django_db
def test_menu_leads_to_its_places(client):
    places = [url for url, _ in menu(client.get("/stijlgids/"))]

    assert set(places) >= {"/projecten/", "/conclusies/", "/voor-scholen/", "/over/"}


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/projecten/", {"/projecten/": "page"}),
        ("/conclusies/2026-0042/", {"/conclusies/": "true"}),
        ("/", {}),
    ],
)
def test_menu_marks_where_one_is(rf, path, current):
    drawn = Template("{% site_header %}").render(Context({"request": rf.get(path)}))
    marked = dict(re.findall(r'<a href="([^"]+)" aria-current="(\w+)"', drawn))

    assert marked == current


@pytest.mark.django_db
def test_header_offers_signing_in_to_a_visitor(client):
    text = client.get("/stijlgids/").text

    assert text.count(">Aanmelden</a>") == 2
    assert "Mijn werk" not in text


@pytest.mark.django_db
def test_header_offers_ones_work_and_signing_out(client, editor):
    client.force_login(editor)
    text = client.get("/stijlgids/").text

    assert text.count('<a href="/mijn/">Mijn werk</a>') == 2
    assert text.count(">Afmelden</button>") == 2
    assert ">Aanmelden</a>" not in text


@pytest.mark.django_db
def test_header_asks_only_who_one_is(client, editor, django_assert_num_queries):
    client.force_login(editor)

    with django_assert_num_queries(2):  # the session and the user
        client.get("/stijlgids/")


def test_page_without_a_request_can_be_drawn():
    drawn = Template('{% extends "base.html" %}{% block title %}X{% endblock %}').render(Context())

    assert "<title>X · Verankerd</title>" in drawn
    assert "canonical" not in drawn


def test_page_says_its_address_without_its_filters(client):
    text = client.get("/stijlgids/?q=stage").text

    assert '<link rel="canonical" href="http://testserver/stijlgids/">' in text
