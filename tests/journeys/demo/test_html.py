"""The HTML of every public page: as the standard's parser reads it, and as its checker does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.checker import checker_complaints
from tests.journeys.demo.pages import PAGES, SIGNED_IN, signed_in_as
from tests.markup import markup_problems

pytestmark = [pytest.mark.usefixtures("transactional_db"), pytest.mark.slow]


@pytest.fixture(scope="module")
def answers(transactional_db):
    """Every public page as it is sent, by address: those listed, and all on the site's map."""
    from django.test import Client

    client = Client()
    paths = {*(one.path for one in PAGES), *mapped(client)}
    return {path: client.get(path) for path in sorted(paths)}


@pytest.mark.parametrize("email", SIGNED_IN)
def test_every_page_of_who_is_signed_in_is_well_formed(email):
    client = signed_in_as(email)

    answers = {path: client.get(path) for path in SIGNED_IN[email]}

    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(
        answers, 200
    )
    found = {path: markup_problems(answer.text) for path, answer in answers.items()}
    assert {path: problems for path, problems in found.items() if problems} == {}


def mapped(client: Any) -> Iterator[str]:
    """Every address on the map of the site."""
    for part in locations(client, "/sitemap.xml"):
        yield from locations(client, part)


def locations(client: Any, path: str) -> list[str]:
    """The addresses in a part of the map, or of its parts."""
    return re.findall("<loc>http://testserver(.+?)</loc>", client.get(path).text)


def test_every_page_answers_as_it_should(answers):
    listed = {one.path: one.status for one in PAGES}

    assert {path: answer.status_code for path, answer in answers.items()} == {
        path: listed.get(path, 200) for path in answers
    }


def test_every_page_is_well_formed(answers):
    found = {path: markup_problems(answer.text) for path, answer in answers.items()}

    assert {path: problems for path, problems in found.items() if problems} == {}


@pytest.mark.vnu
def test_every_page_passes_the_checker_of_the_standard(answers, tmp_path):
    pages = {path: answer.text for path, answer in answers.items()}

    assert checker_complaints(pages, tmp_path) == {}
