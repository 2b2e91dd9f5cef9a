"""The menu “Woordenlijsten”."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from vocabularies.admin.acts import MergeView, ReplaceView, RestoreView, RetireView
from vocabularies.admin.editing import AddConceptView, ChangeConceptView
from vocabularies.admin.listing import (
    CONCEPT_COLUMNS,
    KEYWORD_COLUMNS,
    ConceptIndexView,
    KeywordFilterSet,
    KeywordIndexView,
    LevelFilterSet,
    TermFilterSet,
    ThemeFilterSet,
)
from vocabularies.forms import keeping
from vocabularies.records import EducationLevel, Keyword, Term, Theme

WITHOUT = frozenset({"delete", "usage", "copy"})


class ConceptViewSet(ModelViewSet):
    """A list of terms: add, change, retire, restore, replace; never delete."""

    icon = "tag"
    index_view_class = ConceptIndexView
    add_view_class = AddConceptView
    edit_view_class = ChangeConceptView
    edit_template_name = ChangeConceptView.template_name
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = CONCEPT_COLUMNS
    list_per_page = 50
    search_fields = ["label_nl", "label_en", "slug"]
    search_backend_name = None
    new_form: Any
    form: Any

    def get_form_class(self, for_update: bool = False) -> Any:
        """The form for a new term has its address, the other has not."""
        return self.form if for_update else self.new_form

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Leave out the addresses that are not there."""
        none = {f"{name}_url_name": None for name in WITHOUT}
        return {**super().get_common_view_kwargs(**kwargs), **none}

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's, without deleting, and with the verbs."""
        kept = [one for one in super().get_urlpatterns() if one.name not in WITHOUT]
        acts = {"retire": RetireView, "restore": RestoreView, "replace": ReplaceView}
        return kept + [
            path(f"{act}/<number:pk>/", self.construct_view(view), name=act)
            for act, view in acts.items()
        ]


class ThemeViewSet(ConceptViewSet):
    """Themes."""

    model = Theme
    form, new_form = keeping.ThemeForm, keeping.NewThemeForm
    filterset_class = ThemeFilterSet


class LevelViewSet(ConceptViewSet):
    """Education levels."""

    model = EducationLevel
    form, new_form = keeping.LevelForm, keeping.NewLevelForm
    filterset_class = LevelFilterSet


class TermViewSet(ConceptViewSet):
    """Every other list."""

    model = Term
    form, new_form = keeping.TermForm, keeping.NewTermForm
    filterset_class = TermFilterSet
    menu_label = _("Andere lijsten")
    list_display = [
        CONCEPT_COLUMNS[0],
        "scheme",
        *CONCEPT_COLUMNS[1:],
    ]


class KeywordViewSet(ModelViewSet):
    """Free words of schools: see how often they are used, and merge them."""

    model = Keyword
    icon = "tag"
    index_view_class = KeywordIndexView
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = KEYWORD_COLUMNS
    list_per_page = 50
    filterset_class = KeywordFilterSet
    search_fields = ["word"]
    search_backend_name = None
    exclude_form_fields: list[str] = []

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """A keyword is only listed and merged."""
        absent = ("add", "edit", "delete", "history", "usage")
        none = {f"{name}_url_name": None for name in absent}
        return {**super().get_common_view_kwargs(**kwargs), **none}

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list, and merging."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("merge/<number:pk>/", self.construct_view(MergeView), name="merge"),
        ]

    def register_admin_url_finder(self) -> None:
        """A keyword has no address to edit it at."""


class VocabulariesGroup(ModelViewSetGroup):
    """Everything that moderators keep of the vocabularies."""

    menu_label = _("Woordenlijsten")
    menu_icon = "list-ul"
    menu_order = 300
    items = (ThemeViewSet, LevelViewSet, TermViewSet, KeywordViewSet)
