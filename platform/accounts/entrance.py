"""Pages for who is signed in: what somebody typed there outlives a session and a form's token.

One mechanism for both: the text waits in the session (`accounts.kept`) and the page shows it again.
A page that shows none of it says that nothing happened: the door sees to that.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.views.csrf import csrf_failure
from django.views.decorators.cache import never_cache

from accounts.kept import forget_kept_text, is_left_unread, keep_text, leave_kept_text

NOTHING_HAPPENED = _later("Er is nog niets gebeurd. Kies opnieuw wat je wilde doen.")
#: Who else shows kept text: pages that are not behind `signed_in`, such as Wagtail's editor.
_KEEPERS: list[Callable[[HttpRequest], bool]] = []


def register_keeper(keeps: Callable[[HttpRequest], bool]) -> None:
    """Keep text also for what ``keeps`` says shows it again. Repeatable."""
    if keeps not in _KEEPERS:
        _KEEPERS.append(keeps)


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page to write on: who is signed out meanwhile signs in again, and finds the text back.

    The page shows it by `accounts.kept.kept_text`, and stands in no cache. Not for a page that asks
    a password: what is kept stands in the session as it was typed.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return ask_to_sign_in(request)

    return shows_kept_text(asked)


def shows_kept_text(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that shows what was kept of it, for a form that somebody signed out may post too."""
    return keeps_text_but()(view)


def keeps_text_but(
    *secret: str,
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page that shows what was kept of it; of the fields in ``secret`` nothing is kept."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @never_cache
        @wraps(view)
        def watched(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            return _say_nothing_happened(request, response)

        watched.shows_kept_text = True  # type: ignore[attr-defined]
        watched.keeps_no = frozenset(secret)  # type: ignore[attr-defined]
        return watched

    return decorate


def _say_nothing_happened(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say so where text waits that the page neither shows nor leaves to another; and drop it."""
    is_page, leads_on = response.status_code == 200, 300 <= response.status_code < 400
    if request.method != "GET" or not (is_page or leads_on) or not is_left_unread(request):
        return response
    forget_kept_text(request)
    messages.info(request, NOTHING_HAPPENED)
    return redirect(request.get_full_path()) if is_page else response


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to signing in, and back; what was posted waits in the session."""
    here = request.get_full_path()
    if request.method != "POST":
        leave_kept_text(request)
        return redirect_to_login(here)
    if request.POST.get("autosave"):
        login = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': here})}"
        words = _("Je bent niet meer aangemeld. Je tekst staat nog op dit scherm.")
        return JsonResponse({"login": login, "words": words}, status=401)
    keep_text(request)
    return redirect_to_login(here)


def token_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is from before its writer signed in again (`CSRF_FAILURE_VIEW`).

    Nothing is done of what it asks. Its text is kept and shown on its page once more; of a form
    that another site sent nothing is kept, nor of a page that shows none.
    """
    if not _is_own(request, reason) or not _is_shown_again(request):
        return csrf_failure(request, reason)
    if request.POST.get("autosave"):
        words = _("Je meldde je intussen opnieuw aan. Kies Bewaar: je tekst blijft staan.")
        return JsonResponse({"words": words}, status=403)
    kept = keep_text(request, but=getattr(_view_of(request), "keeps_no", frozenset()))
    return redirect(request.get_full_path()) if kept else csrf_failure(request, reason)


def _is_own(request: HttpRequest, reason: str) -> bool:
    """Whether a page of this site sent the form; Django checked where it says it comes from."""
    was_checked = "Origin" in request.headers or request.is_secure()
    return was_checked and reason.startswith("CSRF ")


def _is_shown_again(request: HttpRequest) -> bool:
    shows = getattr(_view_of(request), "shows_kept_text", False)
    return request.method == "POST" and (shows or any(keeps(request) for keeps in _KEEPERS))


def _view_of(request: HttpRequest) -> Callable[..., Any] | None:
    return request.resolver_match.func if request.resolver_match is not None else None


def choose_again(request: HttpRequest, to: str, *args: Any) -> HttpResponse:
    """Answer who comes back from signing in to the address of a button: its page is ``to``."""
    forget_kept_text(request)
    messages.info(request, NOTHING_HAPPENED)
    return redirect(to, *args)
