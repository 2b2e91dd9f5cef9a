"""What the admin must know of the search."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from search.admin.policies import SynonymPolicy
from search.admin.synonyms import SynonymViewSet
from search.records import SynonymGroup

register_permission_policy(SynonymGroup, SynonymPolicy(SynonymGroup), exact_class=True)


def register_synonyms() -> SynonymViewSet:
    """Add the list of words that mean the same."""
    return SynonymViewSet("synonyms")


hooks.register("register_admin_viewset", register_synonyms)
