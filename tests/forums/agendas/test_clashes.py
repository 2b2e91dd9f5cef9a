"""Placing items, and who would be at two meetings at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.domain.agendas import place_item
from forums.domain.clashes import clashes_of
from forums.records import Session
from tests.accounts.factories import make_user
from tests.forums.factories import make_coming_session, make_item, make_presenter
from tests.forums.organising.making import place_of
from tests.institutions.factories import make_institution

pytestmark = pytest.mark.django_db


@pytest.fixture
def sessions():
    """Two meetings at the same time, each with two items of half an hour."""
    starts_at = timezone.now() + timedelta(days=9)
    made = [make_coming_session(starts_at=starts_at) for _one in range(2)]
    for one in made:
        for title in ("Eerst", "Daarna"):
            make_item(one, title=title)
    return made


def present(session, title, **fields):
    return make_presenter(session.agenda.get(title=title), **fields)


@pytest.mark.parametrize(
    ("what", "clashes"),
    [
        ("account", True),
        ("person", True),
        ("institution", True),
        ("other person", False),
        ("role", False),
        ("later", False),
        ("called off", False),
    ],
)
def test_who_presents_in_two_meetings_at_once(sessions, what, clashes):
    here, there = sessions
    school = make_institution("De Brug")
    one = {
        "account": {"name": "An", "user": make_user()},
        "person": {"name": "An", "institution_name": "Vlor"},
        "role": {"institution_name": "voorzitter"},
    }.get(what, {"institution": school, "institution_name": "De Brug"})
    other = one | {"name": " An  "} if what in ("account", "person") else one
    other = other | {"name": "Bo"} if what == "other person" else other
    present(here, "Eerst", **one)
    present(there, "Daarna" if what == "later" else "Eerst", **other)
    if what == "called off":
        off = {"cancelled_at": timezone.now(), "cancelled_reason": "Ziek."}
        Session.objects.filter(pk=there.pk).update(**off)

    found = [(one.item.title, one.session) for one in clashes_of(here)]

    assert found == ([("Eerst", there)] if clashes else [])


def test_organiser_sees_the_clash(client, sessions, moderator):
    here, there = sessions
    for one in sessions:
        present(
            one, "Eerst", institution=moderator.mandates.get().institution, institution_name="V"
        )
    client.force_login(moderator)

    text = client.get(place_of(here.forum, "sessies/1/agenda/")).text

    assert "Twee keer tegelijk aan het woord" in text
    assert f"ook aan het woord op “{there.title}” van {there.forum.title}." in text


@pytest.mark.parametrize(
    ("title", "place", "order"),
    [("A", 3, "BCA"), ("C", 1, "CAB"), ("B", 2, "ABC"), ("A", 99, "BCA"), ("C", 0, "CAB")],
)
def test_item_is_put_in_its_place(client, moderator, title, place, order):
    session = make_coming_session()
    items = {one: make_item(session, title=one) for one in "ABC"}

    place_item(items[title], by=moderator, started_from=1, place=place)

    found = list(session.agenda.order_by("position").values_list("position", "title"))
    assert found == list(enumerate(order, 1))
    assert Session.objects.get().version == (1 if order == "ABC" else 2)


@pytest.mark.parametrize("count", [1, 3])
def test_clashes_cost_the_same(sessions, django_assert_num_queries, count):
    for number in range(count):
        for one in sessions:
            present(one, "Eerst", name=f"An {number}")

    with django_assert_num_queries(6):
        found = clashes_of(sessions[0])

    assert len(found) == count
