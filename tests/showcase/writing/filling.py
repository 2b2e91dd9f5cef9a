"""Filling in the plain page, as a browser posts it."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client


def page_of(project: Any) -> str:
    """The address of the plain page."""
    return f"/mijn/projecten/{project.pk}/"


def posted_by(client: Client, project: Any, **changes: Any) -> dict[str, Any]:
    """What the page would post when nothing but ``changes`` is typed."""
    url = page_of(project)
    soup = BeautifulSoup(client.get(url, {"pas-aan": ""}).content, "html.parser")
    form = soup.select_one("form[data-handing-in]")
    assert form is not None, "the page shows no form"
    return {**_values(form), **changes}


def _values(form: Any) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        kind, name = field.get("type"), field["name"]
        if kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                values.setdefault(name, []).append(field.get("value", "on"))
        elif field.name == "textarea":
            values[name] = field.text.removeprefix("\n")
        elif field.name == "select":
            chosen = field.select_one("option[selected]")
            values[name] = chosen["value"] if chosen else ""
        elif kind != "file":
            values[name] = field.get("value", "")
    values.pop("csrfmiddlewaretoken", None)
    return values
