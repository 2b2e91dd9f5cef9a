"""The selection of a finder to take along: as CSV, as a workbook, as JSON.

The records are those of the open data: what a school tells about barriers, what did not work and
its own anchoring is in none of them.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from opendata.registry import Dataset, datasets
from opendata.schemas import LICENCE
from search.parameters import read_query
from ui.formulas import as_words, begins_as_formula

#: More than this is in no file; the open data has all of it, page by page.
MOST = 50_000
#: So many things are held at once.
CHUNK = 200
#: What a cell of Excel holds at most.
LONGEST = 32_000
BOM = "\ufeff"
#: What only programs ask.
NOT_IN_SHEETS = frozenset({"id", "slug", "api_url"})
HEADINGS = {
    "url": gettext_lazy("Pagina"),
    "title": gettext_lazy("Titel"),
    "licence": gettext_lazy("Licentie"),
    "attribution": gettext_lazy("Te vermelden"),
    "acronym": gettext_lazy("Korte naam"),
    "summary": gettext_lazy("Samenvatting"),
    "summary_en": gettext_lazy("Samenvatting in het Engels"),
    "language": gettext_lazy("Taal"),
    "programme": gettext_lazy("Programma"),
    "numbers": gettext_lazy("Projectnummers"),
    "start_date": gettext_lazy("Begin"),
    "end_date": gettext_lazy("Einde"),
    "website": gettext_lazy("Website"),
    "themes": gettext_lazy("Thema’s"),
    "levels": gettext_lazy("Onderwijsniveaus"),
    "forms": gettext_lazy("Vormen"),
    "partners": gettext_lazy("Partners"),
    "school": gettext_lazy("School"),
    "results": gettext_lazy("Resultaten"),
    "conclusions": gettext_lazy("Beleidsconclusies"),
    "published_at": gettext_lazy("Gepubliceerd"),
    "updated_at": gettext_lazy("Laatst gewijzigd"),
    "is_example": gettext_lazy("Voorbeeld"),
    "reference": gettext_lazy("Referentie"),
    "status": gettext_lazy("Status"),
    "withdrawn_on": gettext_lazy("Ingetrokken op"),
    "withdrawn_reason": gettext_lazy("Waarom ingetrokken"),
    "statement": gettext_lazy("Conclusie"),
    "argument": gettext_lazy("Argument"),
    "kind": gettext_lazy("Soort"),
    "policy_levels": gettext_lazy("Beleidsniveaus"),
    "policy_domains": gettext_lazy("Beleidsdomeinen"),
    "addressees": gettext_lazy("Gericht aan"),
    "addressee_words": gettext_lazy("Gericht aan, in woorden"),
    "project": gettext_lazy("Project"),
    "supported_by": gettext_lazy("Steunt op"),
    "trail": gettext_lazy("Wat ermee gebeurde"),
    "version": gettext_lazy("Versie"),
}
#: Under which of these a part of a record says what it is called.
NAMES = ("label", "title", "what", "name")

Record = dict[str, Any]


@require_safe
def projects(request: HttpRequest, form: str) -> HttpResponseBase:
    """The projects that the finder would list for the same parameters."""
    return _exported(request, "projects", "projecten", form)


@require_safe
def conclusions(request: HttpRequest, form: str) -> HttpResponseBase:
    """The conclusions that the finder would list for the same parameters."""
    return _exported(request, "conclusions", "conclusies", form)


def _exported(request: HttpRequest, name: str, title: str, form: str) -> HttpResponseBase:
    write = FORMS.get(form)
    if write is None:
        raise Http404
    dataset = next(one for one in datasets() if one.name == name)
    finder = dataset.finder()
    query = read_query(request.GET, finder.shape)
    hits, total = finder.every(query, most=MOST)

    def records() -> Iterator[Record]:
        for start in range(0, len(hits), CHUNK):
            some = finder.fetch(hits[start : start + CHUNK])
            yield from dataset.records(some, request.build_absolute_uri)

    about = {
        "source": request.build_absolute_uri(query.address(f"/{title}/")),
        "made_at": timezone.now(),
        "licence": LICENCE,
        "attribution": _("de scholen, via Verankerd"),
        "count": total,
        "complete": total <= MOST,
    }
    response = write(dataset, records(), about)
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="verankerd-{title}-{day}.{form}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _columns(dataset: Dataset) -> list[str]:
    return [name for name in dataset.schema.model_fields if name not in NOT_IN_SHEETS]


def _head(columns: Sequence[str]) -> list[str]:
    return [str(HEADINGS.get(name, name)) for name in columns]


def _in_words(value: Any) -> str:
    """A value of a record as one cell shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, dict):
        return next((str(value[name]) for name in NAMES if value.get(name)), "")
    if isinstance(value, list):
        return "; ".join(_in_words(one) for one in value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return str(value)


class _Echo:
    """Gives back what a writer of CSV writes."""

    def write(self, line: str) -> str:
        return line


def _csv(dataset: Dataset, records: Iterable[Record], about: Record) -> HttpResponseBase:
    columns = _columns(dataset)
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield BOM + writer.writerow(_head(columns))
        for record in records:
            yield writer.writerow([as_words(_in_words(record.get(name))) for name in columns])

    return StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")


def _json(dataset: Dataset, records: Iterable[Record], about: Record) -> HttpResponseBase:
    encode = DjangoJSONEncoder(ensure_ascii=False).encode

    def pieces() -> Iterator[str]:
        yield encode(about)[:-1] + ', "results": ['
        for place, record in enumerate(records):
            yield (",\n" if place else "\n") + encode(record)
        yield "\n]}\n"

    return StreamingHttpResponse(pieces(), content_type="application/json")


def _xlsx(dataset: Dataset, records: Iterable[Record], about: Record) -> HttpResponseBase:
    """Written row by row to a file that is gone with the answer."""
    columns = _columns(dataset)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(dataset.label)[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_text(sheet, heading) for heading in _head(columns)])
    for record in records:
        sheet.append([_text(sheet, _in_words(record.get(name))) for name in columns])
    told = book.create_sheet(_("Over dit bestand"))
    for name, value in about.items():
        told.append([_text(told, name), _text(told, _in_words(value))])
    out = TemporaryFile()  # noqa: SIM115  (the answer closes it)
    book.save(out)
    out.seek(0)
    return FileResponse(
        out,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


def _text(sheet: Any, value: str) -> Any:
    """A cell of words, whatever they look like."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST])
    cell.data_type = "s"
    cell.quotePrefix = begins_as_formula(value)
    return cell


Write = Callable[[Dataset, Iterable[Record], Record], HttpResponseBase]
FORMS: dict[str, Write] = {"csv": _csv, "xlsx": _xlsx, "json": _json}
