"""The pages of forums: what stands on them, what they cost, and who may read them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from forums.demo.loading import load_forums
from forums.enums import Access, Position
from forums.pages import Forum
from forums.permissions import can_see_forum
from forums.views.machines import register_sitemaps
from showcase.records import PolicyConclusion
from sitepages.domain.writing import CONTENT
from tests.forums.factories import (
    at,
    make_coming_session,
    make_forum,
    make_forums_index,
    make_item,
    make_office,
    make_recommendation,
    make_response,
    make_session,
)
from tests.markup import markup_problems
from tests.sharing import made_once
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of, policy_level
from tests.vocabularies.factories import make_term, make_theme
from vocabularies.enums import Scheme
from vocabularies.records import Theme

pytestmark = pytest.mark.django_db


@made_once
def school_page(school):
    return make_school_page(school)


def around_today(**days):
    """Dates by their distance from today."""
    today = timezone.localdate()
    return {name: today + timedelta(days=distance) for name, distance in days.items()}


def full_forum(school_page, count):
    """A forum with ``count`` of everything: sessions, items, recommendations, answers."""
    policy_level()
    office = make_office()
    conclusions = conclusions_of(make_published(school_page, conclusions=count))
    forum = make_forum("vol", promised_by=[office], organisers=[make_office("Vlor")])
    for conclusion in conclusions:
        make_item(make_session(forum), conclusion)
        make_response(make_recommendation(forum, conclusion), office)
    return forum


def test_an_empty_list_of_forums_leads_on(client, school_page):
    make_forums_index()

    response = client.get("/forums/")

    assert "Er is nog geen overlegforum" in response.text
    assert markup_problems(response.text) == []


@pytest.mark.slow
def test_forums_are_listed_by_where_they_are(client, school_page):
    make_forum("nu")
    make_forum("straks", **around_today(starts_on=5, ends_on=9))
    make_forum("voorbij", **around_today(starts_on=-9, ends_on=-5))
    make_forum("besloten", access=Access.MEMBERS_ONLY)
    make_forum("ontwerp", live=False)

    groups = client.get("/forums/").context["groups"]

    assert [(title, [card.title for card in cards]) for title, _id, cards in groups] == [
        ("Nu in overleg", ["nu"]),
        ("Binnenkort", ["straks"]),
        ("Afgerond", ["voorbij"]),
    ]


@pytest.mark.slow
def test_a_long_list_of_forums_goes_on_on_the_next_page(client, school_page, monkeypatch):
    monkeypatch.setattr("forums.views.forums.PAGE_SIZE", 2)
    make_forum("nu")
    make_forum("roept", **around_today(call_opens_on=-1, call_closes_on=1, starts_on=9, ends_on=9))
    make_forum("later", **around_today(starts_on=9, ends_on=12))
    make_forum("straks", **around_today(starts_on=5, ends_on=9))
    make_forum("voorbij", **around_today(starts_on=-9, ends_on=-5))

    pages = [client.get(f"/forums/?pagina={number}") for number in (1, 2, 3, 4)]

    listed = [
        [(title, [card.title for card in cards]) for title, _id, cards in page.context["groups"]]
        for page in pages
    ]
    assert sorted(listed[0][0][1]) == ["nu", "roept"]
    assert listed[1] == [("Binnenkort", ["straks", "later"])]
    assert listed[2] == listed[3] == [("Afgerond", ["voorbij"])]
    assert 'href="?pagina=2"' in pages[0].text
    assert markup_problems(pages[0].text) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_forums_costs_three_statements(
    client, school_page, django_assert_num_queries, count
):
    office = make_office()
    for _number in range(count):
        make_forum(organisers=[office])

    with django_assert_num_queries(3):
        response = client.get("/forums/")

    assert len(response.context["groups"][0][2]) == count
    assert markup_problems(response.text) == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_a_forum_costs_eleven_statements(client, school_page, django_assert_num_queries, count):
    forum = full_forum(school_page, count)

    with django_assert_num_queries(11):
        response = client.get(forum.get_absolute_url())

    assert len(response.context["recommendations"]) == count
    assert len(response.context["conclusions"]) == count
    assert len(response.context["sessions"]) == count
    assert markup_problems(response.text) == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_a_session_costs_nine_statements(client, school_page, django_assert_num_queries, count):
    conclusions = conclusions_of(make_published(school_page, conclusions=count))
    session = make_session(make_forum())
    for conclusion in conclusions:
        make_item(session, conclusion)

    with django_assert_num_queries(9):
        response = client.get(session.get_absolute_url())

    assert len(response.context["agenda"]) == count
    assert response.text.count("Besproken op ") == count
    assert markup_problems(response.text) == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_a_recommendation_costs_nine_statements(
    client, school_page, django_assert_num_queries, count
):
    policy_level()
    conclusions = conclusions_of(make_published(school_page, conclusions=count))
    recommendation = make_recommendation(make_forum(), *conclusions)
    for number in range(count):
        group = make_term(scheme=Scheme.STAKEHOLDER_GROUPS)
        make_response(recommendation, make_office(f"Dienst {number}"), stakeholder_group=group)

    with django_assert_num_queries(9):
        response = client.get(recommendation.get_absolute_url())

    assert len(response.context["answers"]) == count
    assert len(response.context["conclusions"]) == count
    assert "geen Vlor-advies" in response.text
    assert markup_problems(response.text) == []


def test_each_agenda_item_begins_where_the_one_before_ends(client, school_page):
    session = make_session(make_forum(), starts_at=at(2026, 11, 4, 13, 30))
    make_item(session, minutes=15)
    make_item(session, minutes=45)
    make_item(session)

    agenda = client.get(session.get_absolute_url()).context["agenda"]

    assert [timezone.localtime(shown.starts_at).strftime("%H:%M") for shown in agenda] == [
        "13:30",
        "13:45",
        "14:30",
    ]


def test_an_agenda_across_the_change_of_the_clock_keeps_its_minutes(client, school_page):
    session = make_session(
        make_forum(), starts_at=at(2026, 10, 25, 1, 30), ends_at=at(2026, 10, 25, 4, 0)
    )
    make_item(session, minutes=120)
    make_item(session, minutes=30)

    agenda = client.get(session.get_absolute_url()).context["agenda"]

    assert timezone.localtime(agenda[1].starts_at).strftime("%H:%M") == "02:30"


def test_a_session_that_was_called_off_says_so_with_the_reason(client, school_page):
    session = make_session(
        make_forum(), cancelled_at=timezone.now(), cancelled_reason="De zaal brandde af."
    )

    text = client.get(session.get_absolute_url()).text

    assert "Deze bijeenkomst gaat niet door" in text
    assert "De zaal brandde af." in text


def test_an_answer_shows_position_reason_and_for_whom_it_speaks(client, school_page):
    recommendation = make_recommendation(make_forum())
    make_response(
        recommendation,
        make_office("Kabinet"),
        position=Position.NOT_TAKEN_UP,
        reason="Er is geen geld.",
        speaks_for="minister",
    )

    text = client.get(recommendation.get_absolute_url()).text

    for words in ("Niet opgenomen", "Er is geen geld.", "Kabinet", "de minister"):
        assert words in text


VISITORS = ["visitor", "editor", "policymaker", "moderator", "administrator"]
ORGANISERS = {"moderator", "administrator"}


@pytest.mark.parametrize("who", VISITORS)
@pytest.mark.parametrize(
    "fields",
    [{}, {"access": Access.MEMBERS_TAKE_PART}, {"access": Access.MEMBERS_ONLY}, {"live": False}],
    ids=["public", "members-take-part", "members-only", "draft"],
)
def test_who_reads_a_forum_follows_from_access(client, request, school_page, who, fields):
    forum = make_forum("vraag", **fields)
    session = make_session(forum)
    recommendation = make_recommendation(forum)
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))
    is_open = not fields or fields.get("access") == Access.MEMBERS_TAKE_PART
    expected = 200 if is_open or who in ORGANISERS else 404

    for page in (forum, session, recommendation):
        response = client.get(page.get_absolute_url())
        assert response.status_code == expected
        assert ("Wat hebben scholen nodig?" in response.text) == (
            expected == 200 and page != recommendation
        )


def test_a_recommendation_being_written_has_no_page(client, school_page):
    recommendation = make_recommendation(make_forum(), published_on=None)

    answer = client.get(recommendation.get_absolute_url())

    assert answer.status_code == 404
    assert recommendation.statement not in answer.text


@pytest.mark.parametrize("path", ["/forums/x%00y/", "/forums/geen/", "/forums/geen/sessies/1/"])
def test_an_unknown_forum_is_not_there(client, school_page, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_home_with_a_running_forum_costs_twelve_statements(
    client, school_page, django_assert_num_queries, count
):
    full_forum(school_page, count)

    with django_assert_num_queries(12):
        response = client.get("/")

    assert "Wat hebben scholen nodig?" in response.text
    assert "Opgenomen" in response.text
    assert markup_problems(response.text) == []


@pytest.mark.slow
def test_home_opens_with_the_conclusion_that_came_furthest(client, school_page):
    policy_level()
    first, second = conclusions_of(make_published(school_page, conclusions=2))
    make_item(make_session(make_forum()), first)
    make_published(school_page)

    text = client.get("/").text

    opening = text[text.index('id="spoor"') : text.index("</section>")]
    assert first.reference in opening
    assert second.reference not in opening


def test_home_without_a_running_forum_shows_none(client, school_page):
    make_forum(**around_today(starts_on=-9, ends_on=-5))

    assert "Nu in overleg" not in client.get("/").text


def test_the_map_of_the_site_has_what_everybody_may_read(client, school_page):
    forum = make_forum()
    session = make_session(forum)
    recommendation = make_recommendation(forum)
    hidden = make_forum(access=Access.MEMBERS_ONLY)
    make_session(hidden)
    make_recommendation(hidden)
    make_recommendation(forum, published_on=None)

    for part, shown in (
        ("forums", forum),
        ("bijeenkomsten", session),
        ("aanbevelingen", recommendation),
    ):
        locations = re.findall("<loc>(.+?)</loc>", client.get(f"/sitemap-{part}.xml").text)
        assert locations == [f"http://testserver{shown.get_absolute_url()}"]
    # Once, however often a package says so.
    register_sitemaps()
    start = client.get("/sitemap-start.xml").text
    assert start.count("<loc>http://testserver/forums/</loc>") == 1


def test_a_recommendation_changed_when_its_last_answer_was_noted(client, school_page):
    quiet, answered = (make_recommendation(make_forum(slug)) for slug in ("stil", "leren"))
    first, last = (timezone.now().replace(microsecond=0) - timedelta(days=n) for n in (5, 2))
    office = make_office()
    make_response(answered, office, recorded_at=first, is_current=False)
    make_response(answered, office, recorded_at=last, version=2)

    listed = client.get("/api/v1/recommendations").json()["results"]
    days = re.findall("<lastmod>(.+?)</lastmod>", client.get("/sitemap-aanbevelingen.xml").text)
    index = client.get("/sitemap.xml").text

    published = f"{quiet.published_on}T00:00:00Z"
    changed = {one["id"]: one["updated_at"] for one in listed}
    assert changed == {quiet.pk: published, answered.pk: f"{last:%Y-%m-%dT%H:%M:%SZ}"}
    assert days == [str(quiet.published_on), str(last.date())]
    assert (
        f"sitemap-aanbevelingen.xml</loc><lastmod>{timezone.localtime(last).isoformat()}<" in index
    )


@pytest.mark.parametrize("name", ["over", "voor-beleid"])
def test_the_texts_of_the_site_lead_to_the_forums_instead_of_denying_them(name):
    text = (CONTENT / "pages" / f"{name}.txt").read_text(encoding="utf-8")

    assert "](/forums/)" in text
    assert "is er nog niet" not in text
    assert "Zover is het nog niet" not in text


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("access", Access)
def test_who_reads_a_forum_is_the_same_for_one_and_for_the_database(school_page, access, live):
    forum = make_forum(access=access, live=live)

    assert Forum.objects.readable().exists() == can_see_forum(AnonymousUser(), forum)


def test_a_session_called_off_tabled_nothing_on_the_page_of_its_forum(client, school_page):
    first, second = conclusions_of(make_published(school_page, conclusions=2))
    forum = make_forum()
    make_item(make_session(forum), first)
    make_item(make_session(forum, cancelled_at=timezone.now(), cancelled_reason="Ziek."), second)

    cards = client.get(forum.get_absolute_url()).context["conclusions"]

    assert [card.kicker for card in cards] == [first.reference]


def test_a_withdrawn_conclusion_says_so_on_the_agenda(client, school_page):
    conclusion = conclusions_of(make_published(school_page))[0]
    session = make_session(make_forum())
    make_item(session, conclusion)
    PolicyConclusion.objects.update(withdrawn_at=timezone.now(), withdrawn_reason="Een fout.")

    text = client.get(session.get_absolute_url()).text

    agenda = text[text.index('id="punt-1"') :]
    assert "Ingetrokken" in agenda[: agenda.index("</tbody>")]


@pytest.mark.parametrize(
    ("fields", "titles"),
    [
        ({}, []),
        ({"counter_findings": "In steden niet."}, ["Wat er tegen spreekt"]),
        ({"dissent": "Twee scholen."}, ["Wie het anders ziet"]),
        (
            {"counter_findings": "In steden niet.", "dissent": "Twee scholen."},
            ["Wat er tegen spreekt", "Wie het anders ziet"],
        ),
    ],
)
def test_findings_against_and_who_disagreed_have_titles_of_their_own(
    client, school_page, fields, titles
):
    recommendation = make_recommendation(make_forum(), **fields)

    text = client.get(recommendation.get_absolute_url()).text

    assert re.findall('id="(?:tegen|anders)"[^>]*>([^<]+)<', text) == titles
    assert markup_problems(text) == []


def test_the_promise_says_when_and_how_participants_hear(client, school_page):
    promise = {"answer_term_days": 60, "hears_how": "Met een mail."}
    forum = make_forum("belooft", promised_by=[make_office()], **promise)
    without = make_forum("niet", hears_how="")

    text = client.get(forum.get_absolute_url()).text
    other = client.get(without.get_absolute_url()).text

    assert "<dd>binnen 60 dagen na het verslag</dd>" in text
    assert "<dd>Met een mail.</dd>" in text
    assert "Hoe deelnemers het horen" not in other
    assert "na het verslag" not in other


@pytest.mark.parametrize("has_demo", [True, False])
def test_only_where_there_is_a_demo_forums_follow_it(settings, monkeypatch, has_demo):
    followers = []
    monkeypatch.setattr("showcase.demo.loading._followers", followers)
    settings.DEMO_ACCOUNTS = has_demo

    apps.get_app_config("forums").follow_demo()

    assert followers == ([load_forums] if has_demo else [])


@pytest.mark.slow
def test_a_project_shows_how_far_its_furthest_conclusion_came(client, school_page):
    policy_level()
    project = make_published(school_page, conclusions=2, themes=[make_theme("talen")])
    _waiting, answered = conclusions_of(project)
    office = make_office("Departement")
    make_response(make_recommendation(make_forum(), answered), office)
    plain = make_published(school_page, title="Zonder antwoord", themes=[Theme.objects.get()])
    waiting_states = {plain.title: ["done", "done", "open"]}

    for path, name in (
        ("/projecten/", "cards"),
        ("/themas/talen/", "projects"),
        (f"/scholen/{school_page.slug}/", "projects"),
    ):
        cards = {card.title: card for card in client.get(path).context[name]}
        assert {
            title: [station.state for station in card.stations] for title, card in cards.items()
        } == waiting_states | {project.title: ["done", "done", "done", "good"]}
        words = "2 beleidsconclusies, de verste: Opgenomen, Departement"
        assert cards[project.title].words == words
        waits = "1 beleidsconclusie: Gepubliceerd, nog niet op een overlegforum"
        assert cards[plain.title].words == waits


def test_the_meetings_of_a_forum_say_when_and_lead_on(client, school):
    make_school_page(school)
    forum = make_forum(**around_today(call_opens_on=-1, call_closes_on=1))
    make_coming_session(forum, starts_at=at(2099, 3, 2, 9, 30))
    make_coming_session(forum, starts_at=at(2099, 3, 3, 9), closes_at=timezone.now())
    over = make_session(forum, closed_at=timezone.now(), corrections_until=timezone.now())
    place = forum.get_absolute_url()

    page = client.get(place)

    assert "maandag 2 maart 2099, 09:30" in page.text
    assert page.text.count("voorbij") == 1
    listed = re.findall(rf"{place}sessies/\d/(?:inschrijven|verslag)/", page.text)
    registering = f"{place}sessies/1/inschrijven/"
    assert sorted(listed) == sorted([registering, f"{over.get_absolute_url()}verslag/"])
    assert "Meld je aan om een conclusie van je school voor te stellen" in page.text
    assert f'href="{place}voorstellen/"' in page.text
    assert markup_problems(page.text) == []
