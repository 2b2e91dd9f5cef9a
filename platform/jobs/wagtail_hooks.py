"""What the admin must know of jobs."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from jobs.admin.listing import JobViewSet, LookOnlyPolicy
from jobs.records import Job

register_permission_policy(Job, LookOnlyPolicy(Job), exact_class=True)


def register_jobs() -> JobViewSet:
    """Add the list of jobs."""
    return JobViewSet()


hooks.register("register_admin_viewset", register_jobs)
