"""Forums in Wagtail's admin: nothing there makes, changes or loses one."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from forums.pages import Forum
from sitepages.seed import build_site
from tests.accounts.factories import make_superuser
from tests.forums.factories import make_forum, make_forums_index, make_session
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["superuser", "administrator"])
def boss(request) -> Client:
    """Whoever may do most there."""
    client = Client()
    who = make_superuser() if request.param == "superuser" else "administrator"
    client.force_login(request.getfixturevalue(who) if isinstance(who, str) else who)
    return client


@made_once
def forum():
    """A forum with a session, in a site where administrators have their permissions."""
    forum = make_forum("leren")
    make_session(forum)
    build_site()
    return forum


def kept(forum):
    """What no button may change."""
    fields = ("slug", "live", "path", "question")
    return list(Forum.objects.values_list(*fields)), forum.sessions.count()


@pytest.mark.parametrize("act", ["edit", "delete", "unpublish", "move", "copy"])
def test_a_button_of_a_forum_is_refused(boss, forum, act):
    before = kept(forum)

    response = boss.post(
        reverse(f"wagtailadmin_pages:{act}", args=[forum.pk]),
        {"title": "Anders", "slug": "anders", "new_title": "Kopie", "new_slug": "kopie"},
    )

    assert (response.status_code, response["Location"]) == (302, reverse("wagtailadmin_home"))
    assert kept(forum) == before


def test_adding_a_forum_is_refused(boss, forum):
    before = kept(forum)
    args = ["forums", "forum", make_forums_index().pk]

    response = boss.post(
        reverse("wagtailadmin_pages:add", args=args), {"title": "Nieuw", "slug": "nieuw"}
    )

    assert (response.status_code, response["Location"]) == (302, reverse("wagtailadmin_home"))
    assert kept(forum) == before


@pytest.mark.parametrize("act", ["delete", "move", "publish", "unpublish"])
def test_a_button_for_several_forums_is_refused(boss, forum, act):
    before = kept(forum)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", act])

    response = boss.post(f"{url}?id={forum.pk}&next=/beheer/", {"chooser": forum.get_parent().pk})

    assert response.status_code < 500
    assert kept(forum) == before


def test_the_folder_of_forums_can_not_go(boss, forum):
    url = reverse("wagtailadmin_pages:delete", args=[forum.get_parent().pk])

    boss.post(url)

    assert kept(forum)[1] == 1


def test_deleting_what_stands_above_forums_is_refused_in_words(forum):
    client = Client()
    client.force_login(make_superuser())
    home = forum.get_parent().get_parent()

    response = client.post(reverse("wagtailadmin_pages:delete", args=[home.pk]), follow=True)

    assert "kan niet weg: er hangen overlegfora aan" in response.text
    assert Page.objects.filter(pk=forum.pk).exists()
