"""Choosing an institution, in any form of the admin."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from institutions.enums import InstitutionKind
from institutions.records import Institution


class InstitutionFilterForm(BaseFilterForm):
    """Words of a name or a municipality, or a number; and the kind."""

    q = forms.CharField(label=_("Naam, gemeente of nummer"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Soort"),
        choices=[("", _("alle soorten")), *InstitutionKind.choices],
        required=False,
    )

    def filter(self, objects: Any) -> Any:
        """Those that have every word, and are of that kind."""
        words, kind = self.cleaned_data.get("q", ""), self.cleaned_data.get("kind")
        if words:
            self.is_searching, self.search_query = True, words
        return objects.with_words(words).filter(**({"kind": kind} if kind else {}))


class _Register:
    filter_form_class = InstitutionFilterForm

    def get_object_list(self) -> Any:
        """Those that are still there, by name."""
        return Institution.objects.current().order_by("name", "pk")

    @property
    def columns(self) -> list[Column]:
        """What tells two schools of the same name apart."""
        return [
            self.title_column,  # type: ignore[attr-defined]
            Column("town", label=_("Gemeente")),
            Column("number", label=_("Nummer")),
            Column("kind", label=_("Soort"), accessor="get_kind_display"),
        ]


class ChooseInstitution(_Register, ChooseView):
    """The window."""


class ChooseInstitutionResults(_Register, ChooseResultsView):
    """What the window shows after each letter."""


class InstitutionChooserViewSet(ChooserViewSet):
    """A window to search the register in. It holds nothing secret."""

    model = Institution
    icon = "group"
    choose_one_text = _("Kies een instelling")
    choose_another_text = _("Kies een andere instelling")
    edit_item_text = _("Bekijk deze instelling")
    register_widget = True
    choose_view_class = ChooseInstitution
    choose_results_view_class = ChooseInstitutionResults


institution_chooser_viewset = InstitutionChooserViewSet("institution_chooser")
InstitutionChooserWidget = institution_chooser_viewset.widget_class
