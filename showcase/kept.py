"""Text of somebody who had to sign in again while sending it: kept in the session, shown again.

A page shows `kept_text` where it shows what is to be written, and drops it when it saves.
"""

from __future__ import annotations

from django.http import HttpRequest, QueryDict

KEPT = "kept_text"
#: A form typed full stays far below.
MOST = 400_000


def keep_text(request: HttpRequest) -> None:
    """Keep what was posted to this address, without the token of its form."""
    posted = request.POST.copy()
    posted.pop("csrfmiddlewaretoken", None)
    text = posted.urlencode()
    if posted and len(text) < MOST:
        request.session[KEPT] = {"path": request.path, "text": text}


def kept_text(request: HttpRequest) -> QueryDict | None:
    """What was posted to this address before its writer had to sign in again, or nothing."""
    found: dict[str, str] = request.session.get(KEPT, {})
    return QueryDict(found["text"]) if found.get("path") == request.path else None


def forget_kept_text(request: HttpRequest) -> None:
    """Drop what was kept of this address: it is saved now."""
    if kept_text(request) is not None:
        del request.session[KEPT]
