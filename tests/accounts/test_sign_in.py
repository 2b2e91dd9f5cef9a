import pytest
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from accounts.records import User
from tests.accounts.factories import PASSWORD, make_user

LOGIN = "/account/login/"


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def test_sign_in_with_the_address_in_any_capitals(client, editor):
    response = sign_in(client, editor.email.upper())

    assert (response.status_code, response.url) == (302, "/mijn/")
    assert client.session["_auth_user_id"] == str(editor.pk)


def test_sign_in_goes_on_to_where_one_was_going_but_never_elsewhere(client, editor):
    inside = sign_in(client, editor.email, next="/account/naam/")
    client.logout()
    outside = sign_in(client, editor.email, next="https://elders.example/")

    assert inside.url == "/account/naam/"
    assert outside.url == "/mijn/"


def test_wrong_password_says_so_and_keeps_the_address(client, editor):
    response = sign_in(client, editor.email, "fout")

    assert response.status_code == 200
    assert "horen niet bij elkaar" in response.text
    assert editor.email in response.text


def test_too_many_wrong_passwords_are_stopped(client, editor, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/key"}
    cache.clear()
    for _attempt in range(3):
        sign_in(client, editor.email, "fout")

    response = sign_in(client, editor.email)

    assert "te vaak geprobeerd" in response.text
    assert "_auth_user_id" not in client.session
    cache.clear()


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_signs_up_without_an_invitation_and_reads_how_to_get_one(client, editor, method):
    details = {"first_name": "An", "last_name": "Smets", "email": "an@nieuw.example"}
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    known = {**details, "email": editor.email}

    pages = [
        getattr(client, method)("/account/signup/", said | passwords) for said in (details, known)
    ]

    assert [page.templates[0].name for page in pages] == ["account/signup_closed.html"] * 2
    assert 'href="/toegang/"' in pages[0].text
    assert set(User.objects.all()) == {editor}


def test_forgotten_password_says_the_same_whether_there_is_an_account(client, editor, mailoutbox):
    ways = [
        client.post("/account/password/reset/", {"email": email}, follow=True)
        for email in (editor.email, "niemand@nergens.example")
    ]

    assert ways[0].redirect_chain == ways[1].redirect_chain
    assert ways[0].templates[0].name == ways[1].templates[0].name


def test_passwords_are_kept_with_argon2(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

    assert identify_hasher(make_user().password).algorithm == "argon2"


def test_superuser_of_the_command_line_signs_in_without_mail(client, db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", email="baas@voorbeeld.example", interactive=False, verbosity=0)

    assert sign_in(client, "baas@voorbeeld.example").url == "/mijn/"
    assert client.get("/beheer/").status_code == 200


@pytest.mark.parametrize(
    ("address", "goal"),
    [
        ("/beheer/login/", "/account/login/?next=%2Fbeheer%2F"),
        ("/beheer/login/?next=/beheer/account/", "/account/login/?next=%2Fbeheer%2Faccount%2F"),
        ("/beheer/login/?next=https://elders.example/", "/account/login/?next=%2Fbeheer%2F"),
        ("/beheer/login/?next=//elders.example/", "/account/login/?next=%2Fbeheer%2F"),
        ("/_util/login/", "/account/login/?next=%2F"),
        ("/_util/login/?next=/mijn/", "/account/login/?next=%2Fmijn%2F"),
        ("/_util/login/?next=https://elders.example/", "/account/login/?next=%2F"),
        ("/beheer/password_reset/", "/account/password/reset/"),
        ("/beheer/password_reset/confirm/a/b/", "/account/password/reset/"),
    ],
)
def test_admin_has_no_second_way_in(client, db, address, goal):
    response = client.get(address)

    assert (response.status_code, response.url) == (302, goal)


def test_admin_without_sign_in_leads_to_the_one_sign_in(client, db):
    response = client.get("/beheer/account/", follow=True)

    assert response.redirect_chain[-1] == ("/account/login/?next=%2Fbeheer%2Faccount%2F", 302)


def test_admin_tells_who_has_no_business_there_instead_of_going_round(client, policymaker):
    client.force_login(policymaker)

    response = client.get("/beheer/", follow=True)

    assert response.status_code == 403
    assert [url for url, _status in response.redirect_chain] == ["/beheer/login/?next=/beheer/"]


def test_account_pages_need_sign_in(client, db):
    for name in ("account", "account_name", "account_erase", "desk"):
        address = reverse(name)
        assert client.get(address).url == f"/account/login/?next={address}"


def test_too_short_a_password_is_told_in_dutch(editor):
    with pytest.raises(ValidationError) as refused:
        validate_password("kort", editor)

    assert refused.value.messages == ["Dit wachtwoord is te kort. Neem minstens 8 tekens."]
