"""Writing recommendations, publishing them, and throwing drafts away."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.records import Event
from forums.domain.recommending import (
    FixedError,
    IncompleteError,
    SaidAlreadyError,
    SavedMeanwhileError,
    Wording,
    delete_recommendation,
    publish_recommendation,
    rewrite_recommendation,
    start_recommendation,
    tabled_in,
    wording_of,
)
from forums.records import Recommendation
from showcase.domain.withdrawal import withdraw_conclusion
from tests.forums.factories import (
    make_draft,
    make_forum,
    make_item,
    make_office,
    make_recommendation,
    make_session,
    whole_wording,
)
from tests.sharing import made_once
from tests.showcase.factories import make_editor, make_published, make_school_page
from tests.showcase.public.making import conclusions_of, policy_level

pytestmark = pytest.mark.django_db


@made_once
def conclusion(school):
    policy_level()
    return conclusions_of(make_published(make_school_page(school)))[0]


def verbs():
    """What the log says was done with recommendations, after they were begun."""
    found = Event.objects.filter(object_type="forums.recommendation").order_by("pk")
    return list(found.exclude(verb="start_recommendation").values_list("verb", flat=True))


def test_recommendation_begins_as_a_draft_with_the_next_number(moderator):
    forum = make_forum()
    make_recommendation(forum, number=4)

    draft = start_recommendation(forum, Wording(statement="Schrijf het op."), by=moderator)

    draft.refresh_from_db()
    assert (draft.number, draft.published_on, draft.subjects) == (5, None, ())
    assert Event.objects.get(verb="start_recommendation").detail == {"forum": forum.pk}


def test_the_same_statement_begins_once(moderator):
    forum = make_forum()
    started = start_recommendation(forum, Wording(statement="Schrijf het op."), by=moderator)
    other = Wording(statement="Schrijf het op.", dissent="De bond niet.")

    with pytest.raises(SaidAlreadyError) as refused:
        start_recommendation(forum, other, by=moderator)

    assert refused.value.number == 1
    assert start_recommendation(forum, wording_of(started), by=moderator) == started
    assert forum.recommendations.count() == 1
    assert start_recommendation(make_forum(), Wording(statement="Schrijf het op."), by=moderator).pk


def test_draft_takes_what_is_written(moderator, conclusion):
    draft = make_draft(make_forum())
    wording = whole_wording(conclusion, addressees=[make_office()], dissent="De bond niet.")

    rewritten = rewrite_recommendation(draft, wording, times_saved=1, by=moderator)

    assert wording_of(Recommendation.objects.get(pk=draft.pk)) == wording
    assert rewritten.times_saved == 2
    assert verbs() == ["rewrite_recommendation"]


def test_the_same_words_again_change_nothing(moderator, conclusion):
    draft = make_draft(make_forum())
    wording = whole_wording(conclusion)
    rewrite_recommendation(draft, wording, times_saved=1, by=moderator)

    again = rewrite_recommendation(draft, wording, times_saved=1, by=moderator)

    assert again.times_saved == 2
    assert verbs() == ["rewrite_recommendation"]


def test_who_saves_on_top_of_somebody_else_hears_of_it(moderator, epos_moderator):
    draft = make_draft(make_forum())
    rewrite_recommendation(draft, Wording(statement="Eerst."), times_saved=1, by=moderator)

    with pytest.raises(SavedMeanwhileError) as refused:
        rewrite_recommendation(draft, Wording(statement="Dan."), times_saved=1, by=epos_moderator)

    draft.refresh_from_db()
    assert draft.statement == refused.value.standing.statement == "Eerst."


def test_publishing_names_everything_that_is_missing_at_once(moderator):
    draft = make_draft(make_forum())

    with pytest.raises(IncompleteError) as refused:
        publish_recommendation(draft, times_saved=1, by=moderator)

    assert [one.field for one in refused.value.missing] == [
        "based_on",
        "policy_level",
        "policy_domain",
    ]


def test_who_can_answer_is_named_where_an_answer_is_asked(moderator, conclusion):
    asks = make_draft(make_forum(), whole_wording(conclusion))
    lesson = make_draft(make_forum(), whole_wording(conclusion, asks_answer=False))

    with pytest.raises(IncompleteError) as refused:
        publish_recommendation(asks, times_saved=1, by=moderator)

    assert [one.field for one in refused.value.missing] == ["addressees"]
    assert publish_recommendation(lesson, times_saved=1, by=moderator).is_published


def test_nothing_rests_on_a_withdrawn_conclusion(moderator, conclusion, school):
    draft = make_draft(make_forum(), whole_wording(conclusion, addressees=[make_office()]))
    withdraw_conclusion(conclusion, by=make_editor(school), reason="Fout.")

    with pytest.raises(IncompleteError) as refused:
        publish_recommendation(draft, times_saved=1, by=moderator)

    assert [tuple(one) for one in refused.value.missing] == [
        ("based_on", f"Haal weg wat ingetrokken is: {conclusion.reference}.")
    ]


def test_publishing_twice_changes_nothing(moderator, conclusion):
    draft = make_draft(make_forum(), whole_wording(conclusion, addressees=[make_office()]))

    first = publish_recommendation(draft, times_saved=1, by=moderator)
    second = publish_recommendation(draft, times_saved=1, by=moderator)

    assert first.published_on == second.published_on == timezone.localdate()
    assert verbs() == ["publish_recommendation"]


def test_what_was_rewritten_meanwhile_is_not_published_unread(moderator, conclusion):
    draft = make_draft(make_forum(), whole_wording(conclusion, addressees=[make_office()]))
    rewrite_recommendation(draft, Wording(statement="Anders."), times_saved=1, by=moderator)

    with pytest.raises(SavedMeanwhileError):
        publish_recommendation(draft, times_saved=1, by=moderator)


def test_what_is_published_is_neither_rewritten_nor_deleted(moderator, conclusion):
    published = make_recommendation(make_forum(), conclusion)

    with pytest.raises(FixedError):
        rewrite_recommendation(published, Wording(statement="Nee."), times_saved=1, by=moderator)
    with pytest.raises(FixedError):
        delete_recommendation(published, times_saved=published.times_saved, by=moderator)

    published.refresh_from_db()
    assert published.statement == "Maak het duidelijk."
    assert verbs() == []


def test_draft_is_deleted_once(moderator, conclusion):
    draft = make_draft(make_forum(), whole_wording(conclusion))
    same = Recommendation.objects.get(pk=draft.pk)

    delete_recommendation(draft, times_saved=draft.times_saved, by=moderator)
    delete_recommendation(same, times_saved=same.times_saved, by=moderator)

    assert not Recommendation.objects.exists()
    assert verbs() == ["delete_recommendation"]


def test_addressee_of_the_moderator_keeps_them_from_publishing(
    epos_moderator, moderator, conclusion
):
    epos = epos_moderator.mandates.get().institution
    draft = make_draft(make_forum(), whole_wording(conclusion, addressees=[epos, make_office()]))

    with pytest.raises(PermissionDenied):
        publish_recommendation(draft, times_saved=1, by=epos_moderator)

    assert publish_recommendation(draft, times_saved=1, by=moderator).is_published


def test_tabled_conclusions_are_those_on_an_agenda_that_stand(conclusion, school):
    forum = make_forum()
    session = make_session(forum)
    make_item(session, conclusion)
    make_item(session, conclusion)
    make_item(make_session(make_forum()), conclusion)

    assert list(tabled_in(forum)) == [conclusion]

    withdraw_conclusion(conclusion, by=make_editor(school), reason="Fout.")
    assert list(tabled_in(forum)) == []
