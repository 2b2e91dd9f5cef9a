import pytest
from django.urls import reverse

from accounts.enums import Role
from accounts.records import User
from audit.records import Event
from tests.accounts.factories import PASSWORD, make_superuser, make_user


def test_account_page_tells_what_is_known(client, moderator, django_assert_num_queries):
    client.force_login(moderator)

    with django_assert_num_queries(5):
        response = client.get("/account/")

    assert response.context["role_labels"] == ["Moderator"]
    assert moderator.email in response.text


def test_name_is_changed_and_kept_when_wrong(client, editor):
    client.force_login(editor)

    wrong = client.post("/account/naam/", {"first_name": "", "last_name": "Janssens"})
    assert wrong.status_code == 200
    assert "Janssens" in wrong.text

    client.post("/account/naam/", {"first_name": "Ilse", "last_name": "Janssens"})
    assert str(User.objects.get(pk=editor.pk)) == "Ilse Janssens"


def test_erasing_oneself_takes_the_password(client, editor):
    client.force_login(editor)

    client.post("/account/wissen/", {"password": "fout"})
    assert not User.objects.get(pk=editor.pk).is_erased

    response = client.post("/account/wissen/", {"password": PASSWORD})
    assert (response.status_code, response.url) == (302, "/")
    assert User.objects.get(pk=editor.pk).is_erased
    assert client.get("/mijn/").status_code == 302


@pytest.fixture
def in_admin(client, administrator):
    client.force_login(administrator)
    return client


def address(what, *args):
    return reverse(f"wagtailusers_users:{what}", args=args)


def test_administrator_opens_an_account_that_is_entered_by_mail(in_admin, mailoutbox, client):
    details = {"email": "Nieuw@Vlor.example", "first_name": "An", "last_name": "Smets"}

    in_admin.post(address("add"), {**details, "roles": ["moderator"]})

    user = User.objects.get(email="nieuw@vlor.example")
    assert user.roles == {Role.MODERATOR}
    assert not user.has_usable_password()
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([user.email], "Verankerd: Kies een wachtwoord")
    ]
    link = next(word for word in mailoutbox[0].body.split() if "/password/reset/key/" in word)
    client.logout()
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    signed_in = client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert signed_in.url == "/mijn/"


def test_administrator_changes_roles_and_access(in_admin, editor):
    form = in_admin.get(address("edit", editor.pk))
    assert form.status_code == 200
    names = {"first_name": "Ilse", "last_name": "Janssens"}

    in_admin.post(address("edit", editor.pk), {**names, "roles": ["policymaker"]})

    changed = User.objects.get(pk=editor.pk)
    assert (str(changed), changed.is_active) == ("Ilse Janssens", False)
    assert (changed.roles, changed.email) == ({Role.POLICYMAKER}, editor.email)
    verbs = Event.objects.filter(object_type="accounts.user", object_id=str(editor.pk))
    assert set(verbs.values_list("verb", flat=True)) == {
        "rename_account",
        "grant_role",
        "close_account",
    }


def test_last_administrator_cannot_leave_by_the_form(in_admin, administrator):
    names = {"first_name": "Ann", "last_name": "Voorbeeld", "is_active": "on"}

    response = in_admin.post(address("edit", administrator.pk), names)

    assert "laatste beheerder" in response.text
    assert User.objects.get(pk=administrator.pk).roles == {Role.ADMINISTRATOR}


def test_deleting_in_the_admin_erases(in_admin, editor):
    assert "persoonsgegevens" in in_admin.get(address("delete", editor.pk)).text

    in_admin.post(address("delete", editor.pk))

    assert User.objects.get(pk=editor.pk).is_erased
    listed = in_admin.get(address("index")).context["object_list"]
    assert editor not in set(listed)


@pytest.mark.parametrize("action", ["delete", "assign_role", "set_active_state"])
def test_accounts_know_no_bulk_actions(in_admin, editor, action):
    bulk = reverse("wagtail_bulk_action", args=["accounts", "user", action])

    in_admin.post(f"{bulk}?id={editor.pk}&next=/beheer/", {"role": "1"}, follow=True)

    user = User.objects.get(pk=editor.pk)
    assert (user.is_active, user.roles) == (True, frozenset())


def test_administrator_does_not_open_a_superuser(in_admin):
    boss = make_superuser()

    for what in ("edit", "delete"):
        response = in_admin.post(address(what, boss.pk), {"first_name": "X", "last_name": "Y"})
        assert response.status_code == 302
    assert User.objects.get(pk=boss.pk).email == boss.email


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["editor", "policymaker", "moderator"])
def test_only_administrators_see_accounts(request, client, who):
    client.force_login(request.getfixturevalue(who))
    other = make_user(first_name="Onvindbaar")

    for what in (address("index"), address("add"), address("edit", other.pk)):
        response = client.get(what, follow=True)
        assert "Onvindbaar" not in response.text
        # What a school can't use is not there for it; others are led back.
        assert response.status_code == 404 if who == "editor" else response.redirect_chain
