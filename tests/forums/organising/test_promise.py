"""The promise of an open forum: corrected with a reason, and never away from who is late."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.records import Event
from forums.domain.correcting_promises import correct_promise
from forums.domain.organising import open_forum
from forums.pages import Forum
from forums.records import PromiseCorrection
from tests.forums.factories import make_forums_index, make_office, make_recommendation
from tests.forums.organising.making import latest, make_ready, mark, place_of, promise
from tests.markup import markup_problems
from tests.showcase.factories import make_school_page

pytestmark = pytest.mark.django_db

WHY = "Het departement bevestigde het."


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def forum(client, moderator, school, office):
    """An open forum whose office promised to answer in 90 days; its organiser is signed in."""
    make_school_page(school)
    make_forums_index()
    client.force_login(moderator)
    made = make_ready(
        moderator, nobody_promised=False, promised_by=[office], answer_term_days=90, hears_how="x"
    )
    return open_forum(made, by=moderator)


def place(forum):
    return place_of(forum, "toezegging/")


def report(forum, days):
    """The report has been out for ``days``."""
    day = timezone.localdate() - timedelta(days=days)
    Forum.objects.filter(pk=forum.pk).update(report="Zo.", reported_on=day)


@pytest.mark.slow
def test_a_correction_says_when_and_why_and_keeps_what_stood_there(client, forum, moderator):
    other = make_office("Kabinet")
    sent = promise([other], answer_term_days="120", reason=WHY)
    assert markup_problems(client.get(place(forum)).text) == []

    silent = client.post(place(forum), sent | {"reason": ""} | mark(forum))
    stale = client.post(place(forum), sent | {"started_from": 1})
    client.post(place(forum), sent | mark(forum))
    client.post(place(forum), sent | mark(forum))

    assert silent.context["form"].errors == {"reason": ["Zeg waarom je de toezegging verbetert."]}
    assert stale.status_code == 409
    correction = PromiseCorrection.objects.get()
    assert (correction.promised_by, correction.answer_term_days) == (["Departement"], 90)
    assert Event.objects.get(verb="correct_promise").actor_id == moderator.pk
    client.logout()
    public = client.get(forum.get_absolute_url())
    for words in (WHY, "Zo stond het er tot", "Departement", "90 dagen na het verslag", "Kabinet"):
        assert words in public.text
    assert markup_problems(public.text) == []


def test_a_promised_answer_stays_late_whatever_is_saved(client, forum, office):
    report(forum, 737)
    published_on = timezone.localdate() - timedelta(days=737)
    recommendation = make_recommendation(forum, addressees=[office], published_on=published_on)
    late = "647 dagen over de termijn"

    removed = client.post(place(forum), promise(reason=WHY) | mark(forum))
    longer = promise([office], answer_term_days="730", reason=WHY)
    longer = client.post(place(forum), longer | mark(forum))
    edited = client.post(place_of(forum, "bewerken/"), promise() | mark(forum))

    assert list(removed.context["form"].errors) == ["never_made"]
    assert list(longer.context["form"].errors) == ["answer_term_days"]
    assert [one.status_code for one in (removed, longer, edited)] == [422] * 3
    assert markup_problems(removed.text) == []
    assert late in client.get(recommendation.get_absolute_url()).text
    assert list(latest(forum).promised_by.all()) == [office]
    assert not PromiseCorrection.objects.exists()


@pytest.mark.slow
def test_a_promise_that_never_was_says_so_in_public(client, forum, office):
    report(forum, 737)
    recommendation = make_recommendation(forum, addressees=[office])

    client.post(place(forum), promise(reason="Verkeerd ingevuld.", never_made="on") | mark(forum))

    assert PromiseCorrection.objects.get().never_promised == ["Departement"]
    client.logout()
    assert "geen antwoord toegezegd" in client.get(recommendation.get_absolute_url()).text
    public = client.get(forum.get_absolute_url()).text
    for words in ("Zegde nooit een antwoord toe: Departement.", "Verkeerd ingevuld."):
        assert words in public


def test_who_adds_a_promise_after_the_report_only_says_why(client, forum, office):
    report(forum, 10)
    other = make_office("Kabinet")

    client.post(place(forum), promise([office, other], reason=WHY) | mark(forum))

    assert set(latest(forum).promised_by.all()) == {office, other}


def test_who_speaks_for_who_promised_leaves_it_to_a_colleague(
    client, forum, moderator, epos_moderator
):
    vlor = moderator.mandates.get().institution
    sent = promise([vlor], reason=WHY)

    own = client.post(place(forum), sent | mark(forum))
    values = {"promised_by": [vlor], "reason": WHY}
    with pytest.raises(PermissionDenied):
        correct_promise(forum, by=moderator, started_from=forum.latest_revision_id, **values)
    client.force_login(epos_moderator)
    client.post(place(forum), sent | mark(forum))
    client.force_login(moderator)
    opened = client.get(place(forum))

    assert [own.status_code, opened.status_code] == [403, 403]
    assert "verbetert een collega" in own.text
    assert markup_problems(opened.text) == []
    assert list(latest(forum).promised_by.all()) == [vlor]


@pytest.mark.parametrize("count", [1, 3])
def test_corrections_cost_a_forum_one_statement(client, forum, django_assert_num_queries, count):
    for _number in range(count):
        PromiseCorrection.objects.create(
            forum=forum, corrected_on=timezone.localdate(), reason=WHY, influence="consult"
        )
    Forum.objects.update(promise_corrected_on=timezone.localdate())
    client.logout()

    with django_assert_num_queries(8):
        response = client.get(forum.get_absolute_url())

    assert len(response.context["promise_corrections"]) == count
