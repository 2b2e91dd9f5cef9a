"""The plain page in a real browser: no connection, no session, another window; and axe."""

from __future__ import annotations

import pytest
from django.test import Client

from showcase.domain import review
from showcase.pages import ProjectPage
from showcase.records import SchoolDocument
from tests.accounts.factories import PASSWORD
from tests.browsing import axe, overflow, signed_in
from tests.showcase.factories import make_project, make_published
from tests.showcase.writing.filling import page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def opened(live_server, browser_page, editor):
    """A page of the editor of De Brug, signed in."""

    def make(width=390, scheme="light", user=editor):
        client = Client()
        client.force_login(user)
        return signed_in(browser_page(width, scheme), client, live_server.url)

    return make


def draft_of(project):
    return ProjectPage.objects.get(pk=project.pk).get_latest_revision_as_object()


def write(page, words):
    page.get_by_label("Samenvatting", exact=True).fill(words)


def told(page, words):
    page.locator("[data-status]", has_text=words).wait_for()


def test_text_typed_without_a_connection_is_saved_when_it_is_back(live_server, opened, project):
    page = opened()
    page.goto(live_server.url + page_of(project))
    page.context.set_offline(True)
    write(page, "In de trein.")
    told(page, "Geen verbinding.")
    unsaved = draft_of(project).summary

    page.context.set_offline(False)
    told(page, "Bewaard om")

    assert unsaved == "Een samenvatting."
    assert draft_of(project).summary == "In de trein."


def test_text_typed_before_the_script_arrived_is_saved(live_server, opened, project):
    page = opened()
    waiting = []

    def hold(route):
        waiting.append(route)

    page.route("**/handing-in*.js", hold)
    page.goto(live_server.url + page_of(project), wait_until="commit")
    write(page, "Vlugger dan het net.")

    waiting[0].continue_()
    told(page, "Bewaard om")

    assert draft_of(project).summary == "Vlugger dan het net."


def slow_down(page, project, seconds=1.5):
    """Keep every save on its way for a while; the answers come back in order."""

    def later(route):
        if route.request.method == "POST" and "autosave" in (route.request.post_data or ""):
            page.wait_for_timeout(seconds * 1000)
        route.continue_()

    page.route(f"**{page_of(project)}", later)


def test_handing_in_while_a_save_is_on_its_way_is_no_conflict(live_server, opened, project):
    page = opened()
    page.goto(live_server.url + page_of(project))
    slow_down(page, project)

    write(page, "Net bewaard.")
    told(page, "Bewaren")
    write(page, "Net bewaard en meteen ingediend.")
    page.get_by_role("button", name="Dien in", exact=True).click()
    page.get_by_text("Ingediend. Een moderator").wait_for()

    assert draft_of(project).summary == "Net bewaard en meteen ingediend."


def test_handing_in_right_after_choosing_a_file_keeps_one_file(live_server, opened, project):
    draft = draft_of(project)
    draft.result_drafts.get().nothing_to_share = True
    draft.save_revision(clean=False)
    page = opened()
    page.goto(live_server.url + page_of(project))
    slow_down(page, project)

    page.get_by_label("Of een bestand").set_input_files(
        {"name": "Ons boek.txt", "mimeType": "text/plain", "buffer": b"Wat we leerden."}
    )
    page.get_by_role("button", name="Dien in", exact=True).click()
    page.get_by_text("Ingediend. Een moderator").wait_for()

    assert [document.title for document in SchoolDocument.objects.all()] == ["ons-boek.txt"]
    assert draft_of(project).result_drafts.get().document == SchoolDocument.objects.get()


#: Whether the bar with the buttons covers nothing of what has the keyboard; of a tall one, the top.
IN_SIGHT = """() => {
  const bar = document.querySelector(".form-actions[data-sticky]");
  const it = document.activeElement;
  if (it === document.body || bar.contains(it)) return true;
  const { top, bottom } = it.getBoundingClientRect();
  const covered = bar.getBoundingClientRect();
  const overlap = Math.min(bottom, covered.bottom) - Math.max(top, covered.top);
  return overlap <= 0 || (bottom - top > covered.top && top < covered.top);
}"""


def test_bar_with_the_buttons_hides_nothing_that_has_the_keyboard(live_server, opened, project):
    page = opened()
    page.set_viewport_size({"width": 390, "height": 640})
    page.goto(live_server.url + page_of(project))
    write(page, "Een begin.")
    told(page, "Bewaard om")
    page.locator("body").focus()
    hidden = []

    for key in ["Tab"] * 70 + ["Shift+Tab"] * 70:
        page.keyboard.press(key)
        if not page.evaluate(IN_SIGHT):
            hidden.append(page.evaluate("document.activeElement.outerHTML.slice(0, 90)"))

    assert hidden == []


def test_link_to_what_is_missing_lands_in_sight(live_server, opened, space):
    empty = space.new_project(title="", owner=None)
    empty.save_revision(clean=False)
    page = opened()
    page.set_viewport_size({"width": 390, "height": 640})
    page.goto(live_server.url + page_of(empty))
    page.get_by_role("button", name="Dien in", exact=True).click()
    page.get_by_role("heading", name="Voor je kunt indienen").wait_for()
    summary = page.locator(".error-summary").bounding_box()
    assert page.evaluate("document.activeElement.className") == "error-summary"
    hidden = [] if 0 <= summary["y"] < 300 else [summary]

    for link in page.locator(".error-summary a").all():
        link.click()
        place = page.locator(f"[id='{link.get_attribute('href')[1:]}']")
        room = page.locator(".form-actions[data-sticky]").bounding_box()["y"]
        label = place.locator("xpath=ancestor-or-self::*[@class='field']").bounding_box()
        if not (0 <= label["y"] < room and place.bounding_box()["y"] < room):
            hidden.append((link.inner_text(), label, room))

    assert hidden == []


def test_handing_in_shows_on_top_what_came_of_it_wherever_the_page_was_opened(
    live_server, opened, project
):
    page = opened()
    page.set_viewport_size({"width": 390, "height": 640})
    page.goto(f"{live_server.url}{page_of(project)}#veld-summary")
    page.get_by_label("Titel van het project").fill("")
    page.get_by_role("button", name="Dien in", exact=True).click()
    page.get_by_role("heading", name="Voor je kunt indienen").wait_for()
    missing = page.locator(".error-summary").bounding_box()["y"]

    page.get_by_role("link", name="Geef het project een titel.").click()
    page.get_by_label("Titel van het project").fill("Stage zonder grenzen")
    page.get_by_role("button", name="Dien in", exact=True).click()
    done = page.get_by_text("Ingediend. Een moderator")
    done.wait_for()

    assert 0 <= missing < 400
    assert page.evaluate("scrollY") == 0
    assert page.url == live_server.url + page_of(project)


def test_text_that_never_arrived_is_offered_again_on_the_same_device(live_server, opened, project):
    page = opened()
    page.goto(live_server.url + page_of(project))
    page.context.set_offline(True)
    write(page, "In de trein.")
    told(page, "Geen verbinding.")
    page.close()

    again = page.context.new_page()
    again.context.set_offline(False)
    again.goto(live_server.url + page_of(project))
    again.get_by_role("button", name="Zet terug").click()
    told(again, "Bewaard om")

    assert draft_of(project).summary == "In de trein."


def left_behind(opened, live_server, project, words="In de trein."):
    """A page of the same device, opened after a text that never arrived."""
    page = opened()
    page.goto(live_server.url + page_of(project))
    page.context.set_offline(True)
    write(page, words)
    told(page, "Geen verbinding.")
    page.close()
    again = page.context.new_page()
    again.context.set_offline(False)
    again.goto(live_server.url + page_of(project))
    return again


def title(page, words):
    page.get_by_label("Titel van het project").fill(words)
    told(page, "Bewaard om")


def test_text_left_on_the_device_waits_until_somebody_chooses(live_server, opened, project):
    page = left_behind(opened, live_server, project)
    title(page, "Een nieuwe titel")
    page.reload()

    page.get_by_role("button", name="Zet terug").click()
    told(page, "Bewaard om")
    draft = draft_of(project)
    page.reload()

    assert (draft.title, draft.summary) == ("Een nieuwe titel", "In de trein.")
    assert page.get_by_text("Er staat nog tekst op dit toestel").count() == 0
    assert page.evaluate("localStorage.length") == 0


def test_restoring_text_leaves_what_was_typed_since(live_server, opened, project):
    page = left_behind(opened, live_server, project)
    title(page, "Een nieuwe titel")

    page.get_by_role("button", name="Zet terug").click()
    page.get_by_text("Er staat nog tekst op dit toestel").wait_for(state="detached")
    page.wait_for_load_state("networkidle")

    assert page.get_by_label("Titel van het project").input_value() == "Een nieuwe titel"
    assert page.get_by_label("Samenvatting", exact=True).input_value() == "In de trein."


def test_left_text_is_shown_where_a_newer_one_stands(live_server, opened, project):
    page = left_behind(opened, live_server, project)
    write(page, "Aan mijn bureau.")
    told(page, "Bewaard om")

    page.get_by_role("button", name="Zet terug").click()
    quoted = page.locator(".note blockquote").all_inner_texts()
    page.get_by_role("button", name="Gooi weg").click()

    assert quoted == ["In de trein."]
    assert draft_of(project).summary == "Aan mijn bureau."
    assert page.evaluate("localStorage.length") == 0


def test_answer_that_was_saved_at_the_second_try_is_not_offered_again(
    live_server, opened, editor, moderator, project
):
    review.hand_in(project, by=editor)
    review.ask_addition(project, by=moderator, field="summary", words="Hoeveel leerlingen?")
    review.send_back(project, by=moderator)
    page = opened()
    page.goto(live_server.url + page_of(project))
    page.route(f"**{page_of(project)}", lambda route: route.abort(), times=1)
    page.get_by_label("Je antwoord").fill("Vierentwintig.")
    told(page, "Geen verbinding.")

    page.get_by_role("button", name="Beantwoord", exact=True).click()
    page.get_by_text("Beantwoord. De moderator ziet het").wait_for()
    page.wait_for_load_state("networkidle")

    assert page.get_by_text("Er staat nog tekst op dit toestel").count() == 0
    assert page.evaluate("localStorage.length") == 0


def test_lost_session_is_told_and_the_text_saved_after_signing_in_again(
    live_server, opened, editor, project
):
    page = opened()
    page.goto(live_server.url + page_of(project))
    page.context.clear_cookies(name="sessionid")
    write(page, "Na de speeltijd.")
    told(page, "Je bent niet meer aangemeld.")

    with page.context.expect_page() as other:
        page.get_by_role("link", name="Meld je opnieuw aan").click()
    door = other.value
    door.get_by_label("E-mailadres").fill(editor.email)
    door.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    door.get_by_role("button", name="Meld je aan").click()
    door.wait_for_url(f"**{page_of(project)}")
    door.close()
    page.evaluate("dispatchEvent(new Event('focus'))")
    told(page, "Bewaard om")

    assert draft_of(project).summary == "Na de speeltijd."


def test_other_window_that_saved_first_leads_to_both_texts(live_server, opened, project):
    page, other = opened(), opened()
    page.goto(live_server.url + page_of(project))
    other.goto(live_server.url + page_of(project))
    write(other, "Van het andere venster.")
    told(other, "Bewaard om")

    write(page, "Van dit venster.")
    page.get_by_role("button", name="Leg de teksten naast elkaar").click()
    page.get_by_role("heading", name="Twee teksten samenvoegen").wait_for()
    accessible = (axe(page), overflow(page))
    page.get_by_label("Mijn tekst").check()
    page.get_by_role("button", name="Bewaar deze keuze").click()
    page.get_by_text("Samengevoegd en bewaard.").wait_for()

    assert accessible == ([], 0)
    assert draft_of(project).summary == "Van dit venster."


def test_file_is_sent_as_soon_as_it_is_chosen(live_server, opened, project):
    page = opened()
    page.goto(live_server.url + page_of(project))

    page.get_by_label("Of een bestand").set_input_files(
        {"name": "Ons boek.txt", "mimeType": "text/plain", "buffer": b"Wat we leerden."}
    )
    page.get_by_text("ons-boek.txt").wait_for()

    assert draft_of(project).result_drafts.get().document.title == "ons-boek.txt"


def test_double_click_on_handing_in_hands_in_once(live_server, opened, project):
    page = opened()
    page.goto(live_server.url + page_of(project))

    page.get_by_role("button", name="Dien in", exact=True).dblclick()
    page.get_by_text("Neem terug om verder te schrijven").wait_for()

    assert ProjectPage.objects.get(pk=project.pk).workflow_states.count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_accessible_and_keep_within_their_width(
    live_server, opened, space, project, editor, moderator, width, scheme
):
    waiting = make_project(space, title="Wat nog wacht")
    review.hand_in(waiting, by=editor)
    asked = make_project(space, title="Met een vraag")
    review.hand_in(asked, by=editor)
    review.ask_addition(asked, by=moderator, field="summary", words="Hoeveel leerlingen?")
    review.send_back(asked, by=moderator)
    public = make_published(space)
    conclusion = public.conclusions.get()
    school = [
        "/mijn/",
        "/mijn/projecten/",
        "/mijn/projecten/nieuw/",
        *(page_of(one) for one in (project, waiting, asked, public)),
        f"{page_of(public)}?pas-aan",
        *(page_of(project) + rest for rest in ("geschiedenis/", "kijkwijzer/", "begeleiders/")),
        f"{page_of(project)}geschiedenis/{project.latest_revision_id}/",
        f"{page_of(project)}wissen/",
        f"{page_of(public)}archiveren/",
        f"{page_of(public)}conclusies/{conclusion.reference}/intrekken/",
    ]
    reviewer = ["/mijn/nakijken/", f"/mijn/nakijken/{waiting.pk}/"]
    found = {}
    for user, paths in ((editor, school), (moderator, reviewer)):
        page = opened(width, scheme, user)
        for path in paths:
            page.goto(live_server.url + path)
            found[path] = (axe(page), overflow(page))

    assert found == dict.fromkeys([*school, *reviewer], ([], 0))
