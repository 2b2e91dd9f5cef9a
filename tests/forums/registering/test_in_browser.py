"""On a phone, without an account: registering by a mailed link, and cancelling by one."""

from __future__ import annotations

import re

import pytest

from forums.records import Registration
from notifications.records import OutgoingMail
from tests.browsing import axe, overflow
from tests.forums.factories import make_coming_session, make_forum
from tests.forums.registering.test_pages import link_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_visitor_registers_and_cancels_on_a_phone(live_server, browser_page):
    session = make_coming_session(make_forum("vraag"), places_on_site=1)
    page = browser_page(390)

    def looks_right():
        assert (axe(page), overflow(page)) == ([], 0)

    def mailed():
        mail = OutgoingMail.objects.order_by("created_at").last()
        return live_server.url + link_in(mail)

    page.goto(live_server.url + session.get_absolute_url())
    page.get_by_text("nog 1 van 1 plaatsen").wait_for()
    page.get_by_role("link", name="Schrijf je in").click()
    looks_right()
    for label, words in (
        ("Je naam", "Ann Peeters"),
        ("Je e-mailadres", "ann@voorbeeld.example"),
        ("Welke instelling?", "Voorbeeldschool"),
        ("In welke hoedanigheid?", "leraar"),
        ("Toegankelijkheid", "Ringleiding"),
    ):
        page.get_by_label(label).first.fill(words)
    page.get_by_role("button", name="Schrijf me in").click()
    page.wait_for_url(re.compile("/gevraagd/"))
    looks_right()
    assert not Registration.objects.exists()

    page.goto(mailed())
    looks_right()
    page.get_by_role("button", name="Bevestig").click()
    page.get_by_text("je hebt een plaats").wait_for()
    looks_right()

    page.goto(mailed())
    page.get_by_role("link", name="Annuleer je inschrijving").click()
    looks_right()
    page.get_by_role("button", name="Annuleer").click()
    page.get_by_text("geannuleerd").first.wait_for()
    assert Registration.objects.get().state == "cancelled"
