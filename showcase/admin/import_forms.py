"""Forms of importing and of claim links in the admin."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from institutions.admin.chooser import InstitutionChooserWidget
from institutions.records import Institution
from showcase.domain.import_uploads import MAX_UPLOAD
from showcase.records import ImportedProject
from ui.forms import RowField
from vocabularies.enums import Scheme
from vocabularies.records import Term


class UploadForm(forms.Form):
    """Which export, and what to keep of it."""

    file = forms.FileField(
        label=_("Export"),
        help_text=_(
            "CSV of XLSX van het Erasmus+ Project Results Platform, hoogstens %(limit)s MB."
        )
        % {"limit": MAX_UPLOAD // 1024**2},
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={
            "required": _("Kies een bestand."),
            "empty": _("Dit bestand is leeg. Download de export opnieuw."),
        },
    )
    keep_all = forms.BooleanField(
        label=_("Houd ook projecten zonder Vlaamse coördinator of partner"), required=False
    )


class ClaimLinkForm(forms.Form):
    """To whom, and for which school."""

    email = forms.EmailField(label=_("E-mailadres"), max_length=254)
    institution = RowField(
        label=_("School"),
        queryset=Institution.objects.current(),
        required=False,
        widget=InstitutionChooserWidget,
        help_text=_(
            "Kies je een school, dan krijgt wie de link volgt ook toegang tot haar ruimte."
            " Zonder school werkt de link alleen voor wie hier al namens een school werkt: iemand"
            " zonder account moet dan eerst zelf toegang vragen."
        ),
    )


class ImportedFilterSet(WagtailFilterSet):
    """Which imported projects to list."""

    is_flemish = django_filters.BooleanFilter(label=_("Vlaams"))
    claimed = django_filters.BooleanFilter(
        label=_("Overgenomen"), field_name="claimed_at", lookup_expr="isnull", exclude=True
    )
    programme = django_filters.ModelChoiceFilter(
        label=_("Programma"), queryset=Term.objects.in_scheme(Scheme.PROGRAMMES)
    )
    call_year = django_filters.NumberFilter(label=_("Jaar van de oproep"))
    link = django_filters.BooleanFilter(label=_("Link verstuurd"), method="filter_link")

    class Meta:
        model = ImportedProject
        fields = ["is_flemish", "claimed", "programme", "call_year", "link"]

    def filter_link(
        self, queryset: QuerySet[ImportedProject], name: str, value: bool
    ) -> QuerySet[ImportedProject]:
        """Those to which a link was mailed, or not."""
        mailed = ImportedProject.objects.filter(claim_links__isnull=False).values("pk")
        return queryset.filter(pk__in=mailed) if value else queryset.exclude(pk__in=mailed)
