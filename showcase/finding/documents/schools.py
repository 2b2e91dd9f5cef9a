"""The page of a school, as it can be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search.documents import Place, SearchDocument
from showcase.addresses import school_address
from showcase.enums import FoundKind
from showcase.finding.documents.texts import present, province_of, texts
from showcase.pages import SchoolPage


def school_documents(keys: Sequence[int]) -> Iterator[SearchDocument]:
    """The documents of those of ``keys`` that are online."""
    rows = SchoolPage.objects.live().filter(pk__in=keys).select_related("institution")
    for page in rows.order_by("pk"):
        school = page.institution
        yield SearchDocument(
            kind=FoundKind.SCHOOL.value,
            key=page.pk,
            title=school.name,
            url=school_address(page),
            texts=tuple(
                texts(
                    (page.introduction, Place.LEAD, ("nl",)),
                    (school.town, Place.NAME, ("nl",)),
                    (school.province, Place.ASIDE, ("nl",)),
                )
            ),
            codes=present((school.number, school.oid)),
            facets={"provincie": province_of(school.province)},
            published=page.first_published_at,
            about=present((school.town,)),
            shown=present((page.introduction,)),
        )
