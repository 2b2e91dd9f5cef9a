"""What the admin must know of mail."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from notifications.admin.listing import LookOnlyPolicy, MailViewSet
from notifications.records import OutgoingMail

register_permission_policy(OutgoingMail, LookOnlyPolicy(OutgoingMail), exact_class=True)


def register_outbox() -> MailViewSet:
    """Add the outbox."""
    return MailViewSet()


hooks.register("register_admin_viewset", register_outbox)
