"""The outbox in the admin: what left, what failed, and trying again."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.records import User
from notifications.domain.posting import try_again
from notifications.permissions import can_see_mail
from notifications.records import OutgoingMail


class LookOnlyPolicy(ModelPermissionPolicy):
    """Mail is made by verbs and erased by the clock."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Only looking, and only for who may."""
        return action == "view" and can_see_mail(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Whether looking is among ``actions``, for who may."""
        return any(self.user_has_permission(user, action) for action in actions)


class OutboxMenuItem(MenuItem):
    """Shown to who may look."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may look."""
        return can_see_mail(request.user)


class RetryColumn(Column):
    """A button on a mail that failed."""

    cell_template_name = "notifications/admin/retry_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Give the form in the cell its token."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "csrf_token": get_token(parent_context["request"])}


class MailIndexView(IndexView):
    """Every mail of the last month, without its words."""

    any_permission_required = ["view"]

    def get_base_queryset(self) -> Any:
        """Leave the words where they are."""
        return super().get_base_queryset().defer("text", "html")


@require_POST
def retry(request: HttpRequest, pk: str) -> HttpResponse:
    """Give a failed mail a new series of attempts."""
    mail = get_object_or_404(OutgoingMail, pk=pk)
    try_again(mail, by=cast(User, request.user))
    messages.success(request, _now("De mail wordt opnieuw geprobeerd."))
    return redirect(reverse("outbox:index"))


class MailViewSet(ModelViewSet):
    """Looking at the outbox."""

    model = OutgoingMail
    name = "outbox"
    url_prefix = "postbus"
    icon = "mail"
    menu_label = _("Verstuurde mail")
    menu_item_class = OutboxMenuItem
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = MailIndexView
    list_display = [
        Column("subject", label=_("Onderwerp")),
        Column("recipients", label=_("Aan"), accessor=lambda mail: ", ".join(mail.recipients)),
        Column("state", label=_("Toestand"), accessor="get_state_display", sort_key="state"),
        Column("attempts", label=_("Pogingen"), sort_key="attempts"),
        Column("problem", label=_("Wat er misging")),
        DateColumn("created_at", label=_("Gemaakt"), sort_key="created_at"),
        RetryColumn("retry", label=_("Opnieuw"), accessor="pk"),
    ]
    list_filter = ["state", "created_at"]
    ordering = ["-created_at"]
    list_per_page = 50

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list, and trying again."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<uuid:pk>/opnieuw/", retry, name="retry"),
        ]

    def register_admin_url_finder(self) -> None:
        """A mail has no address to edit it at."""

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Leave out the addresses that are not there."""
        absent = ("add", "edit", "delete", "history", "usage", "inspect")
        none = {f"{name}_url_name": None for name in absent}
        return {**super().get_common_view_kwargs(**kwargs), **none}
