"""Planning sessions, changing them, calling them off, planning them again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.records import Event
from forums.domain.meetings import FIELDS, cancel_session, change_session, plan_session
from forums.domain.registering import mark_of_rules
from forums.forms.sessions import session_values
from forums.records import RegistrationRules, Session
from notifications.records import OutgoingMail
from showcase.domain.withdrawal import withdraw_conclusion
from tests.forums.factories import (
    at,
    make_forum,
    make_item,
    make_registration,
    make_rules,
    make_session,
)
from tests.forums.organising.making import bare, day, place_of, session_data
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


@pytest.mark.slow
def test_a_session_that_is_sent_twice_is_planned_once(client, forum):
    new = place_of(forum, "sessies/nieuw/")

    clicks = [client.post(new, session_data()).url for _click in range(2)]
    other = client.post(new, session_data(title="Anders"))
    Session.objects.filter(number=1).update(cancelled_at=timezone.now(), cancelled_reason="Ziek.")
    again = client.post(new, session_data())

    agendas = [place_of(forum, f"sessies/{number}/agenda/") for number in (1, 2, 3)]
    assert clicks == [agendas[0]] * 2
    assert [other.url, again.url] == agendas[1:]
    assert Session.objects.count() == 3


@pytest.mark.slow
def test_a_meeting_in_the_past_is_taken_with_a_warning_and_nobody_registers(client, forum):
    words, door = "Deze bijeenkomst ligt in het verleden.", "Laat inschrijven"
    place = place_of(forum, "sessies/")

    past = client.post(f"{place}nieuw/", session_data(day=day(-9)), follow=True)
    coming = client.post(f"{place}nieuw/", session_data(day=day(9)), follow=True)
    kept = session_data(day=day(-9), title="Anders") | {"started_from": 1}
    same = client.post(f"{place}1/", kept, follow=True)
    moved = client.post(f"{place}2/", session_data(day=day(-3)) | {"started_from": 1}, follow=True)

    assert [words in one.text for one in (past, coming, same, moved)] == [True, False, False, True]
    seen = [client.get(f"{place}{number}/inschrijvingen/") for number in (1, 2)]
    assert [door in one.text for one in seen] == [False, False]
    Session.objects.filter(number=2).update(starts_at=at(2099, 1, 1), ends_at=at(2099, 1, 1, 12))
    assert door in client.get(f"{place}2/inschrijvingen/").text
    assert markup_problems(seen[0].text) == []


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


YEARS = "Kies een dag tussen 2000 en 2100. Kijk het jaartal na."


@pytest.mark.parametrize("slip", ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31"])
def test_a_day_of_a_year_that_nobody_means_is_refused_in_words(client, forum, slip):
    coming(forum)
    sent = {
        "sessies/nieuw/": session_data(day=slip),
        "sessies/1/": session_data(day=slip, started_from=1),
        "sessies/1/overnemen/": {"day": slip, "begins": "10:00"},
        "sessies/1/inschrijvingen/regels/": {"closes_on": slip, "hours_to_accept": 5},
        "bewerken/": bare(starts_on=slip),
    }

    refused = {rest: client.post(place_of(forum, rest), data) for rest, data in sent.items()}

    assert {one.status_code for one in refused.values()} == {422}
    errors = {rest: dict(one.context["form"].errors) for rest, one in refused.items()}
    fields = {"bewerken/": "starts_on", "sessies/1/inschrijvingen/regels/": "closes_on"}
    assert errors == {rest: {fields.get(rest, "day"): [YEARS]} for rest in sent}
    assert Session.objects.count() == 1
    for one in refused.values():
        assert slip in one.text
        assert markup_problems(one.text) == []


@pytest.mark.parametrize("day", ["2000-01-01", "2100-12-31"])
def test_the_first_and_the_last_day_that_are_taken_make_an_agenda(client, forum, day):
    times = {"begins": "23:00", "ends": "23:59"}
    client.post(place_of(forum, "sessies/nieuw/"), session_data(day=day, **times))
    place = place_of(forum, "sessies/1/agenda/")
    for version in (1, 2):
        client.post(
            place, {"wish": "add", "title": "Lang", "minutes": 480, "started_from": version}
        )
    rules = {"closes_on": day, "hours_to_accept": 5}
    client.post(place_of(forum, "sessies/1/inschrijvingen/regels/"), rules)

    assert len(client.get(place).context["agenda"]) == 2
    assert client.get(place_of(forum, "sessies/1/inschrijvingen/regels/")).status_code == 200


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


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_session_that_is_planned_again_twice_is_made_once(client, forum, moderator):
    session = coming(forum)
    make_item(session, title="Wat lukt er?")
    place = place_of(forum, "sessies/1/overnemen/")
    sent = {"day": day(30), "begins": "09:00"}

    answers = [client.post(place, sent).url for _click in range(3)]
    elsewhen = client.post(place, sent | {"begins": "10:00"}).url
    cancel_session(Session.objects.get(number=2), by=moderator, reason="De zaal is dicht.")
    anew = client.post(place, sent).url

    assert answers == [place_of(forum, "sessies/2/agenda/")] * 3
    assert [elsewhen, anew] == [place_of(forum, f"sessies/{n}/agenda/") for n in (3, 4)]


def test_a_session_at_the_moment_of_the_first_is_another_and_one_without_agenda_too(
    client, forum, moderator
):
    session = coming(forum)
    make_item(session, title="Wat lukt er?")
    begins = timezone.localtime(session.starts_at)
    sent = {"day": begins.date().isoformat(), "begins": begins.strftime("%H:%M")}
    plan_session(forum, by=moderator, **{name: getattr(session, name) for name in FIELDS})

    copied = client.post(place_of(forum, "sessies/1/overnemen/"), sent)

    assert copied.status_code == 302
    assert [one.agenda.count() for one in forum.sessions.order_by("number")] == [1, 1]


def test_form_of_a_session_starts_from_what_stands_there(client, forum, django_assert_num_queries):
    make_session(forum, starts_at=at(2026, 11, 4, 13, 30), ends_at=at(2026, 11, 4, 15, 0))

    with django_assert_num_queries(5):
        response = client.get(place_of(forum, "sessies/1/"))

    for value in ("2026-11-04", "13:30", "15:00", "Brussel"):
        assert f'value="{value}"' in response.text
    assert markup_problems(response.text) == []


def test_a_change_that_touches_people_is_asked_first_with_what_it_does(client, forum):
    session = coming(forum, format="hybrid", link="https://meet.voorbeeld.example/een")
    make_rules(session)
    for mode in ("on_site", "online"):
        make_registration(session, mode=mode)
    place = place_of(forum, "sessies/1/")
    sent = session_data(started_from=1)

    asked = client.post(place, sent)

    assert asked.context["foreseen"].told == 2
    for words in (
        "Deze bijeenkomst wijzigen?",
        "Andere plaats: Brussel (was Brussel en online).",
        "2 mensen die ingeschreven zijn, krijgen een mail.",
        "1 persoon verliest haar plaats en gaat naar de wachtlijst.",
        "Bewaar en mail",
    ):
        assert words in asked.text
    assert "in het verleden" not in asked.text
    assert markup_problems(asked.text) == []
    assert Session.objects.get().version == 1
    assert not OutgoingMail.objects.exists()
    again = client.post(place, sent | {"asked": "ja", "wish": "form"})
    assert 'value="Eerste bijeenkomst"' in again.text
    assert Session.objects.get().version == 1

    done = client.post(place, sent | {"asked": "ja"}, follow=True)

    assert "De bijeenkomst is bewaard. 2 mensen krijgen een mail." in done.text
    assert Session.objects.get().format == "on_site"
    assert OutgoingMail.objects.count() == 3  # who lost the place is offered one too


def test_a_day_that_is_over_is_said_before_people_are_mailed(client, forum):
    make_registration(coming(forum))
    place, sent = place_of(forum, "sessies/1/"), session_data(day=day(-3), started_from=1)

    asked = client.post(place, sent)
    done = client.post(place, sent | {"asked": "ja"}, follow=True)

    assert "Deze bijeenkomst ligt dan in het verleden. Kijk de datum na." in asked.text
    assert "in het verleden" not in done.text


def test_words_that_concern_nobody_are_kept_without_asking(client, forum):
    session = coming(forum)
    make_registration(session)
    known = session_values(session) | {"title": "Anders"}
    for name in ("begins", "ends"):
        known[name] = known[name].isoformat()

    response = client.post(place_of(forum, "sessies/1/"), known | {"started_from": 1})

    assert response.url == place_of(forum)
    assert not OutgoingMail.objects.exists()


def test_the_mail_says_what_was_and_what_is(forum, moderator):
    link, new = "https://meet.voorbeeld.example/een", "https://meet.voorbeeld.example/twee"
    starts_at, ends_at = at(2099, 3, 2, 9), at(2099, 3, 2, 12)
    session = make_session(
        forum, starts_at=starts_at, ends_at=ends_at, format="hybrid", link=link, place="Gent"
    )
    make_registration(session, mode="online", email="online@voorbeeld.example")
    make_registration(session, mode="on_site", email="zaal@voorbeeld.example")

    change_session(
        session,
        by=moderator,
        started_from=1,
        starts_at=at(2099, 3, 9, 9),
        ends_at=at(2099, 3, 9, 12),
        place="Brussel",
        link=new,
    )

    texts = {one.recipients[0]: one.text for one in OutgoingMail.objects.all()}
    for text in texts.values():
        assert "maandag 9 maart 2099, 09:00 tot 12:00 (was maandag 2 maart 2099" in text
        assert "Andere plaats: Brussel en online (was Gent en online)." in text
    online, on_site = texts["online@voorbeeld.example"], texts["zaal@voorbeeld.example"]
    assert f"Online meedoen, met een nieuwe link:\n{new}\n(was {link})" in online
    assert (new in on_site, link in on_site) == (False, False)


def test_planning_again_says_that_registering_opens(client, forum):
    session = coming(forum)
    place, sent = place_of(forum, "sessies/1/overnemen/"), {"day": day(30), "begins": "09:00"}
    words = "kan men zich inschrijven"
    without = client.get(place)
    make_rules(session, places_on_site=5)

    asked = client.get(place)
    done = client.post(place, sent, follow=True)

    assert [words in one.text for one in (without, asked)] == [False, True]
    assert "Inschrijven kan nu, met dezelfde plaatsen: kijk ze na." in done.text
    assert markup_problems(asked.text) == []


def test_a_last_day_that_is_over_closes_and_says_so(client, forum):
    coming(forum)
    place = place_of(forum, "sessies/1/inschrijvingen/regels/")

    closed = client.post(place, {"closes_on": day(-2), "hours_to_accept": 5}, follow=True)
    opened = client.post(
        place, {"closes_on": day(2), "hours_to_accept": 5, "seen": mark_of_standing()}, follow=True
    )

    since = "Inschrijven kan niet meer sinds"
    assert f"Bewaard. {since}" in closed.text
    assert closed.text.count(since) == 2
    assert "Er schreef zich niemand in." in closed.text
    assert since not in opened.text
    assert "Er schreef zich nog niemand in." in opened.text


def mark_of_standing():
    return mark_of_rules(RegistrationRules.objects.get())
