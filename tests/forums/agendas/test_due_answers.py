"""The standing item of an agenda: answers that are due, the oldest first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.domain.due_answers import due_answers
from forums.enums import Access, Position
from tests.forums.factories import (
    make_coming_session,
    make_forum,
    make_item,
    make_office,
    make_recommendation,
    make_response,
    make_session,
)
from tests.forums.organising.making import place_of
from tests.markup import markup_problems
from tests.vocabularies.factories import make_theme

pytestmark = pytest.mark.django_db


def ago(days):
    return timezone.localdate() - timedelta(days=days)


def reported(promised_by, days=40, **fields):
    """A forum that reported some days ago; its promised answers are due after ten."""
    fields = {"report": "Verslag.", "answer_term_days": 10} | fields
    return make_forum(reported_on=ago(days), promised_by=promised_by, **fields)


def about(forum, theme):
    forum.themes.add(theme)
    forum.save()
    return forum


@pytest.fixture
def office():
    return make_office("Departement")


@pytest.fixture
def session():
    return make_coming_session(about(make_forum("leren"), make_theme("Talen")))


def statements(session):
    return [one.statement for one, _followed in due_answers(session)]


def test_what_was_promised_and_not_given_is_due_the_oldest_first(session, office):
    theme = session.forum.themes.get()
    for days, statement in ((20, "Jong"), (90, "Oud")):
        forum = about(reported([office], days), theme)
        make_recommendation(forum, addressees=[office], statement=statement, published_on=ago(days))

    assert statements(session) == ["Oud", "Jong"]


@pytest.mark.parametrize(
    "why", ["answered", "not promised", "other theme", "members only", "draft", "for schools"]
)
def test_what_is_not_due_is_not_there(session, office, why):
    theme = session.forum.themes.get()
    forum = reported(
        [] if why == "not promised" else [office],
        access=Access.MEMBERS_ONLY if why == "members only" else Access.PUBLIC,
    )
    about(forum, make_theme("Stage") if why == "other theme" else theme)
    one = make_recommendation(
        forum,
        addressees=[office],
        asks_answer=why != "for schools",
        published_on=None if why == "draft" else ago(30),
    )
    if why == "answered":
        make_response(one, office)

    assert statements(session) == []


def test_its_own_forum_counts_without_a_theme_and_for_members(office):
    forum = reported([office], access=Access.MEMBERS_ONLY)
    make_recommendation(forum, addressees=[office], statement="Van hier")

    assert statements(make_coming_session(forum)) == ["Van hier"]
    assert statements(make_session(forum)) == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_agenda_shows_them_to_everybody_and_nobody_edits_them(
    client, session, office, moderator, django_assert_num_queries, count
):
    make_item(session)
    forum = about(reported([office], 90), session.forum.themes.get())
    for number in range(count):
        words = f"Aanbeveling {number}."
        make_recommendation(forum, addressees=[office], statement=words, published_on=ago(90))

    with django_assert_num_queries(2):
        due_answers(session)
    page = client.get(session.get_absolute_url())
    client.force_login(moderator)
    organised = client.get(place_of(session.forum, "sessies/1/agenda/"))

    for response in (page, organised):
        assert len(response.context["due"]) == count
        assert response.text.count("80 dagen over de termijn") == count
        assert {one.meta[0] for one in response.context["due"]} == {forum.title}
        assert markup_problems(response.text) == []


def test_nothing_due_shows_nothing(client, session):
    make_item(session)

    assert "Vast punt" not in client.get(session.get_absolute_url()).text


def test_a_promised_answer_to_what_was_passed_on_is_due_too(session, office):
    first = make_office("Doorgever")
    forum = about(reported([office]), session.forum.themes.get())
    made = make_recommendation(
        forum, addressees=[first], published_on=ago(40), statement="Doorgegeven."
    )
    make_response(made, first, position=Position.NOT_COMPETENT, forwarded_to=office)

    assert statements(session) == ["Doorgegeven."]
