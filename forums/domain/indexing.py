"""Keeping the search index equal to what everybody may read of forums."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.apps import apps
from django.db.models import Q

from forums.enums import FoundKind
from institutions.records import Institution
from search.domain.indexing import index
from showcase.domain.indexing import index_conclusions


def index_forums(keys: Iterable[int]) -> None:
    """Let the index follow these forums, with their sessions, recommendations and conclusions.

    Called in the transaction of the verb that changed any of it: what conclusions say of their
    trail follows from forums.
    """
    wanted = sorted(set(keys))
    if not wanted:
        return
    index(FoundKind.FORUM, wanted)
    for kind, model in ((FoundKind.SESSION, "Session"), (FoundKind.RECOMMENDATION, _ADVICE)):
        rows = apps.get_model("forums", model)._default_manager.filter(forum__in=wanted)
        index(kind, rows.values_list("pk", flat=True))
    index_conclusions(_conclusions_of(wanted))


def index_recommendations(keys: Iterable[int]) -> None:
    """Let the index follow these recommendations."""
    index(FoundKind.RECOMMENDATION, keys)


_ADVICE = "Recommendation"


def _conclusions_of(forums: Collection[int]) -> set[int]:
    """What was tabled in these forums, or recommended."""
    tabled = apps.get_model("forums", "PublishedItem").conclusions.through.objects
    advised = apps.get_model("forums", _ADVICE).based_on.through.objects
    on_agendas = tabled.filter(publisheditem__version__session__forum__in=forums)
    based_on = advised.filter(recommendation__forum__in=forums)
    return {
        *on_agendas.values_list("policyconclusion", flat=True),
        *based_on.values_list("policyconclusion", flat=True),
    }


def index_named(institution: Institution) -> None:
    """Let the index follow every forum that bears the name of an institution."""
    key = institution.pk
    forums = apps.get_model("forums", "Forum")._default_manager
    naming = forums.filter(
        Q(organisers=key)
        | Q(recommendations__addressees=key)
        | Q(recommendations__responses__institution=key)
    )
    index_forums(naming.order_by().values_list("pk", flat=True))
