"""One made-up project: what it is about, what came out of it, what it tells policy."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from showcase.enums import ConclusionKind, Licence
from showcase.generating.vocabulary import Vocabulary
from showcase.generating.writing import Writer, chosen_language
from vocabularies.enums import Scheme

#: Begun in these years, so that all are over; the number of a project tells the year of its call.
FIRST_YEAR, YEARS = 2010, 13
#: Some themes, levels and countries come back much more often than others, as they really do.
SKEW = 1.6


@dataclass
class PlannedResult:
    """A result."""

    uuid: uuid.UUID
    title: str
    description: str
    type: Any
    evidence_kind: Any
    evidence_description: str
    evidence_scale: int
    licence: str
    link: str


@dataclass
class PlannedConclusion:
    """A conclusion; ``supported_by`` are places in the list of results."""

    uuid: uuid.UUID
    statement: str
    argument: str
    kind: str
    policy_level: Any
    policy_domain: Any
    addressee_words: str
    supported_by: list[int]


@dataclass
class PlannedProject:
    """A project with all that hangs from it."""

    title: str
    summary: str
    language: str
    programme: Any
    number: str
    start: date
    end: date
    published: datetime
    grant: int
    learners: int
    themes: list[Any]
    levels: list[Any]
    forms: list[Any]
    partners: list[tuple[str, Any]] = field(default_factory=list)
    lessons: list[str] = field(default_factory=list)
    results: list[PlannedResult] = field(default_factory=list)
    conclusions: list[PlannedConclusion] = field(default_factory=list)


def plan_project(seed: int, number: int, vocabulary: Vocabulary) -> PlannedProject:
    """Project ``number`` of the series ``seed``: always the same one."""
    random = Random(f"{seed}/{number}")  # noqa: S311  (no secret)
    themes = _few(random, vocabulary.themes, (1, 3))
    levels = _few(random, vocabulary.levels, (1, 2))
    countries = vocabulary.of(Scheme.COUNTRIES)
    abroad = [_often(random, countries) for _ in range(random.randint(1, 5))]
    language = chosen_language(random)
    writer = Writer(
        random,
        language,
        topic=_label(themes[0], language),
        level=_label(levels[0], language),
        country=_label(abroad[0], language),
    )
    start = date(FIRST_YEAR + random.randrange(YEARS), random.randint(1, 12), 1)
    end = start + timedelta(days=30 * random.randint(6, 36))
    programme = _often(random, vocabulary.of(Scheme.PROGRAMMES))
    project = PlannedProject(
        title=writer.one("titles", 150),
        summary=writer.some("sentences", random.randint(4, 7))[:2000],
        language=language,
        programme=programme,
        number=f"{start.year}-1-BE02-{programme.slug.upper()[:5]}-{900_000 + number % 99_999:06d}",
        start=start,
        end=end,
        published=datetime(end.year, end.month, end.day, 9, tzinfo=UTC)
        + timedelta(days=random.randint(10, 200), minutes=number % 600),
        grant=random.randrange(4_000, 120_000, 10),
        learners=random.randint(0, 180),
        themes=themes,
        levels=levels,
        forms=_few(random, vocabulary.of(Scheme.FORMS), (1, 3)),
        partners=[(_partner(random, country), country) for country in abroad],
        lessons=[writer.one("lessons") for _ in range(random.randint(0, 2))],
    )
    project.results = [_result(random, writer, vocabulary) for _ in range(random.randint(1, 3))]
    told = random.choices((0, 1, 2), (2, 6, 2))[0]
    project.conclusions = [_conclusion(random, writer, vocabulary, project) for _ in range(told)]
    return project


def _result(random: Random, writer: Writer, vocabulary: Vocabulary) -> PlannedResult:
    key = uuid.UUID(int=random.getrandbits(128), version=4)
    return PlannedResult(
        uuid=key,
        title=writer.one("results", 160),
        description=writer.some("descriptions", 2)[:1200],
        type=_often(random, vocabulary.of(Scheme.OUTPUT_TYPES)),
        evidence_kind=_often(random, vocabulary.of(Scheme.EVIDENCE_KINDS)),
        evidence_description=writer.one("evidence"),
        evidence_scale=random.randint(8, 400),
        licence=random.choice(Licence.values),
        link=f"https://voorbeeld.example/{key.hex[:12]}",
    )


def _conclusion(
    random: Random, writer: Writer, vocabulary: Vocabulary, project: PlannedProject
) -> PlannedConclusion:
    level = _often(random, vocabulary.of(Scheme.POLICY_LEVELS))
    places = range(len(project.results))
    return PlannedConclusion(
        uuid=uuid.UUID(int=random.getrandbits(128), version=4),
        statement=writer.one("statements"),
        argument=writer.some("arguments", 2)[:1500],
        kind=random.choice(ConclusionKind.values),
        policy_level=level,
        policy_domain=_often(random, vocabulary.of(Scheme.POLICY_DOMAINS)),
        addressee_words=level.label_nl[:200],
        supported_by=random.sample(places, random.randint(1, len(places))),
    )


def _often(random: Random, concepts: list[Any]) -> Any:
    """One of ``concepts``: the earlier, the more often."""
    return concepts[int(len(concepts) * random.random() ** SKEW)]


def _few(random: Random, concepts: list[Any], between: tuple[int, int]) -> list[Any]:
    found = {_often(random, concepts).pk: None for _ in range(random.randint(*between))}
    by_key = {concept.pk: concept for concept in concepts}
    return [by_key[key] for key in found]


_KINDS = ("Example School", "Lycée Exemple", "Beispielschule", "Escuela Ejemplo", "Scuola Esempio")
_NAMES = ("Noord", "Port", "Ponte", "Berg", "Isla", "Bosco", "Strand", "Fjord", "Valle", "Plage")


def _partner(random: Random, country: Any) -> str:
    return f"{random.choice(_KINDS)} {random.choice(_NAMES)} {random.randint(1, 60)}"


def _label(concept: Any, language: str) -> str:
    return str(getattr(concept, f"label_{language}") or concept.label_nl)
