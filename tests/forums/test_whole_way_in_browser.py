"""A forum from its opening to its final report, in real browsers, by all who have a part in it.

A school and a policymaker work on a phone, a moderator at a desk; a visitor reads. Nothing is done
behind the screens but let days go by.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from forums.enums import Phase
from forums.pages import Forum
from forums.records import Session
from tests.browsing import axe, overflow, signed_in
from tests.forums.organising.making import day, make_ready, place_of
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of, policy_level

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE, DESK = 390, 1280
SAID = "De scholen vroegen een formulier."
MEANT = "De scholen vroegen één formulier."


@pytest.fixture
def conclusion(school):
    policy_level()
    return conclusions_of(make_published(make_school_page(school)))[0]


@pytest.fixture
def forum(moderator, policymaker, conclusion):
    """A draft that lacks nothing to open; its call runs, and the ministry promised an answer."""
    today = timezone.localdate()
    return make_ready(
        moderator,
        title="Eén formulier",
        question="Volstaat één formulier?",
        call_opens_on=today,
        call_closes_on=today + timedelta(days=10),
        nobody_promised=False,
        promised_by=[policymaker.mandates.get().institution],
        answer_term_days=90,
    )


class Someone:
    """A person at a browser of their own."""

    def __init__(self, page, site):
        self.page, self.site = page, site

    def opens(self, place):
        self.page.goto(self.site + place)
        assert (place, axe(self.page), overflow(self.page)) == (place, [], 0)
        return self

    def fills(self, label, words):
        self.page.get_by_label(label).first.fill(words)
        return self

    def ticks(self, label):
        self.page.get_by_label(label).first.check()
        return self

    def follows(self, link):
        self.page.get_by_role("link", name=link).first.click()
        return self

    def presses(self, button):
        self.page.get_by_role("button", name=button).first.click()
        return self

    def reads(self, words):
        self.page.get_by_text(words).first.wait_for()
        return self


@pytest.fixture
def people(live_server, browser_page, editor, policymaker, moderator):
    """Everybody, by name."""

    def at(width, user=None):
        page = browser_page(width)
        if user is not None:
            client = Client()
            client.force_login(user)
            signed_in(page, client, live_server.url)
        return Someone(page, live_server.url)

    return at(PHONE, editor), at(PHONE, policymaker), at(DESK, moderator), at(DESK)


def test_from_opening_to_a_final_report(people, forum, conclusion):
    school, policy, organiser, visitor = people
    here = forum.get_absolute_url()

    organiser.opens(place_of(forum)).follows("Open het forum").presses(re.compile("Open"))
    organiser.reads("Het forum is open. Het staat online.")

    school.opens(here).follows("Stel een conclusie voor").ticks(re.compile(conclusion.reference))
    school.fills("Waarom hoort dit in dit forum?", "Omdat wij het zo deden.")
    school.presses("Verstuur het voorstel").reads("Omdat wij het zo deden.")

    organiser.opens(place_of(forum)).follows("Beslis over wat scholen voorstellen")
    organiser.presses(re.compile("^Aanvaard"))
    organiser.opens(place_of(forum)).follows("Stuur de beslissingen naar de scholen")
    organiser.presses("Verstuur")
    it_is_planned(organiser, forum)

    visitor.opens(here).reads("Rond de tafel").follows("Rond de tafel").reads(conclusion.statement)
    policy.opens(f"{here}sessies/1/").follows("Schrijf je in").presses("Schrijf me in")
    policy.reads("je hebt een plaats")
    policy.opens(f"{here}bijdragen/nieuw/").fills("Wat wil je zeggen?", "We luisteren.")
    policy.presses("Verstuur")
    organiser.opens(place_of(forum, "bijdragen/")).presses(re.compile("^Publiceer"))
    organiser.reads("De bijdrage staat online.")
    visitor.opens(f"{here}bijdragen/").reads("We luisteren.")

    days_go_by(60)
    assert Forum.objects.get().phase == Phase.REPORTING
    they_met(organiser, forum)
    school.opens(f"{here}sessies/1/verslag/")
    school.page.get_by_text("Klopt er iets niet?").first.click()
    school.fills("Welke passage?", "een formulier").fills("Wat moet er staan?", "één formulier")
    school.fills("Waarom?", "Zo zeiden we het.").presses("Stel de verbetering voor")
    school.reads("Je opmerking staat bij het verslag.")

    organiser.opens(place_of(forum)).follows(re.compile("^Beantwoord de opmerkingen"))
    organiser.presses("Neem over").reads("Overgenomen. Het verslag is aangepast.")
    Session.objects.update(corrections_until=timezone.now())
    organiser.opens(place_of(forum)).follows(re.compile("^Maak het verslag .* definitief"))
    organiser.presses("Maak definitief").reads("Dit verslag is definitief.")
    it_is_concluded(organiser, forum, conclusion)

    visitor.opens(here).follows("Lees het hele verslag").reads(MEANT).reads(
        "Eén formulier volstaat."
    )
    made = visitor.page.request.get(f"{visitor.site}{here}verslag.pdf")
    assert made.body().startswith(b"%PDF-")
    visitor.opens(conclusion.get_absolute_url()).reads("Besproken").reads("Antwoord toegezegd")
    policy.opens("/mijn/").reads("Gericht aan jouw instelling").reads("Eén formulier volstaat.")


def it_is_planned(organiser, forum):
    """A session with places, and an agenda with what the school proposed."""
    organiser.opens(place_of(forum)).follows("Plan een bijeenkomst").fills("Titel", "Rond de tafel")
    organiser.fills("Dag", day(20)).fills("Begint om", "14:00").fills("Eindigt om", "16:00")
    organiser.ticks("ter plaatse").fills(re.compile("^Plaats"), "Brussel").presses(
        "Plan de bijeenkomst"
    )
    organiser.presses(re.compile("^Zet achteraan op de agenda"))
    organiser.follows("Lees na en publiceer").presses(re.compile("Publiceer"))
    organiser.opens(place_of(forum)).follows(re.compile("^Zeg hoeveel plaatsen"))
    organiser.fills("Plaatsen ter plaatse", "10").presses("Bewaar").reads("Bewaard.")


def they_met(organiser, forum):
    """The minutes are written, and open to who was there."""
    organiser.opens(place_of(forum)).follows(re.compile("^Schrijf het verslag van"))
    organiser.fills("Wat er gezegd is", SAID).reads(re.compile("Bewaard om"))
    organiser.presses("Laat opmerkingen toe").presses("Laat toe en mail")
    organiser.reads("Wie erbij was, kan nu opmerkingen maken.")


def it_is_concluded(organiser, forum, conclusion):
    """A recommendation, and the report that takes it along."""
    organiser.opens(place_of(forum, "aanbevelingen/nieuw/"))
    organiser.fills("Wat bevelen de deelnemers aan?", "Eén formulier volstaat.")
    organiser.ticks(re.compile(conclusion.reference)).ticks("Departement")
    for name in ("policy_level", "policy_domain"):
        organiser.page.locator(f"select[name={name}]").select_option(index=1)
    organiser.presses("Bewaar het ontwerp").reads("Het ontwerp is bewaard.")
    organiser.opens(place_of(forum)).follows("Schrijf het verslag")
    organiser.page.locator("textarea[name=report]").fill("Wat er gezegd is, in het kort.")
    organiser.presses("Bewaar").follows("Publiceer het verslag").presses("Publiceer")
    organiser.reads("Het verslag is gepubliceerd.")


def days_go_by(days):
    """Everything that has a date lies so many days further back."""
    back = timedelta(days=days)
    dates = ("starts_on", "ends_on", "call_opens_on", "call_closes_on")
    Forum.objects.update(**{field: F(field) - back for field in dates})
    Session.objects.update(starts_at=F("starts_at") - back, ends_at=F("ends_at") - back)
