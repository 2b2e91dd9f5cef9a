"""What a moderator proposes to fill in for one result or conclusion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from showcase import hints
from showcase.domain.completion import PROPOSABLE_FIELDS
from showcase.enums import ChildKind, ConclusionKind, Licence
from showcase.form_fields import InstitutionSlugsFormField, TermSlugsFormField
from vocabularies.enums import Scheme
from vocabularies.forms import TermField

if TYPE_CHECKING:
    from showcase.pages import ProjectPage
    from showcase.records import CompletionProposal

#: Fields that a draft keeps as the key of a term.
TERM_FIELDS = frozenset({"type", "evidence_kind"})


class CompletionForm(forms.Form):
    """The proposable fields of one part, starting from what is proposed or what the draft says."""

    kind: ChildKind

    def __init__(
        self,
        data: Any = None,
        *,
        draft: ProjectPage,
        part: Any,
        proposal: CompletionProposal | None = None,
    ) -> None:
        self.part = part
        self.standing = {
            name: getattr(part, f"{name}_id" if name in TERM_FIELDS else name)
            for name in PROPOSABLE_FIELDS[self.kind]
        }
        proposed = proposal.values if proposal is not None else {}
        self.beforehand = self.suggested(draft)
        super().__init__(
            data,
            prefix=f"{self.kind}-{part.uuid}",
            auto_id="stel-%s",
            initial={**self.standing, **self.beforehand, **proposed},
        )

    def suggested(self, draft: ProjectPage) -> dict[str, Any]:
        """What speaks for itself."""
        return {}

    def proposed_values(self) -> dict[str, Any]:
        """What differs from the draft, as the draft keeps it; nothing that would be emptied."""
        if not self.is_valid():
            return {}
        values: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            kept = getattr(value, "pk", None) if name in TERM_FIELDS else value
            if kept and kept != self.standing[name]:
                values[name] = kept
        return values


class ResultCompletionForm(CompletionForm):
    """What kind of result it is, how it was supported, under which licence."""

    kind = ChildKind.RESULT

    type = TermField(Scheme.OUTPUT_TYPES, label=_("Soort resultaat"), required=False)
    evidence_kind = TermField(
        Scheme.EVIDENCE_KINDS,
        label=_("Soort onderbouwing"),
        help_text=_("Hoe weet de school dit? Zegt ze het niet, laat dan leeg."),
        required=False,
    )
    licence = forms.ChoiceField(
        label=_("Licentie"),
        help_text=_("Nodig bij een bestand."),
        choices=[("", _("Kies…")), *Licence.choices],
        required=False,
    )


class ConclusionCompletionForm(CompletionForm):
    """What a conclusion asks, of whom, and on what it rests."""

    kind = ChildKind.CONCLUSION

    #: ``kind`` is the kind of part here; the field of that name is added below.
    policy_levels = TermSlugsFormField(
        scheme=Scheme.POLICY_LEVELS, label=_("Beleidsniveau"), required=False
    )
    policy_domains = TermSlugsFormField(
        scheme=Scheme.POLICY_DOMAINS, label=_("Beleidsdomein"), required=False
    )
    addressee_institutions = InstitutionSlugsFormField(label=_("Gericht aan"), required=False)
    addressee_words = forms.CharField(
        label=_("Gericht aan, in woorden"),
        help_text=hints.CONCLUSION["addressee_words"],
        max_length=200,
        required=False,
    )

    def __init__(self, data: Any = None, *, draft: ProjectPage, **kwargs: Any) -> None:
        super().__init__(data, draft=draft, **kwargs)
        asks = forms.ChoiceField(
            label=_("Wat ze vraagt"),
            choices=ConclusionKind.choices,
            widget=forms.RadioSelect,
            required=False,
        )
        rests_on = forms.MultipleChoiceField(
            label=_("Steunt op"),
            choices=[(str(one.uuid), str(one)) for one in draft.result_drafts.all()],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields = {"kind": asks, **self.fields, "supported_by": rests_on}

    def proposed_values(self) -> dict[str, Any]:
        """What was ticked beforehand goes along; alone, only if nothing else is missing."""
        values = super().proposed_values()
        others_missing = not (
            self.standing["kind"]
            and self.standing["policy_levels"]
            and self.standing["policy_domains"]
            and (self.standing["addressee_institutions"] or self.standing["addressee_words"])
        )
        return {} if values == self.beforehand and others_missing else values

    def suggested(self, draft: ProjectPage) -> dict[str, Any]:
        """With one result, the conclusion can only rest on that."""
        results = list(draft.result_drafts.all())
        if len(results) == 1 and not self.standing["supported_by"]:
            return {"supported_by": [str(results[0].uuid)]}
        return {}


FORMS: dict[ChildKind, type[CompletionForm]] = {
    ChildKind.RESULT: ResultCompletionForm,
    ChildKind.CONCLUSION: ConclusionCompletionForm,
}
