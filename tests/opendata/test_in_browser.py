"""The pages about open data, and linked data in a page, in a real browser."""

from __future__ import annotations

import pytest

from tests.browsing import axe, overflow
from tests.showcase.factories import make_published, make_theme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ["/open-data/", "/api/v1/docs"]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_pages_are_accessible_and_keep_within_their_width(live_server, browser_page, width, scheme):
    page = browser_page(width, scheme)
    found = {}
    for path in PAGES:
        page.goto(live_server.url + path)
        found[path] = (axe(page), overflow(page))

    assert found == dict.fromkeys(PAGES, ([], 0))


def test_linked_data_is_data_whatever_was_typed(live_server, browser_page):
    """The policy of the page has nothing against it, and nothing in it runs."""
    evil = "</script><script>document.title='mis'</script>"
    project = make_published(title=evil, themes=[make_theme("talen")])
    page = browser_page()

    page.goto(live_server.url + project.get_url())

    told = page.locator('script[type="application/ld+json"]').text_content()
    assert page.evaluate("text => JSON.parse(text).name", told) == evil
    assert page.title() != "mis"
