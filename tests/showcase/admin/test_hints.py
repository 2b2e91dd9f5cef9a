"""What helps a school at each field, in the admin as on the plain page."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from showcase import hints
from showcase.forms.handing_in import HandingInForm
from showcase.pages import ProjectPage
from tests.showcase.admin.test_editing import address
from tests.showcase.factories import make_editor, make_project, make_school_page


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


def test_plain_page_and_editor_say_the_same():
    asked = HandingInForm.base_fields

    assert {name: asked[name].help_text for name in ("title", "levels", "themes", "summary")} == {
        name: hints.PROJECT[name] for name in ("title", "levels", "themes", "summary")
    }
    assert asked["conclusion_statement"].help_text == hints.CONCLUSION["statement"]


@pytest.mark.django_db
def test_editor_shows_the_words_at_the_fields():
    project = make_project(make_school_page())
    client = Client()
    client.force_login(make_editor(project.institution))

    page = client.get(address(project)).text

    for words in (hints.PROJECT["themes"], hints.RESULT["effort"], hints.PARTNER["community"]):
        assert page.count(str(words)) >= 1
