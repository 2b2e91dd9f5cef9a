import re

import pytest

from tests.markup import markup_problems

VISITOR_PAGES = [
    ("/account/login/", "Aanmelden"),
    ("/account/signup/", "Een account krijg je met een uitnodiging"),
    ("/account/password/reset/", "Wachtwoord vergeten"),
    ("/account/password/reset/done/", "Kijk in je mail"),
    ("/account/password/reset/key/1-nee/", "Deze link werkt niet meer"),
    ("/account/password/reset/key/done/", "Je wachtwoord is gewijzigd"),
    ("/account/confirm-email/", "Kijk in je mail"),
    ("/account/confirm-email/nee/", "Bevestig je e-mailadres"),
    ("/account/inactive/", "Dit account is afgesloten"),
]
PERSON_PAGES = [
    ("/account/logout/", "Wil je je afmelden?"),
    ("/account/email/", "Je e-mailadres"),
    ("/account/password/change/", "Kies een ander wachtwoord"),
    ("/account/reauthenticate/", "Bevestig dat jij het bent"),
    ("/account/2fa/", "Tweede stap bij het aanmelden"),
]
ENGLISH = re.compile(r"\b(sign in|sign up|please|your|password|email address|forgot)\b", re.I)


def visible(text):
    body = re.sub(r"<head>.*?</head>", "", text, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", body)


def assert_ours(response, title):
    assert response.status_code == 200
    assert f"<h1>{title}</h1>" in response.text
    assert markup_problems(response.text) == []
    assert ENGLISH.findall(visible(response.text)) == []
    assert re.search(r"\b[Uu]w?\b", visible(response.text)) is None


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "title"), VISITOR_PAGES)
def test_entrance_is_in_our_look_and_language(client, address, title):
    assert_ours(client.get(address), title)


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "title"), PERSON_PAGES)
def test_account_page_is_in_our_look_and_language(client, editor, address, title):
    client.force_login(editor)

    assert_ours(client.get(address, follow=True), title)


@pytest.mark.django_db
def test_sign_in_that_fails_keeps_the_address_and_says_why(client):
    response = client.post("/account/login/", {"login": "wie@school.example", "password": "nee"})

    assert 'value="wie@school.example"' in response.text
    assert 'class="error-summary"' in response.text
    assert "horen niet bij elkaar" in response.text
    assert markup_problems(response.text) == []


@pytest.mark.django_db
def test_demonstration_says_whom_it_lets_in(client):
    text = client.get("/account/login/").text

    assert set(re.findall(r"<b>(\S+@voorbeeld\.example)</b>", text)) == {
        "school@voorbeeld.example",
        "school2@voorbeeld.example",
        "beleid@voorbeeld.example",
        "moderator@voorbeeld.example",
        "moderator2@voorbeeld.example",
        "beheer@voorbeeld.example",
    }
    assert "<code>verankerd-demo</code>" in text


@pytest.mark.django_db
def test_real_site_names_no_accounts(client, settings):
    settings.DEMO_ACCOUNTS = False
    text = client.get("/account/login/").text

    assert "voorbeeld.example" not in text
    assert "verankerd-demo" not in text
