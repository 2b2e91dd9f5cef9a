"""A conclusion that was published, as it can be found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone

from search.documents import Place, SearchDocument, Text
from showcase.enums import ConclusionStatus, FoundKind
from showcase.finding.documents.around import AroundProjects, grouped, one_concept
from showcase.finding.documents.concepts import Concept, columns, concept, labels, slugs
from showcase.finding.documents.texts import (
    SCHOOL,
    School,
    present,
    province_of,
    school_texts,
    texts,
    written_in,
)
from showcase.records import PolicyConclusion
from showcase.trail import states_of
from vocabularies.records import Term


class _Conclusion(NamedTuple):
    """What a document says of the conclusion itself, and of its project: the names of fields."""

    pk: int
    reference: str
    statement: str
    argument: str
    addressee_words: str
    withdrawn_at: datetime | None
    first_published_at: datetime
    project: int
    project__title: str
    project__language: str
    project__live: bool


_OWN = _Conclusion._fields
_FIELDS = (*_OWN, *(f"institution__{name}" for name in SCHOOL), *columns("project__programme"))
_SCHOOL_AT, _PROGRAMME_AT = len(_OWN), len(_OWN) + len(SCHOOL)


def conclusion_documents(keys: Sequence[int]) -> Iterator[SearchDocument]:
    """The documents of ``keys``: a withdrawn conclusion keeps its page, so it stays findable."""
    rows = PolicyConclusion.objects.filter(pk__in=keys).order_by("pk").values_list(*_FIELDS)
    found = [
        (_Conclusion(*row[:_SCHOOL_AT]), School(*row[_SCHOOL_AT:_PROGRAMME_AT]), row)
        for row in rows
    ]
    around = _AroundConclusions([conclusion for conclusion, _school, _row in found])
    for conclusion, school, row in found:
        yield _document(conclusion, school, concept(row[_PROGRAMME_AT:], Term), around)


class _Level(NamedTuple):
    """A policy level, with what it is known for."""

    extra: dict[str, Any]
    concept: Concept


class _Levels(NamedTuple):
    """The policy levels of one conclusion, as Django gives them."""

    held: list[_Level]

    def all(self) -> list[_Level]:
        """Each of them."""
        return self.held


class _Asked(NamedTuple):
    """A conclusion of which the trail is asked."""

    pk: int
    policy_levels: _Levels


class _AroundConclusions:
    """What stands around conclusions, in one statement for each kind of thing."""

    def __init__(self, conclusions: Sequence[_Conclusion]) -> None:
        self.keys = [one.pk for one in conclusions]
        self.projects = AroundProjects([one.project for one in conclusions])
        self.domains = self._domains()
        self.addressees = self._addressees()
        self.levels: dict[int, list[_Level]] = self._levels()
        asked = [_Asked(key, _Levels(self.levels[key])) for key in self.keys]
        self.states = states_of(asked) if asked else {}

    def _levels(self) -> dict[int, list[_Level]]:
        rows = self._joined(PolicyConclusion.policy_levels, "term__extra")
        return grouped((row[0], _Level(row[1], one_concept(row[2:], Term))) for row in rows)

    def _domains(self) -> dict[int, list[Concept]]:
        rows = self._joined(PolicyConclusion.policy_domains)
        return grouped((row[0], concept(row[1:], Term)) for row in rows)

    def _joined(self, relation: Any, *fields: str) -> Any:
        """The terms of a relation, in the order of their list."""
        rows = relation.through.objects.filter(policyconclusion__in=self.keys)
        rows = rows.order_by(*(f"term__{name}" for name in Term._meta.ordering or ()))
        return rows.values_list("policyconclusion", *fields, *columns("term"))

    def _addressees(self) -> dict[int, list[tuple[str, str]]]:
        through: Any = PolicyConclusion.addressees.through
        rows = through.objects.filter(policyconclusion__in=self.keys)
        rows = rows.order_by("institution__name", "institution")
        found: dict[int, list[tuple[str, str]]] = defaultdict(list)
        fields = ("policyconclusion", "institution__name", "institution__slug")
        for key, name, slug in rows.values_list(*fields):
            found[key].append((name, slug))
        return found


def _document(
    conclusion: _Conclusion,
    school: School,
    programme: Concept | None,
    around: _AroundConclusions,
) -> SearchDocument:
    key, project = conclusion.pk, conclusion.project
    is_standing = conclusion.withdrawn_at is None and conclusion.project__live
    status = ConclusionStatus.PUBLISHED if is_standing else ConclusionStatus.WITHDRAWN
    moment = timezone.localtime(conclusion.first_published_at)
    themes, levels = around.projects.themes[project], around.projects.levels[project]
    policy_levels = [level.concept for level in around.levels[key]]
    programmes = [programme] if programme else []
    return SearchDocument(
        kind=FoundKind.CONCLUSION.value,
        key=key,
        title=conclusion.statement,
        url=reverse("conclusion", args=[conclusion.reference]),
        texts=(
            *_own(conclusion, around),
            *school_texts(school),
            *labels([*around.domains[key], *policy_levels, *themes, *levels, *programmes]),
        ),
        codes=(conclusion.reference,),
        facets={
            "thema": slugs(themes),
            "niveau": slugs(levels),
            "domein": slugs(around.domains[key]),
            "beleidsniveau": slugs(policy_levels),
            "programma": slugs(programmes),
            "jaar": (str(moment.year),),
            "status": (status.value,),
            "spoor": around.states[key],
            "adressaat": tuple(slug for _name, slug in around.addressees[key]),
            "provincie": province_of(school.province),
        },
        published=conclusion.first_published_at,
        about=present((conclusion.reference, school.name)),
        shown=present((conclusion.argument,)),
    )


def _own(conclusion: _Conclusion, around: _AroundConclusions) -> list[Text]:
    language = written_in(conclusion.project__language)
    return texts(
        (conclusion.argument, Place.LEAD, language),
        # What a project that is offline was called is on no page.
        (conclusion.project__title if conclusion.project__live else "", Place.NAME, ("nl", "en")),
        (conclusion.addressee_words, Place.ASIDE, language),
        *((name, Place.ASIDE, ("nl",)) for name, _slug in around.addressees[conclusion.pk]),
    )
