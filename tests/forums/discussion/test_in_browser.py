"""A discussion in a real browser: writing, replying, rewriting, hiding, appealing; and axe."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from forums.enums import ContributionState
from forums.records import Contribution
from tests.browsing import axe, overflow, signed_in
from tests.forums.factories import make_contribution, make_forum, make_hiding, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLACE = "/forums/praat/bijdragen/"


@pytest.fixture
def opened(live_server, browser_page):
    """A browser of somebody, signed in."""

    def make(person, width=390, scheme="light", **options):
        client = Client()
        client.force_login(person)
        return signed_in(browser_page(width, scheme, **options), client, live_server.url)

    return make


@pytest.mark.parametrize("scripts", [True, False], ids=["with-script", "without-script"])
def test_a_discussion_from_the_first_word_to_the_appeal(
    live_server, opened, editor, other_editor, moderator, epos_moderator, scripts
):
    make_contribution(make_forum("praat"), editor)
    place = live_server.url + PLACE
    school, other, mods, epos = (
        opened(person, java_script_enabled=scripts)
        for person in (editor, other_editor, moderator, epos_moderator)
    )

    # A newcomer replies, by keyboard; a moderator reads it first, on the page itself.
    other.goto(place)
    other.get_by_role("link", name="Antwoord aan De Brug").focus()
    other.keyboard.press("Enter")
    other.get_by_label("Wat wil je zeggen?").fill("Hoe lang duurde dat?")
    other.get_by_role("button", name="Verstuur").focus()
    other.keyboard.press("Enter")
    other.get_by_text("Een moderator leest je bijdrage eerst").wait_for()
    mods.goto(place)
    mods.get_by_role("button", name=re.compile("Publiceer")).click()
    mods.get_by_text("De bijdrage staat online.").wait_for()

    # Its author rewrites it; the school, known by now, writes more and it stands at once.
    other.goto(place)
    other.get_by_role("link", name=re.compile("^Wijzig")).click()
    other.get_by_label("Wat wil je zeggen?").fill("Hoe lang duurde dat bij jullie?")
    other.get_by_role("button", name="Verstuur").click()
    other.get_by_text("Je bijdrage is gewijzigd.").wait_for()
    school.goto(place)
    school.get_by_text("Hoe lang duurde dat bij jullie?").wait_for()
    school.get_by_label("Wat wil je zeggen?").fill("Een schooljaar.")
    school.get_by_label("Zet mijn naam erbij").check()
    school.get_by_role("button", name="Verstuur").click()
    school.get_by_text("Je bijdrage staat online.").wait_for()
    assert school.get_by_role("heading", name="Ilse Peeters, De Brug").count() == 1

    # It is hidden with a reason; its author appeals; the other moderator decides.
    said = Contribution.objects.get(text="Een schooljaar.")
    mods.goto(f"{place}{said.pk}/verbergen/")
    mods.get_by_label("gaat niet over de vraag van het forum").check()
    mods.get_by_label("Uitleg").fill("De vraag ging over iets anders.")
    mods.get_by_role("button", name="Verberg").click()
    mods.get_by_text("Verborgen. De auteur krijgt een mail.").wait_for()
    school.goto(place)
    school.get_by_role("link", name="Teken bezwaar aan").click()
    school.get_by_label("Waarom ben je het niet eens?").fill("Het is een antwoord op een vraag.")
    school.get_by_role("button", name="Teken bezwaar aan").click()
    school.get_by_text("Je bezwaar is verstuurd. Je krijgt een mail.").wait_for()
    epos.goto(live_server.url + "/mijn/forums/praat/bijdragen/")
    epos.get_by_role("link", name=re.compile("Beslis over het bezwaar")).click()
    epos.get_by_label("De bijdrage komt online").check()
    epos.get_by_label("Uitleg").fill("Het hoort bij het gesprek.")
    epos.get_by_role("button", name="Bevestig je beslissing").click()
    epos.get_by_text("Beslist. De auteur krijgt een mail.").wait_for()

    said.refresh_from_db()
    assert said.state == ContributionState.PUBLISHED
    assert [overflow(page) for page in (school, other, mods, epos)] == [0] * 4


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_a_discussion_are_accessible_and_fit(
    live_server, opened, editor, moderator, width, scheme
):
    forum = make_forum("praat")
    make_member(forum, editor.mandates.get().institution)
    said = make_contribution(forum, editor, text="Lang " + "woord" * 40)
    make_contribution(forum, editor, parent=said, state=ContributionState.WAITING)
    hidden = make_contribution(forum, editor)
    make_hiding(hidden)
    found = {}
    rests = {
        editor: [
            "",
            "nieuw/",
            f"nieuw/?antwoord={said.pk}",
            f"{said.pk}/wijzigen/",
            f"{hidden.pk}/bezwaar/",
        ],
        moderator: ["", f"{said.pk}/verbergen/", f"{said.pk}/melden/"],
    }
    for person, places in rests.items():
        page = opened(person, width, scheme)
        addresses = [PLACE + rest for rest in places]
        if person == moderator:
            addresses += ["/mijn/forums/praat/bijdragen/", "/mijn/forums/praat/leden/?q=brug"]
        for address in addresses:
            page.goto(live_server.url + address)
            found[(person.email, address)] = (axe(page), overflow(page))

    assert found == dict.fromkeys(found, ([], 0))
