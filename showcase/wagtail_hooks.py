"""What Wagtail's admin must know of projects and files."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from accounts.permissions import is_administrator
from institutions.permissions import institutions_edited_by
from showcase.admin import import_hooks, menu
from showcase.admin.keeping import pages_among, refuse_to_delete
from showcase.admin.landing import AdministratorPanel, ModeratorPanel, SchoolProjectsPanel
from showcase.admin.log_words import register_words
from showcase.admin.policies import SchoolFilePolicy
from showcase.admin.project_views import ProjectPageViewSet
from showcase.admin.spaces import is_only_of_a_school
from showcase.pages import ProjectPage
from showcase.records import SchoolDocument, SchoolImage

__all__ = ["import_hooks"]

register_permission_policy(
    SchoolImage,
    SchoolFilePolicy(
        SchoolImage, auth_model="wagtailimages.Image", owner_field_name="uploaded_by_user"
    ),
    exact_class=True,
)
register_permission_policy(
    SchoolDocument,
    SchoolFilePolicy(
        SchoolDocument, auth_model="wagtaildocs.Document", owner_field_name="uploaded_by_user"
    ),
    exact_class=True,
)


def register_projects() -> MenuItem:
    """Add own projects to the menu."""
    return menu.projects_item()


def register_site() -> MenuItem:
    """Add the way back to the site."""
    return menu.site_item()


def trim_menu(request: HttpRequest, items: list[Any]) -> None:
    """Leave what this person can use."""
    menu.trim(request, items)


def land_on_own_projects(request: HttpRequest, panels: list[Any]) -> None:
    """A school sees its own projects, a moderator the way to the review, others what failed."""
    if is_only_of_a_school(request.user):
        panels[:] = [SchoolProjectsPanel()]
    elif is_administrator(request.user):
        panels[:] = [AdministratorPanel()]
    else:
        panels[:] = [ModeratorPanel()]


def count_nothing(request: HttpRequest, items: list[Any]) -> None:
    """How many pages and files there are is nobody's work."""
    items.clear()


def choose_among_visible_pages(pages: Any, request: HttpRequest) -> Any:
    """Drafts of schools are in no chooser of others."""
    if is_administrator(request.user):
        return pages
    own = ProjectPage.objects.filter(institution__in=institutions_edited_by(request.user))
    drafts = ProjectPage.objects.filter(live=False).values("pk")
    return pages.exclude(Q(pk__in=drafts) & ~Q(pk__in=own.values("pk")))


def register_project_views() -> ProjectPageViewSet:
    """Edit projects by our rules."""
    return ProjectPageViewSet()


def trim_actions(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """A project is saved; handing in stands beside it, publishing elsewhere."""
    if isinstance(context.get("page"), ProjectPage):
        items[:] = [item for item in items if item.name == "action-save-draft"]


def keep_what_is_public(request: HttpRequest, page: Any) -> Any:
    """Refuse in words, before the database does."""
    return refuse_to_delete(request, [page])


def keep_what_is_public_in_bulk(
    request: HttpRequest, action_type: str, objects: Any, action: Any
) -> Any:
    """Refuse in words, before the database does."""
    return refuse_to_delete(request, pages_among(objects)) if action_type == "delete" else None


def trim_listing_buttons(
    buttons: list[Any], page: Any, user: Any, context: dict[str, Any] | None = None
) -> None:
    """Whoever may not look behind a button does not see it."""
    if not is_administrator(user):
        buttons.clear()


def add_scripts() -> SafeString:
    """Choices among the parts of one project; a button that waits for what saves by itself."""
    return format_html_join(
        "",
        '<script type="module" src="{}"></script>',
        ((static(f"showcase/{name}.js"),) for name in ("siblings", "one_save_at_a_time")),
    )


def add_style() -> SafeString:
    """The colours and letters of the platform."""
    return format_html('<link rel="stylesheet" href="{}">', static("showcase/admin.css"))


# After Wagtail's own, which it replaces.
hooks.register("register_log_actions", register_words, order=100)
hooks.register("register_admin_menu_item", register_projects)
hooks.register("register_admin_menu_item", register_site)
hooks.register("construct_main_menu", trim_menu)
hooks.register("construct_homepage_panels", land_on_own_projects)
hooks.register("construct_homepage_summary_items", count_nothing)
hooks.register("construct_page_chooser_queryset", choose_among_visible_pages)
hooks.register("register_admin_viewset", register_project_views)
hooks.register("construct_page_action_menu", trim_actions)
hooks.register("before_delete_page", keep_what_is_public)
hooks.register("before_bulk_action", keep_what_is_public_in_bulk)
hooks.register("construct_page_listing_buttons", trim_listing_buttons)
hooks.register("insert_editor_js", add_scripts)
hooks.register("insert_global_admin_css", add_style)
