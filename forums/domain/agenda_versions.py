"""The versions of an agenda: which is in force, what is different since, and the next one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from audit.domain.record import record
from forums.domain.agenda_changes import changes_in_words, plan_of
from forums.domain.consenting import tell_who_is_named
from forums.domain.indexing import index_forums
from forums.records import (
    AgendaItem,
    AgendaVersion,
    Presenter,
    PublishedItem,
    PublishedPresenter,
    Session,
)

if TYPE_CHECKING:
    from accounts.records import User


def version_in_force(session: Session) -> AgendaVersion | None:
    """The published agenda that holds, if there is one."""
    found: AgendaVersion | None = session.agenda_versions.filter(
        number=session.agenda_version
    ).first()
    return found


def changes_since(session: Session, version: AgendaVersion) -> list[str]:
    """What the agenda of ``session`` says that ``version`` does not, in words."""
    return _changes(version, session, _working_items(session))


def next_version(held: Session, *, by: User | None) -> AgendaVersion | None:
    """Make the agenda of a held session its next version; the caller saves ``agenda_version``.

    Nothing when there is nothing on it, or all of it is in force.
    """
    items = _working_items(held)
    return _make_version(held, items, by=by) if items else None


def fix_agenda(held: Session, *, by: User) -> AgendaVersion | None:
    """Let the last version of a held session be the agenda as the meeting followed it.

    Who comes is not told, as the meeting is over; who is named on it only now, is. Nothing when
    it says so already.
    """
    version = next_version(held, by=by)
    if version is not None:
        held.save(update_fields=["agenda_version"])
        record("publish_agenda", held, by=by, version=version.number)
        index_forums([held.forum_id])
        tell_who_is_named(version)
    return version


def carry_over(held: Session, *, by: User) -> AgendaVersion | None:
    """Let a held session that is at another moment or place have a version that says so.

    It has the items in force, and nothing of what organisers still work on. The caller saves
    ``agenda_version`` and tells people. Nothing where nothing was published.
    """
    version = version_in_force(held)
    if version is None:
        return None
    return _make_version(held, _published_items(version), by=by, follows_move=True)


def _make_version(
    held: Session,
    items: Sequence[AgendaItem | PublishedItem],
    *,
    by: User | None,
    follows_move: bool = False,
) -> AgendaVersion | None:
    version = version_in_force(held)
    changes = _changes(version, held, items) if version is not None else []
    if version is not None and not changes:
        return None
    held.agenda_version += 1
    made = AgendaVersion(
        session=held,
        number=held.agenda_version,
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        format=held.format,
        place=held.place,
        changes=changes,
        follows_move=follows_move,
        published_by=by,
    )
    made.full_clean()
    made.save()
    for item in items:
        _publish_item(made, item)
    return made


def _publish_item(version: AgendaVersion, item: AgendaItem | PublishedItem) -> None:
    published = PublishedItem.objects.create(
        version=version,
        key=item.pk if isinstance(item, AgendaItem) else item.key,
        position=item.position,
        title=item.title,
        minutes=item.minutes,
    )
    published.conclusions.set(item.conclusions.all())
    for one in item.presenters.all():
        PublishedPresenter.objects.create(
            item=published,
            presenter=one if isinstance(one, Presenter) else one.presenter,
            institution_name=one.institution_name,
        )


def _working_items(session: Session) -> list[AgendaItem]:
    return list(session.agenda.prefetch_related("conclusions", "presenters").order_by("position"))


def _published_items(version: AgendaVersion) -> list[PublishedItem]:
    items = version.items.prefetch_related("conclusions", "presenters__presenter")
    return list(items.order_by("position"))


def _changes(
    version: AgendaVersion, session: Session, items: Sequence[AgendaItem | PublishedItem]
) -> list[str]:
    return changes_in_words(plan_of(version, _published_items(version)), plan_of(session, items))
