"""What somebody of an institution reads on the desk: what was addressed to it, and its answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.enums import Access, Position
from forums.views.desk import context_for
from institutions.enums import Capacity
from institutions.records import Institution
from tests.accounts.factories import make_user
from tests.forums.factories import make_forum, make_office, make_recommendation, make_response
from tests.institutions.factories import make_mandate
from tests.markup import markup_problems
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


@made_once
def office():
    return make_office("Bureau")


@made_once
def officer(office):
    """Speaks for the office."""
    return make_mandate(make_user(), office, Capacity.OFFICER).user


def shown(user):
    found = context_for(user) or {"owed": [], "received": []}
    cards = [*(card for card, _forum in found["owed"]), *found["received"]]
    return [(one.title, one.words) for one in cards]


def test_desk_shows_what_was_addressed_to_ones_institution_with_its_own_answer(officer, office):
    other = make_office("Ander")
    forum = make_forum(promised_by=[office, other])
    answered = make_recommendation(forum, addressees=[office, other], statement="Beantwoord.")
    make_response(answered, office, position=Position.NOT_TAKEN_UP, reason="Te duur.")
    make_response(answered, other)
    make_recommendation(forum, addressees=[office, other], statement="Toegezegd.")
    make_recommendation(make_forum(), addressees=[office], statement="Niet toegezegd.")
    make_recommendation(forum, addressees=[other], statement="Aan een ander.")

    assert sorted(shown(officer)) == [
        ("Beantwoord.", "Niet opgenomen (Bureau)"),
        ("Niet toegezegd.", "Nog geen antwoord (Bureau)"),
        ("Toegezegd.", "Antwoord toegezegd (Bureau)"),
    ]


def test_desk_shows_no_draft_and_nothing_of_a_closed_forum(officer, office):
    make_recommendation(make_forum(), addressees=[office], published_on=None)
    make_recommendation(make_forum(access=Access.MEMBERS_ONLY), addressees=[office])

    assert context_for(officer) is None


def test_what_was_addressed_to_an_institution_follows_it_into_another(officer, office):
    old = make_office("Oud")
    made = make_recommendation(make_forum(), addressees=[old])
    make_response(made, old)
    Institution.objects.filter(pk=old.pk).update(merged_into=office)

    assert shown(officer) == [("Maak het duidelijk.", "Opgenomen (Oud)")]


def test_who_speaks_for_nobody_has_no_such_part(office):
    make_recommendation(make_forum(), addressees=[office])

    assert context_for(make_user()) is None


def test_what_asks_no_answer_pushes_no_answer_that_is_owed_out_of_sight(
    officer, office, monkeypatch
):
    owing = make_forum(promised_by=[office])
    make_recommendation(owing, addressees=[office], statement="Wacht op antwoord.")
    lessons = make_forum(promised_by=[office])
    for number in range(2):
        make_recommendation(
            lessons, addressees=[office], asks_answer=False, statement=f"Les {number}."
        )
    monkeypatch.setattr("forums.views.desk.MOST", 2)

    assert [title for title, _words in shown(officer)] == ["Wacht op antwoord.", "Les 1."]


@pytest.mark.parametrize("count", [1, 3])
def test_the_part_costs_four_statements(officer, office, django_assert_num_queries, count):
    for _number in range(count):
        make_response(make_recommendation(make_forum(), addressees=[office]), office)

    with django_assert_num_queries(4):
        received = shown(officer)

    assert len(received) == count


def passed_on_to(office, forum=None, by="Doorgever", **fields):
    """A recommendation of which the addressee said that another office is competent."""
    first = make_office(by)
    made = make_recommendation(forum or make_forum(), addressees=[first], **fields)
    make_response(made, first, position=Position.NOT_COMPETENT, forwarded_to=office)
    return made


def test_what_was_passed_on_to_ones_institution_is_on_the_desk_as_what_is_addressed(
    client, officer, office
):
    made = passed_on_to(office, statement="Doorgegeven.")
    answered = passed_on_to(office, by="Nog een", statement="Beantwoord.")
    make_response(answered, office)
    passed_on_to(make_office("Ander"), by="Derde", statement="Aan een ander.")
    corrected = passed_on_to(office, by="Vierde", statement="Teruggenomen.")
    corrected.responses.update(is_current=False)
    passed_on_to(office, make_forum(access=Access.MEMBERS_ONLY), by="Vijfde")

    assert shown(officer) == [
        ("Beantwoord.", "Opgenomen (Bureau)"),
        ("Doorgegeven.", "Nog geen antwoord (Bureau)"),
    ]
    client.force_login(officer)
    page = client.get("/mijn/").text
    assert f'href="{made.get_absolute_url()}"' in page
    assert "aan je instelling gericht of doorgegeven" in page
    client.force_login(make_user())
    assert made.get_absolute_url() not in client.get("/mijn/").text


def test_who_promised_an_answer_owes_it_on_what_was_passed_on_too(officer, office, monkeypatch):
    owing = make_forum(promised_by=[office])
    passed_on_to(office, owing, statement="Wacht op ons.")
    for number in range(2):
        one = make_recommendation(make_forum(), addressees=[office], statement=f"Nieuw {number}.")
        make_response(one, office)
    monkeypatch.setattr("forums.views.desk.MOST", 2)

    assert [(one.title, of) for one, of in context_for(officer)["owed"]] == [
        ("Wacht op ons.", owing)
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_what_was_passed_on_costs_no_statement_more(
    officer, office, django_assert_num_queries, count
):
    for number in range(count):
        passed_on_to(office, by=f"Doorgever {number}")

    with django_assert_num_queries(4):
        received = shown(officer)

    assert len(received) == count


@pytest.mark.slow
def test_a_promised_answer_that_is_missing_names_who_notes_it(client, officer, office):
    forum = make_forum(promised_by=[office])
    mine = make_recommendation(forum, addressees=[office], statement="Wacht op ons.")
    make_recommendation(make_forum(), addressees=[office])
    answered = make_forum(promised_by=[office])
    make_response(make_recommendation(answered, addressees=[office]), office)
    client.force_login(officer)

    assert [(one.title, of) for one, of in context_for(officer)["owed"]] == [
        (mine.statement, forum)
    ]
    page = client.get("/mijn/").text
    assert (
        f'<a href="{mine.get_absolute_url()}">Wacht op ons.</a>'
        f' (<a href="{forum.get_absolute_url()}">{forum.title}</a>). Georganiseerd door '
    ) in page
    assert "Bezorg het aan wie het forum organiseert" in page
    assert all(one.name in page for one in forum.organisers.all())
    assert markup_problems(page) == []


@pytest.mark.slow
def test_what_is_latest_comes_first_and_is_never_beyond_what_is_shown(officer, office, monkeypatch):
    today = timezone.localdate()
    for statement, days in (("Laat.", 40), ("Te laat sinds lang.", 90)):
        forum = make_forum(
            promised_by=[office],
            report="Verslag.",
            reported_on=today - timedelta(days=days),
            answer_term_days=10,
        )
        made = {"addressees": [office], "published_on": today - timedelta(days=days)}
        make_recommendation(forum, statement=statement, **made)
    open_one = make_forum(promised_by=[office])
    make_recommendation(open_one, addressees=[office], statement="Nog op tijd.")
    for number in range(2):
        one = make_recommendation(make_forum(), addressees=[office], statement=f"Nieuw {number}.")
        make_response(one, office)
    monkeypatch.setattr("forums.views.desk.MOST", 4)

    assert [title for title, _words in shown(officer)] == [
        "Te laat sinds lang.",
        "Laat.",
        "Nog op tijd.",
        "Nieuw 1.",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_missing_answers_cost_a_statement_more(officer, office, django_assert_num_queries, count):
    for _number in range(count):
        make_recommendation(make_forum(promised_by=[office]), addressees=[office])

    with django_assert_num_queries(5):
        context = context_for(officer)

    assert len(context["owed"]) == count


def test_the_desk_is_read_only(client, officer, office):
    made = make_recommendation(make_forum(), addressees=[office])
    client.force_login(officer)

    page = client.get("/mijn/").text

    assert "Gericht aan jouw instelling" in page
    assert made.get_absolute_url() in page
    assert "aanbevelingen/1/antwoorden/" not in page
    assert markup_problems(page) == []
