"""Which views Wagtail's admin has for a project."""

from __future__ import annotations

from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet

from showcase.admin.copying import ProjectCopyView
from showcase.admin.editing import ProjectEditView
from showcase.pages import ProjectPage


class ProjectRevertView(ProjectEditView, RevisionsRevertView):
    """Looking at an older text, and making it the draft again."""


class ProjectPageViewSet(PageViewSet):
    """Wagtail's views of a page, with our editor."""

    model = ProjectPage
    edit_view_class = ProjectEditView
    revisions_revert_view_class = ProjectRevertView
    copy_view_class = ProjectCopyView
