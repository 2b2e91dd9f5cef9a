"""A moderator's proposal, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from showcase.domain.completion import MOST_IN_REASON
from showcase.domain.first_parts import WRITTEN_AS, part_with
from showcase.domain.fitting import too_long
from showcase.domain.labels import label_of
from showcase.enums import ChildKind, ProposalState
from showcase.pages import ProjectPage
from showcase.records import CompletionProposal
from showcase.views.submission import Part, Reader


@dataclass(frozen=True)
class ProposalInWords:
    """A proposal, the part it is about, and what it would fill in."""

    proposal: CompletionProposal
    about: str
    lines: list[tuple[str, str]]
    #: Why not, as somebody just typed it.
    typed: str = ""

    @property
    def error(self) -> str:
        """What is wrong with what was typed."""
        return too_long(self.typed, MOST_IN_REASON)

    @property
    def is_open(self) -> bool:
        """Whether the school still has to say yes or no."""
        return self.proposal.state == ProposalState.PROPOSED


def in_words(proposals: Iterable[CompletionProposal], draft: ProjectPage) -> list[ProposalInWords]:
    """Each proposal with labels instead of codes."""
    reader = Reader()
    siblings = {str(result.uuid): str(result) for result in draft.result_drafts.all()}
    return [_in_words(proposal, draft, reader, siblings) for proposal in proposals]


def proposed_fields(proposals: Iterable[CompletionProposal]) -> set[tuple[UUID | None, str]]:
    """Of which part which field waits for the school; an addressee may be named in words."""
    fields = {
        (proposal.child_uuid, name)
        for proposal in proposals
        if proposal.state == ProposalState.PROPOSED
        for name, value in proposal.values.items()
        if value
    }
    return fields | {
        (uuid, "addressee_institutions") for uuid, name in fields if name == "addressee_words"
    }


def with_proposals(parts: list[Part], rows: Iterable[ProposalInWords]) -> list[Part]:
    """``parts``, each line saying whether a proposal for it waits for the school."""
    waiting = proposed_fields(row.proposal for row in rows)
    for part in parts:
        for line in part.lines:
            line.is_proposed = (part.uuid, line.name) in waiting
    return parts


def _in_words(
    proposal: CompletionProposal, draft: ProjectPage, reader: Reader, siblings: dict[str, str]
) -> ProposalInWords:
    kind = ChildKind(proposal.child_kind)
    filled: Any = WRITTEN_AS[kind]()
    lines = []
    for name, value in proposal.values.items():
        setattr(filled, _attribute(name), value)
        words = reader.words(filled, name, siblings)
        if words:
            lines.append((label_of(filled, name), words))
    part = part_with(draft, kind, proposal.child_uuid)
    return ProposalInWords(proposal, str(part or ""), lines)


def _attribute(name: str) -> str:
    return f"{name}_id" if name in ("type", "evidence_kind") else name
