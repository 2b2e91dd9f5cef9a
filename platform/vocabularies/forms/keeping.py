"""The forms with which moderators keep terms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from vocabularies.domain.keeping import check_term
from vocabularies.domain.refusals import VocabularyRefusalError
from vocabularies.forms.trees import walk
from vocabularies.records import EducationLevel, Term, Theme

NAMES = ["label_nl", "label_en", "label_fr", "label_de", "definition_nl", "definition_en"]
PLACE = ["broader", "order"]


class ConceptForm(forms.ModelForm):  # type: ignore[type-arg]
    """Names, descriptions and place of a term that is there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].required = False
        for name in ("definition_nl", "definition_en"):
            self.fields[name].widget.attrs["rows"] = 3
        self._prepare_broader()

    def _prepare_broader(self) -> None:
        field: Any = self.fields["broader"]
        found = field.queryset.current().exclude(pk=self.instance.pk)
        if isinstance(self.instance, Term) and self.instance.pk:
            found = found.in_scheme(self.instance.scheme)
        field.queryset = found
        field.choices = [("", _("Staat bovenaan")), *_places(found)]

    def clean_order(self) -> int:
        """A term without a number comes first."""
        return self.cleaned_data["order"] or 0

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        try:
            check_term(self.instance)
        except VocabularyRefusalError as refusal:
            field = refusal.field if refusal.field in self.fields else None
            self.add_error(field, str(refusal))


class NewConceptForm(ConceptForm):
    """A new term also gets its address, which stays for good."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _(
            "Staat in webadressen en verandert later niet meer. Laat leeg voor de naam zelf."
        )

    def clean(self) -> dict[str, Any]:
        """Without an address it gets one from its Dutch name."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("slug") and "slug" not in self.errors:
            cleaned["slug"] = slugify(cleaned.get("label_nl", ""))[:100]
        return cleaned


class ThemeForm(ConceptForm):
    """A theme that is there."""

    class Meta:
        model = Theme
        fields = [*NAMES, *PLACE]


class NewThemeForm(NewConceptForm):
    """A new theme."""

    class Meta:
        model = Theme
        fields = [*NAMES, "slug", *PLACE]


class LevelForm(ConceptForm):
    """An education level that is there."""

    class Meta:
        model = EducationLevel
        fields = [*NAMES, *PLACE]


class NewLevelForm(NewConceptForm):
    """A new education level."""

    class Meta:
        model = EducationLevel
        fields = [*NAMES, "slug", *PLACE]


class TermForm(ConceptForm):
    """A term that is there; its list stays."""

    class Meta:
        model = Term
        fields = [*NAMES, *PLACE]


class NewTermForm(NewConceptForm):
    """A new term of one of the lists."""

    class Meta:
        model = Term
        fields = ["scheme", *NAMES, "slug", *PLACE]


def _places(concepts: Any) -> list[tuple[Any, Any]]:
    """The tree as choices; terms of several lists each under the name of their list."""
    if concepts.model is not Term:
        return [(one.pk, "\u2003" * depth + one.label) for depth, one in walk(concepts)]
    groups: dict[str, list[tuple[Any, str]]] = {}
    for depth, one in walk(concepts):
        choice = (one.pk, "\u2003" * depth + one.label)
        groups.setdefault(one.get_scheme_display(), []).append(choice)
    return list(groups.items())
