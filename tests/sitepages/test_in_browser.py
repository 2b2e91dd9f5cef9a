"""Keeping a guide page, in a real browser."""

import pytest
from django.test import Client
from django.urls import reverse

from sitepages.pages import GuidePage
from sitepages.seed import build_site
from tests.browsing import signed_in
from vocabularies.domain.loading import load_vocabularies

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_moderator_changes_a_guide_page_and_publishes_it(live_server, browser_page, moderator):
    load_vocabularies()
    build_site()
    guide = GuidePage.objects.get(slug="etwinning")
    client = Client()
    client.force_login(moderator)
    page = signed_in(browser_page(1280), client, live_server.url)
    page.goto(live_server.url + reverse("wagtailadmin_pages:edit", args=[guide.pk]))

    page.locator("[name=title]").fill("Een nieuwe titel")
    actions = page.locator("footer")
    actions.get_by_role("button", name="Meer acties").click()
    offered = actions.get_by_role("button").all_inner_texts()
    actions.get_by_role("button", name="Publiceren").click()
    page.wait_for_url("**/beheer/pages/*/")

    assert GuidePage.objects.get(pk=guide.pk).title == "Een nieuwe titel"
    assert not [words for words in offered if "approval" in words]
