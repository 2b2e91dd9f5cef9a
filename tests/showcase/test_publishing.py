"""Publishing writes permanent records, whatever revision is published and how."""

import pytest
from django.utils import timezone

from showcase.domain.demands import NotReadyToPublish
from showcase.pages import ProjectPage
from showcase.records import ConclusionVersion, PolicyConclusion, Result
from tests.showcase.factories import (
    make_project,
    make_published,
    make_school_page,
    make_term,
    publish,
)
from vocabularies.enums import Scheme
from vocabularies.records import Term

pytestmark = pytest.mark.django_db


def change_statement(project: ProjectPage, words: str) -> None:
    draft = project.get_latest_revision_as_object()
    conclusion = draft.conclusion_drafts.all()[0]
    conclusion.statement = words
    draft.conclusion_drafts = [conclusion]
    draft.save_revision()


def test_publishing_makes_one_record_per_child_with_a_reference_of_the_year():
    project = make_published()

    year = timezone.localdate().year
    assert list(PolicyConclusion.objects.values_list("reference", "version")) == [
        (f"{year}-0001", 1)
    ]
    conclusion = PolicyConclusion.objects.get()
    assert list(conclusion.supported_by.all()) == list(Result.objects.filter(project=project))
    assert [term.slug for term in conclusion.policy_levels.all()] == ["vlaams"]
    assert conclusion.institution == project.institution


def test_publishing_new_words_keeps_the_reference_and_the_older_words():
    project = make_published()
    before = PolicyConclusion.objects.get()

    change_statement(project, "Nieuwe woorden.")
    publish(project)

    after = PolicyConclusion.objects.get()
    assert (after.pk, after.reference, after.version) == (before.pk, before.reference, 2)
    assert list(ConclusionVersion.objects.values_list("version", "statement")) == [
        (1, before.statement),
        (2, "Nieuwe woorden."),
    ]


def test_publishing_names_the_terms_that_stand_now_however_often_they_were_replaced():
    project = make_project(make_school_page())
    first = Term.objects.get(scheme=Scheme.POLICY_DOMAINS, slug="kwaliteitszorg")
    second, third = (make_term(Scheme.POLICY_DOMAINS, slug) for slug in ("tweede", "derde"))
    Term.objects.filter(pk=first.pk).update(replaced_by=second, retired_at=timezone.now())
    Term.objects.filter(pk=second.pk).update(replaced_by=third, retired_at=timezone.now())

    publish(project)

    assert list(PolicyConclusion.objects.get().policy_domains.all()) == [third]


@pytest.mark.slow
def test_publishing_an_older_revision_keeps_every_reference_in_its_place():
    project = make_published()
    older = project.live_revision
    first = PolicyConclusion.objects.get()
    draft = project.get_latest_revision_as_object()
    from tests.showcase.factories import make_conclusion_draft

    result = draft.result_drafts.all()[0]
    draft.conclusion_drafts.add(make_conclusion_draft(result, statement="Een tweede."))
    draft.save_revision()
    publish(project)
    references = set(PolicyConclusion.objects.values_list("pk", "reference"))

    older.publish(skip_permission_checks=True)

    assert set(PolicyConclusion.objects.values_list("pk", "reference")) == references
    assert len(references) == 2
    first.refresh_from_db()
    assert first.project_id == project.pk


def test_publishing_an_incomplete_draft_writes_nothing():
    project = make_project(make_school_page(), summary="")

    with pytest.raises(NotReadyToPublish) as refused:
        publish(project)

    assert [demand.field for demand in refused.value.demands] == ["summary"]
    project.refresh_from_db()
    assert (project.live, PolicyConclusion.objects.count(), Result.objects.count()) == (False, 0, 0)


def test_publishing_again_keeps_a_withdrawal():
    project = make_published()
    PolicyConclusion.objects.update(withdrawn_at=timezone.now(), withdrawn_reason="Een fout.")

    change_statement(project, "Toch anders.")
    publish(project)

    assert PolicyConclusion.objects.get().withdrawn_reason == "Een fout."


def test_copying_a_draft_gives_new_uuids_and_keeps_siblings_together():
    page = make_school_page()
    project = make_project(page)
    source = project.get_latest_revision_as_object()

    copied = project.copy(update_attrs={"slug": "kopie", "title": "Kopie"})

    draft = copied.get_latest_revision_as_object()
    results = {r.uuid for r in draft.result_drafts.all()}
    conclusion = draft.conclusion_drafts.all()[0]
    assert not copied.live
    assert results.isdisjoint({r.uuid for r in source.result_drafts.all()})
    assert conclusion.supported_by == [str(uuid) for uuid in results]


def test_copying_a_published_project_takes_no_reference_along():
    project = make_published()

    copied = project.copy(update_attrs={"slug": "kopie", "title": "Kopie"})

    assert not copied.live
    assert PolicyConclusion.objects.filter(project=copied).count() == 0
    assert PolicyConclusion.objects.filter(project=project).count() == 1


@pytest.mark.slow
def test_references_count_on_per_year():
    for _number in range(3):
        make_published()

    year = timezone.localdate().year
    assert set(PolicyConclusion.objects.values_list("reference", flat=True)) == {
        f"{year}-0001",
        f"{year}-0002",
        f"{year}-0003",
    }
