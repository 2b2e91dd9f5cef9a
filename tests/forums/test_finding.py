"""Forums and recommendations are found by what everybody may read of them, and by nothing else."""

from __future__ import annotations

import pytest

from forums.domain.indexing import index_forums
from forums.domain.organising import open_forum, start_forum, write_forum
from forums.domain.recommending import publish_recommendation, start_recommendation
from forums.enums import Access, FoundKind, Influence
from forums.finding import forum_finder, recommendation_finder
from forums.finding.documents import forum_documents, recommendation_documents
from forums.pages import Forum
from forums.records import Recommendation
from institutions.domain.merging import merge_institutions
from institutions.domain.register import correct_institution
from search.contract import FinderQuery
from search.domain.rebuilding import rebuild
from search.domain.status import needs_rebuild
from search.domain.verifying import verify
from search.records import DocumentA
from tests.forums.factories import make_forum, make_recommendation, whole_wording
from tests.institutions.factories import make_institution
from tests.showcase.factories import make_published, make_theme
from tests.showcase.public.making import conclusions_of
from tests.vocabularies.factories import make_term
from vocabularies.domain.keeping import rename_labels
from vocabularies.domain.retiring import replace
from vocabularies.enums import Scheme
from vocabularies.records import Term, Theme

pytestmark = pytest.mark.django_db


def forums(*words, **chosen):
    query = FinderQuery(words=words, chosen={name: (value,) for name, value in chosen.items()})
    return [one.slug for one in forum_finder().find(query).page.object_list]


def recommendations(*words, **chosen):
    query = FinderQuery(words=words, chosen={name: (value,) for name, value in chosen.items()})
    return [one.statement for one in recommendation_finder().find(query).page.object_list]


def promised(**values):
    return {
        "title": "Talen in de klas",
        "question": "Hoe leren we talen over de grens?",
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "feeds": "het talenplan",
        "influence": Influence.ADVISE,
        "hears_how": "per mail",
        "nobody_promised": True,
        **values,
    }


def test_a_forum_is_found_from_the_moment_it_opens(moderator, school):
    from datetime import date

    theme = make_theme("talen", label_nl="Talen")
    values = promised(
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        organisers=[school],
        themes=[theme],
    )
    forum = start_forum(by=moderator, **values)
    assert forums("talen") == []

    open_forum(forum, by=moderator)
    assert forums("grens") == forums("brug", thema="talen", jaar="2026") == [forum.slug]

    held = Forum.objects.get(pk=forum.pk)
    write_forum(
        held, by=moderator, started_from=held.latest_revision_id, access=Access.MEMBERS_ONLY
    )
    assert forums("grens") == []


def test_a_forum_for_members_takes_its_recommendations_along(moderator):
    forum = make_forum("stages")
    make_recommendation(forum, statement="Maak stages langer.")
    assert recommendations("stages") == ["Maak stages langer."]

    forum.access = Access.MEMBERS_ONLY
    forum.save()

    assert (forums("stages"), recommendations("stages")) == ([], [])
    assert list(forum_documents([forum.pk])) == []
    assert list(recommendation_documents(Recommendation.objects.values_list("pk", flat=True))) == []


@pytest.mark.slow
def test_a_recommendation_is_found_once_it_is_published(moderator):
    forum = make_forum()
    (conclusion,) = conclusions_of(make_published())
    asked = make_institution("Dienst Bruggen", kind="administration")
    wording = whole_wording(conclusion, addressees=[asked], statement="Bouw bruggen.")
    draft = start_recommendation(forum, wording, by=moderator)
    assert recommendations("bouw") == []

    publish_recommendation(draft, times_saved=1, by=moderator)

    assert recommendations("bouw") == recommendations(beleidsniveau="vlaams") == ["Bouw bruggen."]


def test_a_name_in_the_register_is_followed(administrator, moderator):
    council = make_institution("Raad van Oost", kind="council")
    other = make_institution("Raad van West", kind="council")
    forum = make_forum(organisers=[council])
    assert forums("oost") == [forum.slug]
    council.name = "Raad van Noord"
    correct_institution(council, by=administrator, fields=["name"])
    assert (forums("oost"), forums("noord")) == ([], [forum.slug])

    merge_institutions(council, other, by=None)
    assert (forums("noord"), forums("west")) == ([], [forum.slug])


def test_a_term_that_is_replaced_is_found_under_the_new_one(administrator):
    forum = make_forum()
    make_recommendation(forum, statement="Bouw bruggen.")
    old = Term.objects.get(scheme=Scheme.POLICY_DOMAINS, slug="talenbeleid")
    new = Term.objects.create(scheme=Scheme.POLICY_DOMAINS, slug="talen", label_nl="Meertaligheid")

    replace(old, new, by=administrator)

    assert recommendations("meertaligheid") == recommendations(domein="talen") == ["Bouw bruggen."]


@pytest.mark.slow
def test_a_term_that_is_renamed_leaves_nothing_behind_on_what_carries_it_by_its_forum(moderator):
    forum = make_forum()
    theirs = make_term("zorg", Scheme.POLICY_DOMAINS, label_nl="Zorgbeleid")
    forum.policy_domains.set([theirs])
    forum.themes.set([make_theme("zwemmen", label_nl="Zwemmen")])
    forum.save()
    index_forums([forum.pk])
    make_recommendation(forum, statement="Bouw bruggen.")
    [own] = Term.objects.filter(scheme=Scheme.POLICY_DOMAINS, slug="talenbeleid")

    rename_labels(theirs, by=moderator, nl="Gezondheid")
    rename_labels(own, by=moderator, nl="Taalbeleid")
    rename_labels(Theme.objects.get(slug="zwemmen"), by=moderator, nl="Watersport")

    assert forums("gezondheid") == forums("watersport") == [forum.slug]
    assert forums("zorgbeleid") == forums("zwemmen") == recommendations("zwemmen") == []
    assert recommendations("taalbeleid") == recommendations("watersport") == ["Bouw bruggen."]
    assert verify(mend=False).total == 0


def test_an_index_without_forums_asks_to_be_made_anew(moderator):
    forum = make_forum()
    make_recommendation(forum, statement="Bouw bruggen.")
    assert not needs_rebuild()
    DocumentA.objects.filter(kind=FoundKind.FORUM).delete()
    assert needs_rebuild()

    rebuild()

    assert not needs_rebuild()
    assert forums() == [forum.slug]


def test_the_index_equals_the_content(moderator):
    make_recommendation(make_forum())
    make_recommendation(make_forum(access=Access.MEMBERS_ONLY))

    assert verify(mend=False).total == 0
