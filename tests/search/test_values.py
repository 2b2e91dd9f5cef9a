from dataclasses import dataclass

from search.contract import FacetValue
from search.values import CodeValues, ConceptValues, YearValues


@dataclass(frozen=True)
class Concept:
    pk: int
    slug: str
    broader_id: int | None = None
    replaced_by_id: int | None = None

    @property
    def label(self):
        return self.slug.title()


TREE = [
    Concept(1, "talen"),
    Concept(2, "frans", broader_id=1),
    Concept(3, "engels", broader_id=1),
    Concept(4, "stage"),
    Concept(5, "oude-stage", replaced_by_id=4),
    Concept(6, "heel-oude-stage", replaced_by_id=5),
]


def test_a_concept_stands_for_itself_what_is_narrower_and_what_it_replaced():
    values = ConceptValues(TREE)

    assert values.numbers(["talen"]) == [1, 2, 3]
    assert values.numbers(["frans"]) == [2]
    assert values.numbers(["stage", "frans"]) == [2, 4, 5, 6]


def test_a_replaced_concept_is_understood_as_its_successor():
    values = ConceptValues(TREE)

    assert values.understand("heel-oude-stage") == "stage"
    assert values.understand("frans") == "frans"
    assert values.understand("latijn") is None


def test_concepts_that_replace_each_other_do_not_hang():
    values = ConceptValues([Concept(1, "a", replaced_by_id=2), Concept(2, "b", replaced_by_id=1)])

    assert values.understand("a") in {"a", "b"}
    assert values.numbers(["a"]) == [1, 2]


def counting(documents):
    """Counts ``documents``, each the values it has, as an index would."""
    return lambda values: sum(not values_of.isdisjoint(values) for values_of in documents)


def test_concepts_without_a_count_are_left_out_unless_chosen_or_above_one():
    count = counting([{"frans"}, {"frans"}, {"frans", "talen"}, {"frans"}])

    shown = ConceptValues(TREE).shown(count, ["frans", "talen"], ["stage"])

    assert shown == (
        FacetValue("talen", "Talen", 4, False, (FacetValue("frans", "Frans", 4),)),
        FacetValue("stage", "Stage", 0, True),
    )


def test_years_are_four_digits_and_the_latest_comes_first():
    values = YearValues()

    assert [values.understand(key) for key in ("2024", "24", "20x4", "٢٠٢٤", "9999", "0001")] == [
        "2024",
        None,
        None,
        None,
        None,
        None,
    ]
    count = counting([{"2021"}, {"2024"}, {"2024"}, {"2024"}])
    assert values.shown(count, ["2021", "2024", "2020"], ["2022"]) == (
        FacetValue("2024", "2024", 3),
        FacetValue("2022", "2022", 0, True),
        FacetValue("2021", "2021", 1),
    )


def test_codes_keep_their_order():
    values = CodeValues([("aan", "Aan"), ("uit", "Uit")])

    assert values.understand("af") is None
    assert values.covered("uit") == ("uit",)
    assert values.shown(counting([{"uit"}, {"uit"}]), ["uit", "af"], []) == (
        FacetValue("uit", "Uit", 2),
    )
