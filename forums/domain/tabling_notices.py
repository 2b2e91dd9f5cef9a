"""Telling schools and speakers, when an agenda is published, that they stand on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from forums import permissions
from forums.records import AgendaItem, Presenter, PublishedItem, PublishedPresenter
from institutions.records import Mandate
from notifications.mail import send

if TYPE_CHECKING:
    from forums.records import Session

#: The titles of the items that concern somebody, in order, by their address.
Concerned = Mapping[str, list[str]]


def who_is_on(session: Session) -> Concerned:
    """Who would stand for the first time on an agenda of ``session`` that is published now: who
    works for a school of which it tables a conclusion, or that opens an item, and who opens one.

    Not who is named on it, as that person hears it in another mail (`forums.domain.consenting`),
    nor who may not read the forum. Nobody once it has begun.
    """
    if session.starts_at <= timezone.now():
        return {}
    known = _known(session)
    found: dict[str, list[str]] = defaultdict(list)
    items = session.agenda.prefetch_related("conclusions", "presenters__user")
    news = [(one, *_new_on(one, *known)) for one in items.order_by("position")]
    editors = _editors_of({key for _item, keys, _people in news for key in keys}, session)
    for item, keys, people in news:
        addresses = {address for key in keys for address in editors[key]}
        addresses |= {one.address for one in people if _is_to_hear(one, session)}
        for address in addresses:
            found[address].append(item.title)
    return dict(found)


def _known(session: Session) -> tuple[set[int], set[int]]:
    """The conclusions and the presenters that stood on an earlier version."""
    items = PublishedItem.objects.filter(version__session=session)
    presenters = PublishedPresenter.objects.filter(item__version__session=session)
    return (
        set(items.exclude(conclusions=None).values_list("conclusions", flat=True)),
        set(presenters.exclude(presenter=None).values_list("presenter", flat=True)),
    )


def _new_on(
    item: AgendaItem, conclusions: set[int], presenters: set[int]
) -> tuple[set[int], list[Presenter]]:
    """Of an item the institutions and the people that are new."""
    people = [one for one in item.presenters.all() if one.pk not in presenters]
    keys = {one.institution_id for one in item.conclusions.all() if one.pk not in conclusions}
    keys |= {one.institution_id for one in people if one.institution_id is not None}
    return keys, people


def _editors_of(institutions: Iterable[int], session: Session) -> Mapping[int, set[str]]:
    """Addresses of who works in the space of each and reads the forum."""
    found = defaultdict(set)
    editing = Mandate.objects.active().editing().filter(institution__in=set(institutions))
    for one in editing.filter(user__is_active=True).select_related("user"):
        if permissions.can_see_forum(one.user, session.forum):
            found[one.institution_id].add(one.user.email)
    return found


def _is_to_hear(one: Presenter, session: Session) -> bool:
    if not one.address or one.public_name:
        return False
    return permissions.can_see_forum(one.user or AnonymousUser(), session.forum)


def tell_who_is_on(session: Session, concerned: Concerned) -> None:
    """Mail each of them once, with when, where and how to register."""
    takes = hasattr(session, "registration_rules")
    for address, titles in sorted(concerned.items()):
        context = {
            "session": session,
            "forum": session.forum,
            "titles": titles,
            "takes_registrations": takes,
        }
        send("forums/mail/on_agenda", address, context)
