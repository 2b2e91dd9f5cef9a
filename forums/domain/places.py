"""Who gets a place, and who is next: decided under the lock of the session.

Every verb that gives or frees a place takes `held_for_places` first, so on any number of
processes one decision is made at a time; and ends with `fill_places`, so no place stays empty
while somebody waits who can have it. The database keeps a place from being given twice
(``a_place_is_given_once``).
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from itertools import count

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from audit.domain.record import record
from forums.domain import telling
from forums.enums import MODES_OF, Mode, RegistrationState
from forums.records import Registration, RegistrationRules, Session
from forums.records.registrations import WISH


class Places:
    """The places of a session that is held, as they are given."""

    def __init__(self, session: Session, rules: RegistrationRules) -> None:
        self.rules = rules
        self.modes = MODES_OF[session.format]
        self.seats: dict[str, set[int]] = {mode: set() for mode in Mode.values}
        self.sent: Counter[str] = Counter()
        for one in session.registrations.holding():
            self.seats[one.mode].add(one.seat)
            self.sent[one.institution_key] += 1

    def are_full(self) -> bool:
        """Whether no mode has a place left."""
        return all(self._free_seat(mode) is None for mode in self.modes)

    def take(self, mode: str, institution_key: str) -> int | None:
        """A place for somebody of this institution, if there is one; it is taken then."""
        if self.rules.is_whole_share(self.sent[institution_key]):
            return None
        seat = self._free_seat(mode)
        if seat is not None:
            self.seats[mode].add(seat)
            self.sent[institution_key] += 1
        return seat

    def move(self, one: Registration, mode: str) -> int | None:
        """A place in ``mode``, if there is one, for who holds one elsewhere: that is free then."""
        seat = self._free_seat(mode)
        if seat is not None:
            self.seats[one.mode].discard(one.seat or 0)
            self.seats[mode].add(seat)
        return seat

    def leave(self, one: Registration) -> None:
        """Free the place of who holds one."""
        if one.seat is not None:
            self.seats[one.mode].discard(one.seat)
            self.sent[one.institution_key] -= 1

    def _free_seat(self, mode: str) -> int | None:
        if mode not in self.modes:
            return None
        taken, limit = self.seats[mode], self.rules.limit(mode)
        if limit is not None and len(taken) >= limit:
            return None
        return next(number for number in count(1) if number not in taken)


def held_for_places(session_id: int) -> Session:
    """The session with its forum, kept from others until the transaction ends."""
    Session.objects.select_for_update().get(pk=session_id)
    held: Session = Session.objects.select_related("forum").get(pk=session_id)
    return held


def gives_places(held: Session, rules: RegistrationRules | None, now: datetime) -> bool:
    """Whether places are still given: it takes registrations, is not off, and has not begun."""
    return rules is not None and not held.is_cancelled and held.starts_at > now


def rules_of(session: Session) -> RegistrationRules | None:
    """The rules of a session that takes registrations."""
    return RegistrationRules.objects.filter(session=session).first()


def fill_places(held: Session) -> list[Registration]:
    """Offer every free place to who waits longest for one; say whom.

    Who has a place and would rather come in another mode stands in the same row, and gets it
    without another question; who was moved off that mode before everybody else. Offers that nobody
    took in time go to the next. ``held`` comes from `held_for_places`.
    """
    now = timezone.now()
    rules = rules_of(held)
    _let_lapse(held, now)
    if rules is None or not gives_places(held, rules, now):
        return []
    places = Places(held, rules)
    if places.are_full():
        return []
    offered: list[Registration] = []
    while True:  # who goes to another mode frees a place, and somebody earlier may wait for that
        some, somebody_moved = _one_round(held, rules, places, now)
        offered += some
        if not somebody_moved:
            return offered


def _one_round(
    held: Session, rules: RegistrationRules, places: Places, now: datetime
) -> tuple[list[Registration], bool]:
    """Whom a place was offered, and whether somebody went to another mode."""
    offered, until = [], deadline(held, rules, now)
    wanting = list(held.registrations.wanting_a_place().select_related("user"))
    for one in wanting:
        one.session = held
    back = [one for one in wanting if one.was_moved_off and _grant_wish(one, places, until)]
    somebody_moved = bool(back)
    for one in wanting:
        if one.wished_mode and _grant_wish(one, places, until):
            somebody_moved = True
        elif one.state == RegistrationState.WAITING:
            seat = places.take(one.mode, one.institution_key)
            if seat is None:
                continue
            one.state, one.seat, one.offered_until = RegistrationState.OFFERED, seat, until
            one.save(update_fields=["state", "seat", "offered_until"])
            _tell_offer(one, until)
        if one.state == RegistrationState.OFFERED and one.offered_until == until:
            offered.append(one)
    return offered, somebody_moved


def _grant_wish(one: Registration, places: Places, until: datetime) -> bool:
    """The mode they would rather have, if there is a place in it: at once for who has a place or
    had one before organisers took that mode away, else on offer."""
    mode = one.wished_mode
    if one.seat is not None:
        seat = places.move(one, mode)
    else:
        seat = places.take(mode, one.institution_key)
    if seat is None:
        return False
    is_sure = one.confirmed_at is not None
    one.mode, one.seat = mode, seat
    one.wish("")
    one.state = RegistrationState.CONFIRMED if is_sure else RegistrationState.OFFERED
    one.offered_until = None if is_sure else until
    one.save(update_fields=["mode", "state", "seat", "offered_until", *WISH])
    if is_sure:
        record("change_mode", one, by=None, session=one.session_id)
        telling.tell_mode_given(one)
    else:
        _tell_offer(one, until)
    return True


def _tell_offer(one: Registration, until: datetime) -> None:
    record("offer_place", one, by=None, session=one.session_id)
    telling.tell_offered(one)
    settle_later(one.session_id, until)


def deadline(held: Session, rules: RegistrationRules, now: datetime) -> datetime:
    """Until when an offer of now stands: at most half of the time that is left before it begins.

    So who comes after has a chance too.
    """
    left = held.starts_at - now
    return now + min(timedelta(hours=rules.hours_to_accept), left / 2)


def cap_offers(held: Session) -> None:
    """Let no offer of a session that was moved stand longer than one of now would (`deadline`).

    Once it has begun none does. ``held`` is locked and saved; the caller mails who still has one,
    and ends with `fill_places`.
    """
    rules, now = rules_of(held), timezone.now()
    if rules is None:
        return
    until = deadline(held, rules, now)
    offered = held.registrations.filter(state=RegistrationState.OFFERED)
    if offered.filter(offered_until__gt=until).update(offered_until=until):
        _let_lapse(held, now)
        settle_later(held.pk, until)


def _let_lapse(held: Session, now: datetime) -> None:
    late = held.registrations.filter(state=RegistrationState.OFFERED, offered_until__lte=now)
    for offered in late:
        offered.state, offered.seat, offered.offered_until = RegistrationState.LAPSED, None, None
        offered.ended_at = now
        offered.wish("")
        offered.save(update_fields=["state", "seat", "offered_until", "ended_at", *WISH])
        offered.session = held
        record("lapse_offer", offered, by=None, session=held.pk)
        telling.tell_lapsed(offered)


@transaction.atomic
def settle(session_id: int) -> int:
    """Pass on what was not taken in time; say how many were offered a place now."""
    return len(fill_places(held_for_places(session_id)))


def settle_late_offers() -> int:
    """Do so for every session with an offer that is over: for the hourly job."""
    late = Registration.objects.filter(
        state=RegistrationState.OFFERED, offered_until__lte=timezone.now()
    )
    sessions = sorted(set(late.values_list("session_id", flat=True)))
    for session_id in sessions:
        settle(session_id)
    return len(sessions)


@task
def settle_in_time(session_id: int) -> None:
    """Pass an offer on at the moment it is over."""
    settle(session_id)


def settle_later(session_id: int, at: datetime) -> None:
    """Come back when an offer is over, where the queue can wait; the hourly job does anyhow."""
    if settle_in_time.get_backend().supports_defer:
        later = settle_in_time.using(run_after=at + timedelta(seconds=1))
        transaction.on_commit(partial(later.enqueue, session_id))
