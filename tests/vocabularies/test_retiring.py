"""Retiring, restoring, replacing."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.vocabularies.factories import RETIRED, make_level, make_term, make_theme, own_events
from tests.vocabularies.retaggers import board
from vocabularies.domain.refusals import (
    HasNarrowerError,
    NotAReplacementError,
    RetiredBroaderError,
)
from vocabularies.domain.retiring import replace, restore, retire, standing_now
from vocabularies.enums import Scheme
from vocabularies.records import Theme

__all__ = ["board"]
pytestmark = pytest.mark.django_db


def test_retired_term_can_no_longer_be_chosen_and_is_restored(moderator):
    theme, other = make_theme(), make_theme()

    retire(theme, by=moderator)
    retire(theme, by=moderator)
    assert set(Theme.objects.current()) == {other}

    restore(theme, by=moderator)
    assert set(Theme.objects.current()) == {theme, other}
    assert [event.verb for event in own_events()] == ["retire_term", "restore_term"]


def test_term_with_current_narrower_terms_is_not_retired(moderator):
    top = make_theme()
    below = make_theme(broader=top)

    with pytest.raises(HasNarrowerError):
        retire(top, by=moderator)

    retire(below, by=moderator)
    retire(top, by=moderator)
    with pytest.raises(RetiredBroaderError):
        restore(below, by=moderator)


def test_replace_retags_what_carried_the_term(board, moderator):
    old, new = make_theme(), make_theme()
    board.notes = {"een": [old], "twee": [new], "drie": [old]}
    board.full = {"drie"}

    done = replace(old, new, by=moderator)

    assert board.notes == {"een": [new], "twee": [new], "drie": [old]}
    assert (done.changed, [use.title for use in done.left]) == (1, ["drie"])
    old.refresh_from_db()
    assert (old.is_retired, old.replaced_by) == (True, new)
    assert own_events().get().detail == {"by_term": new.pk, "retagged": 1, "left": 1}


def test_replace_again_retags_what_was_left(board, moderator):
    old, new = make_theme(), make_theme()
    board.notes, board.full = {"een": [old]}, {"een"}
    replace(old, new, by=moderator)
    board.full.clear()

    assert replace(old, new, by=moderator).changed == 1
    assert board.notes == {"een": [new]}


def test_replacement_is_another_current_term_of_the_same_list(moderator):
    old = make_term(scheme=Scheme.BARRIERS)
    wrong = [
        old,
        make_term(scheme=Scheme.POLICY_DOMAINS),
        make_term(scheme=Scheme.BARRIERS, **RETIRED),
        make_theme(),
        make_level(),
    ]

    for replacement in wrong:
        with pytest.raises(NotAReplacementError):
            replace(old, replacement, by=moderator)

    old.refresh_from_db()
    assert not old.is_retired


def test_term_that_stands_now_is_found_along_replacements_and_in_a_circle(moderator):
    first, second, third = make_theme(), make_theme(), make_theme()
    replace(first, second, by=moderator)
    replace(second, third, by=moderator)
    known = Theme.objects.in_bulk()
    assert [standing_now(known[one.pk], known) for one in (first, second, third)] == [third] * 3

    Theme.objects.filter(pk=third.pk).update(replaced_by=first, **RETIRED)
    known = Theme.objects.in_bulk()
    assert standing_now(known[first.pk], known) == third


@pytest.mark.parametrize("who", ["policymaker", "editor"])
def test_others_retire_nothing(request, who):
    theme = make_theme()

    for act in (retire, restore):
        with pytest.raises(PermissionDenied):
            act(theme, by=request.getfixturevalue(who))
    with pytest.raises(PermissionDenied):
        replace(theme, make_theme(), by=request.getfixturevalue(who))
