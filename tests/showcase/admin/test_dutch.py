"""What Wagtail's own Dutch leaves in English is in Dutch in the admin."""

import ast
import gettext
import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from tests.showcase.factories import make_project, make_school_page

WORDS = settings.ROOT / "locale/nl/LC_MESSAGES"


def written(domain):
    """The words of a catalogue as it is written, with their Dutch."""
    pairs = re.findall(
        r'^msgid (".+")\nmsgstr (".+")$', (WORDS / f"{domain}.po").read_text(), re.MULTILINE
    )
    return {ast.literal_eval(english): ast.literal_eval(dutch) for english, dutch in pairs}


def words_on(page):
    """Every text of a page, and every name that is read aloud."""
    soup = BeautifulSoup(page.content, "html.parser")
    names = {
        element[name]
        for name in ("aria-label", "title", "placeholder")
        for element in soup.select(f"[{name}]")
    }
    return {" ".join(text.split()) for text in soup.strings} | names


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_catalogue_says_what_is_written(domain):
    with (WORDS / f"{domain}.mo").open("rb") as made:
        catalogue = gettext.GNUTranslations(made)._catalog

    assert {english: dutch for english, dutch in catalogue.items() if english} == written(domain)


@pytest.mark.slow
@pytest.mark.django_db
def test_pages_of_a_school_hold_no_word_in_english(client, school, editor):
    project = make_project(make_school_page(school))
    client.force_login(editor)
    pages = [
        client.get(address)
        for address in (
            "/beheer/",
            "/beheer/images/",
            "/beheer/documents/chooser/",
            f"/beheer/pages/{project.pk}/edit/",
        )
    ]

    english = {"Actions", "Page not found", *written("django")}
    assert [page.status_code for page in pages] == [200] * 4
    assert [words_on(page) & english for page in pages] == [set()] * 4
    assert {"Start", "Acties"} <= words_on(pages[1])
    assert "Overzicht van de pagina" in words_on(pages[3])


@pytest.mark.django_db
def test_pages_of_a_moderator_hold_no_word_in_english(client, moderator):
    client.force_login(moderator)
    pages = [client.get(f"/beheer/{place}/") for place in ("theme", "institutions", "ingelezen")]

    english = {"Actions", "Page not found", *written("django")}
    assert [words_on(page) & english for page in pages] == [set()] * 3
