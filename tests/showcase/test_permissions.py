"""Who may what with a project, in each state: by the predicates and by every kind of address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from institutions.domain.mandates import end_mandate
from institutions.enums import Capacity
from showcase import permissions
from showcase.domain import review, withdrawal
from showcase.domain.guests import end_guest, invite_guest
from showcase.pages import ProjectPage
from showcase.records import DraftGuest, PolicyConclusion, ProjectPhoto, SchoolDocument, SchoolImage
from tests.accounts.factories import make_user
from tests.institutions.factories import make_mandate
from tests.showcase.factories import make_project, make_published, make_school_page
from tests.showcase.files.samples import PDF, photo

# Wagtail leaves the temporary file of a new rendition to the garbage collector.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ROLES = (
    "visitor",
    "editor",
    "guest",
    "other_editor",
    "policymaker",
    "moderator",
    "own_moderator",
    "administrator",
)
STATES = ("draft", "taken_back", "in_review", "additions_asked", "published", "archived")

#: Per state: verb → who may. Moderators act in the review, administrators repair, nobody but the
#: school hands in. What is being reviewed, came back with questions or was ever published nobody
#: deletes; what the school took back itself is a draft again. The guest is an adviser whom the
#: school invited to write along; the own moderator is one whose own school it is.
TABLE: dict[str, dict[str, set[str]]] = {
    "draft": {
        "see": {"editor", "guest", "administrator"},
        "edit": {"editor", "guest", "administrator"},
        "hand in": {"editor"},
        "publish": set(),
        "delete": {"editor", "administrator"},
        "withdraw": set(),
        "archive": set(),
        "reopen": set(),
    },
    "taken_back": {
        "see": {"editor", "guest", "administrator"},
        "edit": {"editor", "guest", "administrator"},
        "hand in": {"editor"},
        "publish": set(),
        "delete": {"editor", "administrator"},
        "withdraw": set(),
        "archive": set(),
        "reopen": set(),
    },
    "in_review": {
        "see": {"editor", "guest", "moderator", "administrator"},
        "edit": set(),
        "hand in": set(),
        "publish": {"moderator"},
        "delete": set(),
        "withdraw": set(),
        "archive": set(),
        "reopen": set(),
    },
    "additions_asked": {
        "see": {"editor", "guest", "moderator", "administrator"},
        "edit": {"editor", "guest", "administrator"},
        "hand in": {"editor"},
        "publish": set(),
        "delete": set(),
        "withdraw": set(),
        "archive": set(),
        "reopen": set(),
    },
    "published": {
        "see": set(ROLES),
        "edit": {"editor", "guest", "administrator"},
        "hand in": {"editor"},
        "publish": set(),
        "delete": set(),
        "withdraw": {"editor", "moderator"},
        "archive": {"editor", "moderator"},
        "reopen": set(),
    },
    "archived": {
        "see": {"editor", "guest", "moderator", "administrator"},
        "edit": set(),
        "hand in": set(),
        "publish": set(),
        "delete": set(),
        "withdraw": {"editor", "moderator"},
        "archive": set(),
        "reopen": {"moderator"},
    },
}


def sees(user: Any, project: ProjectPage) -> bool:
    return bool(project.live) or permissions.can_see_draft(user, project)


PREDICATES: dict[str, Callable[[Any, ProjectPage], bool]] = {
    "see": sees,
    "edit": permissions.can_edit_project,
    "hand in": permissions.can_hand_in,
    "publish": permissions.can_review,
    "delete": permissions.can_delete_draft,
    "archive": permissions.can_archive,
    "reopen": permissions.can_reopen,
}


def can_withdraw(user: Any, project: ProjectPage) -> bool:
    conclusion = PolicyConclusion.objects.filter(project=project).first()
    return conclusion is not None and permissions.can_withdraw(user, conclusion)


@pytest.fixture
def cast(
    school, editor, other_editor, policymaker, moderator, epos_moderator, administrator
) -> Any:
    from django.contrib.auth.models import AnonymousUser

    make_mandate(epos_moderator, school, Capacity.ADVISER)
    return {
        "visitor": AnonymousUser(),
        "editor": editor,
        "guest": make_user("begeleider@dienst.example"),
        "other_editor": other_editor,
        "policymaker": policymaker,
        "moderator": moderator,
        "own_moderator": epos_moderator,
        "administrator": administrator,
    }


@pytest.fixture
def files(school, cast, other_school) -> Any:
    make_school_page(other_school)
    page = make_school_page(school)
    image = SchoolImage.objects.create(
        title="Klas", file=ContentFile(photo(), "klas.jpg"), collection=page.collection
    )
    document = SchoolDocument.objects.create(
        title="Plan", file=ContentFile(PDF, "plan.pdf"), collection=page.collection
    )
    return page, image, document


def make_guest(project: ProjectPage, user: Any, *, by: Any) -> DraftGuest:
    """Somebody who was invited to this draft, and came."""
    return DraftGuest.objects.create(
        project=project,
        email=user.email,
        user=user,
        invited_by=by,
        accepted_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=1),
        token_digest="x",
    )


def in_state(state: str, files: Any, cast: Any) -> ProjectPage:
    page, image, document = files
    project = make_project(page, title="Leren met de buren")
    draft = project.get_latest_revision_as_object()
    part = draft.result_drafts.all()[0]
    part.document, part.licence, part.nothing_to_share = document, "CC-BY-4.0", False
    draft.result_drafts = [part]
    draft.photos = [ProjectPhoto(image=image)]
    draft.save_revision(clean=False)
    project = ProjectPage.objects.get(pk=project.pk)
    make_guest(project, cast["guest"], by=cast["editor"])
    if state == "in_review":
        review.hand_in(project, by=cast["editor"])
    elif state == "taken_back":
        review.hand_in(project, by=cast["editor"])
        review.take_back(ProjectPage.objects.get(pk=project.pk), by=cast["editor"])
    elif state == "additions_asked":
        review.hand_in(project, by=cast["editor"])
        review.ask_addition(project, by=cast["moderator"], field="summary", words="Hoeveel?")
        review.send_back(project, by=cast["moderator"])
    elif state != "draft":
        review.hand_in(project, by=cast["editor"])
        seen = ProjectPage.objects.get(pk=project.pk).latest_revision_id
        review.publish_project(project, by=cast["moderator"], seen=seen)
    project = ProjectPage.objects.get(pk=project.pk)
    if state == "archived":
        withdrawal.archive_project(project, by=cast["editor"], reason="Op vraag van een partner.")
    return ProjectPage.objects.get(pk=project.pk)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.slow
def test_predicates_follow_the_table(state, cast, files):
    project = in_state(state, files, cast)

    allowed = {
        verb: {role for role in ROLES if may(cast[role], project)}
        for verb, may in {**PREDICATES, "withdraw": can_withdraw}.items()
    }

    assert allowed == TABLE[state]


#: Per state and kind of address: who gets 200. Everybody else is turned away, and learns nothing.
ADDRESSES: dict[str, dict[str, set[str]]] = {
    "draft": {
        "page": set(),
        "finder": set(),
        "editor": {"editor", "administrator"},
        "preview": {"editor", "administrator"},
        "document": {"editor", "guest", "administrator"},
        "image": {"editor", "guest", "administrator"},
        "write": {"editor", "guest", "administrator"},
        "review": set(),
    },
    "taken_back": {
        "page": set(),
        "finder": set(),
        "editor": {"editor", "administrator"},
        "preview": {"editor", "administrator"},
        "document": {"editor", "guest", "moderator", "administrator"},
        "image": {"editor", "guest", "moderator", "administrator"},
        "write": {"editor", "guest", "administrator"},
        "review": {"moderator"},
    },
    "in_review": {
        "page": set(),
        "finder": set(),
        "editor": set(),
        "preview": set(),
        "document": {"editor", "guest", "moderator", "administrator"},
        "image": {"editor", "guest", "moderator", "administrator"},
        "write": {"editor", "guest", "administrator"},
        "review": {"moderator"},
    },
    "additions_asked": {
        "page": set(),
        "finder": set(),
        "editor": {"editor", "administrator"},
        "preview": {"editor", "administrator"},
        "document": {"editor", "guest", "moderator", "administrator"},
        "image": {"editor", "guest", "moderator", "administrator"},
        "write": {"editor", "guest", "administrator"},
        "review": {"moderator"},
    },
    "published": {
        "page": set(ROLES),
        "finder": set(ROLES),
        "editor": {"editor", "administrator"},
        "preview": {"editor", "administrator"},
        "document": set(ROLES),
        "image": set(ROLES),
        "write": {"editor", "guest", "administrator"},
        "review": {"moderator"},
    },
    "archived": {
        "page": set(),
        "finder": set(),
        "editor": set(),
        "preview": set(),
        "document": {"editor", "guest", "moderator", "administrator"},
        "image": {"editor", "guest", "moderator", "administrator"},
        "write": {"editor", "guest", "administrator"},
        "review": {"moderator"},
    },
}


def addresses(project: ProjectPage, image: SchoolImage, document: SchoolDocument) -> dict[str, str]:
    return {
        "page": project.url,
        "finder": reverse("projects"),
        "editor": reverse("wagtailadmin_pages:edit", args=[project.pk]),
        "preview": reverse("wagtailadmin_pages:view_draft", args=[project.pk]),
        "document": document.url,
        "image": image.get_rendition("max-165x165").url,
        "write": reverse("my_project", args=[project.pk]),
        "review": reverse("review", args=[project.pk]),
    }


def is_given(kind: str, client: Client, address: str) -> bool:
    response = client.get(address)
    content = (
        b"".join(response.streaming_content) if response.streaming else response.content
    ).decode("utf-8", "replace")
    for close_file in getattr(response, "_resource_closers", ()):
        close_file()
    if response.status_code != 200:
        assert "Leren met de buren" not in content or response.status_code == 410
        return False
    return kind in {"document", "image"} or "Leren met de buren" in content


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES)
def test_addresses_follow_the_table(state, cast, files):
    _page, image, document = files
    project = in_state(state, files, cast)
    given: dict[str, set[str]] = {}
    for role in ROLES:
        client = Client()
        if role != "visitor":
            client.force_login(cast[role])
        for kind, address in addresses(project, image, document).items():
            given.setdefault(kind, set())
            if is_given(kind, client, address):
                given[kind].add(role)

    assert given == ADDRESSES[state]


def test_moderator_reviews_nothing_they_helped_to_write(school, editor, moderator):
    project = make_project(make_school_page(school))
    guest = make_guest(project, moderator, by=editor)
    review.hand_in(project, by=editor)
    project = ProjectPage.objects.get(pk=project.pk)

    assert not permissions.can_review(moderator, project)
    end_guest(guest, by=editor)
    assert not permissions.can_review(moderator, project)


def test_moderator_of_the_school_sees_no_draft_and_no_file_of_it(cast, files, school, moderator):
    project = in_state("in_review", files, cast)
    document = SchoolDocument.objects.get()
    assert permissions.can_see_draft(moderator, project)
    assert permissions.can_see_unpublished_file(moderator, document)

    mandate = make_mandate(moderator, school, Capacity.ADVISER)

    for _day in ("while the mandate lasts", "the day it ends"):
        assert not permissions.can_see_draft(moderator, project)
        assert not permissions.can_see_unpublished_file(moderator, document)
        assert not permissions.can_review(moderator, project)
        end_mandate(mandate, by=None)


def test_school_ends_an_adviser_of_a_project_that_is_offline(client, school, editor):
    project = make_published(make_school_page(school))
    guest = invite_guest(project, "raad@elders.example", by=editor)
    withdrawal.archive_project(project, by=editor, reason="De school sloot.")
    client.force_login(editor)

    ended = client.post(reverse("project_guests", args=[project.pk]), {"einde": guest.pk})

    assert ended.status_code == 302
    assert DraftGuest.objects.get().ended_at is not None
