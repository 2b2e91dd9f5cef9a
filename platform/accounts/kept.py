"""Text of somebody who had to sign in again while sending it: kept in the session, shown again.

A page behind `accounts.entrance.signed_in` shows `kept_text` where it shows what is to be written,
and drops it when it saves. Only a browser in which somebody was signed in before has text kept,
and not for long: whoever comes by could fill the database with it. It waits by the path it was sent
to, with a mark of whose it is: on a computer that is shared it is gone when somebody else signs in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.records import User

KEPT = "kept_text"
#: All that waits together; a form typed full stays far below.
MOST = 400_000
#: In the name of a field: what is typed there is kept nowhere.
NEVER_KEPT = "password"
#: What buttons are called: a form that sends nothing else holds no text.
BUTTONS = frozenset({"doe", "wish"})
#: Time enough to sign in, with a new password if need be.
KEEP = timedelta(hours=4)
#: A signed cookie with a mark of who signed in here last, and how long it says so.
SIGNED_IN_BEFORE = "eerder_aangemeld"
REMEMBERED = timedelta(days=60)


def keep_text(request: HttpRequest, *, but: Collection[str] = ()) -> bool:
    """Keep what was posted to this address, without the token of its form; say whether it is.

    Nothing is kept of the fields in ``but``, of a password or of a file, nor of a browser in which
    nobody ever signed in; nor what is too long, and its writer is told so. A button alone takes
    the place of no text that waits here. What waits the longest makes place.
    """
    writer = _writer_of(request)
    posted = request.POST.copy()
    for name in (
        "csrfmiddlewaretoken",
        *but,
        *(one for one in posted if NEVER_KEPT in one.lower()),
    ):
        posted.pop(name, None)
    text = posted.urlencode()
    if writer is None or not posted:
        return False
    if len(text) >= MOST:
        messages.warning(
            request,
            _(
                "Wat je typte, is te lang om hier te wachten en is niet bewaard. Ga terug met de"
                " knop van je browser en kopieer het, voor je je aanmeldt."
            ),
        )
        return False
    if BUTTONS.issuperset(posted) and _waiting(request, request.path) is not None:
        return True
    until = (timezone.now() + KEEP).timestamp()
    kept = {path: one for path, one in _all_kept(request.session).items() if path != request.path}
    while kept and sum(len(one["text"]) for one in kept.values()) + len(text) >= MOST:
        del kept[min(kept, key=lambda path: kept[path]["until"])]
    kept[request.path] = {
        "text": text,
        "until": until,
        "of": writer,
        "had_files": bool(request.FILES),
    }
    request.session[KEPT] = kept
    if request.user.is_anonymous:
        request.session.set_expiry(KEEP)
    return True


def _writer_of(request: HttpRequest) -> str | None:
    """The mark of who is at work, or was before the session ended; nothing where nobody was."""
    if request.user.is_authenticated:
        return mark_of(request.user.pk)
    known: str | None = request.get_signed_cookie(
        SIGNED_IN_BEFORE, default=None, max_age=REMEMBERED
    )
    return known


def mark_of(user_id: object) -> str:
    """What tells one account from another, and to nobody else which one it is."""
    return salted_hmac(KEPT, str(user_id)).hexdigest()[:20]


def leave_to_who_signed_in(request: HttpRequest | None, user: User, **_signal: Any) -> None:
    """Drop what somebody else typed, and give the session its ordinary term."""
    if request is None or KEPT not in request.session:
        return
    mine = mark_of(user.pk)
    kept = _all_kept(request.session)
    _set_kept(request.session, {path: one for path, one in kept.items() if one["of"] == mine})
    request.session.set_expiry(None)


class SignedInBeforeMiddleware:
    """Gives a browser in which somebody is signed in the cookie that tells it was them.

    And drops kept text whose term is over, whichever page is asked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set the cookie once for each account; whoever needed no session is not even asked."""
        response = self.get_response(request)
        if not request.session.accessed:
            return response
        _drop_expired(request.session)
        user_id = request.session.get(SESSION_KEY)
        if user_id is None:
            return response
        known = request.get_signed_cookie(SIGNED_IN_BEFORE, default=None, max_age=REMEMBERED)
        if known != mark_of(user_id):
            response.set_signed_cookie(
                SIGNED_IN_BEFORE,
                mark_of(user_id),
                max_age=REMEMBERED,
                httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite=settings.SESSION_COOKIE_SAMESITE,
            )
        return response


def kept_text(
    request: HttpRequest,
    *,
    at: str = "",
    sent_with: Mapping[str, str] | None = None,
    holding: str = "",
) -> QueryDict | None:
    """What was posted here (or to the address ``at``) before its writer signed in again, if any.

    For a page that shows it: the page says so on top, once. A page with several forms names by
    ``sent_with`` the hidden values of the one it shows, or by ``holding`` a field that only that
    one has; what another form sent, such as a button alone, stays unread.
    """
    path = at or request.path
    waiting = _waiting(request, path)
    if waiting is not None and not _is_of_this_form(waiting, sent_with or {}, holding):
        return None
    _read_of(request).add(path)
    if waiting is not None and request.method == "GET" and not hasattr(request, "told_of_text"):
        request.told_of_text = True  # type: ignore[attr-defined]
        words = _(
            "Je tekst is er nog. Je was afgemeld, of meldde je intussen opnieuw aan. Wat je typte,"
            " staat hieronder en is nog niet bewaard of verstuurd. Kijk het na en bewaar."
        )
        if _all_kept(request.session)[path].get("had_files"):
            words += " " + _("Een bestand kan niet wachten: kies het opnieuw.")
        messages.warning(request, words)
    return waiting


def _is_of_this_form(waiting: QueryDict, sent_with: Mapping[str, str], holding: str) -> bool:
    same = all(waiting.get(name) == value for name, value in sent_with.items())
    return same and (not holding or holding in waiting)


def waiting_text(request: HttpRequest) -> QueryDict | None:
    """What was posted here before its writer signed in again, if any; nothing is said of it."""
    return _waiting(request, request.path)


def leave_kept_text(request: HttpRequest) -> None:
    """Leave what was kept of this address to the page that shows it, to which this one leads."""
    _read_of(request).add(request.path)


def is_left_unread(request: HttpRequest) -> bool:
    """Whether text waits for this address that nothing asked for so far."""
    return request.path not in _read_of(request) and _waiting(request, request.path) is not None


def _read_of(request: HttpRequest) -> set[str]:
    """The addresses whose text was asked for in the course of ``request``."""
    if not hasattr(request, "text_read_of"):
        request.text_read_of = set()  # type: ignore[attr-defined]
    read: set[str] = request.text_read_of  # type: ignore[attr-defined]
    return read


def forget_kept_text(request: HttpRequest) -> None:
    """Drop what was kept of this address: it is saved now."""
    if _waiting(request, request.path) is not None:
        kept = _all_kept(request.session)
        del kept[request.path]
        _set_kept(request.session, kept)


def _all_kept(session: SessionBase) -> dict[str, dict[str, Any]]:
    return dict(session.get(KEPT, {}))


def _set_kept(session: SessionBase, kept: dict[str, dict[str, Any]]) -> None:
    if kept:
        session[KEPT] = kept
    else:
        session.pop(KEPT, None)


def _drop_expired(session: SessionBase) -> None:
    kept, now = _all_kept(session), timezone.now().timestamp()
    lasting = {path: one for path, one in kept.items() if one["until"] >= now}
    if lasting != kept:
        _set_kept(session, lasting)


def _waiting(request: HttpRequest, path: str) -> QueryDict | None:
    _drop_expired(request.session)
    found = _all_kept(request.session).get(path)
    is_own = found is not None and found["of"] == _writer_of(request)
    return QueryDict(found["text"]) if found is not None and is_own else None
