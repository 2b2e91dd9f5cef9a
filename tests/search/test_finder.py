"""The finder over the index: words, order, facets. The same on every database."""

from __future__ import annotations

from random import Random

import pytest
from django.http import QueryDict

from search.contract import Understanding
from search.domain.meaning import drop_synonyms, keep_synonyms, words_changed
from search.parameters import read_query
from search.records import SynonymGroup
from search.values import ConceptValues
from tests.search.things import TREE, only_things, thing, thing_finder

pytestmark = pytest.mark.django_db


@pytest.fixture
def things(db):
    SynonymGroup.objects.all().delete()
    words_changed()
    with only_things() as made:
        yield made


def find(address, size=20):
    finder = thing_finder(size)
    return finder.find(read_query(QueryDict(address), finder.shape))


def keys(address, size=20):
    return list(find(address, size).page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lezen", [1, 2, 3]),
        ("leest", [1, 2, 3]),
        ("leesonderwijs", [3, 2]),
        ("onderwijs+lezen", [3, 2]),
        ("ka229", [4]),
        ("KA+229", [4]),
        ("2019-1-BE02-KA229-999001", [4]),
        ("999001", [4]),
        ("b-stroom", [4]),
        ("3de+graad", [4]),
        ("derde+graad", [4]),
        ("co2", [5]),
        ("policies", [6]),
        ("policy", [6]),
        ("%22goed+lezen%22", [1]),
        ("%22lezen+goed%22", []),
        ("lezen+-goed", [3, 2]),
        ("lezen+-%22in+het%22", [1, 3]),
        ("-lezen+graad", [4]),
        ("lezne", [1, 2, 3]),
        ("onderwjs", [2, 3]),
        ("nergens", []),
    ],
)
def test_words_find_what_says_them_in_whatever_form(things, query, found):
    things.keep(
        thing(1, "Goed lezen", day=5),
        thing(2, "Anders", "De kinderen lezen in het onderwijs."),
        thing(3, "Het leesonderwijs", day=2),
        thing(
            4,
            "Derde graad, B-stroom",
            codes=("2019-1-BE02-KA229-999001",),
        ),
        thing(5, "Minder CO₂ op school"),
        thing(6, "Language policies", language="en"),
    )

    assert sorted(keys(f"q={query}")) == sorted(found)


def test_what_fits_best_comes_first_and_of_the_same_what_is_newest(things):
    things.keep(
        thing(1, "Iets anders", "Over taal."),
        thing(2, "Taal", day=1),
        thing(3, "Taal", day=9),
        thing(4, "Taalbeleid", day=3),
    )

    assert keys("q=taal") == [3, 2, 1, 4]
    assert keys("q=taal&sorteer=nieuwste") == [3, 4, 2, 1]
    assert keys("q=taal&sorteer=oudste") == [1, 2, 4, 3]
    assert keys("sorteer=titel") == [1, 2, 3, 4]


def test_synonyms_are_in_force_at_once_and_so_is_their_end(things):
    things.keep(thing(1, "Moedertaal"), thing(2, "Thuistaal"), thing(3, "Buitengewoon secundair"))
    before = keys("q=moedertaal"), keys("q=buso")
    group = keep_synonyms(SynonymGroup(words="moedertaal, thuistaal"), by=None)
    keep_synonyms(SynonymGroup(words="BuSO, buitengewoon secundair"), by=None)

    found = find("q=moedertaal")

    assert before == ([1], [])
    assert (list(found.page), keys("q=buso")) == ([1, 2], [3])
    assert [(one.how, one.read) for one in found.remarks] == [(Understanding.ALSO, ("thuistaal",))]
    drop_synonyms(group, by=None)
    assert keys("q=moedertaal") == [1]


def test_a_slip_is_mended_when_nothing_is_found_and_a_likelier_word_offered_otherwise(things):
    things.keep(*(thing(number, "Mobiliteit") for number in range(1, 13)))
    mended = find("q=mobilitiet")
    things.keep(thing(20, "De mobilitiet"))
    known = find("q=mobilitiet")

    assert (mended.total, [remark.how for remark in mended.remarks]) == (
        12,
        [Understanding.CORRECTED],
    )
    assert (known.total, known.remarks) == (1, ())


def test_a_long_sentence_needs_half_of_its_words(things):
    things.keep(
        thing(1, "Leerlingen op stage in het buitenland"),
        thing(2, "Leerlingen in de keuken"),
    )

    found = find("q=hoe+raken+leerlingen+zonder+zorgen+op+stage+in+het+buitenland")

    assert (list(found.page), [remark.how for remark in found.remarks]) == (
        [1],
        [Understanding.PARTLY],
    )


def test_the_words_are_marked_as_they_were_understood(things):
    things.keep(thing(1, "Lezen <b>en</b> leesonderwijs"))

    marker = find("q=gelezen").marker

    assert marker.marked("Lezen <b>en</b> leesonderwijs, verlof") == (
        "<mark>Lezen</mark> &lt;b&gt;en&lt;/b&gt; <mark>leesonderwijs</mark>, verlof"
    )


def test_what_changes_is_found_as_it_is_now(things):
    things.keep(thing(1, "Water", kleur=["rood"]), thing(2, "Water", kleur=["rood", "blauw"]))
    first = keys("q=water"), keys("kleur=rood")
    things.keep(thing(1, "Vuur", kleur=["blauw"]))
    things.drop(2)

    assert first == ([2, 1], [2, 1])
    assert (keys("q=water"), keys("kleur=rood"), keys("kleur=blauw")) == ([], [], [1])
    assert keys("q=vuur") == [1]


def test_writing_the_same_again_changes_nothing(things):
    things.keep(thing(1, "Water"))

    assert things.keep(thing(1, "Water")) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_two_statements_when_the_index_is_known(
    things, django_assert_num_queries, count
):
    things.keep(*(thing(number, "Water") for number in range(count + 5)))
    find("q=vuur&kleur=rood")

    with django_assert_num_queries(2):
        assert find("q=water").total == count + 5


@pytest.mark.parametrize(
    "query",
    [
        "x" * 10_000,
        '"' * 50 + " OR NEAR(a b) * ^ {x} : - + ~ \\",
        "a AND b NOT c; DROP TABLE x --",
        "😀 مرحبا שלום \u202e \ufeff",
        "' & | ! ( ) <-> :*",
        "-",
        '-"',
        "·5 ÷0 lees·5",
    ],
)
def test_hostile_words_get_a_plain_answer(things, query):
    things.keep(thing(1, "Water"))

    params = QueryDict(mutable=True)
    params["q"] = query
    finder = thing_finder()
    found = finder.find(read_query(params, finder.shape))

    assert found.total in (0, 1)


# Against a slow and plain count


WORDS = ["water", "vuur", "lezen", "leest", "taal", "talen", "school"]
FORMS = {"leest": "lezen", "talen": "taal"}


def plainly(documents, words, chosen, but=""):
    """The keys of what answers, looking at every document."""
    values = ConceptValues(TREE)
    found = set()
    for document in documents:
        said = {FORMS.get(word, word) for word in document.title.split()}
        if not {FORMS.get(word, word) for word in words} <= said:
            continue
        allowed = True
        for name, picked in chosen.items():
            if name == but or not picked:
                continue
            covered = {
                value
                for key in picked
                for value in (values.covered(key) if name == "thema" else (key,))
            }
            allowed = allowed and not covered.isdisjoint(document.facets[name])
        if allowed:
            found.add(document.key)
    return found


def facet_counts(found):
    counts, waiting = {}, [(facet.name, value) for facet in found.facets for value in facet.values]
    while waiting:
        name, value = waiting.pop()
        counts[name, value.key] = value.count
        waiting += [(name, narrower) for narrower in value.narrower]
    return counts


@pytest.mark.parametrize("seed", range(6))
def test_totals_and_counts_are_those_of_a_slow_plain_count(things, seed):
    random = Random(seed)
    themes, colours = ["talen", "frans", "engels", "stage"], ["rood", "groen", "blauw"]
    documents = {}
    for round_ in range(3):
        for _number in range(25):
            key = random.randint(1, 60)
            documents[key] = thing(
                key,
                " ".join(random.sample(WORDS, random.randint(1, 4))),
                day=random.randint(1, 28),
                thema=random.sample(themes, random.randint(0, 3)),
                kleur=random.sample(colours, random.randint(0, 2)),
            )
            things.keep(documents[key])
        for key in random.sample(sorted(documents), 5):
            documents.pop(key)
            things.drop(key)
        for _question in range(6):
            words = random.sample(WORDS, random.randint(0, 2))
            chosen = {
                "thema": random.sample(themes, random.randint(0, 2)),
                "kleur": random.sample(colours, random.randint(0, 2)),
            }
            pairs = [("q", " ".join(words))]
            pairs += [(name, value) for name, picked in chosen.items() for value in picked]
            found = find("&".join(f"{name}={value}" for name, value in pairs), size=100)
            wanted = plainly(documents.values(), words, chosen)
            if not plainly(documents.values(), words, {}):
                continue  # nothing has these words: what is near them is another matter
            assert (found.total, set(found.page)) == (len(wanted), wanted), (round_, pairs)
            for (name, key), count in facet_counts(found).items():
                within = plainly(documents.values(), words, {**chosen, name: [key]})
                assert count == len(within), (pairs, name, key)
