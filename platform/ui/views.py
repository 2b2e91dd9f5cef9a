"""The style guide: every component, and when to use it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ui.guide import examples


def style_guide(request: HttpRequest) -> HttpResponse:
    """Show every component with made-up content. Asks the database nothing."""
    return render(request, "ui/style_guide.html", examples())


def style_guide_confirm(request: HttpRequest) -> HttpResponse:
    """Show the page that asks to confirm something."""
    return render(request, "ui/style_guide_confirm.html")
