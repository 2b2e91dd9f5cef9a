"""Adding and changing terms in the admin, by the verbs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from vocabularies.domain.keeping import add_term, change_term


class AddConceptView(CreateView):
    """A new term."""

    success_message = _("“%(object)s” staat in de lijst.")

    def save_instance(self) -> Any:
        """Add it by the verb, and note it in the history of the admin."""
        concept = add_term(self.form.instance, by=self.request.user)
        log(instance=concept, action="wagtail.create", user=self.request.user)
        return concept


class ChangeConceptView(EditView):
    """A term that is there: its names, its place, and what can be done with it."""

    template_name = "vocabularies/admin/concept.html"
    success_message = _("“%(object)s” is bewaard.")

    def save_instance(self) -> Any:
        """Change it by the verb, and note it in the history of the admin."""
        form = self.form
        concept = change_term(form.instance, form.changed_data, by=self.request.user)
        if form.has_changed():
            log(instance=concept, action="wagtail.edit", user=self.request.user)
        return concept

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Retire and replace, or restore: beside saving."""
        acts = concept_buttons(self.object, self.edit_url_name.partition(":")[0])
        context: dict[str, Any] = super().get_context_data(acts=acts, **kwargs)
        return context


def concept_buttons(concept: Any, namespace: str) -> list[Button]:
    """What can be done with a term besides changing it."""

    def button(act: str, label: Any, icon: str) -> Button:
        url = reverse(f"{namespace}:{act}", args=[concept.pk])
        return Button(label, url=url, icon_name=icon)

    replace = button("replace", _("Vervang…"), "resubmit")
    if concept.is_retired:
        return [button("restore", _("Herstel…"), "undo"), replace]
    return [button("retire", _("Voer af…"), "no-view"), replace]
