"""What pages say in a forum for members alone is true there, for who reads and who organises."""

from __future__ import annotations

import pytest

from forums.enums import Access
from forums.pages import Forum
from tests.accounts.factories import make_user
from tests.forums.factories import (
    make_forum,
    make_item,
    make_member,
    make_recommendation,
    make_session,
)
from tests.forums.organising.making import make_ready, place_of
from tests.markup import markup_problems
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of, policy_level

pytestmark = pytest.mark.django_db

NOWHERE = "nog niet op een overlegforum"
FALSE = ("online", "openbare pagina", "leest iedereen", "Iedereen leest", "Iedereen met")


@pytest.mark.parametrize("access", [Access.PUBLIC, Access.MEMBERS_ONLY])
@pytest.mark.slow
def test_a_trail_says_nothing_false_of_what_lies_on_the_table(client, school, access):
    policy_level()
    conclusion = conclusions_of(make_published(make_school_page(school)))[0]
    make_item(make_session(make_forum("elders", title="Elders")), conclusion)
    forum, person = make_forum("leden", access=access), make_user()
    make_member(forum, person)
    session = make_session(forum)
    make_item(session, conclusion)
    recommendation = make_recommendation(forum, conclusion)
    client.force_login(person)

    pages = [client.get(one.get_absolute_url()) for one in (forum, session, recommendation)]

    shows_trail = access == Access.PUBLIC
    for page in pages:
        assert conclusion.reference in page.text
        assert markup_problems(page.text) == []
    assert [NOWHERE in one.text for one in pages] == [False] * 3
    assert ["trail-mini" in one.text for one in pages[1:]] == [shows_trail] * 2
    assert ("alleen voor leden" in pages[0].text) is not shows_trail


@pytest.mark.slow
def test_organisers_of_a_forum_for_members_read_who_sees_it(client, moderator):
    forum = make_ready(moderator, access=Access.MEMBERS_ONLY)
    client.force_login(moderator)
    asked = client.get(place_of(forum, "openen/"))
    opened = client.post(place_of(forum, "openen/"), follow=True)
    written = client.get(place_of(forum, "bewerken/"))
    Forum.objects.filter(pk=forum.pk).update(report="Zo was het.")
    pages = [
        asked,
        opened,
        written,
        client.get(place_of(forum, "verslag/")),
        client.get(place_of(forum, "verslag/publiceren/")),
    ]

    for page in pages:
        main = page.text.partition("<main")[2].partition("</main>")[0]
        said = main.partition("<fieldset")[0] if page is written else main
        assert [words for words in FALSE if words in said] == []
        assert markup_problems(page.text) == []
    assert "Het forum is open. Alleen leden lezen het." in opened.text
    assert "Wat je bewaart, lezen de leden meteen." in written.text
    assert "Pas als je publiceert, lezen de leden het." in pages[3].text
    assert "De leden lezen het dan." in pages[4].text


def test_a_member_without_mandate_reads_how_to_get_one_and_is_not_asked_to_begin(client, editor):
    forum, guest = make_forum("leden", access=Access.MEMBERS_ONLY), make_user()
    for one in (guest, editor):
        make_member(forum, one)
    seen = {}
    for one in (guest, editor):
        client.force_login(one)
        seen[one] = client.get("/forums/leden/bijdragen/")

    assert "Begin het gesprek." in seen[editor].text
    assert "Begin het gesprek." not in seen[guest].text
    assert 'href="/toegang/">vraag dan toegang' in seen[guest].text
    assert 'href="/forums/leden/">wie het forum organiseert' in seen[guest].text
    assert markup_problems(seen[guest].text) == []
