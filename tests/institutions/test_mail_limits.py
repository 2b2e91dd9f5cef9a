"""Nobody makes the platform mail an address without end."""

import pytest

from accounts.mail_limits import BY_ONE_PERSON, TO_ONE_ADDRESS, TooManyMailsError, count_mail
from institutions.domain.invitations import invite, resend_invitation
from institutions.enums import Capacity

pytestmark = pytest.mark.django_db


def test_invitation_is_sent_again_five_times_a_day_at_most(client, school, editor):
    invitation, _token = invite(school, "collega@de-brug.example", Capacity.TEACHER, by=editor)
    for _again in range(TO_ONE_ADDRESS - 1):
        resend_invitation(invitation, by=editor)
    invitation.refresh_from_db()
    digest = invitation.token_digest
    client.force_login(editor)

    with pytest.raises(TooManyMailsError):
        resend_invitation(invitation, by=editor)
    page = client.post(f"/mijn/school/de-brug/uitnodigingen/{invitation.pk}/opnieuw/", follow=True)

    invitation.refresh_from_db()
    assert invitation.token_digest == digest
    assert "Er gingen al veel mails de deur uit. Er is niets verstuurd." in page.text


def test_one_person_mails_so_many_addresses_and_another_still_can(editor, other_editor):
    for number in range(BY_ONE_PERSON):
        count_mail("x", f"{number}@de-brug.example", by=editor.pk)

    with pytest.raises(TooManyMailsError):
        count_mail("x", "nog@de-brug.example", by=editor.pk)
    count_mail("x", "nog@de-brug.example", by=other_editor.pk)


def test_capitals_make_no_other_address():
    for _again in range(TO_ONE_ADDRESS):
        count_mail("x", "Collega@de-brug.example")

    with pytest.raises(TooManyMailsError):
        count_mail("x", " collega@DE-BRUG.example")
