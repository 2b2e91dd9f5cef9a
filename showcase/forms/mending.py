"""What a browser sends of a project's parts, mended before it meets the draft.

Two tabs, an older version or a colleague can make a form speak of rows that are no longer there,
or leave out what was published. A part is known by its uuid: so a row that lost its number is
saved again, and nothing breaks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.http import QueryDict
from modelcluster.models import get_all_child_relations

from showcase.domain.fitting import as_typed
from showcase.records.carried import CARRIERS, own_files

if TYPE_CHECKING:
    from showcase.pages import ProjectPage

#: The parts that become permanent records.
PARTS = {"result_drafts": "results", "conclusion_drafts": "conclusions"}
#: What a row has before somebody writes in it.
_HELD_BY_ITSELF = frozenset({"id", "uuid", "ORDER", "DELETE"})


@dataclass
class Mended:
    """The data to go on with; what was put back, or is missing though published, or not own.

    And what must not be missing: the keys of the published parts.
    """

    data: QueryDict
    put_back: dict[tuple[str, int], Any] = field(default_factory=dict)
    left_out: list[Any] = field(default_factory=list)
    not_own: list[tuple[str, int, str]] = field(default_factory=list)
    published: set[UUID] = field(default_factory=set)


def mend(data: QueryDict, project: ProjectPage) -> Mended:
    """Mend what was sent for ``project`` (the draft it will be written to)."""
    mended = Mended(data.copy())
    for name, values in list(mended.data.lists()):
        mended.data.setlist(name, [as_typed(value) for value in values])
    for relation in get_all_child_relations(type(project)):
        name = relation.get_accessor_name()
        _forget_unknown_rows(mended.data, name, project)
    for name in CARRIERS:
        _forget_foreign_files(mended, name, project)
    for name, records in PARTS.items():
        _mend_parts(mended, name, getattr(project, records) if project.pk else None)
    return mended


def _rows(data: QueryDict, name: str) -> range:
    try:
        return range(min(int(data.get(f"{name}-TOTAL_FORMS") or 0), 1000))
    except ValueError:
        return range(0)


def _forget_unknown_rows(data: QueryDict, name: str, project: ProjectPage) -> None:
    known = {str(child.pk) for child in getattr(project, name).all() if child.pk}
    for row in _rows(data, name):
        if data.get(f"{name}-{row}-id", "") not in known:
            data[f"{name}-{row}-id"] = ""


def _forget_foreign_files(mended: Mended, name: str, project: ProjectPage) -> None:
    """Take out the numbers of files that are not the school's: a form shows what it was sent."""
    file, _model = CARRIERS[name]
    rows = {row: mended.data.get(f"{name}-{row}-{file}") for row in _rows(mended.data, name)}
    asked = {row: number for row, number in rows.items() if number}
    if not asked:
        return
    numbers = {number for number in asked.values() if number.isdecimal() and len(number) < 18}
    known = own_files(name, project).filter(pk__in=numbers).values_list("pk", flat=True)
    own = {str(pk) for pk in known}
    for row, number in asked.items():
        if number not in own:
            mended.data[f"{name}-{row}-{file}"] = ""
            mended.not_own.append((name, row, file))


def _mend_parts(mended: Mended, name: str, records: Any) -> None:
    data = mended.data
    if f"{name}-TOTAL_FORMS" not in data:
        return
    published = {
        record.uuid: record
        for record in (records.filter(withdrawn_at__isnull=True) if records is not None else ())
    }
    mended.published |= set(published)
    present: set[UUID] = set()
    for row in _rows(data, name):
        uuid = _uuid(data.get(f"{name}-{row}-uuid", ""))
        deleted = bool(data.get(f"{name}-{row}-DELETE"))
        if deleted and uuid in published:
            data[f"{name}-{row}-DELETE"] = ""
            mended.put_back[name, row] = published[uuid]
            deleted = False
        if uuid is None or (uuid in present and not deleted):
            uuid = uuid4()
            data[f"{name}-{row}-uuid"] = str(uuid)
        if not deleted:
            present.add(uuid)
    mended.left_out += [record for uuid, record in published.items() if uuid not in present]


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def drop_empty_rows(mended: Mended, formsets: Iterable[Any]) -> None:
    """Let rows that somebody added, and wrote nothing in, be as rows that were taken away again.

    What a new row holds by itself (its place, its key, a language) is nothing that was written. Of
    ``formsets`` nothing is checked yet; they read the data of ``mended``.
    """
    for formset in formsets:
        for row in formset.forms:
            key = _uuid(mended.data.get(f"{row.prefix}-uuid", ""))
            written = set(row.changed_data) - _HELD_BY_ITSELF
            if row.instance.pk is None and not written and key not in mended.published:
                mended.data[f"{row.prefix}-DELETE"] = "on"
