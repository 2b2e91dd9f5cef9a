"""Forums and recommendations follow a term that is replaced."""

from __future__ import annotations

import pytest

from forums.pages import Forum
from forums.retagger import ForumRetagger
from tests.forums.factories import make_forum, make_office, make_recommendation, make_response
from tests.vocabularies.factories import make_level, make_term, make_theme
from vocabularies.domain.retiring import replace
from vocabularies.enums import Scheme
from vocabularies.retagging import uses_of

pytestmark = pytest.mark.django_db


def made(kind):
    """A concept of a kind."""
    if kind == "themes":
        return make_theme()
    return make_level() if kind == "levels" else make_term(scheme=kind)


def tagged(field, *concepts):
    """A forum that carries ``concepts``, with a version in Wagtail."""
    forum = make_forum(f"met-{len(concepts)}-{Forum.objects.count()}")
    getattr(forum, field).set(concepts)
    forum.save()
    forum.save_revision()
    return Forum.objects.get(pk=forum.pk)


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("themes", "themes"),
        ("levels", "levels"),
        ("policy_levels", Scheme.POLICY_LEVELS),
        ("policy_domains", Scheme.POLICY_DOMAINS),
        ("stakeholders", Scheme.STAKEHOLDER_GROUPS),
    ],
)
@pytest.mark.slow
def test_a_replaced_concept_is_replaced_on_forums_and_in_their_versions(moderator, field, kind):
    old, new, other = made(kind), made(kind), made(kind)
    one, both, elsewhere = tagged(field, old, other), tagged(field, old, new), tagged(field, other)
    uses = {(use.title, use.kind, use.url) for use in uses_of(old)}

    done = replace(old, new, by=moderator)

    assert uses == {
        (forum.title, "overlegforum", forum.get_absolute_url()) for forum in (one, both)
    }
    assert done.changed == 2
    for forum, expected in ((one, {new, other}), (both, {new}), (elsewhere, {other})):
        fresh = Forum.objects.get(pk=forum.pk)
        assert set(getattr(fresh, field).all()) == expected
        assert set(getattr(fresh.get_latest_revision_as_object(), field).all()) == expected


def test_what_a_replaced_group_brings_in_is_said_of_the_new_one(moderator):
    old, new = (make_term(scheme=Scheme.STAKEHOLDER_GROUPS) for _one in range(2))
    other = make_term(scheme=Scheme.POLICY_DOMAINS)
    forum = tagged("stakeholders", old)
    forum.brings = {old.slug: "ervaring"}
    forum.save()
    forum.save_revision()

    replace(other, make_term(scheme=Scheme.POLICY_DOMAINS), by=moderator)
    replace(old, new, by=moderator)

    forum.refresh_from_db()
    assert forum.brings == {new.slug: "ervaring"}
    assert forum.get_latest_revision_as_object().brings == forum.brings


@pytest.mark.parametrize("length", [5, 149])
def test_what_two_groups_bring_in_is_joined_when_they_become_one(moderator, length):
    old, new = (make_term(scheme=Scheme.STAKEHOLDER_GROUPS) for _one in range(2))
    forum = tagged("stakeholders", old, new)
    forum.brings = {old.slug: "ervaring", new.slug: "x" * length}
    forum.save()

    replace(old, new, by=moderator)

    forum.refresh_from_db()
    assert forum.brings == {new.slug: ("x" * length + "; ervaring")[:150]}


@pytest.mark.parametrize(
    ("column", "scheme"),
    [("policy_level", Scheme.POLICY_LEVELS), ("policy_domain", Scheme.POLICY_DOMAINS)],
)
def test_a_replaced_term_is_replaced_on_recommendations(moderator, column, scheme):
    old, new = make_term(scheme=scheme), make_term(scheme=scheme)
    forum = make_forum()
    shown = make_recommendation(forum, **{column: old})
    draft = make_recommendation(forum, published_on=None, **{column: old})
    make_recommendation(forum)
    uses = {(use.kind, use.url) for use in uses_of(old)}

    done = replace(old, new, by=moderator)

    assert uses == {
        ("aanbeveling", shown.get_absolute_url()),
        ("aanbeveling", forum.get_absolute_url()),
    }
    assert done.changed == 2
    for one in (shown, draft):
        one.refresh_from_db()
        assert getattr(one, column) == new
    assert list(uses_of(old)) == []


def test_a_replaced_group_is_replaced_in_every_version_of_an_answer(moderator):
    old, new, other = (make_term(scheme=Scheme.STAKEHOLDER_GROUPS) for _one in range(3))
    asked, office = make_recommendation(make_forum()), make_office("Bureau")
    first = make_response(asked, office, is_current=False, stakeholder_group=old)
    second = make_response(asked, office, version=2, stakeholder_group=old)
    without = make_response(asked, make_office("Zonder"))
    elsewhere = make_response(asked, make_office("Ander"), stakeholder_group=other)
    uses = [(use.title, use.kind, use.url) for use in uses_of(old)]

    done = replace(old, new, by=moderator)

    assert uses == [
        (
            f"Bureau: {asked.statement}",
            "beleidsreactie",
            f"{asked.get_absolute_url()}#antwoord-{office.pk}",
        )
    ]
    assert done.changed == 1
    for answer, expected in ((first, new), (second, new), (without, None), (elsewhere, other)):
        answer.refresh_from_db()
        assert answer.stakeholder_group == expected
    assert list(uses_of(old)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_answers_of_a_group_are_found_in_the_same_statements(django_assert_num_queries, count):
    old = make_term(scheme=Scheme.STAKEHOLDER_GROUPS)
    for number in range(count):
        office = make_office(f"Bureau {number}")
        make_response(make_recommendation(make_forum()), office, stakeholder_group=old)

    with django_assert_num_queries(5):
        uses = list(ForumRetagger().uses_of(old, None))

    assert len(uses) == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_what_carries_a_term_is_found_in_the_same_statements(django_assert_num_queries, count):
    old = make_term(scheme=Scheme.POLICY_DOMAINS)
    for _row in range(count):
        make_recommendation(tagged("policy_domains", old), policy_domain=old)

    with django_assert_num_queries(5):
        uses = list(ForumRetagger().uses_of(old, None))

    assert len(uses) == 2 * count
