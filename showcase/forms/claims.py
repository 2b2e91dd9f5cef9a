"""Forms with which a school takes an imported project over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.records import User
from institutions.permissions import institutions_edited_by
from institutions.records import Institution
from showcase.domain.claims import find_imported, is_of_school, is_vouched_for
from showcase.domain.states import states_of
from showcase.enums import OPEN_STATES
from showcase.eplus.numbers import MAX_LENGTH, is_number
from showcase.querysets import ProjectQuerySet
from showcase.records import ImportedProject
from ui.forms import RowField
from vocabularies.identifiers import normalise_number


class NumberForm(forms.Form):
    """Which project, by its number."""

    nummer = forms.CharField(
        label=_("Projectnummer"),
        max_length=2 * MAX_LENGTH,
        help_text=_("Het staat op je contract met EPOS en op elke mail over je project."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Vul het projectnummer in.")},
    )

    def clean_nummer(self) -> str:
        """Find the project, kept as ``imported``."""
        number = normalise_number(self.cleaned_data["nummer"])
        if not is_number(number):
            raise forms.ValidationError(
                _("Dit lijkt geen projectnummer. Neem het over zoals in het voorbeeld.")
            )
        imported = find_imported(number)
        if imported is None:
            raise forms.ValidationError(
                _("We vinden geen project met nummer %(number)s. Kijk elk teken na."),
                params={"number": number},
            )
        self.imported: ImportedProject = imported
        return number


class ClaimForm(forms.Form):
    """For which school, as what, and that it is theirs."""

    school = RowField(
        label=_("Voor welke school?"), queryset=Institution.objects.none(), empty_label=None
    )
    project: forms.ModelChoiceField[Any] = RowField(
        label=_("Waarmee begin je?"),
        queryset=None,
        required=False,
        empty_label=_("Een nieuw ontwerp"),
        help_text=_(
            "Hoort dit nummer bij een project dat al bij jullie staat? Kies het dan: één project"
            " kan meer dan één nummer dragen."
        ),
    )
    is_ours = forms.BooleanField(
        label=_("Ja, mijn school deed mee aan dit project."),
        error_messages={"required": _("Zeg dat je school meedeed aan dit project.")},
    )

    def __init__(
        self,
        *args: Any,
        imported: ImportedProject,
        by: User,
        projects: ProjectQuerySet,
        only: Institution | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        mine = [only.pk] if only else institutions_edited_by(by)
        schools = list(Institution.objects.current().filter(pk__in=mine).order_by("name"))
        named = [school for school in schools if is_of_school(imported, school)]
        if not only:  # a moderator's link vouches for a school that is not named
            schools = [
                school
                for school in schools
                if school in named or is_vouched_for(imported, school, by)
            ]
        self.recognised = named == schools
        self.choices_of_school = len(schools)
        self._limit(schools, projects)

    def _limit(self, schools: list[Institution], projects: ProjectQuerySet) -> None:
        """Offer only what this person may choose, and ask only what is not clear."""
        school, project = self.fields["school"], self.fields["project"]
        assert isinstance(school, forms.ModelChoiceField)  # noqa: S101
        assert isinstance(project, forms.ModelChoiceField)  # noqa: S101
        school.queryset = Institution.objects.filter(pk__in=[one.pk for one in schools])
        school.initial = schools[0] if schools else None
        if len(schools) == 1:
            school.widget = forms.HiddenInput()
        states = states_of(projects.of_institutions([one.pk for one in schools]))
        writable = [pk for pk, state in states.items() if state in OPEN_STATES]
        project.queryset = projects.filter(pk__in=writable).order_by("title")
        if not writable:
            del self.fields["project"]
        if self.recognised:
            del self.fields["is_ours"]

    def clean(self) -> dict[str, Any]:
        """A number is added to a project of the same school."""
        cleaned: dict[str, Any] = super().clean() or {}
        school, project = cleaned.get("school"), cleaned.get("project")
        if school and project and project.institution_id != school.pk:
            self.add_error("project", _("Kies een project van dezelfde school."))
        return cleaned
