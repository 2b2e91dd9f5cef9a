import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied

from accounts.domain.closing import close_account, reopen_account
from accounts.domain.roles import LastAdministratorError, grant_role, revoke_role
from accounts.enums import ROLE_PERMISSIONS, Role
from accounts.permissions import is_administrator, is_moderator
from accounts.records import User
from audit.records import Event
from tests.accounts.factories import make_superuser, make_user


def permissions_of(role):
    granted = Group.objects.get(name=role).permissions.values_list(
        "content_type__app_label", "codename"
    )
    return {f"{app_label}.{codename}" for app_label, codename in granted}


@pytest.mark.parametrize("role", list(Role))
def test_role_groups_have_the_permissions_that_the_table_says(db, role):
    assert permissions_of(role) == set(ROLE_PERMISSIONS[role])


@pytest.mark.parametrize("role", list(Role))
def test_role_group_that_was_lost_comes_back_whole(db, role):
    Group.objects.all().delete()

    user = make_user(role=role)

    assert user.roles == {role}
    assert permissions_of(role) == set(ROLE_PERMISSIONS[role])


def test_only_our_roles_are_there(db):
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)


def test_grant_and_revoke_are_logged_once(administrator):
    user = make_user()

    grant_role(user, Role.MODERATOR, by=administrator)
    grant_role(user, Role.MODERATOR, by=administrator)
    assert is_moderator(user)
    revoke_role(user, Role.MODERATOR, by=administrator)
    revoke_role(user, Role.MODERATOR, by=administrator)

    assert not is_moderator(user)
    events = Event.objects.filter(object_id=str(user.pk), actor_id=administrator.pk)
    assert sorted(events.values_list("verb", flat=True)) == ["grant_role", "revoke_role"]


@pytest.mark.parametrize("who", ["editor", "policymaker", "moderator"])
def test_only_administrators_give_roles(request, who):
    by = request.getfixturevalue(who)
    user = make_user()

    with pytest.raises(PermissionDenied):
        grant_role(user, Role.MODERATOR, by=by)

    assert user.roles == frozenset()


def test_last_administrator_stays(administrator):
    for act in (
        lambda: revoke_role(administrator, Role.ADMINISTRATOR, by=administrator),
        lambda: close_account(administrator, by=administrator),
    ):
        with pytest.raises(LastAdministratorError):
            act()
    assert is_administrator(User.objects.get(pk=administrator.pk))

    make_user(role=Role.ADMINISTRATOR)
    revoke_role(administrator, Role.ADMINISTRATOR, by=administrator)
    assert not is_administrator(administrator)


@pytest.mark.slow
def test_closed_account_is_out_at_once_and_can_come_back(client, editor, administrator):
    client.force_login(editor)
    assert client.get("/mijn/").status_code == 200

    close_account(editor, by=administrator)
    response = client.get("/mijn/")
    assert (response.status_code, response.url) == (302, "/account/login/?next=/mijn/")

    reopen_account(editor, by=administrator)
    client.force_login(editor)
    assert client.get("/mijn/").status_code == 200


def test_administrator_does_not_touch_a_superuser(administrator):
    with pytest.raises(PermissionDenied):
        close_account(make_superuser(), by=administrator)
