"""What everybody reads of a forum, on every surface: role × access × surface.

Each forum is full of what not everybody may read. Every address is opened by everybody, and what
stands there is compared with what they may read: all of it, and nothing else.
"""

from __future__ import annotations

from itertools import chain

import pytest

from forums.enums import PUBLIC_ACCESS, Access, Phase
from forums.pages import Forum
from forums.records import AgendaItem
from tests.forums.surfaces.making import (
    DOCUMENTS,
    OF_A_FORUM,
    OF_AN_ITEM,
    OF_EVERYBODY,
    OF_ORGANISERS,
    OF_READERS,
    OWN,
    PUBLIC_ELSEWHERE,
    ROLES,
    WORDS,
    browser_of,
    make_world,
    own_calendar,
    planted,
    text_of,
)
from tests.sharing import made_once

pytestmark = pytest.mark.django_db

#: Who reads a forum that members alone read.
ADMITTED = {"member", "guest", "organiser"}
#: What somebody reads more than other readers, and less than organisers: their own.
OWN_WORDS = {"member": {"motivation"}, "guest": {"link"}}


@made_once
def world():
    """The three forums, and the people."""
    return make_world()


def reads(role: str, access: str) -> set[str]:
    """All that somebody may read of the forum of this access."""
    if role == "reporter":  # writes the minutes of a session, whether or not they are a member
        own = {"minutes", "item"}
        return own | OF_READERS if access in PUBLIC_ACCESS else own
    if access not in PUBLIC_ACCESS and role not in ADMITTED:
        return set()
    if role == "organiser":
        return OF_READERS | OF_ORGANISERS
    return OF_READERS | OWN_WORDS.get(role, set())


def everything_read(client, world, accesses) -> dict[str, str]:
    """What stands at every address, for who has this browser."""
    forums = [world.forums[access] for access in accesses]
    places = [path.format(f=forum.slug) for forum in forums for path in OF_A_FORUM]
    places += [forum.proposals.get().get_absolute_url() for forum in forums]
    places += [
        f"/mijn/forums/{item.session.forum.slug}/sessies/{item.session.number}/agenda/{item.pk}/{one}"
        for item in AgendaItem.objects.filter(session__forum__in=forums).select_related(
            "session__forum"
        )
        for one in OF_AN_ITEM
    ]
    trail = (world.conclusion.get_absolute_url(), world.conclusion.project.get_url())
    found = {}
    hidden = [word for what, word in WORDS.items() if what not in PUBLIC_ELSEWHERE]
    for place in chain(places, OF_EVERYBODY, trail, OWN, filter(None, [own_calendar(client)])):
        answer = client.get(place)
        if answer.status_code == 200:
            found[place] = text_of(answer)
        else:
            assert answer.status_code in (302, 403, 404, 409), (place, answer.status_code)
            assert not any(word in answer.text for word in hidden), place
    return found


def counts(what: str, place: str, forum: Forum) -> bool:
    """Whether somebody reads at ``place`` that ``what`` is of this forum."""
    return what not in PUBLIC_ELSEWHERE or f"/forums/{forum.slug}/" in place


def assert_reads(world, role, accesses=tuple(Access.values)) -> None:
    """Compare what stands at every address with what ``role`` may read."""
    pages = everything_read(browser_of(world.people[role]), world, accesses)
    for access in accesses:
        where = {
            what: [
                place
                for place, text in pages.items()
                if planted(what, access) in text and counts(what, place, world.forums[access])
            ]
            for what in WORDS
        }
        found = {what: places for what, places in where.items() if places}
        may = reads(role, access)
        assert {what: places for what, places in found.items() if what not in may} == {}, access
        assert (role, access, set(found)) == (role, access, may)


@pytest.mark.slow
def test_a_visitor_reads_what_is_public_and_nothing_else(world):
    assert_reads(world, "visitor")


@pytest.mark.slow
@pytest.mark.parametrize("role", ["outsider", "member", "guest", "organiser"])
def test_what_members_read_among_themselves_is_for_them(world, role):
    assert_reads(world, role, [Access.MEMBERS_ONLY])


@pytest.mark.slow
@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("role", ROLES)
def test_in_every_phase_everybody_reads_what_is_for_them(monkeypatch, world, role, phase):
    monkeypatch.setattr(Forum, "phase", phase)

    assert_reads(world, role)


@pytest.mark.parametrize("role", ["visitor", "outsider", "member", "organiser"])
def test_who_takes_documents_along(world, role):
    client = browser_of(world.people[role])
    for access, forum in world.forums.items():
        reading = access in PUBLIC_ACCESS or role in ADMITTED
        report, *lists = (client.get(path.format(f=forum.slug)) for path in DOCUMENTS)

        assert (role, access, report.status_code) == (role, access, 200 if reading else 404)
        refused = 302 if role == "visitor" else 403
        expected = 200 if role == "organiser" else refused
        assert [one.status_code for one in lists] == [expected] * 2
        for one in (report, *lists):
            assert one.content.startswith(b"%PDF-") == (one.status_code == 200)
