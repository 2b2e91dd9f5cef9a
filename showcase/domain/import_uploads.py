"""Importing an uploaded export, in the background."""

from __future__ import annotations

import io
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.domain.progress import report_progress
from jobs.domain.running import JobProblem, background_job
from jobs.domain.starting import start_job
from showcase import permissions
from showcase.domain.imports import import_export
from showcase.eplus.problems import UnreadableExport
from showcase.eplus.reader import open_export
from showcase.eplus.report import RowReport
from showcase.records import ImportRun

if TYPE_CHECKING:
    from accounts.records import User
    from jobs.records import Job

#: The largest export that is taken; those of the platform weigh about 90 MB.
MAX_UPLOAD = 200 * 1024 * 1024
KEEP_FILE = timedelta(days=2)
KEEP_REPORT = timedelta(days=90)


class UploadRefused(Exception):
    """The uploaded file is not taken; the message says why, in Dutch."""


def start_import(upload: File[bytes], *, keep_all: bool, by: User) -> ImportRun:
    """Keep an uploaded export where nobody else finds it, and have it read in the background.

    Raises:
        PermissionDenied: ``by`` does not import.
        UploadRefused: too large, or by its content no export.
    """
    if not permissions.can_import(by):
        raise PermissionDenied
    name = Path(upload.name or "").name[:200] or _("export zonder naam")
    kind = _kind_of(upload)
    run = ImportRun(name=name, size=upload.size, kind=kind, keep_all=keep_all, started_by=by)
    run.file.save(name, upload, save=False)
    try:
        with transaction.atomic():
            run.save()
            title = _("Inlezen van {name}").format(name=name)[:200]
            run.job = start_job(read_upload, by=by, kind="import_eplus", title=title, run_id=run.pk)
            run.save(update_fields=["job"])
    except BaseException:
        run.file.delete(save=False)
        raise
    return run


def _kind_of(upload: File[bytes]) -> str:
    """Return the kind of an upload, seen from its content down to its first row."""
    if upload.size > MAX_UPLOAD:
        raise UploadRefused(
            _("Dit bestand is groter dan {limit} MB. Splits het, of vraag een beheerder.").format(
                limit=MAX_UPLOAD // 1024**2
            )
        )
    with tempfile.TemporaryFile() as copy:
        _copy(upload, copy)
        try:
            export = open_export(copy)
        except UnreadableExport as problem:
            raise UploadRefused(str(problem)) from None
        export.close()
    upload.seek(0)
    return export.kind


def _copy(source: File[bytes], target: BinaryIO) -> None:
    """Copy to a real file, which a workbook and an encoding need."""
    source.seek(0)
    shutil.copyfileobj(source, target, 1024 * 1024)
    target.seek(0)


@background_job
def read_upload(job: Job, run_id: int) -> dict[str, Any]:
    """Import the export of a run, and erase it, also if nobody can ever read it.

    What went wrong otherwise may go well another time: then the export stays until it is tidied.
    """
    run = ImportRun.objects.get(pk=run_id)
    if not run.file:
        raise JobProblem(_("Het bestand is al gewist. Laad het opnieuw op."))
    run.job = job
    run.save(update_fields=["job"])
    try:
        with tempfile.TemporaryFile() as copy, tempfile.TemporaryFile() as report:
            with run.file.open("rb") as stored:
                _copy(stored, copy)
            try:
                summary = _import(run, job, copy, report)
            finally:
                report.seek(0)
                if run.report:  # of an earlier try
                    run.report.delete(save=False)
                run.report.save("verslag.csv", File(report), save=True)
    except UnreadableExport as problem:
        _erase_file(run)
        raise JobProblem(str(problem)) from None
    _erase_file(run)
    return summary


def _import(run: ImportRun, job: Job, copy: BinaryIO, report: BinaryIO) -> dict[str, Any]:
    def progress(position: int, size: int | None, read: int) -> None:
        if size:
            report_progress(job, min(100, position * 100 // size), 100)
        else:
            report_progress(job, read)

    text = io.TextIOWrapper(report, encoding="utf-8-sig", newline="")
    try:
        summary = import_export(
            copy, run=run, by=run.started_by, progress=progress, report=RowReport(text)
        )
    finally:
        text.detach()
    return summary.as_dict()


def _erase_file(run: ImportRun) -> None:
    if run.file:
        run.file.delete(save=False)
    run.erased_at = timezone.now()
    run.save(update_fields=["file", "erased_at"])


def tidy_import_runs() -> int:
    """Erase exports whose import never ran, and reports that nobody needs any more."""
    now = timezone.now()
    left = ImportRun.objects.exclude(file="").filter(started_at__lt=now - KEEP_FILE)
    old = ImportRun.objects.exclude(report="").filter(started_at__lt=now - KEEP_REPORT)
    tidied = 0
    for run in left:
        _erase_file(run)
        tidied += 1
    for run in old:
        run.report.delete(save=True)
        tidied += 1
    return tidied
