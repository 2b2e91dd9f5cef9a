"""Free keywords of a school, as words between commas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vocabularies.records import Keyword

MAX_KEYWORDS = 10
MAX_LENGTH = 80


class KeywordsField(forms.CharField):
    """At most ten words or short phrases between commas; given and taken as text."""

    default_error_messages = {
        "too_many": _("Geef hoogstens tien trefwoorden."),
        "too_long": _("“%(word)s” is te lang voor een trefwoord."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Eigen trefwoorden"))
        kwargs.setdefault(
            "help_text", _("Met komma’s ertussen. Alleen wat de thema’s nog niet zeggen.")
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Keywords of a draft, as text."""
        if isinstance(value, str) or value is None:
            return value
        return ", ".join(sorted(getattr(word, "word", str(word)) for word in value))

    def clean(self, value: Any) -> list[str]:
        """The words, each once, in small letters."""
        text = super().clean(value) or ""
        words = list(dict.fromkeys(" ".join(word.split()).lower() for word in text.split(",")))
        words = [word for word in words if word]
        for word in words:
            if len(word) > MAX_LENGTH:
                raise ValidationError(
                    self.error_messages["too_long"], "too_long", {"word": word[:40]}
                )
        if len(words) > MAX_KEYWORDS:
            raise ValidationError(self.error_messages["too_many"], "too_many")
        return words

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other words stand there."""
        return bool(self.prepare_value(initial) != self.prepare_value(data))


def keywords_of(words: Iterable[str], *, make: bool) -> list[Keyword]:
    """The keywords behind ``words``; unknown ones are made, or left out."""
    found = []
    for word in words:
        known = Keyword.objects.filter(word__iexact=word).first()
        if known is None and make:
            known, _made = Keyword.objects.get_or_create(word=word)
        if known is not None:
            found.append(known)
    return found
