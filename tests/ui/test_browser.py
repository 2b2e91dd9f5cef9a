import pytest

from tests.browsing import axe, overflow, signed_in
from ui.finders import as_written, joined

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ["/stijlgids/", "/stijlgids/bevestigen/", "/account/login/", "/account/signup/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_accessible_and_keep_within_their_width(live_server, browser_page, width, scheme):
    page = browser_page(width, scheme)
    found = {}
    for path in PAGES:
        page.goto(live_server.url + path)
        found[path] = (axe(page), overflow(page))

    assert found == dict.fromkeys(PAGES, ([], 0))


def test_menu_unfolds_on_a_phone_by_keyboard_and_without_script(live_server, browser_page):
    page = browser_page(390, java_script_enabled=False)
    page.goto(live_server.url + "/stijlgids/")
    link = page.locator(".site-menu nav a", has_text="Conclusies")
    before = link.is_visible()
    page.locator(".site-menu summary").focus()
    page.keyboard.press("Enter")

    assert (before, link.is_visible()) == (False, True)


def test_first_tab_skips_to_the_content(live_server, browser_page):
    page = browser_page()
    page.goto(live_server.url + "/stijlgids/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus").inner_text()
    page.keyboard.press("Enter")

    assert focused == "Naar de inhoud"
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_filters_open_as_a_sheet_on_a_phone_and_close_again(live_server, browser_page):
    page = browser_page(390, java_script_enabled=False)
    page.goto(live_server.url + "/stijlgids/")
    sheet = page.locator(".facets")
    seen = [sheet.is_visible()]
    page.locator(".facets-opener a").click()
    seen.append(sheet.is_visible())
    sheet.get_by_text("Sluit").click()
    seen.append(sheet.is_visible())

    assert seen == [False, True, False]


def test_targets_are_large_enough_to_touch(live_server, browser_page):
    page = browser_page(390)
    page.goto(live_server.url + "/stijlgids/")
    small = page.evaluate(
        """() => [...document.querySelectorAll("a, button, summary, input, select, textarea")]
            .filter(e => e.checkVisibility() && !e.closest("p, .visually-hidden, .skip-link"))
            .map(e => [e.closest("label") ?? e, e])
            .filter(([box]) => box.getBoundingClientRect().height < 24
                || box.getBoundingClientRect().width < 24)
            .map(([, e]) => e.outerHTML.slice(0, 60))"""
    )

    assert small == []


def test_page_does_not_move_when_its_fonts_arrive(live_server, browser_page):
    page = browser_page()
    page.goto(live_server.url + "/stijlgids/")
    page.evaluate("document.fonts.ready")
    moved = page.evaluate(
        """() => new Promise(done => {
            let sum = 0;
            new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value))
                .observe({type: "layout-shift", buffered: true});
            setTimeout(() => done(sum), 300);
        })"""
    )

    assert moved < 0.02


def test_page_loads_nothing_from_elsewhere(live_server, browser_page):
    page = browser_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(live_server.url + "/stijlgids/")

    assert {url for url in asked if not url.startswith((live_server.url, "data:"))} == set()
    assert [url for url in asked if url.endswith(".css")] == [
        f"{live_server.url}/static/ui/css/ui.css"
    ]


def test_admin_works_within_its_policy(live_server, browser_page, client, administrator):
    client.force_login(administrator)
    page = signed_in(browser_page(), client, live_server.url)
    shown = {}
    for path in ["/beheer/", "/beheer/pages/", "/beheer/images/add/", "/beheer/account/"]:
        shown[path] = page.goto(live_server.url + path).status
        page.wait_for_load_state("networkidle")

    assert shown == dict.fromkeys(shown, 200)


def test_packing_changes_no_rule_of_the_stylesheet(browser_page):
    read = """text => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(text);
        return [...sheet.cssRules].map(rule => rule.cssText);
    }"""
    page = browser_page()

    rules = page.evaluate(read, joined())

    assert len(rules) > 40
    assert rules == page.evaluate(read, as_written())
