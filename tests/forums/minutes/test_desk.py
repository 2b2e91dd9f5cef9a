"""Who hears of minutes, and where they find them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from forums.domain.minutes import mark_of_minutes, name_reporter, open_corrections
from forums.enums import Access
from forums.pages import Forum
from forums.records import Correction, Session
from forums.views.correctable import context_for as correctable
from institutions.enums import Capacity
from notifications.records import OutgoingMail
from tests.accounts.factories import make_user
from tests.forums.factories import (
    make_forum,
    make_item,
    make_member,
    make_presenter,
    make_registration,
    make_session,
)
from tests.forums.minutes.making import make_presented, write
from tests.institutions.factories import make_editor, make_institution, make_mandate
from tests.markup import markup_problems

pytestmark = pytest.mark.django_db

WORDS = (
    "schrijf het verslag",
    "opmerkingen kunnen tot",
    "beantwoord de opmerkingen",
    "maak het definitief",
)


def mailed():
    listed = OutgoingMail.objects.filter(template="forums/mail/corrections_open")
    return sorted(one.recipients[0] for one in listed)


@pytest.mark.slow
def test_who_was_there_is_mailed_once_when_corrections_are_possible(school, editor, moderator):
    item = make_presented(school)
    there = make_editor(make_institution("Dienst"), "dienst@voorbeeld.example")
    absent = make_editor(make_institution("Afwezig"))
    for person, attended in ((there, True), (absent, False)):
        institution = person.mandates.get().institution
        make_registration(item.session, institution=institution, attended=attended)
    vlor = moderator.mandates.get().institution
    make_registration(item.session, institution=vlor, attended=True)
    colleague = make_user("collega@vlor.example")
    make_mandate(colleague, vlor, Capacity.OFFICER)
    write(item, by=moderator)

    for _again in range(2):
        open_corrections(item.session, by=moderator, seen=mark_of_minutes(item.session))

    # Who opened them knows.
    assert mailed() == ["collega@vlor.example", "dienst@voorbeeld.example", editor.email]
    text = OutgoingMail.objects.filter(template="forums/mail/corrections_open").first().text
    assert "/forums/vraag/sessies/1/verslag/" in text


@pytest.mark.slow
def test_who_may_not_read_the_forum_is_not_mailed(school, editor, moderator):
    item = make_presented(school, access=Access.MEMBERS_ONLY)
    guest = make_editor(make_institution("Dienst"), "dienst@voorbeeld.example")
    institution = guest.mandates.get().institution
    make_registration(item.session, institution=institution, attended=True)
    make_member(item.session.forum, institution)
    write(item, by=moderator)

    open_corrections(item.session, by=moderator, seen=mark_of_minutes(item.session))

    assert mailed() == ["dienst@voorbeeld.example"]


@pytest.mark.slow
def test_a_reporter_finds_what_to_write_on_the_desk(client, school, moderator):
    item = make_presented(school)
    reporter, now = make_user(), timezone.now()
    client.force_login(reporter)
    assert "Verslagen die je schrijft" not in client.get("/mijn/").text
    name_reporter(item.session, reporter, by=moderator)

    def said():
        page = client.get("/mijn/").text
        assert 'href="/mijn/forums/vraag/sessies/1/verslag/"' in page
        return [one for one in WORDS if one in page]

    assert said() == ["schrijf het verslag"]
    minutes = write(item, by=reporter)
    open_corrections(item.session, by=reporter, seen=mark_of_minutes(item.session))
    assert said() == ["opmerkingen kunnen tot"]
    asked = Correction.objects.create(
        minutes=minutes, institution=school, passage="één", proposal="1", reason="Zo."
    )
    assert said() == ["beantwoord de opmerkingen"]
    asked.delete()
    Session.objects.update(corrections_until=now - timedelta(minutes=1))
    assert said() == ["maak het definitief"]
    Session.objects.update(closed_at=now)
    assert "Verslagen die je schrijft" not in client.get("/mijn/").text


@pytest.mark.slow
def test_who_was_there_finds_what_to_read_and_until_when_on_the_desk(
    client, school, editor, other_editor, moderator
):
    item = make_presented(school)
    there = make_editor(make_institution("Dienst"))
    make_registration(item.session, institution=there.mandates.get().institution, attended=True)
    opens = make_user()
    make_presenter(item, institution=make_institution("Elders"), institution_name="E", user=opens)
    everybody = {"editor": editor, "there": there, "opens": opens, "other": other_editor}

    def told():
        pages = {}
        for name, person in everybody.items():
            client.force_login(person)
            pages[name] = client.get("/mijn/").text
        return {name for name, page in pages.items() if "Verslagen om na te lezen" in page}

    assert told() == set()
    write(item, by=moderator)
    open_corrections(item.session, by=moderator, seen=mark_of_minutes(item.session))
    assert told() == {"editor", "there", "opens"}
    client.force_login(editor)
    page = client.get("/mijn/")
    until = timezone.localtime(Session.objects.get().corrections_until)
    assert 'href="/forums/vraag/sessies/1/verslag/"' in page.text
    assert f"dat kan tot {date_format(until, 'j F, H:i')}" in page.text
    assert markup_problems(page.text) == []
    Forum.objects.update(access=Access.MEMBERS_ONLY)
    make_member(item.session.forum, school)
    assert told() == {"editor"}
    Session.objects.update(corrections_until=timezone.now() - timedelta(minutes=1))
    assert told() == set()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("access", [Access.PUBLIC, Access.MEMBERS_ONLY])
def test_minutes_to_read_cost_four_statements(
    school, editor, django_assert_num_queries, count, access
):
    """The sessions, whether one organises, for whom one speaks, and where those were."""
    for _number in range(count):
        forum = make_forum(access=access)
        make_member(forum, school)
        until = timezone.now() + timedelta(days=3)
        item = make_item(make_session(forum, corrections_until=until))
        make_presenter(item, institution=school, institution_name=school.name)

    with django_assert_num_queries(4):
        listed = correctable(editor)["listed"]

    assert len(listed) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_reporters_list_costs_one_statement(school, django_assert_num_queries, count):
    from forums.views.recorded import context_for

    forum = make_presented(school).session.forum
    reporter = make_user()
    for _number in range(count):
        make_item(make_session(forum, reporter=reporter))

    with django_assert_num_queries(1):
        listed = context_for(reporter)["listed"]

    assert len(listed) == count
