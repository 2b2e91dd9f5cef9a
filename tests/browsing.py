"""A real browser for tests: a page of a given width and colour scheme, and axe on it.

Use the fixture ``browser_page`` in a test marked ``browser``, with ``live_server``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.servers import chromium

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, started once."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, which Django takes for an async view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browser_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens pages: ``browser_page(390, "dark")``. Each has a context of its own: no cookies.

    When the test is over, nothing may have been refused by the content policy and no script may
    have failed.
    """
    contexts = []
    complaints: list[str] = []

    def opened(width: int = 1280, scheme: str = "light", **options: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="nl-BE",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text)
                if "Content Security Policy" in message.text
                else None
            ),
        )
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def axe(page: Any, **options: Any) -> list[str]:
    """Return what axe finds wrong on ``page``: rule, element and what to do; empty when fine."""
    import axe_playwright_python

    source = Path(axe_playwright_python.__file__).with_name("axe.min.js")
    page.evaluate(source.read_text(encoding="utf-8"))
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def overflow(page: Any) -> int:
    """Return by how many pixels ``page`` is wider than its window."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


def signed_in(page: Any, client: Any, address: str) -> Any:
    """Give ``page`` the session of ``client``, for the site at ``address``."""
    cookies = [
        {"name": name, "value": cookie.value, "url": address}
        for name, cookie in client.cookies.items()
    ]
    page.context.add_cookies(cookies)
    return page
