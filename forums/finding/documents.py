"""What the search index keeps of forums, sessions and recommendations that everybody may read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from functools import cached_property
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forums.enums import FoundKind
from forums.pages import Forum
from forums.querysets import of_readable_forum
from forums.records import ForumLevel, ForumTheme, PublishedItem, Recommendation, Session
from search.documents import Place, SearchDocument, Text
from search.registry import Findable, keys_of, register
from showcase.finding.documents.around import grouped
from showcase.finding.documents.concepts import Concept, labels, named, slugs
from showcase.finding.documents.texts import present, texts

Build = Callable[[Sequence[int]], Iterable[SearchDocument]]
DUTCH = ("nl",)


class Subjects:
    """What stands around forums: their concepts and organisers, each kind in one statement."""

    def __init__(self, forums: Iterable[int]) -> None:
        self.keys = sorted(set(forums))

    @cached_property
    def themes(self) -> dict[int, list[Concept]]:
        """The themes of each forum."""
        return _tags(ForumTheme, self.keys, "tag__broader")

    @cached_property
    def levels(self) -> dict[int, list[Concept]]:
        """The education levels of each forum."""
        return _tags(ForumLevel, self.keys, "tag__broader__broader")

    @cached_property
    def policy_levels(self) -> dict[int, list[Concept]]:
        """The policy levels of each forum."""
        return _terms(Forum.policy_levels.through, self.keys)

    @cached_property
    def policy_domains(self) -> dict[int, list[Concept]]:
        """The policy domains of each forum."""
        return _terms(Forum.policy_domains.through, self.keys)

    @cached_property
    def organisers(self) -> dict[int, list[Any]]:
        """Who organises each forum."""
        rows = Forum.organisers.through._default_manager.filter(forum__in=self.keys)
        rows = rows.order_by("pk").select_related("institution")
        return grouped((row.forum_id, row.institution) for row in rows)

    def labels(self, forum: int) -> list[Text]:
        """The names of what a forum is about."""
        own = (self.themes, self.levels, self.policy_levels, self.policy_domains)
        return labels(one for held in own for one in held[forum])

    def facets(self, forum: Forum) -> dict[str, tuple[str, ...]]:
        """What anything in ``forum`` is counted under."""
        return {
            "thema": slugs(self.themes[forum.pk]),
            "niveau": slugs(self.levels[forum.pk]),
            "domein": slugs(self.policy_domains[forum.pk]),
            "beleidsniveau": slugs(self.policy_levels[forum.pk]),
            "forum": (forum.slug,),
        }


def _tags(links: Any, keys: Collection[int], path: str) -> dict[int, list[Concept]]:
    rows = links.objects.filter(content_object__in=keys).select_related(path).order_by("pk")
    return grouped((row.content_object_id, named(row.tag)) for row in rows)


def _terms(through: Any, forums: Collection[int]) -> dict[int, list[Concept]]:
    rows = through._default_manager.filter(forum__in=forums).order_by("pk").select_related("term")
    return grouped((row.forum_id, named(row.term)) for row in rows)


def register_findables() -> None:
    """Let recommendations, forums and sessions be found, in this order, after what schools say."""
    for kind, label, model, build in (
        (
            FoundKind.RECOMMENDATION,
            gettext_lazy("Aanbevelingen"),
            Recommendation,
            recommendation_documents,
        ),
        (FoundKind.FORUM, gettext_lazy("Overlegfora"), Forum, forum_documents),
        (FoundKind.SESSION, gettext_lazy("Bijeenkomsten"), Session, session_documents),
    ):
        _register(kind, label, model, build)


def _register(kind: FoundKind, label: Any, model: Any, build: Build) -> None:
    count = model._default_manager.count
    register(Findable(kind.value, label, build, keys_of(model), count, place=1))


def forum_documents(keys: Sequence[int]) -> Iterator[SearchDocument]:
    """The documents of those of ``keys`` that everybody may read."""
    forums = list(Forum.objects.readable().filter(pk__in=keys))
    around = Subjects(forum.pk for forum in forums)
    for forum in forums:
        names = [one.name for one in around.organisers[forum.pk]]
        report = forum.report if forum.reported_on else ""
        yield SearchDocument(
            kind=FoundKind.FORUM.value,
            key=forum.pk,
            title=forum.title,
            url=forum.get_absolute_url(),
            texts=(
                *texts(
                    (forum.question, Place.LEAD, DUTCH),
                    (forum.background, Place.BODY, DUTCH),
                    (report, Place.BODY, DUTCH),
                    (forum.report_en if forum.reported_on else "", Place.BODY, ("en",)),
                    (forum.feeds, Place.ASIDE, DUTCH),
                    *((name, Place.ASIDE, DUTCH) for name in names),
                ),
                *around.labels(forum.pk),
            ),
            facets={**around.facets(forum), "jaar": (str(forum.starts_on.year),)},
            published=forum.first_published_at,
            about=present((", ".join(names),)),
            shown=present((forum.question, forum.background, report)),
        )


def session_documents(keys: Sequence[int]) -> Iterator[SearchDocument]:
    """The documents of those of ``keys`` in forums that everybody may read."""
    rows = Session.objects.filter(of_readable_forum("forum__"), pk__in=keys)
    sessions = list(rows.select_related("forum"))
    around = Subjects(one.forum_id for one in sessions)
    items = PublishedItem.objects.in_force().filter(version__session__in=sessions)
    agendas: dict[int, list[str]] = {one.pk: [] for one in sessions}
    for session, title in items.order_by("position").values_list("version__session", "title"):
        agendas[session].append(title)
    for session in sessions:
        yield _session(session, agendas[session.pk], around)


def _session(session: Session, agenda: list[str], around: Subjects) -> SearchDocument:
    forum = session.forum
    begins = timezone.localtime(session.starts_at)
    with translation.override("nl"):  # the index says the same whoever changes it
        day = date_format(begins, "j F Y")
        called_off = _("afgezegd") if session.is_cancelled else ""
    return SearchDocument(
        kind=FoundKind.SESSION.value,
        key=session.pk,
        title=session.title,
        url=session.get_absolute_url(),
        texts=(
            *texts(
                (forum.title, Place.NAME, DUTCH),
                (forum.question, Place.BODY, DUTCH),
                *((title, Place.LEAD, DUTCH) for title in agenda),
                (session.place, Place.ASIDE, DUTCH),
                (day, Place.ASIDE, DUTCH),
            ),
            *around.labels(forum.pk),
        ),
        facets={**around.facets(forum), "jaar": (str(begins.year),)},
        published=forum.first_published_at,
        about=present((forum.title, day, called_off)),
        shown=present(("; ".join(agenda), forum.question)),
    )


def recommendation_documents(keys: Sequence[int]) -> Iterator[SearchDocument]:
    """The documents of those of ``keys`` that are published, in forums that everybody may read."""
    rows = Recommendation.objects.published().filter(pk__in=keys)
    rows = rows.select_related("forum", "policy_level__broader", "policy_domain__broader")
    found = list(rows.prefetch_related("addressees", "responses__institution"))
    around = Subjects(one.forum_id for one in found)
    for one in found:
        yield _recommendation(one, around)


def _recommendation(one: Recommendation, around: Subjects) -> SearchDocument:
    forum = one.forum
    policy_levels = [named(one.policy_level)] if one.policy_level else []
    policy_domains = [named(one.policy_domain)] if one.policy_domain else []
    themes, levels = around.themes[forum.pk], around.levels[forum.pk]
    answers = [answer for answer in one.responses.all() if answer.is_current]
    day = one.published_on
    return SearchDocument(
        kind=FoundKind.RECOMMENDATION.value,
        key=one.pk,
        title=one.statement,
        url=one.get_absolute_url(),
        texts=(
            *texts(
                (forum.title, Place.NAME, DUTCH),
                (one.counter_findings, Place.BODY, DUTCH),
                (one.dissent, Place.BODY, DUTCH),
                *((answer.text, Place.BODY, DUTCH) for answer in answers),
                *((answer.institution.name, Place.ASIDE, DUTCH) for answer in answers),
                *((name.name, Place.ASIDE, DUTCH) for name in one.addressees.all()),
            ),
            # As it is counted: a name that changes brings along what stands under it, and no more.
            *labels([*themes, *levels, *policy_levels, *policy_domains]),
        ),
        facets={
            **around.facets(forum),
            "domein": slugs(policy_domains),
            "beleidsniveau": slugs(policy_levels),
            "adressaat": tuple(name.slug for name in one.addressees.all()),
            "jaar": (str(day.year),) if day else (),
        },
        published=datetime.combine(day, time(), UTC) if day else None,
        about=present((forum.title,)),
        shown=present((*(answer.text for answer in answers), one.counter_findings, one.dissent)),
    )
