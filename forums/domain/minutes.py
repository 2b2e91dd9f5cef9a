"""Minutes of a session: named to a reporter, written item by item, open to corrections, final."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.domain.record import record
from forums import permissions
from forums.domain.agenda_versions import fix_agenda
from forums.domain.correction_notices import tell_of_corrections, tell_reporter
from forums.domain.deleted import not_deleted
from forums.enums import MinutesState
from forums.records import AgendaItem, Correction, Minutes, MinutesRevision, Session

if TYPE_CHECKING:
    from accounts.records import User

#: What one window saves by itself within this time is one revision of a draft.
JOINED = timedelta(minutes=10)


class MinutesConflictError(Exception):
    """Somebody else wrote since; ``standing`` is what stands there now."""

    def __init__(self, standing: Minutes) -> None:
        super().__init__(standing.pk)
        self.standing = standing


class MinutesChangedError(Exception):
    """Somebody wrote in the minutes, or changed the agenda, since they were read."""


class MinutesAreFixedError(Exception):
    """The minutes are final, or the session was called off: nothing is written any more."""


@dataclass(frozen=True)
class Account:
    """What is written of an item: what was said, or why nothing was."""

    text: str = ""
    not_discussed: str = ""

    @property
    def mark(self) -> str:
        """By which a window names the words that it showed."""
        words = f"{self.text}\0{self.not_discussed}".encode()
        return sha256(words).hexdigest()[:16]


@dataclass(frozen=True)
class Window:
    """An opened page that saves by itself, and how often it did (`MinutesRevision`)."""

    sitting: str = ""
    turn: int = 0
    by_itself: bool = False


def account_of(minutes: Minutes | None) -> Account:
    """What stands in ``minutes``."""
    return Account(minutes.text, minutes.not_discussed) if minutes else Account()


@transaction.atomic
def name_reporter(session: Session, reporter: User | None, *, by: User) -> Session:
    """Let ``reporter`` write the minutes, beside who organises, and mail them so; or nobody else.
    The same again changes nothing.

    Raises:
        PermissionDenied: ``by`` organises no forums.
    """
    if not permissions.can_organise(by):
        raise PermissionDenied
    held: Session = _held(session)
    if held.reporter_id == (reporter.pk if reporter else None):
        return held
    held.reporter = reporter
    held.save(update_fields=["reporter"])
    record("name_reporter", held, by=by)
    tell_reporter(held, by=by)
    return held


@transaction.atomic
def write_minutes(
    item: AgendaItem, account: Account, *, by: User, shown: str, window: Window | None = None
) -> Minutes:
    """Write ``account`` of ``item``, typed over the words with the mark ``shown``.

    The same words change nothing; nor does what ``window`` sent by itself before its last save,
    arriving late. Text that was typed over other words than what stands is never written.

    Raises:
        PermissionDenied: ``by`` is not the reporter, and organises no forums.
        MinutesAreFixedError: they are final.
        DeletedMeanwhileError: the item is off the agenda; what has minutes is never taken off it.
        MinutesConflictError: other words stand there than were shown.
        ValidationError: both a text and why it was not discussed, or, once corrections are
            possible, neither.
    """
    session = _held(item.session)
    if not permissions.can_write_minutes(by, session):
        raise PermissionDenied
    if session.closed_at is not None or session.is_cancelled:
        raise MinutesAreFixedError
    minutes = Minutes.objects.filter(item=item).first() or _begun(item)
    last = minutes.revisions.order_by("-number").first()
    standing = account_of(minutes)
    if standing == account:
        return minutes
    own = _is_own(last, window, by)
    if own and last is not None and window is not None and window.turn < last.turn:
        if window.by_itself:
            return minutes
        # An older page of this window, whose writer pressed a button: as somebody else's.
        own = False
    if standing.mark != shown and not own:
        raise MinutesConflictError(minutes)
    return put_account(minutes, account, by=by, window=window)


def _begun(item: AgendaItem) -> Minutes:
    """Empty minutes of an item that is still there; its session is held."""
    return Minutes.objects.create(item=not_deleted(AgendaItem.objects.all(), item.pk))


def put_account(
    minutes: Minutes, account: Account, *, by: User, window: Window | None = None
) -> Minutes:
    """Write ``account`` in minutes whose session is held, with a revision.

    Raises:
        ValidationError: a constraint refuses.
    """
    now = timezone.now()
    last = minutes.revisions.order_by("-number").first()
    minutes.text, minutes.not_discussed = account.text, account.not_discussed
    minutes.written_at = now
    joins = (
        last is not None
        and minutes.state == MinutesState.DRAFT
        and _is_own(last, window, by)
        and now - last.began_at < JOINED
    )
    revision = (
        last if joins and last is not None else MinutesRevision(minutes=minutes, began_at=now)
    )
    if not joins:
        minutes.version += 1
        revision.number, revision.written_by = minutes.version, by
    minutes.full_clean(validate_unique=False)
    minutes.save()
    revision.text, revision.not_discussed, revision.written_at = (
        minutes.text,
        minutes.not_discussed,
        now,
    )
    revision.sitting = window.sitting if window else ""
    revision.turn = window.turn if window else 0
    revision.save()
    if not joins:
        record("write_minutes", minutes, by=by, item=minutes.item_id, version=minutes.version)
    return minutes


def unaccounted(session: Session) -> list[AgendaItem]:
    """The items of which neither is written what was said nor why nothing was, in order."""
    items = session.agenda.select_related("account").order_by("position")
    return [one for one in items if not says_something(one)]


def says_something(item: AgendaItem) -> bool:
    """Whether something is written of ``item``, fetched with its account."""
    account: Minutes | None = getattr(item, "account", None)
    return account is not None and account.says_something


def mark_of_minutes(session: Session) -> str:
    """What names the agenda of ``session`` and all that is written of it, as they stand."""
    items = session.agenda.select_related("account").order_by("position")
    words = [f"{one.pk}:{account_of(getattr(one, 'account', None)).mark}" for one in items]
    return sha256(" ".join([str(session.version), *words]).encode()).hexdigest()[:16]


def missing_to_open(session: Session) -> list[str]:
    """What stands between a session and corrections of its minutes, in words, all at once."""
    points = []
    if session.ends_at > timezone.now():
        points.append(_("De bijeenkomst is nog niet voorbij."))
    items = list(session.agenda.select_related("account").order_by("position"))
    if not items:
        points.append(_("Er staat niets op de agenda."))
    words = _("“{title}” heeft geen verslag. Schrijf wat er gezegd is, of waarom niets.")
    points += [words.format(title=one.title) for one in items if not says_something(one)]
    return points


@transaction.atomic
def open_corrections(session: Session, *, by: User, seen: str) -> Session:
    """Show the minutes to who was there, for as many days as the forum says, and mail them so.
    Twice changes nothing, and mails nobody again.

    ``seen`` is the `mark_of_minutes` of what ``by`` confirms. The agenda stays what it is from then
    on; what was never published of it now is.

    Raises:
        PermissionDenied: ``by`` is not the reporter, and organises no forums.
        MinutesAreFixedError: the session was called off.
        ValidationError: the session is not over, or an item says neither.
        MinutesChangedError: somebody wrote in them, or changed the agenda, since.
    """
    held = _held(session)
    if not permissions.can_write_minutes(by, held):
        raise PermissionDenied
    if held.is_cancelled:
        raise MinutesAreFixedError
    if held.corrections_until is not None:
        return held
    if points := missing_to_open(held):
        raise ValidationError(points)
    if mark_of_minutes(held) != seen:
        raise MinutesChangedError
    fix_agenda(held, by=by)
    held.corrections_until = timezone.now() + timedelta(days=held.forum.correction_days)
    held.save(update_fields=["corrections_until"])
    Minutes.objects.filter(item__session=held).update(state=MinutesState.CORRECTIONS)
    record("open_corrections", held, by=by)
    tell_of_corrections(held, but=by)
    return held


def missing_to_close(session: Session, now: datetime | None = None) -> list[str]:
    """What stands between a session and its final minutes, in words, all at once."""
    if session.corrections_until is None:
        return [*missing_to_open(session), _("Laat eerst opmerkingen bij het verslag toe.")]
    points = []
    if session.corrections_until > (now or timezone.now()):
        points.append(_("Opmerkingen zijn nog mogelijk."))
    waiting = Correction.objects.filter(minutes__item__session=session, answered_at=None).count()
    if waiting:
        points.append(_("Niet elke opmerking is beantwoord."))
    words = _("“{title}” heeft geen verslag. Schrijf wat er gezegd is, of waarom niets.")
    return points + [words.format(title=one.title) for one in unaccounted(session)]


@transaction.atomic
def close_session(session: Session, *, by: User | None) -> Session:
    """Make the minutes final, and the session closed. Twice changes nothing.

    ``by`` is nobody when the clock does it (`close_expired`).

    Raises:
        PermissionDenied: ``by`` is not the reporter, and organises no forums.
        ValidationError: corrections are still possible or unanswered, or an item says neither.
    """
    held = _held(session)
    if by is not None and not permissions.can_write_minutes(by, held):
        raise PermissionDenied
    if held.closed_at is not None:
        return held
    if points := missing_to_close(held):
        raise ValidationError(points)
    held.closed_at = timezone.now()
    held.save(update_fields=["closed_at"])
    Minutes.objects.filter(item__session=held).update(state=MinutesState.FINAL)
    record("close_session", held, by=by)
    return held


def close_expired() -> int:
    """Close every session whose time for corrections is over, with none open. For the tidying."""
    waiting = Correction.objects.filter(minutes__item__session=OuterRef("pk"), answered_at=None)
    expired = Session.objects.filter(
        ~Exists(waiting), closed_at=None, corrections_until__lte=timezone.now()
    )
    closed = 0
    for session in expired:
        if missing_to_close(session):
            continue
        try:
            close_session(session, by=None)
        except ValidationError:  # somebody wrote in this very second: the next time, then
            continue
        closed += 1
    return closed


def held_minutes(minutes: Minutes) -> tuple[Session, Minutes]:
    """The session of ``minutes``, kept from others until the transaction ends, and they as they
    stand.
    """
    session = _held(minutes.item.session)
    return session, Minutes.objects.select_related("item").get(pk=minutes.pk)


def _held(session: Session) -> Session:
    held: Session = (
        Session.objects.select_for_update(of=("self",)).select_related("forum").get(pk=session.pk)
    )
    return held


def _is_own(last: MinutesRevision | None, window: Window | None, by: User) -> bool:
    """Whether ``by`` wrote ``last`` from this very window."""
    return bool(
        last
        and window
        and window.sitting
        and last.sitting == window.sitting
        and last.written_by_id == by.pk
    )
