"""Who gets through which door of the admin.

Wagtail's permissions decide what may be done; they leave many doors open to look through: other
schools' titles in choosers, bulk actions, reports, people's names. So somebody who only works for
a school gets a list of doors, and everything else is not there. `tests/showcase/test_leaks.py`
walks through every address of the admin.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import ResolverMatch
from wagtail.models import Page

from accounts.permissions import is_administrator, is_moderator
from showcase import permissions
from showcase.pages import ProjectPage, SchoolPage, SchoolsIndexPage

#: Where the addresses of the admin begin.
ADMIN = "beheer/"

#: Doors for everybody who may enter the admin at all.
HALL = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_logout",
        "wagtailadmin_login",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_dismissibles",
        "admin_dismissibles",
        "wagtailadmin_editing_sessions:ping",
        "wagtailadmin_editing_sessions:release",
        "admin_login",
        "admin_logout",
        "admin_password_reset",
    }
)

#: Doors for who works for a school; each asks for permission on the thing behind it.
SCHOOL = frozenset(
    {
        "wagtailadmin_pages:edit",
        "wagtailadmin_pages:preview_on_edit",
        "wagtailadmin_pages:view_draft",
        *(
            f"wagtailimages:{name}"
            for name in (
                "index",
                "index_results",
                "edit",
                "delete",
                "add",
                "add_multiple",
                "edit_multiple",
                "create_multiple_from_uploaded_image",
                "delete_multiple",
                "delete_upload_multiple",
                "image_usage",
            )
        ),
        *(
            f"wagtaildocs:{name}"
            for name in (
                "index",
                "index_results",
                "edit",
                "delete",
                "add",
                "add_multiple",
                "edit_multiple",
                "create_multiple_from_uploaded_document",
                "delete_multiple",
                "delete_upload_multiple",
                "document_usage",
            )
        ),
        *(
            f"wagtail{kind}_chooser:{name}"
            for kind in ("images", "docs")
            for name in ("choose", "choose_results", "chosen", "chosen_multiple", "create")
        ),
    }
)

#: Doors that lead to one's own rooms under another name.
ELSEWHERE = {
    "wagtailadmin_explore_root": "wagtailadmin_home",
    "wagtailadmin_explore": "wagtailadmin_home",
}

#: Wagtail's page about oneself renames without a trace: everybody goes to the site's own.
OWN_ACCOUNT = "wagtailadmin_account"

#: Doors that only administrators need, and that show more than a moderator may see.
ADMINISTRATORS_ONLY = frozenset(
    {
        "wagtail_bulk_action",
        "wagtailadmin_tag_autocomplete",
        "wagtailadmin_tag_model_autocomplete",
        "wagtailadmin_choose_page_chosen_multiple",
        "wagtailadmin_pages:usage",
        "wagtailadmin_pages:type_use",
        "wagtailadmin_pages:type_use_results",
    }
)
ADMINISTRATORS_ONLY_SPACES = (
    "wagtailadmin_api:documents",
    "wagtailadmin_api:images",
    "wagtailadmin_reports",
    "wagtailadmin_workflows",
    "wagtailadmin_collections",
)

#: Doors that nobody needs: they go round what the others guard.
CLOSED = frozenset(
    {
        "wagtailadmin_api:pages:action",
        "wagtailadmin_error_test",
        "institution_chooser:create",
    }
)

#: The largest key that a database holds has one digit more.
MOST_DIGITS = 18

#: Arguments of addresses that name a page.
PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
PAGE_SPACES = ("wagtailadmin_pages", "wagtailadmin_api:pages")


class AdminGateMiddleware:
    """Hides what is not for this person; what is hidden does not exist (404)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; the gate stands in `process_view`, where the door is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Stop at the gate of the admin whoever may not pass here."""
        match = request.resolver_match
        if match is None or not match.route.startswith(ADMIN):
            return None
        user = request.user
        if match.view_name in CLOSED or not all(map(_is_key, _keys_asked(request, match))):
            raise Http404
        if match.view_name == OWN_ACCOUNT and user.is_authenticated:
            return redirect("account")
        if not user.has_perm("wagtailadmin.access_admin") or is_administrator(user):
            return None
        if not is_moderator(user) and match.view_name in ELSEWHERE:
            return redirect(ELSEWHERE[match.view_name])
        if not _may_pass(user, match) or not _may_see_pages(user, match):
            raise Http404
        return None


def _keys_asked(request: HttpRequest, match: ResolverMatch) -> list[str]:
    """The keys in an address: Wagtail asks the database for them as they are."""
    keys = [str(value) for value in match.kwargs.values() if isinstance(value, int)]
    if match.url_name == "chosen":
        keys.append(str(match.kwargs["pk"]))
    if match.url_name == "chosen_multiple" or match.view_name.endswith("_chosen_multiple"):
        keys += request.GET.getlist("id")
    return keys


def _is_key(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS


def _may_pass(user: Any, match: ResolverMatch) -> bool:
    name = match.view_name
    if name in HALL:
        return True
    if is_moderator(user):
        return name not in ADMINISTRATORS_ONLY and not match.view_name.startswith(
            ADMINISTRATORS_ONLY_SPACES
        )
    return name in SCHOOL


def _may_see_pages(user: Any, match: ResolverMatch) -> bool:
    named = [match.kwargs[name] for name in PAGE_ARGUMENTS if name in match.kwargs]
    if match.view_name.startswith(PAGE_SPACES) and "pk" in match.kwargs:
        named.append(match.kwargs["pk"])
    return all(_may_see_page(user, number) for number in named)


def _may_see_page(user: Any, number: Any) -> bool:
    page = Page.objects.filter(pk=number).first()
    if page is None:
        return False
    specific = page.specific
    if isinstance(specific, ProjectPage):
        return permissions.edits_school_of(user, specific)
    return is_moderator(user) and not isinstance(specific, SchoolPage | SchoolsIndexPage)
