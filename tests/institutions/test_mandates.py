from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from audit.records import Event
from institutions import spaces
from institutions.domain.mandates import (
    InstitutionGoneError,
    LastEditorError,
    end_lapsed_mandates,
    end_mandate,
    grant_mandate,
    verify_mandate,
)
from institutions.enums import Capacity
from institutions.permissions import (
    can_edit_institution_space,
    institutions_edited_by,
    institutions_of,
)
from institutions.querysets import today
from institutions.records import Mandate
from tests.accounts.factories import make_user
from tests.institutions.factories import make_editor, make_institution, make_mandate

# Nobody is there but whom a test names.
pytestmark = pytest.mark.apart


@pytest.fixture
def heard(monkeypatch):
    """What keepers of spaces heard: who, and whether they have access now."""
    heard = []

    def keeper(mandate):
        access = can_edit_institution_space(mandate.user, mandate.institution)
        heard.append((mandate.user, access))

    monkeypatch.setattr(spaces, "_keepers", [keeper])
    return heard


def test_grant_gives_access_and_tells_keepers_once(school, editor, heard):
    colleague = make_user()

    first = grant_mandate(colleague, school, Capacity.TEACHER, by=editor)
    again = grant_mandate(colleague, school, Capacity.TEACHER, by=editor)

    assert first == again
    assert first.verified_by == editor
    assert institutions_edited_by(colleague) == {school.pk}
    assert heard == [(colleague, True)]
    of_grant = Event.objects.filter(verb="grant_mandate", object_id=str(first.pk))
    assert [event.actor_id for event in of_grant] == [editor.pk]


def test_end_takes_access_away_at_once_even_on_the_first_day(school, editor, heard):
    colleague = make_editor(school)
    mandate = Mandate.objects.get(user=colleague)

    ended = end_mandate(mandate, by=editor)
    end_mandate(mandate, by=editor)

    assert ended.until == today()
    assert institutions_edited_by(colleague) == frozenset()
    assert heard == [(colleague, True), (colleague, False)]


def test_mandate_can_be_given_again_after_it_ended_today(school, editor):
    colleague = make_editor(school)
    end_mandate(Mandate.objects.get(user=colleague), by=editor)

    mandate = grant_mandate(colleague, school, Capacity.COORDINATOR, by=editor)

    assert mandate.is_active
    assert Mandate.objects.filter(user=colleague).count() == 2


def test_end_on_a_later_day_keeps_access_until_then(school, editor):
    colleague = make_editor(school)
    mandate = Mandate.objects.get(user=colleague)

    end_mandate(mandate, by=editor, on=today() + timedelta(days=3))

    assert institutions_edited_by(colleague) == {school.pk}
    later = Mandate.objects.active(today() + timedelta(days=4))
    assert set(later) == set(Mandate.objects.filter(user=editor))


def test_last_editor_keeps_access_unless_it_is_said_twice(school, editor):
    mandate = Mandate.objects.get(user=editor)

    with pytest.raises(LastEditorError):
        end_mandate(mandate, by=editor)
    assert institutions_edited_by(editor) == {school.pk}

    end_mandate(mandate, by=editor, even_if_last=True)
    assert institutions_edited_by(editor) == frozenset()


def test_adviser_does_not_count_as_somebody_with_access(school, editor):
    make_mandate(institution=school, capacity=Capacity.ADVISER)

    with pytest.raises(LastEditorError):
        end_mandate(Mandate.objects.get(user=editor), by=editor)


def test_lapsed_mandates_end_and_due_ones_begin(school, editor, heard):
    gone = make_mandate(
        institution=school, since=today() - timedelta(days=9), until=today() - timedelta(days=1)
    )
    future = make_mandate(institution=school, since=today() + timedelta(days=1))
    heard.clear()
    Mandate.objects.filter(pk=future.pk).update(since=today())

    assert end_lapsed_mandates() == 1
    assert end_lapsed_mandates() == 0

    assert set(Mandate.objects.active()) == {Mandate.objects.get(user=editor), future}
    assert (gone.user, False) in heard
    assert (future.user, True) in heard


def test_unverified_mandate_gives_nothing_until_a_moderator_looked(school, moderator):
    person = make_user()
    mandate = Mandate.objects.create(user=person, institution=school, capacity=Capacity.HEAD)
    assert institutions_edited_by(person) == frozenset()

    verify_mandate(mandate, by=moderator)
    verify_mandate(mandate, by=moderator)

    assert institutions_edited_by(person) == {school.pk}
    assert Event.objects.filter(verb="verify_mandate").count() == 1


def test_nobody_verifies_their_own_mandate(school, moderator):
    own = Mandate.objects.create(user=moderator, institution=school, capacity=Capacity.HEAD)

    with pytest.raises(PermissionDenied):
        verify_mandate(own, by=moderator)


def test_nobody_new_speaks_for_an_institution_that_merged(school):
    gone = make_institution(merged_into=school)

    with pytest.raises(InstitutionGoneError):
        grant_mandate(make_user(), gone, Capacity.HEAD, by=None)


@pytest.mark.parametrize(
    ("who", "capacity", "allowed"),
    [
        ("editor", Capacity.TEACHER, True),
        ("editor", Capacity.ADVISER, True),
        ("editor", Capacity.MODERATOR, False),
        ("editor", Capacity.OFFICER, False),
        ("other_editor", Capacity.TEACHER, False),
        ("policymaker", Capacity.TEACHER, False),
        ("moderator", Capacity.TEACHER, True),
        ("moderator", Capacity.OFFICER, True),
        ("moderator", Capacity.MODERATOR, False),
        ("administrator", Capacity.MODERATOR, True),
    ],
)
def test_who_may_grant_what_at_a_school(request, school, who, capacity, allowed):
    by = request.getfixturevalue(who)
    person = make_user()

    if allowed:
        assert grant_mandate(person, school, capacity, by=by).is_active
    else:
        with pytest.raises(PermissionDenied):
            grant_mandate(person, school, capacity, by=by)
        assert not Mandate.objects.filter(user=person).exists()


def test_moderator_grants_nothing_at_their_own_institution(moderator, epos_moderator):
    vlor = Mandate.objects.get(user=moderator).institution

    with pytest.raises(PermissionDenied):
        grant_mandate(make_user(), vlor, Capacity.OFFICER, by=moderator)
    assert grant_mandate(make_user(), vlor, Capacity.OFFICER, by=epos_moderator).is_active


def test_moderator_lets_nobody_speak_for_a_school_but_others(school, moderator):
    with pytest.raises(PermissionDenied):
        grant_mandate(moderator, school, Capacity.COORDINATOR, by=moderator)


def test_mandate_given_again_holds_on_the_days_of_both(school, moderator):
    person = make_user()
    later = today() + timedelta(days=90)
    first = grant_mandate(
        person, school, Capacity.COORDINATOR, by=moderator, since=later, until=later
    )

    longer = grant_mandate(
        person, school, Capacity.COORDINATOR, by=moderator, until=later + timedelta(days=9)
    )
    shorter = grant_mandate(person, school, Capacity.COORDINATOR, by=moderator, until=today())

    assert first.pk == longer.pk == shorter.pk
    assert (shorter.since, shorter.until) == (today(), later + timedelta(days=9))
    assert school.pk in institutions_of(person)
    assert grant_mandate(person, school, Capacity.COORDINATOR, by=moderator).until is None
