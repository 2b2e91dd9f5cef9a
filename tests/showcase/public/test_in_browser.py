"""The public pages in a real browser: filters that answer at once, axe, a phone."""

from __future__ import annotations

import pytest

from tests.browsing import axe, overflow
from tests.showcase.factories import make_level, make_published, make_school, make_school_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_accessible_and_keep_within_their_width(
    live_server, browser_page, addresses, width, scheme
):
    page = browser_page(width, scheme)
    found = {}
    for path in addresses:
        page.goto(live_server.url + path)
        found[path] = (axe(page), overflow(page))

    assert found == dict.fromkeys(addresses, ([], 0))


def test_the_evidence_map_shows_every_level_on_a_phone(live_server, browser_page):
    school_page = make_school_page(make_school("De Brug"))
    names = ["Basisonderwijs", "Buitengewoon basisonderwijs", "Secundair onderwijs"]
    names += ["Buitengewoon secundair onderwijs", "Deeltijds kunstonderwijs", "Hoger onderwijs"]
    levels = [make_level(f"niveau-{n}", label_nl=name) for n, name in enumerate(names)]
    make_published(school_page, levels=levels)
    page = browser_page(390)
    page.goto(live_server.url)

    scroller = page.locator(".evidence-map .scroll-x")
    assert scroller.evaluate("box => box.scrollWidth - box.clientWidth") == 0
    shown = [text.replace("\u00ad", "") for text in scroller.locator("thead th").all_inner_texts()]
    assert shown == ["Thema", *names]
    narrowest = min(box.bounding_box()["width"] for box in scroller.locator("td a").all())
    assert narrowest >= 24


def test_a_filter_answers_at_once_and_keeps_focus_and_folds(live_server, browser_page, addresses):
    page = browser_page()
    page.goto(f"{live_server.url}/projecten/")
    page.locator("summary", has_text="Jaar van afronding").click()
    box = page.get_by_label("Frans")
    box.focus()
    page.keyboard.press("Space")
    page.wait_for_url("**/projecten/?thema=frans")

    assert page.locator("[data-part=count]").inner_text() == "1 project"
    assert page.locator(".results h2").all_inner_texts() == ["Stage zonder grenzen"]
    assert page.evaluate("document.activeElement.value") == "frans"
    assert box.is_checked()
    assert page.locator("details.facet", has_text="Jaar van afronding").get_attribute("open") == ""


def test_going_back_undoes_a_filter(live_server, browser_page, addresses):
    page = browser_page()
    page.goto(f"{live_server.url}/projecten/")
    page.get_by_label("Frans").check()
    page.wait_for_url("**/projecten/?thema=frans")
    page.go_back()
    page.wait_for_url("**/projecten/")

    page.get_by_text("2 projecten", exact=True).wait_for()
    assert not page.get_by_label("Frans").is_checked()


def test_going_back_twice_undoes_two_filters(live_server, browser_page, addresses):
    page = browser_page()
    page.goto(f"{live_server.url}/projecten/")
    page.get_by_label("Frans").check()
    page.wait_for_url("**/projecten/?thema=frans")
    page.locator("summary", has_text="Jaar van afronding").click()
    page.locator('[data-facet="jaar"] input').first.check()
    page.wait_for_url("**/projecten/?thema=frans&jaar=*")
    page.go_back()
    page.wait_for_url("**/projecten/?thema=frans")
    page.get_by_text("1 project", exact=True).wait_for()
    page.go_back()
    page.wait_for_url("**/projecten/")

    page.get_by_text("2 projecten", exact=True).wait_for()
    assert not page.get_by_label("Frans").is_checked()


def test_words_typed_but_not_sent_survive_a_filter(live_server, browser_page, addresses):
    page = browser_page()
    page.goto(f"{live_server.url}/projecten/")
    page.locator("#q").fill("stage")
    page.get_by_label("Frans").check()
    page.wait_for_url("**/projecten/?*")

    assert page.url.endswith("/projecten/?q=stage&thema=frans")
    assert page.locator("#q").input_value() == "stage"


def test_the_sheet_on_a_phone_stays_open_while_choosing(live_server, browser_page, addresses):
    page = browser_page(390)
    page.goto(f"{live_server.url}/projecten/")
    page.locator(".facets-opener a").click()
    page.get_by_label("Frans").check()
    page.wait_for_url("**/projecten/?thema=frans#verfijn")
    sheet = page.locator(".facets")
    open_after_choosing = sheet.is_visible()
    page.get_by_role("button", name="Toon ").click()
    page.wait_for_url("**/projecten/?*thema=frans*")

    assert open_after_choosing
    assert not sheet.is_visible()
    assert page.locator(".results h2").all_inner_texts() == ["Stage zonder grenzen"]


def test_everything_works_without_script(live_server, browser_page, addresses):
    page = browser_page(java_script_enabled=False)
    page.goto(f"{live_server.url}/projecten/")
    page.locator("#q").fill("stage")
    page.get_by_label("Frans").check()
    page.get_by_role("button", name="Toon ").click()
    found = page.locator(".results h2").all_inner_texts()
    page.get_by_role("link", name="Alles wissen").click()

    assert found == ["Stage zonder grenzen"]
    assert page.locator("[data-part=count]").inner_text() == "2 projecten"


def test_suggestions_are_chosen_by_keyboard_and_told(live_server, browser_page, addresses):
    page = browser_page()
    page.goto(f"{live_server.url}/projecten/")
    box = page.locator("#q")
    box.press_sequentially("sta")
    page.get_by_role("option", name="Stage zonder grenzen").wait_for()
    seen = (box.get_attribute("aria-expanded"), axe(page))
    box.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    chosen = page.locator("[aria-selected=true]").inner_text()
    box.press("Escape")
    closed = (box.get_attribute("aria-expanded"), box.input_value())
    box.press("ArrowDown")
    page.get_by_role("option", name="Stage zonder grenzen").wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/scholen/**")

    assert seen == ("true", [])
    assert page.locator("h1").inner_text() == "Stage zonder grenzen"
    assert (bool(active), chosen.split("\n")[0]) == (True, "Stage zonder grenzen")
    assert closed == ("false", "sta")


def test_the_open_map_and_an_empty_answer_are_accessible(live_server, browser_page, addresses):
    found = {}
    for width, scheme in ((1280, "light"), (390, "dark")):
        page = browser_page(width, scheme)
        page.goto(f"{live_server.url}/projecten/?q=xyzxyz")
        page.locator(".finder-map summary").click()
        found[width] = (axe(page), overflow(page))
        page.get_by_role("link", name="Talen en communicatie", exact=True).click()
        page.wait_for_url("**/projecten/?thema=talen")

    assert found == {1280: ([], 0), 390: ([], 0)}


def test_on_paper_only_the_question_and_its_answers_stay(live_server, browser_page, addresses):
    page = browser_page()
    page.goto(f"{live_server.url}/projecten/?thema=frans")
    page.emulate_media(media="print")
    gone = (
        ".facets",
        ".searchbox",
        ".finder-take",
        ".finder-map",
        "[data-part=orders]",
        ".site nav",
    )

    assert [one for one in gone if page.locator(one).first.is_visible()] == []
    assert page.locator(".chips").first.is_visible()
    assert page.locator(".results h2").all_inner_texts() == ["Stage zonder grenzen"]
