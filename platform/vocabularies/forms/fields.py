"""Form fields that give and take concepts of a vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from ui.forms import RowField
from vocabularies.enums import Scheme
from vocabularies.forms.trees import branches_of, walk
from vocabularies.forms.widgets import ConceptTree
from vocabularies.querysets import ConceptQuerySet
from vocabularies.records import Concept, Term


class TreeField(forms.MultipleChoiceField):
    """Concepts of a hierarchical list, given and taken as concepts, sent as slugs.

    Works for django-taggit's managers in a page form: ``initial`` may be tags, tagged items or
    slugs, and ``cleaned_data`` is a list of tags. Refuses unknown names (Wagtail's own tag field
    drops them in silence), more than ``max_choices``, and retired concepts that were not chosen
    before.
    """

    widget = ConceptTree
    default_error_messages = {
        "required": _("Kies er minstens één."),
        "invalid_choice": _("“%(value)s” staat niet in de lijst. Kies uit de lijst."),
        "retired": _("“%(value)s” wordt niet meer gebruikt. Kies een andere."),
        "too_many": _("Kies er hoogstens %(max)s. Je koos er nu %(chosen)s."),
    }

    def __init__(
        self,
        concepts: type[Concept] | ConceptQuerySet,
        *,
        max_choices: int | None = None,
        **kwargs: Any,
    ) -> None:
        known: Any = concepts if isinstance(concepts, ConceptQuerySet) else concepts.objects
        self.concepts: ConceptQuerySet = known.all()
        self.max_choices = max_choices
        self.kept: frozenset[str] = frozenset()
        super().__init__(**kwargs)
        self._prepare_widget()

    def __deepcopy__(self, memo: dict[int, Any]) -> TreeField:
        copied: TreeField = super().__deepcopy__(memo)
        copied.concepts = self.concepts.all()
        copied._prepare_widget()
        return copied

    def _prepare_widget(self) -> None:
        if isinstance(self.widget, ConceptTree):
            self.widget.branches = lambda: branches_of(self.choosable())
            self.widget.max_choices = self.max_choices

    def choosable(self) -> ConceptQuerySet:
        """What can be chosen: what is current, and what was chosen before."""
        return self.concepts.filter(Q(retired_at__isnull=True) | Q(slug__in=self.kept))

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Remember what was chosen before, when the form meets its field."""
        self.kept = frozenset(_slugs(form.get_initial_for_field(self, field_name)))
        return super().get_bound_field(form, field_name)

    def prepare_value(self, value: Any) -> list[str]:
        """Slugs, from slugs, concepts or tagged items."""
        return _slugs(value)

    def to_python(self, value: Any) -> list[Any]:
        """The concepts behind the chosen slugs, each once, in the order of the list."""
        slugs = dict.fromkeys(_slugs(value))
        found = {concept.slug: concept for concept in self.concepts.filter(slug__in=slugs)}
        for slug in slugs:
            if slug not in found:
                raise self._error("invalid_choice", value=slug)
            if found[slug].is_retired and slug not in self.kept:
                raise self._error("retired", value=found[slug].label)
        return list(found.values())

    def validate(self, value: list[Any]) -> None:
        """Refuse nothing where something is needed, and more than can be chosen."""
        if self.required and not value:
            raise self._error("required")
        if self.max_choices is not None and len(value) > self.max_choices:
            raise self._error("too_many", max=self.max_choices, chosen=len(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other concepts are chosen; order does not matter."""
        return not self.disabled and set(_slugs(initial)) != set(_slugs(data))

    def _error(self, code: str, **params: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code, params)


class TermsField(TreeField):
    """Several terms of one scheme."""

    def __init__(self, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(Term.objects.in_scheme(scheme), **kwargs)


class _TreeIterator(ModelChoiceIterator):  # type: ignore[type-arg]
    """The choices in the order of the tree, narrower ones set in."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        field: Any = self.field
        if field.empty_label is not None:
            yield "", field.empty_label
        for depth, concept in walk(self.queryset):
            yield concept.slug, "\u2003" * depth + concept.label


class TermField(RowField):
    """One term of a scheme, sent as its slug; retired ones only if chosen before."""

    iterator = _TreeIterator
    default_error_messages = {
        "required": _("Kies er één uit de lijst."),
        "invalid_choice": _("“%(value)s” staat niet in de lijst. Kies uit de lijst."),
    }

    def __init__(self, scheme: Scheme, **kwargs: Any) -> None:
        self.scheme = scheme
        kwargs.setdefault("empty_label", _("Kies…"))
        current = Term.objects.in_scheme(scheme).current()
        super().__init__(queryset=current, to_field_name="slug", **kwargs)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Let what was chosen before stay, retired or not."""
        initial = form.get_initial_for_field(self, field_name)
        in_scheme = Term.objects.in_scheme(self.scheme)
        if slug := self.prepare_value(initial):
            self.queryset = in_scheme.filter(Q(retired_at__isnull=True) | Q(slug=slug))
        return super().get_bound_field(form, field_name)

    def prepare_value(self, value: Any) -> Any:
        """The slug, from a slug, a term or its key (what a model form starts from)."""
        if isinstance(value, int):
            return Term.objects.filter(pk=value).values_list("slug", flat=True).first()
        return super().prepare_value(value)


def _slugs(value: Any) -> list[str]:
    return [_slug_of(one) for one in value or []]


def _slug_of(value: Any) -> str:
    if isinstance(value, str):
        return value
    return str(getattr(value, "tag", value).slug)
