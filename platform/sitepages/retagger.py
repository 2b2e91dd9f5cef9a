"""Pages follow the vocabularies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from sitepages.domain.swapping import hold_pages, revisions_in_use, swap_keys, swap_links
from sitepages.pages import GuidePage
from vocabularies.records import Concept, EducationLevel, Keyword, Term, Theme
from vocabularies.retagging import Retagged, Use


class PageRetagger:
    """What pages of one kind carry, in their public rows and in their latest and live versions.

    Themes and levels stand in their ``theme_links`` and ``level_links``, terms in many-to-many
    fields limited to a scheme. Pages and versions are locked meanwhile.
    """

    pages: type[Page]

    def use_of(self, page: Any) -> Use:
        """How a person recognises ``page``."""
        raise NotImplementedError

    def count_keywords(self, keywords: Sequence[Keyword]) -> dict[int, int]:
        """These pages have no keywords."""
        return {}

    def uses_of(self, old: Concept | Keyword, into: Concept | None) -> Iterable[Use]:
        """Every page that carries ``old``, in public or in a draft."""
        carrying = self.pages._default_manager.filter(pk__in=self._pages_with(old))
        for page in carrying.order_by("title"):
            yield self.use_of(page)

    @transaction.atomic
    def retag(self, old: Concept | Keyword, into: Concept, *, by: Any) -> Retagged:
        """Put ``into`` where ``old`` stood."""
        if isinstance(old, Keyword):
            return Retagged()
        hold_pages(self.pages)
        pages = self._pages_with(old)
        for revision in revisions_in_use(self.pages, hold=True):
            if self._swap(revision.content, old, into):
                revision.save(update_fields=["content"])
        if links := _links_to(old):
            _swap_tags(self.pages, links, old, into)
        for field in self._fields_for(old):
            swap_links(field, old, into)
        return Retagged(changed=len(pages))

    def _fields_for(self, old: Concept | Keyword) -> list[Any]:
        """The many-to-many fields that take terms of the scheme of ``old``."""
        if not isinstance(old, Term):
            return []
        limit = {"scheme": old.scheme}
        fields = self.pages._meta.many_to_many
        return [one for one in fields if one.get_limit_choices_to() == limit]

    def _pages_with(self, old: Concept | Keyword) -> set[int]:
        names = [f"{links}__tag"] if (links := _links_to(old)) else []
        names += [field.name for field in self._fields_for(old)]
        found: set[int] = set()
        for name in names:
            public = self.pages._default_manager.filter(**{name: old})
            found.update(public.values_list("pk", flat=True))
        drafts = revisions_in_use(self.pages) if names else ()
        return found | {int(one.object_id) for one in drafts if self._carries(one.content, old)}

    def _carries(self, content: dict[str, Any], old: Concept | Keyword) -> bool:
        links = _links_to(old)
        return any(link["tag"] == old.pk for link in content.get(links, [])) or any(
            old.pk in content.get(field.name, []) for field in self._fields_for(old)
        )

    def _swap(self, content: dict[str, Any], old: Concept, into: Concept) -> bool:
        """Change the content of a version; tell whether it carried ``old``."""
        if not self._carries(content, old):
            return False
        if name := _links_to(old):
            both = any(link["tag"] == into.pk for link in content[name])
            links = [link for link in content[name] if link["tag"] != old.pk or not both]
            content[name] = [
                {**link, "tag": into.pk} if link["tag"] == old.pk else link for link in links
            ]
        for field in self._fields_for(old):
            content[field.name] = swap_keys(content.get(field.name, []), old.pk, into.pk)
        return True


class GuideRetagger(PageRetagger):
    """Guide pages."""

    pages = GuidePage

    def use_of(self, page: GuidePage) -> Use:
        """Where it is edited."""
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        return Use(title=page.title, kind=str(_("wegwijs")), url=url)


def _links_to(old: Concept | Keyword) -> str:
    """The relation of a page in which links to concepts of the kind of ``old`` stand."""
    if isinstance(old, Theme):
        return "theme_links"
    return "level_links" if isinstance(old, EducationLevel) else ""


def _swap_tags(pages: type[Page], name: str, old: Concept, into: Concept) -> None:
    links: Any = pages._meta.get_field(name).related_model
    present = links.objects.filter(tag=into).values_list("content_object", flat=True)
    links.objects.filter(tag=old, content_object__in=list(present)).delete()
    links.objects.filter(tag=old).update(tag=into)
