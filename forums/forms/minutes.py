"""The forms of minutes: writing all items of a session, naming who writes, correcting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.records import User
from forums.domain.minutes import Account, account_of
from forums.records import AgendaItem
from institutions.records import Institution
from showcase.domain.fitting import fitting
from ui.forms import RowField

#: What a field of an item is called.
OF_AN_ITEM = re.compile(r"(text|reason)_[0-9]+", re.ASCII)


def standing_of(item: AgendaItem) -> Account:
    """What is written of ``item``, fetched with its account."""
    return account_of(getattr(item, "account", None))


def _names_of(item: AgendaItem) -> tuple[str, str]:
    return f"text_{item.pk}", f"reason_{item.pk}"


class MinutesForm(forms.Form):
    """For each item what was said, or why it was not discussed.

    Only a field that was sent takes the place of what stands: an item that came on the agenda after
    the page was opened is not emptied by it.
    """

    def __init__(
        self, items: Iterable[AgendaItem], data: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        self.items = list(items)
        self.sent = frozenset(data or ())
        super().__init__(None if data is None else self._standing() | dict(data.items()), **kwargs)
        for item in self.items:
            account = standing_of(item)
            self.fields[f"text_{item.pk}"] = forms.CharField(
                label=_("Wat er gezegd is"),
                help_text=_("Zonder namen van personen. Een lege regel begint een nieuwe alinea."),
                max_length=20000,
                required=False,
                initial=account.text,
                widget=forms.Textarea(attrs={"rows": 6}),
            )
            self.fields[f"reason_{item.pk}"] = forms.CharField(
                label=_("Of: waarom het niet besproken is"),
                max_length=300,
                required=False,
                initial=account.not_discussed,
            )

    def clean(self) -> dict[str, Any]:
        """Of an item one of the two."""
        cleaned = super().clean() or self.cleaned_data
        for item in self.items:
            if cleaned.get(f"text_{item.pk}") and cleaned.get(f"reason_{item.pk}"):
                words = _(
                    "“{item}” is niet bewaard: er staat een verslag én waarom het niet besproken"
                    " is. Haal een van de twee weg."
                )
                self.add_error(f"reason_{item.pk}", words.format(item=item.title))
        return self.cleaned_data

    def _standing(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for item in self.items:
            account = standing_of(item)
            found |= zip(_names_of(item), (account.text, account.not_discussed), strict=True)
        return found

    def has(self, item: AgendaItem) -> bool:
        """Whether anything of ``item`` was sent, even an empty field."""
        return any(name in self.sent for name in _names_of(item))

    def unplaced(self) -> list[str]:
        """What was typed of items that are not there (any more), to copy."""
        names = {name for item in self.items for name in _names_of(item)}
        sent = [(name, self.data.get(name, "")) for name in sorted(self.sent - names)]
        return [words for name, words in sent if OF_AN_ITEM.fullmatch(name) and words.strip()]

    def account(self, item: AgendaItem) -> Account | None:
        """What was typed of ``item``, when it can be kept."""
        names = _names_of(item)
        if any(name in self.errors or name not in self.sent for name in names):
            return None
        text, reason = (self.cleaned_data[name] for name in names)
        return Account(text.replace("\r\n", "\n"), reason)


class AnswerForm(forms.Form):
    """Why a correction is not taken over. Too long an answer is told so, and never cut."""

    answer = forms.CharField(
        label=gettext_lazy("Waarom je het niet overneemt"),
        help_text=gettext_lazy("Hoogstens 500 tekens. Je antwoord staat bij de opmerking."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": gettext_lazy("Zeg waarom je de opmerking niet overneemt."),
        },
    )

    def clean_answer(self) -> str:
        """The answer, if it fits."""
        return fitting(self.cleaned_data["answer"], 500)


class ReporterForm(forms.Form):
    """Who writes the minutes, by the address of their account."""

    email = forms.EmailField(
        label=gettext_lazy("E-mailadres van de verslaggever"),
        help_text=gettext_lazy("Iemand met een account. Leeg: alleen organisatoren schrijven."),
        required=False,
    )

    def clean_email(self) -> User | None:
        """The account behind the address."""
        address = self.cleaned_data["email"]
        if not address:
            return None
        found: User | None = User.objects.filter(email__iexact=address, is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("Niemand met dit adres heeft een account."))
        return found


class CorrectionProposalForm(forms.Form):
    """What should stand in the place of a passage, and why; for an institution, or for oneself
    (None among ``institutions``)."""

    institution = RowField(
        label=gettext_lazy("Namens"),
        queryset=Institution.objects.none(),
        empty_label=None,
        error_messages={"required": gettext_lazy("Zeg namens welke instelling je dit vraagt.")},
    )
    passage = forms.CharField(
        label=gettext_lazy("Welke passage?"),
        help_text=gettext_lazy("Neem ze letterlijk over uit het verslag."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Neem de passage over die niet klopt.")},
    )
    proposal = forms.CharField(
        label=gettext_lazy("Wat moet er staan?"),
        help_text=gettext_lazy("Laat leeg als de passage weg moet."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Waarom?"),
        max_length=500,
        error_messages={"required": gettext_lazy("Zeg waarom.")},
    )

    def __init__(self, institutions: Iterable[int | None], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["institution"]
        keys = set(institutions)
        if keys == {None}:
            del self.fields["institution"]
            return
        if None in keys:
            field.required, field.empty_label = False, _("mezelf, als spreker")
        field.queryset = Institution.objects.filter(
            pk__in=[key for key in keys if key is not None]
        ).order_by("name")
