"""The report of a forum as a page and as a PDF: what it compiles, and what it keeps out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.domain.agenda_versions import fix_agenda
from forums.domain.consenting import withdraw_consent
from forums.domain.minutes import close_session
from forums.domain.presenting import set_presenter_consent
from forums.domain.registering import set_consent
from forums.domain.reporting import mark_of_report, open_points, publish_report
from forums.records import Presenter, Session
from forums.views.reports import document_of
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
    publish_report(item.session.forum, by=moderator, seen=mark_of_report(item.session.forum))
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


def test_the_pdf_has_the_promise_the_address_and_what_recommendations_rest_on(client, item, rf):
    conclusion, forum = item.conclusions.get(), item.session.forum
    make_recommendation(forum, conclusion, statement="Nog een.")

    data = document_of(forum, rf.get(PDF))

    assert data["address"] == f"http://testserver{PAGE}"
    assert ["Wie antwoordt", "niemand zegde een antwoord toe"] in data["promise"]
    (one,) = data["recommendations"][0]["rests_on"]
    assert (one["reference"], one["path"]) == (conclusion.reference, conclusion.get_absolute_url())
    assert b"pdfuaid:part" in client.get(PDF).content
    assert f'Steunt op: <a href="{one["path"]}">{one["reference"]}</a>' in client.get(PAGE).text


def test_the_same_report_is_set_in_the_same_bytes(client, item, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    assert client.get(PDF).content == client.get(PDF).content


@pytest.mark.slow
def test_a_name_that_is_taken_back_is_off_the_page_and_out_of_the_document(client, item, moderator):
    """The document is read by its bytes: without the name it is again the one that had none."""
    speaker = Presenter.objects.create(
        item=item, institution_name="Dienst Talen", name="Bo Spreker"
    )
    came = make_registration(item.session, name="An Aanwezig", attended=True)
    fix_agenda(item.session, by=moderator)

    def read():
        page = client.get(PAGE).text
        names = {name for name in ("Bo Spreker", "An Aanwezig") if name in page}
        return names, client.get(PDF).content

    nobody, unnamed = read()
    set_presenter_consent(speaker, tomorrow(), by=moderator, seen=speaker.consent_mark)
    one_name, bo = read()
    set_consent(came, tomorrow())
    both_names, both = read()
    withdraw_consent(speaker, by=None)
    set_consent(came, None)
    after, again = read()

    assert (nobody, one_name, both_names) == (set(), {"Bo Spreker"}, {"Bo Spreker", "An Aanwezig"})
    assert len({unnamed, bo, both}) == 3
    assert (after, again) == (set(), unnamed)


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


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

    with django_assert_num_queries(13):
        response = client.get(PAGE)

    assert len(response.context["report"]["recommendations"]) == count


def test_the_report_tells_of_no_agenda_that_was_never_published(client, item, school):
    secret = make_item(
        make_session(item.session.forum),
        *item.conclusions.all(),
        is_published=False,
        title="Nooit gepubliceerd",
        opened_by="Stil Huis",
    )

    page = client.get(PAGE)

    told = page.context["report"]["sessions"]
    assert [[one["title"] for one in each["items_told"]] for each in told] == [
        [item.title],
        [],
    ]
    assert secret.title not in page.text
    assert "Stil Huis" not in page.text
