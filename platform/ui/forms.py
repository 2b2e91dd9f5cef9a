"""Fields that choose rows of the database, and refuse in words what no row can be named by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: The largest key that the database holds.
LARGEST = 2**63 - 1


class _NamedByAKey:
    """Refuses a key that the database can't even compare: too large a number, or half a text.

    Anybody can send one; it is no choice from the list, and never an error of the site.
    """

    queryset: Any
    to_field_name: str | None
    error_messages: dict[str, Any]

    def _refuse_unknowable(self, sent: Iterable[Any], code: str) -> None:
        for one in sent:
            if not self._is_key(one):
                raise ValidationError(
                    self.error_messages[code], code=code, params={"pk": one, "value": one}
                )

    def _is_key(self, sent: Any) -> bool:
        if isinstance(sent, str) and "\0" in sent:
            return False
        if self.to_field_name not in (None, "pk") or not isinstance(sent, str | int):
            return True  # what it is named by, or a row that is known already
        try:
            return abs(int(sent)) <= LARGEST
        except ValueError:
            return True  # no number: Django says so, in the words of the field


class RowField(_NamedByAKey, forms.ModelChoiceField):  # type: ignore[type-arg]
    """One row of a list."""

    default_error_messages = {"invalid_choice": _("Kies uit de lijst.")}

    def to_python(self, value: Any) -> Any:
        """The row that was chosen."""
        self._refuse_unknowable([value], "invalid_choice")
        return super().to_python(value)


class RowsField(_NamedByAKey, forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several rows of a list."""

    default_error_messages = {
        "invalid_choice": _("Kies uit de lijst."),
        "invalid_pk_value": _("Kies uit de lijst."),
    }

    def clean(self, value: Any) -> Any:
        """The rows that were chosen."""
        if isinstance(value, list | tuple):
            self._refuse_unknowable(value, "invalid_choice")
        return super().clean(value)
