"""The lists of terms and keywords in the admin."""

from __future__ import annotations

from typing import Any

import django_filters
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button

from vocabularies import retagging
from vocabularies.admin.editing import concept_buttons
from vocabularies.enums import Scheme
from vocabularies.records import EducationLevel, Keyword, Term, Theme


def state_in_words(concept: Any) -> str:
    """Whether it can be chosen, and if not, what took its place."""
    if concept.replaced_by is not None:
        return gettext("vervangen door {term}").format(term=concept.replaced_by)
    return gettext("afgevoerd") if concept.is_retired else gettext("in gebruik")


CONCEPT_COLUMNS = [
    "label_nl",
    Column("broader", label=_("Hoort bij"), accessor="broader"),
    Column("slug", label=_("Adres"), accessor="slug", sort_key="slug"),
    Column("state", label=_("Toestand"), accessor=state_in_words),
]


class ConceptFilterSet(WagtailFilterSet):
    """Which terms can be chosen, and which no longer."""

    retired_at = django_filters.ChoiceFilter(
        label=_("Toestand"),
        lookup_expr="isnull",
        choices=[("True", _("in gebruik")), ("False", _("afgevoerd"))],
        method="filter_state",
    )

    def filter_state(self, queryset: Any, name: str, value: str) -> Any:
        """Current or retired."""
        return queryset.current() if value == "True" else queryset.retired()


class ThemeFilterSet(ConceptFilterSet):
    """Themes."""

    class Meta:
        model = Theme
        fields: list[str] = []


class LevelFilterSet(ConceptFilterSet):
    """Education levels."""

    class Meta:
        model = EducationLevel
        fields: list[str] = []


class TermFilterSet(ConceptFilterSet):
    """Terms, by list."""

    scheme = django_filters.ChoiceFilter(label=_("Lijst"), choices=Scheme.choices)

    class Meta:
        model = Term
        fields = ["scheme"]


class ConceptIndexView(IndexView):
    """The terms of a list."""

    def get_base_queryset(self) -> Any:
        """Terms with what they stand under and what took their place."""
        return super().get_base_queryset().select_related("broader", "replaced_by")

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        """What can be done with a term."""
        buttons: list[Any] = super().get_list_more_buttons(instance)
        if self.user_has_permission("change"):
            buttons += concept_buttons(instance, self.edit_url_name.partition(":")[0])
        return buttons


class KeywordFilterSet(WagtailFilterSet):
    """Which keywords wait, and which were merged."""

    merged = django_filters.ChoiceFilter(
        label=_("Toestand"),
        choices=[("no", _("wacht")), ("yes", _("opgegaan"))],
        method="filter_merged",
    )

    def filter_merged(self, queryset: Any, name: str, value: str) -> Any:
        """Waiting or merged."""
        return queryset.waiting() if value == "no" else queryset.merged()

    class Meta:
        model = Keyword
        fields: list[str] = []


class KeywordIndexView(IndexView):
    """The free words of schools, each with how often it is used."""

    def get_base_queryset(self) -> Any:
        """Keywords with what they went up in."""
        merged = ("merged_into_theme", "merged_into_term")
        return super().get_base_queryset().select_related(*merged)

    def get_table(self, object_list: Any) -> Any:
        """Count the uses of all keywords on the page at once."""
        keywords = list(object_list)
        counts = retagging.count_keywords(keywords)
        for keyword in keywords:
            keyword.uses = counts[keyword.pk]
        return super().get_table(keywords)

    def get_edit_url(self, instance: Any) -> str | None:
        """A keyword is not edited but merged."""
        if not self.user_has_permission("change"):
            return None
        return reverse("keyword:merge", args=[instance.pk])

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        """Merging."""
        url = self.get_edit_url(instance)
        return [Button(_("Voeg samen…"), url=url, icon_name="resubmit")] if url else []


KEYWORD_COLUMNS = [
    "word",
    Column("uses", label=_("Gebruikt"), accessor="uses"),
    DateColumn("first_used_at", label=_("Eerst gebruikt"), sort_key="first_used_at"),
    Column("merged_into", label=_("Opgegaan in"), accessor=lambda word: word.merged_into or "–"),
]
