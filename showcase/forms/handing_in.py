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
from showcase.domain.first_parts import begin_part, drop_part, first_uuid, part_with
from showcase.domain.fitting import as_typed, in_one_line
from showcase.domain.limits import MOST_ROWS, ROOM_IN_DRAFT, too_long_for_record
from showcase.domain.naming import UNTITLED
from showcase.domain.uploads import MAX_DOCUMENT_SIZE, MEGABYTE, check_document
from showcase.enums import ChildKind
from showcase.records import ProjectNumber, SchoolDocument
from vocabularies.enums import Scheme
from vocabularies.forms import TermField, TreeField
from vocabularies.records import EducationLevel, Theme

if TYPE_CHECKING:
    from showcase.pages import ProjectPage

#: What begins as an address does, and leads to no page: ``javascript:``, ``data:``, ``file:``.
COMMAND = re.compile(r"\s*(?!https?:)[a-z][a-z0-9+-]*:", re.IGNORECASE)
WITH_SCHEME = re.compile(r"https?:", re.IGNORECASE)
#: Room for one project number.
MOST_IN_NUMBER = 60
#: Fields of the page, and where the draft keeps them: part of the project, and name there.
PROJECT_FIELDS = (
    "title",
    "programme",
    "project_numbers",
    "number_note",
    "start_date",
    "end_date",
    "levels",
    "themes",
    "summary",
)
RESULT_FIELDS = ("title", "description", "link", "nothing_to_share")
#: What a part may carry besides, by the name in the draft.
RESULT_FILE = "result_document"
FILE_FIELDS = ("result_file", "result_remove_file")
CONCLUSION_FIELDS = ("statement", "argument")
FIELDS: dict[str, tuple[ChildKind, str]] = {
    **{name: (ChildKind.PROJECT, name) for name in PROJECT_FIELDS},
    **{f"result_{name}": (ChildKind.RESULT, name) for name in RESULT_FIELDS},
    **{f"conclusion_{name}": (ChildKind.CONCLUSION, name) for name in CONCLUSION_FIELDS},
}


class LinesField(forms.CharField):
    """Several short texts, one on each line."""

    widget = forms.Textarea(
        attrs={"rows": 2, "spellcheck": "false", "autocapitalize": "characters"}
    )

    def prepare_value(self, value: Any) -> Any:
        """One line for each."""
        return value if isinstance(value, str) or value is None else "\n".join(value)

    def to_python(self, value: Any) -> Any:
        """Lines without what is empty or said twice."""
        lines = [in_one_line(line) for line in as_typed(value or "").splitlines()]
        return list(dict.fromkeys(line for line in lines if line))

    def validate(self, value: Any) -> None:
        """No more lines than any project needs, and none that could never be shortened."""
        super().validate(value)
        if len(value) > MOST_ROWS:
            said = _("Hoogstens {most} nummers; nu zijn het er {now}. Haal er weg.")
            raise ValidationError(said.format(most=MOST_ROWS, now=len(value)))
        longest = max(map(len, value), default=0)
        if longest > MOST_IN_NUMBER * ROOM_IN_DRAFT:
            raise ValidationError(too_long_for_record(longest, MOST_IN_NUMBER))


class WordsField(forms.CharField):
    """Text that a draft takes as it is, also a while too long; handing in asks how long it is.

    ``most`` is what will fit. Ends of lines are as they are on the screen; a field of one line
    has none.
    """

    def __init__(self, *, most: int, has_lines: bool, **kwargs: Any) -> None:
        self.most = most
        self.has_lines = has_lines
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> str:
        """The words as they are kept."""
        words = super().to_python(value) or ""
        return as_typed(words) if self.has_lines else in_one_line(words)

    def validate(self, value: Any) -> None:
        """Refuse what nobody typed; it stays on the screen."""
        super().validate(value)
        if len(value) > self.most * ROOM_IN_DRAFT:
            raise ValidationError(too_long_for_record(len(value), self.most))


def _text(
    label: Any, help_text: Any = "", *, most: int, rows: int = 0, **attrs: Any
) -> forms.CharField:
    named = {name.replace("_", "-"): value for name, value in attrs.items()}
    widget = forms.Textarea({"rows": rows, **named}) if rows else forms.TextInput(named)
    return WordsField(
        label=label, help_text=help_text, most=most, has_lines=bool(rows), widget=widget
    )


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Schrijf de datum als dag, maand en jaar, zoals 30/06/2024.")},
    )


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
    number_note = _text(
        _("Geen nummer?"),
        hints.PROJECT["number_note"],
        most=200,
    )
    start_date = _day(_("Begin"), hints.PROJECT["start_date"])
    end_date = _day(_("Einde"), hints.PROJECT["end_date"])
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
    summary = _text(
        _("Samenvatting"),
        hints.PROJECT["summary"],
        rows=7,
        most=2000,
        data_counter=2000,
    )
    result_title = _text(_("Wat is het?"), hints.RESULT["title"], most=160, autocomplete="off")
    result_description = _text(
        _("Twee zinnen erover"),
        hints.RESULT["description"],
        rows=3,
        most=1200,
        data_counter=1200,
    )
    result_link = _text(
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
    result_document: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=SchoolDocument.objects.none(), required=False, widget=forms.HiddenInput
    )
    result_nothing_to_share = forms.BooleanField(
        label=_("Er is geen link of bestand"), required=False
    )
    conclusion_statement = _text(
        _("Wat moet het beleid weten?"),
        hints.CONCLUSION["statement"],
        rows=3,
        most=300,
        data_counter=300,
    )
    conclusion_argument = _text(
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
                _set_project_field(draft, name, values[name])
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


def first_uuids(draft: ProjectPage) -> dict[ChildKind, UUID]:
    """The uuids of the parts that the page is about."""
    return {kind: first_uuid(draft, kind) for kind in (ChildKind.RESULT, ChildKind.CONCLUSION)}


def drop_if_empty(draft: ProjectPage, uuid: UUID) -> None:
    """Take a conclusion without words out of the draft."""
    part = part_with(draft, ChildKind.CONCLUSION, uuid)
    if part is not None and not (part.statement.strip() or part.argument.strip()):
        drop_part(draft, ChildKind.CONCLUSION, uuid)


def plain_values(draft: ProjectPage, uuids: Mapping[ChildKind, UUID]) -> dict[str, Any]:
    """What a draft says in the fields of the plain page, in a form that can be compared."""
    parts: dict[ChildKind, Any] = {
        kind: part_with(draft, kind, uuid) for kind, uuid in uuids.items()
    }
    values = {
        "title": "" if draft.title == str(UNTITLED) else draft.title,
        "programme": draft.programme_id,
        "project_numbers": [row.number for row in draft.project_numbers.all()],
        "number_note": draft.number_note,
        "start_date": draft.start_date,
        "end_date": draft.end_date,
        "levels": sorted(level.slug for level in draft.levels.all()),
        "themes": sorted(theme.slug for theme in draft.themes.all()),
        "summary": draft.summary,
    }
    for name, (kind, field) in FIELDS.items():
        if kind != ChildKind.PROJECT:
            empty: Any = False if field == "nothing_to_share" else ""
            values[name] = getattr(parts[kind], field, empty)
    values[RESULT_FILE] = getattr(parts[ChildKind.RESULT], "document_id", None)
    return values


def _set_project_field(draft: ProjectPage, name: str, value: Any) -> None:
    if name == "title":
        draft.title = value or str(UNTITLED)
    elif name == "project_numbers":
        if [row.number for row in draft.project_numbers.all()] != value:
            draft.project_numbers = [ProjectNumber(number=number) for number in value]
    elif name in ("levels", "themes"):
        tags = getattr(draft, name)
        if {tag.pk for tag in tags.all()} != {tag.pk for tag in value}:
            tags.set(value)
    else:
        setattr(draft, name, value)
