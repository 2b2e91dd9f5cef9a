"""Choosing concepts in a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vocabularies.enums import Scheme
from vocabularies.records import Concept, EducationLevel, Term, Theme


class TreeWidget(forms.CheckboxSelectMultiple):
    """Checkboxes in the order of the tree; a narrower concept stands under its broader one."""


class TreeField(forms.MultipleChoiceField):
    """One or more themes or levels of the tree, given and taken as concepts.

    Refuses unknown names (Wagtail's own tag field drops them in silence), retired concepts that
    were not chosen before, and more than ``max_choices``.
    """

    widget = TreeWidget
    default_error_messages = {
        "invalid_choice": _("We kennen “%(value)s” niet. Kies uit de lijst."),
        "too_many": _("Kies er hoogstens %(max)s."),
    }

    def __init__(
        self,
        model: type[Theme] | type[EducationLevel],
        *,
        max_choices: int | None = None,
        **kwargs: Any,
    ) -> None:
        self.model = model
        self.max_choices = max_choices
        super().__init__(choices=self._tree, **kwargs)

    def _tree(self) -> list[tuple[str, str]]:
        concepts = list(self.model.objects.current())
        below: dict[int | None, list[Any]] = {}
        for concept in concepts:
            below.setdefault(concept.broader_id, []).append(concept)
        tree: list[tuple[str, str]] = []

        def walk(parent: int | None, depth: int) -> None:
            for concept in below.get(parent, []):
                tree.append((concept.slug, "\u2003" * depth + concept.label))
                walk(concept.pk, depth + 1)

        walk(None, 0)
        return tree

    def prepare_value(self, value: Any) -> list[str]:
        """Slugs, from slugs, concepts or tagged items."""
        return [_slug_of(one) for one in value or []]

    def to_python(self, value: Any) -> list[Any]:
        """The concepts behind the chosen slugs."""
        slugs = [_slug_of(one) for one in value or []]
        found = {concept.slug: concept for concept in self.model.objects.filter(slug__in=slugs)}
        for slug in slugs:
            if slug not in found:
                raise ValidationError(
                    self.error_messages["invalid_choice"], "invalid_choice", {"value": slug}
                )
        return [found[slug] for slug in dict.fromkeys(slugs)]

    def validate(self, value: list[Concept]) -> None:
        """Refuse nothing where something is needed, and more than can be chosen."""
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], "required")
        if self.max_choices is not None and len(value) > self.max_choices:
            raise ValidationError(
                self.error_messages["too_many"], "too_many", {"max": self.max_choices}
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Order does not matter."""
        return {_slug_of(one) for one in initial or []} != {_slug_of(one) for one in data or []}


def _slug_of(value: Any) -> str:
    if isinstance(value, str):
        return value
    return str(getattr(value, "tag", value).slug)


class TermField(forms.ModelChoiceField):
    """One current term of a scheme."""

    def __init__(self, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(queryset=Term.objects.in_scheme(scheme).current(), **kwargs)
