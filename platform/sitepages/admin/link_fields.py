"""The fields of Wagtail's windows for a link in a text, which have no names of their own."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import choosers

NAMES = {
    "link_text": _("Tekst van de link"),
    "email_address": _("E-mailadres"),
    "subject": _("Onderwerp"),
    "body": _("Bericht"),
    "phone_number": _("Telefoonnummer"),
}
WINDOWS: tuple[type[forms.Form], ...] = (
    choosers.ExternalLinkChooserForm,
    choosers.AnchorLinkChooserForm,
    choosers.EmailLinkChooserForm,
    choosers.PhoneLinkChooserForm,
)


def name_link_fields() -> None:
    """Give the fields their names; without, Django makes English of how they are called."""
    for window in WINDOWS:
        for name, field in window.base_fields.items():
            field.label = NAMES.get(name, field.label)
