"""What Wagtail's history and reports say of the review, in the words of the review."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

#: Wagtail's own speak of workflows and tasks, of which there is one here.
WORDS = {
    "wagtail.workflow.start": _("Ingediend om na te kijken"),
    "wagtail.workflow.resume": _("Opnieuw ingediend"),
    "wagtail.workflow.reject": _("Teruggestuurd met vragen"),
    "wagtail.workflow.approve": _("Nagekeken en goedgekeurd"),
    "wagtail.workflow.cancel": _("Nakijken gestopt: teruggenomen of offline gehaald"),
}


def register_words(actions: Any) -> None:
    """Say each act of the review in our words."""
    for action, words in WORDS.items():
        actions.choices[:] = [pair for pair in actions.choices if pair[0] != action]
        actions.register_action(action, words, words)
