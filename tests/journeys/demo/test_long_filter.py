"""Searching in a filter with many values."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]


@pytest.mark.parametrize("width", [1280, 390])
def test_a_long_filter_is_searched_by_letters(live_server, browser_page, width):
    page = browser_page(width)
    page.goto(f"{live_server.url}/projecten/")
    facet = page.locator('[data-facet="thema"]')
    box = facet.get_by_placeholder("Zoek in de lijst")
    if width == 390:
        page.get_by_role("link", name="Verfijn").click()

    wide = box.bounding_box()["width"] / facet.bounding_box()["width"]
    box.fill("vreemde")
    shown = [
        label.inner_text()
        for label in facet.locator("li > label > span").all()
        if label.is_visible()
    ]
    box.fill("xyz")
    told = facet.get_by_role("status").inner_text()

    assert wide > 0.9
    assert shown == ["Talen en communicatie", "Vreemdetalenonderwijs"]
    assert told == "Niets met die letters."
    assert page.url.partition("#")[0] == f"{live_server.url}/projecten/"
