"""Photos and documents reach those who may see them, and nobody else by any address."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db.models.signals import pre_delete
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from showcase.domain import files
from showcase.domain.pictures import clean_image
from showcase.pages import ProjectPage
from showcase.records import ProjectPhoto, Result, SchoolDocument, SchoolImage
from tests.sharing import made_once
from tests.showcase.factories import (
    make_editor,
    make_project,
    make_school,
    make_school_page,
    publish,
)
from tests.showcase.files.samples import PDF, photo, upload

# Wagtail leaves the temporary file of a new rendition to the garbage collector.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@made_once
def page() -> Any:
    return make_school_page(make_school("De Brug"))


@pytest.fixture
def image(page) -> SchoolImage:
    return SchoolImage.objects.create(
        title="Klas", file=ContentFile(photo(), "klas.jpg"), collection=page.collection
    )


@pytest.fixture
def document(page) -> SchoolDocument:
    document = SchoolDocument(
        title="Plan", file=ContentFile(PDF, "plan.pdf"), collection=page.collection
    )
    document._set_document_file_metadata()
    document.save()
    return document


def browser_of(user: Any = None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def body(response: Any) -> bytes:
    content = b"".join(response.streaming_content)
    for close_file in response._resource_closers:
        close_file()
    return content


def is_served(address: str, user: Any = None) -> bool:
    response = browser_of(user).get(address)
    if response.streaming:
        body(response)
    return response.status_code == 200


def put_on_project(page: Any, image: SchoolImage) -> ProjectPage:
    project = make_project(page)
    draft = project.get_latest_revision_as_object()
    draft.photos = [ProjectPhoto(image=image)]
    draft.save_revision()
    return ProjectPage.objects.get(pk=project.pk)


@pytest.mark.slow
def test_photo_of_a_draft_is_for_its_school_alone(page, image):
    project = put_on_project(page, image)
    address = image.get_rendition("max-165x165").url

    assert browser_of().get(address).status_code == 404
    assert browser_of(make_editor(make_school())).get(address).status_code == 404
    own = browser_of(make_editor(page.institution)).get(address)
    assert (own.status_code, own["Cache-Control"]) == (200, "private, max-age=60")
    body(own)

    publish(project)
    public = browser_of().get(address)
    assert (public.status_code, public["Content-Type"]) == (200, "image/jpeg")
    assert public["Cache-Control"] == "public, max-age=3600"
    assert public["Content-Security-Policy"] == "default-src 'none'; sandbox"
    body(public)


def test_photo_in_another_size_needs_a_signature_of_ours(page, image):
    publish(put_on_project(page, image))
    address = image.get_rendition("max-165x165").url

    assert browser_of().get(address.replace("max-165x165", "original")).status_code == 404


def test_photo_is_gone_for_visitors_the_day_after_its_consent_ends(page, image):
    publish(put_on_project(page, image))
    today = timezone.localdate()
    SchoolImage.objects.update(
        shows_pupils=True, consent_note="Secretariaat", consent_until=today - timedelta(days=1)
    )

    assert browser_of().get(image.get_rendition("max-165x165").url).status_code == 404


@pytest.mark.slow
def test_photo_whose_consent_is_withdrawn_is_seen_by_nobody_from_that_moment(
    page, image, moderator, administrator
):
    project = publish(put_on_project(page, image))
    SchoolImage.objects.update(handed_in_at=timezone.now())
    editor = make_editor(page.institution)
    address = image.get_rendition("max-165x165").url
    people = (None, editor, moderator, administrator)
    before = [is_served(address, one) for one in people]
    SchoolImage.objects.update(
        shows_pupils=True,
        consent_note="Ingetrokken door de ouders",
        consent_until=timezone.localdate() - timedelta(days=1),
    )

    after = [is_served(address, one) for one in people]

    assert (before, after) == ([True] * 4, [False] * 4)
    assert address not in browser_of().get(project.url).text


@pytest.mark.parametrize(
    ("shows_pupils", "kept"),
    [(False, "public, max-age=3600"), (True, "private, max-age=60")],
)
def test_photo_of_pupils_is_kept_by_no_store_on_the_way(page, image, shows_pupils, kept):
    publish(put_on_project(page, image))
    if shows_pupils:
        SchoolImage.objects.update(
            shows_pupils=True, consent_note="Secretariaat", consent_until=timezone.localdate()
        )

    served = browser_of().get(image.get_rendition("max-165x165").url)
    body(served)

    assert (served.status_code, served["Cache-Control"]) == (200, kept)


def test_lapsed_photo_is_erased_with_its_files_and_its_school_is_told(
    page, image, mailoutbox, django_capture_on_commit_callbacks
):
    project = publish(put_on_project(page, image))
    editor = make_editor(page.institution)
    other = SchoolImage.objects.create(
        title="Gebouw", file=ContentFile(photo(), "gebouw.jpg"), collection=page.collection
    )
    storage, names = image.file.storage, [image.file.name, image.get_rendition("max-1x1").file.name]
    SchoolImage.objects.filter(pk=image.pk).update(
        shows_pupils=True, consent_note="Secretariaat", consent_until=date(2025, 6, 30)
    )

    with django_capture_on_commit_callbacks(execute=True):
        assert files.erase_lapsed_photos(on=date(2025, 6, 30)) == 0
        assert files.erase_lapsed_photos(on=date(2025, 7, 1)) == 1
        assert files.erase_lapsed_photos(on=date(2025, 7, 1)) == 0

    assert list(SchoolImage.objects.all()) == [other]
    assert [storage.exists(name) for name in names] == [False, False]
    assert [photo.image for photo in ProjectPage.objects.get(pk=project.pk).photos.all()] == [None]
    assert [photo.image for photo in project.get_latest_revision_as_object().photos.all()] == [None]
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([editor.email], "De foto “Klas” is gewist")
    ]


def test_photo_that_can_not_be_erased_stops_no_other_and_is_named(page):
    stuck, *_others = (
        SchoolImage.objects.create(
            title=title, file=ContentFile(photo(), f"{title}.jpg"), collection=page.collection
        )
        for title in ("Klas", "Uitstap", "Feest")
    )
    SchoolImage.objects.update(
        shows_pupils=True, consent_note="Secretariaat", consent_until=date(2025, 6, 30)
    )

    def refuse(instance: SchoolImage, **_signal: Any) -> None:
        if instance.pk == stuck.pk:
            raise OSError("the disk says no")

    pre_delete.connect(refuse, sender=SchoolImage)
    try:
        tidied = files.erase_lapsed_photos(on=date(2025, 7, 1))
    finally:
        pre_delete.disconnect(refuse, sender=SchoolImage)

    assert (tidied, tidied.left) == (2, (f"foto {stuck.pk}, “Klas”",))
    assert list(SchoolImage.objects.all()) == [stuck]
    assert files.erase_lapsed_photos(on=date(2025, 7, 1)) == 1


@pytest.mark.slow
def test_document_is_a_download_for_everybody_once_a_standing_result_carries_it(page, document):
    address = document.url
    assert browser_of().get(address).status_code == 404
    assert browser_of(make_editor(make_school())).get(address).status_code == 404
    project = make_project(page)
    draft = project.get_latest_revision_as_object()
    part = draft.result_drafts.all()[0]
    part.document, part.licence, part.nothing_to_share = document, "CC-BY-4.0", False
    draft.result_drafts = [part]
    draft.save_revision()
    publish(ProjectPage.objects.get(pk=project.pk))

    response = browser_of().get(address)

    assert body(response) == PDF
    assert response["Content-Disposition"] == f'attachment; filename="{document.filename}"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    again = browser_of().get(address, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    assert browser_of().get(address.replace(document.filename, "ander.pdf")).status_code == 404
    Result.objects.update(withdrawn_at=timezone.now(), withdrawn_reason="Een fout.")
    assert browser_of().get(address).status_code == 404


@pytest.mark.parametrize("name", ["file.url", "/media/", "/media/original_images/"])
def test_nothing_is_served_from_the_store_itself(image, document, name):
    addresses = [image.file.url, document.file.url] if name == "file.url" else [name]

    assert {browser_of().get(address).status_code for address in addresses} == {404}


def test_upload_in_the_admin_is_stripped_and_refused_in_words(page):
    client = browser_of(make_editor(page.institution))
    add = reverse("wagtailimages:add_multiple")

    taken = client.post(add, {"title": "Klas", "files[]": upload("IMG 1.JPG", photo(place=True))})
    refused = client.post(add, {"title": "Tekening", "files[]": upload("t.svg", b"<svg/>")})

    image = SchoolImage.objects.get()
    assert taken.json()["success"] is True
    assert (image.filename, image.collection) == ("img-1.jpg", page.collection)
    assert (image.width, image.height) == (40, 60)
    assert refused.json() == {
        "success": False,
        "error_message": "We nemen foto’s in JPEG, PNG of WebP aan. Kies een ander bestand.",
    }


def test_photo_that_waits_for_its_title_is_stripped_too(page):
    from io import BytesIO

    from PIL import Image
    from wagtail.models import UploadedFile

    client = browser_of(make_editor(page.institution))

    client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "x" * 300, "files[]": upload("klas.jpg", photo(place=True))},
    )

    waiting = UploadedFile.objects.get()
    with waiting.file.open("rb") as kept, Image.open(BytesIO(kept.read())) as opened:
        assert dict(opened.getexif()) == {}


def test_recognisable_pupils_need_a_recorded_consent_that_ends(page, image):
    client = browser_of(make_editor(page.institution))
    edit = reverse("wagtailimages:edit", args=[image.pk])

    response = client.post(edit, {"title": "Klas", "shows_pupils": "on"})
    assert set(response.context["form"].errors) == {"consent_note", "consent_until"}

    client.post(
        edit,
        {
            "title": "Klas",
            "shows_pupils": "on",
            "consent_note": "Secretariaat",
            "consent_until": "2030-06-30",
        },
    )
    image.refresh_from_db()
    assert (image.shows_pupils, image.consent_until) == (True, date(2030, 6, 30))


def test_handed_in_file_is_not_replaced_renamed_or_deleted(page, image, document):
    now = timezone.now()
    SchoolImage.objects.update(handed_in_at=now)
    SchoolDocument.objects.update(handed_in_at=now)
    client = browser_of(make_editor(page.institution))
    before = (document.file.name, image.file.name)

    client.post(
        reverse("wagtaildocs:edit", args=[document.pk]),
        {"title": "Anders", "file": upload("nieuw.pdf", PDF + b" ")},
    )
    client.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {"title": "Anders", "alt_text": "Een klas", "file": upload("nieuw.jpg", photo())},
    )
    for name, pk in (
        ("wagtaildocs:delete", document.pk),
        ("wagtaildocs:delete_multiple", document.pk),
        ("wagtailimages:delete", image.pk),
        ("wagtailimages:delete_multiple", image.pk),
    ):
        client.post(reverse(name, args=[pk]))

    document = SchoolDocument.objects.get()
    image = SchoolImage.objects.get()
    assert (document.file.name, image.file.name) == before
    assert (document.title, image.title, image.alt_text) == ("Plan", "Klas", "Een klas")


def test_file_that_nobody_was_shown_is_its_schools_to_delete(page, image, document):
    client = browser_of(make_editor(page.institution))

    client.post(reverse("wagtaildocs:delete", args=[document.pk]))
    client.post(reverse("wagtailimages:delete", args=[image.pk]))

    assert (SchoolDocument.objects.count(), SchoolImage.objects.count()) == (0, 0)


@pytest.mark.parametrize("mode", ["RGB", "P", "LA", "1", "L", "RGBA", "I;16"])
def test_photo_in_any_colours_is_shown_smaller(page, mode):
    grey = Image.new("L", (60, 40), 120)
    sent = Image.new("I;16", (60, 40), 40_000) if mode == "I;16" else grey.convert(mode)
    out = BytesIO()
    sent.save(out, format="PNG")
    image = SchoolImage.objects.create(
        title="Klas",
        file=clean_image(upload("klas.png", out.getvalue())),
        collection=page.collection,
    )

    answer = browser_of(make_editor(page.institution)).get(image.get_rendition("width-20").url)

    with Image.open(BytesIO(body(answer))) as shown:
        assert (shown.format, shown.size) == ("PNG", (20, 13))
