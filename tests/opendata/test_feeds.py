"""Each finder's selection as an Atom feed."""

from __future__ import annotations

import re
from datetime import datetime
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from showcase.domain.withdrawal import withdraw_conclusion
from tests.showcase.factories import make_published, make_school, make_school_page, make_theme
from tests.showcase.public.making import archived, boss_of, conclusions_of

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def read(client, path) -> Element:
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return fromstring(answer.content)


def titles(feed):
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def atom_problems(feed: Element) -> list[str]:
    """What RFC 4287 asks of a feed and this one has not."""
    problems = []
    for one in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            found = one.findall(f"{ATOM}{name}")
            if len(found) != 1 or not found[0].text:
                problems.append(f"{one.tag} has {len(found)} of {name}")
        for name in ("updated", "published"):
            for moment in one.findall(f"{ATOM}{name}"):
                if datetime.fromisoformat(moment.text or "").tzinfo is None:
                    problems.append(f"{moment.text} is nowhere")
        if one.find(f"{ATOM}author/{ATOM}name") is None:
            problems.append(f"{one.tag} has no author")
        if not re.fullmatch("https?://.+", one.findtext(f"{ATOM}id") or ""):
            problems.append("an id is no address")
    links = [link.get("rel") for link in feed.findall(f"{ATOM}link")]
    if sorted(links) != ["alternate", "self"]:
        problems.append(f"the feed links {links}")
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    return problems + ([] if len(set(ids)) == len(ids) else ["an id stands twice"])


@pytest.mark.slow
def test_a_feed_has_the_selection_and_is_valid(client):
    school_page = make_school_page(make_school("De Brug"))
    theme = make_theme("klimaat", label_nl="Klimaat & milieu")
    first = make_published(school_page, title="Appels < peren", themes=[theme])
    second = make_published(school_page, title="Boom", themes=[theme])
    make_published(school_page, title="Citroen")
    archived(school_page, title="Weg", themes=[theme])

    feed = read(client, "/projecten/feed/?thema=klimaat&sorteer=titel&pagina=7&thema=onbekend")

    assert atom_problems(feed) == []
    assert titles(feed) == ["Boom", "Appels < peren"]
    assert feed.findtext(f"{ATOM}id") == "http://testserver/projecten/feed/?thema=klimaat"
    assert feed.findtext(f"{ATOM}updated") == second.last_published_at.isoformat()
    (_newest, entry) = feed.iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"http://testserver{first.get_url()}"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "De Brug"
    assert entry.findtext(f"{ATOM}summary") == "Een samenvatting."
    assert [one.get("term") for one in entry.findall(f"{ATOM}category")] == ["Klimaat & milieu"]


@pytest.mark.slow
def test_a_withdrawn_conclusion_is_in_no_feed_but_of_those(client):
    school_page = make_school_page()
    gone, stays = conclusions_of(make_published(school_page, conclusions=2))
    withdraw_conclusion(gone, by=boss_of(school_page), reason="Zo.")

    assert titles(read(client, "/conclusies/feed/")) == [stays.statement]
    withdrawn = client.get("/conclusies/feed/?status=ingetrokken")
    assert titles(fromstring(withdrawn.content)) == [
        f"Ingetrokken beleidsconclusie {gone.reference}"
    ]
    assert gone.statement not in withdrawn.text
    assert gone.argument not in withdrawn.text


@pytest.mark.parametrize("path", ["/projecten/", "/conclusies/"])
@pytest.mark.slow
def test_a_page_of_a_finder_names_its_feed(client, path):
    make_published(themes=[make_theme("klimaat")])

    page = client.get(f"{path}?thema=klimaat&sorteer=titel").text

    assert re.findall(r'href="([^"]*/feed/[^"]*)"', page) == [f"{path}feed/?thema=klimaat"] * 2


def test_an_empty_feed_is_valid_and_stays_the_same(client):
    first, again = (client.get("/projecten/feed/?q=onvindbaar") for _time in range(2))

    assert atom_problems(fromstring(first.content)) == []
    assert first.headers["ETag"] == again.headers["ETag"]


@pytest.mark.slow
def test_who_has_the_feed_is_told_so(client):
    make_published()
    etag = client.get("/projecten/feed/").headers["ETag"]

    same = client.get("/projecten/feed/", headers={"if-none-match": etag})
    assert (same.status_code, same.content) == (304, b"")
    make_published()
    assert client.get("/projecten/feed/", headers={"if-none-match": etag}).status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "cost"), [("/projecten/feed/", 11), ("/conclusies/feed/", 11)])
def test_a_feed_costs_the_same_however_much_is_in_it(
    client, django_assert_num_queries, path, cost, count
):
    for _number in range(count):
        make_published()
    client.get(path)

    with django_assert_num_queries(cost):
        assert len(titles(read(client, path))) == count
