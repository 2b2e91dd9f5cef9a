"""What caches are told: what is not for everybody is kept by none of them."""

from __future__ import annotations

import pytest
from django.utils import timezone

from forums.records import Membership
from tests.forums.factories import make_forum, make_item, make_recommendation, make_session

pytestmark = pytest.mark.django_db

PAGES = [
    "/forums/",
    "/forums/leren/",
    "/forums/leren/kalender.ics",
    "/forums/leren/sessies/1/",
    "/forums/leren/sessies/1/kalender.ics",
    "/forums/leren/sessies/1/agenda/1/",
    "/forums/leren/sessies/1/verslag/",
    "/forums/leren/aanbevelingen/1/",
    "/forums/leren/verslag/",
    "/forums/leren/bijdragen/",
]


def make_whole(**fields):
    forum = make_forum(
        "leren", report="Zo was het.", reported_on=timezone.localdate(), minutes_grow=True, **fields
    )
    make_item(make_session(forum))
    make_recommendation(forum)
    return forum


def said(client):
    answers = {page: client.get(page) for page in PAGES}
    assert {one.status_code for one in answers.values()} == {200}
    return {page: set(one.get("Cache-Control", "").split(", ")) for page, one in answers.items()}


@pytest.mark.parametrize("fields", [{"access": "members_only"}, {"live": False}])
@pytest.mark.slow
def test_what_is_not_for_everybody_is_kept_by_no_cache(client, moderator, fields):
    Membership.objects.create(forum=make_whole(**fields), user=moderator)
    client.force_login(moderator)
    pages = said(client)
    if fields == {"live": False}:
        del pages["/forums/"]  # a draft does not stand in the list

    assert {page for page, words in pages.items() if not {"private", "no-store"} <= words} == set()


def test_what_everybody_reads_is_no_secret_to_a_cache(client):
    make_whole()

    assert {page for page, words in said(client).items() if "no-store" not in words} == (
        set(PAGES) - {"/forums/leren/sessies/1/verslag/", "/forums/leren/bijdragen/"}
    )
