"""What the admin must know of institutions."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy

from institutions.admin.chooser import institution_chooser_viewset
from institutions.admin.institutions import InstitutionViewSet
from institutions.admin.mandates import MandateViewSet
from institutions.admin.policies import RegisterPolicy
from institutions.records import Institution, Mandate

register_permission_policy(Institution, RegisterPolicy(Institution, {"add", "change", "view"}))
register_permission_policy(Mandate, RegisterPolicy(Mandate, {"add", "view"}))


def register_institutions() -> list[ViewSet]:
    """Add the register, the mandates and the chooser."""
    return [InstitutionViewSet(), MandateViewSet(), institution_chooser_viewset]


hooks.register("register_admin_viewset", register_institutions)
