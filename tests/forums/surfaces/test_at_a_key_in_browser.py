"""Pages at the key of a row or a signed link, in a real browser: axe, light and dark, and width."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from forums.domain.consenting import sign
from forums.domain.registering import Answers
from forums.domain.requesting import ask_to_register
from forums.domain.telling import address_of
from forums.enums import ContributionState, Mode, ProposalState, RegistrationState
from notifications.records import OutgoingMail
from tests.browsing import axe, overflow, signed_in
from tests.forums.factories import (
    make_calling,
    make_coming_session,
    make_contribution,
    make_hiding,
    make_item,
    make_presenter,
    make_proposal,
    make_registration,
)
from tests.forums.organising.making import place_of
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

#: The rules of axe that look at colours: a dark page differs from a light one in nothing else.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}


@pytest.fixture
def forum():
    return make_calling("oproep")


def registrations(forum):
    """The page of a registration in each state, cancelling one and confirming one."""
    session = make_coming_session(forum, places_on_site=2)
    now, states = timezone.now(), RegistrationState
    have = {
        states.CONFIRMED: {"named_until": timezone.localdate() + timedelta(days=90)},
        states.OFFERED: {"confirmed_at": None, "offered_until": now + timedelta(hours=20)},
        states.WAITING: {"confirmed_at": None, "seat": None},
        states.CANCELLED: {"seat": None, "ended_at": now},
    }
    places = [address_of(make_registration(session, state=one, **have[one])) for one in have]
    answers = Answers(name="Ilse", institution_name="De Brug", capacity="leraar", mode=Mode.ON_SITE)
    ask_to_register(session, answers, "ilse@brug.example", place="")
    confirming = re.search(r"/inschrijving/bevestigen/\S+", OutgoingMail.objects.get().text)
    return [*places, f"{places[0]}annuleren/", confirming.group(), "/inschrijving/bevestigen/weg/"]


def presenters(forum):
    """The page of who is named and of who is not; and where an organiser keeps them."""
    item = make_item(forum.sessions.first(), title="Gesprek")
    an = make_presenter(item, institution_name="De Brug", name="An Peeters", named_until=until())
    bo = make_presenter(item, name="Bo")
    place = place_of(forum, f"sessies/1/agenda/{item.pk}/sprekers/")
    return [f"/spreker/{sign(one)}/" for one in (an, bo)], [place, f"{place}{an.pk}/"]


def until():
    return timezone.localdate() + timedelta(days=90)


def proposals(forum, school):
    """A proposal in each state that its school reads, and withdrawing one."""
    made = conclusions_of(make_published(make_school_page(school), conclusions=4))
    states = (
        ProposalState.INVITED,
        ProposalState.OFFERED,
        ProposalState.ACCEPTED,
        ProposalState.DECLINED,
    )
    keys = [
        make_proposal(forum, one, state=state).pk for one, state in zip(made, states, strict=True)
    ]
    return [
        *(f"/mijn/voorstellen/{key}/" for key in keys),
        f"/mijn/voorstellen/{keys[1]}/intrekken/",
    ]


def contributions(forum, editor, other_moderator):
    """What a moderator looks at: one that waits, one that stands there, an appeal of another."""
    waiting = make_contribution(forum, editor, state=ContributionState.WAITING)
    standing = make_contribution(forum, editor)
    hidden = make_contribution(forum, editor)
    make_hiding(hidden, other_moderator, appealed_at=timezone.now(), appeal="Het hoort hier wel.")
    base = f"{forum.get_absolute_url()}bijdragen/"
    return [
        f"{base}{standing.pk}/",
        f"{base}{waiting.pk}/nakijken/",
        f"{base}{standing.pk}/melden/",
        f"{base}{hidden.pk}/beslissen/",
    ]


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_at_a_key_are_accessible_in_light_and_in_dark(
    live_server, browser_page, forum, school, editor, moderator, epos_moderator, width
):
    visited = registrations(forum)
    of_presenters, of_organisers = presenters(forum)
    looked_at = {
        None: [*visited, *of_presenters],
        editor: proposals(forum, school),
        moderator: [*of_organisers, *contributions(forum, editor, epos_moderator)],
    }
    found = {}
    for person, places in looked_at.items():
        page = browser_page(width)
        if person is not None:
            client = Client()
            client.force_login(person)
            signed_in(page, client, live_server.url)
        for place in places:
            found[place] = problems(page, live_server.url + place)

    assert {place: what for place, what in found.items() if what} == {}
    assert len(found) == 20


def problems(page, address):
    page.emulate_media(color_scheme="light")
    answer = page.goto(address)
    expected = 404 if address.endswith("/weg/") else 200
    light, wider = axe(page), overflow(page)
    page.emulate_media(color_scheme="dark")
    found = [*light, *axe(page, **COLOURS)]
    if (answer.status, wider) != (expected, 0):
        found.append(f"answers {answer.status}, {wider} pixels too wide")
    return found
