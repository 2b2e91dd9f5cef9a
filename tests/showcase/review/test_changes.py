"""A changed text, word by word."""

import pytest

from showcase.views.changes import Piece, pieces


@pytest.mark.parametrize(
    ("was", "words", "expected"),
    [
        (
            "Vier scholen meten de rivier.",
            "Vijf scholen meten samen de rivier.",
            [
                Piece("gone", "Vier"),
                Piece("new", "Vijf"),
                Piece("same", " scholen meten"),
                Piece("new", " samen"),
                Piece("same", " de rivier."),
            ],
        ),
        (
            "Eén lijn.",
            "Eén lijn.\nTwee lijnen.",
            [Piece("same", "Eén lijn."), Piece("new", "\nTwee lijnen.")],
        ),
        ("Een samenvatting.", "Nu met cijfers.", []),
        ("", "Nieuw.", []),
    ],
)
def test_changed_text_shows_its_words_once(was, words, expected):
    assert pieces(was, words) == expected
