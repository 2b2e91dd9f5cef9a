"""Made-up projects by the thousand: the same every time, whole, and sound."""

from __future__ import annotations

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from search.domain.rebuilding import rebuild
from search.domain.verifying import verify
from showcase.domain.demands import demands_to_publish
from showcase.generating.loading import generate_projects
from showcase.generating.planning import plan_project
from showcase.generating.vocabulary import read_vocabulary
from showcase.generating.writing import LANGUAGES, phrases
from showcase.pages import ProjectPage
from showcase.records import PolicyConclusion, Result
from tests.sharing import made_once
from vocabularies.domain.loading import load_vocabularies

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.both]


@made_once
def lists(db) -> None:
    load_vocabularies()


@made_once
def generated(lists) -> int:
    return generate_projects(40, seed=7)


def test_the_same_seed_gives_the_same_project(lists):
    vocabulary = read_vocabulary()

    assert plan_project(7, 3, vocabulary) == plan_project(7, 3, vocabulary)
    assert plan_project(7, 3, vocabulary).summary != plan_project(8, 3, vocabulary).summary


def test_languages_have_the_same_kinds_of_phrases():
    kinds = {language: set(phrases(language)) for language in LANGUAGES}

    assert [kinds[language] for language in LANGUAGES] == [kinds["nl"]] * 4


def test_projects_are_whole_and_stand_in_a_sound_tree(generated):
    projects = ProjectPage.objects.live()

    assert generated == len(projects) == 40
    assert Page.find_problems() == ([], [], [], [], [])
    assert {problem for project in projects for problem in demands_to_publish(project)} == set()
    assert len({project.slug for project in projects}) == len(projects)


def test_records_are_those_of_the_drafts(generated):
    projects = ProjectPage.objects.live()

    assert Counter(Result.objects.values_list("uuid", "title")) == Counter(
        (draft.uuid, draft.title) for project in projects for draft in project.result_drafts.all()
    )
    assert Counter(PolicyConclusion.objects.values_list("uuid", "statement")) == Counter(
        (draft.uuid, draft.statement)
        for project in projects
        for draft in project.conclusion_drafts.all()
    )


def test_references_follow_those_given_out_before(generated):
    before = set(PolicyConclusion.objects.values_list("reference", flat=True))

    generate_projects(20, seed=8)

    after = list(PolicyConclusion.objects.values_list("reference", flat=True))
    assert before < set(after)
    assert len(set(after)) == len(after)


def test_pages_are_served_and_found(generated, client):
    rebuild()
    project = ProjectPage.objects.live().first()
    conclusion = PolicyConclusion.objects.first()

    assert verify(mend=False).total == 0
    assert project.title in client.get(project.url).content.decode().replace("&#x27;", "'")
    assert client.get(conclusion.get_absolute_url()).status_code == 200


def test_a_project_of_the_series_goes_on_in_the_editor(generated):
    project = ProjectPage.objects.live().first()

    project.get_latest_revision_as_object().save_revision().publish()

    assert Counter(
        Result.objects.filter(project=project).values_list("uuid", flat=True)
    ) == Counter(draft.uuid for draft in project.result_drafts.all())


def test_a_series_is_made_once(generated):
    before = ProjectPage.objects.count()

    with pytest.raises(CommandError, match="Reeks 7 staat er al"):
        call_command("generate_projects", "--count", "1", "--seed", "7")
    assert ProjectPage.objects.count() == before


def test_production_takes_no_made_up_projects(settings):
    settings.DEMO_ACCOUNTS = False
    before = ProjectPage.objects.count()

    with pytest.raises(CommandError, match="laten geen fictieve projecten toe"):
        call_command("generate_projects", "--count", "1")
    assert ProjectPage.objects.count() == before
