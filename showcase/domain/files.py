"""Keeping and erasing the files of a school."""

from __future__ import annotations

import logging
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Collection, UploadedFile
from wagtail.utils.file import hash_filelike

from accounts.permissions import Visitor
from accounts.records import User
from audit.domain.record import record
from jobs.domain.tidying import Tidied
from showcase import permissions
from showcase.domain import mails
from showcase.domain.pictures import check_image, clean_image
from showcase.domain.uploads import check_document, kind_of_checked, tidy_name
from showcase.records import SchoolDocument, SchoolImage

if TYPE_CHECKING:
    from showcase.pages import ProjectPage, SchoolPage

logger = logging.getLogger(__name__)

__all__ = [
    "check_document",
    "check_image",
    "clean_image",
    "clean_waiting_upload",
    "erase_lapsed_photos",
    "keep_document",
    "same_document",
]


@transaction.atomic
def keep_document(
    file: File[bytes], *, project: ProjectPage, by: User, title: str = ""
) -> SchoolDocument:
    """Keep ``file`` among the documents of the project's school, once it is checked.

    A file that ``by`` could choose there already is given as it is: twice the same is once.

    Raises:
        PermissionDenied: ``by`` may not write this project now.
        ValidationError: the file is refused; see `showcase.domain.uploads.check_document`.
    """
    if not permissions.can_edit_project(by, project):
        raise PermissionDenied
    kind_of_checked(file)
    known = same_document(file, draft=project, by=by)
    if known is not None:
        return known
    file.name = tidy_name(file.name or "")
    document = SchoolDocument(
        title=(title.strip() or file.name)[:255],
        file=file,
        collection=_school_page(project).collection,
        uploaded_by_user=by,
    )
    document._set_document_file_metadata()
    document.save()
    record("keep_document", document, by=by, project=project.pk)
    return document


def same_document(file: File[bytes], *, draft: ProjectPage, by: Visitor) -> SchoolDocument | None:
    """The document with the very same content that ``by`` may put into ``draft``, if any."""
    file.seek(0)
    digest = hash_filelike(file)
    found: SchoolDocument | None = (
        permissions.usable_documents(by, draft).filter(file_hash=digest).order_by("pk").first()
    )
    return found


def erase_lapsed_photos(*, on: date | None = None) -> Tidied:
    """Erase every photo whose consent ended before ``on`` (today): file, renditions and row.

    Registered with the hourly tidying. Each erasure is logged and told to the school. One that
    can't be erased stops no other, is named, and is tried again the next hour. Returns how many
    were erased.
    """
    erased, left = 0, []
    for image in SchoolImage.objects.lapsed(on or timezone.localdate()).order_by("pk"):
        try:
            _erase(image)
        except Exception:
            logger.exception("Photo %s could not be erased", image.pk)
            left.append(_("foto {number}, “{title}”").format(number=image.pk, title=image.title))
        else:
            erased += 1
    return Tidied(erased, left)


@transaction.atomic
def _erase(image: SchoolImage) -> None:
    # Wagtail's receivers take the file and its renditions out of the store at the commit.
    record("erase_lapsed_photo", image, by=None, collection=image.collection_id)
    school_page = _page_of_collection(image.collection_id)
    if school_page is not None:
        mails.tell_of_erased_photo(school_page, image.title)
    image.delete()


def _page_of_collection(collection_id: int) -> SchoolPage | None:
    collection = Collection.objects.select_related("school_page").get(pk=collection_id)
    return getattr(collection, "school_page", None)


def clean_waiting_upload(instance: UploadedFile, **_signal: Any) -> None:
    """Strip a photo that Wagtail keeps apart until its form is complete (its own signal)."""
    waits_for_image = instance.for_content_type.model_class() is SchoolImage
    if waits_for_image and instance.file and not instance.file._committed:
        instance.file = clean_image(instance.file.file)


def _school_page(project: ProjectPage) -> SchoolPage:
    return project.get_parent().specific  # type: ignore[no-any-return]
