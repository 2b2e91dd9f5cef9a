"""What the admin must know of the vocabularies."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from vocabularies.admin.policies import NeverDeletePolicy
from vocabularies.admin.viewsets import VocabulariesGroup
from vocabularies.records import EducationLevel, Keyword, Term, Theme

for model in (Theme, EducationLevel, Term, Keyword):
    register_permission_policy(model, NeverDeletePolicy(model), exact_class=True)


def register_vocabularies() -> VocabulariesGroup:
    """Add the menu."""
    return VocabulariesGroup()


hooks.register("register_admin_viewset", register_vocabularies)
