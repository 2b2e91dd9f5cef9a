"""Mail, in the background."""

from django_tasks import task

from notifications.domain.posting import deliver


@task
def deliver_mail(mail_id: str) -> bool:
    """Hand one mail to the server."""
    return deliver(mail_id)
