"""Text of somebody who had to sign in again while sending it: kept in the session, shown again.

A page behind `accounts.entrance.signed_in` shows `kept_text` where it shows what is to be written,
and drops it when it saves. Only a browser in which somebody was signed in before has text kept,
and not for long: whoever comes by could fill the database with it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

KEPT = "kept_text"
#: A form typed full stays far below.
MOST = 400_000
#: Time enough to sign in, with a new password if need be.
KEEP = timedelta(hours=4)
#: A signed cookie that says only that somebody signed in here, and how long it says so.
SIGNED_IN_BEFORE = "eerder_aangemeld"
REMEMBERED = timedelta(days=60)


def keep_text(request: HttpRequest) -> bool:
    """Keep what was posted to this address, without the token of its form; say whether it is.

    Of a browser in which nobody ever signed in nothing is kept.
    """
    is_anonymous = request.user.is_anonymous
    if is_anonymous and not _was_signed_in(request):
        return False
    posted = request.POST.copy()
    posted.pop("csrfmiddlewaretoken", None)
    text = posted.urlencode()
    if not posted or len(text) >= MOST:
        return False
    until = (timezone.now() + KEEP).timestamp()
    request.session[KEPT] = {"path": request.path, "text": text, "until": until}
    if is_anonymous:
        request.session.set_expiry(KEEP)
    return True


def _was_signed_in(request: HttpRequest) -> bool:
    known = request.get_signed_cookie(SIGNED_IN_BEFORE, default=None, max_age=REMEMBERED)
    return known is not None


def last_as_long_as_others(request: HttpRequest | None, **_signal: Any) -> None:
    """Give a session its ordinary term when its visitor signs in."""
    if request is not None and KEPT in request.session:
        request.session.set_expiry(None)


class SignedInBeforeMiddleware:
    """Gives a browser in which somebody is signed in the cookie that says so.

    And drops kept text whose term is over, whichever page is asked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set the cookie once; whoever has no session is not even asked."""
        response = self.get_response(request)
        if request.session.accessed:
            _drop_expired(request.session)
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


def kept_text(request: HttpRequest, *, at: str = "") -> QueryDict | None:
    """What was posted here (or to the address ``at``) before its writer signed in again, if any.

    For a page that shows it: the page says so on top, once.
    """
    waiting = _waiting(request, at or request.path)
    if waiting is not None and request.method == "GET" and not hasattr(request, "told_of_text"):
        request.told_of_text = True  # type: ignore[attr-defined]
        words = _(
            "Je tekst is er nog. Je was afgemeld, of meldde je intussen opnieuw aan. Wat je typte,"
            " staat hieronder en is nog niet bewaard of verstuurd. Kijk het na en bewaar."
        )
        messages.warning(request, words)
    return waiting


def forget_kept_text(request: HttpRequest) -> None:
    """Drop what was kept of this address: it is saved now."""
    if _waiting(request, request.path) is not None:
        del request.session[KEPT]


def _drop_expired(session: SessionBase) -> None:
    if KEPT in session and session[KEPT]["until"] < timezone.now().timestamp():
        del session[KEPT]


def _waiting(request: HttpRequest, path: str) -> QueryDict | None:
    _drop_expired(request.session)
    found: dict[str, Any] = request.session.get(KEPT, {})
    return QueryDict(found["text"]) if found.get("path") == path else None
