"""What the records of this package share: names of concepts, references, whom to name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from opendata.registry import Absolute
from opendata.schemas import LICENCE
from showcase.addresses import project_address, school_address_of


def terms(licence: str = LICENCE, *names: str) -> dict[str, str]:
    """Under which licence a record is, and whom to name."""
    return {
        "licence": licence,
        "attribution": _("{names}, via Verankerd").format(names=", ".join(names)),
    }


def concept(one: Any) -> dict[str, str] | None:
    """A theme, level or term, if there is one."""
    return {"slug": one.slug, "label": one.label} if one is not None else None


def concepts(listed: Iterable[Any]) -> list[dict[str, str] | None]:
    """Themes, levels or terms, each once, in their order."""
    return [concept(one) for one in {one.pk: one for one in listed}.values()]


def code(value: str, label: Any) -> dict[str, str] | None:
    """A value of a fixed list, if there is one."""
    return {"code": value, "label": str(label)} if value else None


def project_of(project: Any, absolute: Absolute) -> dict[str, Any]:
    """The project something belongs to; it is online."""
    return {
        "id": project.pk,
        "title": project.title,
        "url": absolute(project_address(project)),
    }


def school_of(project: Any, absolute: Absolute) -> dict[str, Any]:
    """The school of a project, fetched with it."""
    return {
        "id": project.institution_id,
        "title": project.institution.name,
        "url": absolute(school_address_of(project)),
    }


def conclusion_of(conclusion: Any, absolute: Absolute) -> dict[str, Any]:
    """A conclusion that stands."""
    return {
        "id": conclusion.reference,
        "title": conclusion.statement,
        "url": absolute(reverse("conclusion", args=[conclusion.reference])),
    }


def withdrawn(conclusion: Any) -> str:
    """What a conclusion is called once it was withdrawn."""
    return _("Ingetrokken beleidsconclusie {reference}").format(reference=conclusion.reference)


def result_of(result: Any, project: Any, absolute: Absolute) -> dict[str, Any]:
    """A result that stands, of a project that is online."""
    return {
        "id": str(result.uuid),
        "title": result.title,
        "url": absolute(f"{project_address(project)}#resultaat-{result.uuid}"),
    }
