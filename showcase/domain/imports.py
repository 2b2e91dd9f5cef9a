"""Reading an export into imported projects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from django.db import DatabaseError, transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.domain.record import record
from showcase.domain.import_vocabularies import Vocabulary, project_mapper, read_vocabulary
from showcase.eplus.mapping import ProjectMapper, ProjectRow, UnusableRow
from showcase.eplus.names import name_key
from showcase.eplus.problems import UnreadableExport
from showcase.eplus.reader import open_export
from showcase.eplus.rows import Export, SourceRow
from showcase.records import ImportedProject, ImportRun

if TYPE_CHECKING:
    from accounts.records import User
    from showcase.eplus.report import RowReport

#: Rows that are written in one transaction.
BATCH = 200

#: Told after every batch: bytes read, bytes in all (unknown for a workbook), rows read.
Progress = Callable[[int, int | None, int], None]


class RowAction(TextChoices):
    """What became of a row."""

    CREATED = "created", gettext_lazy("nieuw")
    UPDATED = "updated", gettext_lazy("bijgewerkt")
    UNCHANGED = "unchanged", gettext_lazy("ongewijzigd")
    SKIPPED = "skipped", gettext_lazy("overgeslagen")
    FAILED = "failed", gettext_lazy("mislukt")


@dataclass
class ImportSummary:
    """How many rows were read, and what became of them."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    failed: int = 0

    def count(self, action: RowAction) -> None:
        """Count one row."""
        setattr(self, action.value, getattr(self, action.value) + 1)

    def as_dict(self) -> dict[str, int]:
        """The counts, by name."""
        return asdict(self)

    def __str__(self) -> str:
        return _(
            "{read} gelezen: {created} nieuw, {updated} bijgewerkt, {unchanged} ongewijzigd,"
            " {skipped} overgeslagen, {failed} mislukt."
        ).format(**self.as_dict())


@dataclass
class _Row:
    """A row on its way, and what became of it."""

    source: SourceRow
    project: ProjectRow | None = None
    action: RowAction | None = None
    reasons: list[str] = field(default_factory=list)

    def settle(self, action: RowAction, *reasons: str) -> None:
        self.action = action
        self.reasons = [*reasons, *self.reasons]


def import_export(
    file: BinaryIO,
    *,
    run: ImportRun,
    by: User | None,
    encoding: str = "",
    progress: Progress | None = None,
    report: RowReport | None = None,
) -> ImportSummary:
    """Read the export in ``file``; ``run`` says which file it is and keeps what came of it.

    Rows are written in batches, each in a transaction: an import that breaks off has done what it
    did, and a second one goes on. ``by=None`` is the platform itself.

    Raises:
        UnreadableExport: this is no export, or not in this encoding. Rows before the place
            where a file turns out to be in another encoding stay.
    """
    summary = ImportSummary()
    try:
        with closing(open_export(file, encoding)) as export:
            run.kind, run.size = export.kind, export.size or run.size
            import_rows(export, run=run, summary=summary, progress=progress, report=report)
    except UnreadableExport as problem:
        run.problem = str(problem)
        raise
    finally:
        run.summary = summary.as_dict()
        run.ended_at = timezone.now()
        run.save()
        record("import_eplus", run, by=by, keep_all=run.keep_all, **summary.as_dict())
    return summary


def import_rows(
    export: Export,
    *,
    run: ImportRun,
    summary: ImportSummary,
    progress: Progress | None = None,
    report: RowReport | None = None,
) -> ImportSummary:
    """Write the rows of an opened export, and count in ``summary`` what became of them."""
    vocabulary = read_vocabulary()
    mapper = project_mapper(vocabulary)
    writer = _Writer(run, vocabulary)
    seen: dict[str, int] = {}
    for batch in _batches(export.rows, BATCH):
        rows = [_read(source, export, mapper, seen, keep_all=run.keep_all) for source in batch]
        writer.write([row for row in rows if row.action is None])
        for row in rows:
            _account_for(row, summary, report)
        if progress:
            progress(export.position(), export.size, summary.read)
    return summary


def _batches(rows: Iterable[SourceRow], size: int) -> Iterator[list[SourceRow]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch


def _read(
    source: SourceRow,
    export: Export,
    mapper: ProjectMapper,
    seen: dict[str, int],
    *,
    keep_all: bool,
) -> _Row:
    """Read one row, and settle it when there is nothing to write."""
    row = _Row(source, reasons=list(source.notes))
    if source.problem:
        row.settle(RowAction.FAILED, source.problem)
        return row
    try:
        project = row.project = mapper.project(source.cells, export.layout)
    except UnusableRow as problem:
        row.settle(RowAction.FAILED, str(problem))
        return row
    row.reasons += project.notes
    first = seen.setdefault(project.number, source.row)
    if first != source.row:
        row.settle(RowAction.SKIPPED, _("dit nummer staat al op rij {row}").format(row=first))
    elif not project.is_flemish and not keep_all:
        row.settle(RowAction.SKIPPED, _("geen Vlaamse coördinator of partner"))
    return row


def _account_for(row: _Row, summary: ImportSummary, report: RowReport | None) -> None:
    assert row.action is not None  # noqa: S101  (every row is settled by now)
    summary.read += 1
    summary.count(row.action)
    if report:
        number = row.project.number if row.project else ""
        report.write(
            row.source,
            number,
            what=str(row.action.label),
            why="; ".join(row.reasons),
            failed=row.action == RowAction.FAILED,
        )


Outcome = tuple[RowAction, str]


class _Writer:
    """Writes projects to the database, a batch at a time."""

    def __init__(self, run: ImportRun, vocabulary: Vocabulary) -> None:
        self._run = run
        self._vocabulary = vocabulary

    def write(self, rows: list[_Row]) -> None:
        """Write ``rows`` together; when that fails one by one, so that only the bad one is lost."""
        projects = {row.project.number: row.project for row in rows if row.project}
        try:
            outcomes = self._write_together(projects)
        except (DatabaseError, ValueError):
            outcomes = {}
            for number, project in projects.items():
                outcomes |= self._write_alone(number, project)
        for row in rows:
            if row.project:
                action, reason = outcomes[row.project.number]
                row.settle(action, *([reason] if reason else []))

    def _write_alone(self, number: str, project: ProjectRow) -> dict[str, Outcome]:
        try:
            return self._write_together({number: project})
        except (DatabaseError, ValueError):
            return {number: (RowAction.FAILED, _("de databank weigert deze rij"))}

    @transaction.atomic
    def _write_together(self, projects: dict[str, ProjectRow]) -> dict[str, Outcome]:
        """Write the difference. The order of numbers keeps two imports from waiting crosswise."""
        known = {
            imported.number: imported
            for imported in ImportedProject.objects.select_for_update()
            .filter(number__in=projects)
            .order_by("number")
            .only("number", "digest", "claimed_at")
        }
        now = timezone.now()
        fresh = [
            ImportedProject(**self._values(projects[number], now), imported_at=now)
            for number in sorted(projects.keys() - known.keys())
        ]
        ImportedProject.objects.bulk_create(fresh)
        outcomes = {one.number: (RowAction.CREATED, "") for one in fresh}
        for number, imported in known.items():
            outcomes[number] = self._update(imported, projects[number], now)
        changed = [
            imported
            for number, imported in known.items()
            if outcomes[number][0] == RowAction.UPDATED
        ]
        self._forget_themes(changed)
        self._write_themes([*fresh, *changed], projects)
        return outcomes

    def _values(self, project: ProjectRow, now: datetime) -> dict[str, Any]:
        return project.values() | {
            "coordinator_name": project.coordinator.name,
            "coordinator_key": name_key(project.coordinator.name, project.coordinator.country),
            "programme_id": self._vocabulary.programmes.get(project.programme),
            "source_file": self._run.name[:200],
            "source_kind": self._run.kind,
            "digest": project.digest,
            "updated_at": now,
        }

    def _update(self, imported: ImportedProject, project: ProjectRow, now: datetime) -> Outcome:
        """Bring ``imported`` up to date, unless a school has it."""
        if imported.digest == project.digest:
            return RowAction.UNCHANGED, ""
        unclaimed = ImportedProject.objects.unclaimed().filter(pk=imported.pk)
        if unclaimed.update(**self._values(project, now)):
            return RowAction.UPDATED, ""
        return RowAction.SKIPPED, _("al overgenomen door een school, dus niet bijgewerkt")

    def _forget_themes(self, changed: list[ImportedProject]) -> None:
        links = ImportedProject.themes.through
        links.objects.filter(importedproject_id__in=[one.pk for one in changed]).delete()

    def _write_themes(
        self, written: list[ImportedProject], projects: dict[str, ProjectRow]
    ) -> None:
        links = ImportedProject.themes.through
        links.objects.bulk_create(
            links(importedproject_id=imported.pk, theme_id=self._vocabulary.themes[slug])
            for imported in written
            for slug in projects[imported.number].themes
        )
