"""Everything a draft says, in words: for whoever reads it before it is public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalManyToManyField
from taggit.managers import TaggableManager

from institutions.records import Institution
from showcase.domain.completion import PROPOSABLE_FIELDS
from showcase.domain.demands import anchor_of
from showcase.domain.labels import ROWS, label_of
from showcase.enums import ChildKind
from showcase.records.fields import InstitutionSlugsField, SiblingUuidsField, TermSlugsField
from showcase.views.changes import Piece, pieces
from ui.links import web_address
from vocabularies.records import Term

if TYPE_CHECKING:
    from showcase.pages import ProjectPage

#: Fields of a project in the order of reading, and those that lists of rows stand for.
PROJECT_LINES = (
    "title",
    "acronym",
    "programme",
    "project_numbers",
    "number_note",
    "start_date",
    "end_date",
    "levels",
    "themes",
    "summary",
    "summary_en",
    "language",
    "website",
    "forms",
    "competence_dimensions",
    "target_groups",
    "partners",
    "learners_out",
    "staff_out",
    "learners_in",
    "staff_in",
    "learners_fewer_opportunities",
    "average_days",
    "virtual_participants",
    "grant_eur",
    "own_means_eur",
    "support_received",
    "anchoring_actions",
    "barriers",
    "lessons",
    "what_did_not_work",
    "multiplier_description",
    "adopting_schools",
    "trained_colleagues",
    "multiplier_examples",
    "keywords",
)
RESULT_LINES = (
    "title",
    "description",
    "type",
    "language",
    "link",
    "document",
    "licence",
    "evidence_kind",
    "evidence_description",
    "evidence_scale",
    "evidence_measured_by",
    "evidence_limits",
    "target_groups",
    "transfer_conditions",
    "effort",
)
CONCLUSION_LINES = (
    "statement",
    "argument",
    "kind",
    "policy_levels",
    "policy_domains",
    "addressee_institutions",
    "addressee_words",
    "supported_by",
)
LINES: dict[ChildKind, tuple[str, ...]] = {
    ChildKind.PROJECT: PROJECT_LINES,
    ChildKind.RESULT: RESULT_LINES,
    ChildKind.CONCLUSION: CONCLUSION_LINES,
}
#: Always shown, also when empty: what handing in and publishing need.
NEEDED = frozenset(
    {
        "title", "programme", "start_date", "end_date", "levels", "themes", "summary",
        "description", "type", "statement", "argument", "kind", "policy_levels",
        "policy_domains", "addressee_institutions", "supported_by",
    }
)  # fmt: skip


@dataclass
class Line:
    """One field: its name, what it says, and what the public page says if that differs."""

    name: str
    label: str
    words: str
    anchor: str
    was: str | None = None
    url: str = ""
    notes: list[Any] = field(default_factory=list)
    typed: str = ""
    error: str = ""

    completed_in_review: bool = False
    is_proposed: bool = False
    """Whether a moderator proposed words for it, and the school did not answer yet."""

    @property
    def changed(self) -> bool:
        """Whether the public page says something else."""
        return self.was is not None

    @property
    def pieces(self) -> list[Piece]:
        """Both texts word by word, where they are much the same."""
        return pieces(self.was, self.words) if self.was is not None else []


@dataclass
class Part:
    """The project itself, a result or a conclusion."""

    kind: ChildKind
    uuid: UUID | None
    title: str
    lines: list[Line]
    is_new: bool = False
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def anchor(self) -> str:
        """The id of the part on a page."""
        return f"deel-{self.kind}-{self.uuid}" if self.uuid else "deel-project"


class Reader:
    """Puts drafts into words; looks labels up once for all of them."""

    @cached_property
    def terms(self) -> dict[int, Term]:
        """Every term, by key."""
        return {term.pk: term for term in Term.objects.all()}

    @cached_property
    def terms_by_slug(self) -> dict[tuple[str, str], Term]:
        """Every term, by scheme and slug."""
        return {(term.scheme, term.slug): term for term in self.terms.values()}

    @cached_property
    def institutions(self) -> dict[str, str]:
        """Names of those that conclusions are addressed to, by slug."""
        asked = Institution.objects.of_policy()
        return dict(asked.values_list("slug", "name"))

    def words(self, thing: Any, name: str, siblings: dict[str, str]) -> str:
        """What ``thing`` says in the field ``name``."""
        if name in ROWS:
            return "\n".join(self._rows(getattr(thing, name).all(), ROWS[name].fields))
        kind = thing._meta.get_field(name)
        if isinstance(kind, TaggableManager | ParentalManyToManyField):
            return ", ".join(str(one) for one in getattr(thing, name).all())
        if isinstance(kind, models.ForeignKey):
            return self._pointed(thing, kind)
        if isinstance(kind, models.Field) and kind.choices:
            return str(getattr(thing, f"get_{name}_display")())
        return self._plain(kind, getattr(thing, name), siblings)

    def _pointed(self, thing: Any, kind: Any) -> str:
        key = getattr(thing, kind.attname)
        if key is None:
            return ""
        if kind.related_model is Term:
            return self.terms[key].label if key in self.terms else ""
        return str(getattr(thing, kind.name) or "")

    def _plain(self, kind: Any, value: Any, siblings: dict[str, str]) -> str:
        if isinstance(kind, TermSlugsField):
            found = (self.terms_by_slug.get((kind.scheme, slug)) for slug in value)
            return ", ".join(term.label for term in found if term is not None)
        if isinstance(kind, InstitutionSlugsField):
            return ", ".join(self.institutions.get(slug, slug) for slug in value)
        if isinstance(kind, SiblingUuidsField):
            return ", ".join(siblings[uuid] for uuid in value if uuid in siblings)
        if isinstance(value, date):
            return date_format(value, "j F Y")
        if isinstance(value, int) and not isinstance(value, bool):
            return number_format(value)
        return str(value or "")

    def _rows(self, rows: Iterable[Any], names: tuple[str, ...]) -> Iterator[str]:
        for row in rows:
            said = (self.words(row, name, {}) for name in names)
            yield ", ".join(words for words in said if words)


def submission(draft: ProjectPage, *, against: ProjectPage | None = None) -> list[Part]:
    """The parts of ``draft`` in words; with ``against`` (the public text) also what changed."""
    reader = Reader()
    siblings = _titles(draft)
    old = {} if against is None else _by_uuid(against)
    parts = [_part(reader, ChildKind.PROJECT, draft, against, siblings)]
    for kind, drafts in (
        (ChildKind.RESULT, draft.result_drafts.all()),
        (ChildKind.CONCLUSION, draft.conclusion_drafts.all()),
    ):
        for child in drafts:
            part = _part(reader, kind, child, old.get(child.uuid), siblings)
            part.is_new = against is not None and child.uuid not in old
            parts.append(part)
    return parts


def _part(
    reader: Reader, kind: ChildKind, thing: Any, before: Any, siblings: dict[str, str]
) -> Part:
    uuid = None if kind == ChildKind.PROJECT else thing.uuid
    lines = []
    for name in LINES[kind]:
        words = reader.words(thing, name, siblings)
        was = reader.words(before, name, siblings) if before is not None else words
        if words or was or _is_needed(thing, name) or (name == "link" and thing.nothing_to_share):
            lines.append(
                Line(
                    name=name,
                    label=label_of(thing, name),
                    words=words or _nothing(thing, name),
                    anchor=anchor_of(name, kind, uuid),
                    was=was if was != words else None,
                    url=_address(thing, name),
                    completed_in_review=name in PROPOSABLE_FIELDS.get(kind, ()),
                )
            )
    return Part(kind, uuid, str(thing) if uuid else draft_title(thing), lines)


def _is_needed(thing: Any, name: str) -> bool:
    """Whether the field is asked for; an addressee may be named in words instead of chosen."""
    in_words = name == "addressee_institutions" and thing.addressee_words.strip()
    return name in NEEDED and not in_words


def _nothing(thing: Any, name: str) -> str:
    if name == "link" and thing.nothing_to_share:
        return _("de school zegt: er is geen link of bestand")
    return ""


def _address(thing: Any, name: str) -> str:
    if name in ("link", "website"):
        return web_address(str(getattr(thing, name)))
    document = getattr(thing, "document", None) if name == "document" else None
    return str(document.url) if document else ""


def draft_title(draft: ProjectPage) -> str:
    """The title, or that there is none yet."""
    return str(draft.title)


def _titles(draft: ProjectPage) -> dict[str, str]:
    return {str(result.uuid): str(result) for result in draft.result_drafts.all()}


def _by_uuid(page: ProjectPage) -> dict[UUID, Any]:
    return {
        child.uuid: child for child in [*page.result_drafts.all(), *page.conclusion_drafts.all()]
    }
