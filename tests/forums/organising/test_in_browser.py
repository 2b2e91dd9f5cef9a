"""Building the agenda of a session in a real browser, by keyboard alone; and axe."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from forums.records import Session
from showcase.records import PolicyConclusion
from tests.browsing import axe, overflow, signed_in
from tests.forums.factories import make_forum, make_item, make_session
from tests.forums.organising.making import HOME, place_of
from tests.sharing import made_once
from tests.showcase.factories import make_published, make_school_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@made_once
def session(school):
    """A session to come, and a published conclusion to lay before it."""
    make_published(make_school_page(school))
    return make_session(make_forum("vraag"), starts_at=timezone.now() + timedelta(days=3))


@pytest.fixture
def opened(live_server, browser_page, moderator):
    """A page of an organiser, signed in."""

    def make(width=1280, scheme="light", **options):
        client = Client()
        client.force_login(moderator)
        return signed_in(browser_page(width, scheme, **options), client, live_server.url)

    return make


def agenda(session):
    return place_of(session.forum, f"sessies/{session.number}/agenda/")


def order(session):
    return list(session.agenda.order_by("position").values_list("title", flat=True))


@pytest.mark.parametrize("scripts", [True, False], ids=["with-script", "without-script"])
def test_agenda_is_built_by_keyboard(live_server, opened, session, scripts):
    from playwright.sync_api import expect

    page = opened(390, java_script_enabled=scripts)
    page.goto(live_server.url + agenda(session))
    for title, minutes in (("Welkom", "10"), ("Gesprek", "60"), ("Slot", "15")):
        page.get_by_label("Waarover?").focus()
        page.keyboard.type(title)
        page.keyboard.press("Tab")
        page.keyboard.type(minutes)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name=title).wait_for()

    # The button keeps the keyboard while its item moves; at the end the other one gets it.
    down, up = (
        page.get_by_role("button", name=re.compile(f"{word}.*Welkom"))
        for word in ("Omlaag", "Omhoog")
    )
    down.focus()
    for place, button in ((2, down), (3, up), (2, up)):
        page.keyboard.press("Enter")
        page.get_by_text(f"“Welkom” staat nu op plaats {place} van 3.").wait_for()
        expect(button).to_be_focused()
    assert order(session) == ["Gesprek", "Welkom", "Slot"]

    page.get_by_role("link", name=re.compile("leg conclusies voor.*Gesprek")).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Zoek een conclusie").focus()
    page.keyboard.type("brug")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Leg voor").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Haal weg").wait_for()

    assert session.agenda.get(title="Gesprek").conclusions.count() == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_agenda_is_built_by_dragging(live_server, opened, session, width):
    for title in ("Welkom", "Gesprek", "Slot"):
        make_item(session, title=title, is_published=False)
    page = opened(width)
    page.goto(live_server.url + agenda(session))
    handle = page.locator(".drag-handle")
    handle.nth(2).wait_for()

    for title, onto, place, expected in (
        ("Welkom", "Slot", 3, ["Gesprek", "Slot", "Welkom"]),
        ("Slot", "Gesprek", 1, ["Slot", "Gesprek", "Welkom"]),
    ):
        page.locator("[data-draggable]").evaluate("list => list.scrollIntoView()")
        grip = page.locator("[data-item]", has_text=title).locator(".drag-handle").bounding_box()
        target = page.locator("[data-item]", has_text=onto).bounding_box()
        page.mouse.move(grip["x"] + 5, grip["y"] + 5)
        page.mouse.down()
        edge = target["height"] - 3 if place == 3 else 3
        page.mouse.move(target["x"] + 5, target["y"] + edge, steps=8)
        page.mouse.up()
        said = f"“{title}” staat nu op plaats {place} van 3."
        page.get_by_role("status").filter(has_text=said).wait_for()
        assert order(session) == expected

    # Moved by a colleague meanwhile: the refusal is a page of its own.
    Session.objects.filter(pk=session.pk).update(version=99)
    page.get_by_role("button", name=re.compile("Omlaag.*Slot")).click()
    page.get_by_text("Een collega wijzigde intussen deze bijeenkomst").wait_for()
    assert order(session) == expected


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_organisers_are_accessible_and_fit(live_server, opened, session, width, scheme):
    item = make_item(session, PolicyConclusion.objects.get())
    forum = session.forum
    places = [
        HOME,
        f"{HOME}nieuw/",
        *(
            place_of(forum, rest)
            for rest in (
                "",
                "bewerken/",
                "verslag/",
                "verslag/publiceren/",
                "sessies/nieuw/",
                "sessies/1/afzeggen/",
                "sessies/1/overnemen/",
                "sessies/1/agenda/",
                f"sessies/1/agenda/{item.pk}/?q=brug",
                f"sessies/1/agenda/{item.pk}/sprekers/",
                f"sessies/1/agenda/{item.pk}/documenten/",
                "sessies/1/agenda/publiceren/",
            )
        ),
    ]
    page = opened(width, scheme)
    found = {}
    for place in places:
        page.goto(live_server.url + place)
        found[place] = (axe(page), overflow(page))

    assert found == dict.fromkeys(places, ([], 0))


def test_what_is_pressed_fast_is_all_done(live_server, opened, session):
    """Each answer is late: the next press comes before it."""
    for title in ("Welkom", "Gesprek", "Slot"):
        make_item(session, title=title, is_published=False)
    page = opened()
    address = live_server.url + agenda(session)
    page.goto(address)
    page.locator(".drag-handle").nth(2).wait_for()

    def late(route):
        if route.request.method == "POST":
            page.wait_for_timeout(400)
        route.continue_()

    page.route(address, late)

    page.get_by_role("button", name=re.compile("Omlaag.*Welkom")).focus()
    page.evaluate("""() => {
      const button = document.activeElement;
      button.click();
      button.click();
      button.click();
      const form = document.querySelector("form:has([name=wish][value=add])");
      form.elements.title.value = "Nieuw";
      form.elements.minutes.value = "5";
      form.requestSubmit();
    }""")
    page.get_by_text("“Nieuw” staat op de agenda.").wait_for()

    assert order(session) == ["Gesprek", "Slot", "Welkom", "Nieuw"]
    assert page.get_by_text("Een collega").count() == 0
