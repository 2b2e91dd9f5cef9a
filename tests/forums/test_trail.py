"""The trail of a conclusion goes on with forum, recommendation and answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from forums.domain.following import followed_recommendations
from forums.enums import Access, Position
from forums.records import Session
from forums.trail import answer_stations
from showcase.records import PolicyConclusion
from showcase.trail import trails_of
from showcase.views.cards import fetch_terms
from tests.forums.factories import (
    make_forum,
    make_item,
    make_office,
    make_recommendation,
    make_response,
    make_session,
)
from tests.markup import markup_problems
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of, policy_level, published_with
from ui.trail import Station

pytestmark = pytest.mark.django_db


@pytest.fixture
def school_page(school):
    return make_school_page(school)


@pytest.fixture
def conclusion(school_page):
    policy_level()
    return conclusions_of(make_published(school_page))[0]


def followed(conclusion):
    """State, what and who of each station after the publication."""
    stations = trails_of([conclusion])[conclusion.pk].stations[2:]
    return [(one.state, one.what, one.who) for one in stations]


def reported(*, ago):
    """A report that came out some days ago."""
    return {"report": "Verslag.", "reported_on": timezone.localdate() - timedelta(days=ago)}


def test_a_conclusion_on_no_forum_waits_for_one(conclusion):
    assert [one[:2] for one in followed(conclusion)] == [("open", "Nog niet op een overlegforum")]


def test_a_conclusion_was_tabled_once_per_session_and_waits_for_a_recommendation(conclusion):
    forum = make_forum("leren")
    session = make_session(forum)
    make_item(session, conclusion)
    make_item(session, conclusion)

    assert followed(conclusion) == [
        ("done", "Overlegforum", "leren"),
        ("open", "Nog geen aanbeveling", ""),
    ]


def test_what_has_not_happened_says_since_when_it_is_waited_for(conclusion):
    now = timezone.now()
    published = now - timedelta(days=9)
    PolicyConclusion.objects.filter(pk=conclusion.pk).update(first_published_at=published)
    conclusion.refresh_from_db()

    def waits():
        return trails_of([conclusion])[conclusion.pk].stations[-1].when

    assert waits() == "wacht sinds 9 dagen"
    forum = make_forum("leren")
    make_item(make_session(forum, starts_at=now + timedelta(days=3)), conclusion)
    assert waits() == "na het overleg"
    for days in (1, 4):
        make_item(make_session(forum, starts_at=now - timedelta(days=days)), conclusion)
    assert waits() == "wacht sinds 4 dagen"


def test_of_a_forum_with_several_sessions_each_is_named(conclusion):
    forum = make_forum("leren")
    for days in (9, 3):
        make_item(make_session(forum, starts_at=timezone.now() - timedelta(days=days)), conclusion)

    assert followed(conclusion)[:2] == [
        ("done", "Overlegforum", "leren · Bijeenkomst 1"),
        ("done", "Overlegforum", "leren · Bijeenkomst 2"),
    ]


def test_a_coming_session_is_open(conclusion):
    soon = timezone.now() + timedelta(days=3)
    make_item(make_session(make_forum("leren"), starts_at=soon), conclusion)

    assert followed(conclusion)[0] == ("open", "Op de agenda", "leren")


def test_a_session_that_was_called_off_did_not_happen(conclusion):
    session = make_session(make_forum(), cancelled_at=timezone.now(), cancelled_reason="Ziek.")
    make_item(session, conclusion)

    assert [one[1] for one in followed(conclusion)] == ["Nog niet op een overlegforum"]


@pytest.mark.parametrize("asks_answer", [True, False])
@pytest.mark.slow
def test_a_project_names_each_forum_that_everybody_reads_once(client, school_page, asks_answer):
    policy_level(asks_answer=asks_answer)
    one, other = conclusions_of(make_published(school_page, conclusions=2))
    talked, advised = make_forum("praat", title="Praat"), make_forum("raad", title="Raad")
    for session in (make_session(talked), make_session(talked)):
        make_item(session, one, other)
    make_recommendation(advised, other)
    secret = make_forum("besloten", title="Besloten", access=Access.MEMBERS_ONLY)
    make_item(make_session(secret), one)
    quiet = make_published(school_page, title="Stil")

    page = client.get(one.project.url)

    assert page.context["places"] == [("Praat", "/forums/praat/"), ("Raad", "/forums/raad/")]
    assert page.text.count("Op een overlegforum") == 1
    assert 'href="/forums/praat/">Praat</a>' in page.text
    assert "Besloten" not in page.text
    assert markup_problems(page.text) == []
    assert "Op een overlegforum" not in client.get(quiet.url).text


@pytest.mark.parametrize("fields", [{"access": Access.MEMBERS_ONLY}, {"live": False}])
def test_nothing_of_a_forum_that_is_not_public_shows(conclusion, fields):
    forum = make_forum("besloten", **fields)
    make_item(make_session(forum), conclusion)
    make_recommendation(forum, conclusion)

    assert [one[1] for one in followed(conclusion)] == ["Nog niet op een overlegforum"]


def test_a_recommendation_without_a_promise_says_that_nobody_promised(conclusion):
    make_recommendation(make_forum(), conclusion, addressees=[make_office()])

    stations = trails_of([conclusion])[conclusion.pk].stations

    assert [one[:2] for one in followed(conclusion)] == [
        ("done", "Aanbeveling"),
        ("open", "Nog geen antwoord"),
    ]
    assert stations[-1].when == "geen antwoord toegezegd"


def test_who_promised_and_is_silent_is_named_with_how_long(conclusion):
    silent, answered, other = make_office("Stil"), make_office("Snel"), make_office("Ander")
    forum = make_forum(promised_by=[silent, answered], **reported(ago=10))
    recommendation = make_recommendation(forum, conclusion, addressees=[silent, answered, other])
    make_response(recommendation, answered)

    stations = trails_of([conclusion])[conclusion.pk].stations

    assert followed(conclusion) == [
        ("done", "Aanbeveling", "van de deelnemers"),
        ("good", "Opgenomen", "Snel"),
        ("wait", "Antwoord toegezegd", "Stil"),
        ("open", "Nog geen antwoord", "Ander"),
    ]
    assert [one.when for one in stations[-2:]] == [
        "wacht sinds 10 dagen",
        "geen antwoord toegezegd",
    ]
    assert trails_of([conclusion])[conclusion.pk].words == "Antwoord toegezegd, Stil"


def test_who_was_passed_the_question_is_named_until_they_answer(conclusion):
    asked, keen, other = (
        make_office("Gevraagd"),
        make_office("Beloofd"),
        make_office("Doorgestuurd"),
    )
    forum = make_forum(promised_by=[keen], **reported(ago=10))
    recommendation = make_recommendation(forum, conclusion, addressees=[asked, other])
    make_recommendation(forum, conclusion, addressees=[asked])
    for institution, to, ago in ((asked, other, 3), (make_office("Tweede"), keen, 2)):
        make_response(
            recommendation,
            institution,
            position=Position.NOT_COMPETENT,
            forwarded_to=to,
            answered_on=timezone.localdate() - timedelta(days=ago),
        )

    def of_the_first():
        rows = followed_recommendations([recommendation])[recommendation.pk]
        return [(one.state, one.who, one.when) for one in answer_stations(rows)[2:]]

    waits = [
        ("wait", "Beloofd", "wacht sinds 2 dagen"),
        ("open", "Doorgestuurd", "geen antwoord toegezegd"),
    ]
    assert of_the_first() == waits
    assert trails_of([conclusion])[conclusion.pk].words == (
        "Nog geen antwoord, geen antwoord toegezegd"
    )
    make_response(recommendation, keen)
    make_response(recommendation, other)
    assert [who for _state, who, _when in of_the_first()] == ["Beloofd", "Doorgestuurd"]
    assert {state for state, _who, _when in of_the_first()} == {"good"}


@pytest.mark.parametrize(
    ("fields", "state", "what", "when"),
    [
        ({"answer_term_days": 30}, "wait", "Antwoord toegezegd", "binnen 30 dagen na het verslag"),
        ({}, "wait", "Antwoord toegezegd", "na het verslag"),
        (
            {"answer_term_days": 1, "ago": -1},
            "wait",
            "Antwoord toegezegd",
            "binnen 1 dag na het verslag",
        ),
        (
            {"answer_term_days": 30, "ago": 0},
            "wait",
            "Antwoord toegezegd",
            "wacht sinds vandaag, tijd tot en met {due}",
        ),
        (
            {"answer_term_days": 3, "ago": 3},
            "wait",
            "Antwoord toegezegd",
            "wacht sinds 3 dagen, tijd tot en met {due}",
        ),
        (
            {"answer_term_days": 3, "ago": 4},
            "late",
            "Antwoord te laat",
            "1 dag over de termijn",
        ),
        (
            {"answer_term_days": 3, "ago": 8},
            "late",
            "Antwoord te laat",
            "5 dagen over de termijn",
        ),
        ({"ago": 900}, "wait", "Antwoord toegezegd", "wacht sinds 10 dagen"),
    ],
)
def test_a_promised_answer_is_counted_from_the_report(conclusion, fields, state, what, when):
    days = {name: value for name, value in fields.items() if name != "ago"}
    told = reported(ago=fields["ago"]) if "ago" in fields else {}
    office = make_office("Stil")
    make_recommendation(
        make_forum(promised_by=[office], **days, **told), conclusion, addressees=[office]
    )

    trail = trails_of([conclusion])[conclusion.pk]

    due = timezone.localdate() + timedelta(
        days=days.get("answer_term_days", 0) - fields.get("ago", 0)
    )
    said = when.format(due=date_format(due, "j F Y"))
    assert trail.stations[-1] == Station(state, said, what, "Stil")
    assert trail.words == f"{what}, Stil"


def test_stations_of_several_forums_stand_in_the_order_of_their_days(conclusion):
    today, now = timezone.localdate(), timezone.now()
    first, second = make_forum("een"), make_forum("twee", promised_by=[make_office("Stil")])
    for forum, days in ((first, -50), (second, -20), (second, 30)):
        make_item(make_session(forum, starts_at=now + timedelta(days=days)), conclusion)
    recommended = make_recommendation(first, conclusion, published_on=today - timedelta(days=40))
    make_response(recommended, make_office("Bureau"), answered_on=today - timedelta(days=10))
    make_recommendation(second, conclusion, addressees=second.promised_by.all())

    trail = trails_of([conclusion])[conclusion.pk]

    assert [one.what for one in trail.stations[2:]] == [
        "Overlegforum",
        "Aanbeveling",
        "Overlegforum",
        "Opgenomen",
        "Aanbeveling",
        "Antwoord toegezegd",
        "Op de agenda",
    ]
    assert trail.words == "Antwoord toegezegd, Stil"


def test_the_page_of_a_conclusion_quotes_what_policy_answered(client, conclusion):
    recommendation = make_recommendation(make_forum(), conclusion)
    make_response(recommendation, make_office("Bureau"), text="Dat doen we. " + "En meer. " * 60)

    page = client.get(conclusion.get_absolute_url())

    assert "Wat het beleid antwoordde" in page.text
    assert "“Dat doen we. En meer." in page.text
    assert len(page.context["answers"][0].quote) < 400
    assert f"{recommendation.get_absolute_url()}#antwoord-" in page.text
    assert markup_problems(page.text) == []


def test_a_corrected_answer_shows_as_it_stands_now(conclusion):
    office = make_office()
    recommendation = make_recommendation(make_forum(), conclusion)
    make_response(recommendation, office, is_current=False)
    make_response(
        recommendation, office, version=2, position=Position.NOT_TAKEN_UP, reason="Toch niet."
    )

    assert [one[:2] for one in followed(conclusion)] == [
        ("done", "Aanbeveling"),
        ("no", "Niet opgenomen"),
    ]


def test_a_recommendation_still_being_written_shows_nowhere(conclusion):
    make_recommendation(make_forum(), conclusion, published_on=None)

    assert [one[1] for one in followed(conclusion)] == ["Nog niet op een overlegforum"]


def test_a_recommendation_to_schools_asks_no_answer(school_page):
    lesson = published_with({"policy_levels": ["school"]}, school_page=school_page)
    forum = make_forum(promised_by=[make_office()])
    make_recommendation(forum, lesson, asks_answer=False, addressees=forum.promised_by.all())

    trail = trails_of([lesson])[lesson.pk]

    assert trail.stations[-1].what == "Aanbeveling"
    assert trail.words == "Een aanbeveling om toe te passen"


def test_a_lesson_that_was_discussed_waits_for_nothing(school_page):
    lesson = published_with({"policy_levels": ["school"]}, school_page=school_page)
    session = make_session(make_forum("leren"), starts_at=timezone.now() - timedelta(days=3))
    make_item(session, lesson)

    trail = trails_of([lesson])[lesson.pk]

    day = date_format(timezone.localdate(session.starts_at), "j F Y")
    assert [one.what for one in trail.stations[2:]] == ["Overlegforum"]
    assert trail.words == f"Besproken op {day}, om toe te passen"


def test_a_lesson_shows_no_clock_of_a_recommendation_that_asks_an_answer(school_page):
    policy_level()
    lesson = published_with({"policy_levels": ["school"]}, school_page=school_page)
    office = make_office()
    forum = make_forum(promised_by=[office], **reported(ago=100))
    make_recommendation(forum, lesson, addressees=[office])

    assert followed(lesson) == [("done", "Aanbeveling", "van de deelnemers")]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_what_followed_on_a_list_costs_one_statement(school_page, django_assert_num_queries, count):
    policy_level()
    conclusions = conclusions_of(make_published(school_page, conclusions=count))
    office = make_office()
    for conclusion in conclusions:
        forum = make_forum(promised_by=[office])
        make_item(make_session(forum), conclusion)
        make_response(make_recommendation(forum, conclusion), office)
        make_recommendation(forum, conclusion, addressees=[office])
    conclusions = list(PolicyConclusion.objects.select_related("project", "institution"))
    fetch_terms(conclusions)

    with django_assert_num_queries(1):
        trails = trails_of(conclusions)

    assert {len(trail.stations) for trail in trails.values()} == {7}


def long_trail(conclusion):
    """What followed on ``conclusion``: 38 stations, the most recent last."""
    forum = make_forum("lang")
    today = timezone.localdate()
    for days in range(18, 0, -1):
        make_item(
            make_session(forum, starts_at=timezone.now() - timedelta(days=20 + days)), conclusion
        )
    for place in range(10):
        day = today - timedelta(days=15 - place)
        made = make_recommendation(
            forum, conclusion, published_on=day, statement=f"Doe dit, stap {place}."
        )
        make_response(made, make_office(f"Bureau {place}"), answered_on=day)


@pytest.mark.slow
def test_a_trail_of_forty_stations_costs_one_statement_and_reads_in_order(
    conclusion, django_assert_num_queries
):
    long_trail(conclusion)
    found = list(PolicyConclusion.objects.select_related("project", "institution"))
    fetch_terms(found)

    with django_assert_num_queries(1):
        stations = trails_of(found)[conclusion.pk].stations

    offices = [f"Bureau {place}" for place in range(10)]
    assert len(stations) == 40
    assert [one.what for one in stations] == [
        "Project afgerond",
        "Conclusie gepubliceerd",
        *["Overlegforum"] * 18,
        *["Aanbeveling", "Opgenomen"] * 10,
    ]
    assert [one.who for one in stations[21::2]] == offices
    days = [timezone.localtime(one.starts_at).day for one in forum_sessions()]
    assert [one.when.split()[0] for one in stations[2:20]] == [str(day) for day in days]


def forum_sessions():
    return Session.objects.order_by("starts_at")


@pytest.mark.slow
def test_the_page_of_a_conclusion_with_a_long_trail_costs_at_most_twelve_statements(
    client, conclusion, django_assert_max_num_queries
):
    long_trail(conclusion)

    with django_assert_max_num_queries(12):
        page = client.get(conclusion.get_absolute_url()).text

    assert page.count('class="station"') == 40
    assert markup_problems(page) == []
