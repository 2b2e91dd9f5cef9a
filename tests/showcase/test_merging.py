"""Two schools become one: projects, files, conclusions, claims, addressees and addresses."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection

from audit.records import Event
from institutions.domain.merging import merge_institutions
from institutions.enums import InstitutionKind
from institutions.permissions import institutions_edited_by
from showcase import permissions
from showcase.domain.drafting import start_project
from showcase.pages import ProjectPage, SchoolPage
from showcase.records import (
    ClaimLink,
    CompletionProposal,
    ConclusionDraft,
    PolicyConclusion,
    SchoolDocument,
)
from tests.institutions.factories import make_institution
from tests.showcase.factories import make_project, make_published, make_school_page, publish
from tests.showcase.imports.factories import make_imported

# Nobody is there but whom a test names.
pytestmark = [pytest.mark.django_db, pytest.mark.apart]


def draft_of(project):
    return ProjectPage.objects.get(pk=project.pk).get_latest_revision_as_object()


def make_document(page):
    return SchoolDocument.objects.create(
        title="Plan", file=ContentFile(b"%PDF-1.4", "plan.pdf"), collection=page.collection
    )


@pytest.mark.slow
def test_merged_space_moves_projects_files_claims_and_conclusions(
    school, other_school, editor, other_editor, moderator
):
    page, other_page = make_school_page(school), make_school_page(other_school)
    project, draft = make_published(page, title="Water"), make_project(page, title="Lucht")
    theirs = make_published(other_page, title="Vuur")
    document = make_document(page)
    row = make_imported(
        claimed_by=school, claimed_at=timezone.now(), claimed_page=project, number="2019-1-X"
    )
    link = ClaimLink.objects.create(
        imported=row,
        institution=school,
        email="a@b.example",
        token_digest="0" * 64,
        expires_at=timezone.now() + timedelta(days=1),
    )

    merge_institutions(school, other_school, by=moderator)
    merge_institutions(school, other_school, by=moderator)

    assert set(ProjectPage.objects.child_of(other_page)) == {project, draft, theirs}
    assert set(ProjectPage.objects.values_list("institution", flat=True)) == {other_school.pk}
    assert set(PolicyConclusion.objects.values_list("institution", flat=True)) == {other_school.pk}
    assert [draft_of(one).institution for one in (project, draft)] == [other_school] * 2
    for thing in (row, link, document):
        thing.refresh_from_db()
    assert (row.claimed_by, link.institution) == (other_school, other_school)
    assert document.collection == other_page.collection
    assert list(SchoolPage.objects.all()) == [other_page]
    assert not Group.objects.filter(name="school:de-brug").exists()
    assert not Collection.objects.filter(name=school.name).exists()
    event = Event.objects.get(verb="merge_school_space")
    assert (event.actor_id, event.object_id) == (moderator.pk, str(other_school.pk))
    assert event.detail == {"source": school.pk, "projects": 2, "documents": 1, "images": 0}


@pytest.mark.slow
def test_people_of_both_schools_work_with_everything_afterwards(
    school, other_school, editor, other_editor, moderator
):
    page, other_page = make_school_page(school), make_school_page(other_school)
    project, theirs = make_published(page), make_project(other_page)
    document = make_document(page)

    merge_institutions(school, other_school, by=moderator)

    projects = [ProjectPage.objects.get(pk=one.pk) for one in (project, theirs)]
    document.refresh_from_db()
    for person in (editor, other_editor):
        assert institutions_edited_by(person) == {other_school.pk}
        assert set(person.groups.all()) == {other_page.group}
        assert [permissions.can_edit_project(person, one) for one in projects] == [True, True]
        assert permissions.can_withdraw(person, PolicyConclusion.objects.get())
        assert permissions.can_see_document(person, document)
        assert start_project(other_page, by=person).institution == other_school


@pytest.mark.slow
def test_merging_into_a_school_without_a_space_opens_one(school, other_school, editor, moderator):
    page = make_school_page(school)
    SchoolPage.objects.filter(pk=page.pk).update(introduction="Wij zijn De Brug.")
    project = make_published(page, title="Water")

    merge_institutions(school, other_school, by=moderator)

    opened = SchoolPage.objects.get()
    assert (opened.institution, opened.slug) == (other_school, "de-meander")
    assert opened.introduction == "Wij zijn De Brug."
    assert opened.get_latest_revision_as_object().introduction == "Wij zijn De Brug."
    assert ProjectPage.objects.get().url_path.endswith("/scholen/de-meander/water/")
    assert set(opened.group.user_set.all()) == {editor}
    assert permissions.can_edit_project(editor, ProjectPage.objects.get(pk=project.pk))


def test_merging_a_school_without_a_space_makes_none(school, other_school, editor, moderator):
    SchoolPage.objects.get(institution=school).delete()
    other_page = make_school_page(other_school)

    merge_institutions(school, other_school, by=moderator)

    assert list(SchoolPage.objects.all()) == [other_page]
    assert set(other_page.group.user_set.all()) == {editor}
    assert not Event.objects.filter(verb="merge_school_space").exists()


@pytest.mark.slow
def test_projects_of_the_same_address_both_stay_and_old_addresses_lead_on(
    client, school, other_school, moderator
):
    page, other_page = make_school_page(school), make_school_page(other_school)
    project = make_published(page, title="Water", slug="water")
    theirs = make_published(other_page, title="Water ook", slug="water")
    make_project(page, title="Lucht", slug="lucht")

    merge_institutions(school, other_school, by=moderator)

    moved = ProjectPage.objects.get(pk=project.pk)
    assert (moved.slug, draft_of(project).slug) == ("water-2", "water-2")
    assert ProjectPage.objects.get(pk=theirs.pk).slug == "water"
    for old, new in [
        ("/scholen/de-brug/", "/scholen/de-meander/"),
        ("/scholen/de-brug/water/", "/scholen/de-meander/water-2/"),
    ]:
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, new)
        assert client.get(new).status_code == 200
    assert client.get("/scholen/de-brug/lucht/").status_code == 404
    assert publish(moved).url_path.endswith("/de-meander/water-2/")


@pytest.mark.slow
def test_addresses_still_lead_on_after_a_second_merger(client, school, other_school, moderator):
    third = make_institution("De Sluis", slug="de-sluis")
    project = make_published(make_school_page(school), title="Water")

    merge_institutions(school, other_school, by=moderator)
    merge_institutions(other_school, third, by=moderator)

    assert client.get("/scholen/de-brug/")["Location"] == "/scholen/de-sluis/"
    address = f"/scholen/de-sluis/{project.slug}/"
    assert client.get(f"/scholen/de-brug/{project.slug}/")["Location"] == address
    assert client.get(f"/scholen/de-meander/{project.slug}/")["Location"] == address


def test_merged_addressee_is_swapped_in_records_drafts_and_proposals(moderator):
    old, new = (
        make_institution(name, slug=name, kind=InstitutionKind.ADMINISTRATION)
        for name in ("dienst-a", "dienst-b")
    )
    project = make_project(make_school_page())
    draft = project.get_latest_revision_as_object()
    draft.conclusion_drafts.all()[0].addressee_institutions = [old.slug, new.slug]
    draft.save_revision(clean=False)
    publish(ProjectPage.objects.get(pk=project.pk))
    proposal = CompletionProposal.objects.create(
        project=project,
        child_kind="conclusion",
        child_uuid=PolicyConclusion.objects.get().uuid,
        values={"addressee_institutions": [old.slug]},
    )

    merge_institutions(old, new, by=moderator)

    conclusion = PolicyConclusion.objects.get()
    proposal.refresh_from_db()
    assert list(conclusion.addressees.all()) == [new]
    assert draft_of(project).conclusion_drafts.all()[0].addressee_institutions == [new.slug]
    assert ConclusionDraft.objects.get().addressee_institutions == [new.slug]
    assert proposal.values == {"addressee_institutions": [new.slug]}


def test_older_draft_published_after_a_merger_is_addressed_to_what_is_there_now(moderator):
    old, new = (
        make_institution(name, slug=name, kind=InstitutionKind.ADMINISTRATION)
        for name in ("dienst-a", "dienst-b")
    )
    project = make_project(make_school_page())
    draft = project.get_latest_revision_as_object()
    draft.conclusion_drafts.all()[0].addressee_institutions = [old.slug]
    older = draft.save_revision(clean=False)
    draft_of(project).save_revision(clean=False)

    merge_institutions(old, new, by=moderator)
    older.publish(skip_permission_checks=True)

    assert list(PolicyConclusion.objects.get().addressees.all()) == [new]
