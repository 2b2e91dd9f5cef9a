"""What a list shows of a project or a conclusion, fetched for the whole list at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from freshness.prepared import Prepared
from search.highlighting import Marker
from showcase.addresses import project_address
from showcase.enums import spoken_in
from showcase.pages import ProjectPage
from showcase.records import Partner, PolicyConclusion, ProjectLevel, Result
from showcase.trail import Trail, trails_of
from ui.components.library import draw
from ui.trail import Station
from vocabularies.records import LABELLED, label_of

SUMMARY_WIDTH = 260
NO_WORDS = Marker()


@dataclass(frozen=True)
class Card:
    """One entry of a list, as the components ``result`` and ``statement`` take it."""

    title: str
    url: str
    meta: tuple[str, ...]
    text: str
    stations: tuple[Station | str, ...]
    words: str
    kicker: str = ""
    lang: str = ""

    @property
    def pieces(self) -> tuple[str, ...]:
        """The kicker in bold and the rest, for ``result``, which knows no kicker."""
        return (format_html("<b>{}</b>", self.kicker), *self.meta) if self.kicker else self.meta


def project_cards(
    projects: Sequence[ProjectPage], marker: Marker = NO_WORDS, *, name_school: bool = True
) -> list[Card]:
    """A card per project, the words of ``marker`` marked. They come with institution and programme.

    Four statements and those of the trail, one more to show the words in results. The page of a
    school itself does not ``name_school`` on each.
    """
    around = _AroundProjects(projects, with_results=bool(marker))
    prefetch_related_objects(around.all_conclusions, "policy_levels")
    trails = trails_of(around.all_conclusions)
    return [_project_card(project, around, trails, marker, name_school) for project in projects]


def cards_of(
    projects: Sequence[ProjectPage],
    conclusions: Sequence[PolicyConclusion],
    *,
    name_school: bool = True,
) -> tuple[list[Card], list[Card]]:
    """The cards of a page that shows projects and conclusions, with all trails fetched at once."""
    around = _AroundProjects(projects, with_results=False)
    every = [*around.all_conclusions, *conclusions]
    fetch_terms(every)
    trails = trails_of(every)
    return (
        [_project_card(project, around, trails, NO_WORDS, name_school) for project in projects],
        conclusion_cards(conclusions, name_school=name_school, trails=trails),
    )


class _AroundProjects:
    """Levels, countries, conclusions and results of several projects."""

    def __init__(self, projects: Sequence[ProjectPage], *, with_results: bool) -> None:
        ids = [project.pk for project in projects]
        self.levels: dict[int, list[str]] = defaultdict(list)
        for project, *labels in _levels.rows(ids):
            self.levels[project].append(label_of(labels))
        self.countries: dict[int, dict[str, None]] = defaultdict(dict)
        for project, *labels in _countries.rows(ids):
            self.countries[project][label_of(labels)] = None
        self.conclusions = _by_project(PolicyConclusion.objects.filter(project__in=ids))
        for project in projects:
            for conclusion in self.conclusions[project.pk]:
                conclusion.project = project
        self.results: dict[int, list[Any]] = {}
        if with_results:
            self.results = _by_project(Result.objects.filter(project__in=ids))

    @property
    def all_conclusions(self) -> list[PolicyConclusion]:
        """Those of all projects."""
        return [one for listed in self.conclusions.values() for one in listed]


def _level_rows(projects: list[int]) -> QuerySet[Any, Any]:
    """The names of the levels of each project, in the order of the levels."""
    rows = ProjectLevel.objects.filter(content_object__in=projects).order_by("tag__order", "pk")
    names = (f"tag__label_{code}" for code in LABELLED)
    named: QuerySet[Any, Any] = rows.values_list("content_object_id", *names)
    return named


def _country_rows(projects: list[int]) -> QuerySet[Any, Any]:
    """The names of the countries of each project's partners, in the order of the countries."""
    rows = Partner.objects.filter(project__in=projects, country__isnull=False)
    names = (f"country__label_{code}" for code in LABELLED)
    ordered = rows.order_by("country__order", "pk")
    named: QuerySet[Any, Any] = ordered.values_list("project_id", *names)
    return named


_levels, _countries = Prepared(_level_rows), Prepared(_country_rows)


def _by_project(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.filter(withdrawn_at__isnull=True).order_by("position", "pk"):
        found[row.project_id].append(row)
    return found


def _project_card(
    project: ProjectPage,
    around: _AroundProjects,
    trails: Mapping[int, Trail],
    marker: Marker,
    name_school: bool,
) -> Card:
    conclusions = around.conclusions.get(project.pk, [])
    meta = [
        project.institution.name if name_school else "",
        project.programme.label if project.programme else "",
        str(project.end_date.year) if project.end_date else "",
        *around.levels[project.pk],
        _("met {countries}").format(countries=", ".join(around.countries[project.pk]))
        if around.countries[project.pk]
        else "",
        *(example_mark(project.institution) if name_school else ()),
    ]
    furthest = max(
        (trails[conclusion.pk] for conclusion in conclusions),
        key=lambda trail: trail.passed,
        default=None,
    )
    texts = [project.summary]
    texts += [conclusion.statement for conclusion in conclusions]
    texts += [result.description for result in around.results.get(project.pk, [])]
    return Card(
        title=marker.marked(project.title),
        url=project_address(project),
        meta=tuple(piece for piece in meta if piece),
        text=marker.best(texts, SUMMARY_WIDTH),
        stations=furthest.stations if furthest else (),
        words=_conclusions_in_words(len(conclusions), furthest),
        lang=spoken_in(project.language),
    )


class MaybeExample(Protocol):
    """What can be made up: an institution, and a forum in the package above."""

    is_example: bool


def example_mark(thing: MaybeExample) -> list[SafeString]:
    """The label of what is made up, for a line of pieces."""
    return [draw("state", {"kind": "open", "word": _("voorbeeld")})] if thing.is_example else []


def _conclusions_in_words(count: int, furthest: Trail | None) -> str:
    """How many there are, and where the one stands that came furthest."""
    if furthest is None:
        return ""
    return ngettext(
        "{count} beleidsconclusie: {words}", "{count} beleidsconclusies, de verste: {words}", count
    ).format(count=count, words=furthest.words)


def conclusion_cards(
    conclusions: Sequence[PolicyConclusion],
    marker: Marker = NO_WORDS,
    *,
    name_school: bool = True,
    trails: Mapping[int, Trail] | None = None,
) -> list[Card]:
    """A card per conclusion, the words of ``marker`` marked.

    They come with project and institution. Two statements, and those of the trail; none for what
    was fetched before: their terms, their ``trails``.
    """
    fetch_terms(conclusions)
    trails = trails_of(conclusions) if trails is None else trails
    return [
        _conclusion_card(conclusion, trails[conclusion.pk], marker, name_school)
        for conclusion in conclusions
    ]


def fetch_terms(conclusions: Sequence[PolicyConclusion]) -> None:
    """Fetch policy levels and domains of all ``conclusions``, in two statements."""
    prefetch_related_objects(list(conclusions), "policy_levels", "policy_domains")


def _conclusion_card(
    conclusion: PolicyConclusion, trail: Trail, marker: Marker, name_school: bool
) -> Card:
    meta = [
        *(domain.label for domain in conclusion.policy_domains.all()),
        *([conclusion.institution.name] if name_school else []),
        *(level.label for level in conclusion.policy_levels.all()),
        *(example_mark(conclusion.institution) if name_school else ()),
    ]
    argued = marker.worth(conclusion.argument)
    return Card(
        title=marker.marked(conclusion.statement),
        url=reverse("conclusion", args=[conclusion.reference]),
        meta=tuple(meta),
        text=marker.excerpt(conclusion.argument, SUMMARY_WIDTH) if argued else "",
        stations=trail.stations,
        words=trail.words,
        kicker=conclusion.reference,
        lang=spoken_in(conclusion.project.language),
    )
