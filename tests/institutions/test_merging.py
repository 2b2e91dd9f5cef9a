from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from institutions import spaces
from institutions.domain.invitations import invite
from institutions.domain.mandates import end_mandate
from institutions.domain.merging import CannotMergeError, merge_institutions
from institutions.enums import Capacity
from institutions.permissions import (
    grantable_capacities,
    institutions_edited_by,
    own_institutions,
)
from institutions.querysets import today
from institutions.records import Institution, Invitation, Mandate
from tests.institutions.factories import make_institution, make_mandate

# Nobody is there but whom a test names.
pytestmark = pytest.mark.apart


def test_merge_moves_people_and_earlier_mergers(
    monkeypatch, school, other_school, editor, other_editor, moderator
):
    merged = []
    monkeypatch.setattr(spaces, "_mergers", [lambda *which: merged.append(which)])
    earlier = make_institution(merged_into=school)
    invite(school, "collega@de-brug.example", Capacity.TEACHER, by=editor)

    merge_institutions(school, other_school, by=moderator)
    merge_institutions(school, other_school, by=moderator)

    assert institutions_edited_by(editor) == {other_school.pk}
    assert institutions_edited_by(other_editor) == {other_school.pk}
    assert set(Institution.objects.filter(merged_into=other_school)) == {school, earlier}
    assert not Invitation.objects.undecided().exists()
    assert merged == [(school, other_school, moderator)]


def test_merge_refuses_circles(school, other_school, moderator):
    merge_institutions(school, other_school, by=moderator)

    for source, into in [(other_school, school), (other_school, other_school)]:
        with pytest.raises(CannotMergeError):
            merge_institutions(source, into, by=moderator)


def test_merge_refuses_who_does_not_keep_the_register(school, other_school, editor, policymaker):
    for stranger in (editor, policymaker):
        with pytest.raises(PermissionDenied):
            merge_institutions(school, other_school, by=stranger)
    school.refresh_from_db()
    assert school.merged_into is None


def test_moderator_does_not_merge_the_own_institution(school, moderator, administrator):
    own = moderator.mandates.get().institution

    for source, into in [(own, school), (school, own)]:
        with pytest.raises(PermissionDenied):
            merge_institutions(source, into, by=moderator)
    assert merge_institutions(school, own, by=administrator) == own


@pytest.mark.slow
def test_merger_leaves_a_moderator_no_say_on_what_the_own_school_went_up_in(
    school, other_school, moderator, epos_moderator
):
    council = moderator.mandates.get().institution
    last = make_institution("Kempenland")
    left = make_mandate(moderator, school)
    end_mandate(left, by=None, even_if_last=True)

    merge_institutions(school, other_school, by=epos_moderator)
    merge_institutions(other_school, last, by=epos_moderator)

    assert own_institutions(moderator) == {council.pk, school.pk, last.pk}
    assert grantable_capacities(moderator, last) == frozenset()
    Institution.objects.filter(pk=school.pk).update(merged_into=other_school)
    assert own_institutions(moderator) == {council.pk, school.pk, other_school.pk, last.pk}
    Mandate.objects.filter(pk=left.pk).update(
        since=today() - timedelta(days=800),
        until=today() - timedelta(days=400),
        ended_at=timezone.now() - timedelta(days=400),
    )
    assert own_institutions(moderator) == {council.pk}


def test_merge_moves_a_mandate_that_is_yet_to_begin(school, other_school, moderator):
    tomorrow = today() + timedelta(days=1)
    mandate = make_mandate(institution=school, since=tomorrow)

    merge_institutions(school, other_school, by=moderator)

    moved = Mandate.objects.get(institution=other_school)
    assert (moved.user, moved.since, moved.is_active) == (mandate.user, tomorrow, False)
