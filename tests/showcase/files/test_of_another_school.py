"""A file is its school's: no number in a form gives it to another school, or to everybody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from institutions.domain.mandates import end_mandate
from showcase.domain import demands, review
from showcase.pages import ProjectPage
from showcase.records import ProjectPhoto, Result, SchoolDocument, SchoolImage
from tests.sharing import made_once
from tests.showcase.admin.test_editing import address, draft, opened
from tests.showcase.factories import (
    make_editor,
    make_project,
    make_published,
    make_school,
    make_school_page,
)
from tests.showcase.files.samples import PDF, photo, upload
from tests.showcase.test_leaks import patterns

# Wagtail leaves the temporary file of a new rendition to the garbage collector.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

NOT_OURS = "Dit bestand is niet van jullie school. Kies een eigen bestand, of voeg het toe."


@made_once
def ours() -> Any:
    return make_school_page(make_school("De Brug"))


@made_once
def theirs() -> Any:
    return make_school_page(make_school("De Meander"))


def make_document(page: Any, title: str = "Plan") -> SchoolDocument:
    document = SchoolDocument(
        title=title, file=ContentFile(PDF, f"{title}.pdf"), collection=page.collection
    )
    document._set_document_file_metadata()
    document.save()
    return document


def make_image(page: Any, title: str = "Klas") -> SchoolImage:
    return SchoolImage.objects.create(
        title=title, file=ContentFile(photo(), f"{title}.jpg"), collection=page.collection
    )


def carrying(project: ProjectPage, document: SchoolDocument, image: SchoolImage) -> ProjectPage:
    """The draft of ``project`` with these files in it, whoever's they are."""
    text = project.get_latest_revision_as_object()
    (part,) = text.result_drafts.all()
    part.document, part.licence, part.nothing_to_share = document, "CC-BY-4.0", False
    text.result_drafts = [part]
    text.photos = [ProjectPhoto(image=image)]
    text.save_revision(clean=False)
    return ProjectPage.objects.get(pk=project.pk)


def browser_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def with_files(data: Any, document: SchoolDocument, image: SchoolImage) -> Any:
    data["result_drafts-0-document"] = str(document.pk)
    data["photos-TOTAL_FORMS"] = "1"
    data |= {"photos-0-image": str(image.pk), "photos-0-caption": "", "photos-0-ORDER": "1"}
    return data


def carried_by(project: ProjectPage) -> tuple[list[Any], list[Any]]:
    text = draft(project)
    return (
        [part.document for part in text.result_drafts.all()],
        [part.image for part in text.photos.all()],
    )


@pytest.mark.slow
@pytest.mark.parametrize("act", ["save", "action-submit", "preview"])
def test_editor_of_the_admin_takes_no_file_of_another_school(ours, theirs, act):
    project = make_project(ours)
    client = browser_of(make_editor(ours.institution))
    document, image = make_document(theirs, "geheimplan"), make_image(theirs, "geheimfoto")
    data = with_files(opened(client, project), document, image)

    if act == "preview":
        preview = reverse("wagtailadmin_pages:preview_on_edit", args=[project.pk])
        answer = client.post(preview, data)
        assert answer.json() == {"is_valid": False, "is_available": False}
    else:
        answer = client.post(address(project), data | {act: "1"})
        forms = answer.context["form"].formsets
        assert [form.errors for form in forms["result_drafts"].forms] == [{"document": [NOT_OURS]}]
        assert [form.errors for form in forms["photos"].forms] == [{"image": [NOT_OURS]}]

    assert "geheim" not in answer.text
    assert carried_by(project) == ([None], [])
    assert {file.handed_in_at for file in (*SchoolDocument.objects.all(), image)} == {None}


@pytest.mark.slow
def test_conflict_in_the_admin_shows_no_file_of_another_school(ours, theirs):
    project = make_project(ours)
    client = browser_of(make_editor(ours.institution))
    data = with_files(opened(client, project), make_document(theirs, "geheim"), make_image(theirs))
    other = draft(project)
    other.acronym = "BRUG"
    other.save_revision(clean=False)

    answer = client.post(address(project), data)

    assert answer.status_code == 409
    assert "geheim" not in answer.text


@pytest.mark.slow
def test_editor_of_the_admin_takes_files_of_its_own_school(ours):
    project = make_project(ours)
    client = browser_of(make_editor(ours.institution))
    document, image = make_document(ours), make_image(ours)

    client.post(address(project), with_files(opened(client, project), document, image))

    assert carried_by(project) == ([document], [image])


def test_file_of_another_school_is_neither_handed_in_nor_published(ours, theirs):
    document, image = make_document(theirs), make_image(theirs)
    project = carrying(make_project(ours), document, image)

    with pytest.raises(demands.NotReadyToHandIn) as refused:
        review.hand_in(project, by=make_editor(ours.institution))
    with pytest.raises(demands.NotReadyToPublish):
        project.get_latest_revision().publish(skip_permission_checks=True)

    assert [(demand.field, demand.message) for demand in refused.value.demands] == [
        ("document", NOT_OURS),
        ("photos", NOT_OURS),
    ]
    assert not Result.objects.exists()
    assert not ProjectPage.objects.get(pk=project.pk).live
    review.note_handed_in(project, by=None)
    document.refresh_from_db()
    image.refresh_from_db()
    assert (document.handed_in_at, image.handed_in_at) == (None, None)


def test_record_of_another_school_makes_no_file_public(ours, theirs):
    """Whatever the database came to say, by whichever way."""
    document, image = make_document(theirs), make_image(theirs)
    project = make_published(ours)
    Result.objects.update(document=document, licence="CC-BY-4.0")
    ProjectPhoto.objects.create(project=project, image=image)

    assert Client().get(document.url).status_code == 404
    assert Client().get(image.get_rendition("max-165x165").url).status_code == 404


def test_copy_for_another_school_leaves_the_files_behind(ours, theirs):
    document, image = make_document(ours), make_image(ours)
    project = carrying(make_project(ours), document, image)

    here = project.copy(to=ours, update_attrs={"slug": "hier"})
    there = project.copy(to=theirs, update_attrs={"slug": "daar"})

    assert carried_by(here) == ([document], [image])
    assert carried_by(there) == ([None], [None])


def test_own_file_is_frozen_at_handing_in(ours):
    document, image = make_document(ours), make_image(ours)
    project = carrying(make_project(ours), document, image)

    review.hand_in(project, by=make_editor(ours.institution))

    document.refresh_from_db()
    image.refresh_from_db()
    assert document.handed_in_at is not None
    assert image.handed_in_at is not None
    assert image.handed_in_at <= timezone.now()


@pytest.mark.parametrize("kind", ["images", "docs"])
@pytest.mark.parametrize("door", ["add", "add_multiple", "chooser"])
def test_upload_lands_in_the_space_of_its_own_school(ours, theirs, kind, door):
    client = browser_of(make_editor(ours.institution))
    model, file = (
        (SchoolImage, upload("klas.jpg", photo()))
        if kind == "images"
        else (SchoolDocument, upload("plan.pdf", PDF))
    )
    name = f"wagtail{kind}_chooser:create" if door == "chooser" else f"wagtail{kind}:{door}"
    prefix = f"{'image' if kind == 'images' else 'document'}-chooser-upload-"
    before = prefix if door == "chooser" else ""

    client.post(
        reverse(name),
        {
            f"{before}title": "Klas",
            f"{before}collection": theirs.collection.pk,
            "files[]" if door == "add_multiple" else f"{before}file": file,
        },
    )

    assert {found.collection for found in model.objects.all()} <= {ours.collection}


def test_own_file_is_not_moved_into_another_school(ours, theirs):
    client = browser_of(make_editor(ours.institution))
    document, image = make_document(ours), make_image(ours)

    for name, file in (("docs", document), ("images", image)):
        address = reverse(f"wagtail{name}:edit", args=[file.pk])
        client.post(address, {"title": "Klas", "collection": theirs.collection.pk})
        file.refresh_from_db()
        assert file.collection == ours.collection


def strangers(ours: Any, theirs: Any, policymaker: Any, moderator: Any) -> dict[str, Client]:
    """Everybody who has nothing to do with an unpublished file of De Brug."""
    former = make_editor(ours.institution)
    end_mandate(former.mandates.get(), by=None, even_if_last=True)
    dismissed = make_editor(ours.institution)
    type(dismissed).objects.filter(pk=dismissed.pk).update(is_active=False)
    people = {
        "former": former,
        "dismissed": dismissed,
        "other school": make_editor(theirs.institution),
        "policymaker": policymaker,
        "moderator": moderator,
    }
    return {"visitor": Client(), **{who: browser_of(user) for who, user in people.items()}}


@pytest.mark.slow
def test_no_address_of_the_site_gives_an_unpublished_file_to_a_stranger(
    ours, theirs, policymaker, moderator
):
    """Every address that takes the number of a file or a project, for everybody who has no part."""
    document, image = make_document(ours, "geheimplan"), make_image(ours, "geheimfoto")
    project = carrying(make_project(ours, title="Geheim project"), document, image)
    image.get_rendition("max-165x165")
    addresses = [document.url, image.get_rendition("max-165x165").url, image.file.url]
    addresses += list(numbered(project, document, image))
    assert len(addresses) > 40

    found = [
        (who, address)
        for who, client in strangers(ours, theirs, policymaker, moderator).items()
        for address in addresses
        for answer in (client.get(address), client.post(address, {"title": "Geheim"}))
        if answer.status_code == 200 and "geheim" in text_of(answer)
    ]

    assert found == []


def numbered(project: Any, document: Any, image: Any) -> Iterator[str]:
    numbers = {
        **dict.fromkeys(("project_id", "page_id", "object_id", "pk"), project.pk),
        **dict.fromkeys(("document_id", "doc_id"), document.pk),
        "image_id": image.pk,
        "revision_id": project.latest_revision_id,
    }
    for name, pattern in patterns(get_resolver().url_patterns):
        arguments = list(getattr(pattern.pattern, "converters", {}))
        if arguments and set(arguments) <= set(numbers) and "logout" not in name:
            with suppress(NoReverseMatch):  # a number that is no number there
                yield reverse(name, kwargs={one: numbers[one] for one in arguments})


def text_of(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace").lower()
