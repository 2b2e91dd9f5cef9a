"""Writing made-up projects into the database by the thousand."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Locale, Page

from institutions.enums import InstitutionKind
from institutions.records import Institution
from showcase.domain.schools import open_school_space
from showcase.generating.planning import PlannedProject, plan_project
from showcase.generating.rows import join, write_rows
from showcase.generating.vocabulary import read_vocabulary
from showcase.pages import ProjectPage, SchoolPage
from showcase.records import (
    ConclusionDraft,
    ConclusionVersion,
    Lesson,
    Partner,
    PolicyConclusion,
    ProjectLevel,
    ProjectNumber,
    ProjectTheme,
    ReferenceCounter,
    Result,
    ResultDraft,
)

BATCH = 500
#: A school has so many projects, until there are enough schools.
PROJECTS_OF_A_SCHOOL, MOST_SCHOOLS = 80, 150
PROVINCES = ("Antwerpen", "Limburg", "Oost-Vlaanderen", "Vlaams-Brabant", "West-Vlaanderen")
TOWNS = ("Merelbos", "Zandberge", "Lindehove", "Waterdal", "Kempenrode", "Polderkerke", "Heuvelgem")

Tell = Callable[[int, int], None]


def generate_projects(count: int, *, seed: int, tell: Tell = lambda done, total: None) -> int:
    """Add ``count`` published projects of made-up schools; returns how many there were to add.

    The same ``seed`` and number give the same project. Written past the verbs, as nobody wrote
    them: no mails, no log, no revisions. The search index does not know of them: rebuild it.
    ``tell(done, total)`` hears how far it is.

    Raises:
        LookupError: the vocabularies were not loaded.
        ValueError: the series ``seed`` is there already.
    """
    vocabulary = read_vocabulary()
    if Result.objects.filter(uuid=plan_project(seed, 0, vocabulary).results[0].uuid).exists():
        raise ValueError(f"Reeks {seed} staat er al: kies een ander getal.")
    schools = _schools(min(MOST_SCHOOLS, -(-count // PROJECTS_OF_A_SCHOOL)))
    done = 0
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        planned = [plan_project(seed, number, vocabulary) for number in numbers]
        homes = [schools[number % len(schools)] for number in numbers]
        _write(planned, homes)
        done += len(planned)
        tell(done, count)
    return done


def _schools(count: int) -> list[SchoolPage]:
    """The pages of ``count`` made-up schools, made when they are not there yet."""
    found = []
    for number in range(1, count + 1):
        institution, _made = Institution.objects.get_or_create(
            slug=f"voorbeeldschool-{number}",
            defaults={
                "name": f"Voorbeeldschool {TOWNS[number % len(TOWNS)]} {number}",
                "kind": InstitutionKind.SCHOOL,
                "town": TOWNS[number % len(TOWNS)],
                "province": PROVINCES[number % len(PROVINCES)],
                "is_example": True,
            },
        )
        found.append(open_school_space(institution, by=None))
    return found


@transaction.atomic
def _write(planned: Sequence[PlannedProject], homes: Sequence[SchoolPage]) -> None:
    pages = _pages(planned, homes)
    _tag(pages, planned)
    _tell_around(pages, planned)
    results = _results(pages, planned)
    _conclusions(pages, planned, results)


def _pages(planned: Sequence[PlannedProject], homes: Sequence[SchoolPage]) -> list[ProjectPage]:
    """The rows of Wagtail's page and of ours, below the page of each school."""
    kind = ContentType.objects.get_for_model(ProjectPage)
    locale = Locale.get_default()
    parents = Page.objects.select_for_update().in_bulk({home.pk for home in homes})
    steps = {key: _last_step(parent) for key, parent in parents.items()}
    bare, full = [], []
    for project, home in zip(planned, homes, strict=True):
        parent = parents[home.pk]
        parent.numchild += 1
        steps[home.pk] += 1
        step = steps[home.pk]
        key = uuid.uuid5(uuid.NAMESPACE_OID, f"{parent.path}/{step}/{project.title}")
        slug = f"{slugify(project.title)[:50].strip('-')}-{step}"
        fields: dict[str, Any] = {
            "title": project.title,
            "draft_title": project.title,
            "slug": slug,
            "url_path": f"{parent.url_path}{slug}/",
            "path": Page._get_path(parent.path, parent.depth + 1, step),
            "depth": parent.depth + 1,
            "content_type": kind,
            "locale": locale,
            "translation_key": key,
            "live": True,
            "first_published_at": project.published,
            "last_published_at": project.published,
        }
        bare.append(Page(**fields))
        full.append(
            ProjectPage(
                **fields,
                institution_id=home.institution_id,
                summary=project.summary,
                language=project.language,
                programme=project.programme,
                start_date=project.start,
                end_date=project.end,
                grant_eur=project.grant,
                learners_out=project.learners,
            )
        )
    write_rows(bare)
    for page, row in zip(full, bare, strict=True):
        page.pk = page.id = page.page_ptr_id = row.pk
    write_rows(full)
    Page.objects.bulk_update(parents.values(), ["numchild"])
    return full


def _last_step(parent: Page) -> int:
    """The place of the last child that ``parent`` has, whatever was taken away before it."""
    last = parent.get_last_child()
    return Page._str2int(last.path[-Page.steplen :]) if last is not None else 0


def _tag(pages: Sequence[ProjectPage], planned: Sequence[PlannedProject]) -> None:
    pairs = list(zip(pages, planned, strict=True))
    write_rows(
        ProjectTheme(tag=theme, content_object=page) for page, one in pairs for theme in one.themes
    )
    write_rows(
        ProjectLevel(tag=level, content_object=page) for page, one in pairs for level in one.levels
    )
    through = ProjectPage.forms.through
    write_rows(
        through(projectpage_id=page.pk, term_id=form.pk)
        for page, one in pairs
        for form in one.forms
    )


def _tell_around(pages: Sequence[ProjectPage], planned: Sequence[PlannedProject]) -> None:
    pairs = list(zip(pages, planned, strict=True))
    write_rows(
        ProjectNumber(project=page, number=one.number, key=one.number, sort_order=0)
        for page, one in pairs
    )
    write_rows(
        Partner(project=page, name=name, country=country, sort_order=place)
        for page, one in pairs
        for place, (name, country) in enumerate(one.partners)
    )
    write_rows(
        Lesson(project=page, text=text, sort_order=place)
        for page, one in pairs
        for place, text in enumerate(one.lessons)
    )


def _results(pages: Sequence[ProjectPage], planned: Sequence[PlannedProject]) -> list[list[Result]]:
    """The results of each project, as drafts and as records."""
    made: list[list[Result]] = []
    drafts = []
    for page, project in zip(pages, planned, strict=True):
        made.append([])
        for place, one in enumerate(project.results):
            said: dict[str, Any] = {
                "uuid": one.uuid,
                "project": page,
                "title": one.title,
                "description": one.description,
                "type": one.type,
                "language": project.language,
                "link": one.link,
                "licence": one.licence,
                "evidence_kind": one.evidence_kind,
                "evidence_description": one.evidence_description,
                "evidence_scale": one.evidence_scale,
            }
            drafts.append(ResultDraft(**said, sort_order=place))
            moment = project.published
            made[-1].append(
                Result(**said, position=place, first_published_at=moment, updated_at=moment)
            )
    write_rows(drafts)
    write_rows([result for some in made for result in some])
    return made


def _conclusions(
    pages: Sequence[ProjectPage],
    planned: Sequence[PlannedProject],
    results: Sequence[list[Result]],
) -> None:
    """The conclusions of each project, as drafts and as records with a reference."""
    count = Counter(
        timezone.localtime(one.published).year for one in planned for _ in one.conclusions
    )
    references = {year: _references(year, number) for year, number in count.items()}
    drafts, records, resting = [], [], []
    for page, project, own in zip(pages, planned, results, strict=True):
        moment = project.published
        for place, one in enumerate(project.conclusions):
            said: dict[str, Any] = {
                "uuid": one.uuid,
                "project": page,
                "statement": one.statement,
                "argument": one.argument,
                "kind": one.kind,
                "addressee_words": one.addressee_words,
            }
            drafts.append(
                ConclusionDraft(
                    **said,
                    sort_order=place,
                    policy_levels=[one.policy_level.slug],
                    policy_domains=[one.policy_domain.slug],
                    supported_by=[str(own[number].uuid) for number in one.supported_by],
                )
            )
            record = PolicyConclusion(
                **said,
                institution_id=page.institution_id,
                position=place,
                reference=next(references[timezone.localtime(moment).year]),
                first_published_at=moment,
                updated_at=moment,
            )
            records.append(record)
            resting.append((record, one, [own[number] for number in one.supported_by]))
    write_rows(drafts)
    write_rows(records)
    write_rows(
        ConclusionVersion(
            conclusion=record,
            version=1,
            statement=record.statement,
            argument=record.argument,
            published_at=record.first_published_at,
        )
        for record in records
    )
    join(PolicyConclusion.policy_levels, [(one, made.policy_level) for one, made, _ in resting])
    join(PolicyConclusion.policy_domains, [(one, made.policy_domain) for one, made, _ in resting])
    join(
        PolicyConclusion.supported_by,
        [(one, result) for one, _, supporting in resting for result in supporting],
    )


def _references(year: int, count: int) -> Iterator[str]:
    """So many new references of a year, taken from its counter at once."""
    ReferenceCounter.objects.get_or_create(year=year)
    counter = ReferenceCounter.objects.select_for_update().get(year=year)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return (f"{year}-{number:04d}" for number in range(first, first + count))
