"""The selection of a finder as CSV, workbook and JSON: the same things, no formula, no secrets."""

from __future__ import annotations

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from showcase.records import Lesson
from tests.markup import markup_problems
from tests.sharing import made_once
from tests.showcase.factories import (
    make_project,
    make_published,
    make_school,
    make_school_page,
    make_theme,
)
from tests.showcase.public.making import archived

pytestmark = pytest.mark.django_db

ATTACK = '=HYPERLINK("https://kwaad.example")'


@made_once
def school_page():
    page = make_school_page(make_school("De Brug"))
    make_published(
        page,
        title="Stage",
        summary=ATTACK,
        themes=[make_theme("werk")],
        what_did_not_work="Verzwegen moeilijkheid.",
        lessons=[Lesson(text="Verzwegen raad.")],
    )
    make_published(page, title="Water", themes=[make_theme("milieu")])
    make_project(page, title="Ontwerp over stage")
    archived(page, title="Vroegere stage")
    return page


def body(response):
    return b"".join(response.streaming_content)


def rows(response):
    return list(csv.reader(io.StringIO(body(response).decode("utf-8-sig"))))


def sheet(response):
    book = load_workbook(io.BytesIO(body(response)))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()], book


def test_each_form_has_what_the_finder_lists(client, school_page):
    head, *listed = rows(client.get("/projecten/export.csv?thema=werk&q=stage"))
    cells, _book = sheet(client.get("/projecten/export.xlsx?thema=werk&q=stage"))
    told = json.loads(body(client.get("/projecten/export.json?thema=werk&q=stage")))

    column = head.index("Titel")
    assert [row[column] for row in listed] == ["Stage"]
    assert [row[column] for row in cells] == ["Titel", "Stage"]
    assert cells[0] == head
    assert [one["title"] for one in told["results"]] == ["Stage"]
    assert (told["count"], told["complete"]) == (1, True)
    assert told["source"] == "http://testserver/projecten/?q=stage&thema=werk"
    assert rows(client.get("/projecten/export.csv?thema=niemand&jaar=1999")) == [head]


def test_licence_and_whom_to_name_are_in_every_form(client, school_page):
    head, *listed = rows(client.get("/projecten/export.csv"))
    licence, named = head.index("Licentie"), head.index("Te vermelden")
    told = json.loads(body(client.get("/conclusies/export.json")))

    assert {(row[licence], row[named]) for row in listed} == {
        ("https://creativecommons.org/licenses/by/4.0/", "De Brug, via Verankerd")
    }
    assert told["licence"] == "https://creativecommons.org/licenses/by/4.0/"
    assert {one["attribution"] for one in told["results"]} == {"De Brug, via Verankerd"}


def test_what_looks_like_a_formula_computes_nothing(client, school_page):
    head, *listed = rows(client.get("/projecten/export.csv?q=stage"))
    cells, book = sheet(client.get("/projecten/export.xlsx?q=stage"))
    column = head.index("Samenvatting")

    assert listed[0][column] == f"'{ATTACK}"
    assert cells[1][column] == ATTACK
    assert book.worksheets[0].cell(2, column + 1).data_type == "s"


@pytest.mark.parametrize("form", ["csv", "json"])
def test_nothing_that_is_not_online_and_no_difficulties_are_in_it(client, school_page, form):
    text = body(client.get(f"/projecten/export.{form}")).decode()
    secret = ("Ontwerp over", "Vroegere", "Verzwegen moeilijkheid", "Verzwegen raad")

    assert [word for word in secret if word in text] == []
    assert "Water" in text


def test_conclusions_tell_where_they_stand(client, school_page):
    head, *listed = rows(client.get("/conclusies/export.csv?q=water"))

    told = {row[head.index("Wat ermee gebeurde")] for row in listed}
    assert {words.split("; ")[:2][-1] for words in told} == {"Conclusie gepubliceerd"}


def test_the_finder_links_to_each_form_of_its_selection(client, school_page):
    page = client.get("/projecten/?q=stage&pagina=9")

    assert [way.url for way in page.context["exports"]] == [
        "/projecten/export.csv?q=stage",
        "/projecten/export.xlsx?q=stage",
        "/projecten/export.json?q=stage",
    ]
    assert 'href="/projecten/export.csv?q=stage"' in page.text
    assert markup_problems(page.text) == []
    assert client.get("/projecten/export.exe").status_code == 404
    assert client.post("/projecten/export.csv").status_code == 405


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_an_export_costs_the_same_for_one_and_three(client, django_assert_num_queries, count):
    page = make_school_page(make_school("De Meander"))
    for number in range(count):
        make_published(page, title=f"Lezen {number}", themes=[make_theme("talen")])
    client.get("/projecten/?q=anders")

    with django_assert_num_queries(12):
        listed = rows(client.get("/projecten/export.csv?q=lezen"))

    assert len(listed) == count + 1
