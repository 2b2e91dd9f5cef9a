"""The report of a forum as a page and as a PDF: what it compiles, and what it keeps out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.domain.minutes import close_session
from forums.domain.reporting import open_points, publish_report
from forums.records import Session
from tests.forums.factories import make_item, make_recommendation, make_registration, make_session
from tests.forums.minutes.making import SAID, make_corrected, make_presented, write
from tests.institutions.factories import make_institution
from tests.markup import markup_problems

pytestmark = pytest.mark.django_db

PAGE, PDF = "/forums/vraag/verslag/", "/forums/vraag/verslag.pdf"


@pytest.fixture
def item(school, moderator):
    """An item with final minutes, of a forum with a published report."""
    item = make_presented(school, report="Wat er *gezegd* is.\n\n#panic()")
    make_corrected(item, by=moderator)
    Session.objects.update(corrections_until=timezone.now())
    close_session(item.session, by=moderator)
    publish_report(item.session.forum, by=moderator)
    return item


def test_the_report_compiles_minutes_recommendations_and_who_was_there(client, item):
    forum, today = item.session.forum, timezone.localdate()
    make_recommendation(forum, *item.conclusions.all(), statement="Eén formulier volstaat.")
    talen = make_institution("Dienst Talen")
    make_registration(
        item.session, institution=talen, capacity="adviseur", name="Zwijger", attended=True
    )
    make_registration(
        item.session,
        institution=talen,
        capacity="directie",
        name="Spreker",
        attended=True,
        named_until=today,
    )
    make_registration(
        item.session, name="Vergeten", attended=True, named_until=today - timedelta(days=1)
    )
    make_registration(item.session, name="Afwezig", named_until=today, attended=False)
    make_registration(item.session, institution_name="Niet genoteerd", name="Ongenoteerd")
    off = make_session(forum, cancelled_at=timezone.now(), cancelled_reason="Ziek.")
    make_registration(off, institution_name="Afgelast")

    page = client.get(PAGE)

    assert markup_problems(page.text) == []
    for words in (
        SAID,
        "Eén formulier volstaat.",
        "Dienst Talen",
        "adviseur",
        "Spreker",
        "Niet genoteerd",
    ):
        assert words in page.text
    for name in ("Zwijger", "Vergeten", "Afwezig", "Ongenoteerd", "Afgelast"):
        assert name not in page.text


def test_the_pdf_is_accessible_and_the_same_until_the_report_changes(client, item):
    first = client.get(PDF)
    again = client.get(PDF)
    known = client.get(PDF, headers={"If-None-Match": first["ETag"]})
    make_recommendation(item.session.forum, statement="Nog een.")
    changed = client.get(PDF, headers={"If-None-Match": first["ETag"]})

    assert first["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF-")
    assert b"pdfuaid:part" in first.content
    assert first.content == again.content
    assert (known.status_code, known.content) == (304, b"")
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_the_same_report_is_set_in_the_same_bytes(client, item, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    assert client.get(PDF).content == client.get(PDF).content


def test_a_report_that_is_not_published_is_not_there(client, school, moderator):
    item = make_presented(school, report="Nog niet.")
    write(item, by=moderator)

    assert [client.get(place).status_code for place in (PAGE, PDF)] == [404, 404]
    assert open_points(item.session.forum) == [
        "Het verslag van “Bijeenkomst 1” is nog niet definitief."
    ]


def test_minutes_that_are_not_final_stay_out_of_the_report(client, item, moderator):
    later = make_item(make_session(item.session.forum))
    write(later, "Nog geheim.", by=moderator)

    assert "Nog geheim." not in client.get(PAGE).text


@pytest.mark.parametrize("count", [1, 3])
def test_reading_the_report_costs_the_same(client, item, django_assert_num_queries, count):
    for number in range(count - 1):
        make_item(item.session)
        make_recommendation(item.session.forum, statement=f"Nog {number}.")
    make_recommendation(item.session.forum, statement="Eerste.")

    with django_assert_num_queries(12):
        response = client.get(PAGE)

    assert len(response.context["report"]["recommendations"]) == count
