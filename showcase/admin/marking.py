"""Showing what is missing, at its field, in a form that nobody sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms.utils import ErrorDict, ErrorList

from showcase.domain.demands import Demand
from showcase.enums import ChildKind
from showcase.records import AdditionRequest

FORMSETS = {ChildKind.RESULT: "result_drafts", ChildKind.CONCLUSION: "conclusion_drafts"}
#: Demands about a list of rows rather than about a field.
LISTS = {"results": "result_drafts", "project_numbers": "project_numbers", "photos": "photos"}


@dataclass(frozen=True)
class Mark:
    """A message, and the id of the field that it is about (empty: the project as a whole)."""

    words: str
    target: str


def mark_demands(form: Any, demands: Iterable[Demand]) -> list[Mark]:
    """Put every demand at its field in ``form`` (unbound); say where each stands."""
    return [_mark(form, demand) for demand in demands]


def mark_requests(form: Any, requests: Iterable[AdditionRequest]) -> list[Mark]:
    """Say at which field in ``form`` each question of the review stands."""
    return [
        Mark(
            request.words,
            _target(form, request.field, ChildKind(request.child_kind), request.child_uuid),
        )
        for request in requests
    ]


def _mark(form: Any, demand: Demand) -> Mark:
    name = LISTS.get(demand.field)
    if name is not None and demand.child_uuid is None:
        formset = form.formsets[name]
        formset._errors = [{} for _form in formset.forms]
        formset._non_form_errors = ErrorList([demand.message])
        return Mark(demand.message, f"id_{formset.prefix}-ADD")
    part = _form_of(form, demand.child_kind, demand.child_uuid)
    if part is not None:
        if part._errors is None:
            part._errors = ErrorDict()
        field = demand.field if demand.field in part.fields else "__all__"
        part._errors.setdefault(field, ErrorList()).append(demand.message)
    target = _target(form, demand.field, demand.child_kind, demand.child_uuid)
    return Mark(demand.message, target)


def _form_of(form: Any, kind: ChildKind, uuid: Any) -> Any:
    if kind == ChildKind.PROJECT or uuid is None:
        return form
    for part in form.formsets[FORMSETS[kind]].forms:
        if part.instance.uuid == uuid:
            return part
    return None


def _target(form: Any, field: str, kind: ChildKind, uuid: Any) -> str:
    if field in LISTS and uuid is None:
        return f"id_{form.formsets[LISTS[field]].prefix}-ADD"
    part = _form_of(form, kind, uuid)
    if part is None or field not in part.fields:
        return ""
    bound = part[field]
    return bound.id_for_label or f"{bound.auto_id}_0"
