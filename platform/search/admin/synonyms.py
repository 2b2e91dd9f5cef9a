"""The list “Zoekwoorden”: words that find what any of them finds, kept by the verbs."""

from __future__ import annotations

from typing import Any

from django.forms import ModelForm, Textarea
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet

from search.domain.meaning import drop_synonyms, keep_synonyms
from search.records import SynonymGroup

WITHOUT = frozenset({"usage", "copy", "history"})


class SynonymForm(ModelForm["SynonymGroup"]):
    """The words of a group."""

    class Meta:
        model = SynonymGroup
        fields = ("words",)
        widgets = {"words": Textarea(attrs={"rows": 3})}


class AddSynonymsView(CreateView):
    """A new group."""

    success_message = gettext_lazy("Wie een van deze woorden zoekt, vindt nu ook de andere.")

    def save_instance(self) -> Any:
        """Keep it by the verb."""
        return keep_synonyms(self.form.instance, by=self.request.user)


class ChangeSynonymsView(EditView):
    """A group that is there."""

    success_message = gettext_lazy("Bewaard. De zoekfunctie gebruikt het meteen.")

    def save_instance(self) -> Any:
        """Keep it by the verb."""
        return keep_synonyms(self.form.instance, by=self.request.user)


class DropSynonymsView(DeleteView):
    """The question before a group goes."""

    success_message = gettext_lazy("De woorden vinden weer alleen zichzelf.")

    @property
    def confirmation_message(self) -> str:
        """What is asked."""
        return _("Wie een van deze woorden zoekt, vindt dan de andere niet meer: {words}.").format(
            words=self.object.words
        )

    def delete_action(self) -> None:
        """Drop it by the verb."""
        drop_synonyms(self.object, by=self.request.user)


class SynonymViewSet(ModelViewSet):
    """Words that mean the same: list, add, change, drop. In force at once."""

    model = SynonymGroup
    icon = "search"
    menu_label = gettext_lazy("Zoekwoorden")
    menu_order = 310
    menu_name = "synonyms"
    add_to_admin_menu = True
    add_view_class = AddSynonymsView
    edit_view_class = ChangeSynonymsView
    delete_view_class = DropSynonymsView
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = ("words", UpdatedAtColumn(accessor="changed_at"))
    list_per_page = 50
    search_fields = ("words",)
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> Any:
        """One form for both."""
        return SynonymForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Leave out the addresses that are not there."""
        none = {f"{name}_url_name": None for name in WITHOUT}
        return {**super().get_common_view_kwargs(**kwargs), **none}

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's, less those."""
        return [one for one in super().get_urlpatterns() if one.name not in WITHOUT]
