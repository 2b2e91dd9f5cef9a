"""The place of forums in the tree of pages."""

from __future__ import annotations

from typing import Any

from django.apps import apps


def build_forums_index(home: Any) -> Any:
    """The folder of forums below ``home``; safe to repeat."""
    model = apps.get_model("forums", "ForumsIndexPage")
    index = model.objects.first()
    if index is None:
        index = home.add_child(instance=model(title="Overlegfora", slug="forums"))
        index.save_revision().publish(skip_permission_checks=True)
    return index
