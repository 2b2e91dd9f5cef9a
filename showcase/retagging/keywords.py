"""Where a merged keyword goes on a project."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from showcase.domain.demands import MAX_THEMES
from showcase.retagging.content import Content
from vocabularies.enums import Scheme
from vocabularies.records import Concept, Keyword, Term, Theme

#: The field of a project that takes a term of each list.
FIELD_OF_SCHEME = {
    Scheme.FORMS: "forms",
    Scheme.COMPETENCE_DIMENSIONS: "competence_dimensions",
    Scheme.TARGET_GROUPS: "target_groups",
    Scheme.SUPPORT_ORGANISATIONS: "support_received",
}


def obstacle(content: Content, into: Concept) -> str:
    """Why ``into`` can't be put on the project in ``content``, in words; empty if it can."""
    if isinstance(into, Theme):
        themes = [link["tag"] for link in content.get("theme_links", [])]
        if into.pk not in themes and len(themes) >= MAX_THEMES:
            return _("heeft al drie thema’s")
        return ""
    if isinstance(into, Term) and into.scheme in FIELD_OF_SCHEME:
        return ""
    return _("deze lijst heeft geen plaats op een project")


def merge(content: Content, keyword: Keyword, into: Concept) -> None:
    """Take ``keyword`` from the project in ``content`` and put ``into`` on it."""
    content["keywords"] = [pk for pk in content.get("keywords", []) if pk != keyword.pk]
    if isinstance(into, Theme):
        links = content.setdefault("theme_links", [])
        if into.pk not in [link["tag"] for link in links]:
            links.append({"pk": None, "tag": into.pk, "content_object": content["pk"]})
        return
    if isinstance(into, Term):
        held = content.setdefault(FIELD_OF_SCHEME[Scheme(into.scheme)], [])
        if into.pk not in held:
            held.append(into.pk)


def merge_live(page: Any, keyword: Keyword, into: Concept) -> None:
    """The same on the public row of a project."""
    through = type(page).keywords.through
    through.objects.filter(projectpage=page, keyword=keyword).delete()
    if isinstance(into, Theme):
        page.theme_links.model.objects.get_or_create(content_object=page, tag=into)
    elif isinstance(into, Term):
        field = FIELD_OF_SCHEME[Scheme(into.scheme)]
        getattr(type(page), field).through.objects.get_or_create(projectpage=page, term=into)
