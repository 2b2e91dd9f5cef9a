"""What the search index keeps of projects, results, conclusions and schools."""

from django.utils.translation import gettext_lazy as _

from search.registry import Findable, keys_of, register
from showcase.enums import FoundKind
from showcase.finding.documents.conclusions import conclusion_documents
from showcase.finding.documents.projects import project_documents
from showcase.finding.documents.results import result_documents
from showcase.finding.documents.schools import school_documents
from showcase.pages import ProjectPage, SchoolPage
from showcase.records import PolicyConclusion, Result


def register_findables() -> None:
    """Let projects, conclusions, results and schools be found."""
    for kind, label, model, build in (
        (FoundKind.PROJECT, _("Projecten"), ProjectPage, project_documents),
        (FoundKind.CONCLUSION, _("Conclusies"), PolicyConclusion, conclusion_documents),
        (FoundKind.RESULT, _("Resultaten"), Result, result_documents),
        (FoundKind.SCHOOL, _("Scholen"), SchoolPage, school_documents),
    ):
        register(
            Findable(
                kind=kind.value,
                label=label,
                build=build,
                keys_after=keys_of(model),
                count=model._default_manager.count,
            )
        )
