"""The form of a project in Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from showcase.domain import demands
from showcase.enums import ChildKind
from vocabularies.forms import TreeField
from vocabularies.records import EducationLevel, Theme


class ProjectPageForm(WagtailAdminPageForm):
    """A draft accepts anything; handing in checks everything at once.

    Every save compares the revision it started from: somebody else's save is never overwritten
    in silence.
    """

    themes = TreeField(Theme, max_choices=demands.MAX_THEMES, required=False)
    levels = TreeField(EducationLevel, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse to overwrite somebody else's save; check the demands when handing in."""
        cleaned: dict[str, Any] = super().clean()
        self._refuse_outdated()
        return cleaned

    def _refuse_outdated(self) -> None:
        started_from = self.data.get("loaded_revision_id") or self.data.get("overwrite_revision_id")
        latest = self.instance.latest_revision_id
        if started_from and latest and str(latest) != str(started_from):
            self.add_error(
                None,
                _(
                    "Iemand anders bewaarde dit project intussen. Je tekst staat nog in dit"
                    " formulier: open de laatste versie in een nieuw tabblad en voeg samen."
                ),
            )

    def missing_to_hand_in(self) -> list[demands.Demand]:
        """What the filled-in form lacks to be handed in."""
        return demands.demands_to_hand_in(self.instance)

    @staticmethod
    def is_about_child(demand: demands.Demand) -> bool:
        """Whether a demand is about a result or a conclusion rather than the project."""
        return demand.child_kind != ChildKind.PROJECT
