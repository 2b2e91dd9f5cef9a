"""A school with a page on the site, as open data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from ninja import Field

from institutions.enums import InstitutionKind
from opendata.problems import NotThereError
from opendata.registry import Absolute
from opendata.schemas import LICENCE, Code, Record, Reference
from showcase.addresses import school_address
from showcase.opendata import saying
from showcase.opendata.projects import is_key
from showcase.pages import ProjectPage, SchoolPage
from ui.links import web_address


class Institution(Record):
    """A school. Its projects are listed, never counted or compared."""

    kind: Code
    number: str | None = Field(description="Six digits of the Flemish register.")
    oid: str | None = Field(description="Organisation ID of Erasmus+.")
    town: str
    province: str
    country: str
    website: str
    introduction: str
    projects: list[Reference]
    is_example: bool


def institution_records(pages: Sequence[SchoolPage], absolute: Absolute) -> list[dict[str, Any]]:
    """The records of schools whose page is online; they come with their institution."""
    projects: dict[int, list[Any]] = defaultdict(list)
    schools = [page.institution_id for page in pages]
    for one in ProjectPage.objects.live().of_institutions(schools).order_by("-end_date", "-pk"):
        projects[one.institution_id].append(saying.project_of(one, absolute))
    return [_record(page, projects[page.institution_id], absolute) for page in pages]


def _record(page: SchoolPage, projects: list[Any], absolute: Absolute) -> dict[str, Any]:
    school = page.institution
    kind = InstitutionKind(school.kind)
    return {
        "id": school.pk,
        "url": absolute(school_address(page)),
        "title": school.name,
        "slug": school.slug,
        **saying.terms(LICENCE, school.name),
        "kind": saying.code(kind.value, kind.label),
        "number": school.number,
        "oid": school.oid,
        "town": school.town,
        "province": school.province,
        "country": school.country,
        "website": web_address(school.website),
        "introduction": page.introduction,
        "projects": projects,
        "is_example": school.is_example,
    }


def one_institution(key: str) -> SchoolPage:
    """The school with this id; of one that merged, the one that goes on.

    Raises:
        NotThereError: it has no page online.
    """
    rows = SchoolPage.objects.live().select_related("institution")
    if not is_key(key):
        raise NotThereError
    own = rows.filter(institution=int(key), institution__merged_into__isnull=True)
    found: SchoolPage | None = own.first() or rows.filter(institution__merged_from=int(key)).first()
    if found is None:
        raise NotThereError
    return found
