"""Filling a school's draft with what the results platform says of its project."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from showcase.domain.demands import MAX_THEMES
from showcase.eplus.cells import shorten
from showcase.eplus.countries import fold
from showcase.eplus.names import name_key, plain_name
from showcase.records import ImportedProject, Partner, ProjectNumber
from vocabularies.enums import Scheme
from vocabularies.records import Term

if TYPE_CHECKING:
    from institutions.records import Institution
    from showcase.pages import ProjectPage

TITLE_LIMIT = 255
SUMMARY_LIMIT = 2000
ALIKE = 0.82
Organisation = dict[str, str]


def names_school(imported: ImportedProject, institution: Institution) -> bool:
    """Whether the coordinator or a partner has the very name of this school, and can be no other.

    The name in its country, words without meaning, capitals and accents apart. Its address may
    not be in another town, and no other institution of the register has the name. What only looks
    like it (`own_organisation`) may be the school in the next village: a moderator says so then.
    """
    ours = name_key(institution.name, institution.country)
    named = [
        one
        for one in imported.organisations
        if ours and name_key(one.get("name", ""), one.get("country", "")) == ours
    ]
    here = any(_is_in_town(one, institution.town) for one in named)
    return here and not _has_namesake(institution, ours)


def _is_in_town(organisation: Organisation, town: str) -> bool:
    """Whether the address names ``town``; so does one that is not known, or a town that is not."""
    address, wanted = fold(organisation.get("address", "")), fold(town)
    return not address or not wanted or f" {wanted} " in f" {address} "


def _has_namesake(institution: Institution, key: str) -> bool:
    others = type(institution).objects.current().filter(country=institution.country)
    names = others.exclude(pk=institution.pk).values_list("name", flat=True)
    return any(name_key(name, institution.country) == key for name in names.iterator())


def own_organisation(imported: ImportedProject, institution: Institution) -> Organisation | None:
    """Return which coordinator or partner is this school, as far as names and websites tell."""
    return next((one for one in imported.organisations if _is_same(one, institution)), None)


def _is_same(organisation: Organisation, institution: Institution) -> bool:
    if organisation.get("country") not in ("", institution.country):
        return False
    host = _host(institution.website)
    if host and host == _host(organisation.get("website", "")):
        return True
    theirs, ours = plain_name(organisation.get("name", "")), plain_name(institution.name)
    return bool(ours) and (theirs == ours or SequenceMatcher(None, theirs, ours).ratio() >= ALIKE)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def write_imported(page: ProjectPage, imported: ImportedProject, institution: Institution) -> None:
    """Fill the empty draft ``page`` with the row; saves nothing.

    The school itself stays out of the partners; themes are a beginning, three at most.
    """
    page.title = shorten(imported.title, TITLE_LIMIT)
    page.summary = shorten(imported.summary, SUMMARY_LIMIT)
    page.language = imported.language
    page.programme = imported.programme
    page.start_date, page.end_date = imported.start_date, imported.end_date
    page.grant_eur = None if imported.grant is None else int(imported.grant.to_integral_value())
    page.website = imported.website
    page.themes.set(list(imported.themes.current()[:MAX_THEMES]))
    page.project_numbers = [ProjectNumber(number=imported.number)]
    page.partners = _partners(imported, institution, known=())


def add_imported(page: ProjectPage, imported: ImportedProject, institution: Institution) -> None:
    """Add the number of the row to a draft that exists, and the partners it does not name yet."""
    numbers = {one.number for one in page.project_numbers.all()}
    if imported.number not in numbers:
        page.project_numbers.add(ProjectNumber(number=imported.number))
    known = [partner.name for partner in page.partners.all()]
    for partner in _partners(imported, institution, known=known):
        page.partners.add(partner)


def _partners(
    imported: ImportedProject, institution: Institution, *, known: Iterable[str]
) -> list[Partner]:
    own = own_organisation(imported, institution)
    there = {fold(name) for name in known}
    countries = {
        term.extra.get("alpha2"): term for term in Term.objects.in_scheme(Scheme.COUNTRIES)
    }
    partners = []
    for organisation in imported.organisations:
        name = shorten(organisation["name"], 200)
        if organisation == own or fold(name) in there:
            continue
        is_coordinator = organisation is imported.coordinator
        partners.append(
            Partner(
                name=name,
                country=countries.get(organisation.get("country")),
                kind=shorten(organisation.get("type", ""), 80),
                role="coördinator" if is_coordinator else "partner",
            )
        )
    return partners
