import re

import pytest

from search.words import excerpt, fold, marked, pattern, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("  stage   in  Gent ", ["stage", "in", "Gent"]),
        ("stage stage Stage", ["stage", "Stage"]),
        ("“stage”, (buitenland)!", ["stage", "buitenland"]),
        ("co\x00de\u200bring", ["co", "de", "ring"]),
        ("-- ' \"", ["--"]),
        ("2021-1-BE02", ["2021-1-BE02"]),
    ],
)
def test_words_are_split_without_the_punctuation_around_them(text, words):
    assert split_words(text) == words


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Coördinatie", "coordinatie"), ("ÉÉN", "een"), ("ß İ ﬁ œ 日", "ß i ﬁ œ 日"), ("", "")],
)
def test_folding_takes_case_and_accents_away_and_keeps_the_length(text, folded):
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("word", "text", "matches"),
    [
        ("coordinatie", "De Coördinatie", True),
        ("COÖRDINATIE", "coordinatie", True),
        ("c++", "C++ voor beginners", True),
        ("a.b", "axb", False),
        ("(.*)", "alles", False),
        ("100%_", "100%_ zeker", True),
        ("\\d", "5", False),
        ("[a-z]", "q", False),
        ("日本", "van 日本", True),
    ],
)
def test_a_pattern_matches_the_word_itself_and_nothing_that_it_might_mean(word, text, matches):
    assert bool(re.search(pattern(word), text, re.IGNORECASE)) is matches


@pytest.mark.parametrize(
    ("text", "words", "html"),
    [
        ("De stage", ("stage",), "De <mark>stage</mark>"),
        ("Coördinator", ("coord",), "<mark>Coörd</mark>inator"),
        ("stageplaats", ("stage", "plaats"), "<mark>stageplaats</mark>"),
        ("a<b>c", ("b",), "a&lt;<mark>b</mark>&gt;c"),
        ("<script>", ("<script>",), "<mark>&lt;script&gt;</mark>"),
        ("x & y", (), "x &amp; y"),
    ],
)
def test_words_are_marked_and_everything_is_escaped(text, words, html):
    assert marked(text, words) == html


def test_an_excerpt_starts_at_the_beginning_without_a_match():
    assert excerpt("een twee drie vier vijf", (), 12) == "een twee\u00a0…"


def test_an_excerpt_of_a_short_text_is_the_text():
    assert excerpt("een & twee", ("een",), 50) == "<mark>een</mark> &amp; twee"


def test_an_excerpt_stands_around_the_first_match():
    text = "woord " * 40 + "speld " + "hooi " * 40

    found = excerpt(text, ("speld",), 60)

    assert found.startswith("…\u00a0woord")
    assert found.endswith("hooi\u00a0…")
    assert found.count("<mark>speld</mark>") == 1
    assert len(found) < 90


def test_an_excerpt_cuts_a_text_without_spaces():
    assert len(excerpt("x" * 500, (), 100)) <= 102
