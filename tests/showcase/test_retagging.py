"""Replacing a term and merging a keyword reach drafts, public rows and records."""

import pytest
from django.contrib.auth.models import AnonymousUser

from showcase.pages import ProjectPage
from showcase.records import PolicyConclusion, Result
from showcase.retagging.retagger import ProjectRetagger
from tests.showcase.factories import (
    make_project,
    make_published,
    make_school_page,
    make_term,
    make_theme,
)
from vocabularies.enums import Scheme
from vocabularies.records import Keyword

pytestmark = pytest.mark.django_db
BY = AnonymousUser()


def draft_of(project):
    return ProjectPage.objects.get(pk=project.pk).get_latest_revision_as_object()


def test_replaced_theme_is_swapped_in_draft_and_public_page():
    old, new = make_theme("oud"), make_theme("nieuw")
    project = make_published(themes=[old])

    done = ProjectRetagger().retag(old, new, by=BY)

    assert (done.changed, done.left) == (1, [])
    assert [theme.slug for theme in draft_of(project).themes.all()] == ["nieuw"]
    public = ProjectPage.objects.get(pk=project.pk)
    assert [theme.slug for theme in public.themes.all()] == ["nieuw"]


def test_replacing_a_theme_by_one_the_project_has_leaves_it_once():
    old, new = make_theme("oud"), make_theme("nieuw")
    project = make_published(themes=[old, new])

    ProjectRetagger().retag(old, new, by=BY)

    assert [theme.slug for theme in draft_of(project).themes.all()] == ["nieuw"]
    public = ProjectPage.objects.get(pk=project.pk)
    assert [theme.slug for theme in public.themes.all()] == ["nieuw"]


@pytest.mark.slow
def test_replaced_terms_reach_slugs_in_drafts_and_relations_of_records():
    project = make_published()
    old = make_term(Scheme.POLICY_LEVELS, "vlaams")
    new = make_term(Scheme.POLICY_LEVELS, "gewestelijk")
    kind, other = make_term(Scheme.OUTPUT_TYPES, "instrument"), make_term(Scheme.OUTPUT_TYPES, "x")

    ProjectRetagger().retag(old, new, by=BY)
    ProjectRetagger().retag(kind, other, by=BY)

    draft = draft_of(project)
    assert draft.conclusion_drafts.all()[0].policy_levels == ["gewestelijk"]
    assert draft.result_drafts.all()[0].type == other
    assert list(PolicyConclusion.objects.get().policy_levels.all()) == [new]
    assert Result.objects.get().type == other


def test_merged_keyword_becomes_a_theme_unless_there_are_three():
    word = Keyword.objects.create(word="leren buiten")
    page = make_school_page()
    free = make_project(page, keywords=[word], themes=[make_theme("een")])
    full = make_project(
        page, keywords=[word], themes=[make_theme("een"), make_theme("twee"), make_theme("drie")]
    )
    target = make_theme("buitenleren")
    assert ProjectRetagger().count_keywords([word]) == {word.pk: 2}

    done = ProjectRetagger().retag(word, target, by=BY)

    assert done.changed == 1
    assert [use.title for use in done.left] == [f"een ontwerp van {page.institution.name}"]
    assert {theme.slug for theme in draft_of(free).themes.all()} == {"een", "buitenleren"}
    assert list(draft_of(free).keywords.all()) == []
    assert list(draft_of(full).keywords.all()) == [word]


@pytest.mark.slow
def test_published_project_with_three_themes_keeps_them_and_its_keyword():
    word, target = Keyword.objects.create(word="leren buiten"), make_theme("buitenleren")
    themes = [make_theme(slug) for slug in ("een", "twee", "drie")]
    project = make_published(keywords=[word], themes=themes)

    done = ProjectRetagger().retag(word, target, by=BY)

    assert done.changed == 0
    assert {use.obstacle for use in done.left} == {"heeft al drie thema’s"}
    for text in (draft_of(project), ProjectPage.objects.get(pk=project.pk)):
        assert {theme.slug for theme in text.themes.all()} == {"een", "twee", "drie"}
        assert list(text.keywords.all()) == [word]


@pytest.mark.slow
def test_retagging_makes_no_new_version():
    old, new = make_theme("oud"), make_theme("nieuw")
    project = make_published(themes=[old])
    before = list(project.revisions.values_list("pk", flat=True))

    ProjectRetagger().retag(old, new, by=BY)

    assert list(project.revisions.values_list("pk", flat=True)) == before


def test_keyword_that_only_a_draft_carries_puts_nothing_on_the_public_page():
    """What a school types in its draft becomes public by review alone."""
    word, theme = Keyword.objects.create(word="leren buiten"), make_theme("buiten")
    project = make_published(themes=[make_theme("een")])
    draft = draft_of(project)
    draft.keywords.set([word])
    draft.save_revision(clean=False)

    ProjectRetagger().retag(word, theme, by=BY)

    assert {one.slug for one in draft_of(project).themes.all()} == {"een", "buiten"}
    public = ProjectPage.objects.get(pk=project.pk)
    assert [one.slug for one in public.themes.all()] == ["een"]


@pytest.mark.slow
@pytest.mark.both
@pytest.mark.parametrize("count", [1, 3])
def test_what_carries_a_term_is_found_in_four_statements(django_assert_num_queries, count):
    theme = make_theme("oud")
    online = [make_published(themes=[theme]) for _ in range(count)]
    [make_project(make_school_page(), themes=[theme]) for _ in range(count)]
    make_published()

    with django_assert_num_queries(4):
        uses = list(ProjectRetagger().uses_of(theme, None))

    assert {use.url for use in uses} == {"", *(project.url for project in online)}
    assert len(uses) == 2 * count
