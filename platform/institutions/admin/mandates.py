"""Mandates in the admin: who speaks for whom, verified by whom."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.entrance import shows_kept_text
from accounts.kept import kept_text
from accounts.records import User
from institutions.admin.forms import GrantForm
from institutions.domain.mandates import (
    InstitutionGoneError,
    end_mandate,
    grant_mandate,
    is_last_editor,
    verify_mandate,
)
from institutions.permissions import (
    can_end_mandate,
    can_manage_institutions,
    can_see_mandate,
    can_verify_mandate,
    unseen_institutions,
)
from institutions.records import Mandate


def since_of(mandate: Mandate) -> str:
    """The day from which it holds: how long ago says nothing of a whole school year."""
    return date_format(mandate.since, "j F Y")


def state_of(mandate: Mandate) -> str:
    """Say in a word how a mandate stands."""
    if mandate.is_active:
        return _now("geldt")
    if mandate.ended_at is not None or (mandate.verified_at and mandate.until):
        return _now("beëindigd")
    return _now("nog na te kijken") if mandate.verified_at is None else _now("begint later")


class MandateIndexView(IndexView):
    """Every mandate, but those of others at the own institution of a moderator."""

    def get_base_queryset(self) -> QuerySet[Mandate]:
        """Mandates with whom they are about."""
        found: QuerySet[Mandate] = super().get_base_queryset()
        user = self.request.user
        unseen = Q(institution__in=unseen_institutions(user)) & ~Q(user=user)
        return found.exclude(unseen).select_related("user", "institution", "verified_by")

    def get_edit_url(self, instance: Mandate) -> str:
        """One mandate has a page to look at and to act on, not to edit."""
        return reverse("mandates:look", args=[instance.pk])


def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a mandate, with what this person may do with it."""
    if not can_manage_institutions(request.user):
        raise PermissionDenied
    known = Mandate.objects.select_related("user", "institution", "verified_by")
    mandate = get_object_or_404(known, pk=pk)
    if not can_see_mandate(request.user, mandate):
        raise PermissionDenied
    user = cast(User, request.user)
    if request.method == "POST":
        _act(request, mandate, user)
        return redirect("mandates:look", pk=pk)
    over = mandate.ended_at is not None
    context = {
        "mandate": mandate,
        "state": state_of(mandate),
        "last": is_last_editor(mandate),
        "can_verify": mandate.verified_at is None
        and not over
        and can_verify_mandate(user, mandate),
        "can_end": not over and can_end_mandate(user, mandate),
    }
    return render(request, "institutions/admin/mandate.html", context)


def _act(request: HttpRequest, mandate: Mandate, user: User) -> None:
    if request.POST.get("act") == "verify":
        verify_mandate(mandate, by=user)
        messages.success(request, _now("Het mandaat is nagekeken en geldt."))
    elif request.POST.get("act") == "end":
        end_mandate(mandate, by=user, even_if_last=True)
        messages.success(request, _now("Het mandaat is beëindigd."))


@shows_kept_text
def grant(request: HttpRequest) -> HttpResponse:
    """Let somebody with an account speak for an institution."""
    if not can_manage_institutions(request.user):
        raise PermissionDenied
    form = GrantForm(request.POST or kept_text(request), by=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            mandate = grant_mandate(
                form.person,
                data["institution"],
                data["capacity"],
                by=cast(User, request.user),
                since=data["since"],
                until=data["until"],
            )
        except InstitutionGoneError:
            form.add_error("institution", _now("Deze instelling ging op in een andere."))
        else:
            messages.success(request, str(mandate))
            return redirect("mandates:index")
    return render(request, "institutions/admin/grant.html", {"form": form, "media": form.media})


class MandateViewSet(ModelViewSet):
    """Looking at mandates, granting, verifying and ending them."""

    model = Mandate
    name = "mandates"
    url_prefix = "mandaten"
    icon = "key"
    menu_label = _("Mandaten")
    menu_order = 410
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = MandateIndexView
    form_fields = ["capacity"]
    list_display = [
        TitleColumn(
            "user",
            label=_("Wie"),
            accessor="user",
            get_url=lambda mandate: reverse("mandates:look", args=[mandate.pk]),
        ),
        Column("institution", label=_("Spreekt namens"), accessor="institution"),
        Column("capacity", label=_("Als"), accessor="get_capacity_display", sort_key="capacity"),
        Column("state", label=_("Toestand"), accessor=state_of),
        Column("since", label=_("Van"), accessor=since_of, sort_key="since"),
    ]
    list_filter = ["capacity", "since", "until"]
    search_fields = ["user__email", "user__first_name", "user__last_name", "institution__name"]
    search_backend_name = None
    ordering = ["-since", "-pk"]

    def get_urlpatterns(self) -> list[URLPattern]:
        """Only what looks and what the verbs do."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("nieuw/", grant, name="add"),
            path("<number:pk>/", look, name="look"),
        ]

    def register_admin_url_finder(self) -> None:
        """A mandate has no address to edit it at."""

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Leave out the addresses that are not there."""
        absent = ("edit", "delete", "history", "usage")
        none = {f"{name}_url_name": None for name in absent}
        return {**super().get_common_view_kwargs(**kwargs), **none}
