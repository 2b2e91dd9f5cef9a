"""Why there is no answer, in plain words: ``application/problem+json`` (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

TYPE = "application/problem+json"


@dataclass(frozen=True)
class Misread:
    """A parameter that was not understood, and what to do."""

    name: str
    value: str
    detail: str


class ProblemError(Exception):
    """There is no answer: a status, what is wrong in words, and facts beside it."""

    def __init__(self, status: HTTPStatus, detail: str, **facts: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.facts = facts


class NotThereError(ProblemError):
    """Nothing public has this address."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(HTTPStatus.NOT_FOUND, detail or _("Op dit adres staat niets."))


class TakenAwayError(ProblemError):
    """It was online and was taken away: when and why is all that is left."""

    def __init__(self, detail: str, *, url: str, withdrawn_on: str | None, reason: str) -> None:
        super().__init__(HTTPStatus.GONE, detail, url=url, withdrawn_on=withdrawn_on, reason=reason)


class MisreadError(ProblemError):
    """Parameters that were not understood: an answer without them would be another answer."""

    def __init__(self, faults: Sequence[Misread]) -> None:
        super().__init__(
            HTTPStatus.BAD_REQUEST,
            " ".join(fault.detail for fault in faults),
            errors=[asdict(fault) for fault in faults],
        )


def problem(status: int, detail: str, **facts: Any) -> HttpResponse:
    """The answer that tells of a problem."""
    said = {
        "type": "about:blank",
        "title": _title(status),
        "status": int(status),
        "detail": detail or _detail(status),
        **facts,
    }
    return HttpResponse(json.dumps(said, ensure_ascii=False), status=int(status), content_type=TYPE)


def _title(status: int) -> str:
    titles = {
        HTTPStatus.BAD_REQUEST: _("Deze vraag is niet te lezen"),
        HTTPStatus.NOT_FOUND: _("Dit is er niet"),
        HTTPStatus.METHOD_NOT_ALLOWED: _("Hier kun je alleen lezen"),
        HTTPStatus.NOT_ACCEPTABLE: _("Die vorm hebben we niet"),
        HTTPStatus.GONE: _("Dit is weggehaald"),
        HTTPStatus.TOO_MANY_REQUESTS: _("Dit ging te snel"),
    }
    return titles.get(HTTPStatus(status), _("Er ging iets mis"))


def _detail(status: int) -> str:
    details = {
        HTTPStatus.NOT_FOUND: _("Op dit adres staat niets."),
        HTTPStatus.METHOD_NOT_ALLOWED: _("De open data zijn te lezen met GET en HEAD."),
    }
    return details.get(HTTPStatus(status), _("Probeer het later opnieuw."))
