"""The public pages in a real browser: filters that answer at once, axe, a phone."""

from __future__ import annotations

import pytest

from showcase.addresses import project_address, school_address
from tests.browsing import axe, overflow
from tests.sharing import made_once
from tests.showcase.factories import (
    make_level,
    make_published,
    make_school,
    make_school_page,
    make_theme,
)
from tests.showcase.public.making import archived, conclusions_of, partner, policy_level

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@made_once
def addresses():
    """Every public page of this package, with something on it."""
    policy_level()
    school_page = make_school_page(make_school("Voorbeeldschool De Brug", is_example=True))
    languages = make_theme("talen", label_nl="Talen en communicatie")
    make_theme("frans", label_nl="Frans", broader=languages)
    level = make_level("secundair", label_nl="Secundair onderwijs")
    project = make_published(
        school_page,
        title="Stage zonder grenzen",
        themes=[make_theme("frans")],
        levels=[level],
        partners=[partner("fr"), partner("it")],
        summary="Elke leerling kreeg de kans om drie weken mee te werken. " * 8,
        what_did_not_work="De eerste lichting vulde het logboek pas achteraf in.",
    )
    make_published(school_page, title="Water verbindt", themes=[make_theme("water")])
    gone = archived(school_page, title="Verdwenen")
    return [
        "/",
        "/projecten/",
        "/projecten/?q=stage&thema=frans",
        "/projecten/?q=niets&thema=water&niveau=onbekend",
        "/conclusies/",
        "/conclusies/?q=stelling",
        project_address(project),
        project_address(gone),
        school_address(school_page),
        conclusions_of(project)[0].get_absolute_url(),
        "/themas/talen/",
        "/niveaus/secundair/",
    ]


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

    page.get_by_text("2 projecten").wait_for()
    assert not page.get_by_label("Frans").is_checked()


def test_words_typed_but_not_sent_survive_a_filter(live_server, browser_page, addresses):
    page = browser_page()
    page.goto(f"{live_server.url}/projecten/")
    page.locator("#q").fill("stage")
    page.get_by_label("Frans").check()
    page.wait_for_url("**/projecten/?*")

    assert page.url.endswith("/projecten/?thema=frans&q=stage")
    assert page.locator("#q").input_value() == "stage"


def test_the_sheet_on_a_phone_stays_open_while_choosing(live_server, browser_page, addresses):
    page = browser_page(390)
    page.goto(f"{live_server.url}/projecten/")
    page.locator(".facets-opener a").click()
    page.get_by_label("Frans").check()
    page.wait_for_url("**/projecten/?thema=frans#verfijn")
    sheet = page.locator(".facets")
    open_after_choosing = sheet.is_visible()
    page.get_by_role("button", name="Toepassen").click()
    page.wait_for_url("**/projecten/?*thema=frans*")

    assert open_after_choosing
    assert not sheet.is_visible()
    assert page.locator(".results h2").all_inner_texts() == ["Stage zonder grenzen"]


def test_everything_works_without_script(live_server, browser_page, addresses):
    page = browser_page(java_script_enabled=False)
    page.goto(f"{live_server.url}/projecten/")
    page.locator("#q").fill("stage")
    page.get_by_label("Frans").check()
    page.get_by_role("button", name="Toepassen").click()
    found = page.locator(".results h2").all_inner_texts()
    page.get_by_role("link", name="Alles wissen").click()

    assert found == ["Stage zonder grenzen"]
    assert page.locator("[data-part=count]").inner_text() == "2 projecten"
