"""Planning sessions, changing them, calling them off, planning them again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.records import Event
from forums.domain.meetings import cancel_session
from forums.records import Session
from showcase.domain.withdrawal import withdraw_conclusion
from tests.forums.factories import at, make_forum, make_item, make_session
from tests.forums.organising.making import day, place_of, session_data
from tests.markup import markup_problems
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum(client, moderator, school):
    """An open forum; its organiser is signed in."""
    make_school_page(school)
    client.force_login(moderator)
    return make_forum("vraag")


def coming(forum, **fields):
    return make_session(forum, starts_at=timezone.now() + timedelta(days=5), **fields)


def test_session_is_planned_in_brussels_time_and_leads_to_its_agenda(client, forum, moderator):
    response = client.post(place_of(forum, "sessies/nieuw/"), session_data(day="2026-10-25"))

    session = Session.objects.get()
    assert response.url == place_of(forum, "sessies/1/agenda/")
    assert (session.starts_at, session.ends_at) == (
        at(2026, 10, 25, 13, 30),
        at(2026, 10, 25, 15, 30),
    )
    assert (session.number, session.place) == (1, "Brussel")
    assert Event.objects.get(verb="plan_session").actor_id == moderator.pk
    assert "Eerste bijeenkomst" in client.get(forum.get_absolute_url()).text


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"place": ""}, "place", "Zeg waar de bijeenkomst plaatsvindt."),
        ({"format": "hybrid"}, "link", "Geef de link om online mee te doen."),
        ({"format": "online", "place": ""}, "link", "Geef de link om online mee te doen."),
        ({"ends": "13:30"}, "ends", "Een bijeenkomst eindigt na haar begin."),
        ({"title": ""}, "title", "Geef de bijeenkomst een titel."),
        ({"format": ""}, "format", "Kies ter plaatse, online of allebei."),
    ],
)
def test_what_is_wrong_stands_at_its_field(client, forum, wrong, field, words):
    response = client.post(place_of(forum, "sessies/nieuw/"), session_data(**wrong))

    assert response.status_code == 422
    assert response.context["form"].errors == {field: [words]}
    assert markup_problems(response.text) == []
    assert not Session.objects.exists()


def test_two_organisers_at_once_lose_nothing(client, forum, moderator, epos_moderator):
    session = coming(forum)
    place = place_of(forum, "sessies/1/")
    mine = session_data(title="Mijn titel", started_from=1)
    client.force_login(epos_moderator)
    client.post(place, session_data(title="Titel van Tom", started_from=1))
    client.force_login(moderator)

    response = client.post(place, mine)

    assert response.status_code == 409
    assert response.context["differing"] == [("Titel", "Titel van Tom")]
    assert "Mijn titel" in response.text
    assert markup_problems(response.text) == []
    session.refresh_from_db()
    assert (session.title, session.version) == ("Titel van Tom", 2)
    assert client.post(place, mine | {"started_from": 2}).url == place_of(forum)
    session.refresh_from_db()
    assert (session.title, session.version) == ("Mijn titel", 3)


def test_same_words_again_change_nothing(client, forum):
    coming(forum)

    client.post(place_of(forum, "sessies/1/"), session_data(started_from=1))
    client.post(place_of(forum, "sessies/1/"), session_data(started_from=2))

    assert Session.objects.get().version == 2
    assert Event.objects.filter(verb="change_session").count() == 1


def test_session_is_called_off_with_a_reason_and_then_stays(client, forum, moderator):
    session = coming(forum)
    place = place_of(forum, "sessies/1/afzeggen/")
    assert markup_problems(client.get(place).text) == []

    assert client.post(place, {"reason": " "}).status_code == 422
    for _again in range(2):
        assert client.post(place, {"reason": "De zaal is dicht."}).url == place_of(forum)

    session.refresh_from_db()
    assert session.cancelled_reason == "De zaal is dicht."
    assert Event.objects.filter(verb="cancel_session").count() == 1
    assert "De zaal is dicht." in client.get(session.get_absolute_url()).text
    client.post(place_of(forum, "sessies/1/"), session_data(started_from=2))
    client.post(
        place_of(forum, "sessies/1/agenda/"),
        {"wish": "add", "title": "Te laat", "minutes": "5", "started_from": 2},
    )
    session.refresh_from_db()
    assert (session.title, session.agenda.count()) == ("Bijeenkomst 1", 0)


def test_session_that_is_over_is_not_called_off(client, forum, moderator):
    session = make_session(forum)

    with pytest.raises(ValidationError, match="voorbij"):
        cancel_session(session, by=moderator, reason="Ziek.")
    response = client.post(place_of(forum, "sessies/1/afzeggen/"), {"reason": "Ziek."})

    assert response.status_code == 422
    assert "Afzeggen kan niet meer." in response.text


def test_session_is_planned_again_with_its_agenda_less_what_was_withdrawn(
    client, forum, school, epos_moderator
):
    kept, gone = conclusions_of(make_published(make_school_page(school), conclusions=2))
    session = coming(forum)
    make_item(session, kept, gone, title="Wat lukt er?", opened_by="De Brug", minutes=25)
    withdraw_conclusion(gone, by=epos_moderator, reason="Dubbel.")
    place = place_of(forum, "sessies/1/overnemen/")
    assert markup_problems(client.get(place).text) == []
    assert client.post(place, {"day": "", "begins": "09:00"}).status_code == 422

    response = client.post(place, {"day": day(30), "begins": "09:00"})

    assert response.url == place_of(forum, "sessies/2/agenda/")
    copied = Session.objects.get(number=2)
    assert timezone.localtime(copied.starts_at).strftime("%Y-%m-%d %H:%M") == f"{day(30)} 09:00"
    assert copied.ends_at - copied.starts_at == session.ends_at - session.starts_at
    item = copied.agenda.get()
    assert (item.title, item.opened_by, item.minutes) == ("Wat lukt er?", "De Brug", 25)
    assert list(item.conclusions.all()) == [kept]


def test_form_of_a_session_starts_from_what_stands_there(client, forum, django_assert_num_queries):
    make_session(forum, starts_at=at(2026, 11, 4, 13, 30), ends_at=at(2026, 11, 4, 15, 0))

    with django_assert_num_queries(5):
        response = client.get(place_of(forum, "sessies/1/"))

    for value in ("2026-11-04", "13:30", "15:00", "Brussel"):
        assert f'value="{value}"' in response.text
    assert markup_problems(response.text) == []
