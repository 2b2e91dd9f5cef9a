"""What a field of the plain page says, in words, for pages that only show it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from showcase.enums import ContentLanguage
from showcase.records import SchoolDocument
from vocabularies.records import EducationLevel, Term, Theme

TAGS: dict[str, type[Theme] | type[EducationLevel]] = {"themes": Theme, "levels": EducationLevel}

POINTERS: dict[str, Any] = {"programme": Term, "result_document": SchoolDocument}


def in_words(name: str, value: Any) -> str:
    """The value of a plain field (of `plain_values`) as a person reads it."""
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if name in TAGS:
        return ", ".join(tag.label for tag in TAGS[name].objects.filter(slug__in=value))
    if name in POINTERS:
        return str(POINTERS[name].objects.filter(pk=value).first() or "")
    if isinstance(value, list):
        return "\n".join(value)
    if name == "language":
        value = dict(ContentLanguage.choices).get(value, value)
    return str(value or "")
