"""Lists of slugs and ids inside a draft.

A draft is text: what it points to is kept by permanent slug or uuid, so that a revision of any
age can be read, and is looked up when it is published.
"""

from typing import Any

from django.db import models
from django.forms import Field
from django.utils.text import capfirst

from showcase.form_fields import (
    InstitutionSlugsFormField,
    SiblingUuidsFormField,
    TermSlugsFormField,
)
from vocabularies.enums import Scheme


class TextListField(models.JSONField):
    """A list of short texts; empty by default."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class TermSlugsField(TextListField):
    """Slugs of terms of one scheme."""

    def __init__(self, *args: Any, scheme: str = "", **kwargs: Any) -> None:
        self.scheme = scheme
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Keep the scheme in migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "scheme": self.scheme}

    def formfield(self, **kwargs: Any) -> Field:
        """A choice of the scheme's terms, given and taken as slugs."""
        return TermSlugsFormField(
            scheme=Scheme(self.scheme),
            label=kwargs.get("label", capfirst(str(self.verbose_name))),
            help_text=self.help_text,
            required=False,
        )


class InstitutionSlugsField(TextListField):
    """Slugs of institutions of the register."""

    def formfield(self, **kwargs: Any) -> Field:
        """A choice of institutions, given and taken as slugs."""
        return InstitutionSlugsFormField(
            label=kwargs.get("label", capfirst(str(self.verbose_name))),
            help_text=self.help_text,
            required=False,
        )


class SiblingUuidsField(TextListField):
    """Uuids of other children of the same project."""

    def formfield(self, **kwargs: Any) -> Field:
        """A choice of siblings, given and taken as uuids."""
        return SiblingUuidsFormField(
            label=kwargs.get("label", capfirst(str(self.verbose_name))),
            help_text=self.help_text,
            required=False,
        )
