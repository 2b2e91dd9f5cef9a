"""The schools, and the page of one school."""

from typing import Any

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from accounts.records import User
from showcase.domain.indexing import index_schools
from showcase.domain.naming import UNTITLED
from showcase.pages.permission_tester import SchoolPermissionTester
from showcase.pages.projects import ProjectPage
from showcase.pages.showing import shown_of


class SchoolsIndexPage(Page):
    """The folder of all schools; its address leads to the projects."""

    parent_page_types = ["sitepages.HomePage"]
    subpage_types = ["showcase.SchoolPage"]
    max_count = 1

    class Meta:
        verbose_name = _("scholen")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the projects; there is no list of schools to compare."""
        return redirect("projects")


class SchoolPage(Page):
    """The public page of a school, under which its projects live.

    Opened by `showcase.domain.schools.open_school_space`.
    """

    institution = models.OneToOneField(
        "institutions.Institution",
        on_delete=models.PROTECT,
        related_name="school_page",
        verbose_name=_("instelling"),
    )
    group = models.OneToOneField(
        "auth.Group", on_delete=models.PROTECT, related_name="school_page", editable=False
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        on_delete=models.PROTECT,
        related_name="school_page",
        editable=False,
    )
    introduction = models.TextField(_("wie zijn jullie"), max_length=600, blank=True)

    template = "showcase/school.html"
    parent_page_types = ["showcase.SchoolsIndexPage"]
    subpage_types = ["showcase.ProjectPage"]
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    promote_panels: list[Any] = []
    settings_panels: list[Any] = []

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("scholen")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row; the search index follows in the same transaction."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            if kwargs.get("update_fields") is None:
                index_schools([self.pk])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the public page shows."""
        return {**super().get_context(request, *args, **kwargs), **shown_of(self, request)}

    def permissions_for_user(self, user: Any) -> SchoolPermissionTester:
        """Wagtail's permissions, less what would take projects along."""
        return SchoolPermissionTester(user, self)

    def new_project(self, *, title: str, owner: User | None) -> ProjectPage:
        """Add an empty draft below this page. The caller holds the lock on this page's row."""
        project = ProjectPage(
            title=title or str(UNTITLED),
            owner=owner,
            live=False,
            has_unpublished_changes=True,
            institution=self.institution,
        )
        self.add_child(instance=project)
        return project
