"""What everybody may do with a forum: role × access × phase × verb.

The pages behind these verbs ask the same functions: `tests.forums.surfaces.test_reading` opens
them, and the tests beside each verb send something.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser

from forums import permissions
from forums.enums import PUBLIC_ACCESS, RUNNING_PHASES, Access, Phase
from forums.pages import Forum
from forums.records import Contribution, Proposal, Session
from tests.forums.surfaces.making import ROLES, make_world
from tests.sharing import made_once

pytestmark = pytest.mark.django_db

EVERYBODY = set(ROLES)
#: Who is on the list of members of each forum, or organises it.
ADMITTED = {"member", "guest", "organiser"}
WITH_ACCOUNT = EVERYBODY - {"visitor"}
#: Who speaks for an institution.
SPEAKING = {"outsider", "policymaker", "member"}
PHASES = set(Phase)


@dataclass(frozen=True)
class Verb:
    """Something that can be done; by whom in a public forum, in others, and when."""

    may: Callable[..., bool]
    in_public: set[str]
    in_others: set[str]
    phases: set[Phase]


def propose(user, forum):
    proposal = Proposal.objects.get(forum=forum)
    return permissions.can_offer(user, forum, proposal.institution)


def answer_correction(user, forum):
    """Of the school, on its own minutes: not who speaks for it."""
    proposal = Proposal.objects.get(forum=forum)
    return permissions.can_answer_correction(user, coming(forum), proposal.institution)


def coming(forum):
    """The session for which a reporter is named."""
    return Session.objects.select_related("forum").get(forum=forum, number=2)


def past(forum):
    """The session at which the conclusion of the school was tabled."""
    return Session.objects.select_related("forum").get(forum=forum, number=1)


def waiting(forum):
    """What a newcomer says."""
    return Contribution.objects.get(forum=forum, state="waiting")


VERBS = {
    "take part": Verb(permissions.can_take_part, WITH_ACCOUNT, ADMITTED, set(RUNNING_PHASES)),
    "propose": Verb(propose, {"member"}, {"member"}, {Phase.CALL}),
    "contribute": Verb(permissions.can_contribute, SPEAKING, {"member"}, set(RUNNING_PHASES)),
    "register": Verb(permissions.can_register, EVERYBODY, ADMITTED, PHASES),
    "correct": Verb(
        lambda user, forum: permissions.may_propose_correction(user, past(forum)),
        {"member"},
        {"member"},
        PHASES,
    ),
    "write minutes": Verb(
        lambda user, forum: permissions.can_write_minutes(user, coming(forum)),
        {"reporter", "organiser"},
        {"reporter", "organiser"},
        PHASES,
    ),
    "answer a correction": Verb(
        answer_correction, {"reporter", "organiser"}, {"reporter", "organiser"}, PHASES
    ),
    "moderate": Verb(
        lambda user, forum: permissions.can_moderate(user, waiting(forum)),
        {"organiser"},
        {"organiser"},
        PHASES,
    ),
    "decide": Verb(
        lambda user, forum: permissions.can_decide_on(user, Proposal.objects.get(forum=forum)),
        {"organiser"},
        {"organiser"},
        PHASES,
    ),
}


@made_once
def world():
    """The three forums, and the people."""
    return make_world()


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.slow
def test_who_may_do_what_and_when(monkeypatch, world, name):
    verb = VERBS[name]
    for phase in Phase:
        monkeypatch.setattr(Forum, "phase", phase)
        for access, forum in world.forums.items():
            allowed = {
                role
                for role, user in world.people.items()
                if verb.may(user or AnonymousUser(), forum)
            }
            who = verb.in_public if access == Access.PUBLIC else verb.in_others
            expected = who if phase in verb.phases else set()
            assert (name, access, phase, allowed) == (name, access, phase, expected)


def test_who_reads_in_every_phase(monkeypatch, world):
    for phase in Phase:
        monkeypatch.setattr(Forum, "phase", phase)
        for access, forum in world.forums.items():
            reading = {
                role
                for role, user in world.people.items()
                if permissions.can_see_forum(user or AnonymousUser(), forum)
            }
            expected = EVERYBODY if access in PUBLIC_ACCESS else ADMITTED
            assert (access, phase, reading) == (access, phase, expected)


@pytest.mark.parametrize("name", VERBS)
def test_nobody_takes_part_in_a_draft(world, name):
    """Who organises prepares it; what is written down for a person stays theirs."""
    taking_part = {"take part", "propose", "contribute", "register"}
    for forum in world.forums.values():
        Forum.objects.filter(pk=forum.pk).update(live=False)
        draft = Forum.objects.get(pk=forum.pk)
        allowed = {
            role
            for role, user in world.people.items()
            if VERBS[name].may(user or AnonymousUser(), draft)
        }
        assert (name, bool(allowed)) == (name, name not in taking_part)
