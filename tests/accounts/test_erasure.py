import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
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
from notifications.domain.posting import post
from notifications.enums import MailState
from notifications.records import OutgoingMail
from tests.accounts.factories import PASSWORD, make_user
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


def test_erase_ends_the_sessions_of_the_person_and_of_nobody_else(
    client, editor, moderator, administrator
):
    """Signing in keeps the typed address in the session, for two weeks."""
    sign_in = {"login": editor.email, "password": PASSWORD}
    client.post(reverse("account_login"), sign_in)
    other, half = Client(), Client()
    other.force_login(moderator)
    stored = half.session
    stored["account_verified_email"] = editor.email
    stored.save()
    kept = [one.get_decoded() for one in Session.objects.all()]
    assert str(kept).count(editor.email) == 2

    erase_account(editor, by=administrator)

    assert list(Session.objects.values_list("pk", flat=True)) == [other.session.session_key]


def test_person_who_erases_the_own_account_is_signed_out_in_words(client, editor, other_editor):
    client.force_login(editor)

    answer = client.post(reverse("account_erase"), {"password": PASSWORD}, follow=True)

    assert "Je account en je gegevens zijn gewist." in answer.text
    assert User.objects.get(pk=editor.pk).is_erased
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize("state", [MailState.WAITING, MailState.FAILED, MailState.SENT])
def test_erase_takes_the_person_out_of_mails_to_others(editor, administrator, state):
    name, folded = "Ilse Peeters", "ATTENDEE;CN=Ilse Pee\r\n ters:mailto:Editor@De-Brug.example"
    others = post(
        ["iemand@elders.example"],
        f"{name} schreef je",
        f"Dag,\nvan Ilse\nPeeters ({editor.email}), en van Ilse Peetersen",
        html=f"<p>{name}</p>",
        calendar=folded,
    )
    sent_at = timezone.now() if state == MailState.SENT else None
    OutgoingMail.objects.filter(pk=others.pk).update(state=state, sent_at=sent_at)
    post([editor.email], "Aan jou", "Dag")

    erase_account(editor, by=administrator)

    left = OutgoingMail.objects.get()
    assert (left.pk, left.subject) == (others.pk, "… schreef je")
    assert left.text == "Dag,\nvan … (…), en van Ilse Peetersen"
    assert (left.html, left.calendar) == ("<p>…</p>", "ATTENDEE;CN=…:mailto:…")


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
