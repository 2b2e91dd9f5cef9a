"""The facts: what is published, and what the review keeps."""

from showcase.records.access import AccessRequest
from showcase.records.claim_links import ClaimLink
from showcase.records.conclusions import (
    Archival,
    ConclusionVersion,
    PolicyConclusion,
    ReferenceCounter,
)
from showcase.records.drafts import (
    AnchoringAction,
    ConclusionDraft,
    Lesson,
    MultiplierExample,
    Partner,
    ProjectBarrier,
    ProjectLevel,
    ProjectNumber,
    ProjectPhoto,
    ProjectTheme,
    ResultDraft,
)
from showcase.records.files import SchoolDocument, SchoolImage, SchoolImageRendition
from showcase.records.imported import ImportedProject, ImportRun
from showcase.records.results import Result
from showcase.records.review import (
    AdditionRequest,
    CompletionProposal,
    DraftGuest,
    SelfEvaluationAnswer,
)

__all__ = [
    "AccessRequest",
    "AdditionRequest",
    "AnchoringAction",
    "Archival",
    "ClaimLink",
    "CompletionProposal",
    "ConclusionDraft",
    "ConclusionVersion",
    "DraftGuest",
    "ImportRun",
    "ImportedProject",
    "Lesson",
    "MultiplierExample",
    "Partner",
    "PolicyConclusion",
    "ProjectBarrier",
    "ProjectLevel",
    "ProjectNumber",
    "ProjectPhoto",
    "ProjectTheme",
    "ReferenceCounter",
    "Result",
    "ResultDraft",
    "SchoolDocument",
    "SchoolImage",
    "SchoolImageRendition",
    "SelfEvaluationAnswer",
]
