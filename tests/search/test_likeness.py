"""What is about the same: the likest first, never the thing itself, at a fixed cost."""

from __future__ import annotations

import pytest

from search.engines.contract import Hit
from search.index.keeping import forget
from search.likeness import like
from search.records import SynonymGroup
from tests.search.things import KIND, only_things, thing

pytestmark = pytest.mark.django_db

ABROAD = "Een stage in het buitenland telt niet mee voor studiepunten in het diploma."
HERE = [
    thing(1, "Studiepunten voor een stage in het buitenland", ABROAD, kleur=["rood"]),
    thing(2, "Erken een buitenlandse stage met studiepunten", ABROAD, day=2, kleur=["rood"]),
    thing(3, "Stages in het buitenland", "Studiepunten zijn er niet.", day=3, kleur=["groen"]),
    thing(4, "Thuistaal in de kleuterklas", "Kleuters spreken thuis een andere taal.", day=4),
    thing(5, "Een moestuin op de speelplaats", "Leerlingen planten groenten.", day=5),
    thing(6, "Leraren leren van elkaar", "Lesbezoek helpt startende leraren.", day=6),
]


@pytest.fixture
def things(db):
    SynonymGroup.objects.all().delete()
    with only_things() as made:
        made.keep(*HERE)
        yield made


def keys(found):
    return [hit.key for hit in found]


def test_what_says_the_same_is_found_the_likest_first(things):
    assert like([Hit(KIND, 1)]) == [Hit(KIND, 2), Hit(KIND, 3)]


def test_what_is_about_something_else_is_like_nothing(things):
    assert like([Hit(KIND, 5)]) == []


def test_what_is_in_no_index_is_like_nothing(things):
    assert like([Hit(KIND, 99)]) == []
    assert like([], words="de van het", kinds=[KIND]) == []
    assert like([]) == []


def test_what_is_left_out_or_lost_its_place_is_not_suggested(things):
    assert keys(like([Hit(KIND, 1)], without=[Hit(KIND, 2)])) == [3]
    assert keys(like([Hit(KIND, 1), Hit(KIND, 2)])) == [3]
    things.drop(3)
    assert keys(like([Hit(KIND, 1)])) == [2]


def test_filters_narrow_it(things):
    assert keys(like([Hit(KIND, 1)], narrowed={"kleur": ("groen", "blauw")})) == [3]
    assert keys(like([Hit(KIND, 1)], narrowed={"kleur": ()})) == []


def test_no_more_than_asked_for(things):
    assert keys(like([Hit(KIND, 1)], most=1)) == [2]
    assert keys(like([Hit(KIND, 1)], most=0)) == []


def test_a_sentence_is_enough(things):
    found = like([], words="Laat een buitenlandse stage tellen voor studiepunten", kinds=[KIND])

    assert set(keys(found)) == {1, 2, 3}


def test_of_what_is_equally_like_the_newest_comes_first(things):
    things.keep(thing(7, HERE[1].title, ABROAD, day=7), thing(8, HERE[1].title, ABROAD, day=6))

    assert keys(like([Hit(KIND, 1)]))[:3] == [7, 8, 2]


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_three_statements(things, django_assert_num_queries, count):
    things.keep(*(thing(20 + place, HERE[0].title, ABROAD) for place in range(3 * count)))
    forget()
    like([Hit(KIND, 5)])

    with django_assert_num_queries(3):
        found = like([Hit(KIND, 20 + place) for place in range(count)], most=9)

    assert set(keys(found)) >= {1, 2}
