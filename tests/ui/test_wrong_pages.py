import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from tests.markup import markup_problems


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def suspect(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


urlpatterns = [
    path("refuse/", refuse),
    path("suspect/", suspect),
    path("fail/", fail),
    path("", include("config.urls")),
]

TOLD = [
    ("/refuse/", 403, "Dit is niet voor jou zichtbaar"),
    ("/suspect/", 400, "We begrijpen deze vraag niet"),
    ("/bestaat-niet/", 404, "Deze pagina is er niet"),
    ("/fail/", 500, "Er ging iets mis bij ons"),
]


#: Addresses with a zero byte, which PostgreSQL refuses to look up.
WITH_ZERO = [
    "/%00/",
    "/scholen/a%00/",
    "/scholen/a/b%00/",
    "/conclusies/2026-0001%00/",
    "/themas/a%00/",
    "/niveaus/a%00/",
    "/forums/a%00/",
    "/claim/a%00/",
    "/begeleiding/a%00/",
    "/uitnodiging/a%00/",
    "/mijn/projecten/1/conclusies/a%00/intrekken/",
    "/documents/1/a%00.pdf",
    "/beheer/a%00/",
]


@pytest.fixture
def visitor():
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status", "title"), TOLD)
def test_wrong_page_says_what_happened(visitor, address, status, title):
    response = visitor.get(address)

    assert response.status_code == status
    assert f"<h1>{title}</h1>" in response.text
    assert f"<title>{title} · Verankerd</title>" in response.text
    assert 'href="/"' in response.text


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status", "title"), TOLD)
def test_wrong_page_is_right_html_with_its_headers(visitor, address, status, title):
    response = visitor.get(address)

    assert markup_problems(response.text) == []
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert '<meta name="robots" content="noindex">' in response.text


def test_page_of_our_own_failure_needs_no_database(visitor):
    assert visitor.get("/fail/").status_code == 500


@pytest.mark.django_db
def test_form_in_another_encoding_is_refused_in_words(visitor):
    response = visitor.post(
        "/account/login/",
        "login=a",
        content_type="application/x-www-form-urlencoded; charset=utf-16",
    )

    assert response.status_code == 400
    assert "<h1>We begrijpen deze vraag niet</h1>" in response.text


@pytest.mark.django_db
def test_refused_visitor_can_sign_in_and_come_back(visitor):
    assert 'href="/account/login/?next=/refuse/"' in visitor.get("/refuse/").text


@pytest.mark.django_db
def test_refused_person_sees_with_which_account(visitor, editor):
    visitor.force_login(editor)
    response = visitor.get("/refuse/")

    assert f"Je bent aangemeld als {editor}." in response.text
    assert 'href="/account/login/' not in response.text


@pytest.mark.django_db
def test_form_without_proof_of_origin_is_refused_in_words(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    response = client.post("/account/logout/")

    assert response.status_code == 403
    assert "<h1>Dit formulier was te lang open</h1>" in response.text
    assert markup_problems(response.text) == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", WITH_ZERO)
def test_address_that_no_database_can_look_up_leads_nowhere(client, moderator, address):
    client.force_login(moderator)

    answer = client.get(address)

    assert answer.status_code == 404
    assert "Deze pagina is er niet" in answer.text
