"""Nothing goes out to machines but what everybody may know.

First there is something that could leak, of every kind, each with the word ``geheim`` in it; then
every address for machines is read, and what it holds is compared as an exact set.
"""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from forums.enums import Access
from opendata.registry import datasets
from search import registry
from showcase.domain import review
from showcase.domain.withdrawal import withdraw_conclusion, withdraw_result
from showcase.pages import ProjectPage
from showcase.records import AnchoringAction, Lesson, ProjectBarrier
from tests.accounts.factories import make_user
from tests.forums.factories import (
    make_contribution,
    make_forum,
    make_item,
    make_recommendation,
    make_registration,
    make_session,
)
from tests.institutions.factories import make_institution
from tests.search.elastic import NAME, caught_up
from tests.sharing import made_once
from tests.showcase.factories import (
    make_editor,
    make_project,
    make_published,
    make_school,
    make_school_page,
    make_term,
)
from tests.showcase.public.making import archived, conclusions_of
from vocabularies.enums import Scheme

pytestmark = pytest.mark.django_db

SECRET = "geheim"


@made_once
def things(db):
    """What everybody may know, and beside it everything that they may not."""
    school = make_school("De Brug")
    page = make_school_page(school)
    boss = make_editor(school, f"{SECRET}@school.example")
    boss.first_name = boss.last_name = SECRET.title()
    boss.save()

    shown = make_published(
        page,
        title="Getoond",
        conclusions=2,
        what_did_not_work=f"{SECRET} mislukt",
        multiplier_description=f"{SECRET} verspreid",
        anchoring_actions=[
            AnchoringAction(
                instrument=make_term(Scheme.ANCHORING_INSTRUMENTS, "schoolwerkplan"),
                status="anchored",
                description=f"{SECRET} verankerd",
            )
        ],
        barriers=[
            ProjectBarrier(barrier=make_term(Scheme.BARRIERS, "tijd"), handling=f"{SECRET} omweg")
        ],
        lessons=[Lesson(text="Begin vroeg.")],
        learners_out=987654,
        grant_eur=876543,
    )
    changing = ProjectPage.objects.get(pk=shown.pk).get_latest_revision_as_object()
    changing.title = changing.summary = f"{SECRET} gewijzigd"
    changing.save_revision(clean=False)

    make_project(page, title=f"{SECRET} ontwerp", summary=f"{SECRET} ontwerp")
    handed_in = make_project(page, title=f"{SECRET} ingediend")
    review.hand_in(handed_in, by=boss)
    offline = archived(page, title=f"{SECRET} offline", summary=f"{SECRET} offline")
    kept, withdrawn = conclusions_of(shown)
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(
        statement=f"{SECRET} stelling", argument=f"{SECRET} waarom"
    )
    withdraw_conclusion(withdrawn, by=boss, reason="Zo.")
    taken_back = make_published(page, title="Ook getoond", conclusions=0)
    (result,) = taken_back.results.all()
    type(result).objects.filter(pk=result.pk).update(
        title=f"{SECRET} resultaat", description=f"{SECRET} resultaat"
    )
    withdraw_result(result, by=boss, reason="Zo.")

    forum = make_forum("open", organisers=[make_institution("Raad")])
    session = make_session(
        forum, format="hybrid", link=f"https://meet.example/{SECRET}", title="Samen"
    )
    make_item(session, kept, is_published=False, title=f"{SECRET} punt")
    make_contribution(forum, boss, text=f"{SECRET} bijdrage", state="waiting")
    make_registration(session, name=f"{SECRET} naam", email=f"{SECRET}@naam.example")
    advice = make_recommendation(forum, kept, withdrawn, statement="Doe het.")
    make_recommendation(forum, kept, statement=f"{SECRET} aanbeveling", published_on=None)
    members = make_forum(f"{SECRET}-forum", access=Access.MEMBERS_ONLY, question=f"{SECRET} vraag")
    make_session(members, title=f"{SECRET} bijeenkomst")
    hidden = make_recommendation(members, kept, statement=f"{SECRET} leden")
    unopened = make_forum(f"{SECRET}-ontwerp", live=False)
    return SimpleNamespace(
        page=page,
        boss=boss,
        school=school,
        shown=shown,
        taken_back=taken_back,
        handed_in=handed_in,
        offline=offline,
        kept=kept,
        withdrawn=withdrawn,
        result=result,
        forum=forum,
        advice=advice,
        members=members,
        hidden=hidden,
        unopened=unopened,
    )


def listed(client, name, query=""):
    return {one["id"] for one in client.get(f"/api/v1/{name}?{query}").json()["results"]}


def test_every_dataset_has_what_everybody_may_know(client, things):
    shown_result = things.shown.results.get()

    assert {one.name: listed(client, one.name) for one in datasets()} == {
        "projects": {things.shown.pk, things.taken_back.pk},
        "conclusions": {things.kept.reference},
        "results": {str(shown_result.uuid)},
        "institutions": {things.school.pk},
        "forums": {things.forum.pk},
        "recommendations": {things.advice.pk},
    }
    gone = {things.withdrawn.reference, *(one.reference for one in conclusions_of(things.offline))}
    assert listed(client, "conclusions", "status=ingetrokken") == gone


@pytest.mark.parametrize("signed_in", [False, True])
def test_one_record_is_there_for_nobody_more(client, things, signed_in):
    if signed_in:
        client.force_login(things.boss)
    hidden = [
        f"projects/{things.handed_in.pk}",
        f"projects/{things.page.pk}",
        f"forums/{things.members.pk}",
        f"forums/{things.unopened.pk}",
        f"recommendations/{things.hidden.pk}",
    ]
    gone = [
        f"projects/{things.offline.pk}",
        f"results/{things.result.uuid}",
        f"results/{things.offline.results.get().uuid}",
    ]

    assert {path: client.get(f"/api/v1/{path}").status_code for path in (*hidden, *gone)} == {
        **dict.fromkeys(hidden, 404),
        **dict.fromkeys(gone, 410),
    }
    for path in (*hidden, *gone):
        assert SECRET not in client.get(f"/api/v1/{path}").json()["detail"]


def addresses(client):
    """Every address that machines read, with what leads on from there."""
    waiting = ["/api/v1/", "/sitemap.xml", "/projecten/feed/", "/conclusies/feed/"]
    waiting += [f"/api/v1/{one.name}?aantal=1" for one in datasets()]
    waiting += [
        "/api/v1/conclusions?status=ingetrokken",
        "/conclusies/feed/?status=ingetrokken",
        f"/api/v1/projects?q={SECRET}&aantal=100",
        f"/projecten/feed/?q={SECRET}",
        "/robots.txt",
        "/api/v1/vocabularies/themes.ttl",
    ]
    seen: dict[str, str] = {}
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen[path] = client.get(path).text
        waiting += re.findall(r"http://testserver(/(?:api|sitemap)[^\"<\s]*)", seen[path])
    return seen


def without_question(text):
    """``text`` less the word that was asked, where an answer repeats it in its own address."""
    return text.replace(f"q={SECRET}", "")


@pytest.mark.slow
def test_no_address_for_machines_says_what_is_not_for_everybody(client, things):
    read = addresses(client)

    assert len(read) > 40
    assert {path for path, text in read.items() if SECRET in without_question(text)} == set()
    for number in ("987654", "876543"):
        assert {path for path, text in read.items() if number in text} == set()
    maps = "".join(text for path, text in read.items() if "sitemap" in path)
    assert SECRET not in maps


#: What stands beside the secret word wherever it does; what is looked for may be said again.
BESIDE = (
    *("mislukt", "verspreid", "verankerd", "omweg", "gewijzigd", "ontwerp", "ingediend"),
    *("offline", "stelling", "waarom", "resultaat", "punt", "bijdrage", "naam", "aanbeveling"),
    *("vraag", "bijeenkomst", "leden", "forum", "getoond"),
)
SURFACES = (
    *("/projecten/", "/projecten/feed/", "/projecten/export.csv", "/projecten/export.json"),
    # The page of a withdrawn conclusion stays; people find it under its status, machines do not.
    *("/conclusies/", "/conclusies/feed/", "/conclusies/feed/?status=ingetrokken"),
    *("/conclusies/export.csv", "/conclusies/export.json?status=ingetrokken"),
    "/api/v1/conclusions?status=ingetrokken",
    *("/zoeken/", "/zoeken/suggesties/"),
)


@pytest.mark.slow
def test_no_surface_finds_what_is_not_for_everybody(client, things, store):
    """On each store, whatever word of it somebody knows."""
    if store == NAME:
        caught_up()
    kinds = [f"/zoeken/?soort={kind}" for kind in registry.kinds()]
    paths = [*SURFACES, *kinds, *(f"/api/v1/{one.name}" for one in datasets())]
    read = {}
    for word in BESIDE:
        for path in paths:
            answer = client.get(f"{path}{'&' if '?' in path else '?'}q={word}")
            assert answer.status_code == 200, (path, word)
            read[path, word] = b"".join(answer).decode()

    assert {where for where, text in read.items() if SECRET in text.lower()} == set()
    found = {path for (path, word), text in read.items() if word == "getoond" and "Getoond" in text}
    assert found >= {"/projecten/", "/projecten/feed/", "/api/v1/projects", "/zoeken/suggesties/"}


def test_nothing_hidden_is_said_to_be_alike(client, things):
    page = client.get(things.taken_back.get_url())
    client.force_login(things.boss)
    writing = client.get(reverse("similar_projects"), {"titel": "Ook getoond"})

    assert list(page.context["similar"]) == [things.shown]
    assert set(writing.context["similar"]) == {things.shown, things.taken_back}
    assert SECRET not in writing.text


@pytest.mark.parametrize("path", ["shown", "kept", "forum", "page"])
def test_linked_data_says_no_more_than_the_rest(client, things, path):
    thing = getattr(things, path)
    page = client.get(thing.get_absolute_url() if path in ("kept", "forum") else thing.get_url())
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL)

    assert page.status_code == 200
    assert len(found) == (0 if path == "page" else 1)
    assert SECRET not in "".join(found)


def test_wagtails_own_api_is_open_to_nobody(client, things):
    """It stands in the admin only, for who works there."""
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert not [name for name in names if "wagtailapi" in name]
    with pytest.raises(NoReverseMatch):
        reverse("wagtailapi:pages:listing")
    for path in ("/api/v2/pages", "/api/v3/pages", "/api/main/pages"):
        assert client.get(path).status_code == 404
    inside = reverse("wagtailadmin_api:pages:listing")
    for visitor in (None, make_user("niemand@voorbeeld.example")):
        if visitor:
            client.force_login(visitor)
        assert client.get(inside).status_code in {302, 403}
