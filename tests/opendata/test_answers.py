"""The API: what it answers, in how many statements, and how it says that it does not."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from opendata.api import openapi
from opendata.registry import datasets
from tests.forums.factories import make_forum, make_recommendation, make_response
from tests.institutions.factories import make_institution
from tests.showcase.factories import make_published, make_school, make_school_page, make_theme
from tests.showcase.public.making import archived, boss_of, conclusions_of, partner
from tests.vocabularies.factories import make_term
from vocabularies.enums import Scheme

pytestmark = pytest.mark.django_db

EMPTY = {"count": 0, "next": None, "previous": None, "results": []}
#: Statements for a page of each dataset, and for one record.
COSTS = {
    "projects": (11, 9),
    "conclusions": (11, 8),
    "results": (6, 4),
    "institutions": (3, 2),
    "forums": (11, 9),
    "recommendations": (8, 6),
}


@pytest.fixture
def school_page(db):
    return make_school_page(make_school("De Brug", number="040428", town="Gent"))


@pytest.fixture
def project(school_page):
    return make_published(
        school_page,
        title="Stage zonder grenzen",
        themes=[make_theme("werkplekleren")],
        partners=[partner("gr", "Lykeio")],
        what_did_not_work="Het regende.",
    )


def make_everything():
    """One more record of every dataset."""
    project = make_published(make_school_page(make_school()), partners=[partner("gr")])
    forum = make_forum(organisers=[make_institution("Raad")])
    office = make_institution("Dienst")
    asked = make_recommendation(forum, *conclusions_of(project), addressees=[office])
    make_response(asked, office, stakeholder_group=make_term(scheme=Scheme.STAKEHOLDER_GROUPS))


def get(client, path, **headers):
    return client.get(f"/api/v1/{path}", headers=headers)


def ids(client, path):
    return [one["id"] for one in get(client, path).json()["results"]]


def test_every_dataset_names_the_filters_of_its_finder():
    assert {one.name: one.filters for one in datasets()} == {
        one.name: one.finder().shape.filters for one in datasets()
    }


def test_a_project_has_what_everybody_may_know(client, project, school_page):
    answer = get(client, "projects")
    (conclusion,) = conclusions_of(project)
    (result,) = project.results.all()
    (found,) = answer.json()["results"]

    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert set(answer.json()) == {"count", "next", "previous", "results", "facets"}
    address = f"http://testserver/scholen/{school_page.slug}/{project.slug}/"
    assert found == {
        "id": project.pk,
        "url": address,
        "api_url": f"http://testserver/api/v1/projects/{project.pk}",
        "title": "Stage zonder grenzen",
        "slug": project.slug,
        "licence": "https://creativecommons.org/licenses/by/4.0/",
        "attribution": "De Brug, via Verankerd",
        "acronym": "",
        "summary": "Een samenvatting.",
        "summary_en": "",
        "language": "nl",
        "programme": {"slug": "ka210-sch", "label": "ka210 sch"},
        "numbers": ["2022-1-BE02-KA210-SCH-000999101"],
        "start_date": "2022-09-01",
        "end_date": "2024-06-30",
        "website": "",
        "themes": [{"slug": "werkplekleren", "label": "werkplekleren"}],
        "levels": [{"slug": "lager-onderwijs", "label": "lager onderwijs"}],
        "forms": [],
        "partners": [{"name": "Lykeio", "country": {"slug": "gr", "label": "gr"}}],
        "school": {
            "id": school_page.institution_id,
            "title": "De Brug",
            "url": f"http://testserver/scholen/{school_page.slug}/",
        },
        "results": [
            {
                "id": str(result.uuid),
                "title": "Een stappenplan",
                "url": f"{address}#resultaat-{result.uuid}",
            }
        ],
        "conclusions": [
            {
                "id": conclusion.reference,
                "title": conclusion.statement,
                "url": f"http://testserver/conclusies/{conclusion.reference}/",
            }
        ],
        "published_at": found["published_at"],
        "updated_at": found["updated_at"],
        "is_example": False,
    }
    assert get(client, f"projects/{project.pk}").json() == found


def test_a_conclusion_tells_its_trail(client, project):
    (conclusion,) = conclusions_of(project)

    found = get(client, f"conclusions/{conclusion.reference}").json()

    assert [(one["state"], one["what"]) for one in found["trail"]] == [
        ("done", "Project afgerond"),
        ("done", "Conclusie gepubliceerd"),
    ]
    assert (found["status"], found["statement"]) == ("gepubliceerd", conclusion.statement)
    assert [one["title"] for one in found["supported_by"]] == ["Een stappenplan"]


def test_an_answer_names_the_group_of_its_institution_where_that_was_noted(client):
    group = make_term("lokale-besturen", scheme=Scheme.STAKEHOLDER_GROUPS)
    asked = make_recommendation(make_forum())
    make_response(asked, make_institution("Stad"), stakeholder_group=group)
    make_response(asked, make_institution("Dienst"))

    answers = get(client, f"recommendations/{asked.pk}").json()["answers"]

    assert {one["institution"]["title"]: one["stakeholder_group"] for one in answers} == {
        "Stad": {"slug": "lokale-besturen", "label": "lokale besturen"},
        "Dienst": None,
    }


@pytest.mark.slow
def test_counts_and_pages_are_those_of_the_finder(client, school_page):
    theme, other = make_theme("klimaat", label_nl="Klimaat"), make_theme("talen")
    first = make_published(school_page, title="Appel", themes=[theme])
    second = make_published(school_page, title="Boom", themes=[theme, other])
    make_published(school_page, title="Citroen", themes=[other])

    page = get(client, "projects?thema=klimaat&sorteer=titel&aantal=1").json()

    assert (page["count"], [one["id"] for one in page["results"]]) == (2, [first.pk])
    assert page["previous"] is None
    assert page["next"] == (
        "http://testserver/api/v1/projects?thema=klimaat&sorteer=titel&pagina=2&aantal=1"
    )
    assert page["facets"]["thema"] == [
        {"value": "klimaat", "label": "Klimaat", "count": 2, "chosen": True, "narrower": []},
        {"value": "talen", "label": "talen", "count": 2, "chosen": False, "narrower": []},
    ]
    following = client.get(page["next"]).json()
    assert (following["next"], [one["id"] for one in following["results"]]) == (None, [second.pk])
    assert ids(client, "projects?q=boom") == [second.pk]
    assert ids(client, "projects?thema=klimaat&thema=talen&sorteer=titel&q=-citroen") == [
        first.pk,
        second.pk,
    ]


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", list(COSTS))
def test_a_page_costs_the_same_however_much_is_on_it(
    client, django_assert_num_queries, name, count
):
    for _number in range(count):
        make_everything()
    first = get(client, name).json()["results"][0]

    with django_assert_num_queries(COSTS[name][0]):
        assert len(get(client, name).json()["results"]) == count
    with django_assert_num_queries(COSTS[name][1]):
        assert get(client, f"{name}/{first['id']}").json() == first


# What was taken away


def test_a_project_that_is_offline_leaves_its_tombstone(client, school_page):
    project = archived(school_page, title="Weg ermee")
    (conclusion,) = conclusions_of(project)
    (result,) = project.results.all()

    answer = get(client, f"projects/{project.pk}")

    assert answer.status_code == 410
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Dit is weggehaald",
        "status": 410,
        "detail": "Dit project staat niet meer online.",
        "url": f"http://testserver/scholen/{school_page.slug}/{project.slug}/",
        "withdrawn_on": answer.json()["withdrawn_on"],
        "reason": "De partner trok de toestemming in.",
    }
    assert get(client, f"results/{result.uuid}").status_code == 410
    gone = get(client, f"conclusions/{conclusion.reference}").json()
    assert gone["title"] == f"Ingetrokken beleidsconclusie {conclusion.reference}"
    assert (gone["status"], gone["statement"], gone["argument"], gone["project"]) == (
        "ingetrokken",
        "",
        "",
        None,
    )
    assert ids(client, "conclusions?status=ingetrokken") == [conclusion.reference]
    for name in ("projects", "conclusions", "results"):
        assert ids(client, name) == []


# What is not answered


@pytest.mark.parametrize(
    ("path", "errors"),
    [
        (
            "projects?thema=bestaat-niet",
            [("thema", "bestaat-niet", "thema kent “bestaat-niet” niet.")],
        ),
        ("projects?pagina=0", [("pagina", "0", "Geef een bladzijde van 1 tot 10000.")]),
        ("projects?pagina=x", [("pagina", "x", "Geef een bladzijde van 1 tot 10000.")]),
        ("projects?aantal=101", [("aantal", "101", "Vraag 1 tot 100 per bladzijde.")]),
        ("conclusions?sorteer=mooi", [("sorteer", "mooi", "Sorteer op nieuwste, oudste,")]),
        ("projects?" + "&thema=x" * 31, [("thema", "x", "Geef van thema hoogstens 30")]),
        ("projects?q=" + "a" * 201, [("q", "a" * 100, "Zoek met hoogstens 200 tekens.")]),
    ],
)
def test_what_is_not_understood_is_named(client, path, errors):
    answer = get(client, path)

    said = answer.json()
    assert (answer.status_code, said["status"]) == (400, 400)
    assert said["title"] == "Deze vraag is niet te lezen"
    assert [(one["name"], one["value"]) for one in said["errors"]] == [
        error[:2] for error in errors
    ]
    assert said["detail"].startswith(errors[0][2])


@pytest.mark.parametrize(
    "path",
    [
        "projects?pagina=2",
        "projects/999999",
        "projects/abc",
        "projects/99999999999999999999",
        "conclusions/2020-9999",
        "conclusions/%00",
        "results/geen-uuid",
        "institutions/0",
        "bestaat-niet",
        "projects/1/2",
    ],
)
def test_what_is_not_there_is_told_in_words(client, path):
    answer = get(client, path)

    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert {**answer.json(), "detail": ""} == {
        "type": "about:blank",
        "title": "Dit is er niet",
        "status": 404,
        "detail": "",
    }


# How it is read


def test_who_has_the_answer_is_told_so(client, project):
    first = get(client, "projects")
    etag = first.headers["ETag"]

    again = get(client, "projects", if_none_match=etag)
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)

    project.get_latest_revision().publish(skip_permission_checks=True)
    project.refresh_from_db()
    project.title = "Anders"
    project.save()
    assert get(client, "projects", if_none_match=etag).status_code == 200


def test_pages_of_any_site_read_and_nobody_writes(client, project):
    allowed = {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    }
    asked = get(client, "projects")
    options = client.options("/api/v1/projects")
    head = client.head("/api/v1/projects")
    posted = client.post("/api/v1/projects")

    for answer in (asked, options, head, posted):
        assert {name: answer.headers.get(name) for name in allowed} == allowed
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")
    assert (options.status_code, options.content, options.headers["Allow"]) == (
        204,
        b"",
        "GET, HEAD, OPTIONS",
    )
    assert (head.status_code, head.content, head.headers["ETag"]) == (
        200,
        b"",
        asked.headers["ETag"],
    )
    assert (posted.status_code, posted.json()["title"]) == (405, "Hier kun je alleen lezen")


def test_who_asks_too_often_waits(client, settings):
    settings.OPEN_DATA_A_MINUTE = 2

    answers = [get(client, "projects") for _number in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json()["title"] == "Dit ging te snel"
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 60
    assert client.get("/projecten/").status_code == 200


def test_a_cache_that_is_away_stops_nobody(client, monkeypatch):
    def fails(*_args, **_kwargs):
        raise ConnectionError

    monkeypatch.setattr(type(cache._connections["default"]), "add", fails)

    assert get(client, "projects").json()["count"] == 0


def test_a_slash_behind_an_address_leads_to_the_address(client):
    answer = get(client, "projects/?q=boom")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/api/v1/projects?q=boom")


# What describes it


def test_the_entrance_names_everything(client):
    assert get(client, "").json() == {
        "datasets": {one.name: f"http://testserver/api/v1/{one.name}" for one in datasets()},
        "vocabularies": "http://testserver/api/v1/vocabularies",
        "openapi": "http://testserver/api/v1/openapi.json",
        "docs": "http://testserver/api/v1/docs",
        "licence": "https://creativecommons.org/licenses/by/4.0/",
    }


def test_the_document_names_every_address_and_no_other(client):
    answer = get(client, "openapi.json")

    assert answer.json() == openapi()
    assert set(answer.json()["paths"]) == {
        *(f"/api/v1/{name}{one}" for name in COSTS for one in ("", "/{key}")),
        *(f"/api/v1/vocabularies{one}" for one in ("", "/{scheme}", "/{scheme}/{slug}")),
    }


@pytest.mark.parametrize("path", ["/api/v1/docs", "/open-data/"])
def test_the_pages_for_people_load_nothing_from_elsewhere(client, django_assert_num_queries, path):
    from tests.markup import markup_problems

    client.get(path)
    with django_assert_num_queries(0):
        page = client.get(path)

    assert markup_problems(page.text) == []
    for dataset in datasets():
        assert f"/api/v1/{dataset.name}" in page.text


def test_a_file_of_a_result_is_named_with_its_own_terms(client, project):
    (result,) = project.results.all()
    type(result).objects.filter(pk=result.pk).update(
        link="https://example.org/plan", licence="CC0-1.0"
    )

    found = get(client, f"results/{result.uuid}").json()

    assert (found["work_url"], found["work_licence"]) == ("https://example.org/plan", "CC0-1.0")
    assert found["licence"] == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.slow
def test_a_school_that_merged_is_found_under_its_old_id(client, school_page, project):
    from institutions.domain.merging import merge_institutions

    old = make_school_page(make_school("De Oude"))
    boss_of(old)
    merge_institutions(old.institution, school_page.institution, by=None)

    found = get(client, f"institutions/{old.institution_id}").json()

    assert (found["id"], found["title"]) == (school_page.institution_id, "De Brug")
    assert [one["id"] for one in found["projects"]] == [project.pk]
