"""Every public page in a real browser: axe, light and dark, wide and narrow; focus, errors."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browsing import axe, overflow, signed_in
from tests.journeys.demo.pages import PAGES, SIGNED_IN, signed_in_as

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]

#: The rules of axe that look at colours: a dark page differs from a light one in nothing else.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}

FOCUSED = """() => {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const inside = box.top >= 0 && box.left >= 0 && box.height >= 24
        && box.right <= innerWidth && box.bottom <= innerHeight;
    return [element.getAttribute("href"), outlined, inside];
}"""


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_accessible_in_light_and_in_dark(live_server, browser_page, width):
    page = browser_page(width)
    errors = errors_of(page)

    found = {one.path: problems(page, live_server.url + one.path, errors) for one in PAGES}

    assert {path: what for path, what in found.items() if what} == {}


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("email", SIGNED_IN)
def test_every_page_of_who_is_signed_in_is_accessible(live_server, browser_page, email, width):
    page = signed_in(browser_page(width), signed_in_as(email), live_server.url)
    errors = errors_of(page)

    found = {path: problems(page, live_server.url + path, errors) for path in SIGNED_IN[email]}

    assert {path: what for path, what in found.items() if what} == {}


def errors_of(page: Any) -> list[str]:
    """What the console will complain of, apart from a page that is rightly not there."""
    errors: list[str] = []

    def noted(message: Any) -> None:
        if message.type == "error" and message.location["url"] != page.url:
            errors.append(message.text)

    page.on("console", noted)
    return errors


def problems(page: Any, address: str, errors: list[str]) -> list[str]:
    """Everything that is wrong with the page at ``address``, in words."""
    page.emulate_media(color_scheme="light")
    page.goto(address)
    found = [*axe(page), *first_stop(page)]
    if wider := overflow(page):
        found.append(f"{wider} pixels too wide")
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {one}" for one in axe(page, **COLOURS)]
    found += errors
    errors.clear()
    return found


def first_stop(page: Any) -> list[str]:
    """Why the first Tab does not visibly reach the link that skips to the content, if so."""
    page.keyboard.press("Tab")
    page.wait_for_function("document.activeElement !== document.body")
    href, outlined, inside = page.evaluate(FOCUSED)
    expected = (href, outlined, inside) == ("#inhoud", True, True)
    return [] if expected else [f"first stop: {href}, outlined {outlined}, in view {inside}"]
