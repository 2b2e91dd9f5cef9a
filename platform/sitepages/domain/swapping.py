"""Putting one row where another stood, in the public rows and the saved versions of pages.

A term that is replaced, an institution that merged: what pages carry of it follows. Versions are
changed in place, so no new one appears and nobody's open editor is overtaken.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from wagtail.models import Page, Revision


def hold_pages(model: type[Page]) -> None:
    """Lock the rows of all pages of ``model`` until the transaction ends; in order of their keys.

    A text that is saved at the same moment waits, and is not lost.
    """
    pages = Page.objects.filter(pk__in=model._default_manager.values("pk"))
    list(pages.order_by("pk").select_for_update().values_list("pk"))


def revisions_in_use(model: type[Page], *, hold: bool = False) -> Iterator[Revision]:
    """The latest and the live revision of every page of ``model``; ``hold`` locks them."""
    pages = model._default_manager.all()
    found = Revision.objects.filter(
        Q(pk__in=pages.values("latest_revision")) | Q(pk__in=pages.values("live_revision"))
    )
    if hold:
        found = found.select_for_update()
    return iter(found.order_by("pk").iterator(chunk_size=200))


def swap_keys(held: list[Any], old: Any, new: Any) -> list[Any]:
    """``held`` with ``new`` in the place of ``old``, and nothing twice."""
    return list(dict.fromkeys(new if key == old else key for key in held))


def swap_links(field: Any, old: Any, into: Any) -> None:
    """Put ``into`` where ``old`` stood in the rows of a many-to-many ``field``; none is doubled."""
    owner, named = field.m2m_field_name(), field.m2m_reverse_field_name()
    links: Any = field.remote_field.through._default_manager
    present = links.filter(**{named: into}).values_list(owner, flat=True)
    links.filter(**{named: old, f"{owner}__in": list(present)}).delete()
    links.filter(**{named: old}).update(**{named: into})
