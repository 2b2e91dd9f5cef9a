"""The log in the admin: to read, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy

from audit.permissions import can_read_log
from audit.records import Event
from ui.codes import choices, in_words, pairs_in_words

#: What a detail names by its number, and the model that has its name.
NAMED = {
    "institution": "institutions.Institution",
    "into": "institutions.Institution",
    "project": "wagtailcore.Page",
    "page": "wagtailcore.Page",
    "forum": "wagtailcore.Page",
}
#: Kinds of things whose own name is shown, beside pages: each names itself without asking.
TITLED = frozenset(
    {
        "accounts.user",
        "institutions.institution",
        "showcase.policyconclusion",
        "vocabularies.keyword",
        "vocabularies.term",
        "vocabularies.theme",
    }
)
#: Pages that have no form in Wagtail's tree: the log leads to the page itself.
READ_ON_THE_SITE = frozenset({"forums.forum"})
#: How many people with a word in their name a search looks for.
MOST_PEOPLE = 500


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


def verb_in_words(event: Event) -> str:
    """What was done."""
    return in_words(event.verb)


def kind_in_words(event: Event) -> str:
    """To what kind of thing."""
    return _kind(event.object_type)


def detail_in_words(event: Event) -> str:
    """The detail as ``naam: waarde``, with the names that the page looked up."""
    return pairs_in_words({**event.detail, **getattr(event, "names", {})})


def thing_in_words(event: Event) -> str:
    """The title of the thing with a link to it while it exists; its number."""
    thing = getattr(event, "thing", None)
    if thing is None:
        return event.object_id
    words = f"{thing} ({event.object_id})"
    address = _address(thing, event.object_type)
    return format_html('<a href="{}">{}</a>', address, words) if address else words


def _address(thing: Any, object_type: str) -> str:
    if isinstance(thing, Page):
        if object_type in READ_ON_THE_SITE:
            return thing.url or ""
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    return str(thing.get_absolute_url()) if hasattr(thing, "get_absolute_url") else ""


def moment_in_words(event: Event) -> str:
    """The day and the minute, in Brussels."""
    return date_format(localtime(event.at), "j F Y H:i")


def _kind(object_type: str) -> str:
    try:
        return str(apps.get_model(object_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return object_type


def _verbs() -> list[tuple[str, str]]:
    """The verbs that stand in the log, in words."""
    return choices(Event.objects.order_by().values_list("verb", flat=True).distinct())


def _kinds() -> list[tuple[str, str]]:
    found = Event.objects.order_by().values_list("object_type", flat=True).distinct()
    return sorted(((one, _kind(one)) for one in found), key=lambda pair: pair[1])


def _said(codes: list[tuple[str, str]], word: str) -> list[str]:
    return [code for code, words in codes if word.casefold() in words.casefold()]


def _people(word: str) -> Any:
    """Keys of whose name or address has ``word``, as the log keeps them."""
    named = Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word)
    found = get_user_model()._default_manager.filter(named).values_list("pk", flat=True)
    return list(found[:MOST_PEOPLE])


def _name(events: Iterable[Any]) -> None:
    """Give events ``names``: of what their detail names by number, in one statement per kind."""
    for key, model in NAMED.items():
        numbers = {event.detail[key] for event in events if isinstance(event.detail.get(key), int)}
        if not numbers:
            continue
        found = apps.get_model(model)._default_manager.in_bulk(numbers)
        for event in events:
            if (thing := found.get(event.detail.get(key))) is not None:
                event.names = {**getattr(event, "names", {}), key: f"{thing} ({thing.pk})"}


def _titled(object_type: str) -> Any:
    """The model that has the title of such things, or None."""
    try:
        model = apps.get_model(object_type)
    except (LookupError, ValueError):
        return None
    if issubclass(model, Page):
        return Page
    return model if object_type in TITLED else None


def _find_things(events: Iterable[Any]) -> None:
    """Give events their ``thing``, in one statement for all pages and one per other kind."""
    wanted: dict[Any, list[Any]] = defaultdict(list)
    for event in events:
        if event.object_id.isdecimal() and (model := _titled(event.object_type)) is not None:
            wanted[model].append(event)
    for model, about in wanted.items():
        found = model._default_manager.in_bulk({int(event.object_id) for event in about})
        for event in about:
            event.thing = found.get(int(event.object_id))


class EventFilterSet(WagtailFilterSet):
    """Choosing among acts and things in words, not by their codes."""

    verb = ChoiceFilter(label=_("Wat"), choices=_verbs)
    object_type = ChoiceFilter(label=_("Soort"), choices=_kinds)

    class Meta:
        model = Event
        fields = {
            "object_id": ["exact"],
            "actor_id": ["exact"],
            "at": ["date__gte", "date__lte"],
        }


class EventIndexView(IndexView):
    """Every event, the latest first. Names are looked up for the page that is shown."""

    any_permission_required = ["view"]

    def search_queryset(self, queryset: Any) -> Any:
        """Those with every word in who did it, what was done, to what kind of thing, or its number.

        The log keeps codes and numbers; the words are looked up in what stands for them.
        """
        for word in self.search_query.split()[:10] if self.is_searching else ():
            queryset = queryset.filter(
                Q(verb__in=_said(_verbs(), word))
                | Q(object_type__in=_said(_kinds(), word))
                | Q(actor_id__in=_people(word))
                | Q(object_id=word)
            )
        return queryset

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
        _name(events)
        _find_things(events)
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
    filterset_class = EventFilterSet
    list_display = [
        Column("at", label=_("Wanneer"), accessor=moment_in_words, sort_key="at"),
        Column("actor", label=_("Wie"), accessor="actor"),
        Column("verb", label=_("Wat"), accessor=verb_in_words, sort_key="verb"),
        Column("object_type", label=_("Soort"), accessor=kind_in_words),
        Column("object_id", label=_("Wat precies"), accessor=thing_in_words),
        Column("detail", label=_("Bijzonderheden"), accessor=detail_in_words),
    ]
    list_per_page = 50
    list_export = ["at", "actor_id", "verb", "object_type", "object_id", "detail"]
    search_fields = ["object_id"]
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
