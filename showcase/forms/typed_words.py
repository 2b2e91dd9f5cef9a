"""Fields that take what is typed while a draft is written: nothing is needed, little is refused."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from showcase.domain.fitting import as_typed, in_one_line
from showcase.domain.limits import MOST_ROWS, ROOM_IN_DRAFT, too_long_for_record

#: Room for one project number.
MOST_IN_NUMBER = 60


class LinesField(forms.CharField):
    """Several short texts, one on each line."""

    widget = forms.Textarea(
        attrs={"rows": 2, "spellcheck": "false", "autocapitalize": "characters"}
    )

    def prepare_value(self, value: Any) -> Any:
        """One line for each."""
        return value if isinstance(value, str) or value is None else "\n".join(value)

    def to_python(self, value: Any) -> Any:
        """Lines without what is empty or said twice."""
        lines = [in_one_line(line) for line in as_typed(value or "").splitlines()]
        return list(dict.fromkeys(line for line in lines if line))

    def validate(self, value: Any) -> None:
        """No more lines than any project needs, and none that could never be shortened."""
        super().validate(value)
        if len(value) > MOST_ROWS:
            said = _("Hoogstens {most} nummers; nu zijn het er {now}. Haal er weg.")
            raise ValidationError(said.format(most=MOST_ROWS, now=len(value)))
        longest = max(map(len, value), default=0)
        if longest > MOST_IN_NUMBER * ROOM_IN_DRAFT:
            raise ValidationError(too_long_for_record(longest, MOST_IN_NUMBER))


class WordsField(forms.CharField):
    """Text that a draft takes as it is, also a while too long; handing in asks how long it is.

    ``most`` is what will fit. Ends of lines are as they are on the screen; a field of one line
    has none.
    """

    def __init__(self, *, most: int, has_lines: bool, **kwargs: Any) -> None:
        self.most = most
        self.has_lines = has_lines
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> str:
        """The words as they are kept."""
        words = super().to_python(value) or ""
        return as_typed(words) if self.has_lines else in_one_line(words)

    def validate(self, value: Any) -> None:
        """Refuse what nobody typed; it stays on the screen."""
        super().validate(value)
        if len(value) > self.most * ROOM_IN_DRAFT:
            raise ValidationError(too_long_for_record(len(value), self.most))


def text_field(
    label: Any, help_text: Any = "", *, most: int, rows: int = 0, **attrs: Any
) -> forms.CharField:
    """A field of one line, or of ``rows``; ``attrs`` are for its box."""
    named = {name.replace("_", "-"): value for name, value in attrs.items()}
    widget = forms.Textarea({"rows": rows, **named}) if rows else forms.TextInput(named)
    return WordsField(
        label=label, help_text=help_text, most=most, has_lines=bool(rows), widget=widget
    )


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Schrijf de datum als dag, maand en jaar, zoals 30/06/2024.")},
    )
