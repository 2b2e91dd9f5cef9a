"""Linked data inside pages: what it says, and that nothing in it can leave its element."""

from __future__ import annotations

import json
import re

import pytest

from forums.enums import Access, Format
from showcase.domain.withdrawal import withdraw_conclusion
from tests.forums.factories import make_forum, make_member, make_session
from tests.institutions.factories import make_institution
from tests.markup import markup_problems
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

EVIL = "</script><script>alert(1)</script><!-- & \u2028"
VOCABULARIES = "http://testserver/api/v1/vocabularies"


def linked(client, path):
    """What a page says as linked data, if it does; the page is well-formed."""
    page = client.get(path)
    assert markup_problems(page.text) == []
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL)
    assert len(found) <= 1
    return json.loads(found[0]) if found else None


@pytest.fixture
def project(db):
    return make_published(
        make_school_page(make_school("De Brug")),
        title="Stage zonder grenzen",
        themes=[make_theme("werkplekleren")],
        levels=[make_level("secundair")],
    )


def test_a_project_is_a_work_about_concepts(client, project):
    found = linked(client, project.get_url())
    (result,) = project.results.all()

    assert found.pop("@context")["@vocab"] == "https://schema.org/"
    address = f"http://testserver{project.get_url()}"
    assert found == {
        "@type": "CreativeWork",
        "@id": address,
        "url": address,
        "name": "Stage zonder grenzen",
        "abstract": "Een samenvatting.",
        "identifier": ["2022-1-BE02-KA210-SCH-000999101"],
        "temporalCoverage": "2022-09-01/2024-06-30",
        "inLanguage": "nl",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "publisher": {"@type": "Organization", "name": "Verankerd"},
        "author": {
            "@type": "EducationalOrganization",
            "@id": f"http://testserver{project.get_parent().get_url()}",
            "name": "De Brug",
        },
        "about": [
            {
                "@type": ["DefinedTerm", "skos:Concept"],
                "@id": f"{VOCABULARIES}/{scheme}/{slug}",
                "name": slug,
                "termCode": slug,
                "inDefinedTermSet": f"{VOCABULARIES}/{scheme}",
            }
            for scheme, slug in (("themes", "werkplekleren"), ("education_levels", "secundair"))
        ],
        "datePublished": str(project.first_published_at),
        "dateModified": str(project.last_published_at),
        "hasPart": [
            {
                "@type": "CreativeWork",
                "@id": f"{address}#resultaat-{result.uuid}",
                "name": "Een stappenplan",
                "description": "Een plan in vijf stappen.",
            }
        ],
    }


def test_a_conclusion_is_a_work_until_it_is_withdrawn(client, project):
    (conclusion,) = conclusions_of(project)
    path = conclusion.get_absolute_url()

    found = linked(client, path)
    assert {name: found[name] for name in ("identifier", "name", "text", "creativeWorkStatus")} == {
        "identifier": conclusion.reference,
        "name": conclusion.statement,
        "text": conclusion.argument,
        "creativeWorkStatus": "Published",
    }
    assert found["isPartOf"]["name"] == project.title

    withdraw_conclusion(conclusion, by=boss_of(project.get_parent().specific), reason="Zo.")
    found = linked(client, path)
    found.pop("@context")
    assert found == {
        "@type": "CreativeWork",
        "@id": f"http://testserver{path}",
        "url": f"http://testserver{path}",
        "identifier": conclusion.reference,
        "publisher": {"@type": "Organization", "name": "Verankerd"},
        "creativeWorkStatus": "Withdrawn",
    }


def test_a_forum_is_an_event_with_its_meetings(client, db):
    forum = make_forum("talen", organisers=[make_institution("Raad")])
    session = make_session(
        forum, format=Format.HYBRID, place="Gent", link="https://meet.example/geheim"
    )

    found = linked(client, forum.get_absolute_url())

    assert (found["@type"], found["name"], found["organizer"]) == (
        "Event",
        "talen",
        [{"@type": "Organization", "name": "Raad"}],
    )
    assert (found["startDate"], found["endDate"]) == (str(forum.starts_on), str(forum.ends_on))
    (meeting,) = found["subEvent"]
    assert meeting["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in meeting["location"]] == ["Place", "VirtualLocation"]
    assert session.link not in json.dumps(found)


def test_a_theme_is_a_concept_with_its_names(client, db):
    broad = make_theme("talen", label_nl="Talen", label_fr="Langues")
    make_theme("frans", broader=broad)

    found = linked(client, "/themas/talen/")

    assert (found["@id"], found["@type"]) == (
        f"{VOCABULARIES}/themes/talen",
        ["DefinedTerm", "skos:Concept"],
    )
    assert found["skos:prefLabel"] == [
        {"@value": "Talen", "@language": "nl"},
        {"@value": "Langues", "@language": "fr"},
    ]
    assert found["skos:narrower"] == [f"{VOCABULARIES}/themes/frans"]
    assert linked(client, "/themas/frans/")["skos:broader"] == f"{VOCABULARIES}/themes/talen"


@pytest.mark.slow
def test_nothing_typed_leaves_its_element(client, db):
    project = make_published(
        make_school_page(make_school(EVIL)), title=EVIL, summary=EVIL, acronym=EVIL[:40]
    )

    found = linked(client, project.get_url())

    assert (found["name"], found["abstract"], found["author"]["name"]) == (EVIL, EVIL, EVIL)
    assert "<script>alert" not in client.get(project.get_url()).text


@pytest.mark.slow
def test_what_is_not_for_everybody_says_nothing(client, db, editor, school):
    hidden = make_forum(access=Access.MEMBERS_ONLY)
    make_member(hidden, school)
    school_page = make_school_page()
    gone = archived(school_page)
    draft = make_project(school_page)

    client.force_login(editor)
    page = client.get(hidden.get_absolute_url())
    assert (page.status_code, "application/ld+json" in page.text) == (200, False)
    assert linked(client, gone.get_url()) is None
    assert client.get(draft.get_url() or f"{school_page.get_url()}{draft.slug}/").status_code == 404
