"""The form of a guide page in Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from sitepages.enums import KINDS_WITH_A_SOURCE
from vocabularies.enums import Scheme
from vocabularies.forms import TermsField, TreeField
from vocabularies.records import EducationLevel, Theme


class GuidePageForm(WagtailAdminPageForm):
    """A draft accepts anything; what is published about European policy names its source."""

    themes = TreeField(Theme, label=_("Thema’s"), required=False)
    levels = TreeField(EducationLevel, label=_("Onderwijsniveaus"), required=False)
    programmes = TermsField(Scheme.PROGRAMMES, label=_("Programma’s"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the source where one is needed, once the page is to be published."""
        cleaned: dict[str, Any] = super().clean()
        needs_source = cleaned.get("kind") in KINDS_WITH_A_SOURCE
        if needs_source and not self.is_deferred_validation:
            for name in ("source_title", "source_url"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, gettext("Europees beleid noemt zijn bron. Vul ze in."))
        return cleaned
