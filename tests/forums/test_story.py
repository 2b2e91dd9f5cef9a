"""One forum from the day it opens to the day it is closed, and what is left of who came, after.

The clock stands still and is moved on by hand. What the platform does by itself, it does here the
way it does each hour: by running every step of the tidying.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from audit.records import Event
from forums.domain import (
    agendas,
    correcting,
    deciding,
    discussing,
    meetings,
    minutes,
    organising,
    proposing,
    publishing,
    recommending,
    registering,
    reporting,
)
from forums.domain.answering import Given, record_response
from forums.domain.participants import named_in
from forums.enums import Influence, Mode, Phase, Position, SpeaksFor
from forums.pages import Forum
from forums.records import Registration, Session
from jobs.domain.tidying import tidy
from notifications.records import OutgoingMail
from tests.accounts.factories import make_user
from tests.forums.factories import at, make_forums_index, make_office, whole_wording
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of, policy_level

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.both]

CALL = date(2026, 1, 12), date(2026, 2, 1)
PERIOD = date(2026, 2, 2), date(2026, 4, 30)
FOLLOWED_UNTIL = date(2026, 12, 31)
#: Four days after the clocks went forward; the first reminder goes out before that.
MEETING = at(2026, 4, 2, 14)
#: Until when Anna may be named: more than a year after the meeting.
NAMED_UNTIL = date(2027, 9, 1)

SAID = "De scholen vroegen een formulier. De diensten zagen daar wat in."
MEANT = "De scholen vroegen één formulier. De diensten zagen daar wat in."


@dataclass
class Story:
    """The clock, and everybody who has a part in it."""

    clock: Any
    moderator: Any
    editor: Any
    conclusion: Any
    office: Any
    secretary: Any
    read: int = 0
    people: dict[str, Registration] = field(default_factory=dict)

    @property
    def forum(self) -> Forum:
        """The forum as it stands."""
        return Forum.objects.get()

    @property
    def session(self) -> Session:
        """Its meeting as it stands."""
        return Session.objects.select_related("forum").get()

    def comes(self, name: str) -> Any:
        """Somebody's registration as it stands."""
        return Registration.objects.select_related("session").get(pk=self.people[name].pk)

    def states(self) -> dict[str, str]:
        """Where everybody stands."""
        return {name: self.comes(name).state for name in self.people}

    def hour_strikes(self) -> list[str]:
        """Run all that runs each hour; say what was mailed since the last time this was asked."""
        done = tidy()
        assert [name for name, count in done.items() if count is None] == []
        return self.mailed()

    def mailed(self) -> list[str]:
        """What was mailed to whom since the last time this was asked."""
        listed = list(OutgoingMail.objects.order_by("created_at", "subject"))
        new, self.read = listed[self.read :], len(listed)
        return [f"{one.recipients[0]}: {one.subject.split(':')[0]}" for one in new]


@pytest.fixture
def clock():
    with time_machine.travel(at(2026, 1, 5), tick=False) as clock:
        yield clock


@pytest.fixture
def story(clock, moderator, school, editor):
    make_forums_index()
    policy_level()
    conclusion = conclusions_of(make_published(make_school_page(school)))[0]
    office = make_office()
    secretary = make_user("verslag@vlor.example")
    OutgoingMail.objects.all().delete()
    return Story(clock, moderator, editor, conclusion, office, secretary)


def test_a_forum_from_its_opening_to_the_last_trace_of_who_came(story):
    it_is_announced(story)
    a_school_offers_a_conclusion(story)
    people_register_and_wait(story)
    a_place_goes_round_until_somebody_takes_it(story)
    everybody_who_comes_is_reminded(story)
    they_meet(story)
    what_was_said_is_corrected_and_final(story)
    the_report_comes_out(story)
    policy_answers(story)
    it_is_closed(story)
    nothing_is_left_of_who_came_but_their_institutions(story)


def it_is_announced(story):
    forum = organising.start_forum(
        by=story.moderator,
        title="Eén formulier",
        question="Volstaat één formulier?",
        starts_on=PERIOD[0],
        ends_on=PERIOD[1],
        call_opens_on=CALL[0],
        call_closes_on=CALL[1],
        followed_until=FOLLOWED_UNTIL,
        feeds="een omzendbrief",
        influence=Influence.ADVISE,
        hears_how="per mail",
        answer_term_days=90,
        correction_days=7,
        organisers=[story.moderator.mandates.get().institution],
        promised_by=[story.office],
    )
    assert page(forum) == 404
    organising.open_forum(forum, by=story.moderator)

    assert (story.forum.phase, page(forum)) == (Phase.ANNOUNCED, 200)
    with pytest.raises(proposing.CallIsClosedError):
        offer(story)
    with pytest.raises(discussing.DiscussionClosedError):
        discuss(story)


def a_school_offers_a_conclusion(story):
    story.clock.move_to(at(2026, 1, 12, 0))
    assert story.forum.phase == Phase.CALL
    proposal = offer(story)
    deciding.prepare_decision(proposal, "accepted", by=story.moderator)
    assert story.mailed() == []
    seen = deciding.mark_of(deciding.prepared_in(story.forum))
    deciding.send_decisions(story.forum, seen=seen, by=story.moderator)
    assert story.mailed() == [
        "editor@de-brug.example: Beslist over je voorstel voor “Eén formulier”"
    ]

    story.clock.move_to(at(2026, 2, 1, 23, 59))
    assert story.forum.phase == Phase.CALL
    story.clock.move_to(at(2026, 2, 2, 0))
    assert story.forum.phase == Phase.CONSULTATION
    with pytest.raises(proposing.CallIsClosedError):
        offer(story)
    discuss(story)

    session = meetings.plan_session(
        story.forum,
        by=story.moderator,
        title="Rond de tafel",
        format="on_site",
        place="Brussel",
        starts_at=MEETING,
        ends_at=MEETING + timedelta(hours=2),
    )
    agendas.table_proposal(session, proposal, by=story.moderator, started_from=1)
    publishing.publish_agenda(session, by=story.moderator, started_from=2)
    assert story.mailed() == ["editor@de-brug.example: Op de agenda"]


def people_register_and_wait(story):
    story.clock.move_to(at(2026, 3, 1))
    registering.set_rules(story.session, by=story.moderator, places_on_site=2, hours_to_accept=48)
    come(story, "anna", access_needs="Ringleiding", named_until=NAMED_UNTIL)
    come(story, "bart", named_until=date(2026, 4, 10))
    for name in ("chris", "dina", "els"):
        story.clock.shift(timedelta(minutes=5))
        come(story, name, dietary_needs="Vegetarisch")

    assert story.states() == {
        "anna": "confirmed",
        "bart": "confirmed",
        "chris": "waiting",
        "dina": "waiting",
        "els": "waiting",
    }
    assert story.mailed() == [
        "anna@voorbeeld.example: Je bent ingeschreven",
        "bart@voorbeeld.example: Je bent ingeschreven",
        "chris@voorbeeld.example: Je staat op de wachtlijst",
        "dina@voorbeeld.example: Je staat op de wachtlijst",
        "els@voorbeeld.example: Je staat op de wachtlijst",
    ]


def a_place_goes_round_until_somebody_takes_it(story):
    story.clock.move_to(at(2026, 3, 10, 12))
    registering.cancel_registration(story.comes("bart"), by=None)
    assert sorted(story.mailed()) == [
        "bart@voorbeeld.example: Je inschrijving is geannuleerd",
        "chris@voorbeeld.example: Er is een plaats voor je",
    ]
    story.clock.move_to(at(2026, 3, 12, 11, 59))
    assert story.hour_strikes() == []

    story.clock.move_to(at(2026, 3, 12, 12))
    with pytest.raises(registering.OfferIsOverError):
        registering.accept_offer(story.comes("chris"))
    assert sorted(story.hour_strikes()) == [
        "chris@voorbeeld.example: De plaats ging naar de volgende",
        "dina@voorbeeld.example: Er is een plaats voor je",
    ]
    assert story.hour_strikes() == []
    registering.accept_offer(story.comes("dina"))

    assert story.mailed() == ["dina@voorbeeld.example: Je bent ingeschreven"]
    assert story.states() == {
        "anna": "confirmed",
        "bart": "cancelled",
        "chris": "lapsed",
        "dina": "confirmed",
        "els": "waiting",
    }


def everybody_who_comes_is_reminded(story):
    # A week before, to the minute, though that week is an hour shorter.
    for days, moment in ((7, at(2026, 3, 26, 13)), (1, at(2026, 4, 1, 14))):
        story.clock.move_to(moment - timedelta(minutes=1))
        assert (days, story.hour_strikes()) == (days, [])
        story.clock.move_to(moment)
        assert (days, sorted(story.hour_strikes())) == (
            days,
            [
                "anna@voorbeeld.example: Binnenkort",
                "dina@voorbeeld.example: Binnenkort",
            ],
        )
        story.clock.shift(timedelta(hours=1))
        assert (days, story.hour_strikes()) == (days, [])


def they_meet(story):
    story.clock.move_to(MEETING)
    with pytest.raises(registering.RegistrationClosedError):
        come(story, "frank")
    minutes.name_reporter(story.session, story.secretary, by=story.moderator)
    write(story, "De scholen vroegen")
    story.clock.move_to(MEETING + timedelta(hours=2))
    write(story, SAID)
    for name in ("anna", "dina"):
        registering.note_attendance(story.comes(name), True, by=story.moderator)

    needs = Registration.objects.exclude(dietary_needs="", access_needs="")
    story.clock.shift(timedelta(days=1, minutes=-1))
    story.hour_strikes()
    # Chris let his place go weeks before: what he needs was erased then.
    assert {one.name for one in needs.all()} == {"Anna", "Dina", "Els"}
    story.clock.shift(timedelta(minutes=1))
    story.hour_strikes()
    assert not needs.all().exists()
    erased = Event.objects.filter(verb="erase_needs")
    assert sorted(one.detail["count"] for one in erased) == [1, 3]


def what_was_said_is_corrected_and_final(story):
    story.clock.move_to(at(2026, 4, 7))
    minutes.open_corrections(
        story.session, by=story.secretary, seen=minutes.mark_of_minutes(story.session)
    )
    assert story.session.corrections_until == at(2026, 4, 14)
    account = story.session.agenda.get().account
    words = {"passage": "een formulier", "proposal": "één formulier", "reason": "Zo was het."}
    asked = propose(story, account, **words)

    story.clock.move_to(at(2026, 4, 14))
    with pytest.raises(correcting.CorrectionsAreClosedError):
        propose(story, account, passage="wat in", proposal="iets in", reason="Ook dit.")
    story.hour_strikes()
    assert story.session.closed_at is None  # a correction waits for an answer
    with pytest.raises(ValidationError):
        publish(story)

    story.clock.shift(timedelta(days=2))
    correcting.take_over(asked, by=story.secretary)
    story.hour_strikes()
    assert story.session.closed_at == at(2026, 4, 16)
    account.refresh_from_db()
    assert (account.text, account.state, account.version) == (MEANT, "final", 3)
    with pytest.raises(minutes.MinutesAreFixedError):
        write(story, "Iets anders.")


def the_report_comes_out(story):
    story.clock.move_to(at(2026, 4, 30, 23, 59))
    assert story.forum.phase == Phase.CONSULTATION
    story.clock.move_to(at(2026, 5, 1, 0))
    assert story.forum.phase == Phase.REPORTING
    with pytest.raises(discussing.DiscussionClosedError):
        discuss(story)
    wording = whole_wording(story.conclusion, addressees=[story.office], statement="Volstaat.")
    recommending.start_recommendation(story.forum, wording, by=story.moderator)
    assert report_of(story) is None
    publish(story)

    assert story.forum.phase == Phase.FOLLOW_UP
    report = report_of(story)
    assert (MEANT in report, "Volstaat." in report) == (True, True)
    # Anna may be named; Dina never said so; Bart’s consent is over, and he was not there.
    assert [name in report for name in ("Anna", "Dina", "Bart")] == [True, False, False]
    assert [f"School van {name}" in report for name in ("anna", "dina", "bart")] == [
        True,
        True,
        False,
    ]


def policy_answers(story):
    story.clock.move_to(at(2026, 7, 30, 23, 59))  # 90 days after the report
    assert "over de termijn" not in trail_of(story)
    story.clock.move_to(at(2026, 8, 2))
    assert "3 dagen over de termijn" in trail_of(story)
    recommendation = story.forum.recommendations.get()
    given = Given(
        speaks_for=SpeaksFor.ADMINISTRATION,
        position=Position.NOT_TAKEN_UP,
        text="Dat doen we niet.",
        answered_on=date(2026, 8, 1),
        reason="Te duur.",
    )
    record_response(recommendation, story.office, given, after=0, by=story.moderator)

    assert "Niet opgenomen" in trail_of(story)
    assert "over de termijn" not in trail_of(story)


def it_is_closed(story):
    story.clock.move_to(at(2026, 12, 31, 23, 59))
    assert story.forum.phase == Phase.FOLLOW_UP
    story.clock.move_to(at(2027, 1, 1, 0))
    assert (story.forum.phase, page(story.forum)) == (Phase.CLOSED, 200)
    with pytest.raises(discussing.DiscussionClosedError):
        discuss(story)


def nothing_is_left_of_who_came_but_their_institutions(story):
    kept = Registration.objects.order_by("pk")
    story.clock.move_to(at(2027, 4, 2, 15, 59))
    story.hour_strikes()
    assert all(one.email for one in kept)
    story.clock.move_to(at(2027, 4, 2, 16))
    story.hour_strikes()
    assert [(one.name, one.email, one.user) for one in kept.all()] == [
        ("Anna", "", None),  # until the end of her consent
        *[("", "", None)] * 4,
    ]

    story.clock.move_to(at(2027, 9, 1, 23, 59))
    story.hour_strikes()
    assert (named_in([story.session]), "Anna" in report_of(story)) == (["Anna"], True)
    story.clock.move_to(at(2027, 9, 2, 0))
    assert (named_in([story.session]), "Anna" in report_of(story)) == ([], False)
    story.hour_strikes()
    assert not kept.exclude(name="").exists()
    assert "School van anna" in report_of(story)


def page(forum) -> int:
    """How the page of ``forum`` answers anybody."""
    return Client().get(forum.get_absolute_url()).status_code


def offer(story):
    """The school offers its conclusion."""
    return proposing.offer_conclusions(
        story.forum,
        story.conclusion.institution,
        [story.conclusion],
        motivation="Omdat het hierover gaat.",
        by=story.editor,
    )


def discuss(story):
    """The school says something."""
    mandate = story.editor.mandates.get()
    return discussing.contribute(
        story.forum, "Bij ons volstaat er één.", mandate=mandate, by=story.editor
    )


def come(story, name, **more):
    """Somebody of a school of their own registers."""
    user = make_user(f"{name}@voorbeeld.example")
    told = {"name": name.title(), "institution_name": f"School van {name}", "capacity": "leraar"}
    answers = registering.Answers(**told, mode=Mode.ON_SITE, **more)
    story.people[name] = registering.register(story.session, answers, by=user)


def write(story, text):
    """The reporter writes over what stands there."""
    item = story.session.agenda.get()
    standing = minutes.account_of(getattr(item, "account", None))
    return minutes.write_minutes(
        item, minutes.Account(text), by=story.secretary, shown=standing.mark
    )


def propose(story, account, **words):
    """The school, whose conclusion was tabled, asks for other words."""
    school = story.conclusion.institution
    return correcting.propose_correction(account, by=story.editor, institution=school, **words)


def publish(story):
    """The report is written, and published."""
    forum = story.forum
    words = {"report": "Wat er gezegd is.", "report_en": ""}
    forum = reporting.write_report(
        forum, by=story.moderator, started_from=forum.latest_revision_id, **words
    )
    return reporting.publish_report(forum, by=story.moderator, seen=reporting.mark_of_report(forum))


def report_of(story) -> str | None:
    """The report as anybody reads it, or None."""
    answer = Client().get(f"{story.forum.get_absolute_url()}verslag/")
    return answer.text if answer.status_code == 200 else None


def trail_of(story) -> str:
    """The page of the conclusion, with its trail."""
    return Client().get(story.conclusion.get_absolute_url()).text
