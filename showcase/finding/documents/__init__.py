"""What the search index keeps of projects, results, conclusions and schools."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from search.documents import SearchDocument
from search.registry import Findable, keys_of, register
from showcase.enums import ConclusionStatus, FoundKind
from showcase.finding.documents.conclusions import conclusion_documents
from showcase.finding.documents.projects import project_documents
from showcase.finding.documents.results import result_documents
from showcase.finding.documents.schools import school_documents
from showcase.pages import ProjectPage, SchoolPage
from showcase.records import PolicyConclusion, Result

Build = Callable[[Sequence[int]], Iterable[SearchDocument]]

LABELS = {
    FoundKind.CONCLUSION: _("Conclusies"),
    FoundKind.PROJECT: _("Projecten"),
    FoundKind.RESULT: _("Resultaten"),
    FoundKind.SCHOOL: _("Scholen"),
}
#: The address of the finder of a kind.
FINDERS = {FoundKind.CONCLUSION: "conclusions", FoundKind.PROJECT: "projects"}
BY_DEFAULT = {FoundKind.CONCLUSION: {"status": (ConclusionStatus.PUBLISHED.value,)}}


def register_findables() -> None:
    """Let conclusions, projects, results and schools be found, in this order."""
    found: dict[FoundKind, tuple[Any, Build]] = {
        FoundKind.CONCLUSION: (PolicyConclusion, conclusion_documents),
        FoundKind.PROJECT: (ProjectPage, project_documents),
        FoundKind.RESULT: (Result, result_documents),
        FoundKind.SCHOOL: (SchoolPage, school_documents),
    }
    for kind, (model, build) in found.items():
        register(
            Findable(
                kind=kind.value,
                label=LABELS[kind],
                build=build,
                keys_after=keys_of(model),
                count=model._default_manager.count,
                by_default=BY_DEFAULT.get(kind, {}),
                all_at=FINDERS.get(kind, ""),
            )
        )
