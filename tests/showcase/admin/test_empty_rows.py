"""Rows of the editor that somebody added and wrote nothing in."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from wagtail.test.utils.form_data import querydict_from_html

from showcase.pages import ProjectPage
from tests.showcase.admin.test_editing import (
    address,
    browser,
    data,
    draft,
    opened,
    project,
    sent_by,
    space,
)
from tests.showcase.factories import publish

__all__ = ["browser", "data", "project", "space"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

#: Every panel with rows, and a box of it to write in.
PANELS = {
    "project_numbers": "number",
    "partners": "name",
    "result_drafts": "title",
    "conclusion_drafts": "statement",
    "anchoring_actions": "description",
    "barriers": "handling",
    "lessons": "text",
    "multiplier_examples": "text",
    "photos": "caption",
}
JSON = {"accept": "application/json"}


def panels(page: ProjectPage) -> set[str]:
    return set(page.get_edit_handler().get_form_class().formsets)


def with_new_row(response: Any, data: Any, name: str) -> str:
    """Add a row as the button *Voeg toe* does, after which nothing is written; its prefix."""
    soup = BeautifulSoup(response.content, "html.parser")
    template = soup.select_one(f"#id_{name}-EMPTY_FORM_TEMPLATE").decode_contents()
    number = int(data[f"{name}-TOTAL_FORMS"])
    row = f'<form id="row">{template.replace("__prefix__", str(number))}</form>'
    for field, values in querydict_from_html(row, form_id="row").lists():
        data.setlist(field, values)
    data[f"{name}-{number}-ORDER"] = str(number + 1)
    data[f"{name}-TOTAL_FORMS"] = str(number + 1)
    return f"{name}-{number}"


def count(project: ProjectPage, name: str) -> int:
    return len(getattr(draft(project), name).all())


def test_every_panel_is_tried(project):
    assert panels(project) == set(PANELS)


@pytest.mark.parametrize("headers", [{}, JSON])
def test_rows_that_nothing_was_written_in_are_not_kept(browser, project, headers):
    before = {name: count(project, name) for name in PANELS}
    page = browser.get(address(project))
    data = sent_by(page)
    for name in PANELS:
        with_new_row(page, data, name)

    saved = browser.post(address(project), data, headers=headers)

    assert saved.status_code in {200, 302}
    assert {name: count(project, name) for name in PANELS} == before


def test_row_is_kept_once_something_is_written_in_it(browser, project):
    page = browser.get(address(project))
    data = sent_by(page)
    row = with_new_row(page, data, "partners")
    told = browser.post(address(project), data, headers=JSON).json()
    data.update(told["field_updates"])
    data[f"{row}-name"] = "Lycée des Dunes"

    again = browser.post(address(project), data, headers=JSON)

    assert again.json()["success"] is True
    assert [partner.name for partner in draft(project).partners.all()][-1:] == ["Lycée des Dunes"]
    data.update(again.json()["field_updates"])
    before = count(project, "partners")
    assert browser.post(address(project), data).status_code == 302
    assert count(project, "partners") == before


def test_empty_row_makes_no_difference_with_what_a_colleague_saved(browser, project):
    page = browser.get(address(project))
    data = sent_by(page)
    with_new_row(page, data, "partners")
    assert browser.post(address(project), opened(browser, project)).status_code == 302

    saved = browser.post(address(project), data)

    assert saved.status_code == 302


def test_published_part_that_was_emptied_does_not_vanish(browser, project):
    publish(project)
    data = opened(browser, project)
    for name in [name for name in data if name.startswith("result_drafts-0-")]:
        if not name.endswith(("-id", "-uuid", "-ORDER")):
            data[name] = ""

    browser.post(address(project), data)

    assert count(project, "result_drafts") == 1
