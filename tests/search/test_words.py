import pytest

from search.words import split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("  stage   in  Gent ", ["stage", "in", "Gent"]),
        ("stage stage Stage", ["stage", "Stage"]),
        ("“stage in Gent”, (buitenland)!", ['"stage in Gent"', "buitenland"]),
        ("co\x00de\u200bring", ["co", "de", "ring"]),
        ("-- ' \"", []),
        ("2021-1-BE02", ["2021-1-BE02"]),
        ("stage -Gent --Brugge - ", ["stage", "-Gent", "-Brugge"]),
        ('taal -"op  school" "half', ["taal", '-"op school"', "half"]),
    ],
)
def test_words_are_split_without_the_punctuation_around_them(text, words):
    assert split_words(text) == words
