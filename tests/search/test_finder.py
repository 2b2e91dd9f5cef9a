"""The finder over the index: words, order, facets. The same on every store."""

from __future__ import annotations

from random import Random

import pytest
from django.conf import settings
from django.db import connection
from django.http import QueryDict

from search.contract import Remark, Understanding
from search.domain.meaning import drop_synonyms, keep_synonyms, words_changed
from search.overview import said_once
from search.parameters import read_query
from search.records import SynonymGroup
from search.values import ConceptValues
from tests.search.elastic import NAME, caught_up
from tests.search.things import TREE, only_things, thing, thing_finder

pytestmark = pytest.mark.django_db


@pytest.fixture
def things(store):
    SynonymGroup.objects.all().delete()
    words_changed()
    with only_things() as made:
        yield made


def find(address, size=20):
    return ask(QueryDict(address), size)


def ask(params, size=20):
    """The answer of the store that was chosen, and of no other."""
    chosen = settings.SEARCH_STORE == NAME
    if chosen:
        caught_up()
    finder = thing_finder(size)
    found = finder.find(read_query(params, finder.shape))
    assert (found.store, found.instead) == (NAME if chosen else connection.vendor, "")
    return found


def keys(address, size=20):
    return list(find(address, size).page)


WORDS_FIND = {
    "lezen": [1, 2, 3],
    "leest": [1, 2, 3],
    "leesonderwijs": [3, 2],
    "onderwijs+lezen": [3, 2],
    "ka229": [4],
    "KA+229": [4],
    "2019-1-BE02-KA229-999001": [4],
    "999001": [4],
    "b-stroom": [4],
    "3de+graad": [4],
    "derde+graad": [4],
    "co2": [5],
    "policies": [6],
    "policy": [6],
    "%22goed+lezen%22": [1],
    "%22lezen+goed%22": [],
    "lezen+-goed": [3, 2],
    "lezen+-%22in+het%22": [1, 3],
    "-lezen+graad": [4],
    "lezne": [1, 2, 3],
    "onderwjs": [2, 3],
    "nergens": [],
}


def test_words_find_what_says_them_in_whatever_form(things):
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

    found = {query: sorted(keys(f"q={query}")) for query in WORDS_FIND}

    assert found == {query: sorted(wanted) for query, wanted in WORDS_FIND.items()}


def test_a_reference_is_no_year_with_a_number_in_it(things):
    things.keep(
        thing(1, "Eén", codes=("2026-0001",)),
        thing(2, "Conclusie 1", codes=("2026-0002",)),
        thing(3, "Schooljaar 2023, tot in 2024"),
    )

    assert keys("q=2026-0001") == [1]
    assert sorted(keys("q=2026")) == [1, 2]
    assert keys("q=2023-2024") == [3]
    assert keys("q=conclusie 2026-0001") == keys("q=aanbeveling 2026-0001") == [1]
    assert keys("q=taal 2026-0001") == []


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


def test_what_each_kind_read_in_a_word_is_told_in_one_line():
    also, meant = Understanding.ALSO, Understanding.MEANT

    told = said_once(
        [
            Remark(also, "leersteun", ("zorg", "ondersteuning")),
            Remark(also, "leersteun", ("ondersteuning", "begeleiding")),
            Remark(also, "taal", ("zorg",)),
            Remark(meant, "leersteun", ("zorg",)),
        ]
    )

    assert told == (
        Remark(also, "leersteun", ("zorg", "ondersteuning", "begeleiding")),
        Remark(also, "taal", ("zorg",)),
        Remark(meant, "leersteun", ("zorg",)),
    )


def test_a_slip_is_mended_when_nothing_is_found_and_a_likelier_word_offered_otherwise(things):
    things.keep(*(thing(number, "Mobiliteit") for number in range(1, 13)))
    mended = find("q=mobilitiet")
    things.keep(thing(20, "De mobilitiet"), thing(21, "De mobilieteit en de mobiliteit"))
    offered = find("q=de+mobilitiet")

    assert (mended.total, [remark.how for remark in mended.remarks]) == (
        12,
        [Understanding.CORRECTED],
    )
    (remark,) = offered.remarks
    assert (offered.total, remark.how, remark.read) == (1, Understanding.MEANT, ("mobiliteit",))
    assert remark.query.address("") == "?q=de+mobiliteit"


def test_no_other_word_is_offered_for_a_short_one_or_where_it_is_hardly_likelier(things):
    things.keep(*(thing(number, "Tabel, mobiliteit") for number in range(1, 9)))
    things.keep(thing(20, "Fabel"), thing(21, "Mobilitiet"))

    assert (find("q=fabel").remarks, find("q=mobilitiet").remarks) == ((), ())


PLACEMENT = "Leerlingen op stage in het buitenland"


@pytest.mark.parametrize(
    ("sentence", "wanted", "how"),
    [
        ("hoe raken leerlingen op stage in het buitenland", [1], []),
        ("reizen leerlingen met de trein op stage", [1], [Understanding.PARTLY]),
        ("de trein naar het buitenland betalen", [1], [Understanding.PARTLY]),
        ("waarom rijdt de bus niet", [], []),
    ],
)
def test_a_sentence_needs_half_of_the_words_that_say_something_or_else_a_third(
    things, sentence, wanted, how
):
    things.keep(thing(1, PLACEMENT), thing(2, "Groenten in de keuken"))

    found = ask(typed(sentence))

    assert (list(found.page), [remark.how for remark in found.remarks]) == (wanted, how)


def test_what_has_most_of_a_sentence_stands_beside_the_little_that_has_it_all(things):
    things.keep(
        thing(1, "Leerlingen", "Op stage, een keer met de trein, in het buitenland gaan wonen."),
        thing(2, "Stage in het buitenland met de trein"),
        thing(3, "Leerlingen in de keuken"),
    )

    found = ask(typed("leerlingen wonen op stage in het buitenland met de trein"))

    assert (sorted(found.page), [remark.how for remark in found.remarks]) == (
        [1, 2],
        [Understanding.MOSTLY],
    )
    assert list(ask(typed("leerlingen wonen buitenland trein")).page) == [1]


def test_a_verb_is_found_when_its_halves_stand_apart(things):
    things.keep(thing(1, "Laat een stage meetellen"), thing(2, "De stage vertellen"))

    assert keys("q=telt+de+stage+mee") == [1]
    things.keep(thing(3, "Wij keken een dag mee"), thing(4, "De meeuw kijkt"))
    assert keys("q=meegekeken") == [3]


def test_a_word_that_only_begins_like_a_half_of_a_verb_is_one_word(things):
    things.keep(thing(1, "De ster van de klas doet mee"), thing(2, "Een meester"))
    things.keep(thing(3, "Een terugkoppeling"), thing(4, "Meertalig"))
    things.keep(thing(5, "Zij koppelen dat terug"))

    assert keys("q=meester") == [2]
    assert keys("q=meertaligheid") == [4]
    assert keys("q=terugkoppelen") == [3, 5]


def test_a_number_is_found_with_and_without_the_zeros_before_it(things):
    things.keep(thing(1, "Iets", codes=("2021-1-BE02-KA121-VET-000999003",)))

    found = [keys(f"q={typed}") for typed in ("999003", "000999003", "KA121-VET-999003")]

    assert found == [[1], [1], [1]]


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


@pytest.mark.parametrize("store", ["database"], indirect=True)
@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_two_statements_when_the_index_is_known(
    things, django_assert_num_queries, count
):
    things.keep(*(thing(number, "Water") for number in range(count + 5)))
    find("q=vuur&kleur=rood")

    with django_assert_num_queries(2):
        assert find("q=water").total == count + 5


#: What is typed, and how much of one document about water and one about b it finds.
HOSTILE_FINDS = {
    "x" * 10_000: 0,
    '"' * 50 + " OR NEAR(a b) * ^ {x} : - + ~ \\": 1,
    "a AND b NOT c; DROP TABLE x --": 0,
    "😀 مرحبا שלום \u202e \ufeff": 0,
    "' & | ! ( ) <-> :*": 2,
    "-": 2,
    '-"': 2,
    "·5 ÷0 lees·5": 0,
    "wat*": 0,
    "wate*": 1,
    "water OR vuur": 0,
    "title:water~2^9": 0,
    "[a TO z] {!lucene} *:* && ||": 0,
    "\x00water\x00": 1,
    "😀 water": 1,
    "\u202ewater\u202c": 1,
    "water" + " water" * 2_000: 1,
    " ".join(f"w{number}" for number in range(2_000)): 0,
}
HOSTILE = list(HOSTILE_FINDS)


def test_hostile_words_get_a_plain_answer(things):
    things.keep(thing(1, "Water"), thing(2, "b"))

    assert {query: ask(typed(query)).total for query in HOSTILE} == HOSTILE_FINDS


def typed(text):
    params = QueryDict(mutable=True)
    params["q"] = text
    return params


def test_hostile_filters_and_pages_get_a_plain_answer(things):
    things.keep(thing(1, "Water", kleur=["rood"]))
    params = QueryDict(mutable=True)
    params.setlist("kleur", ["rood", *(f"x{number}" for number in range(500))])
    params["pagina"] = "1000000000"

    found = ask(params)

    assert (found.total, list(found.page), found.query.page) == (1, [1], 1)


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
