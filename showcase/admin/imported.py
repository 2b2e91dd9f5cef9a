"""Imported projects in the admin: find one, mail its school, undo a claim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies.base import BasePermissionPolicy

from accounts.mail_limits import TooManyMailsError
from accounts.records import User
from institutions.records import Institution
from showcase import permissions
from showcase.admin import importing
from showcase.admin.import_forms import ClaimLinkForm, ImportedFilterSet
from showcase.domain.claim_links import send_claim_link
from showcase.domain.claims import AlreadyClaimed, NotClaimed, release_claim
from showcase.domain.imported_drafts import names_school
from showcase.records import ImportedProject


class ImportPolicy(BasePermissionPolicy):
    """Looking is for who imports; nothing is made, changed or deleted by hand."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Only looking, and only for who may."""
        return action == "view" and permissions.can_import(user)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether looking is among ``actions``, for who may."""
        return any(self.user_has_permission(user, action) for action in actions)


class ImportMenuItem(MenuItem):
    """Shown to who imports."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person imports."""
        return permissions.can_import(request.user)


def state_of(imported: ImportedProject) -> str:
    """Say in words how far an imported project came; links are prefetched."""
    if imported.is_claimed:
        page = imported.claimed_page
        words = (
            _now("gepubliceerd door {school}")
            if page is not None and page.first_published_at
            else _now("overgenomen door {school}")
        )
        return words.format(school=imported.claimed_by)
    links = list(imported.claim_links.all())
    if not links:
        return _now("wacht op zijn school")
    return _now("link {state}").format(state=links[0].get_state_display())


class ImportedIndexView(IndexView):
    """Every imported project, the latest call first."""

    any_permission_required = ["view"]

    def get_base_queryset(self) -> QuerySet[ImportedProject]:
        """Projects with their programme, their school and their links."""
        found: QuerySet[ImportedProject] = super().get_base_queryset()
        return found.select_related("programme", "claimed_by", "claimed_page").prefetch_related(
            "claim_links"
        )

    def get_edit_url(self, instance: ImportedProject) -> str:
        """An imported project has a page to look at and to act on, not to edit."""
        return reverse("imported:look", args=[instance.pk])

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Add the way to an import."""
        upload = reverse("imported:upload")
        return [
            *super().header_buttons,
            HeaderButton(_now("Lees een export in"), url=upload, icon_name="upload"),
        ]


def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an imported project, with what this person may do with it."""
    if not permissions.can_import(request.user):
        raise PermissionDenied
    known = ImportedProject.objects.select_related(
        "programme", "claimed_by", "claimed_page"
    ).prefetch_related("themes", "claim_links__institution")
    imported = get_object_or_404(known, pk=pk)
    user = cast(User, request.user)
    sends = permissions.can_send_claim_link(user) and not imported.is_claimed
    coordinator = Institution.objects.current().filter(name__iexact=imported.coordinator_name)
    form = ClaimLinkForm(
        request.POST if request.POST.get("act") == "send" else None,
        initial={"institution": coordinator.first()},
    )
    if request.method == "POST" and _act(request, imported, form, user):
        return redirect("imported:look", pk=pk)
    claimed_by = imported.claimed_by
    context = {
        "imported": imported,
        "state": state_of(imported),
        "links": list(imported.claim_links.all()),
        "form": form if sends else None,
        "media": form.media,
        "can_release": permissions.can_release_claim(user, imported),
        "recognised": claimed_by is None or names_school(imported, claimed_by),
    }
    return render(request, "showcase/imports/admin/look.html", context)


def _act(request: HttpRequest, imported: ImportedProject, form: ClaimLinkForm, user: User) -> bool:
    """Do what was asked; tell whether it was done."""
    if request.POST.get("act") == "release":
        try:
            release_claim(imported, by=user)
        except NotClaimed:
            messages.info(request, _now("Dit project was al vrij."))
        else:
            messages.success(
                request, _now("Het project is weer vrij. De school houdt haar ontwerp.")
            )
        return True
    if not form.is_valid():
        return False
    email, institution = form.cleaned_data["email"], form.cleaned_data["institution"]
    try:
        send_claim_link(imported, email, by=user, institution=institution)
    except PermissionDenied:
        if not permissions.can_send_claim_link(user):
            raise
        words = _now("Dit is je eigen school. Laat het aan een andere moderator.")
        form.add_error("institution", words)
        return False
    except AlreadyClaimed:
        messages.info(request, _now("Een school nam dit project intussen over."))
    except TooManyMailsError:
        messages.error(request, _now("Dit adres kreeg vandaag al genoeg mails over dit project."))
    else:
        messages.success(request, _now("De link is onderweg naar {email}.").format(email=email))
    return True


class ImportedViewSet(ModelViewSet):
    """Looking at imported projects, importing, mailing links, undoing claims."""

    model = ImportedProject
    name = "imported"
    url_prefix = "ingelezen"
    icon = "download"
    menu_label = _("Ingelezen projecten")
    menu_item_class = ImportMenuItem
    menu_order = 350
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = ImportedIndexView
    filterset_class = ImportedFilterSet
    form_fields = ["number"]
    list_display = [
        TitleColumn(
            "title",
            label=_("Project"),
            get_url=lambda imported: reverse("imported:look", args=[imported.pk]),
        ),
        Column("number", label=_("Nummer"), sort_key="number"),
        Column("coordinator_name", label=_("Coördinator"), sort_key="coordinator_name"),
        Column("programme", label=_("Programma"), accessor="programme"),
        Column("call_year", label=_("Oproep"), sort_key="call_year"),
        BooleanColumn("is_flemish", label=_("Vlaams")),
        Column("state", label=_("Toestand"), accessor=state_of),
    ]
    search_fields = ["number", "title", "coordinator_name"]
    search_backend_name = None
    ordering = ["-call_year", "number"]

    def get_urlpatterns(self) -> list[URLPattern]:
        """Only what looks and what the verbs do."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inlezen/", importing.upload, name="upload"),
            path("inlezen/<number:pk>/", importing.follow, name="follow"),
            path("inlezen/<number:pk>/verslag/", importing.report, name="report"),
            path("<number:pk>/", look, name="look"),
        ]

    def register_admin_url_finder(self) -> None:
        """An imported project has no address to edit it at."""

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Leave out the addresses that are not there."""
        absent = ("add", "edit", "delete", "history", "usage")
        none = {f"{name}_url_name": None for name in absent}
        return {**super().get_common_view_kwargs(**kwargs), **none}
