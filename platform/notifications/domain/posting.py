"""Putting a mail in the outbox, and getting it out."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from accounts.permissions import is_administrator
from accounts.records import User
from audit.domain.record import record
from notifications.enums import MailState
from notifications.records import OutgoingMail

#: How long to wait after each failed attempt; after the last one the mail has failed.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
)

#: How long one worker may take over one mail before another may try it.
CLAIM = timedelta(minutes=5)

#: What a calendar asks of the program that reads it.
METHOD = re.compile(r"^METHOD:([A-Z]+)\s*$", re.MULTILINE)

#: How long a mail is kept.
KEPT = timedelta(days=30)


@transaction.atomic
def post(
    recipients: list[str],
    subject: str,
    text: str,
    *,
    html: str = "",
    sender: str = "",
    template: str = "",
    headers: dict[str, str] | None = None,
    calendar: str = "",
) -> OutgoingMail:
    """Put a mail in the outbox, in the transaction of whatever it tells about.

    ``calendar`` is an iCalendar text that goes with it: programs for mail offer to take it over.

    If that transaction does not stand there is no mail; if it does, a background task takes the
    mail to the server, and again later when the server is away.
    """
    mail = OutgoingMail.objects.create(
        template=template,
        sender=sender or settings.DEFAULT_FROM_EMAIL,
        recipients=recipients,
        subject=" ".join(subject.split())[:300],
        text=text,
        html=html,
        headers=headers or {},
        calendar=calendar,
    )
    transaction.on_commit(partial(_queue, str(mail.pk)))
    return mail


@task
def deliver_mail(mail_id: str) -> bool:
    """Hand one mail to the server, in the background."""
    return deliver(mail_id)


def deliver(mail_id: str) -> bool:
    """Hand one mail to the server; says whether it took it now.

    Safe to repeat: the mail is claimed in one statement, so two workers never send it twice. A
    server that refuses leaves the mail waiting for its next attempt, and `problem` says why.
    """
    claimed = (
        OutgoingMail.objects.due(timezone.now())
        .filter(pk=mail_id)
        .update(attempts=F("attempts") + 1, next_attempt_at=timezone.now() + CLAIM)
    )
    if not claimed:
        return False
    mail: OutgoingMail = OutgoingMail.objects.get(pk=mail_id)
    try:
        _as_message(mail).send()
    except Exception as error:
        _put_off(mail, error)
        return False
    mail.state, mail.sent_at, mail.problem = MailState.SENT, timezone.now(), ""
    if not settings.DEMO_ACCOUNTS:
        mail.text = mail.html = mail.calendar = ""
    mail.save(update_fields=["state", "sent_at", "problem", "text", "html", "calendar"])
    return True


def queue_due() -> int:
    """Queue every mail whose next attempt has come, for what a lost task left behind.

    For an hourly job. Says how many were queued.
    """
    due = OutgoingMail.objects.due(timezone.now()).order_by("created_at")
    waiting = list(due.values_list("pk", flat=True)[:500])
    for pk in waiting:
        transaction.on_commit(partial(_queue, str(pk)))
    return len(waiting)


@transaction.atomic
def try_again(mail: OutgoingMail, *, by: User) -> None:
    """Give a failed mail a new series of attempts. On a mail that did not fail it does nothing.

    Raises:
        PermissionDenied: ``by`` is no administrator.
    """
    if not is_administrator(by):
        raise PermissionDenied
    revived = OutgoingMail.objects.filter(pk=mail.pk, state=MailState.FAILED).update(
        state=MailState.WAITING, attempts=0, next_attempt_at=None
    )
    if revived:
        record("retry_mail", mail, by=by)
        transaction.on_commit(partial(_queue, str(mail.pk)))


def tidy_mail() -> int:
    """Erase what is older than a month; for the hourly job. Says how many mails went."""
    gone, _by_model = OutgoingMail.objects.older_than(timezone.now() - KEPT).delete()
    return gone


def _put_off(mail: OutgoingMail, error: Exception) -> None:
    mail.problem = f"{type(error).__name__}: {error}"[:300]
    if mail.attempts > len(WAITS):
        mail.state, mail.next_attempt_at = MailState.FAILED, None
    else:
        mail.next_attempt_at = timezone.now() + WAITS[mail.attempts - 1]
    mail.save(update_fields=["problem", "state", "next_attempt_at"])
    if mail.next_attempt_at is not None:
        _queue(str(mail.pk), after=mail.next_attempt_at)


def _as_message(mail: OutgoingMail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        mail.sender,
        mail.recipients,
        headers=mail.headers,
        connection=get_connection(settings.MAIL_TRANSPORT),
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        _attach_calendar(message, mail.calendar)
    return message


def _attach_calendar(message: EmailMultiAlternatives, calendar: str) -> None:
    """Add a calendar twice: as what the mail says, for programs that act on it, and as a file."""
    method = METHOD.search(calendar)
    kind = f"text/calendar; method={method.group(1)}" if method else "text/calendar"
    message.attach_alternative(calendar, kind)
    message.attach("bijeenkomst.ics", calendar, "text/calendar")


def _queue(mail_id: str, after: datetime | None = None) -> None:
    deliver_mail_later = deliver_mail
    if after is not None:
        if not deliver_mail.get_backend().supports_defer:
            return
        deliver_mail_later = deliver_mail.using(run_after=after)
    deliver_mail_later.enqueue(mail_id)
