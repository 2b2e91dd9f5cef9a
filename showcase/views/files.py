"""Files and photos, each given only to those who may see it. Nothing is served from the store."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponseNotModified,
)
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError
from wagtail.images.utils import verify_signature

from showcase import permissions
from showcase.enums import DocumentKind
from showcase.records import SchoolDocument, SchoolImage

#: A file does nothing by itself in a browser, whatever is in it.
INERT = "default-src 'none'; sandbox"
CONTENT_TYPES: dict[str, str] = {
    DocumentKind.PDF: "application/pdf",
    DocumentKind.CSV: "text/csv; charset=utf-8",
    DocumentKind.TXT: "text/plain; charset=utf-8",
}
IMAGE_TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


@require_safe
def serve_document(request: HttpRequest, document_id: int, filename: str) -> HttpResponseBase:
    """A document, as a download. Who may not see it learns nothing of it."""
    document = SchoolDocument.objects.filter(pk=document_id).first()
    if (
        document is None
        or document.filename != filename
        or not permissions.can_see_document(request.user, document)
    ):
        raise Http404
    tag = quote_etag(document.get_file_hash()) if document.file_hash else ""
    if tag and request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    kind = PurePath(document.filename).suffix.lstrip(".").lower()
    response = FileResponse(
        _opened(document),
        as_attachment=True,
        filename=document.filename,
        content_type=CONTENT_TYPES.get(kind, "application/octet-stream"),
    )
    # Asked anew each time: a result can be withdrawn between two downloads.
    response["Cache-Control"] = "private, no-cache"
    if tag:
        response["ETag"] = tag
    return inert(response)


@require_safe
def serve_image(
    request: HttpRequest, signature: str, image_id: int, spec: str, filename: str
) -> HttpResponseBase:
    """A photo in the size that a page of ours asked for, as its signature proves."""
    image = SchoolImage.objects.filter(pk=image_id).first()
    if (
        image is None
        or not verify_signature(signature.encode(), image_id, spec)
        or not permissions.can_see_image(request.user, image)
    ):
        raise Http404
    try:
        rendition = image.get_rendition(spec)
        opened = _opened(rendition)
    except (SourceImageIOError, InvalidFilterSpecError) as error:
        raise Http404 from error
    suffix = PurePath(rendition.file.name).suffix.lower()
    response = FileResponse(
        opened, content_type=IMAGE_TYPES.get(suffix, "application/octet-stream")
    )
    # A consent can end today: no store between us and a reader keeps a photo of pupils.
    public = not image.shows_pupils and permissions.can_see_image(AnonymousUser(), image)
    response["Cache-Control"] = "public, max-age=3600" if public else "private, max-age=60"
    return inert(response)


def _opened(kept: Any) -> Any:
    try:
        return kept.file.storage.open(kept.file.name, "rb")
    except FileNotFoundError as error:
        raise Http404 from error


def inert(response: FileResponse) -> FileResponse:
    """The same, doing nothing by itself in a browser."""
    response["Content-Security-Policy"] = INERT
    response["X-Content-Type-Options"] = "nosniff"
    return response
