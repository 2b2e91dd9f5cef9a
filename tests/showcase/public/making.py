"""Projects and conclusions for the tests of public pages."""

from __future__ import annotations

from typing import Any

from showcase.domain.withdrawal import archive_project
from showcase.pages import ProjectPage
from showcase.records import ConclusionDraft, Partner, PolicyConclusion
from tests.showcase.factories import make_project, make_published, make_term, publish
from vocabularies.enums import Scheme
from vocabularies.records import Term


def policy_level(slug: str = "vlaams", *, asks_answer: bool = True) -> Term:
    """A policy level that answers, or to which one only gives advice."""
    return make_term(Scheme.POLICY_LEVELS, slug, extra={"asks_answer": asks_answer})


def partner(country: str, name: str = "") -> Partner:
    """A partner in a country."""
    return Partner(name=name or f"Partner {country}", country=make_term(Scheme.COUNTRIES, country))


def conclusions_of(project: ProjectPage) -> list[PolicyConclusion]:
    """The published conclusions, in the order of the project."""
    return list(PolicyConclusion.objects.filter(project=project).order_by("position"))


def published_with(draft: dict[str, Any], **fields: Any) -> PolicyConclusion:
    """The one conclusion of a new published project, with these words of its own."""
    project = make_project(fields.pop("school_page"), **fields)
    page = project.get_latest_revision_as_object()
    conclusion: ConclusionDraft = page.conclusion_drafts.all()[0]
    for field, value in draft.items():
        setattr(conclusion, field, value)
    page.conclusion_drafts = [conclusion]
    page.save_revision(clean=False)
    return conclusions_of(publish(ProjectPage.objects.get(pk=project.pk)))[0]


def archived(school_page: Any, **fields: Any) -> ProjectPage:
    """A project that was online and was taken offline."""
    project = make_published(school_page, **fields)
    archive_project(project, by=boss_of(school_page), reason="De partner trok de toestemming in.")
    return ProjectPage.objects.get(pk=project.pk)


def boss_of(school_page: Any) -> Any:
    """Somebody who works in the space of the school."""
    from tests.showcase.factories import make_editor

    return make_editor(school_page.institution)
