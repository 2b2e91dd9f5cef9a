"""What helps a school at each field, in the admin as on the plain page."""

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db.models import PositiveIntegerField
from django.test import Client
from django.urls import reverse

from showcase import hints
from showcase.forms.completion import ConclusionCompletionForm
from showcase.pages import ProjectPage
from showcase.records import ConclusionDraft, ResultDraft
from tests.showcase.admin.test_editing import address
from tests.showcase.factories import make_editor, make_project, make_school_page

#: Where the editor shows a part of the project.
PROJECT = "panel-child-project-child"
RESULT = "panel-child-resultaten-child-resultaat-0-child"
CONCLUSION = "panel-child-voor_het_beleid-child-conclusie-0-child"
#: Words of Wagtail and taggit, which no surface of ours shows.
FROM_OTHERS = {("ProjectPage", name) for name in ("title", "levels", "themes")}


def fields_of(panels: Any) -> Iterator[tuple[str, str]]:
    """Every field of the editor, with what helps to fill it in."""
    for panel in panels:
        if hasattr(panel, "field_name"):
            yield panel.field_name, str(panel.help_text)
        yield from fields_of(
            getattr(panel, "children", None) or getattr(panel, "panels", None) or ()
        )


def test_every_field_of_the_editor_says_what_is_asked():
    shown = list(fields_of(ProjectPage.edit_handler.children))

    assert {name for name, words in shown if not words} == {"uuid"}
    assert len(shown) == 71


def helps(page: BeautifulSoup, selector: str) -> dict[str, str]:
    """What helps at each field that ``selector`` finds, by the id of the help."""
    return {one["id"]: one.get_text(" ", strip=True) for one in page.select(selector)}


@pytest.mark.django_db
@pytest.mark.slow
def test_plain_page_and_editor_say_the_same():
    """Where both ask a thing. The plain page takes all numbers in one field, and says so."""
    project = make_project(make_school_page())
    client = Client()
    client.force_login(make_editor(project.institution))

    editor = BeautifulSoup(client.get(address(project)).text, "html.parser")
    plain = BeautifulSoup(client.get(reverse("my_project", args=[project.pk])).text, "html.parser")

    asked = helps(plain, '[id^="veld-"][id$="_helptext"]')
    numbers = asked.pop("veld-project_numbers_helptext")
    assert asked.pop("veld-result_file_helptext").startswith("PDF, Word, PowerPoint, Excel of ODF")
    in_editor = helps(editor, '[id^="panel-child-"][id$="-helptext"]')
    assert asked == {
        id_on_plain: in_editor[id_in_editor]
        for id_on_plain, id_in_editor in (
            ("veld-title_helptext", f"{PROJECT}-title-helptext"),
            ("veld-programme_helptext", f"{PROJECT}-programme-helptext"),
            ("veld-number_note_helptext", f"{PROJECT}-number_note-helptext"),
            ("veld-start_date_helptext", f"{PROJECT}-panel-child-start_date-helptext"),
            ("veld-end_date_helptext", f"{PROJECT}-panel-child-end_date-helptext"),
            ("veld-levels_helptext", f"{PROJECT}-levels-helptext"),
            ("veld-themes_helptext", f"{PROJECT}-themes-helptext"),
            ("veld-summary_helptext", f"{PROJECT}-summary-helptext"),
            ("veld-language_helptext", f"{PROJECT}-language-helptext"),
            ("veld-result_title_helptext", f"{RESULT}-title-helptext"),
            ("veld-result_description_helptext", f"{RESULT}-description-helptext"),
            ("veld-result_link_helptext", f"{RESULT}-link-helptext"),
            ("veld-conclusion_statement_helptext", f"{CONCLUSION}-statement-helptext"),
            ("veld-conclusion_argument_helptext", f"{CONCLUSION}-argument-helptext"),
        )
    }
    number = in_editor[f"{PROJECT}-projectnummer-0-child-number-helptext"]
    assert numbers == f"{number} Meer dan één nummer? Zet elk op een nieuwe lijn."
    assert {words for id_, words in in_editor.items() if not id_.endswith("-uuid-helptext")} >= {
        str(hints.RESULT["effort"]),
        str(hints.CONCLUSION["addressee_words"]),
        str(hints.PROJECT["what_did_not_work"]),
    }


def test_no_field_of_a_draft_has_words_of_its_own_beside_the_hints():
    """Else two places say what to fill in, and in time they differ."""
    drafts = (ProjectPage, ResultDraft, ConclusionDraft)
    asked = {"ProjectPage": hints.PROJECT, "ResultDraft": hints.RESULT}
    words = {
        (model.__name__, one.name)
        for model in drafts
        for one in model._meta.get_fields()
        if one.name in asked.get(model.__name__, hints.CONCLUSION) and getattr(one, "help_text", "")
    }

    assert words <= FROM_OTHERS
    assert (
        ConclusionCompletionForm.base_fields["addressee_words"].help_text
        == (hints.CONCLUSION["addressee_words"])
    )


def test_a_field_for_a_number_says_what_to_count():
    counted = {
        one.name
        for one in ProjectPage._meta.get_fields()
        if isinstance(one, PositiveIntegerField) and one.name in hints.PROJECT
    }
    amounts = {"grant_eur", "own_means_eur"}

    said = {name for name in counted if str(hints.PROJECT[name]).startswith("Hoeveel ")}

    assert counted - said == amounts
