"""The institutions that promise and answer in the demo's forums. Every one is fictional."""

from __future__ import annotations

from django.utils.text import slugify

from institutions.enums import InstitutionKind
from institutions.records import Institution

KINDS = {
    "Voorbeeldagentschap Internationale Projecten": InstitutionKind.AGENCY,
    "Voorbeelddepartement Onderwijs": InstitutionKind.ADMINISTRATION,
    "Voorbeelddienst Sociale Zekerheid": InstitutionKind.ADMINISTRATION,
    "Voorbeelddienst Verblijf": InstitutionKind.ADMINISTRATION,
    "Voorbeelddirectie Europees Onderwijs": InstitutionKind.ADMINISTRATION,
    "Voorbeeldkabinet Onderwijs": InstitutionKind.ADMINISTRATION,
    "Voorbeeldkoepel Onderwijsverstrekkers": InstitutionKind.UMBRELLA,
    "Voorbeeldkoepel Pedagogische Begeleiding": InstitutionKind.UMBRELLA,
    "Voorbeeldnetwerk Lerarenopleidingen": InstitutionKind.PARTNER,
    "Voorbeeldvereniging Lokale Besturen": InstitutionKind.UMBRELLA,
}


def institution(name: str) -> Institution:
    """The institution of the demo with this name, made once; a typing error stops the loading."""
    found, _made = Institution.objects.get_or_create(
        slug=slugify(name), defaults={"name": name, "kind": KINDS[name], "is_example": True}
    )
    return found
