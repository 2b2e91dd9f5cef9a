"""From an empty page on a phone to a conclusion that everybody can find."""

from __future__ import annotations

import pytest

from institutions.enums import InstitutionKind
from tests.browsing import axe, overflow
from tests.institutions.factories import make_institution
from tests.journeys.hands import Keyboard, Pointer
from tests.journeys.person import Person
from tests.sharing import made_once
from tests.showcase.factories import make_level, make_school_page, make_term, make_theme
from vocabularies.enums import Scheme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Stage zonder grenzen"
STATEMENT = "Laat een buitenlandse stage van drie weken meetellen."


@made_once
def vocabulary(db):
    """As much of the lists as one project needs."""
    make_term(Scheme.PROGRAMMES, "ka122-vet", label_nl="KA1 beroepsonderwijs")
    make_term(Scheme.OUTPUT_TYPES, "instrument", label_nl="Instrument")
    make_term(Scheme.POLICY_LEVELS, "vlaams", label_nl="Vlaamse overheid")
    make_term(Scheme.POLICY_DOMAINS, "stages", label_nl="Werkplekleren en stages")
    make_theme("talen", label_nl="Talen en communicatie")
    make_level("secundair", label_nl="Secundair onderwijs")
    make_institution(
        "Voorbeelddepartement", slug="departement", kind=InstitutionKind.ADMINISTRATION
    )


@pytest.mark.parametrize("hand", [Pointer, Keyboard])
def test_school_hands_in_on_a_phone_and_a_visitor_finds_its_conclusion(
    live_server, browser_page, vocabulary, school, editor, moderator, hand
):
    make_school_page(school)
    begins_and_breaks_off(Person(browser_page, hand, live_server.url), editor)
    school_side = Person(browser_page, hand, live_server.url).sign_in(editor.email)
    goes_on_and_hands_in(school_side)
    review_side = Person(browser_page, hand, live_server.url, 1280).sign_in(moderator.email)
    completes(review_side)
    confirms(school_side)
    asks(review_side)
    answers(school_side)
    publishes(review_side)
    finds(Person(browser_page, hand, live_server.url))


def begins_and_breaks_off(person, editor):
    person.sign_in(editor.email)
    person.hand.press("button", "Dien een project in")
    person.hand.write("Titel van het project", TITLE)
    person.sees("Bewaard om")
    person.page.context.close()


def goes_on_and_hands_in(person):
    hand = person.hand
    hand.press("link", TITLE)
    assert person.page.get_by_label("Titel van het project").input_value() == TITLE
    hand.press("button", "Dien in", exact=True)
    person.sees("Voor je kunt indienen")
    hand.press("link", "Kies het programma dat het project betaalde of droeg.")
    hand.choose("Programma", "KA1 beroepsonderwijs")
    hand.write("Projectnummer", "2022-1-BE02-KA122-VET-000074321")
    hand.set_day("Begin", 9, 9, 2022)
    hand.set_day("Einde", 6, 6, 2024)
    hand.tick("Secundair onderwijs")
    hand.tick("Talen en communicatie")
    hand.write("Samenvatting", "Leerlingen liepen drie weken stage in Finland.")
    hand.write("Wat is het?", "Stageboek in drie talen")
    hand.write("Twee zinnen erover", "Een boekje voor onderweg. Drie scholen gebruiken het.")
    hand.tick("Er is geen link of bestand")
    hand.write("Wat moet het beleid weten?", STATEMENT)
    hand.write("Waarom?", "Leerlingen deden hun stage over.")
    assert (axe(person.page), overflow(person.page)) == ([], 0)
    hand.press("button", "Dien in", exact=True)
    person.sees("Ingediend.")


def completes(person):
    hand = person.hand
    person.to_desk()
    hand.press("link", TITLE)
    person.sees("Op deze bladzijde")
    assert (axe(person.page), overflow(person.page)) == ([], 0)
    hand.choose("Soort resultaat", "Instrument")
    hand.tick("middelen")
    hand.tick("Vlaamse overheid")
    hand.tick("Werkplekleren en stages")
    hand.tick("Voorbeelddepartement")
    hand.press("button", "Stel de aanvullingen voor")
    person.sees("Voorgesteld.")


def confirms(person):
    person.to_desk()
    person.hand.press("link", TITLE)
    person.sees("Voorbeelddepartement")
    person.hand.press("button", "Bevestig alles")
    person.sees("Bevestigd.")


def asks(person):
    hand = person.hand
    person.to_desk()
    hand.press("link", TITLE)
    hand.open("Vraag aanvulling: Samenvatting")
    hand.write("Je vraag over Samenvatting", "Hoeveel leerlingen waren het?")
    hand.press("button", "Noteer deze vraag")
    person.sees("Eén vraag genoteerd")
    hand.press("button", "Stuur terug met 1 vraag")
    person.sees("Teruggestuurd met één vraag.")


def answers(person):
    hand = person.hand
    person.to_desk()
    hand.press("link", TITLE)
    hand.press("link", "Hoeveel leerlingen waren het?")
    hand.write("Samenvatting", "Vierentwintig leerlingen liepen drie weken stage in Finland.")
    hand.press("button", "Beantwoord", exact=True)
    person.sees("De moderator ziet het als je opnieuw indient.")
    hand.press("button", "Dien in", exact=True)
    person.sees("Ingediend.")


def publishes(person):
    hand = person.hand
    person.to_desk()
    hand.press("link", TITLE)
    person.sees("Vierentwintig leerlingen")
    for box in person.page.locator("#publiceren label").all_inner_texts():
        hand.tick(box)
    hand.press("button", "Publiceer", exact=True)
    person.sees("De school krijgt een mail.")


def finds(person):
    person.page.goto(f"{person.address}/projecten/?thema=talen&niveau=secundair")
    person.hand.press("link", TITLE)
    person.sees("Vierentwintig leerlingen")
    person.hand.press("link", STATEMENT)
    person.page.wait_for_url("**/conclusies/*-0001/")
    assert person.page.locator("h1").inner_text() == STATEMENT
