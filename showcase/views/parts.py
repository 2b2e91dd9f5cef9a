"""The parts of a project's page, read in a few statements; or from a draft, for a preview."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import BigIntegerField, CharField, F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast

from freshness.prepared import Prepared
from showcase.pages import ProjectPage
from showcase.records import (
    AnchoringAction,
    ImportedProject,
    Lesson,
    MultiplierExample,
    Partner,
    PolicyConclusion,
    ProjectBarrier,
    ProjectLevel,
    ProjectNumber,
    ProjectTheme,
    Result,
)
from vocabularies.records import EducationLevel, Term, Theme

#: Lists of terms that a project holds: name of the field, which is also the kind of its lines.
TERM_LISTS = ("forms", "competence_dimensions", "target_groups", "support_received")


@dataclass(frozen=True)
class Line:
    """One small child of a project: words, a second text, a code and a term, each if it has one."""

    words: str = ""
    note: str = ""
    code: str = ""
    term: Any = None


@dataclass
class Parts:
    """Everything around a project's own fields. ``lines`` are by kind, in their order."""

    themes: list[Any]
    levels: list[Any]
    results: list[Any]
    conclusions: list[Any]
    lines: Mapping[str, list[Line]] = field(default_factory=dict)
    #: Target groups of a result, by its key; policy domains of a conclusion, by its key.
    groups: Mapping[Any, list[Any]] = field(default_factory=dict)
    domains: Mapping[Any, list[Any]] = field(default_factory=dict)
    #: When each row of the results platform that became this project came in.
    imported: Sequence[datetime] = ()
    #: The keys of the conclusions that rest on a result, by its key.
    supports: Mapping[Any, list[int]] = field(default_factory=dict)

    def of(self, kind: str) -> list[Line]:
        """The lines of one kind."""
        return self.lines.get(kind, [])

    def terms(self, kind: str) -> list[Any]:
        """The terms of one list of the project."""
        return [line.term for line in self.of(kind)]


@dataclass(frozen=True)
class _Source:
    """Where the lines of one kind stand: their rows, and which field plays which part."""

    kind: str
    rows: QuerySet[Any]
    words: str = ""
    note: str = ""
    code: str = ""
    term: str = ""
    place: str = "sort_order"


def live_parts(project: ProjectPage) -> Parts:
    """The parts as published, in four statements."""
    results = list(
        Result.objects.filter(project=project).select_related("document").order_by("position", "pk")
    )
    conclusions = list(
        PolicyConclusion.objects.filter(project=project)
        .select_related("institution")
        .order_by("position", "pk")
    )
    for conclusion in conclusions:
        conclusion.project = project
    rows = _rows.rows([project.pk])
    wanted = {row[5] for row in rows} | {project.programme_id}
    for result in results:
        wanted |= {result.type_id, result.evidence_kind_id}
    themes, levels, terms = _concepts(project, {pk for pk in wanted if pk})
    _give_terms(results, terms)
    lines = _lines(rows, terms)
    _give_policy_levels(conclusions, lines)
    return Parts(
        themes=themes,
        levels=levels,
        results=results,
        conclusions=conclusions,
        lines=lines,
        groups={r.pk: [line.term for line in lines.get(f"group {r.pk}", [])] for r in results},
        domains={
            c.pk: [line.term for line in lines.get(f"domain {c.pk}", [])] for c in conclusions
        },
        imported=[_moment(line.words) for line in lines.get("import", [])],
        supports={
            r.pk: [int(line.words) for line in lines.get(f"supports {r.pk}", [])] for r in results
        },
    )


def draft_parts(project: ProjectPage) -> Parts:
    """The parts as the draft has them, however many statements that takes."""
    results = list(project.result_drafts.all())
    conclusions = list(project.conclusion_drafts.all())
    lines = {
        "number": [Line(words=n.number) for n in project.project_numbers.all()],
        "partner": [Line(p.name, p.role, p.kind, p.country) for p in project.partners.all()],
        "anchoring": [
            Line(a.description, code=a.status, term=a.instrument)
            for a in project.anchoring_actions.all()
        ],
        "barrier": [Line(b.handling, term=b.barrier) for b in project.barriers.all()],
        "lesson": [Line(lesson.text) for lesson in project.lessons.all()],
        "example": [Line(example.text) for example in project.multiplier_examples.all()],
    }
    lines["keyword"] = [Line(keyword.word) for keyword in project.keywords.all()]
    for name in TERM_LISTS:
        lines[name] = [Line(term=term) for term in getattr(project, name).all()]
    return Parts(
        themes=list(project.themes.all()),
        levels=list(project.levels.all()),
        results=results,
        conclusions=conclusions,
        lines=lines,
        imported=[row.imported_at for row in project.imported_from.all()],
    )


def _sources(projects: list[int]) -> Iterator[_Source]:
    children: Any = {"project__in": projects}
    yield _Source("number", ProjectNumber.objects.filter(**children), words="number")
    yield _Source(
        "partner",
        Partner.objects.filter(**children),
        words="name",
        note="role",
        code="kind",
        term="country",
    )
    yield _Source(
        "anchoring",
        AnchoringAction.objects.filter(**children),
        words="description",
        code="status",
        term="instrument",
    )
    yield _Source(
        "barrier", ProjectBarrier.objects.filter(**children), words="handling", term="barrier"
    )
    yield _Source("lesson", Lesson.objects.filter(**children), words="text")
    yield _Source("example", MultiplierExample.objects.filter(**children), words="text")
    keywords = ProjectPage.keywords.through.objects.filter(projectpage__in=projects)
    yield _Source("keyword", keywords, words="keyword__word", place="")
    imported = ImportedProject.objects.filter(claimed_page__in=projects)
    yield _Source("import", imported, words="imported_at", place="")
    for name in TERM_LISTS:
        through = getattr(ProjectPage, name).through
        yield _Source(name, through.objects.filter(projectpage__in=projects), term="term", place="")
    for kind, field_, owner in (
        ("group", Result.target_groups, "result"),
        ("domain", PolicyConclusion.policy_domains, "policyconclusion"),
        ("level", PolicyConclusion.policy_levels, "policyconclusion"),
    ):
        rows = field_.through.objects.filter(**{f"{owner}__project__in": projects})
        yield _Source(kind, rows, code=owner, term="term", place="")
    resting = PolicyConclusion.supported_by.through.objects.filter(
        policyconclusion__project__in=projects
    )
    yield _Source("supports", resting, words="policyconclusion", code="result", place="")


def _union(projects: list[int]) -> QuerySet[Any, Any]:
    """Kind, place, words, note, code, term and key of every line, in one statement."""
    first, *others = [_selected(source) for source in _sources(projects)]
    return first.union(*others, all=True)


_rows = Prepared(_union)


def _selected(source: _Source) -> QuerySet[Any, Any]:
    def text(name: str) -> Any:
        return Cast(F(name), TextField()) if name else Value("", output_field=TextField())

    def number(name: str) -> Any:
        none = Cast(Value(None), BigIntegerField())
        return Cast(F(name), BigIntegerField()) if name else none

    selected: QuerySet[Any, Any] = (
        source.rows.order_by()
        .annotate(
            line_kind=Value(source.kind, output_field=CharField()),
            line_place=number(source.place),
            line_words=text(source.words),
            line_note=text(source.note),
            line_code=text(source.code),
            line_term=number(source.term),
        )
        .values_list(
            "line_kind", "line_place", "line_words", "line_note", "line_code", "line_term", "pk"
        )
    )
    return selected


def _lines(rows: Sequence[Any], terms: Mapping[int, Any]) -> dict[str, list[Line]]:
    lines: dict[str, list[Line]] = defaultdict(list)
    for kind, _place, words, note, code, term, _pk in sorted(
        rows, key=lambda row: (row[0], row[1] or 0, row[6])
    ):
        of_child = kind in {"group", "domain", "level", "supports"}
        found = Line(words or "", note or "", "" if of_child else code or "", terms.get(term))
        lines[f"{kind} {code}" if of_child else kind].append(found)
    for name in TERM_LISTS:
        lines[name].sort(key=lambda line: (line.term.order, line.term.pk))
    return lines


def _moment(written: str) -> datetime:
    """A moment as the database writes it; SQLite does so in UTC, without saying it."""
    moment = datetime.fromisoformat(written)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _give_terms(results: Sequence[Any], terms: Mapping[int, Any]) -> None:
    for result in results:
        result.type = terms[result.type_id]
        if result.evidence_kind_id:
            result.evidence_kind = terms[result.evidence_kind_id]


def _give_policy_levels(conclusions: Sequence[Any], lines: Mapping[str, list[Line]]) -> None:
    """Let ``conclusion.policy_levels.all()`` answer from what was fetched."""
    for conclusion in conclusions:
        found = Term.objects.none()
        found._result_cache = [line.term for line in lines.get(f"level {conclusion.pk}", [])]
        conclusion._prefetched_objects_cache = {"policy_levels": found}


#: What is read of a project's themes, levels and terms; the third says what else tells them apart.
CONCEPTS: tuple[tuple[type[Any], type[Any] | None, str], ...] = (
    (Theme, ProjectTheme, "broader_id"),
    (EducationLevel, ProjectLevel, "broader_id"),
    (Term, None, "scheme"),
)
#: ``extra`` tells of a policy level whether it answers, and so whether a conclusion is a lesson.
COLUMNS = ("id", "slug", "order", "label_nl", "label_en", "label_fr", "label_de", "extra")


def _concepts(
    project: ProjectPage, terms: Iterable[int]
) -> tuple[list[Any], list[Any], dict[int, Any]]:
    """Themes and levels in their order, and the wanted terms by key, in one statement."""
    found: tuple[list[Any], list[Any], list[Any]] = ([], [], [])
    for kind, broader, scheme, *values in _concept_rows.rows([project.pk, *sorted(terms)]):
        model, _links, own = CONCEPTS[kind]
        known = {own: scheme if own == "scheme" else broader}
        found[kind].append(_partly_read(model, dict(zip(COLUMNS, values, strict=True)) | known))
    for tags in found[:2]:
        tags.sort(key=lambda tag: (tag.order, tag.pk))
    return found[0], found[1], {term.pk: term for term in found[2]}


def _partly_read(model: type[Any], known: Mapping[str, Any]) -> Any:
    """A row of which ``known`` was read; whatever else is asked of it costs a statement."""
    names = [one.attname for one in model._meta.concrete_fields if one.attname in known]
    return model.from_db(DEFAULT_DB_ALIAS, names, [known[name] for name in names])


def _of_project_and_terms(keys: list[int]) -> QuerySet[Any, Any]:
    """The first key is a project's, the others are those of terms."""
    none: Any = Cast(Value(None), BigIntegerField())
    nowhere = Value("", output_field=CharField())
    branches = []
    for kind, (model, links, own) in enumerate(CONCEPTS):
        wanted = links.objects.filter(content_object=keys[0]).values("tag") if links else keys[1:]
        branches.append(
            model.objects.filter(pk__in=wanted)
            .order_by()
            .annotate(
                kind=Value(kind, output_field=IntegerField()),
                above=none if own == "scheme" else F(own),
                listed=F(own) if own == "scheme" else nowhere,
            )
            .values_list("kind", "above", "listed", *COLUMNS)
        )
    rows: QuerySet[Any, Any] = branches[0].union(*branches[1:], all=True)
    return rows


_concept_rows = Prepared(_of_project_and_terms)
