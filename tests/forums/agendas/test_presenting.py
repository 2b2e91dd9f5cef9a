"""Who opens an item: institutions always, people by a consent that ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.domain.erasure import erase_account
from audit.records import Event
from forums import permissions
from forums.domain.agendas import table_proposal
from forums.domain.correcting import refuse_correction
from forums.domain.erasing import erase_presenters
from forums.domain.meetings import SessionConflictError, copy_session
from forums.domain.presenting import add_presenter, set_presenter_consent
from forums.domain.publishing import publish_agenda
from forums.enums import ProposalState
from forums.merging import merge_in_forums
from forums.records import Correction, Presenter, Session
from tests.accounts.factories import make_user
from tests.forums.factories import (
    at,
    make_coming_session,
    make_forum,
    make_item,
    make_minutes,
    make_presenter,
    make_proposal,
    make_registration,
    make_session,
)
from tests.forums.organising.making import place_of
from tests.institutions.factories import make_institution
from tests.markup import markup_problems
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of

pytestmark = pytest.mark.django_db

SOON = timedelta(days=30)


@pytest.fixture
def clock():
    with time_machine.travel(at(2026, 11, 1), tick=False) as clock:
        yield clock


@pytest.fixture
def item(moderator):
    """An item of a session to come; nobody opens it yet."""
    return make_item(make_coming_session(make_forum("leren")), title="Gesprek", is_published=False)


def until():
    return timezone.localdate() + SOON


def version_of(item):
    return Session.objects.get(pk=item.session_id).version


def published(item, by):
    return publish_agenda(item.session, by=by, started_from=version_of(item))


def surfaces(client, item):
    """All that everybody may read of the item."""
    page = item.session.get_absolute_url()
    places = (
        page,
        f"{page}agenda/1/",
        f"{page}kalender.ics",
        item.session.forum.get_absolute_url(),
    )
    return {place: client.get(place).text.replace("\r\n ", "") for place in places}


def test_a_name_is_public_by_consent_only_and_the_institution_always(client, item, moderator):
    seen = {"by": moderator, "institution_name": "De Brug"}
    add_presenter(item, started_from=1, name="Ilse Peeters", **seen)
    agreed = add_presenter(item, started_from=2, name="Bram Claes", named_until=until(), **seen)
    add_presenter(item, started_from=3, name="Zonder Huis", by=moderator)
    version = published(item, moderator)
    page = item.session.get_absolute_url()

    before = surfaces(client, item)
    set_presenter_consent(agreed, None, by=moderator)
    after = surfaces(client, item)

    words = "De Brug, De Brug (Bram Claes), een spreker"
    assert words in before[page]
    assert words in before[f"{page}agenda/1/"]
    assert "Gesprek (De Brug\\, De Brug)" in before[f"{page}kalender.ics"]
    assert "De Brug, De Brug, een spreker" in after[page]
    for text in (*before.values(), *after.values(), *version.changes):
        assert "Ilse" not in text
        assert "Zonder Huis" not in text
    assert not [place for place, text in after.items() if "Bram" in text]
    assert not [one for one in Event.objects.all() if "Bram" in str(one.detail)]


def test_mails_name_institutions_and_nobody(item, moderator):
    from notifications.records import OutgoingMail

    make_registration(item.session)
    published(item, moderator)
    add_presenter(
        item,
        by=moderator,
        started_from=version_of(item),
        institution_name="De Brug",
        name="Bram Claes",
        named_until=until(),
    )
    version = published(item, moderator)

    mail = OutgoingMail.objects.order_by("created_at").last()
    assert version.changes == ["Bij “Gesprek” komt aan het woord: De Brug."]
    assert version.changes[0] in mail.text
    assert "Bram" not in mail.text + mail.calendar


def test_the_same_again_adds_nothing_and_the_register_is_known_by_name(item, moderator):
    school = make_institution("Atheneum De Brug")
    for started_from in (1, 2):
        made = add_presenter(
            item, by=moderator, started_from=started_from, institution_name="atheneum  de brug"
        )

    assert item.presenters.get() == made
    assert made.institution == school
    with pytest.raises(SessionConflictError):
        add_presenter(item, by=moderator, started_from=1, name="An")
    with pytest.raises(ValidationError, match="Geef een instelling"):
        add_presenter(item, by=moderator, started_from=2)
    with pytest.raises(ValidationError, match="geen account"):
        add_presenter(item, by=moderator, started_from=2, name="An", email="x@y.example")
    with pytest.raises(ValidationError, match="in de toekomst"):
        add_presenter(
            item, by=moderator, started_from=2, name="An", named_until=timezone.localdate()
        )
    assert version_of(item) == 2


def test_names_go_by_the_clock_when_their_consent_ends(clock, moderator):
    item = make_item(make_coming_session(), is_published=False)
    named = make_presenter(item, institution_name="De Brug", name="An", named_until=until())
    alone = make_presenter(item, name="Bo", named_until=until() + timedelta(days=1))
    silent = make_presenter(item, institution_name="De Meander", name="Cé", user=moderator)
    assert erase_presenters() == 0
    clock.shift(SOON)
    assert erase_presenters() == 0
    clock.shift(timedelta(days=1))
    assert (erase_presenters(), erase_presenters()) == (1, 0)
    named.refresh_from_db()
    assert (named.institution_name, named.name, named.consented_at) == ("De Brug", "", None)
    clock.move_to(item.session.ends_at + timedelta(days=365))
    assert erase_presenters() == 2
    silent.refresh_from_db()
    assert (silent.institution_name, silent.name, silent.user) == ("De Meander", "", None)
    assert not Presenter.objects.filter(pk=alone.pk).exists()
    counts = [one.detail["count"] for one in Event.objects.filter(verb="erase_presenters")]
    assert sorted(counts) == [1, 2]


def test_an_erased_account_opens_nothing_by_name(client, item, moderator, administrator):
    person = make_user()
    make_presenter(item, institution_name="De Brug", name="An", user=person, named_until=until())
    make_presenter(item, name="An", user=person)
    published(item, moderator)

    erase_account(person, by=administrator)

    [left] = item.presenters.all()
    assert (left.institution_name, left.name, left.user, left.named_until) == (
        "De Brug",
        "",
        None,
        None,
    )
    assert "(An)" not in client.get(item.session.get_absolute_url()).text


def test_people_stay_behind_where_a_session_is_planned_again(item, moderator):
    school = make_institution("De Brug")
    make_presenter(
        item, institution=school, institution_name="De Brug", name="An", named_until=until()
    )
    make_presenter(item, name="Bo")

    again = copy_session(item.session, by=moderator, starts_at=item.session.ends_at)

    [copied] = Presenter.objects.filter(item__session=again)
    assert (copied.institution, copied.name, copied.named_until) == (school, "", None)


def test_a_presenter_of_a_merged_institution_goes_along(item, moderator):
    old, new = make_institution("Oud"), make_institution("Nieuw")
    presenter = make_presenter(item, institution=old, institution_name="Oud")

    merge_in_forums(old, new, moderator)

    presenter.refresh_from_db()
    assert presenter.institution == new


def test_an_accepted_proposal_is_opened_by_its_school(moderator, school):
    conclusion = conclusions_of(make_published(make_school_page(school)))[0]
    session = make_coming_session()
    proposal = make_proposal(session.forum, conclusion, state=ProposalState.ACCEPTED)

    made = table_proposal(session, proposal, by=moderator, started_from=1)

    assert [(one.institution, one.name) for one in made.presenters.all()] == [(school, "")]


@pytest.mark.parametrize("how", ["mandate", "account", "neither"])
def test_who_presents_proposes_corrections(editor, school, how):
    item = make_item(make_session(make_forum()))
    other = make_institution("Elders")
    if how == "mandate":
        make_presenter(item, institution=school, institution_name=school.name)
    if how == "account":
        make_presenter(item, institution=other, institution_name="Elders", user=editor)

    found = permissions.correcting_institutions(editor, item.session)

    assert found == {"mandate": {school.pk}, "account": {other.pk}, "neither": frozenset()}[how]


def test_nobody_answers_what_they_asked_themselves(moderator):
    item = make_item(make_session(make_forum(), corrections_until=timezone.now() + SOON))
    correction = Correction.objects.create(
        minutes=make_minutes(item),
        institution=make_institution("Elders"),
        proposed_by=moderator,
        passage="Zo was het.",
        reason="Anders.",
    )

    with pytest.raises(PermissionDenied):
        refuse_correction(correction, by=moderator, answer="Neen.")


def test_organiser_adds_takes_off_and_notes_consent(client, item, moderator, school):
    conclusion = conclusions_of(make_published(make_school_page(school)))[0]
    item.conclusions.add(conclusion)
    client.force_login(moderator)
    place = place_of(item.session.forum, f"sessies/1/agenda/{item.pk}/sprekers/")

    def post(**sent):
        return client.post(place, {"started_from": version_of(item), **sent})

    first = client.get(place)
    assert school.name in first.text
    assert first.context["form"].initial["is_named"] is False
    nobody = post(wish="add")
    unnamed = post(wish="add", institution_name="Vlor", is_named="on", named_until=until())
    added = post(wish="add", name="An Peeters", institution_name="Vlor")
    post(wish="take", key=school.pk)
    [an] = item.presenters.exclude(name="")
    consent = client.post(f"{place}{an.pk}/", {"is_named": "on", "named_until": until()})
    shown = client.get(place)
    stale = client.post(place, {"started_from": 1, "wish": "add", "name": "Te laat"})
    post(wish="remove", key=an.pk)

    assert nobody.context["form"].errors == {
        "institution_name": ["Geef een instelling, een naam of allebei."]
    }
    assert unnamed.context["form"].errors == {"name": ["Zeg wie met naam vermeld mag worden."]}
    assert (added.status_code, consent.status_code) == (302, 302)
    assert "De naam is openbaar tot en met" in shown.text
    assert (stale.status_code, 'value="Te laat"' in stale.text) == (409, True)
    assert [one.institution for one in item.presenters.all()] == [school]
    assert client.get(f"{place}{an.pk}/").status_code == 404
    for response in (first, nobody, unnamed, shown, stale):
        assert markup_problems(response.text) == []


def test_consent_is_taken_back_when_the_agenda_is_fixed(client, moderator):
    session = make_session(make_forum(), corrections_until=timezone.now() + SOON)
    item = make_item(session)
    presenter = make_presenter(item, name="An", named_until=until())
    client.force_login(moderator)
    place = place_of(session.forum, f"sessies/1/agenda/{item.pk}/sprekers/")

    assert "De agenda van deze bijeenkomst wijzigt niet meer." in client.get(place).text
    assert client.post(f"{place}{presenter.pk}/", {}).status_code == 302
    presenter.refresh_from_db()
    assert (presenter.named_until, presenter.consented_at) == (None, None)
    assert client.post(place, {"wish": "remove", "key": presenter.pk}).status_code == 409


@pytest.mark.parametrize("count", [1, 3])
def test_presenters_cost_the_same(client, item, moderator, django_assert_num_queries, count):
    for number in range(count):
        make_presenter(item, institution_name=f"School {number}", name="An", named_until=until())
    published(item, moderator)
    with django_assert_num_queries(10):
        page = client.get(item.session.get_absolute_url())
    client.force_login(moderator)
    with django_assert_num_queries(8):
        organised = client.get(
            place_of(item.session.forum, f"sessies/1/agenda/{item.pk}/sprekers/")
        )

    assert page.text.count("(An)") == len(organised.context["presenters"]) == count
