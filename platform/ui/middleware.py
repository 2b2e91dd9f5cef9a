"""Headers of every page: what it may load, and what it may ask of the browser."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse

# Nothing comes from elsewhere, and no code or style stands in the page itself.
PUBLIC_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
    "base-uri": "'none'",
}

# Wagtail's admin writes style attributes and small scripts into its pages, shows previews in
# frames and images from memory; it evaluates nothing and loads nothing from elsewhere.
ADMIN_POLICY = {
    **PUBLIC_POLICY,
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "media-src": "'self'",
    "frame-src": "'self'",
    "base-uri": "'self'",
}

ADMIN_PATH = "/beheer/"

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "microphone",
        "payment",
        "usb",
    )
)


def header(policy: dict[str, str]) -> str:
    """Return ``policy`` as the value of a header."""
    return "; ".join(f"{directive} {sources}" for directive, sources in policy.items())


PUBLIC_HEADER = header(PUBLIC_POLICY)
ADMIN_HEADER = header(ADMIN_POLICY)


class NoNullMiddleware:
    """Answers that an address with a zero byte in it leads nowhere: no database can look it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on with every other address."""
        if "\0" in request.path_info:
            raise Http404
        return self.get_response(request)


class KnownEncodingMiddleware:
    """Answers that a form in another encoding than UTF-8 is not understood.

    Django says so only where the form is read, and then the page that tells it reads it again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on with every other request."""
        if (request.encoding or "utf-8").lower() not in {"utf-8", "utf8"}:
            request.encoding = "utf-8"
            raise BadRequest
        return self.get_response(request)


class ContentSecurityPolicyMiddleware:
    """Says what a page may load.

    A response that has a policy already keeps it: files that people handed in carry a stricter one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, and add the headers."""
        response = self.get_response(request)
        admin = request.path_info.startswith(ADMIN_PATH)
        response.headers.setdefault(
            "Content-Security-Policy", ADMIN_HEADER if admin else PUBLIC_HEADER
        )
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        return response
