"""Everything of showcase that carries terms, for `vocabularies.retagging`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from showcase.addresses import project_address
from showcase.domain.indexing import index_projects
from showcase.domain.states import states_of
from showcase.enums import ProjectState
from showcase.pages import ProjectPage
from showcase.records.fields import TermSlugsField
from showcase.retagging import keywords
from showcase.retagging.content import carries, fields_for, swap
from sitepages.domain.swapping import hold_pages, revisions_in_use
from vocabularies.records import Concept, Keyword
from vocabularies.retagging import Retagged, Use


class ProjectRetagger:
    """Projects (their latest draft and their public row) and the records made of them.

    Only the latest and the live revision are changed, in place: no new version appears in the
    school's history, and nobody's open editor is overtaken. Meanwhile nobody saves: every save of a
    project waits for its page's row (`domain.drafting.save_draft`), so no text is lost.
    """

    def count_keywords(self, keywords: Sequence[Keyword]) -> dict[int, int]:
        """How many projects carry each keyword, read from all latest drafts in one query."""
        wanted = {keyword.pk for keyword in keywords}
        counted: Counter[int] = Counter()
        for held in _latest().values_list("content__keywords", flat=True):
            counted.update(wanted.intersection(held or []))
        return dict(counted)

    def uses_of(self, old: Concept | Keyword, into: Concept | None) -> Iterable[Use]:
        """Every project whose draft or public row carries ``old``."""
        obstacles: dict[int, str] = {}
        for revision in _carrying(old):
            blocked = ""
            if into is not None and isinstance(old, Keyword):
                blocked = keywords.obstacle(revision.content, into)
            key = int(revision.object_id)
            obstacles[key] = obstacles.get(key) or blocked
        projects = ProjectPage.objects.select_related("institution").in_bulk(list(obstacles))
        states = states_of(projects.values())
        for key, project in sorted(projects.items()):
            yield Use(
                title=_title_of(project, states[key]),
                kind=str(_("project")),
                url=project_address(project) if project.live else "",
                obstacle=obstacles[key],
            )

    @transaction.atomic
    def retag(self, old: Concept | Keyword, into: Concept, *, by: Any) -> Retagged:
        """Put ``into`` where ``old`` stood, in drafts, public rows and records."""
        done = Retagged()
        changed: list[int] = []
        hold_pages(ProjectPage)
        for revision in _carrying(old, hold=True):
            if isinstance(old, Keyword):
                if blocked := keywords.obstacle(revision.content, into):
                    project = revision.content_object.specific
                    title = _title_of(project, project.state)
                    done.left.append(Use(title, str(_("project")), "", blocked))
                    continue
                keywords.merge(revision.content, old, into)
                page = revision.content_object.specific
                # What only a draft carries becomes public by review alone.
                if page.live_revision_id in (None, revision.pk):
                    keywords.merge_live(page, old, into)
            else:
                swap(revision.content, old, into)
            revision.save(update_fields=["content"])
            changed.append(int(revision.object_id))
            done.changed += 1
        if not isinstance(old, Keyword):
            for model in _models():
                _swap_rows(model, old, into)
        index_projects(changed)
        return done


def _title_of(project: ProjectPage, state: ProjectState) -> str:
    """What a moderator may read of it: no title of a draft that nobody was shown."""
    if project.live or state != ProjectState.DRAFT:
        return str(project.title)
    return str(_("een ontwerp van {school}").format(school=project.institution.name))


def _latest() -> models.QuerySet[Revision]:
    pages = ProjectPage.objects.exclude(latest_revision=None)
    found: models.QuerySet[Revision] = Revision.objects.filter(
        models.Q(pk__in=pages.values("latest_revision"))
    )
    return found


def _carrying(old: Concept | Keyword, *, hold: bool = False) -> Iterator[Revision]:
    for revision in revisions_in_use(ProjectPage, hold=hold):
        if carries(revision.content, old):
            yield revision


def _models() -> list[type[models.Model]]:
    return list(apps.get_app_config("showcase").get_models())


def _swap_rows(model: type[models.Model], old: Concept, into: Concept) -> None:
    """Swap ``old`` for ``into`` in the columns and relations of one model."""
    manager = model._default_manager
    for field in fields_for(model, old):
        if isinstance(field, TermSlugsField):
            _swap_slugs(model, field, old, into)
        elif isinstance(field, models.ForeignKey):
            _swap_column(model, field, old, into)
        elif isinstance(field, models.ManyToManyField):
            for row in manager.filter(**{field.name: old}):
                getattr(row, field.name).remove(old)
                getattr(row, field.name).add(into)
                if isinstance(row, ProjectPage):
                    row.save(update_fields=[field.name], clean=False)


def _swap_column(
    model: type[models.Model], field: models.ForeignKey[Any, Any], old: Concept, into: Concept
) -> None:
    rows = model._default_manager.filter(**{field.name: old})
    if field.name == "tag":
        present = model._default_manager.filter(tag=into).values("content_object")
        rows.filter(
            content_object__in=list(present.values_list("content_object", flat=True))
        ).delete()
    rows.update(**{field.name: into})


def _swap_slugs(
    model: type[models.Model], field: TermSlugsField, old: Concept, into: Concept
) -> None:
    """The slugs in the public row of a draft's child; SQLite can't search inside JSON."""
    for row in model._default_manager.exclude(**{field.name: []}).iterator():
        held: list[str] = getattr(row, field.name)
        if old.slug in held:
            swapped = [into.slug if one == old.slug else one for one in held]
            setattr(row, field.name, list(dict.fromkeys(swapped)))
            row.save(update_fields=[field.name])
