"""The list of jobs, and one job."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from jobs.domain.starting import JobNotFailed, retry_job
from jobs.enums import JobState
from jobs.permissions import can_retry_jobs, can_see_jobs
from jobs.records import Job
from ui.codes import pairs_in_words


def moment_in_words(moment: datetime | None) -> str:
    """A moment on the clock of the reader: ``26 november 2026 om 17:22``; a dash for none."""
    if moment is None:
        return "–"
    local = localtime(moment)
    day, hour = date_format(local, "j F Y"), date_format(local, "H:i")
    return gettext("{day} om {hour}").format(day=day, hour=hour)


class LookOnlyPolicy(ModelPermissionPolicy):
    """Nobody makes, changes or deletes a job by hand, not even a superuser."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Only looking, and only for who may."""
        return action == "view" and can_see_jobs(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Whether looking is among ``actions``, for who may."""
        return any(self.user_has_permission(user, action) for action in actions)


class JobsMenuItem(MenuItem):
    """Shown to who may look."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may look."""
        return can_see_jobs(request.user)


class JobIndexView(IndexView):
    """Every job, the latest first."""

    any_permission_required = ["view"]

    def get_base_queryset(self) -> Any:
        """Jobs with the people who asked for them."""
        return super().get_base_queryset().select_related("started_by")


class JobView(InspectView):
    """One job; a failed one can be tried again."""

    any_permission_required = ["view"]
    template_name = "jobs/admin/job.html"
    page_title = _("Achtergrondtaak")

    def get_created_at_display_value(self) -> str:
        """When it was asked."""
        return moment_in_words(self.object.created_at)

    def get_began_at_display_value(self) -> str:
        """Since when, or a dash."""
        return moment_in_words(self.object.began_at)

    def get_ended_at_display_value(self) -> str:
        """Until when, or a dash."""
        return moment_in_words(self.object.ended_at)

    def get_progress_in_words_display_value(self) -> str:
        """How far it came, or a dash."""
        return self.object.progress_in_words or "–"

    def get_started_by_display_value(self) -> str:
        """Who asked for it, or the clock."""
        return str(self.object.started_by or gettext("de klok"))

    def get_field_label(self, field_name: str, field: Any) -> str:
        """The names of fields, and of what is computed."""
        if field_name == "progress_in_words":
            return gettext("Voortgang")
        label: str = super().get_field_label(field_name, field)
        return label

    def get_outcome_display_value(self) -> str:
        """Counts, as words."""
        return pairs_in_words(self.object.outcome)

    def get_problem_display_value(self) -> str:
        """What went wrong, or a dash."""
        return self.object.problem or "–"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether it can be tried again."""
        # What the clock did has no task of its own: the next hour tries again.
        failed = self.object.state == JobState.FAILED and self.object.task_path
        return {
            **super().get_context_data(**kwargs),
            "can_retry": bool(failed) and can_retry_jobs(self.request.user),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Try it again, as a new job."""
        try:
            job = retry_job(self.object, by=request.user)
        except JobNotFailed:
            messages.error(request, gettext("Deze taak is niet mislukt: er is niets te herhalen."))
            return redirect(request.path)
        messages.success(request, gettext("De taak is opnieuw gestart."))
        return redirect(reverse("jobs:inspect", args=[job.pk]))


class JobViewSet(ModelViewSet):
    """Looking at jobs."""

    model = Job
    name = "jobs"
    icon = "cogs"
    menu_label = _("Achtergrondtaken")
    menu_item_class = JobsMenuItem
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = JobIndexView
    inspect_view_class = JobView
    inspect_template_name = JobView.template_name
    inspect_view_fields = [
        *("title", "state", "started_by", "created_at", "began_at", "ended_at"),
        *("progress_in_words", "outcome", "problem"),
    ]
    list_display = [
        "title",
        Column("state", label=_("Toestand"), accessor="get_state_display", sort_key="state"),
        Column("progress", label=_("Voortgang"), accessor="progress_in_words"),
        Column("started_by", label=_("Gestart door"), accessor="started_by"),
        DateColumn("created_at", label=_("Gevraagd"), sort_key="created_at"),
        Column("problem", label=_("Wat er misging"), accessor="problem"),
    ]
    list_filter = ["state", "kind"]
    ordering = ["-created_at"]

    def get_urlpatterns(self) -> list[URLPattern]:
        """Only what looks."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<uuid:pk>/", self.inspect_view, name="inspect"),
        ]

    def register_admin_url_finder(self) -> None:
        """A job has no address to edit it at."""

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Leave out the addresses that are not there."""
        absent = ("add", "edit", "delete", "history", "usage")
        none = {f"{name}_url_name": None for name in absent}
        return {**super().get_common_view_kwargs(**kwargs), **none}
