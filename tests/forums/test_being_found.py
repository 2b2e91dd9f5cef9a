"""Forums, sessions and recommendations in the search: only what everybody may read, at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.domain.answering import Given, record_response
from forums.domain.meetings import cancel_session, change_session, plan_session
from forums.domain.publishing import publish_agenda
from forums.domain.recommending import publish_recommendation
from forums.enums import Access, FoundKind, Position, SpeaksFor
from forums.records import Session
from search.domain.verifying import verify
from search.index.keeping import MODELS, snapshot
from tests.forums.factories import (
    make_coming_session,
    make_draft,
    make_forum,
    make_item,
    make_office,
    make_organiser,
    make_recommendation,
    make_session,
    whole_wording,
)
from tests.sharing import made_once
from tests.showcase.factories import (
    make_published,
    make_school,
    make_school_page,
    make_theme,
)
from tests.showcase.public.making import conclusions_of, policy_level

pytestmark = pytest.mark.django_db


@made_once
def conclusion():
    level = policy_level("vlaams")
    made = conclusions_of(make_published(make_school_page(make_school("De Brug"))))[0]
    made.policy_levels.set([level])
    return made


def found(client, query):
    """The titles on the page of everything, by kind."""
    groups = client.get("/zoeken/", {"q": query}).context["groups"]
    return {
        group.found.findable.kind: {hit.title.replace("<mark>", "").replace("</mark>", "")}
        for group in groups
        for hit in group.found.hits
    }


def states(conclusion):
    """Where the index says that the trail of a conclusion stands."""
    current = snapshot()
    row = MODELS[current.shelf].objects.get(kind="conclusion", key=conclusion.pk)
    pairs = (value.split("=", 1) for value in row.facets.split())
    return {value for name, value in pairs if name == "spoor"}


def saved(forum):
    """Saved as organisers do, after what the factories wrote beside the verbs."""
    forum.save()
    return forum


def test_what_everybody_may_read_of_a_forum_is_found_by_kind(client, conclusion):
    forum = make_forum("meertalig", title="Meertalige klas", question="Hoe lezen zij?")
    session = make_session(forum, title="Eerste ronde")
    make_item(session, conclusion, title="Woordenschat")
    make_recommendation(forum, conclusion, statement="Maak een omzendbrief.")
    saved(forum)

    assert found(client, "meertalig klas") == {
        "forum": {"Meertalige klas"},
        "session": {"Eerste ronde"},
        "recommendation": {"Maak een omzendbrief."},
    }
    assert found(client, "woordenschat") == {"session": {"Eerste ronde"}}
    assert found(client, "omzendbrief") == {"recommendation": {"Maak een omzendbrief."}}
    assert found(client, "hoe lezen zij")["forum"] == {"Meertalige klas"}


@pytest.mark.parametrize("change", [{"access": Access.MEMBERS_ONLY}, {"live": False}])
def test_nothing_of_a_forum_that_is_not_for_everybody_is_in_the_index(client, conclusion, change):
    forum = make_forum("stil", title="Besloten kring")
    make_item(make_session(forum, title="Geheime avond"), conclusion, title="Zwijgplicht")
    make_recommendation(forum, conclusion, statement="Zwijg.")
    saved(forum)
    before = (set(found(client, "besloten kring")), states(conclusion))
    for name, value in change.items():
        setattr(forum, name, value)
    saved(forum)

    assert before == ({"forum", "session", "recommendation"}, {"zonder-antwoord"})
    assert [found(client, word) for word in ("besloten", "zwijgplicht", "geheime", "zwijg")] == [
        {},
        {},
        {},
        {},
    ]
    assert states(conclusion) == {"nog-niet-besproken"}
    assert verify(mend=False).total == 0
    kinds = [one.value for one in FoundKind]
    rows = MODELS[snapshot().shelf].objects.filter(kind__in=kinds)
    assert {(row.gone, row.title, row.stream) for row in rows} == {(True, "", "")}


def test_what_organisers_still_work_on_is_not_in_the_index(client, conclusion):
    forum = make_forum("open", title="Zichtbaar")
    session = make_session(forum, title="Samenkomst")
    make_item(session, conclusion, title="Halfwerk", is_published=False)
    make_draft(forum, whole_wording(conclusion, statement="Kladversie."))
    forum.report = "Verzwegen tekst."
    saved(forum)

    assert found(client, "zichtbaar") == {"forum": {"Zichtbaar"}, "session": {"Samenkomst"}}
    assert [found(client, word) for word in ("halfwerk", "kladversie", "verzwegen")] == [{}, {}, {}]


@pytest.mark.slow
def test_the_verbs_keep_the_index_and_the_state_of_the_trail(client, conclusion):
    boss, office = make_organiser(), make_office()
    forum = saved(make_forum("verloop", title="Verloop", promised_by=[office]))
    starts_at = timezone.now() + timedelta(days=9)
    session = plan_session(
        forum,
        by=boss,
        title="Ochtend",
        format="online",
        link="https://voorbeeld.example/",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
    )
    seen = [(found(client, "ochtend"), states(conclusion))]
    make_item(session, conclusion, title="Rekenen", is_published=False)
    session = Session.objects.get()
    publish_agenda(session, by=boss, started_from=session.version)
    seen.append((found(client, "rekenen"), states(conclusion)))
    draft = make_draft(forum, whole_wording(conclusion, statement="Doe het.", addressees=[office]))
    draft = publish_recommendation(draft, times_saved=draft.times_saved, by=boss)
    seen.append((found(client, "doe"), states(conclusion)))
    day = timezone.localdate()
    given = Given(
        speaks_for=SpeaksFor.ADMINISTRATION,
        position=Position.UNDER_STUDY,
        text="Wij bekijken de haalbaarheid.",
        answered_on=day,
        due_on=day + timedelta(days=60),
    )
    record_response(draft, office, given, after=0, by=boss)
    seen.append((found(client, "haalbaarheid"), states(conclusion)))

    assert seen == [
        ({"session": {"Ochtend"}}, {"nog-niet-besproken"}),
        ({"session": {"Ochtend"}}, {"op-een-forum"}),
        ({"recommendation": {"Doe het."}}, {"zonder-antwoord"}),
        ({"recommendation": {"Doe het."}}, {"in-onderzoek"}),
    ]
    assert verify(mend=False).total == 0


def test_a_session_that_is_renamed_or_called_off_is_found_as_it_is(client):
    boss = make_organiser()
    session = make_coming_session(make_forum(), title="Voormiddag")
    session = change_session(session, by=boss, started_from=session.version, title="Avondklas")
    renamed = (found(client, "voormiddag"), found(client, "avondklas"))
    cancel_session(session, by=boss, reason="Ziek.")

    assert renamed == ({}, {"session": {"Avondklas"}})
    (group,) = client.get("/zoeken/", {"q": "avondklas"}).context["groups"]
    assert group.found.hits[0].about[-1] == "afgezegd"


@pytest.mark.parametrize("count", [1, 3])
def test_documents_cost_the_same_for_one_and_three(django_assert_num_queries, count, conclusion):
    from search.registry import findable

    forums = [make_forum() for _ in range(count)]
    for forum in forums:
        forum.themes.set([make_theme("talen")])
        forum.save()
        make_item(make_session(forum), conclusion)
        make_recommendation(forum, conclusion, addressees=[make_office()])
    keys = {
        FoundKind.FORUM: [forum.pk for forum in forums],
        FoundKind.SESSION: [forum.sessions.get().pk for forum in forums],
        FoundKind.RECOMMENDATION: [forum.recommendations.get().pk for forum in forums],
    }
    made = {}
    with django_assert_num_queries(6 + 6 + 7):
        for kind, wanted in keys.items():
            made[kind] = list(findable(kind).build(wanted))

    assert {kind: len(documents) for kind, documents in made.items()} == dict.fromkeys(keys, count)
