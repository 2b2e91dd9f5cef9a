"""The register of institutions in the admin."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from accounts.entrance import shows_kept_text
from accounts.kept import kept_text
from accounts.records import User
from institutions.admin.forms import InstitutionForm, MergeForm
from institutions.domain.merging import CannotMergeError, merge_institutions
from institutions.domain.register import add_institution, correct_institution
from institutions.permissions import can_correct_institution, can_manage_institutions
from institutions.records import Institution


class InstitutionIndexView(IndexView):
    """The register."""

    page_title = _("Instellingen")

    def get_base_queryset(self) -> QuerySet[Institution]:
        """Institutions with what they went up in."""
        found: QuerySet[Institution] = super().get_base_queryset()
        return found.select_related("merged_into")

    def get_list_more_buttons(self, instance: Institution) -> list[Button]:
        """Add the people and the merger to Wagtail's own."""
        buttons: list[Button] = super().get_list_more_buttons(instance)
        if instance.merged_into_id is None:
            people = reverse("school_people", args=[instance.slug])
            merge = reverse("institutions:merge", args=[instance.pk])
            buttons.append(Button(_("Mensen"), url=people, icon_name="user", priority=40))
            buttons.append(Button(_("Laat opgaan in …"), url=merge, icon_name="collapse-up"))
        return buttons


class AddInstitutionView(CreateView):
    """Put an institution in the register."""

    def save_instance(self) -> Institution:
        """Add it by the verb."""
        made = self.form.save(commit=False)
        return add_institution(made, by=cast(User, self.request.user))


class CorrectInstitutionView(EditView):
    """Correct an institution, unless it is the own one."""

    def get_form(self, *args: Any, **kwargs: Any) -> ModelForm[Institution]:
        """Say to whom the own institution is left, in place of saving it."""
        form: ModelForm[Institution] = super().get_form(*args, **kwargs)
        if form.is_bound and not can_correct_institution(self.request.user, self.object):
            words = _now("Je spreekt zelf namens deze instelling. Vraag het een andere moderator.")
            form.add_error(None, words)
        return form

    def save_instance(self) -> Institution:
        """Correct it by the verb."""
        corrected = self.form.save(commit=False)
        fields = list(self.form.changed_data)
        return correct_institution(corrected, by=cast(User, self.request.user), fields=fields)


@shows_kept_text
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask into which institution this one goes up; let it."""
    if not can_manage_institutions(request.user):
        raise PermissionDenied
    source = get_object_or_404(Institution.objects.current(), pk=pk)
    form = MergeForm(request.POST or kept_text(request), source=source)
    if request.method == "POST" and form.is_valid():
        try:
            into = merge_institutions(
                source, form.cleaned_data["into"], by=cast(User, request.user)
            )
        except CannotMergeError:
            form.add_error("into", _now("Een van beide ging intussen al op in een andere."))
        except PermissionDenied:
            words = _now(
                "Je spreekt zelf namens een van beide. Vraag het aan een andere moderator."
            )
            form.add_error("into", words)
        else:
            words = _now("{source} ging op in {into}. Mensen en projecten verhuisden mee.")
            messages.success(request, words.format(source=source, into=into))
            return redirect("institutions:index")
    context = {"source": source, "form": form, "media": form.media}
    return render(request, "institutions/admin/merge.html", context)


class InstitutionViewSet(ModelViewSet):
    """Listing, adding, correcting and merging; nothing is deleted."""

    model = Institution
    name = "institutions"
    url_prefix = "instellingen"
    icon = "group"
    menu_label = _("Instellingen")
    menu_order = 400
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = InstitutionIndexView
    add_view_class = AddInstitutionView
    edit_view_class = CorrectInstitutionView
    list_display = [
        "name",
        Column("kind", label=_("Soort"), accessor="get_kind_display", sort_key="kind"),
        Column("number", label=_("Nummer"), sort_key="number"),
        Column("town", label=_("Gemeente"), sort_key="town"),
        Column("merged_into", label=_("Opgegaan in"), accessor="merged_into"),
    ]
    list_filter = ["kind", "province", "is_example"]
    search_fields = ["name", "number", "oid", "town"]
    search_backend_name = None
    ordering = ["name"]

    def get_form_class(self, for_update: bool = False) -> type:
        """Adding and correcting ask the same."""
        return InstitutionForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the merger."""
        patterns: list[URLPattern] = super().get_urlpatterns()
        return [*patterns, path("<number:pk>/opgaan/", merge, name="merge")]
