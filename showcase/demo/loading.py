"""The demo's content: twelve published projects, and work in progress for each role."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.records import User
from institutions.enums import InstitutionKind
from institutions.records import Institution
from showcase.demo import unfinished
from showcase.demo.cast import make_institutions, make_people
from showcase.demo.writing import Sample, write_project
from showcase.domain.imports import import_export
from showcase.domain.schools import build_schools_index, open_school_space
from showcase.pages import ProjectPage
from showcase.records import ImportRun
from sitepages.pages import HomePage

PROJECTS = Path(__file__).with_name("projects.json")
EXPORT = Path(__file__).with_name("export.csv")
#: Between the end of a sample project and its publication.
PUBLICATION_DELAY = timedelta(days=74)


#: What packages above add to the demo, once the projects are there; each safe to repeat.
_followers: list[Callable[[], object]] = []


def register_follower(load: Callable[[], object]) -> None:
    """Have ``load()`` add to the demo what belongs to a package above."""
    if load not in _followers:
        _followers.append(load)


@dataclass(frozen=True)
class Loaded:
    """How much of the demo was made now, and how much was there."""

    made: int
    present: int


@transaction.atomic
def load_demo() -> Loaded:
    """Make what is missing of the demo; what is there stays as it is."""
    make_institutions()
    samples: list[Sample] = json.loads(PROJECTS.read_text(encoding="utf-8"))["projects"]
    schools = {sample["id"]: _school(sample["school"]) for sample in samples}
    make_people()
    build_schools_index(HomePage.objects.get())
    made = [sample["id"] for sample in samples if _publish(sample, schools[sample["id"]])]
    for sample in samples:
        open_school_space(schools[sample["id"]], by=None)
    if made:
        _import_export()
        unfinished.make_unfinished_work()
    for load in _followers:
        load()
    return Loaded(made=len(made), present=len(samples) - len(made))


def _import_export() -> None:
    """Three fictional rows of the results platform, for schools to claim."""
    with EXPORT.open("rb") as file:
        import_export(file, run=ImportRun(name=EXPORT.name), by=None)


def _school(sample: dict[str, Any]) -> Institution:
    school, _created = Institution.objects.get_or_create(
        number=sample["institution_number"],
        defaults={
            "name": sample["name"],
            "slug": _slug(sample["name"]),
            "kind": InstitutionKind.SCHOOL,
            "oid": sample["oid"] or None,
            "town": sample["town"],
            "province": sample["province"],
            "is_example": True,
        },
    )
    return school


def _slug(name: str) -> str:
    from django.utils.text import slugify

    return slugify(name)[:120]


def _publish(sample: Sample, school: Institution) -> bool:
    page = open_school_space(school, by=None)
    introduction = sample["school"].get("introduction", "")
    if introduction and not page.introduction:
        page.introduction = introduction
        page.save_revision().publish(skip_permission_checks=True)
    if ProjectPage.objects.child_of(page).filter(slug=sample["slug"]).exists():
        return False
    owner = User.objects.filter(mandates__institution=school).first()
    project = page.new_project(title=sample["title"], owner=owner)
    write_project(project, sample)
    project.first_published_at = _published_at(date.fromisoformat(sample["end"]))
    project.save_revision(user=owner).publish(user=owner, skip_permission_checks=True)
    return True


def _published_at(end: date) -> datetime:
    """Some weeks after the ``end`` of a project, in the morning."""
    return timezone.make_aware(datetime.combine(end + PUBLICATION_DELAY, time(9, 30)))
