"""The smallest projects the database accepts; traits are states.

`make_project` gives a draft that is complete enough to publish; `published` one that is.
"""

from __future__ import annotations

import itertools
import uuid
from datetime import date
from typing import Any

from wagtail.models import Collection, Locale, Page, Site

from accounts.records import User
from institutions.domain.mandates import give_mandate
from institutions.enums import Capacity, InstitutionKind
from institutions.records import Institution
from showcase.domain.schools import build_schools_index, open_school_space
from showcase.pages import ProjectPage, SchoolPage, SchoolsIndexPage
from showcase.records import ConclusionDraft, ProjectNumber, ResultDraft
from vocabularies.enums import Scheme
from vocabularies.records import EducationLevel, Term, Theme

_count = itertools.count(1)


def make_term(scheme: Scheme, slug: str, **fields: Any) -> Term:
    """A term of a scheme, made once."""
    term, _created = Term.objects.get_or_create(
        scheme=scheme, slug=slug, defaults={"label_nl": slug.replace("-", " "), **fields}
    )
    return term


def make_theme(slug: str, **fields: Any) -> Theme:
    """A theme, made once."""
    theme, _created = Theme.objects.get_or_create(
        slug=slug, defaults={"label_nl": slug.replace("-", " "), **fields}
    )
    return theme


def make_level(slug: str, **fields: Any) -> EducationLevel:
    """An education level, made once."""
    level, _created = EducationLevel.objects.get_or_create(
        slug=slug, defaults={"label_nl": slug.replace("-", " "), **fields}
    )
    return level


def make_root() -> Page:
    """The root of the tree, and what stands beside it; a transactional test took them away."""
    Locale.objects.get_or_create(language_code="nl")
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    return Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))


def make_index() -> SchoolsIndexPage:
    """The folder of schools below a home page, with the review workflow."""
    index = SchoolsIndexPage.objects.first()
    if index is not None:
        return index
    from sitepages.pages import HomePage

    home = HomePage.objects.first()
    if home is None:
        home = make_root().add_child(instance=HomePage(title="Verankerd", slug="start"))
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
        )
    return build_schools_index(home)


def make_school(name: str = "", **fields: Any) -> Institution:
    """A school of the register, without a space."""
    number = next(_count)
    return Institution.objects.create(
        **{
            "name": name or f"School {number}",
            "slug": f"school-{number}",
            "kind": InstitutionKind.SCHOOL,
            **fields,
        }
    )


def make_school_page(school: Institution | None = None) -> SchoolPage:
    """A school with its space."""
    make_index()
    return open_school_space(school or make_school(), by=None)


def make_editor(school: Institution, email: str = "") -> User:
    """Somebody who works in the space of a school."""
    user = User.objects.create_user(email or f"editor{next(_count)}@school.example", "geheim-woord")
    give_mandate(user, school, Capacity.COORDINATOR, by=None)
    return user


def make_project(
    school_page: SchoolPage,
    *,
    title: str = "",
    themes: list[Theme] | None = None,
    levels: list[EducationLevel] | None = None,
    conclusions: int = 1,
    **fields: Any,
) -> ProjectPage:
    """A draft with everything that publishing needs; ``fields`` overwrite."""
    page = school_page.new_project(title=title or f"Project {next(_count)}", owner=None)
    draft = page.get_latest_revision_as_object() if page.latest_revision_id else page
    draft.summary = "Een samenvatting."
    draft.programme = make_term(Scheme.PROGRAMMES, "ka210-sch")
    draft.start_date, draft.end_date = date(2022, 9, 1), date(2024, 6, 30)
    draft.project_numbers = [ProjectNumber(number="2022-1-BE02-KA210-SCH-000999101")]
    draft.themes.set([make_theme("werkplekleren")] if themes is None else themes)
    draft.levels.set([make_level("lager-onderwijs")] if levels is None else levels)
    result = ResultDraft(
        uuid=uuid.uuid4(),
        title="Een stappenplan",
        description="Een plan in vijf stappen.",
        type=make_term(Scheme.OUTPUT_TYPES, "instrument"),
        nothing_to_share=True,
    )
    draft.result_drafts = [result]
    draft.conclusion_drafts = [
        make_conclusion_draft(result, statement=f"Stelling {next(_count)} voor het beleid.")
        for _number in range(conclusions)
    ]
    for field, value in fields.items():
        setattr(draft, field, value)
    draft.save_revision(clean=False)
    page.refresh_from_db()
    return page


def make_conclusion_draft(result: ResultDraft, **fields: Any) -> ConclusionDraft:
    """A conclusion with everything that publishing needs."""
    make_term(Scheme.POLICY_LEVELS, "vlaams")
    make_term(Scheme.POLICY_DOMAINS, "kwaliteitszorg")
    return ConclusionDraft(
        **{
            "uuid": uuid.uuid4(),
            "statement": "Geef scholen tijd.",
            "argument": "Zonder tijd gebeurt het niet.",
            "kind": "means",
            "policy_levels": ["vlaams"],
            "policy_domains": ["kwaliteitszorg"],
            "addressee_words": "Vlaamse overheid",
            "supported_by": [str(result.uuid)],
            **fields,
        }
    )


def publish(project: ProjectPage) -> ProjectPage:
    """Publish the latest revision as code may, without a review."""
    project.get_latest_revision().publish(skip_permission_checks=True)
    return ProjectPage.objects.get(pk=project.pk)


def change(project: ProjectPage, *, by: Any = None) -> ProjectPage:
    """Write something else on what is online; it waits in the draft."""
    draft = ProjectPage.objects.get(pk=project.pk).get_latest_revision_as_object()
    draft.summary = f"{draft.summary} Intussen weten we meer."
    draft.save_revision(user=by)
    return ProjectPage.objects.get(pk=project.pk)


def make_published(school_page: SchoolPage | None = None, **fields: Any) -> ProjectPage:
    """A published project."""
    return publish(make_project(school_page or make_school_page(), **fields))
