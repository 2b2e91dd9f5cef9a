"""The editor of a project in a real browser, on a phone."""

import pytest
from django.test import Client

from showcase.enums import ProjectState
from showcase.pages import ProjectPage
from tests.browsing import signed_in
from tests.showcase.admin.test_editing import address
from tests.showcase.factories import make_editor, make_project, make_school_page, make_term
from vocabularies.enums import Scheme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: What stands beyond the window on purpose: the row of tabs scrolls, the preview slides in.
BESIDE = ".w-tabs__list, .form-side, .w-hidden"

TOO_WIDE = """beside => [...document.querySelectorAll("main *")]
  .filter(one => one.offsetParent && !one.closest(beside))
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
  .map(one => one.id || one.className)"""


@pytest.mark.parametrize(
    ("button", "told"), [("Bewaar", "is bewaard"), ("Dien in", "is ingediend")]
)
def test_button_waits_for_the_save_that_is_on_its_way(live_server, browser_page, button, told):
    project = make_project(make_school_page(), title="Stage zonder grenzen")
    client = Client()
    client.force_login(make_editor(project.institution))
    page = signed_in(browser_page(1280), client, live_server.url)
    page.goto(live_server.url + address(project))

    def saves_by_itself(request):
        return "json" in request.headers.get("accept", "")

    def answer_late(route):
        if saves_by_itself(route.request):
            answer = route.fetch()
            page.wait_for_timeout(1500)
            route.fulfill(response=answer)
        else:
            route.continue_()

    page.route(f"**{address(project)}", answer_late)
    with page.expect_request(saves_by_itself):
        title = page.locator("[name=title]")
        title.fill("")
        title.press_sequentially("Stage over de grens", delay=300)  # Wagtail looks after a while
        title.press("Tab")
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_text(told).first.wait_for()

    now = ProjectPage.objects.get(pk=project.pk)
    assert now.get_latest_revision_as_object().title == "Stage over de grens"
    assert (now.state == ProjectState.IN_REVIEW) == (button == "Dien in")


def test_what_one_window_saved_by_itself_is_not_somebody_elses(live_server, browser_page):
    project = make_project(make_school_page(), title="Stage zonder grenzen")
    client = Client()
    client.force_login(make_editor(project.institution))
    page = signed_in(browser_page(1280), client, live_server.url)
    page.goto(live_server.url + address(project))

    def saves_by_itself(response):
        return "json" in response.request.headers.get("accept", "") and response.ok

    page.wait_for_timeout(2500)  # Wagtail looks after a while
    with page.expect_response(saves_by_itself):
        page.get_by_role("tab", name="Met wie en hoe").click()
        page.locator("#id_partners-ADD").click()
    page.locator("[name=partners-0-name]").fill("Lycée des Dunes")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.get_by_text("is bewaard").first.wait_for()

    draft = ProjectPage.objects.get(pk=project.pk).get_latest_revision_as_object()
    assert [partner.name for partner in draft.partners.all()][-1:] == ["Lycée des Dunes"]


def test_every_tab_of_the_editor_fits_on_a_phone(live_server, browser_page):
    long = "Nascholings- en professionaliseringsbeleid van de scholengemeenschap en haar scholen"
    programme = make_term(Scheme.PROGRAMMES, "lange-naam", label_nl=long)
    make_term(Scheme.ANCHORING_INSTRUMENTS, "lange-naam", label_nl=long)
    project = make_project(make_school_page(), programme=programme)
    client = Client()
    client.force_login(make_editor(project.institution))
    page = signed_in(browser_page(390), client, live_server.url)
    page.goto(live_server.url + address(project))

    found = {}
    for tab in page.get_by_role("tab").all():
        tab.click()
        found[tab.inner_text()] = page.evaluate(TOO_WIDE, BESIDE)

    assert {name: wide for name, wide in found.items() if wide} == {}
    assert len(found) == 6
