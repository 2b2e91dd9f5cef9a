"""The parts of a project's page, read in a few statements; or from a draft, for a preview."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, CharField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from showcase.pages import ProjectPage
from showcase.records import (
    AnchoringAction,
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
    """The parts as published, in six statements."""
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
    rows = list(_union(_sources(project)))
    wanted = {row[5] for row in rows} | {project.programme_id}
    for result in results:
        wanted |= {result.type_id, result.evidence_kind_id}
    terms = Term.objects.in_bulk([pk for pk in wanted if pk])
    _give_terms(results, terms)
    lines = _lines(rows, terms)
    _give_policy_levels(conclusions, lines)
    themes, levels = _tags(project)
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
    )


def _sources(project: ProjectPage) -> Iterator[_Source]:
    children: Any = {"project": project.pk}
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
    keywords = ProjectPage.keywords.through.objects.filter(projectpage=project.pk)
    yield _Source("keyword", keywords, words="keyword__word", place="")
    for name in TERM_LISTS:
        through = getattr(ProjectPage, name).through
        yield _Source(name, through.objects.filter(projectpage=project.pk), term="term", place="")
    for kind, field_, owner in (
        ("group", Result.target_groups, "result"),
        ("domain", PolicyConclusion.policy_domains, "policyconclusion"),
        ("level", PolicyConclusion.policy_levels, "policyconclusion"),
    ):
        rows = field_.through.objects.filter(**{f"{owner}__project": project.pk})
        yield _Source(kind, rows, code=owner, term="term", place="")


def _union(sources: Iterable[_Source]) -> QuerySet[Any, Any]:
    """Kind, place, words, note, code, term and key of every line, in one statement."""
    first, *others = [_selected(source) for source in sources]
    return first.union(*others, all=True)


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
        of_child = kind in {"group", "domain", "level"}
        found = Line(words or "", note or "", "" if of_child else code or "", terms.get(term))
        lines[f"{kind} {code}" if of_child else kind].append(found)
    for name in TERM_LISTS:
        lines[name].sort(key=lambda line: (line.term.order, line.term.pk))
    return lines


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


def _tags(project: ProjectPage) -> tuple[list[Any], list[Any]]:
    """Themes and levels, in one statement."""
    columns = ("pk", "slug", "broader_id", "order", "label_nl", "label_en", "label_fr", "label_de")
    found: dict[str, list[Any]] = {"theme": [], "level": []}
    models: dict[str, Any] = {"theme": Theme, "level": EducationLevel}
    branches = []
    for kind, links in (("theme", ProjectTheme), ("level", ProjectLevel)):
        tagged = links.objects.filter(content_object=project.pk).values("tag")
        branches.append(
            models[kind]
            .objects.filter(pk__in=tagged)
            .order_by()
            .annotate(tag_kind=Value(kind, output_field=CharField()))
            .values_list("tag_kind", *columns)
        )
    for kind, *values in branches[0].union(branches[1], all=True):
        found[kind].append(models[kind](**dict(zip(columns, values, strict=True))))
    for tags in found.values():
        tags.sort(key=lambda tag: (tag.order, tag.pk))
    return found["theme"], found["level"]
