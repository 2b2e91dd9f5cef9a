"""Choosing one concept by typing a part of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from vocabularies.records import Keyword, Term, Theme

#: How many names that fit are said.
MOST_NAMED = 10


class NamesInput(forms.TextInput):
    """A text box with a list of names that narrows as one types; it needs no script."""

    template_name = "vocabularies/admin/names_input.html"
    names: Callable[[], Iterable[str]] = staticmethod(lambda: ())

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The names to choose from, beside what a text box needs."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["names"] = list(self.names())
        context["list_id"] = f"{context['widget']['attrs'].get('id', name)}_names"
        context["widget"]["attrs"] |= {"list": context["list_id"], "autocomplete": "off"}
        return context


class ConceptByNameField(forms.CharField):
    """One concept out of several lists, by its name and list: “Talen (thema)”."""

    widget = NamesInput
    default_error_messages = {
        "unknown": _("We kennen “%(value)s” niet. Kies een naam uit de lijst."),
        "several": _("“%(value)s” past bij meer dan één naam: %(names)s. Typ er een van."),
    }

    def __init__(self, concepts: Callable[[], Iterable[Any]], **kwargs: Any) -> None:
        self.concepts = concepts
        super().__init__(**kwargs)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Let the box offer every name."""
        self.widget.names = lambda: self._by_name().keys()
        return super().get_bound_field(form, field_name)

    def clean(self, value: Any) -> Any:
        """The concept of that name, whatever its capitals, or the only one that has this part."""
        name = super().clean(value)
        by_name = {known.casefold(): concept for known, concept in self._by_name().items()}
        named = by_name.get(name.casefold()) or self._alone_called(name)
        if named is not None or not name:
            return named
        partly = [known for known in self._by_name() if name.casefold() in known.casefold()]
        if not partly:
            raise ValidationError(self.error_messages["unknown"], "unknown", {"value": name})
        if len(partly) > 1:
            names = ", ".join(partly[:MOST_NAMED]) + (" …" if partly[MOST_NAMED:] else "")
            words = {"value": name, "names": names}
            raise ValidationError(self.error_messages["several"], "several", words)
        return by_name[partly[0].casefold()]

    def _alone_called(self, name: str) -> Any:
        """The concept of this bare name, if there is but one."""
        called = [one for one in self.concepts() if one.label.casefold() == name.casefold()]
        return called[0] if len(called) == 1 else None

    def _by_name(self) -> dict[str, Any]:
        named: dict[str, Any] = {}
        for concept in self.concepts():
            name = full_name(concept)
            named[f"{name} [{concept.slug}]" if name in named else name] = concept
        return named


class MergeKeywordForm(forms.Form):
    """What a keyword goes up in."""

    into = ConceptByNameField(
        lambda: [*Theme.objects.current(), *Term.objects.current()],
        label=_("Gaat op in"),
        help_text=_("Typ een deel van de naam van een thema of term en kies uit de lijst."),
    )

    def __init__(self, *args: Any, keyword: Keyword, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if keyword.merged_into is not None:
            self.fields["into"].initial = full_name(keyword.merged_into)


class ReplaceForm(forms.Form):
    """What takes the place of a term."""

    into = ConceptByNameField(
        list,
        label=_("Vervangen door"),
        help_text=_("Typ een deel van de naam en kies uit de lijst."),
    )

    def __init__(self, *args: Any, concept: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into"]
        same = type(concept).objects.current().exclude(pk=concept.pk)
        field.concepts = lambda: (
            same.in_scheme(concept.scheme) if isinstance(concept, Term) else same
        )
        if concept.replaced_by is not None:
            field.initial = full_name(concept.replaced_by)


def full_name(concept: Any) -> str:
    """The name of a concept with its list: “Talen (thema)”, “Geld (hindernissen)”."""
    of_list = (
        concept.get_scheme_display() if isinstance(concept, Term) else concept._meta.verbose_name
    )
    return f"{capfirst(concept.label)} ({of_list})"
