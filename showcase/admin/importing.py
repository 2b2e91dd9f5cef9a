"""Reading an uploaded export in: send it, follow it, fetch its report."""

from __future__ import annotations

from io import TextIOWrapper
from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.records import User
from jobs.enums import FINISHED_STATES
from showcase import permissions
from showcase.admin.import_forms import UploadForm
from showcase.domain.import_uploads import UploadRefused, start_import
from showcase.domain.imports import RowAction
from showcase.eplus.report import RowReport, rows_of
from showcase.records import ImportRun

LATEST = 10


def upload(request: HttpRequest) -> HttpResponse:
    """Ask for an export; have it read in the background."""
    if not permissions.can_import(request.user):
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            run = start_import(data["file"], keep_all=data["keep_all"], by=cast(User, request.user))
        except UploadRefused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("imported:follow", pk=run.pk)
    latest = ImportRun.objects.select_related("job", "started_by")[:LATEST]
    context = {"form": form, "runs": latest}
    return render(request, "showcase/imports/admin/upload.html", context)


@never_cache
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far an import is, and what came of it."""
    if not permissions.can_import(request.user):
        raise PermissionDenied
    run = get_object_or_404(ImportRun.objects.select_related("job", "started_by"), pk=pk)
    job = run.job
    busy = run.ended_at is None and (job is None or job.state not in FINISHED_STATES)
    counts = [(action.label, run.summary.get(action.value, 0)) for action in RowAction]
    context = {
        "run": run,
        "job": job,
        "busy": busy,
        "problem": run.problem or (job.problem if job else ""),
        "failed": [] if busy else _failed(run),
        "counts": [(_("gelezen"), run.summary.get("read", 0)), *counts] if run.summary else [],
    }
    return render(request, "showcase/imports/admin/follow.html", context)


def _failed(run: ImportRun) -> list[dict[str, str]]:
    """The first rows that failed, and why; all of them stand in the report."""
    if not (run.report and run.summary and run.summary.get(RowAction.FAILED.value)):
        return []
    with run.report.open("rb") as content, TextIOWrapper(content, "utf-8-sig", newline="") as text:
        return rows_of(text, str(RowAction.FAILED.label), RowReport.KEEP)


@require_GET
@never_cache
def report(request: HttpRequest, pk: int) -> FileResponse:
    """Give the report, row by row."""
    if not permissions.can_import(request.user):
        raise PermissionDenied
    run = get_object_or_404(ImportRun, pk=pk)
    if not run.report:
        raise Http404
    name = f"verslag-{run.started_at:%Y-%m-%d}-{run.pk}.csv"
    return FileResponse(
        run.report.open("rb"), as_attachment=True, filename=name, content_type="text/csv"
    )
