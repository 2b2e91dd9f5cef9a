"""What the plain page shows around its fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.forms import BoundField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.kept import kept_text
from showcase import hints, permissions
from showcase.domain.demands import Demand, anchor_of, oddities
from showcase.domain.drafting import Sitting, mark_of
from showcase.domain.first_parts import first_uuid, part_with
from showcase.domain.known_numbers import remarks_for_school
from showcase.enums import ChildKind, ProjectState, ProposalState
from showcase.finding.similar import projects_about
from showcase.forms.handing_in import HandingInForm
from showcase.forms.plain_page import FIELDS
from showcase.pages import ProjectPage
from showcase.progress import SHAPES, next_step, steps_of
from showcase.records import AdditionRequest, Archival, CompletionProposal
from showcase.views.proposals import in_words, with_proposals
from showcase.views.submission import submission
from showcase.views.writing.access import user_of
from showcase.views.writing.confirmations import questions_to
from ui.progress import Problem

#: The field that says which text was typed over. Of all forms sent to the page only its own has it.
MARK = "mark"


@dataclass
class Place:
    """A field of the page, with everything that is said about it."""

    bound: BoundField
    anchor: str
    example: str
    missing: str = ""
    remarks: list[str] = field(default_factory=list)
    questions: list[AdditionRequest] = field(default_factory=list)


@dataclass(frozen=True)
class OtherPart:
    """A result or conclusion that the plain page does not show."""

    title: str
    kind: str


def frame(request: HttpRequest, project: ProjectPage) -> dict[str, Any]:
    """What every page about a project shows: its state, and what can be done with it."""
    user, state = request.user, project.state
    draft = project.get_latest_revision_as_object()
    questions = questions_to(project)
    open_questions = [question for question in questions if not question.is_answered]
    rows = in_words(_proposals_to_show(project, state), draft)
    in_proposals = [
        replace(row, typed=request.POST.get(f"reden-{row.proposal.pk}", ""))
        for row in rows
        if row.is_open
    ]
    return {
        "project": project,
        "draft": draft,
        "state": state,
        "shape": SHAPES[state],
        "steps": steps_of(state, online=project.live, changed=project.has_unpublished_changes),
        "next_step": next_step(project, state, len(open_questions), len(in_proposals)),
        "questions": questions,
        "open_questions": open_questions,
        "proposals": in_proposals,
        "confirmed": [row for row in rows if not row.is_open],
        "settles": permissions.can_settle_proposal(user, project),
        "hands_in": permissions.can_hand_in(user, project),
        "takes_back": permissions.can_take_back(user, project),
        "archives": permissions.can_archive(user, project),
        "deletes": permissions.can_delete_draft(user, project),
        "invites": permissions.can_invite_guest(user, project),
        "evaluates": permissions.can_fill_in_self_evaluation(user, project),
        "uses_admin": permissions.edits_school_of(user, project),
        "public_url": project.url if project.live else "",
    }


def _proposals_to_show(project: ProjectPage, state: ProjectState) -> QuerySet[CompletionProposal]:
    """Those that wait for the school, and until it is published those it confirmed this time."""
    shown = {ProposalState.PROPOSED}
    if state not in (ProjectState.PUBLISHED, ProjectState.ARCHIVED):
        shown.add(ProposalState.CONFIRMED)
    return CompletionProposal.objects.since_publication_of(project).filter(state__in=shown)


def filled_page(
    request: HttpRequest,
    project: ProjectPage,
    *,
    form: HandingInForm | None,
    demands: list[Demand],
) -> dict[str, Any]:
    """The page to write on."""
    context = frame(request, project) | _changing(project)
    draft = context["draft"]
    kept = kept_text(request, holding=MARK) if form is None else None
    shown = form or HandingInForm(kept, draft=draft, by=user_of(request))
    demands = _beside_errors(_at_a_field(demands, draft), shown)
    remarks = [*oddities(draft), *remarks_for_school(draft, by=user_of(request))]
    places = _places(shown, demands, remarks, context["questions"])
    part = part_with(draft, ChildKind.RESULT, shown.uuids[ChildKind.RESULT])
    elsewhere = _elsewhere(places, context["questions"])
    return {
        **context,
        "problems": [Problem(demand.anchor, demand.message) for demand in demands],
        "form": shown,
        "at": places,
        "mark": kept.get(MARK, "") if kept else mark_of(project.latest_revision),
        "sitting": kept.get("sitting", "") if kept else Sitting.new().key,
        "turn": kept.get("turn", "") if kept else 0,
        "kept": kept is not None,
        "result_uuid": shown.uuids[ChildKind.RESULT],
        "conclusion_uuid": shown.uuids[ChildKind.CONCLUSION],
        "document": getattr(part, "document", None),
        "keywords": sorted(keyword.word for keyword in draft.keywords.all()),
        "others": other_parts(draft, shown.uuids),
        "questions_elsewhere": elsewhere,
        "missing_elsewhere": [
            d for d in demands if d.anchor not in {p.anchor for p in places.values()}
        ],
        "hints_elsewhere": [
            hint for hint in remarks if hint.anchor not in {p.anchor for p in places.values()}
        ],
        "similar": projects_about(draft.title, without=project),
        "words": {
            "saving": _("Bewaren…"),
            "offline": _("Geen verbinding. Je tekst staat op dit toestel en wordt later bewaard."),
            "failed": _("Bewaren lukt niet. Je tekst staat op dit toestel. Kies Bewaar."),
            "login": _("Meld je opnieuw aan"),
            "merge": _("Leg de teksten naast elkaar"),
        },
        "similar_url": reverse("similar_projects"),
        "edit_url": reverse("wagtailadmin_pages:edit", args=[project.pk]),
    }


def _changing(project: ProjectPage) -> dict[str, Any]:
    """What is written on a published project begins at the first step again."""
    if project.state != ProjectState.PUBLISHED:
        return {}
    steps: dict[str, Any] = {"steps": steps_of(ProjectState.DRAFT)}
    if not project.has_unpublished_changes:
        steps["next_step"] = _(
            "Wat je aanpast, komt online nadat een moderator het nakeek. Tot dan blijft de huidige"
            " pagina staan."
        )
    return steps


def _places(
    form: HandingInForm,
    demands: Sequence[Demand],
    hints_at_fields: Iterable[Demand],
    questions: Iterable[Any],
) -> dict[str, Place]:
    missing = {demand.anchor: demand.message for demand in reversed(demands)}
    remarks: dict[str, list[str]] = {}
    for hint in hints_at_fields:
        remarks.setdefault(hint.anchor, []).append(hint.message)
    asked: dict[str, list[AdditionRequest]] = {}
    for question in questions:
        asked.setdefault(question.anchor, []).append(question)
    places = {}
    for name, (kind, own_name) in FIELDS.items():
        anchor = anchor_of(own_name, kind, form.uuids.get(kind))
        places[name] = Place(
            form[name],
            anchor,
            str(hints.EXAMPLES.get(name, "")),
            missing.get(anchor, ""),
            remarks.get(anchor, []),
            asked.get(anchor, []),
        )
    return places


def _beside_errors(demands: Iterable[Demand], form: HandingInForm) -> list[Demand]:
    """What is missing where nothing was typed that can't be read: there the form says why."""
    unread = set()
    for name in form.errors:
        kind, own_name = FIELDS.get(name, (ChildKind.RESULT, name))
        unread.add(anchor_of(own_name, kind, form.uuids.get(kind)))
    return [demand for demand in demands if demand.anchor not in unread]


def _elsewhere(
    places: dict[str, Place], questions: Iterable[AdditionRequest]
) -> list[AdditionRequest]:
    here = {question.pk for place in places.values() for question in place.questions}
    return [question for question in questions if question.pk not in here]


def other_parts(draft: ProjectPage, uuids: dict[ChildKind, UUID]) -> list[OtherPart]:
    """Results and conclusions beyond the first, which are written in the admin."""
    shown = set(uuids.values())
    names = {ChildKind.RESULT: _("resultaat"), ChildKind.CONCLUSION: _("beleidsconclusie")}
    return [
        OtherPart(str(part) or _("zonder titel"), names[kind])
        for kind, parts in (
            (ChildKind.RESULT, draft.result_drafts.all()),
            (ChildKind.CONCLUSION, draft.conclusion_drafts.all()),
        )
        for part in parts
        if part.uuid not in shown
    ]


def _at_a_field(demands: Iterable[Demand], draft: ProjectPage) -> list[Demand]:
    """The same demands; that there is no result yet is said where its title goes."""
    first = first_uuid(draft, ChildKind.RESULT)
    return [
        Demand("title", demand.message, ChildKind.RESULT, first)
        if demand.field == "results"
        else demand
        for demand in demands
    ]


def reading_page(request: HttpRequest, project: ProjectPage) -> dict[str, Any]:
    """The page to read on: in review, published without changes, archived."""
    context = frame(request, project)
    archived = context["state"] == ProjectState.ARCHIVED
    return {
        **context,
        "parts": with_proposals(submission(context["draft"]), context["proposals"]),
        "archival": Archival.objects.filter(project=project).first() if archived else None,
        "results": list(project.results.all()) if project.live else [],
        "conclusions": list(project.conclusions.all()) if project.live else [],
        "withdraws": permissions.edits_school_of(request.user, project),
        "edits": permissions.can_edit_project(request.user, project),
    }
