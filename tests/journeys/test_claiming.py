"""An imported project becomes a draft of its school: by its number, and by a mailed link."""

from __future__ import annotations

import pytest

from showcase.domain.claim_links import send_claim_link
from showcase.pages import ProjectPage
from tests.browsing import axe, overflow
from tests.journeys.hands import Keyboard, Pointer
from tests.journeys.person import Person
from tests.showcase.factories import make_school_page
from tests.showcase.imports.factories import make_imported

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("hand", [Pointer, Keyboard])
def test_school_takes_over_an_imported_project_by_its_number(
    live_server, browser_page, school, editor, hand
):
    make_school_page(school)
    imported = make_imported("2019-1-BE02-KA229-999123")
    person = Person(browser_page, hand, live_server.url).sign_in(editor.email)

    person.hand.press("link", "Neem een project over met het nummer")
    person.hand.write("Projectnummer", imported.number)
    person.hand.press("button", "Zoek het project")
    person.sees(imported.title)
    assert (axe(person.page), overflow(person.page)) == ([], 0)
    person.hand.press("button", "Neem dit project over")

    person.page.wait_for_url("**/mijn/projecten/*/")
    assert person.page.get_by_label("Titel van het project").input_value() == imported.title
    draft = ProjectPage.objects.get().get_latest_revision_as_object()
    assert [one.number for one in draft.project_numbers.all()] == [imported.number]


@pytest.mark.parametrize("hand", [Pointer, Keyboard])
def test_school_takes_over_an_imported_project_by_a_mailed_link(
    live_server, browser_page, school, editor, moderator, hand
):
    make_school_page(school)
    imported = make_imported()
    _link, token = send_claim_link(imported, editor.email, by=moderator, institution=school)
    person = Person(browser_page, hand, live_server.url).sign_in(editor.email)

    person.page.goto(f"{live_server.url}/claim/{token}/")
    person.sees(imported.title)
    person.hand.press("button", "Neem dit project over")

    person.page.wait_for_url("**/mijn/projecten/*/")
    assert person.page.get_by_label("Titel van het project").input_value() == imported.title
