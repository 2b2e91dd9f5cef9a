"""Free words of schools."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from tests.vocabularies.factories import RETIRED, make_keyword, make_term, make_theme, own_events
from tests.vocabularies.retaggers import board
from vocabularies.domain.keywords import collect_keywords, merge_keyword
from vocabularies.domain.refusals import (
    AlreadyMergedError,
    KeywordTooLongError,
    NotAReplacementError,
    TooManyKeywordsError,
)
from vocabularies.records import Keyword

__all__ = ["board"]


@pytest.mark.django_db
def test_words_are_kept_once_without_capitals_or_loose_spaces():
    known = make_keyword("klas zonder muren")

    found = collect_keywords(["  Klas  zonder MUREN ", "", "Fiets", "fiets", "cafe\u0301"])

    assert [keyword.word for keyword in found] == ["klas zonder muren", "fiets", "café"]
    assert found[0] == known
    assert Keyword.objects.count() == 3


@pytest.mark.django_db
def test_ten_words_of_eighty_characters_at_most():
    collect_keywords([f"{number:080}" for number in range(10)])

    with pytest.raises(TooManyKeywordsError):
        collect_keywords([f"woord {number}" for number in range(11)])
    with pytest.raises(KeywordTooLongError):
        collect_keywords(["x" * 81])
    assert Keyword.objects.count() == 10


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_known_words_cost_one_query(django_assert_num_queries, count):
    words = [make_keyword().word for _ in range(count)]

    with django_assert_num_queries(1):
        collect_keywords(words)


@pytest.mark.django_db(transaction=True)
def test_same_new_word_from_several_schools_at_once_is_one_row():
    found: list[int] = []

    def collect():
        found.append(collect_keywords(["gelijktijdig"])[0].pk)
        connection.close()

    threads = [threading.Thread(target=collect) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [Keyword.objects.get().pk] * 4


@pytest.mark.django_db
@pytest.mark.parametrize("make", [make_theme, make_term])
def test_merge_retags_what_used_the_word(board, moderator, make):
    word, into = make_keyword(), make()
    board.notes = {"een": [word], "twee": [make_keyword()]}

    done = merge_keyword(word, into, by=moderator)

    assert done.changed == 1
    assert board.notes["een"] == [into]
    word.refresh_from_db()
    assert (word.merged_into, word.merged_by) == (into, moderator)
    assert set(Keyword.objects.merged()) == {word}
    assert own_events().get().detail == {
        "into": f"{into._meta.label_lower} {into.pk}",
        "retagged": 1,
        "left": 0,
    }


@pytest.mark.django_db
def test_merged_word_stays_with_what_it_went_into(moderator):
    word, into = make_keyword(), make_theme()
    merge_keyword(word, into, by=moderator)

    merge_keyword(word, into, by=moderator)
    with pytest.raises(AlreadyMergedError):
        merge_keyword(word, make_theme(), by=moderator)
    with pytest.raises(NotAReplacementError):
        merge_keyword(make_keyword(), make_theme(**RETIRED), by=moderator)

    word.refresh_from_db()
    assert word.merged_into == into


@pytest.mark.django_db
def test_others_merge_nothing(policymaker):
    word = make_keyword()

    with pytest.raises(PermissionDenied):
        merge_keyword(word, make_theme(), by=policymaker)

    assert set(Keyword.objects.waiting()) == {word}
