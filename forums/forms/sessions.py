"""The forms of a session, and of an item on its agenda."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.enums import Format
from forums.forms.days import DayField
from forums.forms.refusals import add_refusals, time_input
from forums.records import AgendaItem, Session

DAY = DayField(
    label=_("Dag"),
    error_messages={"required": _("Zeg op welke dag de bijeenkomst is.")},
)
BEGINS = forms.TimeField(
    label=_("Begint om"),
    widget=time_input(),
    error_messages={"required": _("Zeg hoe laat de bijeenkomst begint.")},
)


class SessionForm(forms.Form):
    """Title, when, and where: a place, a link, or both."""

    title = forms.CharField(
        label=_("Titel"),
        max_length=150,
        error_messages={"required": _("Geef de bijeenkomst een titel.")},
    )
    day = DAY
    begins = BEGINS
    ends = forms.TimeField(
        label=_("Eindigt om"),
        widget=time_input(),
        error_messages={"required": _("Zeg hoe laat de bijeenkomst eindigt.")},
    )
    format = forms.ChoiceField(
        label=_("Waar"),
        choices=Format.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies ter plaatse, online of allebei.")},
    )
    place = forms.CharField(
        label=_("Plaats"),
        help_text=_("Nodig voor wie ter plaatse komt: gebouw, straat, gemeente."),
        max_length=200,
        required=False,
    )
    link = forms.URLField(
        label=_("Link om online mee te doen"),
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Schrijf het volledige adres, zoals https://meet.voorbeeld.")},
    )

    #: At which field the words of a constraint stand.
    places = {
        "a_session_ends_after_it_starts": "ends",
        "a_session_on_site_has_a_place": "place",
        "a_session_online_has_a_link": "link",
    }

    def clean(self) -> dict[str, Any]:
        """Say at each field what the database would refuse."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            add_refusals(self, Session(number=1, **self.values()), self.places)
        return cleaned

    def values(self) -> dict[str, Any]:
        """What a session is written with."""
        cleaned = dict(self.cleaned_data)
        day, begins, ends = (cleaned.pop(name) for name in ("day", "begins", "ends"))
        return cleaned | {
            "starts_at": moment(day, begins),
            "ends_at": moment(day, ends),
        }


def session_values(session: Session) -> dict[str, Any]:
    """What `SessionForm` starts from."""
    begins, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return {
        "title": session.title,
        "day": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
        "format": session.format,
        "place": session.place,
        "link": session.link,
    }


class CopyForm(forms.Form):
    """When a session takes place again."""

    day = DAY
    begins = BEGINS

    def starts_at(self) -> datetime:
        """The moment at which it begins."""
        return moment(self.cleaned_data["day"], self.cleaned_data["begins"])


class CancelForm(forms.Form):
    """Why a session does not take place."""

    reason = forms.CharField(
        label=_("Waarom?"),
        help_text=_("De reden staat op de pagina van de bijeenkomst. Hoogstens 300 tekens."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Zeg waarom de bijeenkomst niet doorgaat.")},
    )


class ItemForm(forms.Form):
    """The words of an item of an agenda."""

    title = forms.CharField(
        label=_("Waarover?"),
        max_length=200,
        error_messages={"required": _("Zeg waarover dit agendapunt gaat.")},
    )
    minutes = forms.IntegerField(
        label=_("Minuten"),
        min_value=0,
        max_value=32767,
        error_messages={"required": _("Zeg hoeveel minuten dit punt duurt.")},
    )

    def clean(self) -> dict[str, Any]:
        """Say at each field what the database would refuse."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            words = {name: cleaned[name] for name in ("title", "minutes")}
            item = AgendaItem(position=1, **words)
            add_refusals(self, item, {"an_agenda_item_takes_at_most_a_day": "minutes"})
        return cleaned


class NewItemForm(ItemForm):
    """An item to put on the agenda, and which institution opens it."""

    opened_by = forms.CharField(
        label=_("Wie opent?"),
        help_text=_("Een school, een dienst of een rol. Een naam zet je daarna bij het punt."),
        max_length=200,
        required=False,
    )


def moment(day: Any, time: Any) -> datetime:
    """A day and a time of the clock in Brussels."""
    return timezone.make_aware(datetime.combine(day, time))
