"""Saying something in a forum, rewriting it, moderating it; what each verb refuses."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.domain.erasure import erase_account
from audit.records import Event
from forums.domain.discussing import (
    MOST_IN_AN_HOUR,
    DiscussionClosedError,
    RewrittenMeanwhileError,
    TooManyContributionsError,
    contribute,
    discussed_in,
    mandates_for,
    rewrite_contribution,
)
from forums.domain.moderating import (
    AppealIsOverError,
    DecidedMeanwhileError,
    appeal,
    decide_appeal,
    hide_contribution,
    leave_contribution,
    publish_contribution,
    report_contribution,
)
from forums.enums import Access, ContributionState, Ground
from forums.pages import Forum
from forums.records import Contribution, Hiding
from institutions.records import Mandate
from notifications.records import OutgoingMail
from tests.accounts.factories import make_user
from tests.forums.factories import (
    make_contribution,
    make_forum,
    make_hiding,
    make_item,
    make_member,
    make_session,
)
from tests.institutions.factories import make_institution, make_mandate
from tests.racing import at_once
from tests.sharing import made_once
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of

pytestmark = pytest.mark.django_db


@made_once
def forum():
    return make_forum("praat")


def say(forum, by, text="Bij ons werkt het zo.", **fields):
    return contribute(forum, text, by=by, mandate=by.mandates.first(), **fields)


def end(forum):
    """Let the consultation be over."""
    past = timezone.localdate() - timedelta(days=1)
    Forum.objects.filter(pk=forum.pk).update(ends_on=past)
    forum.refresh_from_db()


def test_what_a_newcomer_says_waits_and_after_that_stands_at_once(forum, editor, moderator):
    first = say(forum, editor, "Eerst.")
    assert first.state == ContributionState.WAITING

    publish_contribution(first, by=moderator, version=1)

    assert say(forum, editor, "Daarna.").state == ContributionState.PUBLISHED
    assert OutgoingMail.objects.get().recipients == [editor.email]


def test_what_is_said_by_a_mandate_that_a_moderator_confirmed_stands_at_once(
    forum, editor, moderator
):
    Mandate.objects.filter(user=editor).update(verified_by=moderator)

    assert say(forum, editor).state == ContributionState.PUBLISHED


def test_after_something_was_hidden_a_moderator_reads_first_again(forum, editor, moderator):
    make_contribution(forum, editor)
    make_hiding(make_contribution(forum, editor), moderator)

    assert say(forum, editor, "Nog iets.").state == ContributionState.WAITING


def test_the_same_words_again_are_a_second_click(forum, editor):
    first = say(forum, editor)

    assert say(forum, editor, " Bij ons werkt het zo.\r\n") == first
    assert Event.objects.filter(verb="contribute").count() == 1
    other = make_forum()
    assert say(other, editor) != first


def test_nobody_writes_more_than_so_much_in_an_hour(forum, editor):
    for number in range(MOST_IN_AN_HOUR):
        make_contribution(forum, editor, text=f"Nummer {number}.")

    with pytest.raises(TooManyContributionsError):
        say(forum, editor)
    Contribution.objects.update(written_at=timezone.now() - timedelta(hours=2))
    assert say(forum, editor)


def test_a_reply_stands_under_what_it_replies_to_and_is_not_replied_to(forum, editor):
    parent = make_contribution(forum, editor)

    reply = say(forum, editor, "Antwoord.", parent=parent)

    assert (reply.parent, reply.conclusion) == (parent, None)
    with pytest.raises(ValidationError):
        say(forum, editor, "Dieper.", parent=reply)
    with pytest.raises(ValidationError):
        say(make_forum(), editor, "Elders.", parent=parent)
    make_hiding(parent)
    with pytest.raises(ValidationError):
        say(forum, editor, "Te laat.", parent=parent)


def test_only_what_lies_before_the_forum_is_talked_about(forum, school, editor):
    conclusion = conclusions_of(make_published(make_school_page(school)))[0]
    with pytest.raises(ValidationError):
        say(forum, editor, conclusion=conclusion)

    make_item(make_session(forum), conclusion)
    about = say(forum, editor, conclusion=conclusion)

    assert about.conclusion == conclusion
    Contribution.objects.update(state=ContributionState.PUBLISHED, published_at=timezone.now())
    assert say(forum, editor, "Ja.", parent=about).conclusion == conclusion


def test_what_organisers_prepare_or_called_off_is_not_talked_about(client, forum, school):
    page = make_school_page(school)
    tabled, prepared, called_off = conclusions_of(make_published(page, conclusions=3))
    make_item(make_session(forum), tabled)
    make_item(make_session(forum), prepared, is_published=False)
    off = {"cancelled_at": timezone.now(), "cancelled_reason": "Ziek."}
    make_item(make_session(forum, **off), called_off)

    shown = client.get("/forums/praat/bijdragen/")

    assert list(discussed_in(forum)) == [tabled]
    assert shown.context["conclusions"] == [tabled]


def test_nothing_is_said_in_nobodys_name_or_by_somebody_elses_mandate(forum, editor, other_editor):
    with pytest.raises(PermissionDenied):
        contribute(forum, "Zo.", by=editor, mandate=other_editor.mandates.get())
    with pytest.raises(ValidationError):
        say(forum, editor, "  ")


def test_who_is_a_member_by_one_institution_speaks_for_that_one(editor, school, moderator):
    forum = make_forum(access=Access.MEMBERS_ONLY)
    other = make_mandate(editor, make_institution("Andere school"))
    make_member(forum, school)

    assert [one.institution for one in mandates_for(editor, forum)] == [school]
    with pytest.raises(PermissionDenied):
        contribute(forum, "Zo.", by=editor, mandate=other)
    make_member(forum, editor)
    assert other in mandates_for(editor, forum)


def test_a_closed_discussion_refuses_words_and_rewriting(forum, editor):
    said = make_contribution(forum, editor)
    end(forum)

    with pytest.raises(DiscussionClosedError):
        say(forum, editor)
    with pytest.raises(DiscussionClosedError):
        rewrite_contribution(said, "Anders.", by=editor, version=1, shows_name=False)


def test_rewriting_keeps_what_stood_there_for_half_an_hour(forum, editor, other_editor):
    said = make_contribution(forum, editor)

    again = rewrite_contribution(said, "Anders.", by=editor, version=1, shows_name=True)
    rewrite_contribution(said, "Anders.", by=editor, version=1, shows_name=True)

    assert (again.text, again.version, again.shows_name) == ("Anders.", 2, True)
    assert [one.text for one in said.versions.all()] == ["Bij ons werkt het zo."]
    with pytest.raises(RewrittenMeanwhileError):
        rewrite_contribution(said, "Nog anders.", by=editor, version=1, shows_name=True)
    with pytest.raises(PermissionDenied):
        rewrite_contribution(said, "Van mij.", by=other_editor, version=2, shows_name=True)
    Contribution.objects.update(written_at=timezone.now() - timedelta(minutes=31))
    with pytest.raises(PermissionDenied):
        rewrite_contribution(said, "Te laat.", by=editor, version=2, shows_name=True)


def test_hiding_tells_the_author_why_and_settles_reports(forum, editor, other_editor, moderator):
    said = make_contribution(forum, editor)
    report_contribution(said, Ground.HURTFUL, by=other_editor, words="Dit kwetst.")
    report_contribution(said, Ground.OFF_TOPIC, by=other_editor)

    hide_contribution(said, Ground.HURTFUL, "Zo praten we niet.", by=moderator, version=1)

    said.refresh_from_db()
    assert said.state == ContributionState.HIDDEN
    assert [bool(one.settled_at) for one in said.reports.all()] == [True]
    mail = OutgoingMail.objects.get()
    assert mail.recipients == [editor.email]
    assert "Zo praten we niet." in mail.text
    assert f"/forums/praat/bijdragen/{said.pk}/bezwaar/" in mail.text
    with pytest.raises(DecidedMeanwhileError):
        hide_contribution(said, Ground.HURTFUL, "Nog eens.", by=moderator, version=1)


def test_hiding_takes_a_ground_and_words(forum, editor, moderator):
    said = make_contribution(forum, editor)

    for ground, words in ((Ground.HURTFUL, "  "), ("saai", "Saai.")):
        with pytest.raises(ValidationError):
            hide_contribution(said, ground, words, by=moderator, version=1)

    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("puts_back", [True, False])
def test_another_moderator_decides_on_an_appeal_once(
    forum, editor, moderator, epos_moderator, puts_back
):
    said = make_contribution(forum, editor)
    hiding = hide_contribution(said, Ground.OFF_TOPIC, "Elders.", by=moderator, version=1)
    with pytest.raises(ValidationError):
        decide_appeal(hiding, by=epos_moderator, puts_back=True, words="Niemand vroeg het.")
    for _click in range(2):
        appeal(hiding, "Het gaat er wel over.", by=editor)
    with pytest.raises(AppealIsOverError):
        appeal(hiding, "En nog eens.", by=editor)
    with pytest.raises(PermissionDenied):
        decide_appeal(hiding, by=moderator, puts_back=True, words="Van mezelf.")
    with pytest.raises(ValidationError):
        decide_appeal(hiding, by=epos_moderator, puts_back=puts_back, words="")

    for _click in range(2):
        decide_appeal(hiding, by=epos_moderator, puts_back=puts_back, words="Ik las het opnieuw.")

    hiding.refresh_from_db()
    said.refresh_from_db()
    expected = ContributionState.PUBLISHED if puts_back else ContributionState.HIDDEN
    assert (hiding.appeal, said.state) == ("Het gaat er wel over.", expected)
    told = OutgoingMail.objects.filter(template="forums/mail/appeal_decided")
    assert ["Ik las het opnieuw." in one.text for one in told] == [True]
    with pytest.raises(DecidedMeanwhileError):
        decide_appeal(hiding, by=epos_moderator, puts_back=not puts_back, words="Toch niet.")


def test_what_was_refused_before_it_stood_there_can_be_put_online(
    forum, editor, moderator, epos_moderator
):
    said = say(forum, editor)
    hiding = hide_contribution(said, Ground.OFF_TOPIC, "Elders.", by=moderator, version=1)
    with pytest.raises(DecidedMeanwhileError):
        publish_contribution(said, by=moderator, version=1)
    appeal(hiding, "Toch wel.", by=editor)

    decide_appeal(hiding, by=epos_moderator, puts_back=True, words="Het kan.")

    said.refresh_from_db()
    assert said.state == ContributionState.PUBLISHED
    assert said.published_at is not None


@pytest.mark.parametrize(
    ("stood", "puts_back", "subject", "words"),
    [
        (True, True, "staat weer online", "zette je bijdrage weer online"),
        (True, False, "blijft verborgen", "Je bijdrage blijft verborgen"),
        (False, True, "staat online", "publiceerde je bijdrage"),
        (False, False, "wordt niet gepubliceerd", "Je bijdrage wordt niet gepubliceerd"),
    ],
)
def test_the_mail_on_an_appeal_says_what_is_true_of_the_contribution(
    forum, editor, moderator, epos_moderator, stood, puts_back, subject, words
):
    state = ContributionState.PUBLISHED if stood else ContributionState.WAITING
    said = make_contribution(forum, editor, state=state)
    hiding = hide_contribution(said, Ground.OFF_TOPIC, "Elders.", by=moderator, version=1)
    appeal(hiding, "Toch wel.", by=editor)

    decide_appeal(hiding, by=epos_moderator, puts_back=puts_back, words="Ik las het opnieuw.")

    told = OutgoingMail.objects.get(template="forums/mail/appeal_decided")
    assert told.subject == f"Je bijdrage aan “praat” {subject}"
    assert words in told.text


def test_what_its_author_rewrote_is_read_again_before_it_is_published(forum, editor, moderator):
    said = say(forum, editor)
    rewrite_contribution(said, "Heel iets anders.", by=editor, version=1, shows_name=False)

    with pytest.raises(RewrittenMeanwhileError):
        publish_contribution(said, by=moderator, version=1)
    publish_contribution(said, by=moderator, version=2)


def test_a_report_that_is_settled_can_be_made_again(forum, editor, other_editor, moderator):
    said = make_contribution(forum, editor)
    report_contribution(said, Ground.HURTFUL, by=other_editor)

    assert leave_contribution(said, by=moderator) == 1
    assert leave_contribution(said, by=moderator) == 0
    report_contribution(said, Ground.HURTFUL, by=other_editor)

    assert list(Contribution.objects.to_look_at()) == [said]


def test_erasing_an_author_takes_the_name_and_leaves_what_was_said(forum, editor, administrator):
    said = make_contribution(forum, editor, shows_name=True)
    report_contribution(
        make_contribution(forum, administrator_like()), Ground.OTHER, by=editor, words="Ilse zegt."
    )

    erase_account(editor, by=administrator)

    said.refresh_from_db()
    assert (said.shows_name, said.text) == (False, "Bij ons werkt het zo.")
    report = said.reports.model.objects.get()
    assert (report.reporter, report.words) == (None, "")


def administrator_like():
    """Somebody else with a mandate."""
    return make_mandate(make_user(), make_institution("Nog een")).user


VERBS = ("publish", "leave", "hide", "appeal", "decide", "report", "rewrite", "reply")
NOTHING = dict.fromkeys(VERBS, False)
READER = NOTHING | {"report": True, "reply": True}
MODERATOR = {"publish": True, "leave": True, "hide": True, "decide": True}
MAY = {
    "visitor": NOTHING | {"report": True},
    "author": NOTHING | {"appeal": True, "rewrite": True, "reply": True},
    "other_editor": READER,
    "policymaker": READER,
    # Hid it; so does not decide.
    "moderator": READER | MODERATOR | {"decide": False},
    "epos_moderator": READER | MODERATOR,
    "administrator": READER | MODERATOR | {"reply": False},
    # Speaks for the institution of the author too.
    "own_moderator": READER,
}


@pytest.mark.parametrize(("role", "verb"), [(role, verb) for role in MAY for verb in VERBS])
def test_who_may_do_what_with_a_contribution(request, forum, editor, school, moderator, role, verb):
    from accounts.enums import Role

    waits = verb == "publish"
    state = ContributionState.WAITING if waits else ContributionState.PUBLISHED
    said = make_contribution(forum, editor, state=state)
    hiding = None
    if verb in ("appeal", "decide"):
        hiding = hide_contribution(said, Ground.OFF_TOPIC, "Elders.", by=moderator, version=1)
    if verb == "decide":
        appeal(hiding, "Toch.", by=editor)
    if verb == "leave":
        report_contribution(said, Ground.OTHER, by=make_user())
    if role == "visitor":
        person = make_user()
    elif role == "author":
        person = editor
    elif role == "own_moderator":
        person = make_user(role=Role.MODERATOR)
        make_mandate(person, school)
    else:
        person = request.getfixturevalue(role)
    mandate = person.mandates.first() or editor.mandates.get()
    verbs = {
        "publish": partial(publish_contribution, said, version=1),
        "leave": partial(leave_contribution, said),
        "hide": partial(hide_contribution, said, Ground.OFF_TOPIC, "Elders.", version=1),
        "appeal": partial(appeal, hiding, "Toch."),
        "decide": partial(decide_appeal, hiding, puts_back=True, words="Goed."),
        "report": partial(report_contribution, said, Ground.OTHER),
        "rewrite": partial(rewrite_contribution, said, "Nieuw.", version=1, shows_name=False),
        "reply": partial(contribute, forum, "Antwoord.", mandate=mandate, parent=said),
    }
    before = Event.objects.count()

    try:
        verbs[verb](by=person)
    except PermissionDenied:
        done = False
    else:
        done = True

    assert done == MAY[role][verb]
    assert (Event.objects.count() > before) == done


@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_who_decide_at_once_one_hears_of_the_other(
    editor, moderator, epos_moderator
):
    forum = make_forum()
    said = make_contribution(forum, editor, state=ContributionState.WAITING)

    outcomes = at_once(
        partial(publish_contribution, said, by=moderator, version=1),
        partial(hide_contribution, said, Ground.OFF_TOPIC, "Elders.", version=1, by=epos_moderator),
    )

    said.refresh_from_db()
    # Published and then hidden is right too; refused and then published is not.
    if isinstance(outcomes[0], DecidedMeanwhileError):
        assert isinstance(outcomes[1], Hiding)
    assert said.state == ContributionState.HIDDEN
    assert Hiding.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_writes_once(editor):
    forum = make_forum()

    outcomes = at_once(*[partial(say, forum, editor)] * 2)

    assert outcomes[0] == outcomes[1] == Contribution.objects.get()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_hide_at_once_one_does(editor, moderator, epos_moderator):
    said = make_contribution(make_forum(), editor)

    outcomes = at_once(
        *[
            partial(hide_contribution, said, Ground.OFF_TOPIC, "Elders.", version=1, by=one)
            for one in (moderator, epos_moderator)
        ]
    )

    assert sorted(type(one).__name__ for one in outcomes) == ["DecidedMeanwhileError", "Hiding"]
    assert OutgoingMail.objects.count() == 1
