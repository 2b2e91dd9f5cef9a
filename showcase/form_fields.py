"""Form fields of drafts: lists of slugs and uuids."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from institutions.records import Institution
from vocabularies.enums import Scheme
from vocabularies.records import Term


class _SlugsFormField(forms.MultipleChoiceField):
    """Several choices, given and taken as a list of slugs."""

    widget = forms.CheckboxSelectMultiple

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Order does not matter."""
        return set(initial or []) != set(data or [])


class TermSlugsFormField(_SlugsFormField):
    """A choice of current terms of one scheme."""

    default_error_messages = {"invalid_choice": _("Deze lijst kent “%(value)s” niet.")}

    def __init__(self, *, scheme: Scheme, **kwargs: Any) -> None:
        self.scheme = scheme
        super().__init__(choices=self._terms, **kwargs)

    def _terms(self) -> list[tuple[str, str]]:
        return [(t.slug, t.label) for t in Term.objects.in_scheme(self.scheme).current()]

    def valid_value(self, value: Any) -> bool:
        """A retired term stays valid on a draft that has it."""
        return Term.objects.in_scheme(self.scheme).filter(slug=value).exists()


class InstitutionSlugsFormField(_SlugsFormField):
    """A choice of institutions that policy conclusions can be addressed to."""

    default_error_messages = {"invalid_choice": _("We kennen de instelling “%(value)s” niet.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=self._institutions, **kwargs)

    def _institutions(self) -> list[tuple[str, str]]:
        return [(i.slug, i.name) for i in Institution.objects.addressable()]

    def valid_value(self, value: Any) -> bool:
        """Any institution of the register."""
        return Institution.objects.filter(slug=value).exists()


class SiblingsWidget(forms.HiddenInput):
    """Tick boxes of the results in the same form, drawn by a script over hidden JSON."""

    input_type = "text"  # not hidden for Django, which would leave out its label
    template_name = "showcase/admin/siblings.html"


class SiblingUuidsFormField(forms.JSONField):
    """Uuids of other parts of the same project, as hidden JSON that a script fills."""

    widget = SiblingsWidget

    def to_python(self, value: Any) -> Any:
        """A list of uuids, or an error in words."""
        parsed = super().to_python(value) or []
        try:
            return [str(UUID(str(one))) for one in parsed]
        except (TypeError, ValueError) as error:
            raise ValidationError(
                _("De verwijzing naar resultaten is niet leesbaar. Kies ze opnieuw.")
            ) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other parts are named; a new row names none, however that is written."""
        return bool(super().has_changed(initial or [], data))

    def prepare_value(self, value: Any) -> str:
        """JSON for the hidden input."""
        return value if isinstance(value, str) else json.dumps(value or [])
