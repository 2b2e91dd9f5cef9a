"""An agenda is published as a version that stays; who comes hears what changed, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from icalendar import Calendar

from audit.records import Event
from forums.domain import agenda_notices
from forums.domain.agenda_notices import tell_some
from forums.domain.agendas import add_item, change_item, move_item
from forums.domain.meetings import (
    SessionConflictError,
    SessionIsCancelledError,
    cancel_session,
    change_session,
    copy_session,
)
from forums.domain.minutes import mark_of_minutes, open_corrections
from forums.domain.publishing import NothingToPublishError, publish_agenda
from forums.enums import Access, RegistrationState
from forums.records import AgendaNotice, AgendaVersion, Session
from jobs.records import Job
from notifications.records import OutgoingMail
from tests.forums.factories import (
    make_coming_session,
    make_forum,
    make_item,
    make_minutes,
    make_presenter,
    make_registration,
    make_session,
)
from tests.forums.organising.making import place_of
from tests.markup import markup_problems
from tests.sharing import made_once
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of

pytestmark = pytest.mark.django_db


@made_once
def session(moderator):
    """A session to come with two items that nobody else sees yet."""
    made = make_coming_session(make_forum("leren"))
    for title in ("Welkom", "Gesprek"):
        make_item(made, title=title, is_published=False)
    return made


def fresh(session):
    return Session.objects.select_related("forum").get(pk=session.pk)


def published(session, by):
    """Publish the agenda as it stands."""
    return publish_agenda(session, by=by, started_from=fresh(session).version)


def mails():
    return list(OutgoingMail.objects.order_by("created_at"))


def page(client, session, version=None):
    rest = f"agenda/{version}/" if version else ""
    return client.get(f"{session.get_absolute_url()}{rest}")


def titles(response):
    return [one.item.title for one in response.context["agenda"]]


def test_an_agenda_that_is_not_published_is_seen_by_nobody(client, session, school):
    conclusion = conclusions_of(make_published(make_school_page(school)))[0]
    make_item(session, conclusion, title="Geheim", is_published=False)

    response = page(client, session)

    assert titles(response) == []
    assert "De agenda staat nog niet vast." in response.text
    assert "Geheim" not in client.get(f"{session.get_absolute_url()}kalender.ics").text
    assert conclusion.statement not in client.get(session.forum.get_absolute_url()).text
    assert session.title not in client.get(conclusion.get_absolute_url()).text
    assert page(client, session, 1).status_code == 404


def test_every_version_stays_as_it_was_published(client, session, moderator):
    first = published(session, moderator)
    item = session.agenda.get(title="Gesprek")
    move_item(item, by=moderator, started_from=fresh(session).version, down=False)
    add_item(session, by=moderator, started_from=fresh(session).version, title="Slot", minutes=10)

    between = page(client, session)
    second = published(session, moderator)
    after, earlier = page(client, session), page(client, session, 1)

    assert titles(between) == titles(earlier) == ["Welkom", "Gesprek"]
    assert titles(after) == ["Gesprek", "Welkom", "Slot"]
    assert (first.number, first.changes) == (1, [])
    assert second.number == 2
    assert [words.split(",")[0] for words in second.changes] == [
        "“Gesprek” begint nu om " + second.changes[0].split("om ")[1],
        "“Welkom” staat nu na “Gesprek”",
        "Nieuw: “Slot”",
    ]
    for words in second.changes:
        assert words in after.text
    assert "Deze versie geldt niet meer." in earlier.text
    assert f"{session.get_absolute_url()}agenda/1/" in after.text
    assert page(client, session, 3).status_code == 404
    for response in (between, after, earlier):
        assert markup_problems(response.text) == []
    log = Event.objects.filter(verb="publish_agenda", actor_id=moderator.pk)
    assert sorted(one.detail["version"] for one in log) == [1, 2]


def test_a_published_version_is_not_written_again(session, moderator):
    version = published(session, moderator)

    for thing in (version, version.items.first()):
        with pytest.raises(TypeError, match="stays what it is"):
            thing.save()


def test_the_same_again_publishes_and_mails_nothing(session, moderator):
    make_registration(session)
    started_from = fresh(session).version
    publish_agenda(session, by=moderator, started_from=started_from)

    with pytest.raises(SessionConflictError):
        publish_agenda(session, by=moderator, started_from=started_from)
    with pytest.raises(NothingToPublishError):
        publish_agenda(session, by=moderator, started_from=started_from + 1)

    assert AgendaVersion.objects.count() == len(mails()) == 1


def test_who_may_not_or_has_nothing_to_publish(session, moderator, policymaker):
    empty = make_coming_session(make_forum())
    off = make_coming_session(make_forum())
    make_item(off, is_published=False)
    cancel_session(off, by=moderator, reason="Ziek.")

    with pytest.raises(PermissionDenied):
        publish_agenda(session, by=policymaker, started_from=1)
    with pytest.raises(ValidationError, match="nog niets op de agenda"):
        publish_agenda(empty, by=moderator, started_from=1)
    with pytest.raises(SessionIsCancelledError):
        publish_agenda(off, by=moderator, started_from=2)

    assert not AgendaVersion.objects.exists()


def test_everybody_who_comes_or_waits_hears_once_what_changed(session, moderator):
    make_registration(session, email="komt@voorbeeld.example")
    make_registration(
        session,
        email="wacht@voorbeeld.example",
        state=RegistrationState.WAITING,
        seat=None,
        confirmed_at=None,
    )
    make_registration(
        session,
        email="weg@voorbeeld.example",
        state=RegistrationState.CANCELLED,
        seat=None,
        ended_at=session.starts_at,
    )
    make_registration(make_coming_session(make_forum()))
    make_registration(session, email="")
    first = published(session, moderator)
    tell_some(first)
    item = session.agenda.get(title="Gesprek")
    change_item(
        item,
        by=moderator,
        started_from=fresh(session).version,
        title="Gesprek",
        minutes=45,
    )
    second = published(session, moderator)
    tell_some(second)

    told = mails()
    assert [one.recipients for one in told] == [
        ["komt@voorbeeld.example"],
        ["wacht@voorbeeld.example"],
    ] * 2
    assert {one.subject for one in told} == {f"Agenda: {session.title}"}
    assert "- Welkom\n- Gesprek\n" in told[0].text
    assert "- “Gesprek” duurt nu 45 minuten (was 30).\n" in told[2].text
    assert [bool(one.calendar) for one in told] == [True, False, True, False]
    assert AgendaNotice.objects.count() == 4


def test_many_are_told_by_a_job_that_goes_on_where_it_stopped(
    session, moderator, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(agenda_notices, "AT_ONCE", 2)
    for _one in range(5):
        make_registration(session)

    with django_capture_on_commit_callbacks(execute=True):
        version = published(session, moderator)

    job = Job.objects.get(kind="tell_agenda")
    assert (job.state, job.outcome, job.started_by) == ("succeeded", {"told": 5}, moderator)
    assert len(mails()) == version.notices.count() == 5
    assert tell_some(version) == 0


def test_who_may_no_longer_read_the_forum_and_who_was_there_hear_nothing(moderator):
    closed = make_coming_session(make_forum(access=Access.MEMBERS_ONLY))
    make_item(closed, is_published=False)
    make_registration(closed)
    over = make_session(make_forum())
    make_item(over, is_published=False)
    make_registration(over)

    published(closed, moderator)
    published(over, moderator)

    assert mails() == []


def test_calendars_follow_the_version_in_force_and_not_the_work_on_it(client, session, moderator):
    def event():
        content = client.get(f"{session.get_absolute_url()}kalender.ics").content
        return Calendar.from_ical(content).walk("VEVENT")[0]

    published(session, moderator)
    first = event()
    add_item(session, by=moderator, started_from=fresh(session).version, title="Slot", minutes=10)
    working = event()
    published(session, moderator)
    second = event()

    assert first["UID"] == working["UID"] == second["UID"]
    assert [one["SEQUENCE"] for one in (first, working, second)] == [1, 1, 2]
    assert str(first["DESCRIPTION"]) == str(working["DESCRIPTION"])
    assert " Welkom\n" in str(first["DESCRIPTION"])
    assert " Slot\n" in str(second["DESCRIPTION"])


def test_a_session_that_moves_carries_its_published_agenda_along(client, session, moderator):
    make_registration(session)
    published(session, moderator)
    add_item(session, by=moderator, started_from=fresh(session).version, title="Slot", minutes=10)

    change_session(session, by=moderator, started_from=fresh(session).version, place="Gent")

    version = fresh(session).agenda_versions.get(number=fresh(session).agenda_version)
    assert (version.number, version.changes) == (2, ["Andere plaats: Gent (was Brussel)."])
    assert titles(page(client, session)) == ["Welkom", "Gesprek"]
    why = "Ze kwam er vanzelf, omdat de bijeenkomst werd verplaatst."
    place = f"{session.get_absolute_url()}agenda/"
    seen = [client.get(address).text for address in (session.get_absolute_url(), f"{place}2/")]
    assert [why in one for one in (*seen, client.get(f"{place}1/").text)] == [True, True, False]
    assert [one.template for one in mails()] == ["forums/mail/agenda", "forums/mail/moved"]


def test_the_agenda_as_it_was_followed_is_fixed_with_the_minutes(client, moderator):
    session = make_session(make_forum())
    make_minutes(make_item(session, title="Welkom"))
    make_minutes(make_item(session, title="Ter plekke toegevoegd", is_published=False))
    make_registration(session)

    open_corrections(session, by=moderator, seen=mark_of_minutes(session))
    open_corrections(session, by=moderator, seen=mark_of_minutes(session))

    assert titles(page(client, session)) == ["Welkom", "Ter plekke toegevoegd"]
    assert AgendaVersion.objects.count() == 2
    assert mails() == []


def test_a_session_that_is_planned_again_has_its_agenda_and_no_version_nor_people(
    client, session, moderator
):
    make_registration(session)
    published(session, moderator)

    again = copy_session(session, by=moderator, starts_at=session.ends_at)

    assert list(again.agenda.order_by("position").values_list("title", flat=True)) == [
        "Welkom",
        "Gesprek",
    ]
    assert titles(page(client, again)) == []
    assert (again.agenda_version, again.sequence, again.registrations.count()) == (0, 0, 0)
    assert again.registration_rules.hours_to_accept == 48


@pytest.mark.slow
def test_organiser_reads_what_is_told_before_it_is_sent(client, session, moderator):
    make_registration(session)
    client.force_login(moderator)
    agenda = place_of(session.forum, "sessies/1/agenda/")
    place = f"{agenda}publiceren/"

    assert "Alleen organisatoren zien ze." in client.get(agenda).text
    before = client.get(place)
    assert "Versie 1 van de agenda publiceren?" in before.text
    assert "1 persoon die ingeschreven is, krijgt deze lijst per mail." in before.text
    assert mails() == []
    add_item(session, by=moderator, started_from=1, title="Slot", minutes=10)
    stale = client.post(place, {"started_from": 1})
    assert stale.status_code == 409
    assert "Er is niets gepubliceerd en niets verstuurd." in stale.text
    done = client.post(place, {"started_from": 2}, follow=True)
    again = client.get(place)

    assert "Versie 1 van de agenda staat online. 1 persoon krijgt er een mail over." in done.text
    assert "Er is sindsdien niets gewijzigd." in done.text
    assert "Er is niets te publiceren" in again.text
    assert len(mails()) == 1
    for response in (before, stale, done, again):
        assert markup_problems(response.text) == []


@pytest.mark.parametrize(("people", "verb"), [(1, "krijgt"), (3, "krijgen")])
def test_who_is_mailed_as_they_are_named_is_counted_too(client, session, moderator, people, verb):
    items = list(session.agenda.all())
    until = timezone.localdate() + timedelta(days=30)
    for number in range(people):
        seen = {"name": f"An {number}", "named_until": until}
        for item in items:
            make_presenter(item, email=f"an{number}@voorbeeld.example", **seen)
    make_presenter(items[0], name="Zonder adres", named_until=until)
    make_presenter(items[0], name="Zonder toestemming", email="bo@voorbeeld.example")
    client.force_login(moderator)
    place = place_of(session.forum, "sessies/1/agenda/publiceren/")

    asked = client.get(place)
    done = client.post(place, {"started_from": 1}, follow=True)
    add_item(session, by=moderator, started_from=2, title="Slot", minutes=5)
    again = client.get(place)

    assert asked.context["named"] == people
    assert "Er gaat geen mail uit" not in asked.text
    assert f"op de agenda {'komt' if people == 1 else 'komen'}, {verb} een mail" in asked.text
    assert "Publiceer en mail" in asked.text
    assert f"met naam vermeld {'wordt' if people == 1 else 'worden'}, {verb} een mail." in done.text
    named = [one for one in mails() if one.template == "forums/mail/presenter_named"]
    assert len({one.recipients[0] for one in named}) == people
    assert again.context["named"] == 0
    assert "Er gaat geen mail uit" in again.text
    for response in (asked, done, again):
        assert markup_problems(response.text) == []


def test_organiser_sees_how_much_waits_to_be_published(client, session, moderator):
    client.force_login(moderator)
    published(session, moderator)
    add_item(session, by=moderator, started_from=fresh(session).version, title="Slot", minutes=10)
    agenda = place_of(session.forum, "sessies/1/agenda/")

    assert "Er is 1 wijziging sinds versie 1." in client.get(agenda).text
    response = client.get(f"{agenda}publiceren/")
    assert response.context["changes"][0].startswith("Nieuw: “Slot”, om ")
    assert "Er gaat geen mail uit" in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_versions_and_their_confirmation_cost_the_same(
    client, session, moderator, django_assert_num_queries, count
):
    for number in range(count):
        published(session, moderator)
        version = fresh(session).version
        add_item(session, by=moderator, started_from=version, title=f"P{number}", minutes=5)
        make_registration(session)

    with django_assert_num_queries(9):
        shown = page(client, session)
    with django_assert_num_queries(6):
        first = page(client, session, 1)
    client.force_login(moderator)
    with django_assert_num_queries(21):
        confirm = client.get(place_of(session.forum, "sessies/1/agenda/publiceren/"))

    assert len(shown.context["earlier"]) == len(first.context["others"]) == count - 1
    assert confirm.context["told"] == count
