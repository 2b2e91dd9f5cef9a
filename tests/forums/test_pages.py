"""The pages of forums: what stands on them, what they cost, and who may read them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from forums.enums import Access, Position
from sitepages.domain.writing import CONTENT
from tests.forums.factories import (
    at,
    make_forum,
    make_forums_index,
    make_item,
    make_office,
    make_recommendation,
    make_response,
    make_session,
)
from tests.markup import markup_problems
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of, policy_level

pytestmark = pytest.mark.django_db


@pytest.fixture
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


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_forums_costs_two_statements(
    client, school_page, django_assert_num_queries, count
):
    office = make_office()
    for _number in range(count):
        make_forum(organisers=[office])

    with django_assert_num_queries(2):
        response = client.get("/forums/")

    assert len(response.context["groups"][0][2]) == count
    assert markup_problems(response.text) == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_forum_costs_eleven_statements(client, school_page, django_assert_num_queries, count):
    forum = full_forum(school_page, count)

    with django_assert_num_queries(11):
        response = client.get(forum.get_absolute_url())

    assert len(response.context["recommendations"]) == count
    assert len(response.context["conclusions"]) == count
    assert len(response.context["sessions"]) == count
    assert markup_problems(response.text) == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_session_costs_six_statements(client, school_page, django_assert_num_queries, count):
    conclusions = conclusions_of(make_published(school_page, conclusions=count))
    session = make_session(make_forum())
    for conclusion in conclusions:
        make_item(session, conclusion)

    with django_assert_num_queries(6):
        response = client.get(session.get_absolute_url())

    assert len(response.context["agenda"]) == count
    assert response.text.count("Besproken op ") == count
    assert markup_problems(response.text) == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_recommendation_costs_nine_statements(
    client, school_page, django_assert_num_queries, count
):
    policy_level()
    conclusions = conclusions_of(make_published(school_page, conclusions=count))
    recommendation = make_recommendation(make_forum(), *conclusions)
    for number in range(count):
        make_response(recommendation, make_office(f"Dienst {number}"))

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

    assert client.get(recommendation.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("path", ["/forums/x%00y/", "/forums/geen/", "/forums/geen/sessies/1/"])
def test_an_unknown_forum_is_not_there(client, school_page, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_home_with_a_running_forum_costs_twelve_statements(
    client, school_page, django_assert_num_queries, count
):
    full_forum(school_page, count)

    with django_assert_num_queries(12):
        response = client.get("/")

    assert "Wat hebben scholen nodig?" in response.text
    assert "Opgenomen" in response.text
    assert markup_problems(response.text) == []


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


@pytest.mark.parametrize("name", ["over", "voor-beleid"])
def test_the_texts_of_the_site_lead_to_the_forums_instead_of_denying_them(name):
    text = (CONTENT / "pages" / f"{name}.txt").read_text(encoding="utf-8")

    assert "](/forums/)" in text
    assert "is er nog niet" not in text
    assert "Zover is het nog niet" not in text
