"""Projects, conclusions, themes and levels as linked data inside their pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString

from opendata.concepts import LEVELS, THEMES
from opendata.linked import PUBLISHER, linked, term, whole_term
from opendata.registry import Absolute
from opendata.schemas import LICENCE
from showcase.addresses import project_address, school_address_of
from showcase.enums import ContentLanguage


def linked_project(page: Any, parts: Any, absolute: Absolute) -> SafeString:
    """A project that is online, from what its page fetched."""
    start, end = page.start_date, page.end_date
    return linked(
        {
            **_work(page, page.institution, absolute),
            "@type": "CreativeWork",
            "@id": absolute(project_address(page)),
            "url": absolute(project_address(page)),
            "name": page.title,
            "alternateName": page.acronym,
            "abstract": page.summary,
            "identifier": [line.words for line in parts.of("number")],
            "temporalCoverage": f"{start}/{end}" if start and end else "",
            "about": _subjects(parts.themes, parts.levels, absolute),
            "datePublished": page.first_published_at,
            "dateModified": page.last_published_at,
            "hasPart": [
                {
                    "@type": "CreativeWork",
                    "@id": absolute(f"{project_address(page)}#resultaat-{result.uuid}"),
                    "name": result.title,
                    "description": result.description,
                }
                for result in parts.results
                if result.withdrawn_at is None
            ],
        }
    )


def linked_conclusion(
    conclusion: Any,
    *,
    themes: Iterable[Any],
    levels: Iterable[Any],
    is_withdrawn: bool,
    absolute: Absolute,
) -> SafeString:
    """A conclusion; of one that was withdrawn only that it was."""
    address = absolute(conclusion.get_absolute_url())
    known = {
        "@type": "CreativeWork",
        "@id": address,
        "url": address,
        "identifier": conclusion.reference,
        "publisher": PUBLISHER,
    }
    if is_withdrawn:
        return linked({**known, "creativeWorkStatus": "Withdrawn"})
    project = conclusion.project
    return linked(
        {
            **_work(project, conclusion.institution, absolute),
            **known,
            "creativeWorkStatus": "Published",
            "name": conclusion.statement,
            "text": conclusion.argument,
            "version": conclusion.version,
            "about": _subjects(themes, levels, absolute),
            "audience": [
                {"@type": "Audience", "name": one.name} for one in conclusion.addressees.all()
            ],
            "datePublished": conclusion.first_published_at,
            "dateModified": conclusion.updated_at,
            "isPartOf": {
                "@type": "CreativeWork",
                "@id": absolute(project_address(project)),
                "name": project.title,
            },
        }
    )


def linked_concept(
    scheme: str, concept: Any, broader: Any, narrower: Iterable[Any], absolute: Absolute
) -> SafeString:
    """A theme (``themes``) or level (``education_levels``)."""
    return linked(whole_term(scheme, concept, broader, narrower, absolute))


def _work(project: Any, school: Any, absolute: Absolute) -> dict[str, Any]:
    known = project.language != ContentLanguage.OTHER
    return {
        "inLanguage": project.language if known else "",
        "license": LICENCE,
        "publisher": PUBLISHER,
        "author": {
            "@type": "EducationalOrganization",
            "@id": absolute(school_address_of(project)),
            "name": school.name,
        },
    }


def _subjects(
    themes: Iterable[Any], levels: Iterable[Any], absolute: Absolute
) -> list[dict[str, Any]]:
    return [
        *(term(THEMES, one, absolute) for one in themes),
        *(term(LEVELS, one, absolute) for one in levels),
    ]
