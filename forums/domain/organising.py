"""Making a forum, writing it, opening it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from audit.domain.record import record
from forums import permissions
from forums.domain.opening import NotReadyToOpenError, missing_of
from forums.enums import PUBLIC_ACCESS

if TYPE_CHECKING:
    from accounts.records import User
    from forums.pages import Forum

#: What organisers write: first the fields of the page itself, then what it is tied to.
PLAIN = (
    "title",
    "question",
    "background",
    "starts_on",
    "ends_on",
    "call_opens_on",
    "call_closes_on",
    "followed_until",
    "access",
    "feeds",
    "influence",
    "nobody_promised",
    "answer_term_days",
    "hears_how",
    "minutes_grow",
    "correction_days",
    "brings",
)
TIED = (
    "organisers",
    "themes",
    "levels",
    "policy_levels",
    "policy_domains",
    "stakeholders",
    "promised_by",
)

#: Of these the promise: fixed from the moment that somebody else can read it.
PROMISED = (
    "feeds",
    "influence",
    "nobody_promised",
    "answer_term_days",
    "hears_how",
    "promised_by",
)

#: How much can be said of what one group brings in.
LONGEST_BROUGHT = 150

#: Within it the same forum of the same person is one that was sent twice.
SECOND_CLICK = timedelta(minutes=10)

#: The word in the place of a forum's name that makes a new one.
NEW = "nieuw"
LONGEST_SLUG = 80


class ForumConflictError(Exception):
    """A colleague saved since this person began; nothing was written."""


class StaysPublicError(Exception):
    """Everybody could read its report or a recommendation: it is not for members alone any more."""


class PromiseIsFixedError(Exception):
    """The forum is open: its promise changes by `forums.domain.correcting_promises` alone."""


def values_of(forum: Forum) -> dict[str, Any]:
    """What organisers wrote of ``forum``, by field."""
    plain = {name: getattr(forum, name) for name in PLAIN}
    return plain | {name: list(getattr(forum, name).all()) for name in TIED}


def locked_forum(forum: Forum, *, by: User) -> Forum:
    """``forum`` as it stands, kept from others until the transaction ends.

    Raises:
        PermissionDenied: ``by`` organises no forums.
    """
    if not permissions.can_organise(by):
        raise PermissionDenied
    held: Forum = apps.get_model("forums", "Forum").objects.select_for_update().get(pk=forum.pk)
    return held


@transaction.atomic
def start_forum(*, by: User, **values: Any) -> Forum:
    """Make a forum as a draft with what organisers write (`PLAIN`, `TIED`), in any part.

    Its address follows from its title, and stays. A second click gets the draft of the first.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        ValidationError: a field or a constraint refuses.
    """
    if not permissions.can_organise(by):
        raise PermissionDenied
    index = apps.get_model("forums", "ForumsIndexPage").objects.select_for_update().get()
    if again := _begun_just_now(values, by=by):
        return again
    forum: Forum = apps.get_model("forums", "Forum")(
        live=False, slug=_free_slug(values["title"], index)
    )
    fill_forum(forum, values)
    index.add_child(instance=forum)
    forum.save_revision(user=by, log_action=True)
    record("start_forum", forum, by=by)
    return forum


@transaction.atomic
def write_forum(forum: Forum, *, by: User, started_from: int | None, **values: Any) -> Forum:
    """Write ``values`` (`PLAIN`, `TIED`) on ``forum``; what is open is online at once.

    ``started_from`` is the key of the version that the writer saw; every save is one in the
    history of the page. The same words again change nothing, and are no conflict.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        ForumConflictError: somebody saved meanwhile.
        PromiseIsFixedError: the forum is open, and this would change its promise.
        StaysPublicError: it is not for members alone any more.
        NotReadyToOpenError: the forum is open, and nobody would organise it.
        ValidationError: a field or a constraint refuses.
    """
    held = locked_forum(forum, by=by)
    promised = {name: value for name, value in values.items() if name in PROMISED}
    changes_promise = fill_forum(held, promised)
    if not fill_forum(held, values) and not changes_promise:
        return held
    if held.latest_revision_id != started_from:
        raise ForumConflictError
    if held.live and changes_promise:
        raise PromiseIsFixedError
    if held.stays_public and held.access not in PUBLIC_ACCESS:
        raise StaysPublicError
    if held.live and (missing := missing_of(held)):
        raise NotReadyToOpenError(missing)
    keep_forum(held, by=by)
    record("write_forum", held, by=by)
    return held


@transaction.atomic
def open_forum(forum: Forum, *, by: User) -> Forum:
    """Put a draft online. Opening twice changes nothing.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        NotReadyToOpenError: the promise box is not filled; names everything that is missing.
    """
    held = locked_forum(forum, by=by)
    if held.live:
        return held
    if missing := missing_of(held):
        raise NotReadyToOpenError(missing)
    held.opened_on = timezone.localdate()
    revision = held.save_revision(user=by, log_action=True)
    revision.publish(user=by, skip_permission_checks=True)
    record("open_forum", held, by=by)
    return held


def keep_forum(held: Forum, *, by: User) -> None:
    """Save a locked forum with a version in its history; an open one is online at once.

    It stays public from the moment that everybody can read its report or a recommendation.
    """
    held.stays_public = held.stays_public or _is_out(held)
    revision = held.save_revision(user=by, log_action=True)
    if held.live:
        revision.publish(user=by, skip_permission_checks=True)
    else:
        held.save()


def _is_out(forum: Forum) -> bool:
    """Whether something of it that is never taken back can be read by everybody."""
    if not forum.live or forum.access not in PUBLIC_ACCESS:
        return False
    published = forum.recommendations.filter(published_on__isnull=False)
    return forum.reported_on is not None or bool(published.exists())


def _begun_just_now(values: Mapping[str, Any], *, by: User) -> Forum | None:
    """The draft with exactly these values that ``by`` began moments ago."""
    drafts = apps.get_model("forums", "Forum").objects.filter(
        live=False,
        title=values["title"],
        latest_revision__user=by,
        latest_revision__created_at__gte=timezone.now() - SECOND_CLICK,
    )
    return next((one for one in drafts if not fill_forum(one, values)), None)


def fill_forum(forum: Forum, values: Mapping[str, Any]) -> bool:
    """Write ``values`` on ``forum``, unsaved; say whether anything changed."""
    values = {**values, **_brought_by_invited(forum, values)}
    changed = False
    for name in PLAIN:
        if name in values and getattr(forum, name) != values[name]:
            setattr(forum, name, values[name])
            changed = True
    for name in TIED:
        if name not in values:
            continue
        tied = list(values[name])
        if {one.pk for one in getattr(forum, name).all()} != {one.pk for one in tied}:
            getattr(forum, name).set(tied)
            changed = True
    return changed


def _brought_by_invited(forum: Forum, values: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """What groups bring in, when that or who is invited is written: of who is invited only."""
    if not values.keys() & {"brings", "stakeholders"}:
        return {}
    invited = values["stakeholders"] if "stakeholders" in values else forum.stakeholders.all()
    slugs = {one.slug for one in invited}
    brought = values.get("brings", forum.brings)
    return {"brings": {slug: words for slug, words in brought.items() if slug in slugs and words}}


def _free_slug(title: str, index: Any) -> str:
    """An address that no forum has, and that is not the place of new ones."""
    base = slugify(title)[:LONGEST_SLUG].strip("-") or "forum"
    taken = {NEW, *index.get_children().values_list("slug", flat=True)}
    names = chain([base], (f"{base}-{number}" for number in count(2)))
    return next(name for name in names if name not in taken)
