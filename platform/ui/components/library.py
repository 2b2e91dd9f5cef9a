"""Where every component registers, and how one is drawn."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()


def draw(name: str, props: Mapping[str, Any]) -> SafeString:
    """Return the component ``name``, drawn with ``props`` and nothing else.

    White space around it is taken away, so a component can stand inside a sentence.
    """
    drawn = render_to_string(f"components/{name}.html", dict(props)).strip()
    return mark_safe(drawn)  # noqa: S308  (the template escaped its props)


def draw_again(component: str, /, **props: Any) -> SafeString:
    """Return a component that is the same on many pages: drawn once in a process, for a language.

    Its props are words, numbers and tuples of these. Of direct props only, what is a safe string
    and what is to be escaped are told apart. Not kept while somebody may be writing its template.

    Raises:
        TypeError: a safe string stands inside another prop, where it is kept as any other.
    """
    if any(_holds_safe(value) for value in props.values() if not isinstance(value, str)):
        raise TypeError(f"{component} is given a safe string inside another prop.")
    if settings.DEBUG:
        return draw(component, props)
    return _drawn(component, get_language(), **props)


def _holds_safe(value: Any) -> bool:
    if isinstance(value, tuple):
        return any(_holds_safe(one) for one in value)
    return isinstance(value, SafeString)


@lru_cache(maxsize=300, typed=True)
def _drawn(component: str, _language: str | None, /, **props: Any) -> SafeString:
    return draw(component, props)


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
