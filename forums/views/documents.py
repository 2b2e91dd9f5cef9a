"""Documents of agendas, each given only to who may read it. Nothing is served from the store."""

from __future__ import annotations

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponseNotModified,
)
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from forums import permissions
from forums.records import AgendaDocument
from forums.views.finding import forum_or_404
from showcase.views.files import CONTENT_TYPES, inert


@require_safe
def agenda_document(
    request: HttpRequest, forum: str, number: int, document_id: int, filename: str
) -> HttpResponseBase:
    """A document, as a download. Who may not read it learns nothing of it."""
    found = forum_or_404(request, forum)
    known = AgendaDocument.objects.filter(item__session__forum=found, item__session__number=number)
    document = known.select_related("item__session").filter(pk=document_id).first()
    if document is None or document.filename != filename:
        raise Http404
    document.item.session.forum = found
    if not permissions.can_see_agenda_document(request.user, document):
        raise Http404
    tag = quote_etag(document.digest)
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    try:
        opened = document.file.storage.open(str(document.file.name), "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        opened,
        as_attachment=True,
        filename=document.filename,
        content_type=CONTENT_TYPES.get(document.kind, "application/octet-stream"),
    )
    # Asked anew each time: a forum can become one for members between two downloads.
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = tag
    return inert(response)
