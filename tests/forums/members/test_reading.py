"""Who reads a forum, on every surface: role × access × whether it is open."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from forums import permissions
from forums.enums import PUBLIC_ACCESS, Access, Phase
from forums.pages import Forum
from institutions.domain.mandates import end_mandate
from tests.accounts.factories import make_user
from tests.forums.factories import (
    make_forum,
    make_item,
    make_member,
    make_recommendation,
    make_session,
)
from tests.sharing import made_once
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of, policy_level

pytestmark = pytest.mark.django_db

#: The school of ``editor`` is a member, and ``guest`` as a person.
ROLES = {
    "visitor": False,
    "other_editor": False,
    "policymaker": False,
    "editor": True,
    "guest": True,
    "moderator": True,
    "administrator": True,
}
MEMBERS = {"editor", "guest"}
QUESTION = "Wat zeggen leden onder elkaar?"


@made_once
def guest(db):
    """Speaks for no institution, and was invited."""
    return make_user("gast@voorbeeld.example")


@pytest.fixture
def person(request):
    def named(role):
        return AnonymousUser() if role == "visitor" else request.getfixturevalue(role)

    return named


@made_once
def make(school, guest):
    """A forum with something on every surface, of which a school and a person are members."""
    policy_level()

    def made(access, live=True):
        forum = make_forum("leden", access=access, live=live, question=QUESTION)
        make_member(forum, school)
        make_member(forum, guest)
        conclusion = conclusions_of(make_published(make_school_page(school)))[0]
        make_item(make_session(forum, title="Onder leden"), conclusion)
        make_recommendation(forum, conclusion, statement="Leden bevelen aan.")
        forum.conclusion = conclusion
        return forum

    return made


@pytest.fixture
def signed_in(person):
    """A browser of somebody, by role."""

    def browser(role):
        client = Client()
        if role != "visitor":
            client.force_login(person(role))
        return client

    return browser


@pytest.mark.slow
@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("access", Access.values)
def test_who_reads_the_pages_of_a_forum(signed_in, person, make, access, live):
    forum = make(access, live)

    for role in ROLES:
        client, user = signed_in(role), person(role)
        organises = role in ("moderator", "administrator")
        reads = organises or (live and (access in PUBLIC_ACCESS or role in MEMBERS))
        listed = live and (access in PUBLIC_ACCESS or role in MEMBERS)

        assert (role, permissions.can_see_forum(user, forum)) == (role, reads)
        # What organisers see more is in lists of their own.
        assert Forum.objects.readable_by(user).filter(pk=forum.pk).exists() == listed, role
        for path in ("", "sessies/1/", "aanbevelingen/1/"):
            response = client.get(f"/forums/leden/{path}")
            assert (role, path, response.status_code) == (role, path, 200 if reads else 404)
            assert (forum.title in response.text) == reads, role
        page = client.get("/forums/leden/").text
        assert ("Onder leden" in page, "Leden bevelen aan." in page) == (reads, reads), role
        assert (QUESTION in client.get("/forums/").text) == listed, role


@pytest.mark.slow
@pytest.mark.parametrize("access", Access.values)
def test_what_everybody_is_shown_holds_nothing_of_members(signed_in, make, access):
    """The trail, the home page and the map of the site are the same for everybody."""
    forum = make(access)
    is_public = access in PUBLIC_ACCESS

    for client in map(signed_in, ROLES):
        conclusion = client.get(forum.conclusion.get_absolute_url()).text
        maps = "".join(
            client.get(f"/sitemap-{name}.xml").text
            for name in ("forums", "bijeenkomsten", "aanbevelingen")
        )

        for words in ("/forums/leden/sessies/1/", "/forums/leden/aanbevelingen/1/"):
            assert (words, words in conclusion) == (words, is_public)
            assert (words, words in maps) == (words, is_public)
        assert ("/forums/leden/" in maps) == is_public
        assert (QUESTION in client.get("/").text) == is_public
        for place in (
            "/projecten/",
            "/conclusies/",
            f"/conclusies/?q={forum.conclusion.reference}",
        ):
            assert ("/forums/leden/" in client.get(place).text) <= is_public


@pytest.mark.slow
def test_members_find_their_forums_on_their_desk(signed_in, make):
    make(Access.MEMBERS_ONLY)

    for role in ROLES.keys() - {"visitor"}:
        desk = signed_in(role).get("/mijn/").text

        assert ("Overlegfora waarvan je lid bent" in desk) == (role in MEMBERS), role
        organises = role in ("moderator", "administrator")
        assert ("/forums/leden/" in desk) == (role in MEMBERS or organises), role


@pytest.mark.slow
def test_who_no_longer_speaks_for_a_member_reads_no_more(client, make, editor, administrator):
    make(Access.MEMBERS_ONLY)
    client.force_login(editor)
    assert client.get("/forums/leden/").status_code == 200

    end_mandate(editor.mandates.get(), by=administrator, even_if_last=True)

    assert client.get("/forums/leden/").status_code == 404
    assert QUESTION not in client.get("/forums/").text


@pytest.mark.parametrize("access", Access.values)
@pytest.mark.slow
def test_who_takes_part(monkeypatch, person, make, access):
    forum = make(access)

    for role, is_member in ROLES.items():
        user = person(role)
        admitted = role != "visitor" and (access == Access.PUBLIC or is_member)
        assert permissions.is_admitted(user, forum) == admitted, role
        for phase in Phase:
            monkeypatch.setattr(Forum, "phase", phase)
            running = phase in (Phase.CALL, Phase.CONSULTATION)
            takes_part = permissions.can_take_part(user, forum)
            assert (role, phase, takes_part) == (role, phase, admitted and running)
            assert permissions.can_take_part(user, forum, {phase}) == admitted


def test_nobody_takes_part_in_a_draft(make, editor, moderator):
    forum = make(Access.PUBLIC, live=False)

    assert not permissions.can_take_part(editor, forum)
    assert not permissions.can_take_part(moderator, forum)
