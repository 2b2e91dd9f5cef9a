"""The log in the admin: to read, and nothing else."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from audit.permissions import can_read_log
from audit.records import Event


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Nobody writes, changes or deletes an event by hand, not even a superuser."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Only reading, and only for who may."""
        return action == "view" and can_read_log(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Whether reading is among ``actions``, for who may."""
        return any(self.user_has_permission(user, action) for action in actions)


class LogMenuItem(MenuItem):
    """Shown to who may read the log."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may read it."""
        return can_read_log(request.user)


def detail_in_words(event: Event) -> str:
    """The detail as ``name: value``."""
    return ", ".join(f"{name}: {value}" for name, value in sorted(event.detail.items())) or "–"


class EventIndexView(IndexView):
    """Every event, the latest first. Names are looked up for the page that is shown."""

    any_permission_required = ["view"]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add to each event what to call its actor: the log itself keeps no names."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        events = context["object_list"]
        people = get_user_model()._default_manager.in_bulk(
            {event.actor_id for event in events if event.actor_id is not None}
        )
        for event in events:
            person = people.get(event.actor_id)
            event.actor = str(person) if person else event.actor_id or _now("het platform")
        return context


class EventViewSet(ModelViewSet):
    """Reading the log."""

    model = Event
    name = "events"
    url_prefix = "logboek"
    icon = "history"
    menu_label = _("Logboek")
    menu_item_class = LogMenuItem
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = EventIndexView
    list_filter = {
        **{name: ["exact"] for name in ("verb", "object_type", "object_id", "actor_id")},
        "at": ["date__gte", "date__lte"],
    }
    list_display = [
        DateColumn("at", label=_("Wanneer"), sort_key="at"),
        Column("actor", label=_("Wie"), accessor="actor"),
        Column("verb", label=_("Wat"), sort_key="verb"),
        Column("object_type", label=_("Soort")),
        Column("object_id", label=_("Nummer")),
        Column("detail", label=_("Bijzonderheden"), accessor=detail_in_words),
    ]
    list_per_page = 50
    list_export = ["at", "actor_id", "verb", "object_type", "object_id", "detail"]
    search_fields = ["verb", "object_type", "object_id"]
    search_backend_name = None
    ordering = ["-at"]

    def get_urlpatterns(self) -> list[URLPattern]:
        """Only the list."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]

    def register_admin_url_finder(self) -> None:
        """An event has no address to edit it at."""

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Leave out the addresses that are not there."""
        absent = ("add", "edit", "delete", "history", "usage", "inspect")
        none = {f"{name}_url_name": None for name in absent}
        return {**super().get_common_view_kwargs(**kwargs), **none}
