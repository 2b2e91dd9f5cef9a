"""On which published agendas stands what a school proposed."""

from __future__ import annotations

from collections.abc import Iterable

from forums.querysets import of_session_taking_place
from forums.records import Proposal, PublishedItem, Session


def tabled_in(proposals: Iterable[Proposal]) -> dict[int, list[Session]]:
    """By the key of each proposal the sessions of its forum that have it on the agenda in force, in
    time, with their forum. Proposals come with their conclusions; two statements, whatever their
    number.
    """
    listed = list(proposals)
    keys = {known.pk for one in listed for known in one.conclusions.all()}
    rows = PublishedItem.objects.in_force().filter(
        of_session_taking_place("version__session__"),
        version__session__forum__in={one.forum_id for one in listed},
        conclusions__in=keys,
    )
    pairs = set(rows.values_list("conclusions", "version__session")) if keys else set()
    found = Session.objects.filter(pk__in={session for _known, session in pairs})
    sessions = list(found.select_related("forum").order_by("starts_at", "pk")) if pairs else []
    return {
        one.pk: [
            session
            for session in sessions
            if session.forum_id == one.forum_id
            and any((known.pk, session.pk) in pairs for known in one.conclusions.all())
        ]
        for one in listed
    }
