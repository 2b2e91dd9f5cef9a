"""Recommendations, answers and long trails in a real browser: a phone, paper, a small module."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.browsing import axe, overflow, signed_in
from tests.forums.factories import (
    make_draft,
    make_forum,
    make_item,
    make_office,
    make_recommendation,
    make_session,
    whole_wording,
)
from tests.forums.test_trail import long_trail
from tests.sharing import made_once
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of, policy_level

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BASE = "/mijn/forums/leren/aanbevelingen/"


@made_once
def conclusion(school):
    policy_level()
    return conclusions_of(make_published(make_school_page(school)))[0]


def test_a_trail_of_forty_stations_fits_a_phone_and_paper(live_server, browser_page, conclusion):
    long_trail(conclusion)
    session = make_session(make_forum())
    make_item(session, conclusion)
    page = browser_page(390)

    for address in (conclusion.get_absolute_url(), session.get_absolute_url()):
        page.goto(live_server.url + address)
        assert overflow(page) == 0
        assert axe(page) == []
    page.goto(live_server.url + conclusion.get_absolute_url())
    page.emulate_media(media="print")

    stations = page.locator(".trail .station")
    heights = stations.evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert len(heights) == 41  # and one for the meeting
    assert heights == sorted(heights)
    assert all(stations.evaluate_all("all => all.map(one => one.checkVisibility())"))
    assert overflow(page) == 0


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_of_a_moderator_are_accessible_and_keep_within_their_width(
    live_server, browser_page, moderator, conclusion, width
):
    forum, office = make_forum("leren"), make_office()
    make_recommendation(forum, conclusion, addressees=[office])
    make_draft(forum, whole_wording(conclusion, addressees=[office], statement="Ontwerp."))
    client = Client()
    client.force_login(moderator)
    page = signed_in(browser_page(width), client, live_server.url)

    for address in (
        BASE,
        f"{BASE}nieuw/",
        f"{BASE}1/",
        f"{BASE}2/",
        f"{BASE}2/publiceren/",
        f"{BASE}2/weggooien/",
        f"{BASE}1/antwoorden/{office.pk}/",
    ):
        page.goto(live_server.url + address)
        assert (address, overflow(page)) == (address, 0)
        assert (address, axe(page)) == (address, [])


def test_an_answer_shows_what_its_position_demands(live_server, browser_page, moderator):
    office = make_office()
    make_recommendation(make_forum("leren"), addressees=[office])
    client = Client()
    client.force_login(moderator)
    page = signed_in(browser_page(390), client, live_server.url)
    page.goto(f"{live_server.url}{BASE}1/antwoorden/{office.pk}/")

    def visible():
        return page.locator("[data-needed-by]:visible").evaluate_all(
            "all => all.map(one => one.name)"
        )

    assert visible() == []
    page.get_by_label("Deels opgenomen", exact=True).check()
    assert visible() == ["what", "due_on", "reason"]
    page.locator("[name=reason]").fill("Te duur.")
    page.get_by_label("Bestaat al", exact=True).check()
    assert visible() == ["reason", "document"]
