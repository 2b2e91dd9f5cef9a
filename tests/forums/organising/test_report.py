"""The report: written together, published once, corrected for all to see."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.records import Event
from forums.domain.recommending import rewrite_recommendation
from forums.domain.reporting import mark_of_report, publish_report
from forums.records import ReportCorrection
from tests.forums.factories import make_draft as make_recommendation_draft
from tests.forums.factories import (
    make_forum,
    make_item,
    make_minutes,
    make_office,
    make_session,
    whole_wording,
)
from tests.forums.organising.making import latest, make_draft, mark, place_of
from tests.markup import markup_problems
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of, policy_level

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum(client, moderator, school):
    """An open forum whose one session is over; its organiser is signed in."""
    make_school_page(school)
    client.force_login(moderator)
    forum = make_forum("vraag")
    make_session(forum)
    return forum


def written(forum, report="Wat er gezegd is.", **more):
    return {"report": report, "report_en": "", **more} | {
        "started_from": latest(forum).latest_revision_id or ""
    }


def published(client, forum):
    """Confirm what the page of the report shows."""
    place = place_of(forum, "verslag/publiceren/")
    return client.post(place, {"seen": client.get(place).context["mark"]})


@pytest.mark.slow
def test_report_is_read_by_all_once_it_is_published(client, forum, moderator):
    place = place_of(forum, "verslag/")
    assert markup_problems(client.get(place).text) == []

    assert client.post(place, written(forum)).url == place_of(forum)
    assert "Wat er gezegd is." not in client.get(forum.get_absolute_url()).text
    assert markup_problems(client.get(place_of(forum, "verslag/publiceren/")).text) == []
    for _again in range(2):
        assert published(client, forum).url == place_of(forum)

    assert "Wat er gezegd is." in client.get(forum.get_absolute_url()).text
    assert latest(forum).reported_on == timezone.localdate()
    acts = Event.objects.filter(actor_id=moderator.pk).values_list("verb", flat=True)
    assert sorted(acts) == ["publish_report", "write_report"]


def test_report_waits_for_the_forum_its_text_and_the_last_session(client, forum, moderator):
    draft = make_draft(moderator)
    make_session(draft, starts_at=timezone.now() + timedelta(days=3))

    with pytest.raises(ValidationError) as refusal:
        publish_report(draft, by=moderator, seen=mark_of_report(draft))
    response = client.post(place_of(draft, "verslag/publiceren/"))

    points = [
        "Open eerst het forum.",
        "Schrijf het verslag voor je het publiceert.",
        "Er komt nog een bijeenkomst. Publiceer het verslag daarna.",
    ]
    assert refusal.value.messages == points
    assert response.status_code == 422
    assert response.context["points"] == points
    assert markup_problems(response.text) == []


@pytest.mark.slow
def test_who_publishes_the_report_reads_of_which_items_no_minutes_say_anything(
    client, forum, django_assert_num_queries
):
    client.post(place_of(forum, "verslag/"), written(forum))
    session = forum.sessions.get()
    unsaid = make_item(session, title="Rondvraag")
    final = make_session(forum, closed_at=timezone.now(), corrections_until=timezone.now())
    make_minutes(make_item(final, title="Gezegd"), state="final")
    off = make_session(forum, cancelled_at=timezone.now(), cancelled_reason="Ziek.")
    make_item(off, title="Ging niet door")

    with django_assert_num_queries(14):
        asked = client.get(place_of(forum, "verslag/publiceren/"))
    make_item(session, title="Slot")
    with django_assert_num_queries(14):
        more = client.get(place_of(forum, "verslag/publiceren/"))

    assert asked.context["unsaid"] == [unsaid]
    assert [one.title for one in more.context["unsaid"]] == ["Rondvraag", "Slot"]
    assert "Gezegd" not in asked.text
    assert markup_problems(more.text) == []
    assert published(client, forum).status_code == 302


@pytest.mark.slow
def test_who_speaks_for_an_addressee_is_told_to_leave_it_to_a_colleague(
    client, forum, moderator, epos_moderator, school
):
    policy_level()
    conclusion = conclusions_of(make_published(make_school_page(school)))[0]
    vlor = moderator.mandates.get().institution
    make_recommendation_draft(forum, whole_wording(conclusion, addressees=[vlor]))
    client.post(place_of(forum, "verslag/"), written(forum))
    place = place_of(forum, "verslag/publiceren/")

    opened = client.get(place)
    sent = client.post(place, {"seen": mark_of_report(latest(forum))})

    words = ["Aanbeveling 1 is aan je eigen instelling. Een collega publiceert."]
    assert [opened.context["points"], sent.context["points"]] == [words, words]
    assert [opened.status_code, sent.status_code] == [200, 403]
    assert markup_problems(sent.text) == []
    assert latest(forum).reported_on is None
    client.force_login(epos_moderator)
    assert published(client, forum).url == place_of(forum)
    assert latest(forum).reported_on == timezone.localdate()


@pytest.mark.slow
def test_two_organisers_at_once_lose_nothing(client, forum, moderator, epos_moderator):
    mine = written(forum, "Mijn verslag.")
    client.force_login(epos_moderator)
    client.post(place_of(forum, "verslag/"), written(forum, "Verslag van Tom."))
    client.force_login(moderator)

    response = client.post(place_of(forum, "verslag/"), mine)

    assert response.status_code == 409
    assert response.context["differing"] == [("Verslag", "Verslag van Tom.")]
    assert "Mijn verslag." in response.text
    assert markup_problems(response.text) == []
    client.post(place_of(forum, "verslag/"), mine | mark(forum))
    assert latest(forum).report == "Mijn verslag."


@pytest.mark.slow
def test_a_second_click_on_saving_is_no_conflict(client, forum):
    place = place_of(forum, "verslag/")
    sent = written(forum)
    drafts = [client.post(place, sent).status_code for _click in range(2)]
    published(client, forum)
    corrected = written(forum, "Er waren er meer.", what="Het aantal.")
    corrections = [client.post(place, corrected).status_code for _click in range(2)]

    assert drafts + corrections == [302] * 4
    assert ReportCorrection.objects.count() == 1


@pytest.mark.slow
def test_published_report_is_corrected_with_a_date_and_never_taken_back(client, forum):
    place = place_of(forum, "verslag/")
    client.post(place, written(forum, "Er waren 24 deelnemers."))
    published(client, forum)
    assert markup_problems(client.get(place).text) == []

    without = client.post(place, written(forum, "Er waren 42 deelnemers."))
    empty = client.post(place, written(forum, "", what="Weg ermee."))
    client.post(place, written(forum, "Er waren 42 deelnemers.", what="Het aantal klopte niet."))
    client.post(place, written(forum, "Er waren 42 deelnemers.", what="Niets veranderd."))

    assert without.context["form"].errors == {"what": ["Zeg wat je verbeterde."]}
    assert empty.context["form"].errors == {"report": ["Schrijf het verslag."]}
    correction = ReportCorrection.objects.get()
    assert correction.text_before == "Er waren 24 deelnemers."
    response = client.get(forum.get_absolute_url())
    for words in ("Er waren 42 deelnemers.", "Er waren 24 deelnemers.", "Het aantal klopte niet."):
        assert words in response.text
    assert markup_problems(response.text) == []
    read = client.get(f"{forum.get_absolute_url()}verslag/")
    assert "Zo stond het er tot" in read.text
    assert "Er waren 24 deelnemers." in read.text
    assert markup_problems(read.text) == []
    assert latest(forum).reported_on == timezone.localdate()


@pytest.mark.parametrize("changed", ["report", "recommendation", "new recommendation"])
@pytest.mark.slow
def test_who_publishes_the_report_publishes_what_they_read(
    client, forum, moderator, school, changed
):
    policy_level()
    conclusion = conclusions_of(make_published(make_school_page(school)))[0]
    whole = whole_wording(conclusion, addressees=[make_office()])
    if changed == "recommendation":
        draft = make_recommendation_draft(forum, whole)
    client.post(place_of(forum, "verslag/"), written(forum))
    place = place_of(forum, "verslag/publiceren/")
    seen = {"seen": client.get(place).context["mark"]}
    if changed == "report":
        client.post(place_of(forum, "verslag/"), written(forum, "Van een collega."))
    elif changed == "recommendation":
        other = replace(whole, statement="Van een collega.")
        rewrite_recommendation(draft, other, times_saved=1, by=moderator)
    else:
        make_recommendation_draft(forum, whole)

    asked = client.post(place, seen)
    before = latest(forum).reported_on
    again = client.post(place, {"seen": asked.context["mark"]})

    assert (asked.status_code, before) == (409, None)
    assert "Een collega wijzigde intussen het forum" in asked.text
    assert markup_problems(asked.text) == []
    assert again.url == place_of(forum)
    assert latest(forum).reported_on == timezone.localdate()


@pytest.mark.slow
def test_text_sent_after_publication_is_no_silent_change(client, forum, moderator):
    client.post(place_of(forum, "verslag/"), written(forum))
    before = written(forum, "Te laat.")
    published(client, forum)

    response = client.post(place_of(forum, "verslag/"), before | {"what": "Iets."})

    assert response.status_code == 409
    assert "Te laat." in response.text
    assert latest(forum).report == "Wat er gezegd is."


@pytest.mark.parametrize("count", [1, 3])
def test_forum_with_corrections_costs_one_statement_more(
    client, forum, django_assert_num_queries, count
):
    for number in range(count):
        ReportCorrection.objects.create(
            forum=forum,
            corrected_on=timezone.localdate(),
            what=f"Fout {number}",
            text_before="Oud.",
        )
    forum.report, forum.reported_on = "Nieuw.", timezone.localdate()
    forum.save()
    client.logout()

    with django_assert_num_queries(8):
        response = client.get(forum.get_absolute_url())

    assert len(response.context["corrections"]) == count
