"""Two at the same moment, on a real database."""

import pytest

from institutions.domain.invitations import (
    AlreadyInvitedError,
    InvitationClosedError,
    accept_invitation,
    invite,
)
from institutions.domain.mandates import LastEditorError, end_mandate
from institutions.enums import Capacity
from institutions.records import Invitation, Mandate
from tests.accounts.factories import make_user
from tests.institutions.factories import make_editor, make_institution
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_invitation_clicked_twice_gives_one_mandate():
    school = make_institution()
    editor, colleague = make_editor(school), make_user("collega@school.example")
    _invitation, token = invite(school, colleague.email, Capacity.TEACHER, by=editor)

    outcomes = at_once(*[lambda: accept_invitation(token, by=colleague)] * 2)

    assert {type(outcome) for outcome in outcomes} == {Mandate, InvitationClosedError}
    assert Mandate.objects.filter(user=colleague).count() == 1


def test_inviting_twice_at_once_sends_one_invitation():
    school = make_institution()
    editor = make_editor(school)

    outcomes = at_once(
        *[lambda: invite(school, "collega@school.example", Capacity.TEACHER, by=editor)] * 2
    )

    assert {type(outcome) for outcome in outcomes} == {tuple, AlreadyInvitedError}
    assert Invitation.objects.count() == 1


def test_two_editors_cannot_end_each_other_at_once():
    school = make_institution()
    first, second = make_editor(school), make_editor(school)
    of_first, of_second = (Mandate.objects.get(user=user) for user in (first, second))

    outcomes = at_once(
        lambda: end_mandate(of_first, by=first), lambda: end_mandate(of_second, by=second)
    )

    assert {type(outcome) for outcome in outcomes} == {Mandate, LastEditorError}
    assert Mandate.objects.active().count() == 1
