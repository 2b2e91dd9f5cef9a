"""What words mean to the search: forms, codes, compounds, slips."""

import pytest

from search.analysis.compounds import Lexicon, base_words
from search.analysis.dutch import _lines, dutch_stem
from search.analysis.nearness import KnownWords, distance, slips_allowed
from search.analysis.stems import stem
from search.analysis.terms import terms_of
from search.analysis.tokens import Word, read, words_in, written_in
from search.documents import Place, SearchDocument, Text


@pytest.mark.parametrize(
    "forms",
    [
        "lezen leest lees las gelezen lezer",
        "school scholen",
        "kind kinderen",
        "stad steden",
        "leraar leraren",
        "meertalig meertalige meertaligheid",
        "uitwisselen uitwisseling uitwisselingen uitgewisseld",
        "evalueren evalueert evaluatie",
        "financieren financiering gefinancierd",
        "duurzaam duurzame duurzaamheid",
        "grens grenzen",
        "taalgrens taalgrenzen",
        "gezondheid gezonde",
        "vergelijken vergelijking vergeleken",
        "veranderen verandering verandert",
        "regel regelen regeling",
        "mentor mentoren",
        "cultureel culturele",
        "les lessen",
        "begeleiden begeleiding begeleid begeleider",
        "bezoeken bezoekt bezocht bezochten",
        "onderzoeken onderzoekt onderzocht",
        "meenemen meegenomen",
        "buitenland buitenlandse",
    ],
)
def test_the_forms_of_a_dutch_word_are_one(forms):
    assert len({dutch_stem(form) for form in forms.split()}) == 1


def test_no_irregular_word_stands_in_the_list_twice():
    listed = [line.split()[0] for line in _lines("irregular_nl.txt")]

    assert sorted(listed) == sorted(set(listed))


@pytest.mark.parametrize(
    "words",
    [
        "beleid begeleid",
        "les lees",
        "zon gezond",
        "gemeente gemeenschap mening",
        "burger burgerschap",
        "toets toe",
    ],
)
def test_different_dutch_words_stay_different(words):
    listed = words.split()

    assert len({dutch_stem(word) for word in listed}) == len(listed)


@pytest.mark.parametrize(
    ("written", "word"),
    [
        (
            "2019-1-BE02-KA229-999001",
            Word(("2019", "1", "be02", "ka229", "999001"), "20191be02ka229999001"),
        ),
        ("KA229", Word(("ka229",))),
        ("CO₂", Word(("co2",))),
        ("B-stroom", Word(("b", "stroom"), "bstroom")),
        ("3de", Word(("derde",))),
        ("000999003", Word(("999003",))),
        ("0", Word(("0",))),
        ("1e", Word(("eerste",))),
        ("foto's", Word(("foto",))),
        ("l’école", Word(("ecole",))),
        ("en/of", Word(("en", "of"))),
        ("Großschreibung", Word(("grossschreibung",))),
        ("e-learning", Word(("e", "learning"), "elearning")),
    ],
)
def test_codes_are_read_whole_and_in_parts(written, word):
    assert [read(one) for one in written_in(written)] == [word]


def test_a_text_is_read_in_its_order_whatever_it_holds():
    assert words_in("Élève, \x00 “taal”! 😀 日本 e\u0301") == ["eleve", "taal", "日本", "e"]


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("leesonderwijs", ("lees", "onderwijs")),
        ("arbeidsmarkt", ("arbeids", "markt")),
        ("leerlingenraad", ("leerlingen", "raad")),
        ("gastgezinnen", ("gast", "gezinnen")),
        ("onderzoeksvaardigheden", ("onderzoeks", "vaardigheden")),
        ("onderwijs", ()),
        ("leerkrachten", ()),
        ("verantwoordelijkheid", ()),
        ("taal", ()),
        ("xyzabcdefg", ()),
    ],
)
def test_compounds_are_split_by_words_that_are_known(compound, parts):
    assert Lexicon(base_words()).split(compound) == parts


def test_a_word_that_becomes_known_splits_more():
    lexicon = Lexicon(base_words())

    assert lexicon.split("zandfilter") == ()
    assert lexicon.with_words({"zand", "filter"}).split("zandfilter") == ("zand", "filter")


@pytest.mark.parametrize(
    ("first", "second", "slips"),
    [
        ("taal", "taal", 0),
        ("burgershap", "burgerschap", 1),
        ("brugerschap", "burgerschap", 1),
        ("mobilitiet", "mobiliteit", 1),
        ("mobilitet", "mobiliteit", 1),
        ("mblitet", "mobiliteit", 3),
    ],
)
def test_a_slip_is_a_letter_more_less_other_or_swapped(first, second, slips):
    assert distance(first, second, 3) == slips


def test_short_words_and_codes_forgive_nothing():
    assert [
        slips_allowed(word) for word in ("taal", "talen", "leraren", "mobiliteit", "ka229")
    ] == [
        0,
        1,
        1,
        2,
        0,
    ]


def test_near_words_come_nearest_first():
    known = KnownWords(["mobiliteit", "mobiliteiten", "mobiel", "stabiliteit"])

    assert known.near("mobilitiet") == ["mobiliteit"]
    assert known.near("mobliteiten") == ["mobiliteiten"]
    assert known.near("mobile") == ["mobiel"]
    assert known.starting_with("mobilit") == ["mobiliteit", "mobiliteiten"]


def test_stems_follow_the_language_of_the_text():
    assert [stem("policies", "en"), stem("eleves", "fr"), stem("schulen", "de")] == [
        "polici",
        "elev",
        "schul",
    ]
    assert stem("ka229", "nl") == "ka229"


def levels_of(document, term):
    found = terms_of(document, Lexicon(base_words())).leveled
    return {one for one in found if one[: len(term)] == term and len(one) == len(term) + 2}


def test_a_title_says_more_than_a_summary_and_a_whole_word_more_than_a_part():
    in_title = SearchDocument("x", 1, "Lezen", "/")
    in_text = SearchDocument("x", 1, "Iets", "/", (Text("Wij lezen.", Place.BODY),))
    in_compound = SearchDocument("x", 1, "Leesonderwijs", "/")

    assert [levels_of(document, "lees") for document in (in_title, in_text, in_compound)] == [
        {"lees·5"},
        {"lees·2"},
        {"lees÷3"},
    ]


def test_no_phrase_runs_from_one_text_into_the_next():
    document = SearchDocument("x", 1, "De taal", "/", (Text("van de school"),))

    assert terms_of(document, Lexicon()).stream == " de taal | van de school "


def test_a_word_may_be_split_in_several_ways():
    lexicon = Lexicon(base_words() | {"thuistalen", "talenbeleid"})

    assert set(lexicon.ways("thuistalenbeleid")) == {
        ("thuis", "talenbeleid"),
        ("thuistalen", "beleid"),
    }
