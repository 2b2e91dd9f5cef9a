"""The control of a tree of concepts."""

from __future__ import annotations

from typing import Any

from django.forms import Media, Script

from ui.widgets import TreeSelect


class ConceptTree(TreeSelect):
    """Checkboxes in a tree that folds, how many are chosen, and a filter box.

    Complete without a script: the branches are ``details``. The script only filters and counts.
    Draw ``form.media`` on the page to have it; Wagtail's admin does so by itself.
    """

    template_name = "vocabularies/concept_tree.html"
    max_choices: int | None = None

    @property
    def media(self) -> Media:
        """The script everywhere, and a stylesheet that only speaks inside Wagtail's admin."""
        script: Any = Script("ui/js/concept_tree.js", type="module")
        return Media(css={"all": ["vocabularies/css/concept_tree_admin.css"]}, js=[script])

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The tree, and how many are chosen of how many."""
        context = super().get_context(name, value, attrs)
        context["chosen"] = len(value or [])
        context["max"] = self.max_choices
        return context
