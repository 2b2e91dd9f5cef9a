import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Page
from wagtail.users.models import UserProfile

from accounts.domain.erasure import erase_account
from accounts.domain.roles import LastAdministratorError
from accounts.records import User
from institutions.domain.invitations import invite
from institutions.enums import Capacity
from institutions.permissions import institutions_of
from institutions.records import Invitation, Mandate
from notifications import mail
from tests.accounts.factories import make_user
from tests.institutions.factories import make_editor


def everything_stored():
    """Every text in the database, whoever's table it is."""
    words = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            words.extend(map(str, model._base_manager.values_list()))
    return "\n".join(words)


def test_erase_leaves_no_name_or_address_anywhere(school, editor, administrator):
    editor.first_name = "Zibelda"
    editor.save()
    make_editor(school)
    second = "thuis@elders.example"
    EmailAddress.objects.create(user=editor, email=second, verified=True)
    Authenticator.objects.create(user=editor, type="totp", data={"secret": "peeters"})
    UserProfile.get_for_user(editor)
    log(editor, "wagtail.edit", user=administrator)
    Page.get_first_root_node().save_revision(user=editor)
    mail.send("invitation", editor, {"invitation": Invitation(institution=school), "link": "/"})
    mail.send("invitation", second, {"invitation": Invitation(institution=school), "link": "/"})
    invite(school, second, Capacity.HEAD, by=None)
    assert editor.email in everything_stored()

    erase_account(editor, by=administrator)

    stored = everything_stored().lower()
    for trace in ("peeters", "zibelda", editor_address := "editor@de-brug.example", second):
        assert trace not in stored, trace
    erased = User.objects.get(pk=editor.pk)
    assert (erased.is_active, erased.get_full_name(), erased.is_erased) == (False, "", True)
    assert not erased.has_usable_password()
    assert institutions_of(erased) == frozenset()
    assert Mandate.objects.filter(user=erased).count() == 1
    assert not User.objects.filter(email=editor_address).exists()


def test_erase_keeps_the_log_and_the_revisions(editor, administrator):
    revision = Page.get_first_root_node().save_revision(user=editor)
    log(editor, "wagtail.edit", user=administrator)

    erase_account(editor, by=editor)
    erase_account(editor, by=administrator)

    revision.refresh_from_db()
    assert revision.user_id == editor.pk
    of_accounts = ContentType.objects.get_for_model(User)
    entry = ModelLogEntry.objects.get(content_type=of_accounts, object_id=str(editor.pk))
    assert (entry.label, entry.user_id) == ("", administrator.pk)


def test_nobody_erases_somebody_else(editor, moderator):
    person = make_user()
    for stranger in (editor, moderator):
        with pytest.raises(PermissionDenied):
            erase_account(person, by=stranger)
    assert User.objects.get(pk=person.pk).is_active


def test_last_administrator_is_not_erased(administrator):
    with pytest.raises(LastAdministratorError):
        erase_account(administrator, by=administrator)
    assert User.objects.get(pk=administrator.pk).email == administrator.email
