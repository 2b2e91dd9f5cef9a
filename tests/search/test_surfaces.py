"""Every place where something is found says the same, whatever store was chosen."""

from __future__ import annotations

import json
import logging
import re

import pytest
from django.core.cache import cache
from django.db import connection

from opendata.registry import datasets
from tests.forums.factories import make_forum, make_recommendation
from tests.search.elastic import NAME, caught_up, elasticsearch
from tests.sharing import made_once
from tests.showcase.factories import make_published, make_school, make_school_page, make_theme
from tests.showcase.public.making import archived, conclusions_of

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


@made_once
def content(db):
    page = make_school_page(make_school("De Brug"))
    reading, work = make_theme("lezen"), make_theme("werk")
    first = make_published(page, title="Lezen over de grens", themes=[reading], conclusions=2)
    make_published(page, title="Samen lezen", themes=[reading, work])
    make_published(page, title="Werken en lezen", themes=[work])
    archived(page, title="Lezen van vroeger")
    forum = make_forum("lezen", title="Lezen in de klas")
    make_recommendation(forum, conclusions_of(first)[0], statement="Geef tijd om te lezen.")
    return first


#: What the finders answer, and then what asks the database's index whatever store was chosen.
FINDERS = (
    "/projecten/?q=lezen",
    "/projecten/?q=leest&thema=werk",
    "/projecten/?q=lezne",
    "/projecten/?thema=lezen&sorteer=titel",
    "/conclusies/?q=lezen",
    "/zoeken/?q=stappenplan&soort=result",
    "/zoeken/?q=lezen&soort=forum",
)
FOR_MACHINES = (
    "/projecten/feed/?q=lezen",
    "/conclusies/feed/",
    *(f"/api/v1/{one.name}?q=lezen" for one in datasets()),
)
BESIDE = (
    "/zoeken/?q=lezen",
    "/zoeken/suggesties/?q=lez",
    "/projecten/export.csv?q=lezen",
    "/projecten/export.json?q=lezen&thema=werk",
    "/conclusies/export.json",
)
#: What is different each time that a page is made.
_EACH_TIME = re.compile(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|"made_at"[^,]*')


def said(client, caplog):
    """What each path says, and how often Elasticsearch was asked for it."""
    read, asked = {}, {}
    for path in (*FINDERS, *FOR_MACHINES, *BESIDE):
        cache.clear()
        caplog.clear()
        answer = client.get(path)
        assert answer.status_code == 200, path
        read[path] = _EACH_TIME.sub("", b"".join(answer).decode())
        asked[path] = sum("_search" in record.getMessage() for record in caplog.records)
    return read, asked


def test_every_surface_says_the_same(client, settings, content, caplog):
    caplog.set_level(logging.INFO, logger="elastic_transport.transport")
    here, _asked_nothing = said(client, caplog)
    with elasticsearch(settings):
        caught_up()
        there, asked = said(client, caplog)

    assert there == here
    assert {path for path, times in asked.items() if times} == {*FINDERS, *FOR_MACHINES}
    assert "Lezen over de grens" in re.sub("</?mark>", "", here[FINDERS[0]])
    counts = {path: json.loads(here[path])["count"] for path in FOR_MACHINES if "api" in path}
    assert counts["/api/v1/projects?q=lezen"] == 3
    assert counts["/api/v1/recommendations?q=lezen"] == 1


def test_what_is_alike_is_said_beside_elasticsearch_too(client, settings, content):
    with elasticsearch(settings):
        caught_up()
        page = client.get(content.url)

    assert [one.title for one in page.context["similar"]] == ["Samen lezen", "Werken en lezen"]


HOSTILE = {
    "letters": {"q": "a" * 10_000},
    "words": {"q": " ".join(f"woord{number}" for number in range(2_000))},
    "lucene": {"q": "+(lezen || title:x~2)^9 && [a TO z] {!lucene} *:* \\ / ? ~"},
    "emoji": {"q": "📚 le👀zen \u202eneזel\u202c"},
    "null": {"q": "le\x00zen", "thema": "a\x00b", "sorteer": "\x00", "soort": "\x00"},
    "values": {"thema": [*(f"t{number}" for number in range(500)), "lezen"], "q": "lezen"},
    "page": {"pagina": "1000000000", "q": "lezen"},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_questions_get_the_same_answer_from_elasticsearch(client, settings, content, name):
    def totals():
        read = {}
        for path in ("/projecten/", "/conclusies/"):
            cache.clear()
            found = client.get(path, HOSTILE[name]).context["found"]
            read[path] = found.total, found.query, found.instead
            stores.add(found.store)
        return read

    stores: set[str] = set()
    here = totals()
    with elasticsearch(settings):
        caught_up()
        assert totals() == here
    assert stores == {connection.vendor, NAME}
