from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail
from django.db import transaction
from django.utils import timezone

from accounts.domain.roles import grant_role
from accounts.enums import Role
from institutions.records import Institution, Invitation
from notifications import mail
from notifications.domain.posting import WAITS, deliver, post, queue_due, tidy_mail, try_again
from notifications.enums import MailState
from notifications.records import OutgoingMail
from tests.accounts.factories import make_user

DEAD = "tests.notifications.servers.DeadServer"


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Run what waits for the commit, as a request would at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def later(mail_row):
    """Let the time of the next attempt come."""
    OutgoingMail.objects.filter(pk=mail_row.pk).update(next_attempt_at=timezone.now())


def test_mail_leaves_after_the_commit(db, committed, mailoutbox):
    with committed():
        row = post(["an@school.example"], "Dag\nAn", "Tekst", html="<p>Tekst</p>")
        assert mailoutbox == []

    assert [(sent.to, sent.subject, sent.body) for sent in mailoutbox] == [
        (["an@school.example"], "Dag An", "Tekst")
    ]
    assert mailoutbox[0].alternatives[0].content == "<p>Tekst</p>"
    row.refresh_from_db()
    assert (row.state, row.attempts) == (MailState.SENT, 1)


@pytest.mark.django_db(transaction=True)
def test_no_mail_about_what_did_not_happen(mailoutbox):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        post(["an@school.example"], "Gelukt", "Tekst")
        raise ZeroDivisionError

    assert mailoutbox == []
    assert not OutgoingMail.objects.exists()


def test_dead_server_loses_nothing(db, committed, settings, mailoutbox):
    settings.MAIL_TRANSPORT = DEAD
    with committed():
        row = post(["an@school.example"], "Dag", "Tekst")
    row.refresh_from_db()
    assert (row.state, row.attempts) == (MailState.WAITING, 1)
    assert row.problem == "ConnectionRefusedError: [Errno 111] Connection refused"
    assert not deliver(str(row.pk)), "not before its time"

    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    later(row)
    with committed():
        assert queue_due() == 1

    assert [sent.to for sent in mailoutbox] == [["an@school.example"]]
    row.refresh_from_db()
    assert (row.state, row.problem) == (MailState.SENT, "")


def test_mail_fails_after_its_last_attempt_and_can_be_tried_again(
    db, committed, settings, mailoutbox, administrator
):
    settings.MAIL_TRANSPORT = DEAD
    row = post(["an@school.example"], "Dag", "Tekst")
    for _attempt in range(len(WAITS) + 1):
        later(row)
        deliver(str(row.pk))
    row.refresh_from_db()
    assert (row.state, row.attempts) == (MailState.FAILED, len(WAITS) + 1)
    assert queue_due() == 0

    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    with committed():
        try_again(row, by=administrator)

    assert len(mailoutbox) == 1
    with committed():
        try_again(row, by=administrator)
    assert len(mailoutbox) == 1


def test_only_administrators_try_again(db, moderator):
    row = post(["an@school.example"], "Dag", "Tekst")
    with pytest.raises(PermissionDenied):
        try_again(row, by=moderator)


def test_mail_is_sent_once_however_often_it_is_delivered(db, mailoutbox):
    row = post(["an@school.example"], "Dag", "Tekst")

    assert [deliver(str(row.pk)), deliver(str(row.pk))] == [True, False]
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(("is_demo", "kept"), [(True, "Geheime link"), (False, "")])
def test_words_go_when_sent_except_in_the_demo(db, settings, is_demo, kept):
    settings.DEMO_ACCOUNTS = is_demo
    row = post(["an@school.example"], "Dag", "Geheime link", html="<p>Geheime link</p>")

    deliver(str(row.pk))

    row.refresh_from_db()
    assert row.text == kept


def test_tidy_erases_after_a_month(db):
    old = post(["an@school.example"], "Oud", "Tekst")
    new = post(["an@school.example"], "Nieuw", "Tekst")
    OutgoingMail.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=31))

    assert tidy_mail() == 1
    assert set(OutgoingMail.objects.all()) == {new}


def test_template_gives_subject_text_and_accessible_html(db):
    inviter = make_user(first_name="Ilse", last_name="<Peeters>")
    invitation = Invitation(
        institution=Institution(name="De Brug & Co"),
        email="an@school.example",
        capacity="teacher",
        invited_by=inviter,
        expires_at=timezone.now(),
    )

    row = mail.send(
        "invitation", invitation.email, {"invitation": invitation, "link": "https://x.example/a"}
    )

    assert row.subject == "Je bent uitgenodigd voor De Brug & Co op Verankerd"
    assert "Ilse <Peeters> nodigt je uit" in row.text
    assert "Ilse &lt;Peeters&gt; nodigt je uit" in row.html
    assert '<a href="https://x.example/a"' in row.html
    assert '<html lang="nl">' in row.html
    assert "style=" not in row.html


def test_everything_django_mails_goes_through_the_outbox(db, committed, mailoutbox):
    through = get_connection("notifications.outbox.OutboxBackend")
    message = EmailMultiAlternatives("Dag", "Tekst", None, ["a@x.example"], connection=through)
    message.attach_alternative("<p>Tekst</p>", "text/html")

    with committed():
        message.send()
        send_mail("Nog een", "Tekst", None, ["b@x.example"], connection=through)

    assert [sent.to for sent in mailoutbox] == [["a@x.example"], ["b@x.example"]]
    assert set(OutgoingMail.objects.values_list("subject", "html")) == {
        ("Dag", "<p>Tekst</p>"),
        ("Nog een", ""),
    }


def test_attachments_go_straight_to_the_server(db, mailoutbox):
    through = get_connection("notifications.outbox.OutboxBackend")
    message = EmailMultiAlternatives("Dag", "Tekst", None, ["a@x.example"], connection=through)
    message.attach("fiche.txt", "inhoud", "text/plain")

    message.send()

    assert [sent.attachments[0][0] for sent in mailoutbox] == ["fiche.txt"]
    assert not OutgoingMail.objects.exists()


def test_moderator_keeps_no_mail_rights(moderator, administrator):
    assert not moderator.has_perm("notifications.view_outgoingmail")
    assert administrator.has_perm("notifications.view_outgoingmail")
    grant_role(moderator, Role.ADMINISTRATOR, by=administrator)
    assert moderator.has_perm("notifications.view_outgoingmail")
