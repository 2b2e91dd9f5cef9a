"""What the database accepts of an answer, and of two. What it refuses: `tests/config`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

import vocabularies
from forums.domain.answering import problems_of
from forums.enums import DEMANDED_BY, Position, SpeaksFor
from forums.records import PolicyResponse
from tests.forums.factories import make_forum, make_office, make_recommendation, make_response

pytestmark = pytest.mark.django_db

NOTHING = {"what": "", "due_on": None}


@pytest.mark.parametrize(
    ("position", "fields"),
    [
        (Position.TAKEN_UP, {"what": "een omzendbrief", "due_on": date(2027, 1, 1)}),
        (
            Position.PARTLY_TAKEN_UP,
            {"what": "een brief", "due_on": date(2027, 1, 1), "reason": "De rest kost te veel."},
        ),
        (Position.EXISTS_ALREADY, NOTHING | {"document": "https://voorbeeld.example/brief"}),
        (Position.UNDER_STUDY, {"what": "", "due_on": date(2027, 1, 1)}),
        (Position.NOT_TAKEN_UP, NOTHING | {"reason": "Dat kan niet."}),
    ],
)
def test_an_answer_that_has_what_its_position_demands_is_kept(position, fields):
    response = make_response(
        make_recommendation(make_forum()), make_office(), position=position, **fields
    )

    response.refresh_from_db()
    assert response.position == position


def test_an_institution_has_one_current_answer():
    recommendation, office = make_recommendation(make_forum()), make_office()
    make_response(recommendation, office)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_response(recommendation, office, version=2)
    make_response(recommendation, office, version=2, is_current=False)


def test_a_forum_whose_dates_disagree_is_refused_in_words():
    with pytest.raises(ValidationError, match="Een forum eindigt niet voor het begint"):
        make_forum(ends_on=date(2020, 1, 1))


def test_positions_are_those_of_the_vocabulary_with_its_labels_and_demands():
    folder = Path(vocabularies.__file__).parent / "data"
    listed = json.loads((folder / "response_positions.json").read_text(encoding="utf-8"))
    concepts = listed["concepts"]
    fields = {"due": "due_on"}

    assert {one["slug"]: one["labels"]["nl"] for one in concepts} == {
        one.value: str(one.label) for one in Position
    }
    for one in concepts:
        demands = {fields.get(name, name) for name in one["demands"]}
        bare = PolicyResponse(
            position=one["slug"],
            speaks_for=SpeaksFor.MINISTER,
            text="Zo.",
            recommendation_id=1,
            institution_id=1,
        )
        assert set(problems_of(bare)) == demands, one["slug"]
        assert {name for name, who in DEMANDED_BY.items() if one["slug"] in who} == demands
