"""Django's mail backend of the platform: everything goes through the outbox."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from notifications.domain.posting import post


class OutboxBackend(BaseEmailBackend):
    """Keeps what Django, allauth or Wagtail mails, so that a dead mail server loses nothing.

    Mail with attachments goes straight to the server: the outbox keeps words only.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Take over the messages; says how many."""
        taken = 0
        for message in email_messages:
            if message.attachments:
                message.connection = get_connection(settings.MAIL_TRANSPORT)
                taken += message.send(fail_silently=self.fail_silently)
            elif recipients := message.recipients():
                self._keep(message, recipients)
                taken += 1
        return taken

    def _keep(self, message: EmailMessage, recipients: list[str]) -> None:
        html = ""
        if isinstance(message, EmailMultiAlternatives):
            for content, mimetype in message.alternatives:
                if mimetype == "text/html":
                    html = str(content)
        post(
            recipients,
            str(message.subject),
            str(message.body),
            html=html,
            sender=message.from_email,
            headers={name: str(value) for name, value in message.extra_headers.items()},
        )
