"""What Wagtail's admin must know of imported projects; `showcase.wagtail_hooks` reads this."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from showcase.admin.imported import ImportedViewSet, ImportPolicy
from showcase.records import ImportedProject

register_permission_policy(ImportedProject, ImportPolicy(ImportedProject), exact_class=True)


def register_imported() -> ImportedViewSet:
    """Add the imported projects."""
    return ImportedViewSet()


hooks.register("register_admin_viewset", register_imported)
