"""Forums and recommendations follow the vocabularies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from forums.pages import Forum
from forums.records import Recommendation
from sitepages.retagger import PageRetagger
from vocabularies.records import Concept, Keyword, Term
from vocabularies.retagging import Retagged, Use

#: What a recommendation carries of the vocabularies.
COLUMNS = ("policy_level", "policy_domain")


class ForumRetagger(PageRetagger):
    """Forums as their pages carry terms, and their recommendations, published or not."""

    pages = Forum

    def use_of(self, page: Forum) -> Use:
        """Where it is read."""
        return Use(title=page.title, kind=str(_("overlegforum")), url=page.get_absolute_url())

    def uses_of(self, old: Concept | Keyword, into: Concept | None) -> Iterable[Use]:
        """Forums, and then their recommendations."""
        yield from super().uses_of(old, into)
        for one in _recommendations_with(old):
            kind = str(_("aanbeveling"))
            url = one.get_absolute_url() if one.published_on else one.forum.get_absolute_url()
            yield Use(title=one.statement, kind=kind, url=url)

    @transaction.atomic
    def retag(self, old: Concept | Keyword, into: Concept, *, by: Any) -> Retagged:
        """Put ``into`` where ``old`` stood, in recommendations too."""
        done = super().retag(old, into, by=by)
        done.changed += len(_recommendations_with(old))
        for column in COLUMNS if isinstance(old, Term) else ():
            Recommendation.objects.filter(**{column: old}).update(**{column: into})
        return done


def _recommendations_with(old: Concept | Keyword) -> list[Recommendation]:
    if not isinstance(old, Term):
        return []
    found: dict[int, Recommendation] = {}
    for column in COLUMNS:
        rows = Recommendation.objects.filter(**{column: old}).select_related("forum")
        found.update({one.pk: one for one in rows})
    return [found[key] for key in sorted(found)]
