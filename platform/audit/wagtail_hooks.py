"""What the admin must know of the log."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from audit.admin.listing import EventViewSet, ReadOnlyPolicy
from audit.records import Event

register_permission_policy(Event, ReadOnlyPolicy(Event), exact_class=True)


def register_log() -> EventViewSet:
    """Add the log."""
    return EventViewSet()


hooks.register("register_admin_viewset", register_log)
