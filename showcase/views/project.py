"""The public page of a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_safe

from freshness.pages import kept_while_nothing_changes
from showcase.addresses import school_address_of
from showcase.enums import AnchoringStatus, Licence, spoken_in
from showcase.finding.similar import projects_like
from showcase.pages import ProjectPage
from showcase.records import PolicyConclusion
from showcase.records.imported import attribution_of
from showcase.trail import trails_of, withdrawal_of
from showcase.views.guides import guides_beside
from showcase.views.linked import linked_project
from showcase.views.parts import Parts, draft_parts, live_parts
from showcase.views.photos import draft_photos, live_photos
from showcase.views.tombstone import tombstone
from ui.links import web_address
from ui.trail import Station


@require_safe
@kept_while_nothing_changes
def project(request: HttpRequest, school: str, project: str) -> HttpResponse:
    """A live project; a tombstone for one that was taken offline; else there is nothing.

    Found by its address in one statement, where Wagtail walks down the tree in nine.
    """
    found = (
        ProjectPage.objects.filter(slug=project, url_path__endswith=f"/{school}/{project}/")
        .select_related("institution", "programme", "archival")
        .first()
    )
    if found is None or not found.url_path.endswith(f"/{school}/{project}/"):
        raise Http404
    if found.live:
        return found.serve(request)  # type: ignore[no-any-return]
    if found.first_published_at is None:
        raise Http404
    return tombstone(request, found)


@dataclass(frozen=True)
class ShownResult:
    """A result with its evidence in words."""

    anchor: str
    title: str
    kind: str
    description: str
    evidence_kind: str
    evidence: str
    url: str
    url_label: str
    licence: str
    groups: str
    conditions: str
    effort: str
    withdrawn_on: Any = None
    withdrawn_reason: str = ""
    supports: tuple[ShownConclusion, ...] = ()
    """The conclusions that rest on it."""


@dataclass(frozen=True)
class ShownConclusion:
    """A conclusion with where it stands."""

    statement: str
    url: str
    reference: str
    domains: tuple[str, ...]
    stations: Sequence[Station]
    words: str
    places: tuple[tuple[str, str], ...] = ()
    """Where it is or was talked about."""


def project_context(page: ProjectPage, request: HttpRequest) -> dict[str, Any]:
    """What ``showcase/project.html`` shows: the live page, or in a preview the draft."""
    is_preview = getattr(request, "is_preview", False)
    parts = draft_parts(page) if is_preview else live_parts(page)
    conclusions = _drafted(parts) if is_preview else _published(parts)
    absolute = request.build_absolute_uri
    return {
        "project": page,
        "linked_data": "" if is_preview else linked_project(page, parts, absolute),
        "similar": [] if is_preview else projects_like(page),
        "school": page.institution,
        "school_url": school_address_of(page),
        "website": web_address(page.website),
        "parts": parts,
        "crumbs": [(_("Projecten"), reverse("projects"))],
        "forms": parts.terms("forms"),
        "dimensions": parts.terms("competence_dimensions"),
        "target_groups": parts.terms("target_groups"),
        "support": parts.terms("support_received"),
        "lang": spoken_in(page.language),
        "keywords": sorted(line.words for line in parts.of("keyword")),
        "period": _period(page),
        "countries": list(
            dict.fromkeys(p.term.label for p in parts.of("partner") if p.term is not None)
        ),
        "numbers": [line.words for line in parts.of("number")],
        "results": [
            replace(
                shown_result(result, parts.groups.get(result.pk, [])),
                supports=_resting_on(result, parts, conclusions),
            )
            for result in parts.results
        ],
        "conclusions": conclusions,
        "places": list(dict.fromkeys(place for one in conclusions for place in one.places)),
        "partners": _partners(parts),
        "anchoring": [
            (line.term, _status(line.code), line.words) for line in parts.of("anchoring")
        ],
        "barriers": [(line.term, line.words) for line in parts.of("barrier")],
        "lessons": [line.words for line in parts.of("lesson")],
        "spread": _spread(page),
        "guides": guides_beside(
            themes=parts.themes,
            levels=parts.levels,
            programmes=[page.programme] if page.programme else (),
        ),
        "examples": [line.words for line in parts.of("example")],
        "mobility": _mobility(page),
        "money": _money(page),
        "photos": draft_photos(page) if is_preview else live_photos(page),
        "sources": list(dict.fromkeys(map(attribution_of, parts.imported))),
    }


def shown_result(result: Any, groups: Sequence[Any] = ()) -> ShownResult:
    """A result or its draft, in words."""
    document = result.document
    type_ = result.type.label if result.type else ""
    return ShownResult(
        anchor=f"resultaat-{result.uuid}",
        title=result.title,
        kind=", ".join(filter(None, [type_, str(result.get_language_display())])),
        description=result.description,
        evidence_kind=result.evidence_kind.label if result.evidence_kind else "",
        evidence=_evidence_in_words(result),
        url=document.url if document else web_address(result.link),
        url_label=_download_label(document) if document else _("Bekijk het resultaat"),
        licence=str(Licence(result.licence).label) if result.licence else "",
        groups=", ".join(group.label for group in groups),
        conditions=result.transfer_conditions,
        effort=result.effort,
        withdrawn_on=getattr(result, "withdrawn_at", None),
        withdrawn_reason=getattr(result, "withdrawn_reason", ""),
    )


def _download_label(document: Any) -> str:
    size = document.file_size or 0
    kind = (document.file_extension or "").upper()
    weight = _("{count} kB").format(count=number_format(max(1, round(size / 1024))))
    if size >= 1024 * 1024:
        weight = _("{count} MB").format(count=number_format(size / 1024 / 1024, 1))
    return _("Download ({kind}, {weight})").format(kind=kind, weight=weight)


def _evidence_in_words(result: Any) -> str:
    pieces = [result.evidence_description]
    if result.evidence_scale:
        pieces.append(_("Omvang: {count}.").format(count=result.evidence_scale))
    if result.evidence_measured_by:
        pieces.append(_("Vastgesteld door {who}.").format(who=result.evidence_measured_by))
    if result.evidence_limits:
        pieces.append(_("Wat het niet zegt: {limits}").format(limits=result.evidence_limits))
    return " ".join(piece.strip() for piece in pieces if piece.strip())


def _published(parts: Parts) -> list[ShownConclusion]:
    trails = trails_of(parts.conclusions)
    return [
        ShownConclusion(
            statement=conclusion.statement,
            url=conclusion.get_absolute_url(),
            reference=conclusion.reference,
            domains=tuple(domain.label for domain in parts.domains[conclusion.pk]),
            stations=trails[conclusion.pk].stations,
            words=_withdrawn_in_words(conclusion) or trails[conclusion.pk].words,
            places=trails[conclusion.pk].places,
        )
        for conclusion in parts.conclusions
    ]


def _resting_on(
    result: Any, parts: Parts, shown: Sequence[ShownConclusion]
) -> tuple[ShownConclusion, ...]:
    keys = parts.supports.get(result.pk, [])
    pairs = zip(parts.conclusions, shown, strict=True)
    return tuple(one for conclusion, one in pairs if conclusion.pk in keys)


def _withdrawn_in_words(conclusion: Any) -> str:
    withdrawal = withdrawal_of(conclusion)
    if withdrawal is None or withdrawal.on is None:
        return ""
    return _("Ingetrokken op {day}").format(day=date_format(withdrawal.on, "j F Y"))


def _drafted(parts: Parts) -> list[ShownConclusion]:
    """Conclusions as they are written; those that are online already have their reference."""
    uuids = [draft.uuid for draft in parts.conclusions]
    published = PolicyConclusion.objects.filter(uuid__in=uuids)
    references = dict(published.values_list("uuid", "reference"))
    return [
        ShownConclusion(
            draft.statement, "#", references.get(draft.uuid, _("nog zonder verwijzing")), (), (), ""
        )
        for draft in parts.conclusions
    ]


def _period(page: ProjectPage) -> str:
    if page.start_date and page.end_date:
        return _("{start} tot {end}").format(
            start=date_format(page.start_date, "F Y"), end=date_format(page.end_date, "F Y")
        )
    if page.end_date:
        return _("afgerond in {end}").format(end=date_format(page.end_date, "F Y"))
    return ""


def _partners(parts: Parts) -> list[tuple[str, list[str]]]:
    """Partners by country, in the order given: each with its kind and its role."""
    by_country: dict[str, list[str]] = {}
    for line in parts.of("partner"):
        known = ", ".join(filter(None, [line.code, line.note]))
        name = f"{line.words} ({known})" if known else line.words
        by_country.setdefault(line.term.label if line.term else "", []).append(name)
    return list(by_country.items())


def _status(code: str) -> str:
    return str(AnchoringStatus(code).label) if code in AnchoringStatus.values else ""


def _mobility(page: ProjectPage) -> list[str]:
    """How many travelled and came, in words; nothing about what was not counted."""
    counted = (
        (page.learners_out, ngettext_lazy("{n} leerling op reis", "{n} leerlingen op reis", "n")),
        (
            page.learners_fewer_opportunities,
            ngettext_lazy(
                "onder wie {n} leerling met minder kansen",
                "onder wie {n} leerlingen met minder kansen",
                "n",
            ),
        ),
        (
            page.staff_out,
            ngettext_lazy("{n} personeelslid op reis", "{n} personeelsleden op reis", "n"),
        ),
        (
            page.learners_in,
            ngettext_lazy("{n} leerling op bezoek", "{n} leerlingen op bezoek", "n"),
        ),
        (
            page.staff_in,
            ngettext_lazy("{n} personeelslid op bezoek", "{n} personeelsleden op bezoek", "n"),
        ),
        (page.average_days, ngettext_lazy("gemiddeld {n} dag", "gemiddeld {n} dagen", "n")),
        (
            page.virtual_participants,
            ngettext_lazy("{n} deelnemer online", "{n} deelnemers online", "n"),
        ),
    )
    return [words.format(n=count) for count, words in counted if count]


def _money(page: ProjectPage) -> list[str]:
    sums = (
        (page.grant_eur, _("{sum} euro subsidie")),
        (page.own_means_eur, _("{sum} euro eigen middelen")),
    )
    return [
        words.format(sum=number_format(amount, force_grouping=True))
        for amount, words in sums
        if amount
    ]


def _spread(page: ProjectPage) -> list[str]:
    """How far it went on, in words."""
    counted = (
        (
            page.adopting_schools,
            ngettext_lazy(
                "{n} school nam er iets van over", "{n} scholen namen er iets van over", "n"
            ),
        ),
        (
            page.trained_colleagues,
            ngettext_lazy("{n} collega kreeg vorming", "{n} collega’s kregen vorming", "n"),
        ),
    )
    return [words.format(n=count) for count, words in counted if count]
