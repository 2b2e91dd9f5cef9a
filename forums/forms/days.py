"""A day that somebody picks or types."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forums.forms.refusals import date_input

#: No meeting, forum or answer is of another year: such a day is a slip of the keyboard, and at the
#: ends of the calendar a moment that can't be reckoned with.
FIRST_YEAR, LAST_YEAR = 2000, 2100


class DayField(forms.DateField):
    """A day of a year that can be meant."""

    widget = date_input()
    default_error_messages = {
        "year": _("Kies een dag tussen %(first)s en %(last)s. Kijk het jaartal na.")
    }

    def validate(self, value: Any) -> None:
        """Refuse a year that nobody means."""
        super().validate(value)
        if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
            years = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError(self.error_messages["year"], code="year", params=years)
