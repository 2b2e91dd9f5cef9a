"""Text of somebody who had to sign in again while sending it: kept in the session, shown again.

A page shows `kept_text` where it shows what is to be written, and drops it when it saves. Only a
browser in which somebody was signed in before has text kept, and not for long: whoever comes by
could fill the database with it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, QueryDict

KEPT = "kept_text"
#: A form typed full stays far below.
MOST = 400_000
#: Time enough to sign in, with a new password if need be.
KEEP = timedelta(hours=4)
#: A signed cookie that says only that somebody signed in here, and how long it says so.
SIGNED_IN_BEFORE = "eerder_aangemeld"
REMEMBERED = timedelta(days=60)


def keep_text(request: HttpRequest) -> None:
    """Keep what was posted to this address, without the token of its form.

    Of a browser in which nobody ever signed in nothing is kept.
    """
    if not _was_signed_in(request):
        return
    posted = request.POST.copy()
    posted.pop("csrfmiddlewaretoken", None)
    text = posted.urlencode()
    if posted and len(text) < MOST:
        request.session[KEPT] = {"path": request.path, "text": text}
        request.session.set_expiry(KEEP)


def _was_signed_in(request: HttpRequest) -> bool:
    known = request.get_signed_cookie(SIGNED_IN_BEFORE, default=None, max_age=REMEMBERED)
    return known is not None


def last_as_long_as_others(request: HttpRequest | None, **_signal: Any) -> None:
    """Give a session its ordinary term when its visitor signs in."""
    if request is not None and KEPT in request.session:
        request.session.set_expiry(None)


class SignedInBeforeMiddleware:
    """Gives a browser in which somebody is signed in the cookie that says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set the cookie once; whoever has no session is not even asked."""
        response = self.get_response(request)
        cookies = request.COOKIES
        if (
            settings.SESSION_COOKIE_NAME in cookies
            and SIGNED_IN_BEFORE not in cookies
            and request.user.is_authenticated
        ):
            response.set_signed_cookie(
                SIGNED_IN_BEFORE,
                "ja",
                max_age=REMEMBERED,
                httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite=settings.SESSION_COOKIE_SAMESITE,
            )
        return response


def kept_text(request: HttpRequest) -> QueryDict | None:
    """What was posted to this address before its writer had to sign in again, or nothing."""
    found: dict[str, str] = request.session.get(KEPT, {})
    return QueryDict(found["text"]) if found.get("path") == request.path else None


def forget_kept_text(request: HttpRequest) -> None:
    """Drop what was kept of this address: it is saved now."""
    if kept_text(request) is not None:
        del request.session[KEPT]
