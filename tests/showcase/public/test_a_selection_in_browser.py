"""A selection of a finder in a real browser: by keyboard alone, shared, on paper, taken along."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.browsing import axe, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def tab_to(page, wanted):
    """Press Tab until ``wanted``, a selector, has the focus."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"Tab never comes to {wanted}")


def titles(page):
    return page.locator(".results h2").all_inner_texts()


def test_by_keyboard_alone_a_policymaker_finds_narrows_reads_and_comes_back(
    live_server, browser_page, addresses
):
    page = browser_page()
    page.goto(f"{live_server.url}/projecten/")
    tab_to(page, "#q")
    page.keyboard.type("kreeg de kans")
    page.keyboard.press("Enter")
    page.wait_for_url("**/projecten/?q=*")
    tab_to(page, "input[value=frans]")
    page.keyboard.press("Space")
    page.wait_for_url("**/projecten/?q=*&thema=frans")
    page.get_by_text("1 project", exact=True).wait_for()
    tab_to(page, ".results h2 a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/scholen/**")
    opened = page.locator("h1").inner_text()
    page.go_back()
    page.wait_for_url("**/projecten/?q=*&thema=frans")

    assert opened == "Stage zonder grenzen"
    assert titles(page) == ["Stage zonder grenzen"]
    assert page.get_by_label("Frans").is_checked()


def test_an_address_that_is_shared_shows_another_the_same(live_server, browser_page, addresses):
    mine = browser_page()
    mine.goto(f"{live_server.url}/projecten/")
    mine.locator("#q").fill("stage")
    mine.get_by_label("Frans").check()
    mine.wait_for_url("**/projecten/?q=stage&thema=frans")
    mine.get_by_text("1 project", exact=True).wait_for()
    theirs = browser_page(390)
    theirs.goto(mine.url)

    assert titles(theirs) == titles(mine) == ["Stage zonder grenzen"]
    assert theirs.locator("#q").input_value() == "stage"
    assert [chip.split("\n")[0] for chip in theirs.locator(".chips a").all_inner_texts()] == [
        chip.split("\n")[0] for chip in mine.locator(".chips a").all_inner_texts()
    ]


def test_a_selection_is_taken_along_in_every_form(live_server, browser_page, addresses):
    page = browser_page()
    page.goto(f"{live_server.url}/projecten/")
    page.get_by_label("Frans").check()
    page.wait_for_url("**/projecten/?thema=frans")
    page.get_by_text("1 project", exact=True).wait_for()
    taken = {}
    for link in page.locator(".finder-take a").all():
        with page.expect_download() as waiting:
            link.click()
        taken[Path(waiting.value.suggested_filename).suffix] = Path(waiting.value.path())

    [head, row] = csv.reader(taken[".csv"].read_text(encoding="utf-8-sig").splitlines())
    sheet = load_workbook(io.BytesIO(taken[".xlsx"].read_bytes())).worksheets[0]
    listed = json.loads(taken[".json"].read_text(encoding="utf-8"))
    assert set(taken) == {".csv", ".xlsx", ".json"}
    assert row[head.index("Titel")] == "Stage zonder grenzen"
    assert [cell.value for cell in sheet[1]] == head
    assert sheet.max_row == 2
    assert json.dumps(listed).count("Stage zonder grenzen") >= 1
    assert "Water verbindt" not in json.dumps(listed)


@pytest.mark.parametrize(
    "state",
    [
        "?q=stgae",
        "?q=niets&thema=water",
        "?pagina=99",
        "?q=" + "a" * 300,
        "?thema=frans&thema=water&niveau=secundair&sorteer=nieuwste",
        '?q="zonder grenzen" -water',
    ],
)
def test_every_state_is_accessible_and_fits(live_server, browser_page, addresses, state):
    found = {}
    for width, scheme in ((1280, "light"), (390, "dark")):
        page = browser_page(width, scheme)
        page.goto(f"{live_server.url}/projecten/{state}")
        found[width] = (axe(page), overflow(page))
        page.goto(f"{live_server.url}/zoeken/{state}")
        found[-width] = (axe(page), overflow(page))

    assert found == dict.fromkeys(found, ([], 0))


def test_the_open_sheet_on_a_phone_is_accessible(live_server, browser_page, addresses):
    found = {}
    for scheme in ("light", "dark"):
        page = browser_page(390, scheme)
        page.goto(f"{live_server.url}/projecten/?thema=frans")
        page.locator(".facets-opener a").click()
        page.wait_for_url("**#verfijn")
        found[scheme] = (axe(page), overflow(page))

    assert found == {"light": ([], 0), "dark": ([], 0)}
