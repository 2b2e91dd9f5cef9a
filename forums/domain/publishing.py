"""Publishing the agenda of a session: a version that stays, and that people are told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit.domain.record import record
from forums.domain.agenda_notices import tell_of_version
from forums.domain.agenda_versions import next_version
from forums.domain.consenting import tell_who_is_named
from forums.domain.indexing import index_forums
from forums.domain.meetings import held_session
from forums.domain.tabling_notices import tell_who_is_on, who_is_on

if TYPE_CHECKING:
    from accounts.records import User
    from forums.records import AgendaVersion, Session


class NothingToPublishError(Exception):
    """The agenda in force says all that the agenda says now."""


@transaction.atomic
def publish_agenda(session: Session, *, by: User, started_from: int) -> AgendaVersion:
    """Make the agenda as it stands the version in force, and tell who comes what changed, and who
    is named on it that they are, and schools and speakers that they are on it now.

    Calendars that have the session take it over under the same UID. Sent twice, the second finds
    another version than it started from, and publishes and mails nothing.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        SessionConflictError: somebody changed session or agenda since ``started_from``.
        SessionIsCancelledError: it was called off, or its minutes went out.
        NothingToPublishError: nothing is different from the version in force.
        ValidationError: there is nothing on the agenda.
    """
    held = held_session(session, by=by, started_from=started_from)
    if not held.agenda.exists():
        raise ValidationError(_("Er staat nog niets op de agenda. Zet er eerst een punt op."))
    concerned = who_is_on(held)
    version = next_version(held, by=by)
    if version is None:
        raise NothingToPublishError
    held.version += 1
    held.sequence += 1
    held.save(update_fields=["version", "sequence", "agenda_version"])
    record("publish_agenda", held, by=by, version=version.number)
    index_forums([held.forum_id])
    tell_who_is_named(version)
    tell_who_is_on(held, concerned)
    tell_of_version(version, by=by)
    return version
