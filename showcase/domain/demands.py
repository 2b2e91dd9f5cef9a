"""What must be there: to hand in, and to publish. And what only deserves a hint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from showcase.domain.limits import excesses
from showcase.domain.naming import UNTITLED
from showcase.enums import ChildKind
from showcase.querysets import ChildRecordQuerySet
from vocabularies.identifiers import fits_programme, normalise_number, recognise

if TYPE_CHECKING:
    from showcase.pages import ProjectPage
    from showcase.records import ConclusionDraft, ResultDraft

MAX_THEMES = 3
MAX_PRIMARY_DIMENSIONS = 3
PRIMARY_LEVELS = frozenset({"basisonderwijs", "kleuteronderwijs", "lager-onderwijs"})


@dataclass(frozen=True)
class Demand:
    """One thing that is missing or odd: on which field of which part, in words to act on."""

    field: str
    message: str
    child_kind: ChildKind = ChildKind.PROJECT
    child_uuid: UUID | None = None

    @property
    def anchor(self) -> str:
        """The id of the field on a page, without ``#``."""
        return anchor_of(self.field, self.child_kind, self.child_uuid)


def anchor_of(field: str, child_kind: str = ChildKind.PROJECT, child_uuid: Any = None) -> str:
    """The id of a field's place on the handing-in page and the review page."""
    return f"veld-{field}" if child_uuid is None else f"veld-{child_kind}-{child_uuid}-{field}"


class NotReady(ValidationError):
    """Something needed is missing; ``demands`` lists all of it at once."""

    def __init__(self, demands: list[Demand]) -> None:
        self.demands = demands
        super().__init__([demand.message for demand in demands])


class NotReadyToHandIn(NotReady):
    """The school has to complete something first."""


class NotReadyToPublish(NotReady):
    """Something needed to publish is missing."""


def demands_to_hand_in(project: ProjectPage) -> list[Demand]:
    """Everything of the plain page that is missing, in the order of the page."""
    return [
        *_identity(project),
        *_dates(project),
        *_tags(project),
        *_results_to_hand_in(project),
        *_conclusions_to_hand_in(project),
        *_excesses(project),
    ]


def demands_to_publish(project: ProjectPage) -> list[Demand]:
    """Everything missing to publish: what handing in needs, and what the review completes."""
    return [
        *demands_to_hand_in(project),
        *_results_to_publish(project),
        *_conclusions_to_publish(project),
        *_children_left_out(project),
    ]


def refuse_unless_publishable(project: ProjectPage) -> None:
    """Raise `NotReadyToPublish` with everything that is missing.

    Children that a parallel revision lacks do not stop it: their records stand on.
    """
    missing = [demand for demand in demands_to_publish(project) if demand.field != "left_out"]
    if missing:
        raise NotReadyToPublish(missing)


def oddities(project: ProjectPage) -> list[Demand]:
    """What is odd but never blocks: strange numbers, a fourth dimension in primary school."""
    return [*_odd_numbers(project), *_many_dimensions(project)]


def _identity(project: ProjectPage) -> Iterator[Demand]:
    if not project.title.strip() or project.title == UNTITLED:
        yield Demand("title", _("Geef het project een titel."))
    if project.programme_id is None:
        yield Demand("programme", _("Kies het programma dat het project betaalde of droeg."))
    if not project.project_numbers.all() and not project.number_note.strip():
        yield Demand(
            "project_numbers",
            _("Vul het projectnummer in, of zeg waarom er geen is."),
        )


def _dates(project: ProjectPage) -> Iterator[Demand]:
    if project.start_date is None:
        yield Demand("start_date", _("Vul in wanneer het project begon."))
    if project.end_date is None:
        yield Demand("end_date", _("Vul in wanneer het project eindigde."))
    elif project.end_date >= timezone.localdate():
        yield Demand(
            "end_date",
            _("Alleen afgeronde projecten komen online. Dien in als het project voorbij is."),
        )
    elif project.start_date is not None and project.end_date < project.start_date:
        yield Demand("end_date", _("Het project eindigt voor het begint. Kijk de datums na."))


def _tags(project: ProjectPage) -> Iterator[Demand]:
    if not len(project.levels.all()):
        yield Demand("levels", _("Kies minstens één onderwijsniveau."))
    themes = len(project.themes.all())
    if not themes:
        yield Demand("themes", _("Kies één tot drie thema’s."))
    elif themes > MAX_THEMES:
        yield Demand("themes", _("Kies hoogstens drie thema’s."))
    if not project.summary.strip():
        yield Demand("summary", _("Vat het project samen in vijf tot acht zinnen."))


def _result(draft: ResultDraft, field: str, message: str) -> Demand:
    return Demand(field, message, ChildKind.RESULT, draft.uuid)


def _conclusion(draft: ConclusionDraft, field: str, message: str) -> Demand:
    return Demand(field, message, ChildKind.CONCLUSION, draft.uuid)


def _results_to_hand_in(project: ProjectPage) -> Iterator[Demand]:
    drafts = list(project.result_drafts.all())
    if not drafts:
        yield Demand("results", _("Beschrijf minstens één resultaat."))
    for draft in drafts:
        if not draft.title.strip():
            yield _result(draft, "title", _("Geef het resultaat een titel."))
        if not draft.description.strip():
            yield _result(draft, "description", _("Zeg in twee zinnen wat het resultaat is."))
        if draft.link and draft.document_id:
            yield _result(draft, "link", _("Geef een link of een bestand, niet allebei."))
        if not (draft.link or draft.document_id or draft.nothing_to_share):
            yield _result(
                draft, "link", _("Geef een link of een bestand, of vink aan dat er geen is.")
            )


def _conclusions_to_hand_in(project: ProjectPage) -> Iterator[Demand]:
    for draft in project.conclusion_drafts.all():
        if not draft.statement.strip():
            yield _conclusion(draft, "statement", _("Zeg in één zin wat het beleid moet weten."))
        if not draft.argument.strip():
            yield _conclusion(draft, "argument", _("Zeg waarom het beleid dit moet weten."))


def _excesses(project: ProjectPage) -> Iterator[Demand]:
    for field, message, kind, part in excesses(project):
        yield Demand(field, message, kind, None if part is None else part.uuid)


def _results_to_publish(project: ProjectPage) -> Iterator[Demand]:
    for draft in project.result_drafts.all():
        if draft.type_id is None:
            yield _result(draft, "type", _("Kies wat voor resultaat het is."))
        if draft.document_id and not draft.licence:
            yield _result(draft, "licence", _("Kies een licentie bij het bestand."))


def _conclusions_to_publish(project: ProjectPage) -> Iterator[Demand]:
    results = {str(draft.uuid) for draft in project.result_drafts.all()}
    for draft in project.conclusion_drafts.all():
        if not draft.kind:
            yield _conclusion(draft, "kind", _("Kies wat de conclusie vraagt."))
        if not draft.policy_levels:
            yield _conclusion(draft, "policy_levels", _("Kies het beleidsniveau."))
        if not draft.policy_domains:
            yield _conclusion(draft, "policy_domains", _("Kies het beleidsdomein."))
        if not draft.addressee_institutions and not draft.addressee_words.strip():
            yield _conclusion(
                draft, "addressee_institutions", _("Zeg aan wie de conclusie gericht is.")
            )
        if not results.intersection(draft.supported_by):
            yield _conclusion(
                draft, "supported_by", _("Kies minstens één resultaat waarop ze steunt.")
            )


def _children_left_out(project: ProjectPage) -> Iterator[Demand]:
    """Published children that the draft no longer has; withdrawing is the way, not deleting."""
    if not project.pk:
        return
    for kind, records, drafts in (
        (ChildKind.RESULT, project.results, project.result_drafts),
        (ChildKind.CONCLUSION, project.conclusions, project.conclusion_drafts),
    ):
        present = {draft.uuid for draft in drafts.all()}
        standing: ChildRecordQuerySet = records.filter(withdrawn_at__isnull=True)
        for record in standing.exclude(uuid__in=present):
            yield Demand(
                "left_out",
                _("“{title}” is gepubliceerd en kan niet weg. Trek het in met een reden.").format(
                    title=getattr(record, "statement", None) or record.title
                ),
                kind,
                record.uuid,
            )


def _odd_numbers(project: ProjectPage) -> Iterator[Demand]:
    for row in project.project_numbers.all():
        number = normalise_number(row.number)
        if number and recognise(number) is None and not fits_programme(number, project.programme):
            yield Demand(
                "project_numbers",
                _("{number} lijkt niet op een projectnummer dat we kennen. Klopt het?").format(
                    number=row.number
                ),
            )


def _many_dimensions(project: ProjectPage) -> Iterator[Demand]:
    levels = {level.slug for level in project.levels.all()}
    chosen = len(project.competence_dimensions.all())
    if levels & PRIMARY_LEVELS and chosen > MAX_PRIMARY_DIMENSIONS:
        yield Demand(
            "competence_dimensions",
            _("Voor het basisonderwijs raden we hoogstens drie competentiedimensies aan."),
        )
