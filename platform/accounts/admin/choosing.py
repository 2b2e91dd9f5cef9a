"""Choosers of the admin: what is no key of anything is nothing chosen, and no mistake of ours."""

from __future__ import annotations

from typing import Any

from wagtail.admin.widgets import BaseChooser

_chosen = BaseChooser.get_instance


def guard_choosers() -> None:
    """Have every chooser of the admin show a value that is no key as nothing chosen. Repeatable.

    Wagtail looks for what was posted before the form refuses it, and has no setting for it. The
    field still refuses the value, in words.
    """

    def get_instance(chooser: BaseChooser, value: Any) -> Any:
        try:
            return _chosen(chooser, value)
        except (ValueError, TypeError):
            return None

    BaseChooser.get_instance = get_instance
