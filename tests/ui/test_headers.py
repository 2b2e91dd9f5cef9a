import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from ui.middleware import ContentSecurityPolicyMiddleware

PUBLIC = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'self'; "
    "base-uri 'none'"
)
ADMIN = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'self'; base-uri 'self'; media-src 'self'; frame-src 'self'"
)


def answered(path, given=None):
    middleware = ContentSecurityPolicyMiddleware(lambda request: given or HttpResponse("x"))
    return middleware(RequestFactory().get(path))


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/", PUBLIC),
        ("/mijn/", PUBLIC),
        ("/account/login/", PUBLIC),
        ("/beheerder/", PUBLIC),
        ("/scholen/beheer/", PUBLIC),
        ("/beheer/", ADMIN),
        ("/beheer/pages/3/edit/", ADMIN),
    ],
)
def test_policy_fits_the_place(path, policy):
    assert answered(path).headers["Content-Security-Policy"] == policy


def test_policy_of_a_file_is_kept():
    file = HttpResponse("x", headers={"Content-Security-Policy": "sandbox"})

    assert answered("/documents/1/x.pdf", file).headers["Content-Security-Policy"] == "sandbox"


def test_page_asks_nothing_of_the_browser(client):
    response = client.get("/stijlgids/")

    assert response.headers["Content-Security-Policy"] == PUBLIC
    assert response.headers["Permissions-Policy"] == (
        "browsing-topics=(), camera=(), display-capture=(), geolocation=(), microphone=(), "
        "payment=(), usb=()"
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert response.headers["Referrer-Policy"] == "same-origin"
