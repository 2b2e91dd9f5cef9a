"""Forums, recommendations and answers follow the vocabularies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeGuard

from django.db import transaction
from django.utils.translation import gettext as _

from forums.domain.indexing import index_forums
from forums.domain.organising import LONGEST_BROUGHT
from forums.pages import Forum
from forums.records import PolicyResponse, Recommendation
from sitepages.retagger import PageRetagger
from vocabularies.enums import Scheme
from vocabularies.records import Concept, Keyword, Term
from vocabularies.retagging import Retagged, Use

#: What a recommendation carries of the vocabularies.
COLUMNS = ("policy_level", "policy_domain")


class ForumRetagger(PageRetagger):
    """Forums as their pages carry terms, their recommendations, published or not, and answers."""

    pages = Forum

    def use_of(self, page: Forum) -> Use:
        """Where it is read."""
        return Use(title=page.title, kind=str(_("overlegforum")), url=page.get_absolute_url())

    def uses_of(self, old: Concept | Keyword, into: Concept | None) -> Iterable[Use]:
        """Forums, then their recommendations, and then answers to those."""
        yield from super().uses_of(old, into)
        for one in _recommendations_with(old):
            kind = str(_("aanbeveling"))
            url = one.get_absolute_url() if one.published_on else one.forum.get_absolute_url()
            yield Use(title=one.statement, kind=kind, url=url)
        for answer in _answers_with(old):
            asked = answer.recommendation
            title = f"{answer.institution.name}: {asked.statement}"
            url = f"{asked.get_absolute_url()}#antwoord-{answer.institution_id}"
            yield Use(title=title, kind=str(_("beleidsreactie")), url=url)

    @transaction.atomic
    def retag(self, old: Concept | Keyword, into: Concept, *, by: Any) -> Retagged:
        """Put ``into`` where ``old`` stood, in recommendations and every version of answers too."""
        touched = self._pages_with(old)
        done = super().retag(old, into, by=by)
        recommendations = _recommendations_with(old)
        done.changed += len(recommendations) + len(_answers_with(old))
        for page in Forum.objects.filter(pk__in=touched) if _is_group(old) else ():
            if _rename_group(page.brings, old, into):
                Forum.objects.filter(pk=page.pk).update(brings=page.brings)
        for column in COLUMNS if isinstance(old, Term) else ():
            Recommendation.objects.filter(**{column: old}).update(**{column: into})
        if _is_group(old):
            PolicyResponse.objects.filter(stakeholder_group=old).update(stakeholder_group=into)
        index_forums({*touched, *(one.forum_id for one in recommendations)})
        return done

    def _swap(self, content: dict[str, Any], old: Concept, into: Concept) -> bool:
        """Change the content of a version, with what an invited group brings in."""
        carried = super()._swap(content, old, into)
        return _rename_group(content.get("brings") or {}, old, into) or carried


def _rename_group(brings: dict[str, str], old: Concept | Keyword, into: Concept) -> bool:
    """Let what the group ``old`` brings in be said of ``into``, after what was said of that one;
    tell whether anything was.
    """
    if not _is_group(old) or old.slug not in brings:
        return False
    said = [brings.get(into.slug, ""), brings.pop(old.slug)]
    brings[into.slug] = "; ".join(words for words in said if words)[:LONGEST_BROUGHT]
    return True


def _is_group(old: Concept | Keyword) -> TypeGuard[Term]:
    return isinstance(old, Term) and old.scheme == Scheme.STAKEHOLDER_GROUPS


def _recommendations_with(old: Concept | Keyword) -> list[Recommendation]:
    if not isinstance(old, Term):
        return []
    found: dict[int, Recommendation] = {}
    for column in COLUMNS:
        rows = Recommendation.objects.filter(**{column: old}).select_related("forum")
        found.update({one.pk: one for one in rows})
    return [found[key] for key in sorted(found)]


def _answers_with(old: Concept | Keyword) -> list[PolicyResponse]:
    """Of each institution that answered as ``old``, in whichever version, one answer."""
    if not _is_group(old):
        return []
    rows = PolicyResponse.objects.filter(stakeholder_group=old).order_by("version")
    rows = rows.select_related("recommendation__forum", "institution")
    found = {(one.recommendation_id, one.institution_id): one for one in rows}
    return [found[key] for key in sorted(found)]
