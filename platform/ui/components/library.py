"""Where every component registers, and how one is drawn."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


def draw(name: str, props: Mapping[str, Any]) -> SafeString:
    """Return the component ``name``, drawn with ``props`` and nothing else.

    White space around it is taken away, so a component can stand inside a sentence.
    """
    drawn = render_to_string(f"components/{name}.html", dict(props)).strip()
    return mark_safe(drawn)  # noqa: S308  (the template escaped its props)


def attributes(given: Mapping[str, Any]) -> SafeString:
    """Return ``given`` as HTML attributes: ``data_field`` becomes ``data-field``.

    True gives a bare attribute; None, False and the empty string give none.
    """
    named = {
        name.rstrip("_").replace("_", "-"): value
        for name, value in given.items()
        if value not in (None, False, "")
    }
    return flatatt(named)


def trimmed(content: str) -> SafeString:
    """Return what stood inside a block tag, without the white space around it."""
    return mark_safe(content.strip())  # noqa: S308  (it was rendered by the template engine)
