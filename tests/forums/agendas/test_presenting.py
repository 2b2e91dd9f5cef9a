"""Who opens an item: institutions always, people by a consent that ends."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.domain.erasure import erase_account
from audit.records import Event
from forums import permissions
from forums.domain.agenda_versions import fix_agenda
from forums.domain.agendas import table_proposal
from forums.domain.consenting import sign, tell_who_is_named, withdraw_consent
from forums.domain.correcting import refuse_correction
from forums.domain.erasing import erase_presenters
from forums.domain.meetings import SessionConflictError, copy_session
from forums.domain.presenting import add_presenter, set_presenter_consent
from forums.domain.publishing import publish_agenda
from forums.enums import ProposalState
from forums.merging import merge_in_forums
from forums.records import Correction, Presenter, Session
from notifications.records import OutgoingMail
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
from tests.racing import during
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of
from tests.signing_out import lose_session

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


@pytest.mark.slow
def test_a_name_is_public_by_consent_only_and_the_institution_always(client, item, moderator):
    seen = {"by": moderator, "institution_name": "De Brug"}
    add_presenter(item, started_from=1, name="Ilse Peeters", **seen)
    agreed = add_presenter(item, started_from=2, name="Bram Claes", named_until=until(), **seen)
    add_presenter(item, started_from=3, name="Zonder Huis", by=moderator)
    version = published(item, moderator)
    page = item.session.get_absolute_url()

    before = surfaces(client, item)
    set_presenter_consent(agreed, None, by=moderator, seen=agreed.consent_mark)
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
    with pytest.raises(ValidationError, match="ook de naam van de persoon"):
        add_presenter(
            item, by=moderator, started_from=2, institution_name="De Meander", email="x@y.example"
        )
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


@pytest.mark.slow
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
    agreed = {"is_named": "on", "named_until": until(), "seen": an.consent_mark}
    consent = client.post(f"{place}{an.pk}/", agreed)
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


def hidden(response, name="started_from"):
    """The value of a hidden field of the form by which somebody is put on the item."""
    form = BeautifulSoup(response.content, "html.parser").select_one('[name="wish"][value="add"]')
    return form.find_parent("form").select_one(f'[name="{name}"]')["value"]


def test_a_presenter_that_waited_or_was_refused_is_over_what_its_writer_saw(
    client, item, moderator
):
    place = place_of(item.session.forum, f"sessies/1/agenda/{item.pk}/sprekers/")
    sent = {"wish": "add", "started_from": 1, "institution_name": "De Meander"}
    client.force_login(moderator)
    lose_session(client)
    client.post(place, sent)
    add_presenter(item, by=moderator, started_from=1, institution_name="De Brug")
    client.force_login(moderator)

    waited = client.get(place)
    refused = client.post(place, sent | {"email": "geen adres"})
    overtaken = client.post(place, sent)
    saved = client.post(place, sent | {"started_from": hidden(overtaken)})

    assert (hidden(waited), hidden(refused)) == ("1", "1")
    assert (refused.status_code, overtaken.status_code, saved.status_code) == (422, 409, 302)
    assert "De Brug" in overtaken.text
    assert [str(one) for one in item.presenters.all()] == ["De Brug", "De Meander"]


def test_the_same_names_in_other_capitals_are_the_same_presenter(item, moderator):
    names = {"institution_name": "École De Brug", "name": "Émile Van Aken"}
    first = add_presenter(item, by=moderator, started_from=1, **names)

    same = add_presenter(
        item,
        by=moderator,
        started_from=2,
        institution_name="ÉCOLE de brug",
        name="émile van aken",
    )

    assert same == first == item.presenters.get()
    assert version_of(item) == 2


def test_a_second_click_on_putting_somebody_on_is_no_conflict(client, item, moderator):
    place = place_of(item.session.forum, f"sessies/1/agenda/{item.pk}/sprekers/")
    client.force_login(moderator)
    sent = {"wish": "add", "started_from": 1, "institution_name": "De Brug"}

    answers = [client.post(place, sent) for _click in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert item.presenters.count() == 1


def test_consent_is_taken_back_when_the_agenda_is_fixed(client, moderator):
    session = make_session(make_forum(), corrections_until=timezone.now() + SOON)
    item = make_item(session)
    presenter = make_presenter(item, name="An", named_until=until())
    client.force_login(moderator)
    place = place_of(session.forum, f"sessies/1/agenda/{item.pk}/sprekers/")

    assert "De agenda van deze bijeenkomst wijzigt niet meer." in client.get(place).text
    assert (
        client.post(f"{place}{presenter.pk}/", {"seen": presenter.consent_mark}).status_code == 302
    )
    presenter.refresh_from_db()
    assert (presenter.named_until, presenter.consented_at) == (None, None)
    assert client.post(place, {"wish": "remove", "key": presenter.pk}).status_code == 409


@pytest.mark.parametrize("before", ["named", "unnamed", "named since and taken off"])
def test_an_older_page_brings_back_no_name_that_was_taken_off(client, item, moderator, before):
    agreed = until() if before == "named" else None
    an = make_presenter(item, name="An", named_until=agreed)
    client.force_login(moderator)
    place = place_of(item.session.forum, f"sessies/1/agenda/{item.pk}/sprekers/{an.pk}/")
    sent = {"is_named": "on", "named_until": until() + timedelta(days=1)}
    sent["seen"] = client.get(place).context["seen"]
    if before != "named":
        set_presenter_consent(an, until(), by=moderator, seen=an.consent_mark)
    if is_off := before != "unnamed":
        withdraw_consent(an, by=None)

    wrong = client.post(place, sent | {"named_until": ""})
    stale = client.post(place, sent)
    an.refresh_from_db()
    after = an.named_until
    again = client.post(place, sent | {"seen": stale.context["seen"]})

    assert (wrong.status_code, wrong.context["seen"]) == (422, sent["seen"])
    assert stale.status_code == 409
    assert after == (None if is_off else until())
    said = "De toestemming is intussen ingetrokken." if is_off else "met naam tot en met"
    assert said in stale.text
    assert stale.context["form"]["is_named"].value() is not is_off
    assert markup_problems(stale.text) == []
    assert again.status_code == 302


def named_to(address):
    """What went there about being named."""
    return [one for one in mails_to(address) if one.template == "forums/mail/presenter_named"]


def mails_to(address):
    mails = OutgoingMail.objects.order_by("created_at")
    return [mail for mail in mails if address in str(mail.recipients)]


@pytest.mark.parametrize("has_account", [True, False])
@pytest.mark.slow
def test_who_is_named_takes_it_back_by_the_link_in_the_mail(client, item, moderator, has_account):
    address = "an@voorbeeld.example"
    person = make_user(address) if has_account else None
    seen = {"by": moderator, "institution_name": "De Brug", "name": "An Peeters", "email": address}
    an = add_presenter(item, started_from=1, **seen)
    published(item, moderator)
    assert [one.template for one in mails_to(address)] == ["forums/mail/on_agenda"]
    assert named_to(address) == []

    set_presenter_consent(an, until(), by=moderator, seen=an.consent_mark)
    set_presenter_consent(an, until(), by=moderator, seen=an.consent_mark)
    [mail] = named_to(address)
    link = re.search(r"/spreker/\S+/", mail.text).group()
    before, asked = surfaces(client, item), client.get(link)
    done = client.post(link, follow=True)
    again = client.post(link)
    after = surfaces(client, item)

    an.refresh_from_db()
    assert (an.user, an.email) == ((person, "") if has_account else (None, address))
    assert (an.named_until, an.consented_at) == (None, None)
    assert "An Peeters" in before[item.session.get_absolute_url()]
    assert [place for place, text in after.items() if "Peeters" in text] == []
    assert "De Brug" in after[item.session.get_absolute_url()]
    assert "Haal mijn naam weg" in asked.text
    assert "Je naam is weg, op elke pagina." in done.text
    assert again.status_code == 302
    assert "noindex" in asked.text
    assert markup_problems(asked.text) == markup_problems(done.text) == []
    [event] = Event.objects.filter(verb="withdraw_presenter_consent")
    of_account = {"user": person.pk} if person else {}
    assert (event.actor_id, event.detail) == (None, {"item": item.pk, **of_account})


def test_who_is_named_hears_it_once_the_agenda_is_online_and_once(item, moderator):
    session, address = item.session, "an@voorbeeld.example"
    seen = {"by": moderator, "name": "An Peeters", "email": address, "named_until": until()}
    an = add_presenter(item, started_from=1, **seen)
    off = set_presenter_consent(an, None, by=moderator, seen=an.consent_mark)
    set_presenter_consent(an, until(), by=moderator, seen=off.consent_mark)
    before = mails_to(address)

    published(item, moderator)
    first = mails_to(address)
    make_item(session, title="Nog iets", is_published=False)
    published(item, moderator)

    assert before == []
    assert len(first) == 1
    assert mails_to(address) == first
    other = make_item(session, title="Slot", is_published=False)
    add_presenter(other, started_from=version_of(item), **seen)
    assert mails_to(address) == first
    published(item, moderator)
    assert ["“Slot”" in mail.text for mail in mails_to(address)] == [False, True]


def test_who_is_named_on_an_agenda_that_is_fixed_with_the_minutes_hears_it(item, moderator):
    an = {"name": "An Peeters", "email": "an@voorbeeld.example", "named_until": until()}
    add_presenter(item, by=moderator, started_from=1, **an)

    fix_agenda(item.session, by=moderator)
    fix_agenda(item.session, by=moderator)

    assert len(mails_to(an["email"])) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_telling_who_is_named_asks_the_same_of_one_and_of_three(
    item, moderator, django_assert_num_queries, count
):
    for number in range(count):
        make_presenter(item, name=f"Niemand {number}", email=f"n{number}@voorbeeld.example")
    version = published(item, moderator)

    with django_assert_num_queries(1):
        tell_who_is_named(version)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["agenda", "consent"])
@pytest.mark.slow
def test_a_consent_noted_while_the_agenda_is_published_is_told_once(item, moderator, first):
    address = "an@voorbeeld.example"
    an = make_presenter(item, name="An Peeters", email=address)
    acts = [
        lambda: published(item, moderator),
        lambda: set_presenter_consent(an, until(), by=moderator, seen=an.consent_mark),
    ]

    outcomes = during(*acts if first == "agenda" else reversed(acts))

    assert [one for one in outcomes if isinstance(one, Exception)] == []
    assert len(named_to(address)) == 1


def test_what_is_said_of_who_stands_there_already_is_not_dropped(item, moderator):
    person = make_user("an@voorbeeld.example")
    seen = {"by": moderator, "name": "An", "institution_name": "De Brug"}
    first = add_presenter(item, started_from=1, email=person.email, named_until=until(), **seen)
    again = {**seen, "started_from": 2}

    same = add_presenter(item, email=person.email.upper(), named_until=until(), **again)
    bare = add_presenter(item, **again)
    with pytest.raises(ValidationError, match="staat al bij dit punt, zonder dit e-mailadres"):
        add_presenter(item, email="an@elders.example", **again)
    with pytest.raises(ValidationError, match="Wijzig daar de toestemming"):
        add_presenter(item, named_until=until() + timedelta(days=1), **again)

    assert first == same == bare == item.presenters.get()
    assert version_of(item) == 2


def test_a_name_is_out_of_final_minutes_and_the_report_at_once(client, moderator):
    forum = make_forum("leren", report="Zo was het.", reported_on=timezone.localdate())
    session = make_session(forum, closed_at=timezone.now(), corrections_until=timezone.now())
    make_item(session, opened=[{"name": "An Peeters", "named_until": until()}])
    an = Presenter.objects.select_related("item").get()
    make_minutes(an.item, "Zo ging het.", state="final")
    places = (
        session.get_absolute_url(),
        f"{session.get_absolute_url()}verslag/",
        "/forums/leren/verslag/",
        "/forums/leren/kalender.ics",
    )

    def named():
        return {place for place in places if "An Peeters" in client.get(place).text}

    before = named()
    withdraw_consent(an, by=None)

    assert before == set(places[:3])
    assert named() == set()


def test_on_the_desk_stands_where_a_person_is_named(client, item, moderator):
    person = make_user()
    make_presenter(item, name="An Peeters", user=person, named_until=until())
    quiet = make_item(item.session, title="Stil")
    make_presenter(quiet, name="An Peeters", user=person)
    make_presenter(item, name="Bo", user=moderator, named_until=until())
    client.force_login(person)

    shown = client.get("/mijn/")
    link = re.search(r"/spreker/[^\"]+/", shown.text).group()
    client.post(link)
    after = client.get("/mijn/")

    assert "Waar je aan het woord komt" in shown.text
    assert shown.text.count("Haal je naam weg") == 1
    assert "Haal je naam weg" not in after.text
    assert after.text.count("Je naam staat er niet bij.") == 2
    assert markup_problems(shown.text) == []


def test_nobody_takes_the_name_of_another_off(item, moderator):
    an = make_presenter(item, name="An", user=make_user(), named_until=until())

    with pytest.raises(PermissionDenied):
        withdraw_consent(an, by=moderator)


def test_a_link_that_is_no_link_or_of_an_erased_name_leads_nowhere(client, item):
    an = make_presenter(item, institution_name="De Brug", name="An", named_until=until())
    good = sign(an)

    assert client.get(f"/spreker/{good[:-3]}xyz/").status_code == 404
    assert client.get("/spreker/x.y/").status_code == 404
    Presenter.objects.filter(pk=an.pk).update(name="", named_until=None, consented_at=None)
    assert client.get(f"/spreker/{good}/").status_code == 404


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
