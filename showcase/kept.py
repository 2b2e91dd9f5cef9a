"""Text of somebody who had to sign in again while sending it: kept in the session, shown again.

For the admin's editor and the review; the page of the school keeps its own
(`showcase.views.writing.session`).
"""

from __future__ import annotations

from django.http import HttpRequest, QueryDict

KEPT = "kept_post"
#: A form typed full stays far below.
MOST = 400_000


def keep(request: HttpRequest) -> None:
    """Keep what was posted to this address."""
    text = request.POST.urlencode()
    if len(text) < MOST:
        request.session[KEPT] = {"path": request.path, "text": text}


def kept(request: HttpRequest) -> QueryDict | None:
    """What was posted to this address before its writer had to sign in again."""
    found: dict[str, str] = request.session.get(KEPT, {})
    return QueryDict(found["text"]) if found.get("path") == request.path else None


def forget(request: HttpRequest) -> None:
    """It is saved now."""
    request.session.pop(KEPT, None)
