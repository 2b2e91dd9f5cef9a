"""Corrections of minutes: proposed on a passage, taken over or refused with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.domain.record import record
from forums import permissions
from forums.domain.correction_notices import tell_of_answer, tell_of_proposal
from forums.domain.minutes import Account, held_minutes, put_account
from forums.records import Correction, Presenter

if TYPE_CHECKING:
    from accounts.records import User
    from forums.records import Minutes, Session
    from institutions.records import Institution


class CorrectionsAreClosedError(Exception):
    """Nothing can be proposed on these minutes now."""


class AnsweredAlreadyError(Exception):
    """Somebody else gave this correction another answer, or gave it in other words."""


@transaction.atomic
def propose_correction(
    minutes: Minutes,
    *,
    by: User,
    passage: str,
    proposal: str,
    reason: str,
    institution: Institution | None = None,
) -> Correction:
    """Ask to read ``proposal`` in the place of ``passage``, and mail who answers. The same again
    changes nothing. Without an ``institution`` it is of ``by``, who opened an item for none.

    Raises:
        PermissionDenied: ``by`` does not speak for ``institution``, or it was not there; or opened
            no item for none.
        CorrectionsAreClosedError: the time for it is over, or has not begun.
        ValidationError: the passage does not stand in the minutes once, or there is no reason.
    """
    session, held = held_minutes(minutes)
    key = institution.pk if institution is not None else None
    if key not in permissions.correcting_institutions(by, session):
        raise PermissionDenied
    if not takes_corrections(session):
        raise CorrectionsAreClosedError
    passage, proposal, reason = _lines(passage), _lines(proposal), reason.strip()
    presenter = _presenter(held, session, by) if institution is None else None
    asked = {"institution": institution, "presenter": presenter}
    same = Correction.objects.filter(
        minutes=held, passage=passage, proposal=proposal, answered_at=None, **asked
    ).first()
    if same is not None:
        return same
    if not passage or passage not in (text := _lines(held.text)):
        words = _("Deze passage staat niet in het verslag. Neem ze letterlijk over.")
        raise ValidationError({"passage": words})
    if text.count(passage) > 1:
        words = _("Deze passage staat er meer dan één keer. Neem een langer stuk over.")
        raise ValidationError({"passage": words})
    if passage == proposal:
        raise ValidationError({"proposal": _("Schrijf wat er anders moet staan.")})
    made = Correction(
        minutes=held,
        proposed_by=by,
        passage=passage,
        proposal=proposal,
        reason=reason,
        **asked,
    )
    made.full_clean()
    made.save()
    record("propose_correction", made, by=by, item=held.item_id)
    tell_of_proposal(made, session, by=by)
    return made


@transaction.atomic
def take_over(correction: Correction, *, by: User) -> Correction:
    """Write the proposal in the minutes, as their next revision, and mail who asked it. Twice
    changes nothing.

    Raises:
        PermissionDenied: ``by`` does not write these minutes, or asked it, or speaks for who did.
        AnsweredAlreadyError: it was refused.
        ValidationError: the passage no longer stands there as it was.
    """
    session, held = held_minutes(correction.minutes)
    fresh = _answerable(correction, session, by)
    if fresh.taken_over is not None:
        return _same_answer(fresh, taken_over=True, answer="")
    text = _lines(held.text)
    if text.count(fresh.passage) != 1:
        raise ValidationError(
            _("De passage staat niet meer precies één keer in het verslag. Pas het zelf aan.")
        )
    put_account(held, Account(text.replace(fresh.passage, fresh.proposal).strip()), by=by)
    return _answer(fresh, session, by=by, taken_over=True, answer="")


@transaction.atomic
def refuse_correction(correction: Correction, *, by: User, answer: str) -> Correction:
    """Say why the minutes stay as they are, or how they were changed, and mail who asked it. Twice
    changes nothing.

    Raises:
        PermissionDenied: ``by`` does not write these minutes, or asked it, or speaks for who did.
        AnsweredAlreadyError: it was taken over, or refused with another reason.
        ValidationError: no reason.
    """
    session, _minutes = held_minutes(correction.minutes)
    fresh = _answerable(correction, session, by)
    answer = answer.strip()
    if fresh.taken_over is not None:
        return _same_answer(fresh, taken_over=False, answer=answer)
    return _answer(fresh, session, by=by, taken_over=False, answer=answer)


def takes_corrections(session: Session) -> bool:
    """Whether corrections can be proposed at this moment."""
    until = session.corrections_until
    return until is not None and session.closed_at is None and timezone.now() < until


def _presenter(minutes: Minutes, session: Session, by: User) -> Presenter:
    """As whom ``by`` opened an item for no institution: of these minutes, or else the first."""
    found = Presenter.objects.filter(user=by, institution=None, item__session=session)
    return min(found, key=lambda one: (one.item_id != minutes.item_id, one.pk))


def _answerable(correction: Correction, session: Session, by: User) -> Correction:
    fresh: Correction = Correction.objects.select_related("institution", "presenter").get(
        pk=correction.pk
    )
    is_own = fresh.proposed_by_id == by.pk
    if is_own or not permissions.can_answer_correction(by, session, fresh.institution):
        raise PermissionDenied
    return fresh


def _same_answer(correction: Correction, *, taken_over: bool, answer: str) -> Correction:
    if (correction.taken_over, correction.answer) != (taken_over, answer):
        raise AnsweredAlreadyError
    return correction


def _answer(
    correction: Correction, session: Session, *, by: User, taken_over: bool, answer: str
) -> Correction:
    correction.taken_over, correction.answer = taken_over, answer
    correction.answered_at = timezone.now()
    correction.full_clean()
    correction.save()
    record("answer_correction", correction, by=by, taken_over=taken_over)
    tell_of_answer(correction, session)
    return correction


def _lines(text: str) -> str:
    """``text`` with the line ends of the database."""
    return text.replace("\r\n", "\n").strip()
