"""Wagtail's other ways to publish, copy, move and delete: a clear message, and nothing lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from showcase.domain.demands import NotReadyToPublish
from showcase.enums import ProjectState
from showcase.pages import ProjectPage
from showcase.records import PolicyConclusion, Result
from tests.accounts.factories import make_superuser
from tests.showcase.admin.test_editing import address, draft, opened, sent_by
from tests.showcase.factories import (
    make_conclusion_draft,
    make_editor,
    make_project,
    make_published,
    make_school_page,
    publish,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def boss() -> Client:
    client = Client()
    client.force_login(make_superuser())
    return client


def references() -> set[tuple[int, str, Any, int]]:
    found = PolicyConclusion.objects.values_list("pk", "reference", "withdrawn_at", "project")
    return set(found)


def with_a_second_conclusion(project: ProjectPage) -> ProjectPage:
    later = draft(project)
    result = later.result_drafts.all()[0]
    later.conclusion_drafts.add(make_conclusion_draft(result, statement="Een tweede."))
    later.save_revision()
    return publish(ProjectPage.objects.get(pk=project.pk))


@pytest.mark.parametrize("act", ["delete", "publish", "unpublish", "move"])
def test_bulk_actions_leave_published_projects_and_references_alone(boss, act):
    project = make_published()
    before = references()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", act])
    other = make_school_page()

    shown = boss.get(f"{url}?id={project.pk}&next=/beheer/")
    done = boss.post(f"{url}?id={project.pk}&next=/beheer/", {"chooser": other.pk})

    assert {shown.status_code, done.status_code} <= {200, 302}
    kept = ProjectPage.objects.get(pk=project.pk)
    assert (kept.live, kept.path) == (True, project.path)
    assert references() == before


@pytest.mark.parametrize("act", ["delete", "unpublish", "move", "copy"])
def test_pages_actions_are_off_for_a_published_project(boss, act):
    project = make_published()
    before = references()

    response = boss.post(
        reverse(f"wagtailadmin_pages:{act}", args=[project.pk]),
        {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": project.get_parent().pk},
        follow=True,
    )

    assert response.status_code == 200
    assert ProjectPage.objects.count() == 1
    assert ProjectPage.objects.get().live
    assert references() == before


@pytest.mark.parametrize("of", ["school", "index", "home"])
def test_deleting_what_stands_above_projects_is_refused(boss, of):
    project = make_published()
    school = project.get_parent()
    page = {
        "school": school,
        "index": school.get_parent(),
        "home": school.get_parent().get_parent(),
    }[of]
    before = references()

    response = boss.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)

    assert response.status_code == 200
    assert ProjectPage.objects.filter(pk=project.pk).exists()
    assert references() == before


def test_older_revision_made_the_draft_again_keeps_references_when_published(boss):
    project = make_published()
    older = project.live_revision
    with_a_second_conclusion(project)
    before = references()
    revert = reverse("wagtailadmin_pages:revisions_revert", args=[project.pk, older.pk])

    response = boss.post(revert, sent_by(boss.get(revert)))

    assert response.status_code == 200
    assert "Een tweede." in response.text
    assert "kan niet weg" in response.text
    older.publish(skip_permission_checks=True)
    assert references() == before
    assert len(before) == 2


def test_publishing_from_the_editor_is_saving_and_says_where_publishing_happens(boss):
    project = make_project(make_school_page())
    data = opened(boss, project)
    data["action-publish"] = "1"
    data["acronym"] = "BRUG"

    response = boss.post(address(project), data, follow=True)

    assert "Publiceren gaat via het nakijken" in response.text
    assert not ProjectPage.objects.get(pk=project.pk).live
    assert draft(project).acronym == "BRUG"


def test_scheduled_publishing_of_an_incomplete_draft_changes_nothing():
    project = make_project(make_school_page(), summary="")
    page = draft(project)
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    revision = page.save_revision(clean=False)
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save(update_fields=["approved_go_live_at"])

    with pytest.raises(NotReadyToPublish, match="Vat het project samen"):
        call_command("publish_scheduled")

    assert not ProjectPage.objects.get(pk=project.pk).live
    assert (Result.objects.count(), PolicyConclusion.objects.count()) == (0, 0)


def test_draft_copied_in_the_admin_has_parts_of_its_own(boss):
    project = make_project(make_school_page(), title="Bron")

    boss.post(
        reverse("wagtailadmin_pages:copy", args=[project.pk]),
        {
            "new_title": "Kopie",
            "new_slug": "kopie",
            "new_parent_page": project.get_parent().pk,
        },
    )

    copied = ProjectPage.objects.get(slug="kopie")
    assert {part.uuid for part in draft(copied).result_drafts.all()}.isdisjoint(
        {part.uuid for part in draft(project).result_drafts.all()}
    )
    assert (copied.live, copied.state) == (False, ProjectState.DRAFT)


def test_archived_project_says_that_its_text_stands_fast():
    from showcase.domain.withdrawal import archive_project

    project = make_published()
    editor = make_editor(project.institution)
    archive_project(project, by=editor, reason="Op vraag van een partner.")
    client = Client()
    client.force_login(editor)

    response = client.get(address(project))

    assert (response.status_code, response.url) == (302, reverse("my_project", args=[project.pk]))


def test_wagtail_sends_no_mail_of_its_own_in_the_review(mailoutbox, moderator):
    from showcase.domain import review

    project = make_project(make_school_page())
    editor = make_editor(project.institution)
    review.hand_in(project, by=editor)
    review.ask_addition(
        ProjectPage.objects.get(pk=project.pk), by=moderator, field="summary", words="Hoeveel?"
    )
    review.send_back(ProjectPage.objects.get(pk=project.pk), by=moderator)
    review.hand_in(ProjectPage.objects.get(pk=project.pk), by=editor)
    latest = ProjectPage.objects.get(pk=project.pk).latest_revision_id
    review.publish_project(ProjectPage.objects.get(pk=project.pk), by=moderator, seen=latest)

    assert [
        mail.subject for mail in mailoutbox if "Wagtail" in mail.body or "moderation" in mail.body
    ] == []
    assert Page.objects.get(pk=project.pk).live


def test_history_in_the_admin_speaks_of_the_review_in_its_own_words(boss, moderator):
    from showcase.domain import review

    project = make_project(make_school_page())
    editor = make_editor(project.institution)
    review.hand_in(project, by=editor)
    review.ask_addition(project, by=moderator, field="summary", words="Hoeveel?")
    review.send_back(project, by=moderator)
    review.hand_in(ProjectPage.objects.get(pk=project.pk), by=editor)
    review.take_back(ProjectPage.objects.get(pk=project.pk), by=editor)

    shown = boss.get(reverse("wagtailadmin_pages:history", args=[project.pk])).text

    said = ["Ingediend om na te kijken", "Teruggestuurd met vragen", "Opnieuw ingediend"]
    assert [words for words in [*said, "Nakijken gestopt"] if words not in shown] == []


def test_older_revision_that_the_clock_publishes_keeps_references():
    project = make_published()
    older = project.live_revision
    with_a_second_conclusion(project)
    before = references()
    older.content["go_live_at"] = (timezone.now() - timedelta(minutes=1)).isoformat()
    older.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    older.save(update_fields=["content", "approved_go_live_at"])

    call_command("publish_scheduled")

    assert ProjectPage.objects.get(pk=project.pk).live_revision_id == older.pk
    assert references() == before
    assert len(before) == 2
