"""What a page shows, registered by the views above."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

Showing = Callable[[Any, HttpRequest], dict[str, Any]]

_showings: dict[type[Page], Showing] = {}


def show(page_class: type[Page], showing: Showing) -> None:
    """Let ``showing(page, request)`` give what the template of a page of this class needs."""
    _showings[page_class] = showing


def shown_of(page: Page, request: HttpRequest) -> dict[str, Any]:
    """What the template of ``page`` needs beside Wagtail's own context."""
    return _showings[type(page)](page, request)
