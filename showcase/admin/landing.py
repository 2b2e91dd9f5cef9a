"""Where people land in the admin: a school with its projects, others where their work is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from jobs.enums import JobState
from jobs.records import Job
from notifications.enums import MailState
from notifications.records import OutgoingMail
from showcase.admin.spaces import projects_of, school_pages_of
from showcase.overview import rows_of
from showcase.records import AccessRequest, ImportedProject
from vocabularies.records import Keyword


class SchoolProjectsPanel(Component):
    """The whole landing page of who works for a school."""

    name = "school_projects"
    template_name = "showcase/admin/landing.html"
    order = 0
    replaces_everything = True

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Own projects, with what each waits for, and the schools they belong to."""
        request: HttpRequest = parent_context["request"]
        return {
            "request": request,
            "user": request.user,
            "rows": rows_of(projects_of(request.user)),
            "schools": list(school_pages_of(request.user).select_related("institution")),
        }


def _ways(*ways: tuple[str, Any]) -> list[dict[str, Any]]:
    return [{"url": reverse(name), "label": label} for name, label in ways]


class ModeratorPanel(Component):
    """What waits for a moderator, where the review is, and what they keep here."""

    name = "moderator"
    template_name = "showcase/admin/moderator.html"
    order = 0
    replaces_everything = True

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """How much waits, and the lists that a moderator keeps."""
        return {
            "access_requests": AccessRequest.objects.open().count(),
            "keywords": Keyword.objects.waiting().count(),
            "unclaimed": ImportedProject.objects.unclaimed().count(),
            "ways": _ways(
                ("theme:index", _("Thema’s")),
                ("educationlevel:index", _("Onderwijsniveaus")),
                ("term:index", _("Andere lijsten")),
                ("institutions:index", _("Instellingen")),
                ("mandates:index", _("Wie namens wie spreekt")),
            ),
        }


class AdministratorPanel(Component):
    """What failed and waits for an administrator, and the log."""

    name = "administrator"
    template_name = "showcase/admin/administrator.html"
    order = 0
    replaces_everything = True

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """How many mails and jobs failed."""
        return {
            "failed_mails": OutgoingMail.objects.filter(state=MailState.FAILED).count(),
            "failed_jobs": Job.objects.filter(state=JobState.FAILED).count(),
            "ways": _ways(
                ("wagtailusers_users:index", _("Accounts en rollen")),
                ("institutions:index", _("Instellingen")),
                ("mandates:index", _("Wie namens wie spreekt")),
                ("theme:index", _("Thema’s")),
                ("term:index", _("Andere lijsten")),
                ("imported:index", _("Ingelezen projecten")),
            ),
        }
