"""Pages for visitors, kept for as long as nothing changed that they could be made of."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from threading import Lock
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from freshness.stamp import stamp

View = Callable[..., HttpResponse]
Address = tuple[str, str, str, str]

#: How much a process keeps, in bytes, and what is too long to be one of its addresses.
ROOM = 32 * 1024 * 1024
LONG = 2_000
#: The mark of a response that is not kept.
_NOT_KEPT = "_changes_by_itself"


class Moment(NamedTuple):
    """What the database held, and the minute: what follows the clock does so by the minute."""

    held: str
    minute: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was answered."""

    content: bytes
    headers: tuple[tuple[str, str], ...]


class KeptPages:
    """The pages of one moment; those of another are gone at once. Least asked goes first."""

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self._moment: Moment | None = None
        self._pages: OrderedDict[Address, Kept] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, moment: Moment, address: Address) -> Kept | None:
        """The page at ``address``, if it was made at ``moment``."""
        with self._lock:
            self._turn_to(moment)
            found = self._pages.get(address)
            if found is not None:
                self._pages.move_to_end(address)
            return found

    def put(self, moment: Moment, address: Address, page: Kept) -> None:
        """Keep ``page``, made at ``moment``."""
        with self._lock:
            self._turn_to(moment)
            if address in self._pages or len(page.content) > self.room:
                return
            self._pages[address] = page
            self._size += len(page.content)
            while self._size > self.room:
                _address, gone = self._pages.popitem(last=False)
                self._size -= len(gone.content)

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._turn_to(None)

    def _turn_to(self, moment: Moment | None) -> None:
        if moment != self._moment:
            self._moment = moment
            self._pages.clear()
            self._size = 0


kept_pages = KeptPages()


def kept_while_nothing_changes(view: View) -> View:
    """Answer a visitor with the page that was made before, while nothing at all was committed.

    For a page made of the database and the clock alone; one that is not, now, says so
    (`keep_not`). Whoever brings a cookie, signed in or not, gets a page of their own, and what
    carries one, a token of a form, or a word against keeping is never kept: `docs/decisions/0011`.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        before = _moment() if _is_for_anybody(request) else None
        if before is None:
            return view(request, *args, **kwargs)
        address = _address(request)
        if kept := kept_pages.get(before, address):
            return HttpResponse(kept.content, headers=dict(kept.headers))
        response = view(request, *args, **kwargs)
        if isinstance(response, SimpleTemplateResponse):
            response = response.render()
        # Before it is kept: Django adds this only where a session was looked into.
        patch_vary_headers(response, ["Cookie"])
        if _may_be_kept(request, response) and _moment() == before:
            kept_pages.put(before, address, Kept(response.content, tuple(response.headers.items())))
        return response

    return answered


def keep_not(response: HttpResponse) -> None:
    """Say of ``response`` that it may change while the database and the clock do not."""
    setattr(response, _NOT_KEPT, True)


def _moment() -> Moment | None:
    """Now; None where nothing tells whether the database changed."""
    held = stamp()
    minute = timezone.now().replace(second=0, microsecond=0)
    return None if held is None else Moment(held, minute)


def _address(request: HttpRequest) -> Address:
    return request.scheme or "", request.get_host(), request.get_full_path(), get_language() or ""


def _is_for_anybody(request: HttpRequest) -> bool:
    """Whether it is asked as anybody would: a whole page, by nobody in particular."""
    return (
        settings.KEEPS_PAGES
        and request.method == "GET"
        and not request.COOKIES
        and "Authorization" not in request.headers
        and "HX-Request" not in request.headers
        and len(request.get_full_path()) <= LONG
    )


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether what was answered says nothing to this visitor alone."""
    said = getattr(request, "_messages", None)
    return (
        response.status_code == HTTPStatus.OK
        and not hasattr(response, _NOT_KEPT)
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and "CSRF_COOKIE" not in request.META
        and not getattr(said, "added_new", False)
        and not getattr(getattr(request, "session", None), "modified", False)
    )
