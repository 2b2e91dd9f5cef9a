"""Every field of a sample project has a place in the editor, and stands on the public page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.formats import number_format

from showcase.demo.cast import make_institutions
from showcase.demo.loading import PROJECTS
from showcase.demo.writing import write_project
from showcase.domain import review
from showcase.enums import ConclusionKind
from showcase.pages import ProjectPage
from showcase.records import PolicyConclusion
from tests.sharing import made_once
from tests.showcase.admin.test_editing import address, opened
from tests.showcase.factories import make_editor, make_school, make_school_page
from vocabularies.domain.loading import load_vocabularies
from vocabularies.records import EducationLevel, Term, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SAMPLES = {one["slug"]: one for one in json.loads(PROJECTS.read_text(encoding="utf-8"))["projects"]}
#: Together these have every field that any sample has: `test_chosen_samples_have_every_field`.
CHOSEN = ("feit-of-fabel", "buren-in-drie-talen", "onze-stem-telt")
#: What says something about the sample, the school's own page, or how samples are kept.
NOT_OF_A_PROJECT = {"id", "slug", "fictional", "status", "school", "schema_version"}
#: Said by other fields: months by two dates, countries by partners, a community by its country.
DERIVED = {"duration_months", "countries", "community"}

#: What the samples leave out and the glossary has.
FURTHER_OF_RESULT = {
    "link": "https://voorbeeld.example/stappenplan",
    "licence": "CC-BY-SA-4.0",
    "evidence_measured_by": "De vakgroep wiskunde",
    "evidence_limits": "Alleen in de derde graad.",
    "transfer_conditions": "Twee lesuren per week.",
    "effort": "Een halve dag voorbereiding.",
}
FURTHER_OF_PROJECT = {
    "website": "https://voorbeeld.example/project",
    "what_did_not_work": "De planning van het derde trimester.",
}


@made_once
def lists(moderator: Any) -> None:
    load_vocabularies()
    make_institutions()


def fresh(project: ProjectPage) -> ProjectPage:
    return ProjectPage.objects.get(pk=project.pk)


def words_of(response: Any) -> str:
    """What a page says, without its markup, on one line; addresses of links along."""
    soup = BeautifulSoup(response.content, "html.parser")
    links = " ".join(link["href"] for link in soup.select("main a[href]"))
    return " ".join(unescape(f"{soup.get_text(' ')} {links}").split())


def labels(slug: str) -> set[str]:
    """How a slug or code may read on a page."""
    found: set[str] = {str(dict(ConclusionKind.choices).get(slug, slug)), slug.replace("-", " ")}
    for model in (Term, Theme, EducationLevel):
        found |= {one.label for one in model.objects.filter(slug=slug.lower())}
    return found


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value of a sample, and where it stands."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name not in DERIVED and name != "id":
                yield from leaves(one, f"{path}.{name}".strip("."))
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one, path)
    elif value not in (None, ""):
        yield path, value


def is_said(path: str, value: Any, page: str) -> bool:
    """Whether a page says a value, as itself or as its label."""
    if path == "policy_conclusions.supported_by":
        return True  # by the titles of results, compared apart
    if isinstance(value, int):
        return number_format(value, force_grouping=True) in page or str(value) in page
    if path in ("start", "end"):
        return value[:4] in page
    return any(" ".join(one.split()) in page for one in labels(str(value)))


def published(sample: dict[str, Any], moderator: Any, *, further: bool = False) -> ProjectPage:
    """The sample handed in by its school from the admin, approved by a moderator."""
    space = make_school_page(make_school())
    editor = make_editor(space.institution)
    project = space.new_project(title=sample["title"], owner=editor)
    write_project(project, sample)
    if further:
        _say_more(project)
    project.save_revision(user=editor, clean=False)
    browser = Client()
    browser.force_login(editor)
    data = opened(browser, project)
    data["action-submit"] = "1"
    if further:
        data["keywords"] = "schoolradio"
    # The client of tests would send the last of several values only.
    browser.post(address(project), {name: data.getlist(name) for name in data})
    waiting = fresh(project)
    review.publish_project(waiting, by=moderator, seen=waiting.latest_revision_id)
    return fresh(project)


def _say_more(project: ProjectPage) -> None:
    result = project.result_drafts.all()[0]
    result.nothing_to_share = False
    for thing, fields in ((result, FURTHER_OF_RESULT), (project, FURTHER_OF_PROJECT)):
        for field, value in fields.items():
            setattr(thing, field, value)
    project.result_drafts = [result, *project.result_drafts.all()[1:]]


def test_chosen_samples_have_every_field():
    def fields(slugs: Iterable[str]) -> set[str]:
        found = {path for slug in slugs for path, _value in leaves(SAMPLES[slug])}
        return {path for path in found if path.partition(".")[0] not in NOT_OF_A_PROJECT}

    assert fields(CHOSEN) == fields(SAMPLES)


@pytest.mark.parametrize("name", CHOSEN)
def test_every_field_of_a_sample_survives_the_editor_and_stands_on_the_public_page(
    client, moderator, lists, name
):
    sample = SAMPLES[name]
    project = published(sample, moderator)
    pages = [client.get(project.url)]
    pages += [client.get(one.get_absolute_url()) for one in PolicyConclusion.objects.all()]

    said = " ".join(words_of(page) for page in pages)
    kept = {name: value for name, value in sample.items() if name not in NOT_OF_A_PROJECT}
    missing = [(path, one) for path, one in leaves(kept) if not is_said(path, one, said)]

    assert {page.status_code for page in pages} == {200}
    assert missing == []
    titles = {one["id"]: one["title"] for one in sample["results"]}
    assert [
        {result.title for result in conclusion.supported_by.all()}
        for conclusion in project.conclusions.order_by("position")
    ] == [{titles[one] for one in each["supported_by"]} for each in sample["policy_conclusions"]]


def test_every_further_field_of_the_glossary_survives_too(client, moderator, lists):
    project = published(SAMPLES[CHOSEN[0]], moderator, further=True)

    said = words_of(client.get(project.url))

    further = {**FURTHER_OF_RESULT, **FURTHER_OF_PROJECT, "keywords": "schoolradio"}
    further["licence"] = "CC BY-SA"
    assert {name: value for name, value in further.items() if value not in said} == {}
