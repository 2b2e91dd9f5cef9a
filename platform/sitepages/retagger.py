"""Guide pages follow the vocabularies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from sitepages.pages import GuidePage
from sitepages.records import GuideLevel, GuideTheme
from vocabularies.records import Concept, EducationLevel, Keyword, Theme
from vocabularies.retagging import Retagged, Use


class GuideRetagger:
    """What guide pages carry, in their public rows and in their latest and live revisions.

    Changed in place: no new version appears, and nobody's open editor is overtaken. Pages and
    revisions are locked meanwhile: a text that is saved at the same moment waits, and is not lost.
    """

    def count_keywords(self, keywords: Sequence[Keyword]) -> dict[int, int]:
        """Guide pages have no keywords."""
        return {}

    def uses_of(self, old: Concept | Keyword, into: Concept | None) -> Iterable[Use]:
        """Every guide page that is about ``old``, in public or in a draft."""
        for page in GuidePage.objects.filter(pk__in=_pages_with(old)).order_by("title"):
            url = reverse("wagtailadmin_pages:edit", args=[page.pk])
            yield Use(title=page.title, kind=str(_("wegwijs")), url=url)

    @transaction.atomic
    def retag(self, old: Concept | Keyword, into: Concept, *, by: Any) -> Retagged:
        """Put ``into`` where ``old`` stood."""
        _hold_pages()
        pages = _pages_with(old)
        for revision in _revisions(hold=True):
            if _swap(revision.content, old, into):
                revision.save(update_fields=["content"])
        if not isinstance(old, Keyword):
            _swap_rows(old, into)
        return Retagged(changed=len(pages))


def _hold_pages() -> None:
    """Lock the row of every guide page until the transaction ends, in order."""
    guide = Page.objects.filter(pk__in=GuidePage.objects.values("pk"))
    list(guide.order_by("pk").select_for_update().values_list("pk"))


def _revisions(*, hold: bool = False) -> Iterator[Revision]:
    pages = GuidePage.objects.all()
    found = Revision.objects.filter(
        Q(pk__in=pages.values("latest_revision")) | Q(pk__in=pages.values("live_revision"))
    )
    if hold:
        found = found.select_for_update()
    yield from found.order_by("pk")


def _pages_with(old: Concept | Keyword) -> set[int]:
    if isinstance(old, Keyword):
        return set()
    if isinstance(old, Theme):
        public = GuidePage.objects.filter(theme_links__tag=old)
    elif isinstance(old, EducationLevel):
        public = GuidePage.objects.filter(level_links__tag=old)
    else:
        public = GuidePage.objects.filter(programmes=old)
    drafts = {int(one.object_id) for one in _revisions() if old.pk in _held(one.content, old)}
    return set(public.values_list("pk", flat=True)) | drafts


def _held(content: dict[str, Any], old: Concept | Keyword) -> list[int]:
    """Keys of the concepts of the kind of ``old`` that a revision carries."""
    if isinstance(old, Theme):
        return [link["tag"] for link in content.get("theme_links", [])]
    if isinstance(old, EducationLevel):
        return [link["tag"] for link in content.get("level_links", [])]
    return list(content.get("programmes", [])) if not isinstance(old, Keyword) else []


def _swap(content: dict[str, Any], old: Concept | Keyword, into: Concept) -> bool:
    """Change the content of a revision; tell whether it carried ``old``."""
    held = _held(content, old)
    if old.pk not in held:
        return False
    if isinstance(old, Theme | EducationLevel):
        name = "theme_links" if isinstance(old, Theme) else "level_links"
        links = [link for link in content[name] if link["tag"] != old.pk or into.pk not in held]
        content[name] = [
            {**link, "tag": into.pk} if link["tag"] == old.pk else link for link in links
        ]
    else:
        swapped = [into.pk if key == old.pk else key for key in held]
        content["programmes"] = list(dict.fromkeys(swapped))
    return True


def _swap_rows(old: Concept, into: Concept) -> None:
    if isinstance(old, Theme | EducationLevel):
        links: Any = GuideTheme if isinstance(old, Theme) else GuideLevel
        present = links.objects.filter(tag=into).values_list("content_object", flat=True)
        links.objects.filter(tag=old, content_object__in=list(present)).delete()
        links.objects.filter(tag=old).update(tag=into)
        return
    through: Any = GuidePage.programmes.through
    present = through.objects.filter(term=into).values_list("guidepage", flat=True)
    through.objects.filter(term=old, guidepage__in=list(present)).delete()
    through.objects.filter(term=old).update(term=into)
