"""A reporter writes, a school asks to correct, the reporter takes it over, the report has a PDF."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from forums.domain.minutes import close_expired, name_reporter
from forums.domain.reporting import mark_of_report, publish_report
from forums.records import Minutes, Session
from tests.accounts.factories import make_user
from tests.browsing import axe, overflow, signed_in
from tests.forums.minutes.making import latest, make_presented

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READING = "/forums/vraag/sessies/1/verslag/"


def test_from_writing_to_a_final_report(live_server, browser_page, school, editor, moderator):
    item = make_presented(school, report="Wat er gezegd is.")
    reporter = make_user()
    name_reporter(item.session, reporter, by=moderator)

    def opened(person, place):
        client = Client()
        client.force_login(person)
        page = signed_in(browser_page(390, "light"), client, live_server.url)
        page.goto(live_server.url + place)
        assert (axe(page), overflow(page)) == ([], 0)
        return page

    writing = opened(reporter, f"/mijn{READING}")
    writing.get_by_label("Wat er gezegd is").fill("De scholen vroegen één formulier.")
    writing.get_by_text(re.compile("Bewaard om")).wait_for()
    assert Minutes.objects.get().text == "De scholen vroegen één formulier."
    writing.get_by_role("button", name="Laat opmerkingen toe").click()
    writing.get_by_role("button", name="Laat toe en mail").click()
    writing.get_by_text("Wie erbij was, kan nu opmerkingen maken.").wait_for()

    asking = opened(editor, READING)
    asking.get_by_text("Klopt er iets niet?").click()
    asking.get_by_label("Welke passage?").fill("één formulier")
    asking.get_by_label("Wat moet er staan?").fill("één brief")
    asking.get_by_label("Waarom?").fill("Zo zeiden we het.")
    assert axe(asking) == []
    asking.get_by_role("button", name="Stel de verbetering voor").click()
    asking.get_by_text("Je opmerking staat bij het verslag.").wait_for()

    writing.reload()
    assert (axe(writing), overflow(writing)) == ([], 0)
    writing.get_by_role("button", name="Neem over", exact=True).click()
    writing.get_by_text("Overgenomen. Het verslag is aangepast.").wait_for()

    Session.objects.update(corrections_until=timezone.now())
    assert close_expired() == 1
    forum = latest(item.session).forum
    publish_report(forum, by=moderator, seen=mark_of_report(forum))
    report = opened(editor, "/forums/vraag/verslag/")
    report.get_by_text("De scholen vroegen één brief.").wait_for()
    made = report.request.get(f"{live_server.url}/forums/vraag/verslag.pdf")
    assert made.body().startswith(b"%PDF-")
