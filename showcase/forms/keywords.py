"""Free keywords of a school, as words between commas."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vocabularies.domain.keywords import words_of
from vocabularies.domain.refusals import VocabularyRefusalError


class KeywordsField(forms.CharField):
    """At most ten words or short phrases between commas; given and taken as text."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Eigen trefwoorden"))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Keywords of a draft, as text."""
        if isinstance(value, str) or value is None:
            return value
        return ", ".join(sorted(getattr(word, "word", str(word)) for word in value))

    def clean(self, value: Any) -> list[str]:
        """The words, each once, in small letters."""
        try:
            return words_of((super().clean(value) or "").split(","))
        except VocabularyRefusalError as refusal:
            raise ValidationError(str(refusal)) from refusal

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other words stand there."""
        return bool(self.prepare_value(initial) != self.prepare_value(data))
