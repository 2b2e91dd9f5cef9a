"""Writing minutes, correcting them, closing a session: what the verbs do and refuse."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.enums import Role
from forums.domain.agendas import add_item, remove_item
from forums.domain.correcting import (
    AnsweredAlreadyError,
    CorrectionsAreClosedError,
    propose_correction,
    refuse_correction,
    take_over,
)
from forums.domain.meetings import SessionIsRecordedError
from forums.domain.minutes import (
    Account,
    MinutesAreFixedError,
    MinutesConflictError,
    Window,
    close_expired,
    close_session,
    mark_of_minutes,
    name_reporter,
    open_corrections,
    write_minutes,
)
from forums.enums import MinutesState
from forums.permissions import (
    can_answer_correction,
    can_read_minutes,
    can_write_minutes,
    may_propose_correction,
)
from forums.records import Correction, Minutes, Session
from tests.accounts.factories import make_user
from tests.forums.factories import make_item, make_registration, make_session
from tests.forums.minutes.making import EMPTY, SAID, latest, make_corrected, make_presented, write
from tests.institutions.factories import make_institution, make_mandate
from tests.sharing import made_once

pytestmark = pytest.mark.django_db

ASKED = {"passage": "één formulier", "proposal": "één brief", "reason": "Zo zeiden we het."}


@made_once
def item(school):
    return make_presented(school)


def expire(session):
    Session.objects.filter(pk=session.pk).update(corrections_until=timezone.now())


def test_the_same_words_change_nothing(item, moderator):
    for _again in range(2):
        minutes = write(item, by=moderator)

    assert minutes.version == 1
    assert list(minutes.revisions.values_list("text", flat=True)) == [SAID]


def test_words_typed_over_other_words_are_refused_and_nothing_is_lost(
    item, moderator, epos_moderator
):
    write(item, "Van Tom.", by=epos_moderator)

    with pytest.raises(MinutesConflictError) as refusal:
        write_minutes(item, Account("Van Ilse."), by=moderator, shown=EMPTY)

    assert refusal.value.standing.text == "Van Tom."
    assert Minutes.objects.get().text == "Van Tom."


def test_one_window_saves_over_itself_and_late_words_change_nothing(item, moderator):
    def send(text, turn):
        window = Window("venster", turn, by_itself=True)
        return write_minutes(item, Account(text), by=moderator, shown=EMPTY, window=window)

    send("Een", 1)
    send("Een twee", 3)
    send("Een tw", 2)

    minutes = Minutes.objects.get()
    assert minutes.text == "Een twee"
    assert [one.text for one in minutes.revisions.all()] == ["Een twee"]


def test_what_a_window_sends_by_a_button_is_written_or_refused_never_dropped(item, moderator):
    def press(text, turn, shown):
        window = Window("venster", turn)
        return write_minutes(item, Account(text), by=moderator, shown=shown, window=window)

    press("Een", 0, EMPTY)
    press("Een twee", 0, EMPTY)
    assert Minutes.objects.get().text == "Een twee"

    write(item, "Een twee drie", by=moderator, window=Window("venster", 4, by_itself=True))
    with pytest.raises(MinutesConflictError):
        press("Een vier", 2, EMPTY)
    assert Minutes.objects.get().text == "Een twee drie"


def test_another_window_or_a_pause_begins_a_revision(item, moderator):
    write(item, "Een", by=moderator, window=Window("a", 1))
    write(item, "Een twee", by=moderator, window=Window("b", 1))
    minutes = Minutes.objects.get()
    minutes.revisions.update(began_at=timezone.now() - timedelta(minutes=11))
    write(item, "Een twee drie", by=moderator, window=Window("b", 2))

    texts = [one.text for one in minutes.revisions.all()]
    assert texts == ["Een", "Een twee", "Een twee drie"]


def test_a_text_and_a_reason_why_there_is_none_do_not_go_together(item, moderator):
    with pytest.raises(ValidationError, match="niet allebei"):
        write(item, SAID, by=moderator, not_discussed="Geen tijd.")


def test_corrections_wait_for_the_end_and_for_every_item(item, moderator):
    make_item(item.session, title="Rondvraag")
    Session.objects.update(ends_at=timezone.now() + timedelta(hours=1))

    with pytest.raises(ValidationError) as refusal:
        open_corrections(item.session, by=moderator, seen=mark_of_minutes(item.session))

    assert refusal.value.messages == [
        "De bijeenkomst is nog niet voorbij.",
        "“Eén formulier” heeft geen verslag. Schrijf wat er gezegd is, of waarom niets.",
        "“Rondvraag” heeft geen verslag. Schrijf wat er gezegd is, of waarom niets.",
    ]


def test_what_was_not_discussed_closes_with_its_reason(item, moderator):
    write(item, "", by=moderator, not_discussed="Geen tijd meer.")
    open_corrections(item.session, by=moderator, seen=mark_of_minutes(item.session))
    expire(item.session)

    close_session(item.session, by=moderator)

    assert Minutes.objects.get().state == MinutesState.FINAL
    assert latest(item.session).closed_at is not None


def test_corrections_are_possible_for_as_many_days_as_the_forum_says(school, moderator):
    item = make_presented(school, slug="kort", correction_days=3)
    write(item, by=moderator)

    first = open_corrections(item.session, by=moderator, seen=mark_of_minutes(item.session))
    again = open_corrections(item.session, by=moderator, seen=mark_of_minutes(item.session))

    assert first.corrections_until == again.corrections_until
    left = first.corrections_until - timezone.now()
    assert timedelta(days=2, hours=23) < left <= timedelta(days=3)


def test_a_session_closes_by_the_clock_once_every_correction_is_answered(
    item, school, editor, moderator
):
    minutes = make_corrected(item, by=moderator)
    correction = propose_correction(minutes, by=editor, institution=school, **ASKED)
    assert close_expired() == 0
    expire(item.session)
    assert close_expired() == 0

    refuse_correction(correction, by=moderator, answer="Zo zei iedereen het.")

    assert (close_expired(), close_expired()) == (1, 0)
    assert Minutes.objects.get().state == MinutesState.FINAL


def test_a_session_does_not_close_before_its_time(item, school, editor, moderator):
    with pytest.raises(ValidationError) as early:
        close_session(item.session, by=moderator)
    minutes = make_corrected(item, by=moderator)
    propose_correction(minutes, by=editor, institution=school, **ASKED)
    with pytest.raises(ValidationError) as waiting:
        close_session(item.session, by=moderator)

    assert early.value.messages[-1] == "Laat eerst opmerkingen bij het verslag toe."
    assert waiting.value.messages == [
        "Opmerkingen zijn nog mogelijk.",
        "Niet elke opmerking is beantwoord.",
    ]


def test_a_correction_taken_over_is_the_next_revision(item, school, editor, moderator):
    minutes = make_corrected(item, by=moderator)
    correction = propose_correction(minutes, by=editor, institution=school, **ASKED)

    for _again in range(2):
        taken = take_over(correction, by=moderator)

    assert taken.taken_over is True
    texts = [one.text for one in minutes.revisions.all()]
    assert texts == [SAID, SAID.replace("één formulier", "één brief")]
    with pytest.raises(AnsweredAlreadyError):
        refuse_correction(correction, by=moderator, answer="Toch niet.")


def test_a_correction_names_words_that_stand_there_and_is_proposed_once(
    item, school, editor, moderator
):
    minutes = make_corrected(item, by=moderator)

    with pytest.raises(ValidationError) as refusal:
        propose_correction(
            minutes, by=editor, institution=school, **ASKED | {"passage": "twee formulieren"}
        )
    for _again in range(2):
        propose_correction(minutes, by=editor, institution=school, **ASKED)

    assert list(refusal.value.message_dict) == ["passage"]
    assert Correction.objects.count() == 1


def test_a_passage_that_changed_meanwhile_is_not_replaced(item, school, editor, moderator):
    minutes = make_corrected(item, by=moderator)
    correction = propose_correction(minutes, by=editor, institution=school, **ASKED)
    write(item, "Iets anders.", by=moderator)

    with pytest.raises(ValidationError, match="precies één keer"):
        take_over(correction, by=moderator)

    assert Minutes.objects.get().text == "Iets anders."


def test_refusing_says_why(item, school, editor, moderator):
    minutes = make_corrected(item, by=moderator)
    correction = propose_correction(minutes, by=editor, institution=school, **ASKED)

    with pytest.raises(ValidationError, match="Zeg waarom"):
        refuse_correction(correction, by=moderator, answer=" ")


def test_corrections_have_their_time(item, school, editor, moderator):
    minutes = write(item, by=moderator)
    with pytest.raises(CorrectionsAreClosedError):
        propose_correction(minutes, by=editor, institution=school, **ASKED)
    open_corrections(item.session, by=moderator, seen=mark_of_minutes(item.session))
    expire(item.session)
    with pytest.raises(CorrectionsAreClosedError):
        propose_correction(minutes, by=editor, institution=school, **ASKED)


def test_final_minutes_stay(item, moderator):
    make_corrected(item, by=moderator)
    expire(item.session)
    close_session(item.session, by=moderator)

    with pytest.raises(MinutesAreFixedError):
        write(item, "Toch anders.", by=moderator)


def test_an_agenda_of_which_minutes_went_out_stays(item, moderator):
    write(item, by=moderator)
    with pytest.raises(ValidationError, match="al een verslag"):
        remove_item(item, by=moderator, started_from=1)
    open_corrections(item.session, by=moderator, seen=mark_of_minutes(item.session))
    with pytest.raises(SessionIsRecordedError):
        add_item(item.session, by=moderator, started_from=1, title="Nog iets", minutes=5)


def test_nobody_answers_a_correction_of_their_own_institution(item, school, editor, moderator):
    minutes = make_corrected(item, by=moderator)
    correction = propose_correction(minutes, by=editor, institution=school, **ASKED)
    name_reporter(item.session, editor, by=moderator)

    with pytest.raises(PermissionDenied):
        take_over(correction, by=editor)


WHO = ["visitor", "stranger", "reporter", "presenter", "attendant", "moderator"]
WRITERS = {"reporter", "moderator"}
PRESENT = {"presenter", "attendant"}


@made_once
def cast(item, school, editor, moderator):
    reporter, attendant, there = make_user(), make_user(), make_institution("Dienst")
    make_mandate(user=attendant, institution=there)
    make_registration(item.session, institution=there, attended=True)
    elsewhere = make_session(item.session.forum)
    stranger, other = make_user(role=Role.POLICYMAKER), make_institution("Elders")
    make_mandate(user=stranger, institution=other)
    make_registration(elsewhere, institution=other, attended=True)
    make_registration(item.session, institution=other, attended=False)
    name_reporter(item.session, reporter, by=moderator)
    return {
        "stranger": stranger,
        "reporter": reporter,
        "presenter": editor,
        "attendant": attendant,
        "moderator": moderator,
    }


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("state", ["draft", "growing", "corrections", "final"])
def test_who_reads_writes_and_corrects(cast, item, moderator, who, state):
    from django.contrib.auth.models import AnonymousUser

    session = item.session
    if state == "growing":
        type(session.forum).objects.update(minutes_grow=True)
    if state in ("corrections", "final"):
        make_corrected(item, by=moderator)
    if state == "final":
        expire(session)
        close_session(session, by=moderator)
    person = cast.get(who, AnonymousUser())
    session = latest(session)

    open_to_all = state in ("growing", "final")
    reads = open_to_all or who in WRITERS or (state == "corrections" and who in PRESENT)
    assert can_read_minutes(person, session) is reads
    assert can_write_minutes(person, session) is (who in WRITERS)
    assert may_propose_correction(person, session) is (who in PRESENT)
    elsewhere = make_institution("Nog elders")
    assert can_answer_correction(person, session, elsewhere) is (who in WRITERS)


def test_passage_that_stands_twice_is_asked_longer(item, school, editor, moderator):
    """It could never be taken over: nobody knows which of the two is meant."""
    minutes = write(item, "Tijd helpt. Overleg ook. Tijd helpt.", by=moderator)
    open_corrections(item.session, by=moderator, seen=mark_of_minutes(item.session))
    asked = {"proposal": "Geld helpt.", "reason": "Zo was het."}

    with pytest.raises(ValidationError, match="meer dan één keer"):
        propose_correction(minutes, by=editor, institution=school, passage="Tijd helpt.", **asked)
    longer = "Overleg ook. Tijd helpt."
    propose_correction(minutes, by=editor, institution=school, passage=longer, **asked)


def test_no_minutes_are_asked_of_a_session_that_was_called_off(client, item, moderator):
    session = item.session
    Session.objects.filter(pk=session.pk).update(
        cancelled_at=timezone.now(), cancelled_reason="Storm."
    )
    client.force_login(moderator)
    address = f"/mijn/forums/vraag/sessies/{session.number}/verslag/"

    shown = client.get(address, follow=True)
    sent = client.post(address, {"doe": "opmerkingen"}, follow=True)

    assert "er komt geen verslag van" in shown.text
    assert sent.status_code == 200
    session.refresh_from_db()
    assert session.corrections_until is None
