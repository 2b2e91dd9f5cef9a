"""What a page weighs, and that it stands still while it loads."""

from __future__ import annotations

import gzip
from typing import Any

import pytest

from tests.journeys.demo.pages import CONCLUSION, PAGES, PROJECT

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]

#: Bytes that come over: HTML as it is, stylesheets and scripts as production sends them, which
#: WhiteNoise compressed; no fonts, no pictures.
HEAVIEST = 100_000
WEIGHED = {"document", "stylesheet", "script"}
#: Answers that send on to another address; a browser keeps no body of them.
MOVED = set(range(300, 400))
#: Shows every component at once, to who builds pages.
STYLE_GUIDE = "/stijlgids/"

SHIFTS = """() => new Promise(done => {
    const found = [];
    new PerformanceObserver(list => found.push(...list.getEntries()))
        .observe({type: "layout-shift", buffered: true});
    const told = entry => `${entry.value.toFixed(4)}: `
        + entry.sources.map(one => one.node?.outerHTML?.slice(0, 80)).join(" | ");
    setTimeout(() => done(found.map(told)), 300);
})"""


def test_no_page_is_heavy(live_server, browser_page):
    page = browser_page()
    addresses = [one.path for one in PAGES if one.path != STYLE_GUIDE]

    weights = {path: weight(page, live_server.url + path) for path in addresses}

    assert {path: bytes for path, bytes in weights.items() if bytes > HEAVIEST} == {}


def weight(page: Any, address: str) -> int:
    """Return the bytes that ``address`` loads, or takes from the browser's store."""
    answers: list[Any] = []

    def noted(answer: Any) -> None:
        if answer.request.resource_type in WEIGHED:
            answers.append(answer)

    page.on("response", noted)
    page.goto(address)
    page.remove_listener("response", noted)
    return sum(
        len(answer.body())
        if answer.request.resource_type == "document"
        else len(gzip.compress(answer.body()))
        for answer in answers
        if answer.status not in MOVED
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_stand_still_while_they_load(live_server, browser_page, width):
    moved = {}
    for path in ("/", "/projecten/", "/conclusies/", PROJECT, CONCLUSION):
        page = browser_page(width)
        page.goto(live_server.url + path, wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        moved[path] = page.evaluate(SHIFTS)

    assert {path: shifts for path, shifts in moved.items() if shifts} == {}
