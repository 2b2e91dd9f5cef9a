"""The plain page on which a school hands in a project."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.records import User
from showcase import hints, permissions
from showcase.domain import demands
from showcase.domain.files import keep_document, same_document
from showcase.domain.first_parts import begin_part, part_with
from showcase.domain.fitting import in_one_line
from showcase.domain.uploads import MAX_DOCUMENT_SIZE, MEGABYTE, check_document
from showcase.enums import ChildKind, ContentLanguage
from showcase.forms.plain_page import (
    FIELDS,
    FILE_FIELDS,
    PROJECT_FIELDS,
    RESULT_FILE,
    drop_if_empty,
    first_uuids,
    plain_values,
    set_project_field,
)
from showcase.forms.typed_words import LinesField, day_field, text_field
from showcase.records import SchoolDocument
from ui.forms import RowField
from vocabularies.enums import Scheme
from vocabularies.forms import TermField, TreeField
from vocabularies.records import EducationLevel, Theme

if TYPE_CHECKING:
    from showcase.pages import ProjectPage

#: What begins as an address does, and leads to no page: ``javascript:``, ``data:``, ``file:``.
COMMAND = re.compile(r"\s*(?!https?:)[a-z][a-z0-9+-]*:", re.IGNORECASE)
WITH_SCHEME = re.compile(r"https?:", re.IGNORECASE)


class HandingInForm(forms.Form):
    """The fields of the plain page, read from a draft and written back into one.

    Nothing is needed to save: what is missing is asked by `showcase.domain.demands`. Only what
    can't be read at all (half a date) is an error here, and stays on the screen.
    """

    title = forms.CharField(
        label=_("Titel van het project"),
        help_text=hints.PROJECT["title"],
        required=False,
        max_length=255,
        error_messages={"max_length": _("Maak de titel korter: hoogstens 255 tekens.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    programme = TermField(
        Scheme.PROGRAMMES,
        label=_("Programma"),
        help_text=hints.PROJECT["programme"],
        required=False,
        empty_label=_("Kies een programma"),
    )
    project_numbers = LinesField(
        label=_("Projectnummer"),
        help_text=format_lazy(
            "{} {}",
            hints.PROJECT["number"],
            _("Meer dan één nummer? Zet elk op een nieuwe lijn."),
        ),
        required=False,
    )
    number_note = text_field(
        _("Geen nummer?"),
        hints.PROJECT["number_note"],
        most=200,
    )
    start_date = day_field(_("Begin"), hints.PROJECT["start_date"])
    end_date = day_field(_("Einde"), hints.PROJECT["end_date"])
    levels = TreeField(
        EducationLevel,
        label=_("Onderwijsniveau"),
        help_text=hints.PROJECT["levels"],
        required=False,
    )
    themes = TreeField(
        Theme,
        label=_("Thema"),
        help_text=hints.PROJECT["themes"],
        required=False,
    )
    summary = text_field(
        _("Samenvatting"),
        hints.PROJECT["summary"],
        rows=7,
        most=2000,
        data_counter=2000,
    )
    language = forms.ChoiceField(
        label=_("Taal"),
        help_text=hints.PROJECT["language"],
        choices=ContentLanguage.choices,
        required=False,
        error_messages={"invalid_choice": _("Kies een taal uit de lijst.")},
    )
    result_title = text_field(_("Wat is het?"), hints.RESULT["title"], most=160, autocomplete="off")
    result_description = text_field(
        _("Twee zinnen erover"),
        hints.RESULT["description"],
        rows=3,
        most=1200,
        data_counter=1200,
    )
    result_link = text_field(
        _("Link"),
        hints.RESULT["link"],
        most=500,
        inputmode="url",
        autocomplete="off",
        autocapitalize="off",
        spellcheck="false",
    )
    result_file = forms.FileField(
        label=_("Of een bestand"),
        help_text=format_lazy(
            _("PDF, Word, PowerPoint, Excel of ODF, hoogstens {most} MB."),
            most=MAX_DOCUMENT_SIZE // MEGABYTE,
        ),
        required=False,
    )
    result_remove_file = forms.BooleanField(label=_("Haal dit bestand weg"), required=False)
    result_document: forms.ModelChoiceField[Any] = RowField(
        queryset=SchoolDocument.objects.none(), required=False, widget=forms.HiddenInput
    )
    result_nothing_to_share = forms.BooleanField(
        label=_("Er is geen link of bestand"), required=False
    )
    conclusion_statement = text_field(
        _("Wat moet het beleid weten?"),
        hints.CONCLUSION["statement"],
        rows=3,
        most=300,
        data_counter=300,
    )
    conclusion_argument = text_field(
        _("Waarom?"),
        hints.CONCLUSION["argument"],
        rows=4,
        most=1500,
        data_counter=1500,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        draft: ProjectPage,
        uuids: Mapping[ChildKind, UUID] | None = None,
        by: User,
    ) -> None:
        self.draft = draft
        self.by = by
        #: The file that came along, once it is kept.
        self.document: SchoolDocument | None = None
        self.uuids = dict(uuids or first_uuids(draft))
        super().__init__(data, files, initial=self._initial(), auto_id="veld-%s")
        self._know_own_files()
        self.fields["themes"].widget.max_choices = demands.MAX_THEMES
        for name, (kind, field) in FIELDS.items():
            if kind != ChildKind.PROJECT:
                self.fields[name].widget.attrs["id"] = f"veld-{kind}-{self.uuids[kind]}-{field}"

    def _initial(self) -> dict[str, Any]:
        """What the draft says, as the fields take it; the file stands in a line of its own."""
        values = plain_values(self.draft, self.uuids)
        programme = getattr(self.draft.programme, "slug", None)
        return {**values, "programme": programme, RESULT_FILE: None}

    def _know_own_files(self) -> None:
        """Only files that the writer may use can be named."""
        document = self.fields["result_document"]
        assert isinstance(document, forms.ModelChoiceField)  # noqa: S101
        document.queryset = permissions.usable_documents(self.by, self.draft)

    def as_posted(self) -> QueryDict:
        """What a browser would send when nobody typed anything."""
        data = QueryDict(mutable=True)
        for bound in self:
            value = bound.value()
            if isinstance(value, date):
                value = value.isoformat()
            if value is True:
                value = "on"
            data.setlist(bound.name, value if isinstance(value, list) else [value] if value else [])
        return data

    def clean_result_link(self) -> str:
        """Add what people leave out of an address; refuse what is a command and no address."""
        link: str = self.cleaned_data["result_link"]
        if COMMAND.match(link):
            raise ValidationError(_("Dit is geen adres. Neem het over uit je browser."))
        return link if WITH_SCHEME.match(link) or "." not in link else f"https://{link}"

    def clean_title(self) -> str:
        """A title has one line, whatever was sent."""
        return in_one_line(self.cleaned_data["title"])

    def clean_result_file(self) -> Any:
        """What is in the file decides whether it can be kept; that is for `keep_file`."""
        sent = self.cleaned_data["result_file"]
        if sent is not None:
            check_document(sent)
        return sent

    @property
    def sent_file(self) -> Any:
        """The file that came along and may be kept, if any."""
        self.is_valid()
        return self.cleaned_data.get("result_file") if self.is_bound else None

    def recognise_file(self) -> bool:
        """Whether nothing is left to keep: no file came along, or the school has it already."""
        if self.sent_file is not None and self.document is None:
            self.document = same_document(self.sent_file, draft=self.draft, by=self.by)
        return self.sent_file is None or self.document is not None

    def keep_file(self) -> None:
        """Keep the file that came along, once; a form that is refused keeps nothing.

        Raises:
            PermissionDenied: the draft can't be written now.
        """
        if not self.recognise_file():
            self.document = keep_document(self.sent_file, project=self.draft, by=self.by)

    def write_to(
        self, draft: ProjectPage, *, only: Collection[str] | None = None, finished: bool = False
    ) -> None:
        """Write everything that can be read into ``draft``; saves nothing.

        ``only`` names the fields to write. ``finished`` says that nobody is typing any more: a
        conclusion without words goes.
        """
        self.is_valid()
        values = {
            name: value
            for name, value in self.cleaned_data.items()
            if only is None or name in only or (name in FILE_FIELDS and RESULT_FILE in only)
        }
        for name in PROJECT_FIELDS:
            if name in values:
                set_project_field(draft, name, values[name])
        for kind in self.uuids:
            self._write_part(draft, kind, values)
        if finished:
            drop_if_empty(draft, self.uuids[ChildKind.CONCLUSION])

    def _write_part(self, draft: ProjectPage, kind: ChildKind, values: dict[str, Any]) -> None:
        prefix = f"{kind}_"
        told = {
            name.removeprefix(prefix): value
            for name, value in values.items()
            if name in FIELDS and name.startswith(prefix)
        }
        sent = self.document if values.get("result_file") else None
        document = sent or values.get(RESULT_FILE)
        if kind == ChildKind.RESULT and (document or values.get("result_remove_file")):
            told["document"] = document
        part = part_with(draft, kind, self.uuids[kind])
        if part is None and any(told.values()):
            part = begin_part(draft, kind, self.uuids[kind])
        if part is not None:
            for name, value in told.items():
                setattr(part, name, value)
