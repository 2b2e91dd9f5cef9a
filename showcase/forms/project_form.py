"""The form of a project in Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from wagtail.admin.forms import WagtailAdminPageForm

from showcase import permissions
from showcase.domain import demands
from showcase.domain.fitting import in_one_line
from showcase.domain.limits import not_own_file
from showcase.domain.naming import UNTITLED
from showcase.forms.keywords import KeywordsField
from showcase.forms.mending import Mended, drop_empty_rows, mend
from showcase.records import Result
from showcase.records.carried import CARRIERS, own_files
from vocabularies.domain.keywords import collect_keywords, known_keywords
from vocabularies.enums import Scheme
from vocabularies.forms import TermsField, TreeField
from vocabularies.records import EducationLevel, Theme


class ProjectPageForm(WagtailAdminPageForm):
    """A draft accepts anything, but a published part never disappears from it by accident.

    Whether somebody else saved meanwhile is asked by `showcase.admin.editing`, which can show
    both texts.
    """

    themes = TreeField(
        Theme,
        max_choices=demands.MAX_THEMES,
        required=False,
        label=_lazy("Thema’s"),
    )
    levels = TreeField(EducationLevel, required=False, label=_lazy("Onderwijsniveaus"))
    forms = TermsField(Scheme.FORMS, required=False, label=_lazy("Vormen"))
    competence_dimensions = TermsField(
        Scheme.COMPETENCE_DIMENSIONS, required=False, label=_lazy("Competentiedimensies")
    )
    target_groups = TermsField(Scheme.TARGET_GROUPS, required=False, label=_lazy("Doelgroepen"))
    support_received = TermsField(
        Scheme.SUPPORT_ORGANISATIONS, required=False, label=_lazy("Geholpen door")
    )
    keywords = KeywordsField(required=False)

    #: A preview makes no keyword, nor what is saved while one types; a button does.
    keeps_new_keywords = False

    def __init__(self, data: Any = None, files: Any = None, *args: Any, **kwargs: Any) -> None:
        self.mended: Mended | None = None
        instance = kwargs.get("instance")
        if isinstance(data, QueryDict) and instance is not None:
            self.mended = mend(data, instance)
            data = self.mended.data
        super().__init__(data, files, *args, **kwargs)
        self._know_own_files()
        if self.mended is not None:
            drop_empty_rows(self.mended, self.formsets.values())

    def _know_own_files(self) -> None:
        """Only files of the school itself can be named."""
        for name, (file, _model) in CARRIERS.items():
            for part in self.formsets[name].forms if name in self.formsets else ():
                part.fields[file].queryset = own_files(name, self.instance)

    def clean_title(self) -> str:
        """A project without a title yet has one that says so; a title has one line."""
        return in_one_line(self.cleaned_data.get("title") or "") or str(UNTITLED)

    def clean(self) -> dict[str, Any]:
        """Point to withdrawing, where a published part was deleted or left out."""
        cleaned: dict[str, Any] = super().clean()
        if self.mended is not None:
            self._point_to_withdrawing(self.mended)
            self._refuse_foreign_files(self.mended)
        return cleaned

    def _refuse_foreign_files(self, mended: Mended) -> None:
        for name, row, file in mended.not_own:
            forms = self.formsets[name].forms
            if row < len(forms) and forms[row].errors is not None:
                forms[row].add_error(file, not_own_file())

    def _point_to_withdrawing(self, mended: Mended) -> None:
        for (name, row), record in mended.put_back.items():
            forms = self.formsets[name].forms
            if row < len(forms) and forms[row].errors is not None:
                forms[row].add_error(None, withdraw_words(record))
        for record in mended.left_out:
            self.add_error(None, withdraw_words(record))

    def save(self, commit: bool = True) -> Any:
        """Write the form; until it was public, a project gets its address from its title."""
        words = self.cleaned_data.get("keywords")
        if words is not None:
            look_up = collect_keywords if self.keeps_new_keywords else known_keywords
            self.cleaned_data["keywords"] = look_up(words)
        if not permissions.was_published(self.instance):
            self.instance.slug = self.instance.suggest_slug()
        return super().save(commit=commit)


def withdraw_words(record: Any) -> SafeString:
    """That a published part can't be deleted, with the way to withdraw it."""
    if isinstance(record, Result):
        title, place = record.title, ("withdraw_result", record.pk)
    else:
        title, place = record.statement, ("withdraw_conclusion", record.reference)
    return format_html(
        '{} <a href="{}">{}</a>',
        _("“{title}” is gepubliceerd en kan niet weg.").format(title=title),
        reverse(place[0], args=[record.project_id, place[1]]),
        _("Trek het in met een reden."),
    )
