import pytest, os
from django.test import Client
from tests.browsing import signed_in
from tests.showcase.factories import make_project
from tests.showcase.writing.filling import page_of
from showcase.domain import review
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
def test_shots(live_server, browser_page, space, project, editor, moderator, colleague):
    def opened(width):
        c = Client(); c.force_login(editor)
        return signed_in(browser_page(width), c, live_server.url)
    empty = space.new_project(title="", owner=None); empty.save_revision(clean=False)
    for width in (390, 1280):
        page = opened(width)
        page.goto(live_server.url + page_of(empty)); page.screenshot(path=f"/tmp/shot-{width}-empty.png", full_page=False)
        page.get_by_label("Samenvatting", exact=True).fill(f"Een begin {width}.")
        page.locator("[data-status]", has_text="Bewaard om").wait_for()
        page.screenshot(path=f"/tmp/shot-{width}-saved.png")
        page.get_by_role("button", name="Dien in", exact=True).click()
        page.get_by_text("Voor je kunt indienen").wait_for()
        page.screenshot(path=f"/tmp/shot-{width}-missing.png")
        page.locator(".error-summary a").nth(5).click()
        page.screenshot(path=f"/tmp/shot-{width}-jump.png")
        page.screenshot(path=f"/tmp/shot-{width}-full.png", full_page=True)
    p = make_project(space, title="Met een vraag")
    review.hand_in(p, by=editor); review.ask_addition(p, by=moderator, field="summary", words="Hoeveel leerlingen waren het?"); review.send_back(p, by=moderator)
    for width in (390, 1280):
        page = opened(width); page.goto(live_server.url + page_of(p))
        page.screenshot(path=f"/tmp/shot-{width}-asked.png")
        page.get_by_role("button", name="Dien in", exact=True).click()
        page.get_by_text("Je liet 1 vraag").wait_for()
        page.screenshot(path=f"/tmp/shot-{width}-open.png")
    for width in (390, 1280):
        page, other = opened(width), opened(width)
        page.goto(live_server.url + page_of(project)); other.goto(live_server.url + page_of(project))
        other.get_by_label("Samenvatting", exact=True).fill(f"Van het andere venster {width}."); other.locator("[data-status]", has_text="Bewaard om").wait_for()
        page.get_by_label("Einde", exact=True).fill("2024-05-05")
        page.get_by_label("Samenvatting", exact=True).fill("Van dit venster.")
        page.get_by_role("button", name="Leg de teksten naast elkaar").wait_for()
        page.screenshot(path=f"/tmp/shot-{width}-conflict.png")
        page.get_by_role("button", name="Dien in", exact=True).click()
        page.get_by_role("heading", name="Twee teksten samenvoegen").wait_for()
        page.screenshot(path=f"/tmp/shot-{width}-merge.png", full_page=True)
    page = opened(390); page.goto(live_server.url + page_of(project) + "kijkwijzer/"); page.screenshot(path="/tmp/shot-390-kijk.png")
