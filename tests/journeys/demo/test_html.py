"""The HTML of every public page: as the standard's parser reads it, and as its checker does."""

from __future__ import annotations

import pytest

from tests.checker import checker_complaints
from tests.journeys.demo.pages import PAGES
from tests.markup import markup_problems

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture(scope="module")
def answers(transactional_db):
    """Every public page as it is sent, by address."""
    from django.test import Client

    client = Client()
    return {one.path: client.get(one.path) for one in PAGES}


def test_every_page_answers_as_it_should(answers):
    assert {path: answer.status_code for path, answer in answers.items()} == {
        one.path: one.status for one in PAGES
    }


def test_every_page_is_well_formed(answers):
    found = {path: markup_problems(answer.text) for path, answer in answers.items()}

    assert {path: problems for path, problems in found.items() if problems} == {}


@pytest.mark.vnu
def test_every_page_passes_the_checker_of_the_standard(answers, tmp_path):
    pages = {path: answer.text for path, answer in answers.items()}

    assert checker_complaints(pages, tmp_path) == {}
