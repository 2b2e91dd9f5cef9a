"""What every answer under ``/api/`` has, whoever made it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from opendata.conditional import conditional
from opendata.limits import wait_of
from opendata.problems import TYPE, problem

PLACE = "/api/"
ALLOWED = "GET, HEAD, OPTIONS"


class OpenDataMiddleware:
    """Lets pages of any site read, answers 304 for what the reader has, tells problems as JSON.

    Outside every other middleware that can refuse, so that a refusal is told the same way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or pass on what is asked elsewhere."""
        if not request.path_info.startswith(PLACE):
            return self.get_response(request)
        return _open_to_all(self._answer(request))

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": ALLOWED})
        if request.method not in {"GET", "HEAD"}:
            return _refused()
        if wait := wait_of(request):
            refusal = problem(
                HTTPStatus.TOO_MANY_REQUESTS,
                _("Er kwamen te veel vragen van je netwerk. Wacht {seconds} seconden.").format(
                    seconds=wait
                ),
            )
            refusal.headers["Retry-After"] = str(wait)
            return refusal
        return self._read(request)

    def _read(self, request: HttpRequest) -> HttpResponseBase:
        asked = request.method
        # HEAD is answered as GET; the server leaves the body out.
        request.method = "GET"
        try:
            response = self.get_response(request)
        finally:
            request.method = asked
        kind = response.headers.get("Content-Type", "")
        if response.status_code >= HTTPStatus.BAD_REQUEST and not kind.startswith(TYPE):
            return problem(response.status_code, "")
        if (
            isinstance(response, HttpResponse)
            and response.status_code == HTTPStatus.OK
            and not kind.startswith("text/html")
        ):
            return conditional(request, response)
        return response


def _refused() -> HttpResponse:
    refusal = problem(HTTPStatus.METHOD_NOT_ALLOWED, "")
    refusal.headers["Allow"] = ALLOWED
    return refusal


def _open_to_all(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = ALLOWED
    response.headers["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    return response
